//! Closing a case: a proposal, a sign-off, and the end of access.

use chrono::{Days, NaiveDate};

use super::{Facts, Phase};
use crate::codes::{ClosingReason, OverallOutcome, ServiceType};
use crate::{AccountId, Message};

/// Whether `reason` can be true of a case of this service type that came as far as `reached`.
///
/// # Errors
/// Why it cannot: it speaks of a party that such a case does not have, of an event that was
/// not held, or of a beginning that is past.
pub fn fits(
    reason: ClosingReason,
    service: ServiceType,
    reached: Phase,
    event_held: bool,
) -> Result<(), Message> {
    use ClosingReason as R;
    use ServiceType as S;
    let refuse = |key: &str| Err(Message::new(key).with("reason", reason.key()));
    let for_service = match reason {
        R::DirectMeeting | R::QuestionsAnswered | R::LetterDelivered => {
            service.is_restorative() || service == S::CommunityMediation
        }
        R::ApologyOnFile => service.is_restorative() || service == S::VictimAwareness,
        R::HarmedDeclined | R::HarmedNotReached => service.is_restorative() || service == S::AdviceOnly,
        R::ResponsibleDeclined | R::ResponsibleNotReached | R::ResponsibilityNotAccepted => {
            service.is_restorative() || matches!(service, S::VictimAwareness | S::AdviceOnly)
        }
        R::MediationAgreement | R::MediationNoAgreement => {
            service.is_mediation() || service == S::AsbRestorative
        }
        R::PartyDeclined => {
            service.is_mediation()
                || matches!(service, S::ConflictCoaching | S::AsbRestorative | S::AdviceOnly)
        }
        // A neighbour who is left alone by the other side is often coached instead.
        R::CoachingCompleted => service == S::ConflictCoaching || service.is_mediation(),
        R::CommunityConference => {
            service.is_restorative() || matches!(service, S::CommunityMediation | S::WorkplaceSchoolMediation)
        }
        R::Shuttle => !matches!(service, S::ConflictCoaching | S::AdviceOnly | S::VictimAwareness),
        R::CustodyMove => !service.is_mediation(),
        _ => true,
    };
    if !for_service {
        return refuse("closing-not-for-service");
    }
    if reason.says_event_held() && !event_held {
        return refuse("closing-no-event");
    }
    if reason.group() == Some("not-started") && reached > Phase::Allocation {
        return refuse("closing-already-started");
    }
    if reason == R::WithdrewAfterPreparation && reached < Phase::Preparation {
        return refuse("closing-not-prepared");
    }
    Ok(())
}

/// What a facilitator or coordinator proposes.
#[derive(Clone, PartialEq, Eq)]
pub struct ClosureProposal {
    /// Why the case ends.
    pub reason: ClosingReason,
    /// The sentence beside the reason, where it needs one.
    pub note: String,
    /// What came of it.
    pub outcome: OverallOutcome,
    /// The last day of work.
    pub closed_on: NaiveDate,
    /// Who proposes it.
    pub proposed_by: AccountId,
}

impl std::fmt::Debug for ClosureProposal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClosureProposal").field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// Checks a proposal against the case.
///
/// # Errors
/// Everything that is wrong with it.
pub fn propose(
    proposal: ClosureProposal,
    service: ServiceType,
    reached: Phase,
    facts: &Facts,
    received_on: NaiveDate,
    today: NaiveDate,
) -> Result<Closure, Vec<Message>> {
    let event_held = facts.event_held_on.is_some_and(|day| day <= proposal.closed_on);
    let mut wrong: Vec<Message> =
        fits(proposal.reason, service, reached, event_held).err().into_iter().collect();
    if proposal.reason.needs_note() && proposal.note.trim().is_empty() {
        wrong.push(Message::new("closing-note-required"));
    }
    if proposal.closed_on > today {
        wrong.push(Message::new("closing-in-future"));
    }
    if proposal.closed_on < received_on {
        wrong.push(Message::new("closing-before-received").with("date", received_on));
    }
    let direct = proposal.outcome == OverallOutcome::PositiveDirect;
    if direct && !proposal.reason.says_event_held() {
        wrong.push(Message::new("closing-outcome-without-event"));
    }
    if facts.open_actions > 0 && proposal.reason.says_event_held() {
        wrong.push(Message::new("unmet-actions-settled").with("count", facts.open_actions));
    }
    if wrong.is_empty() { Ok(Closure::Proposed(proposal)) } else { Err(wrong) }
}

/// Whether the one who signs off must be another person than the one who proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FourEyes {
    /// Yes; the default.
    Required,
    /// No: a hub with one manager cannot ask it of the manager's own proposals.
    Waived,
}

/// The end of a case on its way through sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closure {
    /// It waits for a manager.
    Proposed(ClosureProposal),
    /// It is closed.
    Approved {
        /// What was proposed.
        proposal: ClosureProposal,
        /// Who signed it off.
        by: AccountId,
        /// When.
        on: NaiveDate,
    },
    /// A manager sent it back; the case is open and its facilitator told why.
    Returned {
        /// What was proposed.
        proposal: ClosureProposal,
        /// Who sent it back.
        by: AccountId,
        /// When.
        on: NaiveDate,
    },
    /// The case was closed and is open again; the closure stays in its history.
    Reopened {
        /// What was proposed and signed off then.
        proposal: ClosureProposal,
        /// Who opened it again.
        by: AccountId,
        /// When.
        on: NaiveDate,
    },
}

impl Closure {
    /// Signs it off, which closes the case.
    ///
    /// # Errors
    /// When it does not wait for that, or when four eyes are required and there are two.
    pub fn approve(self, by: AccountId, on: NaiveDate, eyes: FourEyes) -> Result<Self, Message> {
        match self {
            Self::Proposed(proposal) if eyes == FourEyes::Required && proposal.proposed_by == by => {
                Err(Message::new("closing-own-proposal"))
            }
            Self::Proposed(proposal) => Ok(Self::Approved { proposal, by, on }),
            _ => Err(Message::new("closing-not-proposed")),
        }
    }

    /// Sends it back, which leaves the case open.
    ///
    /// # Errors
    /// When it does not wait for a decision.
    pub fn send_back(self, by: AccountId, on: NaiveDate) -> Result<Self, Message> {
        match self {
            Self::Proposed(proposal) => Ok(Self::Returned { proposal, by, on }),
            _ => Err(Message::new("closing-not-proposed")),
        }
    }

    /// Opens the case again.
    ///
    /// # Errors
    /// When the case is not closed.
    pub fn reopen(self, by: AccountId, on: NaiveDate) -> Result<Self, Message> {
        match self {
            Self::Approved { proposal, .. } => Ok(Self::Reopened { proposal, by, on }),
            _ => Err(Message::new("closing-not-closed")),
        }
    }
}

/// The first day on which a volunteer no longer reads a case closed on `closed_on`.
///
/// Fourteen days by default, so that a facilitator can write the last note.
pub fn access_ends(closed_on: NaiveDate, days: u32) -> NaiveDate {
    closed_on.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}
