//! Which fields of the catalogue are columns, and of which table.
//!
//! Everything above names a field by its catalogue id; this file alone knows that
//! `case.stage` is a column and `extra.police.disposal` an answer. The part stands here
//! too, because no column is selected without asking the mask for its part; a test holds
//! ids, parts and kinds against the catalogue.

use domain::{FieldKind, Part, Relation, SideId, Value};
use permissions::Mask;
use sea_orm::QueryResult;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, SelectStatement, SimpleExpr};
use uuid::Uuid;

use crate::Result;

/// A column that a field of the catalogue is kept in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// The catalogue id.
    pub id: &'static str,
    /// The column's name; the table is that of the list it stands in.
    pub column: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Its part.
    pub part: Part,
}

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident: $($id:literal = $column:literal $kind:ident $part:ident;)*) => {
        $(#[$doc])*
        pub(crate) const $name: &[Column] =
            &[$(Column { id: $id, column: $column, kind: FieldKind::$kind, part: Part::$part },)*];
    };
}

columns! {
    /// Of `cases`.
    CASE:
    "case.reference" = "reference" Text Reference;
    "case.legacy-reference" = "legacy_reference" Text Reference;
    "case.service-type" = "service_type" Choice Kind;
    "case.stage" = "stage" Choice Stage;
    "case.phase" = "phase" Choice Stage;
    "case.status" = "status" Choice Stage;
    "case.priority" = "priority" Choice Team;
    "case.complexity" = "complexity" Choice Team;
    "case.complex" = "complex" Boolean Complex;
    "case.risk-flag" = "risk_flag" Boolean RiskFlag;
    "case.area" = "area" Choice Area;
    "case.source-type" = "source_type" Choice Source;
    "case.category" = "category" Choice Category;
    "case.justice-stage" = "justice_stage" Choice Offence;
    "case.initiated-by" = "initiated_by" Choice Source;
    "case.coarse-status" = "coarse_status" Choice CoarseStatus;
    "case.outcome-class" = "outcome_class" Choice OutcomeClass;
    "case.outcome" = "outcome" Choice Agreement;
    "case.closing-reason" = "closing_reason" Choice Agreement;
    "case.closing-note" = "closing_note" LongText Agreement;
    "case.received-at" = "received_at" Instant Dates;
    "case.first-contact-at" = "first_contact_at" Instant Dates;
    "case.allocated-at" = "allocated_at" Instant Dates;
    "case.event-at" = "event_at" Instant Dates;
    "case.closed-at" = "closed_at" Instant Dates;
    "case.summary" = "summary" LongText Offence;
    "case.lawful-basis" = "lawful_basis" Choice LawfulBasis;
}

columns! {
    /// Of `participants`, addressed to the participant's side.
    PARTICIPANT:
    "participant.called" = "called" Text Name;
    "participant.first-name" = "first_name" Text FirstName;
    "participant.initials" = "initials" Text Initials;
    "participant.age-band" = "age_band" Choice AgeBand;
    "participant.role" = "role" Choice Stage;
    "participant.stage" = "stage" Choice Stage;
    "participant.readiness" = "readiness" Choice Stage;
    "participant.willing" = "willing" Choice Stage;
    "participant.responsibility" = "responsibility" Choice Offence;
    "participant.adjustments" = "adjustments" LongText Adjustments;
    "participant.outcome" = "outcome" Choice Agreement;
    "participant.first-contact-at" = "first_contact_at" Instant Dates;
    "participant.information-given-at" = "information_given_at" Instant Consent;
}

columns! {
    /// Of `people`, addressed to the side of the participant through whom they are seen.
    PERSON:
    "person.given-name" = "given_name" Text FullName;
    "person.family-name" = "family_name" Text FullName;
    "person.known-as" = "known_as" Text FullName;
    "person.other-names" = "other_names" Text FullName;
    "person.organisation-name" = "organisation_name" Text FullName;
    "person.language" = "language" Choice Adjustments;
    "person.interpreter" = "interpreter" Boolean Adjustments;
    "person.do-not-contact" = "do_not_contact" Boolean RiskFlag;
}

