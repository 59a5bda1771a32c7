//! Which fields of the catalogue are columns, and of which table.
//!
//! Everything above names a field by its catalogue id; this file alone knows that
//! `case.stage` is a column and `extra.police.disposal` an answer. Part and side stand
//! here too, because no column is selected without asking the mask for both; a test holds
//! them against the catalogue. No part here is sealed: sealed values are never columns.

use contributions::SideRule::{self, Internal, OwnSide, Shared};
use domain::{Part, Relation, SideId, Value};
use permissions::{Author, Mask};
use sea_orm::QueryResult;
use sea_orm::sea_query::{Alias, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement, SimpleExpr};
use uuid::Uuid;

use crate::entity::{
    account, agreement, agreement_action, case, case_flag, feedback, incident, meeting, organisation,
    participant, person, referral, side, team,
};
use crate::{Error, Result};

/// How a column keeps its value, which says how it is read, filtered and sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    /// As it is shown.
    Text,
    /// A reference of ours, kept without hyphens and shown with them.
    Reference,
    /// The code of an option.
    Code,
    /// Codes with spaces between them.
    Codes,
    /// Yes or no.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A day.
    Day,
    /// A moment, shown as the day it falls on where the service is.
    Moment,
    /// An account, shown by its holder's name.
    Account,
    /// A partner organisation, shown by its name.
    Organisation,
    /// A team, shown by its name.
    Team,
    /// A side, shown by its kind.
    Side,
    /// The flags of the case, rows of a table of their own.
    Flags,
}

/// A table that fields are columns of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Table {
    Case,
    Participant,
    Person,
    Incident,
    Referral,
    Event,
    Agreement,
    Action,
    Feedback,
}

impl Table {
    pub fn iden(self) -> DynIden {
        match self {
            Self::Case => case::Entity.into_iden(),
            Self::Participant => participant::Entity.into_iden(),
            Self::Person => person::Entity.into_iden(),
            Self::Incident => incident::Entity.into_iden(),
            Self::Referral => referral::Entity.into_iden(),
            Self::Event => meeting::Entity.into_iden(),
            Self::Agreement => agreement::Entity.into_iden(),
            Self::Action => agreement_action::Entity.into_iden(),
            Self::Feedback => feedback::Entity.into_iden(),
        }
    }
}

/// A column that a field of the catalogue is kept in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// The catalogue id.
    pub id: &'static str,
    /// Its table.
    pub table: Table,
    /// The column's name.
    pub column: &'static str,
    /// How it keeps its value.
    pub stored: Stored,
    /// Its part.
    pub part: Part,
    /// To whom it is addressed.
    pub side: SideRule,
}

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident of $table:ident: $($id:literal = $column:literal $stored:ident $part:ident $side:ident;)*) => {
        $(#[$doc])*
        pub(crate) const $name: &[Column] = &[$(Column {
            id: $id,
            table: Table::$table,
            column: $column,
            stored: Stored::$stored,
            part: Part::$part,
            side: $side,
        },)*];
    };
}

