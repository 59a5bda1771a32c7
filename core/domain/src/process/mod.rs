//! Moving a case through its stages.
//!
//! Phases are code and routes are data. The kernel knows eleven [`Phase`]s, which clocks,
//! reports and rights refer to; a [`Route`] lists the stages of one kind of service, each
//! in a phase, with what is needed to enter it. Every participant stands in a stage of
//! their own, and the case stands where all required participants have arrived.
//!
//! Ama, a facilitator, may move her party from preparation to the meeting only when that
//! party consented to meet, and the second risk assessment is approved, and both are valid
//! on the day. The rules here are functions over values: storage derives the [`Facts`],
//! [`advance`] says yes, or says in words fit for Ama's screen what is still missing.
//!
//! Things with a fixed life (a referral, a consent, a risk assessment, an invitation, a
//! closure) are enums whose states hold only their own data. A transition takes the old
//! state by value and returns the new one, so a decided referral cannot be decided again.

mod advance;
mod approval;
mod clock;
mod closing;
mod consent;
mod facts;
mod glass;
mod guard;
mod holidays;
mod invitation;
mod pause;
mod phase;
mod referral;
mod risk;
mod route;
#[cfg(test)]
mod tests;

pub use advance::{
    Advance, CaseStage, Outlook, ParticipantStage, StageOverride, Way, advance, case_stage, outlook,
};
pub use approval::{Approval, Asked};
pub use clock::{CaseDates, Elapsed, Measure, elapsed};
pub use closing::{Closure, ClosureProposal, FourEyes, access_ends, fits, propose};
pub use consent::{Consent, ConsentState};
pub use facts::{AgreementFact, Facts, Validity};
pub use glass::{
    BreakGlass, GLASS_MINUTES, GLASS_REASON_LEAST, GLASS_REVIEW_DAYS, glass_review_due, may_break_glass,
};
pub use guard::Guard;
pub use holidays::Holidays;
pub use invitation::Invitation;
pub use pause::{Pause, Pauses};
pub use phase::Phase;
pub use referral::{ReferralState, Ruling};
pub use risk::RiskState;
pub use route::{Route, RouteError, Stage, StageId, default_routes, route_for};
