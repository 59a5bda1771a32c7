//! Columns and catalogue say the same of every field.

use contributions::Catalogue;
use domain::FieldKind;

use super::*;

fn fits(stored: Stored, kind: FieldKind) -> bool {
    match stored {
        Stored::Text => matches!(kind, FieldKind::Text | FieldKind::LongText),
        Stored::Reference => kind == FieldKind::Text,
        Stored::Code | Stored::Side => kind == FieldKind::Choice,
        Stored::Codes | Stored::Flags => kind == FieldKind::Choices,
        Stored::Boolean => kind == FieldKind::Boolean,
        Stored::Integer => kind == FieldKind::Integer,
        Stored::Day | Stored::Moment => kind == FieldKind::Date,
        Stored::Account | Stored::Organisation | Stored::Team => kind == FieldKind::Text,
    }
}

#[test]
fn every_column_is_a_field_of_the_catalogue_with_the_same_part_side_and_kind() {
    let catalogue = Catalogue::core();
    for column in EVERY.into_iter().flatten() {
        let field = catalogue.get(column.id).unwrap_or_else(|| panic!("{} is no field", column.id));
        assert_eq!(column.part, field.part, "{}", column.id);
        assert_eq!(column.side, field.side, "{}", column.id);
        assert!(
            fits(column.stored, field.kind),
            "{} is {:?}, kept as {:?}",
            column.id,
            field.kind,
            column.stored
        );
        assert!(!column.part.is_sealed(), "{} belongs to a sealed part and stands in the clear", column.id);
    }
}

#[test]
fn what_lists_filter_sort_and_reports_count_is_a_column() {
    for field in Catalogue::core().iter().filter(|field| !field.is_sealed()) {
        if field.filterable || field.sortable || field.reportable {
            assert!(
                column(&field.id).is_some(),
                "{} can be filtered, sorted or counted and is no column",
                field.id
            );
        }
    }
}

#[test]
fn every_column_exists_in_its_table() {
    use sea_orm::{EntityTrait, IdenStatic, Iterable};
    fn names<E: EntityTrait>() -> Vec<&'static str> {
        E::Column::iter().map(|column| column.as_str()).collect()
    }
    for column in EVERY.into_iter().flatten() {
        let table = match column.table {
            Table::Case => names::<case::Entity>(),
            Table::Participant => names::<participant::Entity>(),
            Table::Person => names::<person::Entity>(),
            Table::Incident => names::<incident::Entity>(),
            Table::Referral => names::<referral::Entity>(),
            Table::Event => names::<meeting::Entity>(),
            Table::Agreement => names::<agreement::Entity>(),
            Table::Action => names::<agreement_action::Entity>(),
            Table::Feedback => names::<feedback::Entity>(),
        };
        assert!(table.contains(&column.column), "{} is not in its table", column.column);
    }
}
