//! Why a case ended, in words that its course allows.

use chrono::TimeDelta;
use domain::codes::{ClosingReason, OverallOutcome, Readiness, ServiceType};
use storage::bulk::{BulkAgreement, BulkClosure};

use super::Scene;
use super::parties::Party;
use super::team::Team;
use crate::course::Ending;
use crate::dice::Dice;
use crate::outline::Outline;

/// The reason, what came of it, and the sentence beside it where one is needed.
pub fn reason(
    outline: &Outline,
    parties: &[Party],
    dice: &mut Dice,
) -> (ClosingReason, OverallOutcome, Option<String>) {
    use ClosingReason as R;
    let restorative = outline.service.is_restorative();
    let reason = match outline.ending {
        Ending::NotTaken => dice.weighed(&[
            (R::NotEligible, 30.0),
            (R::InsufficientInformation, 22.0),
            (R::ReferrerWithdrew, 15.0),
            (R::Redirected, 13.0),
            (R::OutsideArea, 12.0),
            (R::Duplicate, 8.0),
        ]),
        Ending::NotReached if restorative => first(outline, R::HarmedNotReached, R::ResponsibleNotReached),
        Ending::NotReached => dice.weighed(&[(R::NoSafeContact, 20.0), (R::Other, 80.0)]),
        Ending::FirstDeclined if restorative => first(outline, R::HarmedDeclined, R::ResponsibleDeclined),
        Ending::FirstDeclined => R::PartyDeclined,
        Ending::NotAllocated if restorative => {
            let declined = first(outline, R::HarmedDeclined, R::ResponsibleDeclined);
            dice.weighed(&[(declined, 70.0), (R::LegalBar, 15.0), (R::Health, 10.0), (R::CustodyMove, 5.0)])
        }
        Ending::NotAllocated => {
            let declined = if outline.service == ServiceType::WorkplaceSchoolMediation {
                R::Health
            } else {
                R::PartyDeclined
            };
            dice.weighed(&[(declined, 75.0), (R::PartyMoved, 15.0), (R::Health, 10.0)])
        }
        Ending::OtherNotReached if restorative => {
            first(outline, R::ResponsibleNotReached, R::HarmedNotReached)
        }
        Ending::OtherNotReached => dice.weighed(&[(R::PartyMoved, 20.0), (R::Other, 80.0)]),
        Ending::OtherDeclined if restorative => {
            let declined = first(outline, R::ResponsibleDeclined, R::HarmedDeclined);
            dice.weighed(&[(declined, 75.0), (R::ResponsibilityNotAccepted, 25.0)])
        }
        Ending::OtherDeclined => R::PartyDeclined,
        Ending::NotHeld if parties.iter().any(|party| party.readiness == Readiness::NotSuitable) => {
            R::UnsuitableRisk
        }
        Ending::NotHeld => dice.weighed(&[
            (R::WithdrewAfterPreparation, 88.0),
            (R::Health, 7.0),
            (R::LegalBar, 4.0),
            (R::PartyDied, 1.0),
        ]),
        Ending::Positive if restorative => dice.weighed(&[
            (R::ApologyOnFile, 35.0),
            (R::QuestionsAnswered, 35.0),
            (R::ResolvedThemselves, 30.0),
        ]),
        Ending::Positive => dice.weighed(&[(R::ResolvedThemselves, 55.0), (R::ProblemStopped, 45.0)]),
        Ending::Coached => R::CoachingCompleted,
        Ending::Held { direct, agreed } => match outline.service {
            ServiceType::ConflictCoaching => R::CoachingCompleted,
            service if service.is_mediation() && agreed => R::MediationAgreement,
            service if service.is_mediation() => R::MediationNoAgreement,
            _ if direct => R::DirectMeeting,
            _ if dice.chance(0.6) => R::Shuttle,
            _ => R::LetterDelivered,
        },
    };
    let outcome = match (outline.ending, reason.outcome_class()) {
        (Ending::Held { direct: true, .. }, _) if dice.chance(0.9) => OverallOutcome::PositiveDirect,
        (Ending::Held { direct: false, .. }, _) if dice.chance(0.9) => OverallOutcome::PositiveIndirect,
        (Ending::Held { .. }, _) => OverallOutcome::NoChange,
        (Ending::Coached, _) => OverallOutcome::PositiveOther,
        (_, domain::codes::OutcomeClass::Positive) => OverallOutcome::PositiveOther,
        (Ending::NotTaken | Ending::NotReached, _) => OverallOutcome::Unknown,
        _ => dice.weighed(&[
            (OverallOutcome::NoChange, 70.0),
            (OverallOutcome::Unknown, 26.0),
            (OverallOutcome::Negative, 4.0),
        ]),
    };
    let note = reason.needs_note().then(|| {
        match reason {
            R::Redirected => "Sent on to the victim care service.",
            R::WithdrewAfterPreparation => "One side decided not to go on.",
            _ => "Calls and letters were not answered.",
        }
        .to_owned()
    });
    (reason, outcome, note)
}

/// Of the cases that are through, some wait for the manager's signature.
pub fn proposal(
    scene: &Scene<'_>,
    parties: &[Party],
    agreements: &[BulkAgreement],
    team: &Team,
    dice: &mut Dice,
) -> Option<BulkClosure> {
    let Scene { outline, times, calendar } = scene;
    let settled = agreements.iter().flat_map(|one| &one.actions).all(|action| action.status.is_settled());
    let course = &outline.course;
    let last = course.contact.unwrap_or(0.0).max(course.other.unwrap_or(0.0));
    let halfway = outline.done(calendar, Some((last + course.closed) / 2.0)).is_some();
    let over = halfway && matches!(outline.ending, Ending::FirstDeclined | Ending::OtherDeclined);
    let through = (times.followed_up.is_some() && settled) || over;
    if !through || times.is_paused() || !dice.chance(0.5) {
        return None;
    }
    let (reason, outcome, note) = reason(outline, parties, dice);
    let at = calendar.now - TimeDelta::hours(4 + dice.below(60) as i64);
    Some(BulkClosure {
        reason,
        outcome,
        note,
        proposed_by: team.lead.unwrap_or(team.owner),
        proposed_at: at,
        signed: None,
    })
}

/// One reason or the other, by the side that came first.
fn first(outline: &Outline, harmed: ClosingReason, responsible: ClosingReason) -> ClosingReason {
    if super::parties::sides(outline).1 == 0 { harmed } else { responsible }
}
