//! How the generated exports meet the trait; compiled for the sandbox only.

use std::marker::PhantomData;

use crate::bindings::accord::plugin::{diagnostics, types as wire};
use crate::bindings::exports::accord::plugin::{forms, reports};
use crate::{
    Answers, Cells, Column, Context, Date, Decimal, Level, Plugin, Problem, Problems, Severity, Table, Value,
};

/// The exports of the plugin `P`.
pub struct Exports<P>(PhantomData<P>);

impl<P: Plugin> forms::Guest for Exports<P> {
    fn validate(form: String, answers: Vec<wire::Answer>, context: wire::Context) -> Vec<wire::Problem> {
        let mut problems = Problems::default();
        P::validate(&form, &read(answers), &context.into(), &mut problems);
        problems.into_iter().map(Into::into).collect()
    }

    fn compute(form: String, answers: Vec<wire::Answer>, context: wire::Context) -> Vec<wire::Answer> {
        write(P::compute(&form, &read(answers), &context.into()))
    }
}

impl<P: Plugin> reports::Guest for Exports<P> {
    fn build(
        report: String,
        parameters: Vec<wire::Answer>,
        tables: Vec<(String, wire::Table)>,
        context: wire::Context,
    ) -> Result<String, String> {
        let tables: Vec<_> = tables.into_iter().map(|(name, table)| (name, table.into())).collect();
        P::build(&report, &read(parameters), &tables, &context.into())
    }
}

/// Sends a line to the host.
pub fn log(level: Level, message: &str) {
    let level = match level {
        Level::Debug => diagnostics::Level::Debug,
        Level::Info => diagnostics::Level::Info,
        Level::Warning => diagnostics::Level::Warning,
        Level::Error => diagnostics::Level::Error,
    };
    diagnostics::log(level, message);
}

fn read(answers: Vec<wire::Answer>) -> Answers {
    answers.into_iter().map(|answer| (answer.field, answer.value.into())).collect()
}

fn write(answers: Answers) -> Vec<wire::Answer> {
    answers.into_iter().map(|(field, value)| wire::Answer { field, value: value.into() }).collect()
}

fn date(date: wire::Date) -> Date {
    Date::new(date.year, date.month, date.day).expect("the host sends dates that exist")
}

impl From<wire::Value> for Value {
    fn from(value: wire::Value) -> Self {
        match value {
            wire::Value::Empty => Self::Empty,
            wire::Value::Text(text) => Self::Text(text),
            wire::Value::Boolean(yes) => Self::Boolean(yes),
            wire::Value::Integer(number) => Self::Integer(number),
            wire::Value::Decimal(wire::Decimal { units, scale }) => Self::Decimal(Decimal { units, scale }),
            wire::Value::Date(day) => Self::Date(date(day)),
            wire::Value::Instant(seconds) => Self::Instant(seconds),
            wire::Value::Choice(code) => Self::Choice(code),
            wire::Value::Choices(codes) => Self::Choices(codes),
            wire::Value::Subject(pseudonym) => Self::Subject(pseudonym),
        }
    }
}

impl From<Value> for wire::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Empty => Self::Empty,
            Value::Text(text) => Self::Text(text),
            Value::Boolean(yes) => Self::Boolean(yes),
            Value::Integer(number) => Self::Integer(number),
            Value::Decimal(Decimal { units, scale }) => Self::Decimal(wire::Decimal { units, scale }),
            Value::Date(day) => {
                Self::Date(wire::Date { year: day.year(), month: day.month(), day: day.day() })
            }
            Value::Instant(seconds) => Self::Instant(seconds),
            Value::Choice(code) => Self::Choice(code),
            Value::Choices(codes) => Self::Choices(codes),
            Value::Subject(pseudonym) => Self::Subject(pseudonym),
        }
    }
}

impl From<Problem> for wire::Problem {
    fn from(problem: Problem) -> Self {
        Self {
            field: problem.field,
            severity: match problem.severity {
                Severity::Blocking => wire::Severity::Blocking,
                Severity::Advisory => wire::Severity::Advisory,
            },
            code: problem.code,
            arguments: problem.arguments,
        }
    }
}

impl From<wire::Context> for Context {
    fn from(context: wire::Context) -> Self {
        Self {
            today: date(context.today),
            now: context.now,
            locale: context.locale,
            call_id: context.call_id,
            schema_version: context.schema_version,
            settings: read(context.settings),
            attributes: read(context.attributes),
        }
    }
}

impl From<wire::Table> for Table {
    fn from(table: wire::Table) -> Self {
        Self { rows: table.rows, columns: table.columns.into_iter().map(Into::into).collect() }
    }
}

impl From<wire::Column> for Column {
    fn from(column: wire::Column) -> Self {
        let cells = match column.cells {
            wire::Cells::Integers(numbers) => Cells::Integers(numbers),
            wire::Cells::Decimals(wire::DecimalColumn { scale, units }) => Cells::Decimals { scale, units },
            wire::Cells::Dates(days) => Cells::Dates(days),
            wire::Cells::Booleans(answers) => Cells::Booleans(answers),
            wire::Cells::Choices(wire::ChoiceColumn { options, picked }) => {
                Cells::Choices { options, picked }
            }
            wire::Cells::Texts(texts) => Cells::Texts(texts),
        };
        Self { field: column.field, cells, empty: column.empty }
    }
}

/// Emits the exports of a plugin; `#[plugin]` expands to this.
#[doc(hidden)]
#[macro_export]
macro_rules! export_plugin {
    ($plugin:ty) => {
        #[allow(unsafe_code, reason = "the exports of a component are unsafe by nature; this is generated")]
        const _: () = {
            type Exported = $crate::guest::Exports<$plugin>;
    $crate::bindings::export!(Exported with_types_in $crate::bindings);
        };
    };
}
