//! A plugin that misbehaves on request, to show that the host survives it.
//!
//! The answer to `attack` picks what it does; see [`attack`]. Without one it is honest:
//! `compute` gives back exactly what came in, and `validate` says how many answers it saw
//! and how often this instance was called before.

mod attack;

use std::sync::atomic::{AtomicU32, Ordering};

use accord_sdk::prelude::*;

/// The plugin; it has no state but a count that must never be seen to grow.
pub struct Hostile;

static CALLS: AtomicU32 = AtomicU32::new(0);

#[plugin]
impl Plugin for Hostile {
    fn validate(_form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
        let calls = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
        match answers.text("attack") {
            Some(attack) => attack::perform(attack, problems),
            None => {
                let seen = answers.iter().count();
                problems
                    .advise("attack", "honest")
                    .with("answers", seen)
                    .with("calls", calls)
                    .with("today", context.today)
                    .with("locale", &context.locale);
                if let Some(note) = answers.text("note") {
                    log(Level::Info, &format!("the note says {note}"));
                }
            }
        }
    }

    fn compute(_form: &str, answers: &Answers, _context: &Context) -> Answers {
        if answers.text("attack") == Some("invent-field") {
            let mut invented = Answers::default();
            invented.set("not-declared", "surprise");
            return invented;
        }
        answers.clone()
    }

    fn build(
        _report: &str,
        parameters: &Answers,
        tables: &[(String, Table)],
        _context: &Context,
    ) -> Result<String, String> {
        match parameters.text("attack") {
            Some("not-json") => Ok("{\"half\":".to_owned()),
            Some("refuse") => Err("no-figures".to_owned()),
            _ => Ok(summary(tables)),
        }
    }
}

/// For each table its rows and the sum of its whole numbers.
fn summary(tables: &[(String, Table)]) -> String {
    let tables: Vec<String> = tables
        .iter()
        .map(|(name, table)| {
            let sum: i64 = table
                .columns
                .iter()
                .map(|column| match &column.cells {
                    Cells::Integers(numbers) => numbers.iter().sum(),
                    _ => 0,
                })
                .sum();
            format!("\"{name}\":{{\"rows\":{},\"sum\":{sum}}}", table.rows)
        })
        .collect();
    format!("{{{}}}", tables.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_an_attack_it_is_honest() {
        let mut answers = Answers::default();
        answers.set("note", "all is well");
        let context = Context::on(Date::new(2026, 11, 24).expect("a real date"));
        let mut problems = Problems::default();
        Hostile::validate("attack", &answers, &context, &mut problems);
        assert!(problems.has("attack", "honest"));
        assert_eq!(Hostile::compute("attack", &answers, &context), answers);
    }

    #[test]
    fn a_summary_adds_whole_numbers() {
        let cells = Cells::Integers(vec![1, 2, 3]);
        let column = Column { field: "n".into(), cells, empty: Vec::new() };
        let table = Table { rows: 3, columns: vec![column] };
        assert_eq!(summary(&[("cases".into(), table)]), r#"{"cases":{"rows":3,"sum":6}}"#);
    }
}
