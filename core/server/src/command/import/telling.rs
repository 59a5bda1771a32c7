//! How far an import has come: a bar on a terminal, a line for every tenth elsewhere.

use std::io::{self, IsTerminal};
use std::sync::Mutex;

use cases::import::{Progress, Step as At};

use crate::output::{self, Step};

/// Tells how far it has come.
pub struct Telling(Mutex<Told>);

struct Told {
    step: Option<(At, Step)>,
    /// The last tenth that was told of.
    tenth: u64,
    last: Option<Progress>,
    is_terminal: bool,
}

impl Telling {
    /// Says nothing yet.
    pub fn begin() -> Self {
        let is_terminal = io::stderr().is_terminal();
        Self(Mutex::new(Told { step: None, tenth: 0, last: None, is_terminal }))
    }

    /// Tells of a step forward.
    pub fn tell(&self, progress: Progress) {
        // A panic elsewhere is no reason to be silent.
        let mut told = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if told.step.as_ref().is_none_or(|(at, _)| *at != progress.step) {
            told.finish();
            told.step = Some((progress.step, Step::begin(title(progress.step))));
            told.tenth = 0;
        }
        told.last = Some(progress);
        if progress.of == 0 {
            return;
        }
        if let Some((_, step)) = told.step.as_ref().filter(|_| told.is_terminal) {
            step.at(progress.done, progress.of);
        } else if progress.done * 10 / progress.of > told.tenth {
            told.tenth = progress.done * 10 / progress.of;
            output::remark(format!("{} of {}", progress.done, progress.of));
        }
    }

    /// Ends the last step.
    pub fn end(self) {
        self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).finish();
    }
}

impl Told {
    fn finish(&mut self) {
        let Some((at, step)) = self.step.take() else { return };
        let done = self.last.map_or(0, |progress| progress.done);
        step.end(match at {
            At::Cleaning => format!("{done} records of an interrupted run removed"),
            At::Loading => format!("{done} rows loaded"),
            At::Removing => format!("{done} records removed"),
        });
    }
}

const fn title(at: At) -> &'static str {
    match at {
        At::Cleaning => "Removing what an interrupted run left",
        At::Loading => "Loading",
        At::Removing => "Taking back",
    }
}