columns! {
    /// Of `cases`.
    CASE of Case:
    "case.reference" = "reference" Reference Reference Shared;
    "case.legacy-reference" = "legacy_reference" Text Reference Shared;
    "case.service-type" = "service_type" Code Kind Shared;
    "case.initiated-by" = "initiated_by" Code Kind Shared;
    "case.stage" = "stage" Code Stage Shared;
    "case.phase" = "phase" Code Stage Shared;
    "case.status" = "status" Code Stage Shared;
    "case.coarse-status" = "coarse_status" Code CoarseStatus Shared;
    "case.received-on" = "received_at" Moment Dates Shared;
    "case.acknowledged-on" = "acknowledged_at" Moment Dates Shared;
    "case.triaged-on" = "triaged_at" Moment Dates Shared;
    "case.first-contact-on" = "first_contact_at" Moment Dates Shared;
    "case.allocated-on" = "allocated_at" Moment Dates Shared;
    "case.ready-on" = "ready_at" Moment Dates Shared;
    "case.event-on" = "event_at" Moment Dates Shared;
    "case.closed-on" = "closed_at" Moment Dates Shared;
    "case.dispose-after" = "dispose_after" Day Dates Internal;
    "case.team" = "team" Team Team Shared;
    "case.owner" = "owner" Account Team Shared;
    "case.priority" = "priority" Code Team Shared;
    "case.complexity" = "complexity" Code Team Shared;
    "case.district" = "area" Code Area Shared;
    "case.source-type" = "source_type" Code Source Shared;
    "case.organisation" = "organisation" Organisation Source Shared;
    "case.category" = "category" Code Category Shared;
    "case.flags" = "id" Flags Flags Shared;
    "case.justice-stage" = "justice_stage" Code Offence Shared;
    "case.risk-flag" = "risk_flag" Boolean RiskFlag Shared;
    "case.complex" = "complex" Boolean Complex Shared;
    "case.summary" = "summary" Text Notes Internal;
    "case.lawful-basis" = "lawful_basis" Text LawfulBasis Shared;
    "case.outcome-class" = "outcome_class" Code OutcomeClass Shared;
    "case.outcome" = "outcome" Code Agreement Shared;
    "case.closing-reason" = "closing_reason" Code Agreement Shared;
    "case.closing-note" = "closing_note" Text Agreement Internal;
}

columns! {
    /// Of `participants`, addressed to the participant's side.
    PARTICIPANT of Participant:
    "participant.reference" = "reference" Reference Reference OwnSide;
    "participant.role" = "role" Code Kind Shared;
    "participant.side" = "side" Side Kind Shared;
    "participant.name" = "called" Text Name OwnSide;
    "participant.first-name" = "first_name" Text FirstName OwnSide;
    "participant.initials" = "initials" Text Initials OwnSide;
    "participant.age-band" = "age_band" Code AgeBand OwnSide;
    "participant.stage" = "stage" Code Stage OwnSide;
    "participant.readiness" = "readiness" Code Stage OwnSide;
    "participant.first-contact-on" = "first_contact_at" Moment Dates OwnSide;
    "participant.information-given-on" = "information_given_at" Moment Dates OwnSide;
    "participant.withdrew-on" = "withdrew_at" Moment Dates OwnSide;
    "participant.responsibility" = "responsibility" Code Offence OwnSide;
    "participant.willing" = "willing" Code Consent OwnSide;
    "participant.adjustments" = "adjustments" Codes Adjustments OwnSide;
    "participant.outcome" = "outcome" Code Agreement OwnSide;
}

columns! {
    /// Of `people`, addressed to the side of the participant through whom they are seen.
    PERSON of Person:
    "person.reference" = "reference" Reference Reference OwnSide;
    "person.known-as" = "known_as" Text Name OwnSide;
    "person.given-name" = "given_name" Text FullName OwnSide;
    "person.family-name" = "family_name" Text FullName OwnSide;
    "person.other-names" = "other_names" Text FullName OwnSide;
    "person.organisation-name" = "organisation_name" Text FullName OwnSide;
    "person.age-band" = "age_band" Code AgeBand OwnSide;
    "person.language" = "language" Code Adjustments OwnSide;
    "person.interpreter" = "interpreter" Boolean Adjustments OwnSide;
}

columns! {
    /// Of `incidents`.
    INCIDENT of Incident:
    "incident.kind" = "kind" Code Category Shared;
    "incident.category" = "category" Code Category Shared;
    "incident.detail" = "detail" Text Offence Shared;
    "incident.occurred-on" = "occurred_from" Day Offence Shared;
    "incident.reported-to-police" = "reported_to_police" Boolean Offence Shared;
    "incident.crime-reference" = "crime_reference" Text Offence Shared;
    "incident.description" = "summary" Text Offence Internal;
}