columns! {
    /// Of `incidents`.
    INCIDENT:
    "incident.category" = "category" Choice Category;
    "incident.detail" = "detail" Text Offence;
    "incident.occurred-from" = "occurred_from" Date Offence;
    "incident.occurred-to" = "occurred_to" Date Offence;
    "incident.reported-to-police" = "reported_to_police" Boolean Offence;
    "incident.crime-reference" = "crime_reference" Text Offence;
    "incident.summary" = "summary" LongText Offence;
}

columns! {
    /// Of `referrals`.
    REFERRAL:
    "referral.reference" = "reference" Text Reference;
    "referral.channel" = "channel" Choice Source;
    "referral.source-type" = "source_type" Choice Source;
    "referral.source-person" = "source_person" Text Source;
    "referral.received-at" = "received_at" Instant Dates;
    "referral.decision" = "decision" Choice CoarseStatus;
    "referral.service-type" = "service_type" Choice Kind;
    "referral.area" = "area" Choice Area;
    "referral.category" = "category" Choice Category;
    "referral.coarse-status" = "coarse_status" Choice CoarseStatus;
    "referral.outcome-class" = "outcome_class" Choice OutcomeClass;
}

/// The column that the catalogue id names, in any table.
pub(crate) fn column(id: &str) -> Option<Column> {
    [CASE, PARTICIPANT, PERSON, INCIDENT, REFERRAL]
        .into_iter()
        .flatten()
        .copied()
        .find(|column| column.id == id)
}

/// How a reader stands to the rows of a query, where each row has one side.
pub(crate) enum Sides<'a> {
    /// The rows are facts of the case as a whole.
    Whole,
    /// Each row belongs to the side in this column; these sides are the reader's own.
    Column(SimpleExpr, &'a [SideId]),
    /// All sides are the reader's own.
    AllOwn,
}

/// Selects those of `columns` whose part the mask reads, each under its catalogue id.
///
/// A part that may be read on the reader's own sides alone is selected for those rows
/// alone: a forbidden value does not leave the database.
pub(crate) fn select(
    query: &mut SelectStatement,
    table: impl IntoIden + Clone,
    columns: &'static [Column],
    mask: &Mask,
    sides: &Sides<'_>,
) -> Vec<Column> {
    let mut selected = Vec::new();
    for column in columns {
        let value = Expr::col((table.clone(), Alias::new(column.column)));
        let reads = |relation| mask.reads(column.part, relation);
        let expression = match sides {
            Sides::Whole if reads(Relation::Shared) => value,
            Sides::AllOwn if reads(Relation::Own) => value,
            Sides::Column(..) if reads(Relation::Own) && reads(Relation::Other) => value,
            Sides::Column(side, own) if reads(Relation::Own) && !own.is_empty() => {
                Expr::case(side.clone().is_in(own.iter().map(|side| Uuid::from(*side))), value).into()
            }
            _ => continue,
        };
        query.expr_as(expression, Alias::new(column.id));
        selected.push(*column);
    }
    selected
}


/// Reads a selected column.
pub(crate) fn value(row: &QueryResult, column: &Column) -> Result<Value> {
    let id = column.id;
    let text = || row.try_get::<Option<String>>("", id);
    Ok(match column.kind {
        FieldKind::Boolean => row.try_get::<Option<bool>>("", id)?.map_or(Value::Empty, Value::Boolean),
        FieldKind::Integer => row.try_get::<Option<i64>>("", id)?.map_or(Value::Empty, Value::Integer),
        FieldKind::Date => row.try_get::<Option<chrono::NaiveDate>>("", id)?.map_or(Value::Empty, Value::Date),
        FieldKind::Instant => row.try_get::<Option<domain::Instant>>("", id)?.map_or(Value::Empty, Value::Instant),
        FieldKind::Choice => text()?.map_or(Value::Empty, Value::Choice),
        FieldKind::Choices => text()?
            .map_or(Value::Empty, |codes| Value::Choices(codes.split(' ').map(str::to_owned).collect())),
        _ => text()?.map_or(Value::Empty, Value::Text),
    })
}

