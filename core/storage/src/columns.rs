//! Which fields of the catalogue are columns, and of which table.
//!
//! Everything above names a field by its catalogue id; this file alone knows that
//! `case.stage` is a column and `extra.police.disposal` an answer. Part and side stand
//! here too, because no column is selected without asking the mask for both; a test holds
//! them against the catalogue. No part here is sealed: sealed values are never columns.

use contributions::SideRule;
use domain::{Part, Relation, SideId, Value};
use permissions::{Author, Mask};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Alias, DynIden, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement, SimpleExpr,
};
use uuid::Uuid;

use crate::entity::{
    account, agreement, agreement_action, case, case_flag, feedback, incident, meeting, organisation,
    participant, person, referral, side, team,
};
use crate::referral::ReferralStatus;
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

mod table;

pub(crate) use table::{ACTION, AGREEMENT, CASE, EVENT, FEEDBACK, INCIDENT, PARTICIPANT, PERSON, REFERRAL};

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

pub(crate) const EVERY: [&[Column]; 9] =
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
            // A referral that waits keeps a word there that is no decision. The word is written
            // out: PostgreSQL groups by what it can see to be the same, and two parameters are not.
            Stored::Code if self.id == "referral.decision" => {
                let waits = Expr::cust(format!("'{}'", ReferralStatus::Received.as_str()));
                Func::cust("NULLIF").arg(own()).arg(waits).into()
            }
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