columns! {
    /// Of `referrals`.
    REFERRAL of Referral:
    "referral.reference" = "reference" Reference Reference Shared;
    "referral.channel" = "channel" Code Source Shared;
    "referral.source-type" = "source_type" Code Source Shared;
    "referral.organisation" = "organisation" Organisation Source Shared;
    "referral.source-person" = "source_person" Text Source Internal;
    "referral.received-on" = "received_at" Moment Dates Shared;
    "referral.decided-on" = "decided_at" Moment Dates Shared;
    "referral.decision" = "decision" Code Stage Shared;
    "referral.decision-reason" = "decision_reason" Text IntakeNotes Internal;
    "referral.service-type" = "service_type" Code Kind Shared;
    "referral.district" = "area" Code Area Shared;
    "referral.category" = "category" Code Category Shared;
    "referral.coarse-status" = "coarse_status" Code CoarseStatus Shared;
    "referral.outcome-class" = "outcome_class" Code OutcomeClass Shared;
}

columns! {
    /// Of `meetings`.
    EVENT of Event:
    "event.kind" = "kind" Code Stage Shared;
    "event.direct" = "direct" Boolean Stage Shared;
    "event.held-on" = "held_at" Moment Dates Shared;
}

columns! {
    /// Of `agreements`.
    AGREEMENT of Agreement:
    "agreement.kind" = "kind" Code Agreement Shared;
    "agreement.status" = "status" Code Agreement Shared;
    "agreement.agreed-on" = "agreed_on" Day Agreement Shared;
    "agreement.text" = "text" Text Agreement Shared;
}

columns! {
    /// Of `agreement_actions`.
    ACTION of Action:
    "action.kind" = "kind" Code Agreement Shared;
    "action.status" = "status" Code Agreement Shared;
    "action.due-on" = "due_on" Day Agreement Shared;
    "action.done-on" = "done_on" Day Agreement Shared;
}

columns! {
    /// Of `feedback`, addressed to the side of who answered.
    FEEDBACK of Feedback:
    "feedback.invited-on" = "invited_on" Day Feedback OwnSide;
    "feedback.answered-on" = "answered_on" Day Feedback OwnSide;
    "feedback.satisfaction" = "satisfaction" Integer Feedback OwnSide;
    "feedback.better-able-to-cope" = "better_able_to_cope" Code Feedback OwnSide;
    "feedback.feels-safer" = "feels_safer" Code Feedback OwnSide;
    "feedback.better-informed" = "better_informed" Code Feedback OwnSide;
    "feedback.comments" = "comments" Text Feedback OwnSide;
}

const EVERY: [&[Column]; 9] =
    [CASE, PARTICIPANT, PERSON, INCIDENT, REFERRAL, EVENT, AGREEMENT, ACTION, FEEDBACK];

/// The column that the catalogue id names, in any table.
pub(crate) fn column(id: &str) -> Option<&'static Column> {
    EVERY.into_iter().flatten().find(|column| column.id == id)
}

impl Column {
    /// The value as an expression over the row of `table`.
    pub fn value_in(&self, table: &DynIden) -> SimpleExpr {
        let own = || Expr::col((table.clone(), Alias::new(self.column)));
        let named = |query: &mut SelectStatement| Expr::from(query.take());
        match self.stored {
            Stored::Account => named(
                Query::select()
                    .column((account::Entity, account::Column::DisplayName))
                    .from(account::Entity)
                    .and_where(Expr::col((account::Entity, account::Column::Id)).eq(own())),
            ),
            Stored::Organisation => named(
                Query::select()
                    .column((organisation::Entity, organisation::Column::Name))
                    .from(organisation::Entity)
                    .and_where(Expr::col((organisation::Entity, organisation::Column::Id)).eq(own())),
            ),
            Stored::Team => named(
                Query::select()
                    .column((team::Entity, team::Column::Name))
                    .from(team::Entity)
                    .and_where(Expr::col((team::Entity, team::Column::Id)).eq(own())),
            ),
            Stored::Side => named(
                Query::select()
                    .column((side::Entity, side::Column::Kind))
                    .from(side::Entity)
                    .and_where(Expr::col((side::Entity, side::Column::Id)).eq(own())),
            ),
            Stored::Flags => named(
                Query::select()
                    .expr(Expr::cust("string_agg(flag, ' ')"))
                    .from(case_flag::Entity)
                    .and_where(Expr::col((case_flag::Entity, case_flag::Column::CaseId)).eq(own())),
            ),
            _ => own(),
        }
    }

