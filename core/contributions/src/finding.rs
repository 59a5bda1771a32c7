//! What is wrong with a package, said to its author.
//!
//! Like a compiler's, these sentences are in English and name file, line and the fix; they
//! are shown by `accord-plugin check` and on the installation page, never to people who
//! fill in a form. They hold names and places of the package, never data.

use std::fmt;
use std::ops::Range;

use crate::names::did_you_mean;

/// One thing wrong with one file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file's name inside the package.
    pub file: String,
    /// The line, from 1, where one can be named.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it; empty where the problem says it already.
    pub fix: String,
}

impl Finding {
    /// A finding about a whole file.
    pub fn new(file: &str, problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, problem: problem.into(), fix: fix.into() }
    }

    /// The same finding at the place `span` of the file's `text`.
    #[must_use]
    pub(crate) fn at(mut self, text: &str, span: Range<usize>) -> Self {
        self.line = Some(line_of(text, span.start));
        self
    }

    /// What the TOML reader found wrong in `text`, with the nearest known name for an
    /// unknown key.
    pub(crate) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let message = error.message();
        let (problem, fix) = unknown_name(message).unwrap_or_else(|| (message.to_owned(), String::new()));
        let finding = Self::new(file, problem, fix);
        match error.span() {
            Some(span) => finding.at(text, span),
            None => finding,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problem)?;
        if !self.fix.is_empty() {
            write!(f, "; {}", self.fix)?;
        }
        Ok(())
    }
}

/// Everything wrong with a package, in the order of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds one.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// `value` when nothing is wrong.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

/// The line, from 1, in which the byte `place` of `text` lies.
pub(crate) fn line_of(text: &str, place: usize) -> usize {
    1 + text.bytes().take(place).filter(|byte| *byte == b'\n').count()
}

/// Reads serde's "unknown field `x`, expected one of `a`, `b`" and names the nearest.
fn unknown_name(message: &str) -> Option<(String, String)> {
    let kind = ["field", "variant"].into_iter().find(|k| message.starts_with(&format!("unknown {k} `")))?;
    let mut quoted = message.split('`').skip(1).step_by(2);
    let name = quoted.next()?;
    let known: Vec<&str> = quoted.collect();
    let what = if kind == "field" { "key" } else { "word" };
    let near = did_you_mean(name, known.iter().copied());
    let fix = if near.is_empty() { format!("known here: {}", known.join(", ")) } else { near };
    Some((format!("unknown {what} '{name}'"), fix))
}
