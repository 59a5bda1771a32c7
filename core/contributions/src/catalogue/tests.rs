use std::collections::BTreeSet;

use super::*;

#[test]
fn every_core_field_is_named_once_after_its_record() {
    let catalogue = Catalogue::core();
    let mut seen = BTreeSet::new();
    for field in catalogue.iter() {
        assert!(seen.insert(&field.id), "{} is there twice", field.id);
        let prefix = format!("{}.", field.on.as_str());
        assert!(field.id.starts_with(&prefix), "{}", field.id);
        assert_eq!(catalogue.get(&field.id), Some(field));
    }
    assert!(catalogue.get("case.nothing").is_none());
}

#[test]
fn a_sealed_field_is_found_by_equality_or_not_at_all() {
    for field in Catalogue::core().iter() {
        if field.is_sealed() {
            let open = field.searchable || field.filterable || field.sortable;
            assert!(!open, "{} is sealed", field.id);
            // Questions of equality are counted from coded rows that are tied to nobody.
            assert!(!field.reportable || field.part == Part::Equality, "{} is sealed", field.id);
        } else {
            assert!(!field.exact, "{} is clear and needs no blind index", field.id);
        }
    }
}

#[test]
fn a_choice_has_options_and_nothing_else_has() {
    for field in Catalogue::core().iter() {
        let is_choice = matches!(field.kind, FieldKind::Choice | FieldKind::Choices);
        assert_eq!(is_choice, !field.options.all().is_empty(), "{}", field.id);
    }
}

#[test]
fn a_reader_without_a_part_sees_none_of_its_fields() {
    let catalogue = Catalogue::core();
    let parts = PartSet::of(&[Part::Stage, Part::Name]);
    assert!(catalogue.within(parts).all(|field| matches!(field.part, Part::Stage | Part::Name)));
    assert!(catalogue.within(parts).any(|field| field.id == "case.stage"));
    assert_eq!(catalogue.within(PartSet::NONE).count(), 0);
}

#[test]
fn the_id_of_a_plugins_field_names_both() {
    let id = extra_id("org.example.school", "grade");
    assert_eq!(id, "extra.org.example.school.grade");
    assert_eq!(parse_extra(&id), Some(("org.example.school", "grade")));
    assert_eq!(parse_extra("case.stage"), None);
}
