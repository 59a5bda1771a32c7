//! The port through which the core asks a plugin's code.
//!
//! The trait is declared here and awaited nowhere here: `plugin-host` implements it over
//! the sandbox, `server` wires it, and use cases hold an `Arc<dyn Hooks>`. Everything a
//! call may know is in its input; there is no way for the code to ask back.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use chrono::NaiveDate;
use domain::{Answers, Instant, Message};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a hook answers, some time later.
pub type HookFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, HookFault>> + Send + 'a>>;

/// A plugin's code, as the core sees it.
///
/// A fault never stops saving: the caller keeps what was typed, marks it as not checked by
/// this plugin, and says that this part is unavailable.
pub trait Hooks: Send + Sync {
    /// Asks the plugin for its findings on a form, after the declared rules passed.
    fn validate<'a>(
        &'a self,
        call: HookCall,
        form: &'a str,
        answers: &'a Answers,
    ) -> HookFuture<'a, Vec<Problem>>;

    /// Asks the plugin for its computed fields; only those declared `computed` are kept.
    fn compute<'a>(&'a self, call: HookCall, form: &'a str, answers: &'a Answers) -> HookFuture<'a, Answers>;

    /// Asks the plugin for the data of one of its report templates.
    fn build<'a>(
        &'a self,
        call: HookCall,
        report: &'a str,
        parameters: &'a Answers,
        tables: &'a [(String, Table)],
    ) -> HookFuture<'a, serde_json::Value>;
}

/// What every call carries: whose code, on which day, in which language.
///
/// There is no clock and no randomness inside the sandbox, so the same call can be
/// replayed to the same answer. It names no user and no case.
#[derive(Clone, Debug, PartialEq)]
pub struct HookCall {
    /// The plugin's id.
    pub plugin: String,
    /// The day where the service is.
    pub today: NaiveDate,
    /// The moment of the call.
    pub now: Instant,
    /// The reader's language, such as `en` or `cy`.
    pub locale: String,
    /// Random, the call's name in the audit log.
    pub call_id: Uuid,
    /// The version of the form or report being worked on.
    pub schema_version: u32,
    /// The plugin's settings as an administrator saved them.
    pub settings: Answers,
}

/// A finding of a plugin about a form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The field it is about, where it is about one.
    pub field: Option<String>,
    /// Whether the form cannot be sent until it is resolved; a draft is saved anyway.
    pub blocking: bool,
    /// What is wrong; the key is `<plugin>/<code>`.
    pub message: Message,
}

/// Field and code only: the arguments may repeat what was typed.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field.as_deref().unwrap_or("the form");
        let weight = if self.blocking { "blocking" } else { "advisory" };
        write!(f, "Problem({field}, {weight}, {})", self.message.key)
    }
}

/// Why a plugin's code gave no answer. No variant holds a value of a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HookFault {
    /// The worker is not there or did not take the call in time.
    #[error("plugins cannot be called at present")]
    Unavailable,
    /// The code stopped by itself, as after a panic.
    #[error("the plugin's code stopped with an error")]
    Trapped,
    /// The code did not answer within its time.
    #[error("the plugin took too long")]
    TimedOut,
    /// The code wanted more than it may have; the text names the limit.
    #[error("the plugin reached its limit: {0}")]
    LimitReached(String),
    /// The code answered something its declaration does not allow.
    #[error("the plugin gave an answer that cannot be used: {0}")]
    BadAnswer(String),
    /// There is no enabled plugin of this name with this hook.
    #[error("the plugin is not installed")]
    NotInstalled,
    /// The plugin failed often and rests for a while.
    #[error("the plugin failed repeatedly and is switched off for a while")]
    CircuitOpen,
}

/// A table that crosses the boundary by column, because rows cost fifty times as much.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The number of rows; every column has as many cells.
    pub rows: u32,
    /// The columns, each of one kind.
    pub columns: Vec<Column>,
}

/// One column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The catalogue id of the field.
    pub field: String,
    /// A cell for each row; a row without an answer holds the kind's zero.
    pub cells: Cells,
    /// The rows without an answer, rising.
    pub empty: Vec<u32>,
}

