//! The life of a referral.

use crate::codes::ReferralDecision;
use crate::{AccountId, CaseId, Instant, Message};

/// What someone decides about a referral.
#[derive(Clone, PartialEq, Eq)]
pub enum Ruling {
    /// Make it a case.
    Accept(CaseId),
    /// Ask for more.
    AskForMore,
    /// Do not take it on; the reason is told to the referrer.
    Reject(String),
    /// Send it to someone else, named here.
    Redirect(String),
    /// Add it to a case that exists.
    Merge(CaseId),
}

impl Ruling {
    /// The code that is stored.
    pub const fn decision(&self) -> ReferralDecision {
        match self {
            Self::Accept(_) => ReferralDecision::Accepted,
            Self::AskForMore => ReferralDecision::MoreInformation,
            Self::Reject(_) => ReferralDecision::Rejected,
            Self::Redirect(_) => ReferralDecision::Redirected,
            Self::Merge(_) => ReferralDecision::Merged,
        }
    }
}

impl std::fmt::Debug for Ruling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.decision().as_str())
    }
}

/// A referral before and after it is decided. It is not a case until it is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferralState {
    /// It lies in the intake queue.
    Received {
        /// When it came in.
        at: Instant,
    },
    /// More was asked for.
    WaitingForMore {
        /// When it came in.
        received_at: Instant,
        /// When more was asked for.
        asked_at: Instant,
    },
    /// It was decided.
    Decided {
        /// When it came in.
        received_at: Instant,
        /// What was decided.
        ruling: Ruling,
        /// By whom.
        by: AccountId,
        /// When.
        at: Instant,
    },
}

impl ReferralState {
    /// Decides it.
    ///
    /// # Errors
    /// When it was decided already, or when a rejection or redirection has no words.
    pub fn decide(self, ruling: Ruling, by: AccountId, at: Instant) -> Result<Self, Message> {
        let received_at = match self {
            Self::Received { at } | Self::WaitingForMore { received_at: at, .. } => at,
            Self::Decided { .. } => return Err(Message::new("referral-already-decided")),
        };
        match &ruling {
            Ruling::AskForMore => return Ok(Self::WaitingForMore { received_at, asked_at: at }),
            Ruling::Reject(reason) if reason.trim().is_empty() => {
                return Err(Message::new("referral-reason-required"));
            }
            Ruling::Redirect(to) if to.trim().is_empty() => {
                return Err(Message::new("referral-redirect-required"));
            }
            _ => {}
        }
        Ok(Self::Decided { received_at, ruling, by, at })
    }

    /// Puts what was asked for with it, and back into the queue with its first date.
    ///
    /// # Errors
    /// When nothing was asked for.
    pub fn supplement(self) -> Result<Self, Message> {
        match self {
            Self::WaitingForMore { received_at, .. } => Ok(Self::Received { at: received_at }),
            _ => Err(Message::new("referral-nothing-asked")),
        }
    }

    /// The case that came of it.
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Decided { ruling: Ruling::Accept(case) | Ruling::Merge(case), .. } => Some(*case),
            _ => None,
        }
    }
}