    /// The same over the table's own name.
    pub fn value(&self) -> SimpleExpr {
        self.value_in(&self.table.iden())
    }

    /// Whether the value may be read by someone who stands in `relation` to its row's side.
    ///
    /// A column does not name its author, so whose writing may be read must not matter.
    pub fn readable(&self, mask: &Mask, relation: Relation) -> bool {
        mask.reads_of(self.part, addressed(self.side, relation), Author::Other)
    }

    /// Whether it may be readable on some row of a list whose masks `mask` is the union of;
    /// each row is cut to its own when it has been read.
    pub fn sometimes(&self, mask: &Mask) -> bool {
        Relation::ALL.into_iter().any(|relation| self.readable(mask, relation))
    }
}

/// How a reader stands to a field by its rule, who stands to the row's side in `relation`.
pub(crate) const fn addressed(rule: SideRule, relation: Relation) -> Relation {
    match rule {
        SideRule::Shared => Relation::Shared,
        SideRule::Internal => Relation::Internal,
        SideRule::OwnSide | SideRule::Harmed | SideRule::Responsible => relation,
    }
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
    table: impl IntoIden,
    columns: &'static [Column],
    mask: &Mask,
    sides: &Sides<'_>,
) -> Vec<&'static Column> {
    let table = table.into_iden();
    let mut selected = Vec::new();
    for column in columns {
        let value = column.value_in(&table);
        let reads = |relation| column.readable(mask, relation);
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
        selected.push(column);
    }
    selected
}

/// Reads a selected column; moments become the day in `zone`.
pub(crate) fn value(row: &QueryResult, column: &Column, zone: chrono_tz::Tz) -> Result<Value> {
    read(row, column.id, column.stored, zone)
}

/// Reads the value of this name that is kept in this way.
pub(crate) fn read(row: &QueryResult, name: &str, stored: Stored, zone: chrono_tz::Tz) -> Result<Value> {
    let text = || row.try_get::<Option<String>>("", name);
    Ok(match stored {
        Stored::Boolean => row.try_get::<Option<bool>>("", name)?.map_or(Value::Empty, Value::Boolean),
        Stored::Integer => {
            row.try_get::<Option<i32>>("", name)?.map_or(Value::Empty, |number| Value::Integer(number.into()))
        }
        Stored::Day => row.try_get::<Option<chrono::NaiveDate>>("", name)?.map_or(Value::Empty, Value::Date),
        Stored::Moment => row
            .try_get::<Option<domain::Instant>>("", name)?
            .map_or(Value::Empty, |moment| Value::Date(domain::service_day(moment, zone))),
        Stored::Code | Stored::Side => text()?.map_or(Value::Empty, Value::Choice),
        Stored::Codes | Stored::Flags => text()?.map_or(Value::Empty, |codes| {
            let mut codes: Vec<String> = codes.split_whitespace().map(str::to_owned).collect();
            codes.sort_unstable();
            Value::Choices(codes)
        }),
        Stored::Reference => match text()? {
            Some(stored) => {
                let reference: domain::Reference = stored.parse().map_err(|_| Error::Meaning("reference"))?;
                Value::Text(reference.to_string())
            }
            None => Value::Empty,
        },
        Stored::Text | Stored::Account | Stored::Organisation | Stored::Team => {
            text()?.map_or(Value::Empty, Value::Text)
        }
    })
}

#[cfg(test)]
mod tests;
