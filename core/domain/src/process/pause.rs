//! Pauses: stretches in which the clocks stand still.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Message;
use crate::codes::PauseReason;

/// One pause of a case.
///
/// The day on which it begins still counts as work, the day on which it ends does not: a
/// pause from Monday to Wednesday is two days long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The day on which work stopped.
    pub from: NaiveDate,
    /// The day on which it went on; a pause without one lasts.
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: PauseReason,
}

/// All pauses of a case, the earliest first, never two at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pauses(Vec<Pause>);

impl Pauses {
    /// The pauses that storage kept. Those that overlap are counted once by the clocks.
    pub fn from_stored(mut pauses: Vec<Pause>) -> Self {
        pauses.sort_by_key(|pause| pause.from);
        Self(pauses)
    }

    /// Each pause.
    pub fn iter(&self) -> impl Iterator<Item = &Pause> {
        self.0.iter()
    }

    /// The pause that lasts, if any.
    pub fn lasting(&self) -> Option<&Pause> {
        self.0.iter().find(|pause| pause.to.is_none())
    }

    /// Stops work on `day`.
    ///
    /// # Errors
    /// When it stands still already, or when `day` lies before the end of an earlier pause.
    pub fn pause(mut self, day: NaiveDate, reason: PauseReason) -> Result<Self, Message> {
        if self.lasting().is_some() {
            return Err(Message::new("pause-already-paused"));
        }
        if let Some(end) = self.0.iter().filter_map(|pause| pause.to).max().filter(|end| day < *end) {
            return Err(Message::new("pause-overlaps").with("date", end));
        }
        self.0.push(Pause { from: day, to: None, reason });
        Ok(self)
    }

    /// Goes on with work on `day`.
    ///
    /// # Errors
    /// When nothing stands still, or when `day` lies before the pause began.
    pub fn resume(mut self, day: NaiveDate) -> Result<Self, Message> {
        let Some(pause) = self.0.iter_mut().find(|pause| pause.to.is_none()) else {
            return Err(Message::new("pause-not-paused"));
        };
        if day < pause.from {
            return Err(Message::new("pause-ends-before-start").with("date", pause.from));
        }
        pause.to = Some(day);
        Ok(self)
    }

    /// The pauses cut to the days after `from` up to and including `to`, merged where they
    /// touch or overlap, as `(after, up to and including)`.
    pub(super) fn within(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for pause in &self.0 {
            let (start, end) = (pause.from.max(from), pause.to.unwrap_or(to).min(to));
            match spans.last_mut() {
                _ if end <= start => {}
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => spans.push((start, end)),
            }
        }
        spans
    }
}
