use contributions::Catalogue;

use super::{Classified, Holds, Kept, columns};
use crate::columns::{EVERY, Table};

fn all() -> Vec<Classified> {
    columns().unwrap_or_else(|line| panic!("columns.txt says something unknown: {line}"))
}

fn name(table: Table) -> &'static str {
    match table {
        Table::Case => "cases",
        Table::Participant => "participants",
        Table::Person => "people",
        Table::Incident => "incidents",
        Table::Referral => "referrals",
        Table::Event => "meetings",
        Table::Agreement => "agreements",
        Table::Action => "agreement_actions",
        Table::Feedback => "feedback",
    }
}

#[test]
fn no_column_is_said_twice() {
    let mut names: Vec<_> = all().iter().map(|one| (one.table, one.column)).collect();
    let said = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), said);
}

/// A field of the catalogue is the part that its column is said to be, and counts where it
/// is said to count.
#[test]
fn the_table_says_what_the_catalogue_does() {
    let (all, catalogue) = (all(), Catalogue::core());
    for column in EVERY.into_iter().flatten() {
        // Flags, sides and owners are read through another table.
        if ["case.flags", "participant.side"].contains(&column.id) {
            continue;
        }
        let said = all.iter().find(|one| (one.table, one.column) == (name(column.table), column.column));
        let said = said.unwrap_or_else(|| panic!("{} is in no line", column.id));
        let is_part = said.holds == Holds::Part(column.part);
        assert!(is_part, "{}: {:?} and {}", column.id, said.holds, column.part.as_str());
        let field = catalogue.get(column.id).unwrap_or_else(|| panic!("{} is no field", column.id));
        assert_eq!(said.counted, field.reportable, "{}: whether figures count it", column.id);
    }
}

/// A sealed part is in the clear nowhere, and a code of one only where it says so.
#[test]
fn what_is_sealed_is_never_clear() {
    for one in all() {
        match one.holds {
            Holds::Part(part) => {
                assert!(!part.is_sealed() || one.kept != Kept::Clear, "{}.{}", one.table, one.column);
            }
            Holds::Marker(part) => {
                assert!(part.is_sealed() && one.kept == Kept::Clear, "{}.{}", one.table, one.column);
            }
            Holds::Draft => assert_eq!(one.kept, Kept::Sealed, "{}.{}", one.table, one.column),
            Holds::Row | Holds::Stated(_) => {}
        }
    }
}
