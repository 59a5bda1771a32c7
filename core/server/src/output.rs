//! What the commands say: results on standard output, how it goes on standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// A line of a result. A reader that has gone away, such as `head`, is no error.
pub fn line(text: impl Display) -> Result<()> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// A result for machines.
pub fn json(value: &impl Serialize) -> Result<()> {
    line(serde_json::to_string_pretty(value)?)
}

/// A result as columns under their heads.
pub fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> Result<()> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let draw = |cells: &[&str]| {
        let drawn = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        drawn.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    line(draw(&head))?;
    for row in rows {
        line(draw(&row.each_ref().map(String::as_str)))?;
    }
    Ok(())
}

/// A number of bytes as people say it.
pub fn bytes(count: u64) -> impl Display {
    indicatif::HumanBytes(count)
}

/// A remark about how it goes.
pub fn remark(text: impl Display) {
    // There is nobody left to tell that nobody listens.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// One step of a long command: a bar or a wheel on a terminal, a line elsewhere.
#[derive(Clone)]
pub struct Step(ProgressBar);

impl Step {
    /// A step whose length is not known.
    pub fn begin(what: &str) -> Self {
        let bar = if io::stderr().is_terminal() {
            let bar = ProgressBar::new_spinner();
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        } else {
            remark(format!("{what} …"));
            ProgressBar::hidden()
        };
        bar.set_message(what.to_owned());
        Self(bar)
    }

    /// Says what is being done now.
    pub fn say(&self, what: &'static str) {
        self.0.set_message(what);
    }

    /// Says how far it has come.
    pub fn at(&self, done: u64, of: u64) {
        if self.0.length() != Some(of) {
            let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos} of {len}, {eta} left");
            self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.0.set_length(of);
        }
        self.0.set_position(done);
    }

    /// Says how many bytes have gone by, where it is not known how many there are.
    pub fn come(&self, done: u64) {
        if self.0.position() == 0 {
            let style = ProgressStyle::with_template("{spinner} {msg}: {bytes}, {bytes_per_sec}");
            self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        }
        self.0.set_position(done);
    }

    /// Ends it.
    pub fn end(self, with: impl Display) {
        self.0.finish_and_clear();
        remark(with);
    }
}
