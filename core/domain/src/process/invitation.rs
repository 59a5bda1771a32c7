//! The life of an invitation to work on a case.

use crate::{Instant, Message};

/// A volunteer is asked; before they answer, they see area, category and initials alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invitation {
    /// They have not answered.
    Invited {
        /// When they were asked.
        at: Instant,
    },
    /// They do the work, until it ends.
    Accepted {
        /// When they said yes.
        at: Instant,
    },
    /// They said no.
    Declined {
        /// When.
        at: Instant,
        /// Whether they know someone in the case.
        conflict: bool,
    },
    /// The coordinator took the question back.
    Withdrawn {
        /// When.
        at: Instant,
    },
    /// The work ended: the case closed, or someone else took over.
    Ended {
        /// When they said yes.
        accepted_at: Instant,
        /// When it ended.
        at: Instant,
    },
}

impl Invitation {
    /// Says yes. The conflict question comes first: whoever knows someone in the case
    /// cannot accept it.
    ///
    /// # Errors
    /// When it is not open, or when they know someone in the case.
    pub fn accept(self, at: Instant, knows_someone: bool) -> Result<Self, Message> {
        match self {
            Self::Invited { .. } if knows_someone => Err(Message::new("invitation-conflict")),
            Self::Invited { .. } => Ok(Self::Accepted { at }),
            _ => Err(Message::new("invitation-not-open")),
        }
    }

    /// Says no.
    ///
    /// # Errors
    /// When it is not open.
    pub fn decline(self, at: Instant, knows_someone: bool) -> Result<Self, Message> {
        match self {
            Self::Invited { .. } => Ok(Self::Declined { at, conflict: knows_someone }),
            _ => Err(Message::new("invitation-not-open")),
        }
    }

    /// Takes the question back.
    ///
    /// # Errors
    /// When it was answered already.
    pub fn withdraw(self, at: Instant) -> Result<Self, Message> {
        match self {
            Self::Invited { .. } => Ok(Self::Withdrawn { at }),
            _ => Err(Message::new("invitation-not-open")),
        }
    }

    /// Ends the work.
    ///
    /// # Errors
    /// When it never began, or ended already.
    pub fn end(self, at: Instant) -> Result<Self, Message> {
        match self {
            Self::Accepted { at: accepted_at } => Ok(Self::Ended { accepted_at, at: at.max(accepted_at) }),
            _ => Err(Message::new("invitation-not-accepted")),
        }
    }

    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited { .. } => "invited",
            Self::Accepted { .. } => "accepted",
            Self::Declined { .. } => "declined",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Ended { .. } => "ended",
        }
    }
}
