//! The life of one risk assessment.

use chrono::NaiveDate;

use super::Validity;
use crate::codes::RiskLevel;
use crate::{AccountId, Message};

/// An assessment on its way: it is locked on approval, and a change makes a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskState {
    /// It is being written.
    Draft {
        /// Who writes it.
        by: AccountId,
    },
    /// It waits for a coordinator or manager.
    Submitted {
        /// Who wrote it.
        by: AccountId,
        /// Their judgement.
        level: RiskLevel,
    },
    /// It is approved.
    Approved {
        /// The judgement that was approved.
        level: RiskLevel,
        /// Who approved it.
        by: AccountId,
        /// When.
        on: NaiveDate,
        /// The last day on which it may be relied on.
        until: NaiveDate,
    },
    /// A newer one took its place.
    Superseded,
}

impl RiskState {
    /// Hands it in with a judgement.
    ///
    /// # Errors
    /// When it is not a draft, or without a judgement.
    pub fn submit(self, level: RiskLevel) -> Result<Self, Message> {
        match self {
            Self::Draft { .. } if level == RiskLevel::Unknown => Err(Message::new("risk-level-required")),
            Self::Draft { by } => Ok(Self::Submitted { by, level }),
            _ => Err(Message::new("risk-locked")),
        }
    }

    /// Approves it up to and including `until`.
    ///
    /// # Errors
    /// When it is not handed in, when its writer approves it, or when it would end at once.
    pub fn approve(self, by: AccountId, on: NaiveDate, until: NaiveDate) -> Result<Self, Message> {
        match self {
            Self::Submitted { by: writer, .. } if writer == by => Err(Message::new("risk-own-assessment")),
            Self::Submitted { .. } if until < on => Err(Message::new("risk-ends-before-start")),
            Self::Submitted { level, .. } => Ok(Self::Approved { level, by, on, until }),
            _ => Err(Message::new("risk-not-submitted")),
        }
    }

    /// Sends it back to its writer.
    ///
    /// # Errors
    /// When it is not handed in.
    pub fn send_back(self) -> Result<Self, Message> {
        match self {
            Self::Submitted { by, .. } => Ok(Self::Draft { by }),
            _ => Err(Message::new("risk-not-submitted")),
        }
    }

    /// Puts a newer assessment in its place.
    #[must_use]
    pub fn supersede(self) -> Self {
        Self::Superseded
    }

    /// How long it lets the process go on. A judgement of "unsuitable" never does.
    pub fn validity(self) -> Validity {
        match self {
            Self::Approved { level: RiskLevel::Unsuitable | RiskLevel::Unknown, .. } => Validity::Missing,
            Self::Approved { until, .. } => Validity::Until(until),
            _ => Validity::Missing,
        }
    }
}
