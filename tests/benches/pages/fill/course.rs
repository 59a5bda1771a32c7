//! How far a case has come.

use chrono::TimeDelta;
use domain::Instant;
use domain::codes::{ClosingReason, OverallOutcome};
use storage::bulk::CaseDates;
use tests::dice::Dice;

/// The moments of a case, and how it ended.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    pub dates: CaseDates,
    pub received: Instant,
    pub end: Option<(Instant, ClosingReason, OverallOutcome)>,
}

impl Course {
    /// Draws a course. Cases come evenly over ten years, the last of them today.
    pub fn draw(number: usize, cases: usize, is_open: bool, now: Instant, dice: &mut Dice) -> Self {
        let age = TimeDelta::minutes(((cases - number) * 3_650 * 1_440 / cases) as i64);
        let received = now - age;
        let after = |days: i64| Some(received + TimeDelta::days(days)).filter(|at| *at <= now);
        let is_held = dice.chance(45);
        let closed = after(90 + dice.below(120) as i64).unwrap_or(now - TimeDelta::hours(1));
        let reason = *dice.pick(if is_held {
            &[ClosingReason::DirectMeeting, ClosingReason::Shuttle, ClosingReason::MediationAgreement]
        } else {
            &[ClosingReason::PartyDeclined, ClosingReason::ResolvedThemselves, ClosingReason::Redirected]
        });
        let outcome = if is_held { OverallOutcome::PositiveDirect } else { OverallOutcome::NoChange };
        let dates = CaseDates {
            acknowledged_at: after(0),
            triaged_at: after(0),
            first_contact_at: after(4),
            allocated_at: after(12).or(Some(received)),
            ready_at: after(60).filter(|_| is_held),
            event_at: after(70).filter(|_| is_held),
            closed_at: (!is_open).then_some(closed),
        };
        Self { dates, received, end: (!is_open).then_some((closed, reason, outcome)) }
    }
}
