//! Taking figures from cells.

use domain::{Answers, Value};

use super::{Cell, Cube};

fn cell(source: Option<&str>, count: u64, person: Option<u32>) -> Cell {
    let value = source.map_or(Value::Empty, |source| Value::Choice(source.to_owned()));
    Cell { values: Answers::from([("case.source-type".to_owned(), value)]), count, person }
}

fn is_police(values: &Answers) -> bool {
    values["case.source-type"].as_text() == Some("police")
}

#[test]
fn units_are_added_up_and_what_is_not_known_is_a_group() {
    let cube = Cube {
        cells: vec![cell(Some("police"), 3, None), cell(Some("court"), 2, None), cell(None, 1, None)],
    };
    assert_eq!(cube.count(|_| true), 6);
    assert_eq!(cube.count(is_police), 3);
    let by = cube.count_by("case.source-type", |_| true);
    assert_eq!(
        by.into_iter().collect::<Vec<_>>(),
        [(None, 1), (Some("court".into()), 2), (Some("police".into()), 3)]
    );
}

#[test]
fn a_person_in_several_cells_is_counted_once() {
    let cells = vec![
        cell(Some("police"), 2, Some(0)),
        cell(Some("court"), 1, Some(0)),
        cell(Some("police"), 1, Some(1)),
    ];
    let cube = Cube { cells };
    assert_eq!(cube.count(|_| true), 2);
    assert_eq!(cube.count(is_police), 2);
    let by = cube.count_by("case.source-type", |_| true);
    assert_eq!(by[&Some("court".to_owned())], 1);
    assert_eq!(by[&Some("police".to_owned())], 2);
}

#[test]
fn several_choices_are_counted_under_each() {
    let flags = Value::Choices(vec!["child".to_owned(), "hate".to_owned()]);
    let cell = Cell { values: Answers::from([("case.flags".to_owned(), flags)]), count: 4, person: None };
    let by = Cube { cells: vec![cell] }.count_by("case.flags", |_| true);
    assert_eq!(by.into_iter().collect::<Vec<_>>(), [(Some("child".into()), 4), (Some("hate".into()), 4)]);
}
