//! Between the words of the core and those of the contract.

use chrono::{DateTime, Datelike, NaiveDate};
use contributions::{Cells, Column, Problem, Table};
use domain::{Answers, Message, Value};

use super::sandbox::types as wit;
use crate::protocol::CallContext;

/// What a plugin is told about a call.
pub fn context(context: CallContext) -> wit::Context {
    wit::Context {
        today: date(context.today),
        now: context.now,
        locale: context.locale,
        call_id: context.call_id,
        schema_version: context.schema_version,
        settings: to_guest(context.settings),
        attributes: Vec::new(),
    }
}

/// Answers as a plugin receives them.
pub fn to_guest(answers: Answers) -> Vec<wit::Answer> {
    answers.into_iter().map(|(field, value)| wit::Answer { field, value: value_to_guest(value) }).collect()
}

/// Answers as a plugin gives them, or nothing when one of them is no value.
pub fn from_guest(answers: Vec<wit::Answer>) -> Option<Answers> {
    answers.into_iter().map(|answer| Some((answer.field, value_from_guest(answer.value)?))).collect()
}

fn value_to_guest(value: Value) -> wit::Value {
    match value {
        Value::Empty => wit::Value::Empty,
        Value::Text(text) => wit::Value::Text(text),
        Value::Boolean(yes) => wit::Value::Boolean(yes),
        Value::Integer(number) => wit::Value::Integer(number),
        Value::Date(day) => wit::Value::Date(date(day)),
        Value::Instant(moment) => wit::Value::Instant(moment.timestamp()),
        Value::Choice(code) => wit::Value::Choice(code),
        Value::Choices(codes) => wit::Value::Choices(codes),
    }
}

fn value_from_guest(value: wit::Value) -> Option<Value> {
    Some(match value {
        wit::Value::Empty => Value::Empty,
        wit::Value::Text(text) => Value::Text(text),
        wit::Value::Boolean(yes) => Value::Boolean(yes),
        wit::Value::Integer(number) => Value::Integer(number),
        wit::Value::Decimal(decimal) => Value::Text(decimal_text(decimal)?),
        wit::Value::Date(day) => Value::Date(NaiveDate::from_ymd_opt(
            i32::from(day.year),
            u32::from(day.month),
            u32::from(day.day),
        )?),
        wit::Value::Instant(seconds) => Value::Instant(DateTime::from_timestamp(seconds, 0)?),
        wit::Value::Choice(code) => Value::Choice(code),
        wit::Value::Choices(codes) => Value::Choices(codes),
        // A pseudonym means nothing outside the plugin; the core has no such value.
        wit::Value::Subject(_) => return None,
    })
}

/// An exact decimal as the core writes it: `-12.50`.
fn decimal_text(decimal: wit::Decimal) -> Option<String> {
    let scale = usize::from(decimal.scale);
    if scale > 18 {
        return None;
    }
    let digits = format!("{:0>width$}", decimal.units.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let sign = if decimal.units < 0 { "-" } else { "" };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// A finding, its message named by the plugin's bare code.
pub fn problem(problem: wit::Problem) -> Problem {
    Problem {
        field: problem.field,
        blocking: problem.severity == wit::Severity::Blocking,
        message: Message { key: problem.code, args: problem.arguments.into_iter().collect() },
    }
}

/// Tables as a plugin receives them.
pub fn tables(tables: Vec<(String, Table)>) -> Vec<(String, wit::Table)> {
    let columns = |columns: Vec<Column>| columns.into_iter().map(column).collect();
    let table = |table: Table| wit::Table { rows: table.rows, columns: columns(table.columns) };
    tables.into_iter().map(|(name, rows)| (name, table(rows))).collect()
}

fn column(column: Column) -> wit::Column {
    let cells = match column.cells {
        Cells::Integers(numbers) => wit::Cells::Integers(numbers),
        Cells::Dates(days) => wit::Cells::Dates(days),
        Cells::Booleans(answers) => wit::Cells::Booleans(answers),
        Cells::Choices { options, picked } => wit::Cells::Choices(wit::ChoiceColumn { options, picked }),
        Cells::Texts(texts) => wit::Cells::Texts(texts),
    };
    wit::Column { field: column.field, cells, empty: column.empty }
}

fn date(day: NaiveDate) -> wit::Date {
    // Years outside 0 to 65535 are refused by the core's forms; here they become its edges.
    let year = u16::try_from(day.year().max(0)).unwrap_or(u16::MAX);
    let narrow = |number: u32| u8::try_from(number).expect("months and days are below 32");
    wit::Date { year, month: narrow(day.month()), day: narrow(day.day()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_written_exactly() {
        let check = |units, scale, text: Option<&str>| {
            assert_eq!(decimal_text(wit::Decimal { units, scale }).as_deref(), text);
        };
        check(1250, 2, Some("12.50"));
        check(-5, 3, Some("-0.005"));
        check(7, 0, Some("7"));
        check(i64::MIN, 18, Some("-9.223372036854775808"));
        check(1, 19, None);
    }

    #[test]
    fn what_is_no_value_is_refused() {
        let check = |value| assert_eq!(value_from_guest(value), None);
        check(wit::Value::Date(wit::Date { year: 2026, month: 2, day: 30 }));
        check(wit::Value::Date(wit::Date { year: 2026, month: 13, day: 1 }));
        check(wit::Value::Instant(i64::MAX));
        check(wit::Value::Subject("someone".into()));
    }

    fn values() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Empty),
            ".*".prop_map(Value::Text),
            any::<bool>().prop_map(Value::Boolean),
            any::<i64>().prop_map(Value::Integer),
            (0..9999, 1..366_u32)
                .prop_filter_map("a day", |(y, d)| NaiveDate::from_yo_opt(y, d).map(Value::Date)),
            (0..4_000_000_000_i64)
                .prop_filter_map("a moment", |s| DateTime::from_timestamp(s, 0).map(Value::Instant)),
            "[a-z-]{1,9}".prop_map(Value::Choice),
            proptest::collection::vec("[a-z-]{1,9}", 0..4).prop_map(Value::Choices),
        ]
    }

    proptest! {
        #[test]
        fn fields_in_are_fields_out(answers in proptest::collection::btree_map("[a-z-]{1,12}", values(), 0..40)) {
            prop_assert_eq!(from_guest(to_guest(answers.clone())), Some(answers));
        }
    }
}
