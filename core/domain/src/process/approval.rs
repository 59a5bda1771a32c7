//! What takes two people: somebody asks, somebody else decides, and then it is done.
//!
//! Widening rights, a plugin's sensitive grants, erasure: each has its own rules about who
//! may ask and who may decide, which are acts of the policy. What they share is here. The
//! decision is about exactly what was asked: its digest is kept, and what was changed since
//! is not what was approved.

use crate::{AccountId, Instant, Message};

/// What somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who asked.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// The digest of what exactly.
    pub digest: [u8; 32],
}

/// The life of a request that takes two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Nobody has decided.
    Pending(Asked),
    /// Somebody else said yes; it may be done.
    Approved {
        /// What was asked.
        asked: Asked,
        /// Who said yes.
        by: AccountId,
        /// When.
        at: Instant,
    },
    /// Somebody else said no.
    Refused {
        /// What was asked.
        asked: Asked,
        /// Who said no.
        by: AccountId,
        /// When.
        at: Instant,
    },
    /// Whoever asked took it back.
    Withdrawn {
        /// What was asked.
        asked: Asked,
        /// When.
        at: Instant,
    },
    /// It was done.
    Done {
        /// What was asked.
        asked: Asked,
        /// Who said yes.
        by: AccountId,
        /// When it was done.
        at: Instant,
    },
}

impl Approval {
    /// Somebody asks.
    pub const fn ask(by: AccountId, at: Instant, digest: [u8; 32]) -> Self {
        Self::Pending(Asked { by, at, digest })
    }

    /// Says yes to what has the digest `present`.
    ///
    /// # Errors
    /// To one's own request, to one that was decided, or to something else than was asked.
    pub fn approve(self, by: AccountId, at: Instant, present: &[u8; 32]) -> Result<Self, Message> {
        let asked = self.decided_by(by)?;
        if asked.digest != *present {
            return Err(Message::new("approval-altered"));
        }
        Ok(Self::Approved { asked, by, at })
    }

    /// Says no.
    ///
    /// # Errors
    /// To one's own request, which is taken back instead, or to one that was decided.
    pub fn refuse(self, by: AccountId, at: Instant) -> Result<Self, Message> {
        let asked = self.decided_by(by)?;
        Ok(Self::Refused { asked, by, at })
    }

    /// Takes one's own request back.
    ///
    /// # Errors
    /// Somebody else's, or one that was decided.
    pub fn withdraw(self, by: AccountId, at: Instant) -> Result<Self, Message> {
        match self {
            Self::Pending(asked) if asked.by == by => Ok(Self::Withdrawn { asked, at }),
            Self::Pending(_) => Err(Message::new("approval-not-yours")),
            _ => Err(Message::new("approval-decided")),
        }
    }

    /// Says that what was approved is done; it cannot be done again.
    ///
    /// # Errors
    /// Where it was not approved, or done before.
    pub fn done(self, at: Instant) -> Result<Self, Message> {
        match self {
            Self::Approved { asked, by, .. } => Ok(Self::Done { asked, by, at }),
            _ => Err(Message::new("approval-not-approved")),
        }
    }

    /// What was asked.
    pub const fn asked(&self) -> &Asked {
        match self {
            Self::Pending(asked)
            | Self::Approved { asked, .. }
            | Self::Refused { asked, .. }
            | Self::Withdrawn { asked, .. }
            | Self::Done { asked, .. } => asked,
        }
    }

    /// Who decided, and when the state it is in began; nobody and nothing while it is pending.
    pub const fn decided(&self) -> (Option<AccountId>, Option<Instant>) {
        match self {
            Self::Pending(_) => (None, None),
            Self::Withdrawn { at, .. } => (None, Some(*at)),
            Self::Approved { by, at, .. } | Self::Refused { by, at, .. } | Self::Done { by, at, .. } => {
                (Some(*by), Some(*at))
            }
        }
    }

    /// The word that is stored.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending(_) => "pending",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Done { .. } => "done",
        }
    }

    /// The state as it was stored; nothing where the columns do not fit together.
    pub fn stored(word: &str, asked: Asked, by: Option<AccountId>, at: Option<Instant>) -> Option<Self> {
        Some(match (word, by, at) {
            ("pending", None, None) => Self::Pending(asked),
            ("approved", Some(by), Some(at)) => Self::Approved { asked, by, at },
            ("refused", Some(by), Some(at)) => Self::Refused { asked, by, at },
            ("withdrawn", None, Some(at)) => Self::Withdrawn { asked, at },
            ("done", Some(by), Some(at)) => Self::Done { asked, by, at },
            _ => return None,
        })
    }

    fn decided_by(self, by: AccountId) -> Result<Asked, Message> {
        match self {
            Self::Pending(asked) if asked.by == by => Err(Message::new("approval-own")),
            Self::Pending(asked) => Ok(asked),
            _ => Err(Message::new("approval-decided")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ANNA: AccountId = AccountId(Uuid::from_u128(1));
    const BEN: AccountId = AccountId(Uuid::from_u128(2));
    const WHAT: [u8; 32] = [7; 32];

    fn moment(minute: i64) -> Instant {
        Instant::UNIX_EPOCH + chrono::TimeDelta::minutes(minute)
    }

    fn pending() -> Approval {
        Approval::ask(ANNA, moment(0), WHAT)
    }

    fn says<T: std::fmt::Debug>(result: Result<T, Message>, key: &str) {
        assert_eq!(result.expect_err("it is refused"), Message::new(key));
    }

    #[test]
    fn another_decides_and_once() {
        let approved = pending().approve(BEN, moment(1), &WHAT).expect("another may");
        says(approved.refuse(BEN, moment(2)), "approval-decided");
        says(approved.withdraw(ANNA, moment(2)), "approval-decided");
        let done = approved.done(moment(2)).expect("it was approved");
        says(done.done(moment(3)), "approval-not-approved");
        says(done.approve(BEN, moment(3), &WHAT), "approval-decided");
    }

    #[test]
    fn nobody_decides_their_own_or_something_else() {
        says(pending().approve(ANNA, moment(1), &WHAT), "approval-own");
        says(pending().refuse(ANNA, moment(1)), "approval-own");
        says(pending().approve(BEN, moment(1), &[8; 32]), "approval-altered");
        says(pending().withdraw(BEN, moment(1)), "approval-not-yours");
        says(pending().done(moment(1)), "approval-not-approved");
        let refused = pending().refuse(BEN, moment(1)).expect("another may");
        says(refused.done(moment(2)), "approval-not-approved");
        says(refused.approve(BEN, moment(2), &WHAT), "approval-decided");
        let withdrawn = pending().withdraw(ANNA, moment(1)).expect("their own");
        says(withdrawn.approve(BEN, moment(2), &WHAT), "approval-decided");
    }

    #[test]
    fn every_state_is_read_back() {
        let approved = pending().approve(BEN, moment(1), &WHAT).expect("another may");
        let states = [
            pending(),
            approved,
            pending().refuse(BEN, moment(1)).expect("another may"),
            pending().withdraw(ANNA, moment(1)).expect("their own"),
            approved.done(moment(2)).expect("it was approved"),
        ];
        for state in states {
            let (by, at) = state.decided();
            assert_eq!(Approval::stored(state.as_str(), *state.asked(), by, at), Some(state));
        }
        assert_eq!(Approval::stored("approved", *pending().asked(), None, Some(moment(1))), None);
        assert_eq!(Approval::stored("soon", *pending().asked(), None, None), None);
    }
}