/// The cells of one column.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Cells {
    /// Whole numbers.
    Integers(Vec<i64>),
    /// Days since 1 January 1970.
    Dates(Vec<i32>),
    /// Yes or no.
    Booleans(Vec<bool>),
    /// Codes, each written once, and for each row the place of its code.
    Choices {
        /// The codes that occur.
        options: Vec<String>,
        /// For each row, an index into `options`.
        picked: Vec<u32>,
    },
    /// Text.
    Texts(Vec<String>),
}

/// The kind and the number of cells, never what is in them.
impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Integers(_) => "Integers",
            Self::Dates(_) => "Dates",
            Self::Booleans(_) => "Booleans",
            Self::Choices { .. } => "Choices",
            Self::Texts(_) => "Texts",
        };
        write!(f, "{kind}({} cells)", self.len())
    }
}

impl Cells {
    /// The number of cells.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(cells) => cells.len(),
            Self::Dates(cells) => cells.len(),
            Self::Booleans(cells) => cells.len(),
            Self::Choices { picked, .. } => picked.len(),
            Self::Texts(cells) => cells.len(),
        }
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Table {
    /// Whether every column has one cell a row, every pick names an option, and the empty
    /// rows are rising and inside: what both ends check before they trust a table.
    pub fn is_sound(&self) -> bool {
        self.columns.iter().all(|column| {
            let picks_fit = match &column.cells {
                Cells::Choices { options, picked } => picked
                    .iter()
                    .enumerate()
                    .all(|(row, pick)| (*pick as usize) < options.len() || is_listed(&column.empty, row)),
                _ => true,
            };
            column.cells.len() == self.rows as usize
                && picks_fit
                && column.empty.windows(2).all(|pair| pair[0] < pair[1])
                && column.empty.last().is_none_or(|row| *row < self.rows)
        })
    }
}

fn is_listed(rising: &[u32], row: usize) -> bool {
    u32::try_from(row).is_ok_and(|row| rising.binary_search(&row).is_ok())
}

/// Hooks of a service without a plugin host: every call finds nothing installed.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHooks;

impl Hooks for NoHooks {
    fn validate<'a>(&'a self, _: HookCall, _: &'a str, _: &'a Answers) -> HookFuture<'a, Vec<Problem>> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }

    fn compute<'a>(&'a self, _: HookCall, _: &'a str, _: &'a Answers) -> HookFuture<'a, Answers> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }

    fn build<'a>(
        &'a self,
        _: HookCall,
        _: &'a str,
        _: &'a Answers,
        _: &'a [(String, Table)],
    ) -> HookFuture<'a, serde_json::Value> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: Cells, empty: &[u32]) -> Table {
        Table { rows: 2, columns: vec![Column { field: "case.stage".into(), cells, empty: empty.to_vec() }] }
    }

    #[test]
    fn what_is_logged_of_a_call_holds_no_values() {
        let problem = Problem {
            field: Some("name".into()),
            blocking: true,
            message: Message::new("p/too-long").with("value", "Ama"),
        };
        assert_eq!(format!("{problem:?}"), "Problem(name, blocking, p/too-long)");
        let logged = format!("{:?}", table(Cells::Texts(vec!["Ama".into(), "Efua".into()]), &[]));
        assert!(logged.contains("Texts(2 cells)") && !logged.contains("Ama"), "{logged}");
    }

    #[test]
    fn a_table_is_sound_only_when_its_columns_fit() {
        let choices = |picked: &[u32]| Cells::Choices { options: vec!["a".into()], picked: picked.to_vec() };
        assert!(table(Cells::Integers(vec![1, 2]), &[]).is_sound());
        assert!(table(choices(&[0, 9]), &[1]).is_sound(), "the pick of an empty row means nothing");
        assert!(!table(choices(&[0, 9]), &[]).is_sound());
        assert!(!table(Cells::Integers(vec![1]), &[]).is_sound());
        assert!(!table(Cells::Integers(vec![1, 2]), &[1, 0]).is_sound());
        assert!(!table(Cells::Integers(vec![1, 2]), &[2]).is_sound());
    }
}
