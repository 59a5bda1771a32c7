//! Counting over every case of the service, for figures that do not depend on who asks.
//!
//! Only the task of service figures counts here, restricted cases included (`decisions.md`
//! 7): what a reader gets of it is protected above, by the same rules whatever is hidden
//! from them. A statement counts units of one kind whose date lies in the period, grouped
//! by every field that the figures over them name; the figures are then taken from these
//! cells, so that a return of thirty figures costs a dozen statements.

mod base;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use contributions::{Catalogue, DateBasis, Unit as Counted};
use domain::{Answers, Period, Value};
use permissions::{Leave, Place, RunReport, Task, Who};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, Query};
use uuid::Uuid;

use self::base::Base;
use crate::audit::Entry;
use crate::columns;
use crate::unit::{Reading, Unit};
use crate::{Error, Result};

/// What is counted together.
#[derive(Clone, Debug)]
pub struct CubeQuery {
    /// What one unit is.
    pub unit: Counted,
    /// Which date puts it into the period.
    pub basis: DateBasis,
    /// The period.
    pub period: Period,
    /// The catalogue fields that the units are told apart by.
    pub fields: Vec<String>,
}

/// Units that are alike in every field asked for.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Their values; what is not known is empty.
    pub values: Answers,
    /// How many they are.
    pub count: u64,
    /// Which person, as a number that means nothing outside this cube; only where people
    /// are counted, who may be in several cells and are counted once.
    pub person: Option<u32>,
}

/// The cells of one statement.
#[derive(Clone, Debug, Default)]
pub struct Cube {
    /// The cells, in no order.
    pub cells: Vec<Cell>,
}

impl Unit<Reading> {
    /// The proof that the actor may ask for a report.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn may_run_report(&self) -> Result<Leave<RunReport>> {
        Ok(self.actor.may::<RunReport>(&Place::service(), self.id)?)
    }

    /// Notes that a report was made; `detail` names it, its version and its period.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub fn report_made(&mut self, leave: &Leave<RunReport>, detail: String) -> Result<()> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        self.note_entry(Entry::new("run-report", "report").detail(detail));
        Ok(())
    }

    /// Counts units over every live record of the service.
    ///
    /// `None` where these units have no such date, or one of the fields is none of theirs.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task of service figures.
    pub async fn count(&self, catalogue: &Catalogue, query: &CubeQuery) -> Result<Option<Cube>> {
        if self.actor.who() != Who::System(Task::ServiceFigures) {
            return Err(Error::Forbidden);
        }
        let zone = self.store.zone();
        let Some(base) = Base::of(query, zone) else { return Ok(None) };
        let mut statement = Query::select();
        base.build(&mut statement);
        let mut read = Vec::new();
        for id in &query.fields {
            let Some((value, stored)) = base.field(id, catalogue) else { return Ok(None) };
            // Grouped by position of the value itself: an alias is not known to every database.
            statement.expr_as(value.clone(), Alias::new(id)).add_group_by([value]);
            read.push((id, stored));
        }
        let person = base.person();
        if let Some(person) = &person {
            statement.expr_as(person.clone(), "person").add_group_by([person.clone()]);
        }
        statement.expr_as(Expr::cust("count(*)"), "units");
        let mut people: BTreeMap<Uuid, u32> = BTreeMap::new();
        let mut cube = Cube::default();
        for row in self.transaction.query_all(&statement).await? {
            let mut values = Answers::new();
            for (id, stored) in &read {
                let value = columns::read(&row, id, *stored, zone)?;
                values.insert((*id).clone(), base.as_of(id, value));
            }
            let count: i64 = row.try_get("", "units")?;
            let person = match &person {
                Some(_) => {
                    let next = people.len() as u32;
                    Some(*people.entry(row.try_get("", "person")?).or_insert(next))
                }
                None => None,
            };
            cube.cells.push(Cell { values, count: count.unsigned_abs(), person });
        }
        // Without a group there is one row even where nothing was counted.
        cube.cells.retain(|cell| cell.count > 0);
        Ok(Some(cube))
    }
}

impl Cube {
    /// How many units are in the cells that `holds`, each person once.
    pub fn count(&self, holds: impl Fn(&Answers) -> bool) -> u64 {
        let cells = self.cells.iter().filter(|cell| holds(&cell.values));
        let mut people = std::collections::BTreeSet::new();
        cells
            .map(|cell| match cell.person {
                Some(person) => u64::from(people.insert(person)),
                None => cell.count,
            })
            .sum()
    }

    /// The same by the value of `field`; several choices are counted under each of them.
    pub fn count_by(&self, field: &str, holds: impl Fn(&Answers) -> bool) -> BTreeMap<Option<String>, u64> {
        let mut counts: BTreeMap<Option<String>, u64> = BTreeMap::new();
        let mut people = std::collections::BTreeSet::new();
        for cell in self.cells.iter().filter(|cell| holds(&cell.values)) {
            for group in groups(cell.values.get(field).unwrap_or(&Value::Empty)) {
                let count = match cell.person {
                    Some(person) => u64::from(people.insert((person, group.clone()))),
                    None => cell.count,
                };
                *counts.entry(group).or_default() += count;
            }
        }
        counts
    }
}

/// The groups that a value belongs to; none is the group of what is not known.
fn groups(value: &Value) -> Vec<Option<String>> {
    match value {
        Value::Empty => vec![None],
        Value::Text(text) | Value::Choice(text) => vec![Some(text.clone())],
        Value::Boolean(yes) => vec![Some(if *yes { "yes" } else { "no" }.to_owned())],
        Value::Integer(number) => vec![Some(number.to_string())],
        Value::Date(day) => vec![Some(day.format("%Y-%m").to_string())],
        Value::Instant(moment) => vec![Some(moment.format("%Y-%m").to_string())],
        Value::Choices(codes) if codes.is_empty() => vec![None],
        Value::Choices(codes) => codes.iter().cloned().map(Some).collect(),
    }
}
