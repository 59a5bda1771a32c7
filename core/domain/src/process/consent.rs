//! The life of one consent.

use chrono::NaiveDate;

use super::Validity;
use crate::Message;
use crate::codes::{ConsentMethod, ConsentPurpose};

/// One person's answer to one purpose, for as long as they wish it.
///
/// Consent is never inferred from a later step: a participant who agreed to preparation has
/// not agreed to meet. Withdrawing keeps what was given, because the service must be able to
/// show what it relied on and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// What it is for.
    pub purpose: ConsentPurpose,
    /// How the answer was given.
    pub method: ConsentMethod,
    /// The answer, and what became of it.
    pub state: ConsentState,
}

/// The answer, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// Yes.
    Given {
        /// The day of the answer.
        on: NaiveDate,
        /// The last day on which it holds, where it has one.
        until: Option<NaiveDate>,
    },
    /// No.
    Refused {
        /// The day of the answer.
        on: NaiveDate,
    },
    /// Yes once, and no longer.
    Withdrawn {
        /// The day of the answer.
        given_on: NaiveDate,
        /// The day on which it was taken back.
        on: NaiveDate,
    },
}

impl Consent {
    /// A consent given on `on`, which holds up to and including `until`.
    ///
    /// # Errors
    /// When it would end before it began, or lies in the future.
    pub fn give(
        purpose: ConsentPurpose,
        method: ConsentMethod,
        on: NaiveDate,
        until: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Self, Message> {
        if on > today {
            return Err(Message::new("consent-in-future"));
        }
        if until.is_some_and(|until| until < on) {
            return Err(Message::new("consent-ends-before-start"));
        }
        Ok(Self { purpose, method, state: ConsentState::Given { on, until } })
    }

    /// A refusal on `on`.
    ///
    /// # Errors
    /// When it lies in the future.
    pub fn refuse(
        purpose: ConsentPurpose,
        method: ConsentMethod,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Message> {
        if on > today {
            return Err(Message::new("consent-in-future"));
        }
        Ok(Self { purpose, method, state: ConsentState::Refused { on } })
    }

    /// Takes the consent back; it may be done at any time and by any means.
    ///
    /// # Errors
    /// When there is nothing to take back, or `on` lies before the day it was given.
    pub fn withdraw(self, on: NaiveDate) -> Result<Self, Message> {
        match self.state {
            ConsentState::Given { on: given_on, .. } if on < given_on => {
                Err(Message::new("consent-withdrawn-before-given").with("date", given_on))
            }
            ConsentState::Given { on: given_on, .. } => {
                Ok(Self { state: ConsentState::Withdrawn { given_on, on }, ..self })
            }
            _ => Err(Message::new("consent-nothing-to-withdraw")),
        }
    }

    /// How long it holds, for the rules.
    ///
    /// A consent to meet counts only in writing, as the Code of Practice (C) asks.
    pub fn validity(&self) -> Validity {
        match self.state {
            _ if self.purpose == ConsentPurpose::Meet && !self.method.is_written() => Validity::Missing,
            ConsentState::Given { until: Some(until), .. } => Validity::Until(until),
            ConsentState::Given { until: None, .. } => Validity::Unlimited,
            _ => Validity::Missing,
        }
    }

    /// Whether it holds on `day`.
    pub fn holds(&self, day: NaiveDate) -> bool {
        matches!(self.state, ConsentState::Given { on, .. } if on <= day) && self.validity().holds(day)
    }
}
