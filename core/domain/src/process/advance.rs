//! Moving one participant, and where the case then stands.

use chrono::NaiveDate;

use super::{Facts, Phase, Route, Stage, StageId};
use crate::Message;
use crate::codes::{CaseStatus, ParticipantRole};

/// Which way a participant moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the end.
    Forward,
    /// Back to a stage that was left; whoever does it gives a reason.
    Back,
}

/// A move that the rules allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// The stage left.
    pub from: StageId,
    /// The stage entered.
    pub to: StageId,
    /// The phase of the stage entered.
    pub phase: Phase,
    /// Which way.
    pub way: Way,
    /// Optional stages that are passed by.
    pub skipped: Vec<StageId>,
}

/// Whether a participant who stands in `from` may move to `to` on `today`.
///
/// Moving forward needs all that the stages on the way need, except optional stages, which
/// are passed by. Moving back needs nothing. Nobody moves into the last stage: cases are
/// closed by [`propose`](super::propose) and its approval, whatever their stage.
///
/// # Errors
/// Every condition that is unmet, in the order of the route, each once.
pub fn advance(
    route: &Route,
    from: &StageId,
    to: &StageId,
    facts: &Facts,
    today: NaiveDate,
) -> Result<Advance, Vec<Message>> {
    let known = |id: &StageId| {
        route.position(id).ok_or_else(|| vec![Message::new("unmet-unknown-stage").with("stage", id)])
    };
    let (start, end) = (known(from)?, known(to)?);
    let target = &route.stages[end];
    if start == end {
        return Err(vec![Message::new("unmet-already-there")]);
    }
    if target.phase == Phase::Closed {
        return Err(vec![Message::new("unmet-close-instead")]);
    }
    if let Some(standstill) = standstill(facts.status) {
        return Err(vec![standstill]);
    }
    let step =
        |way, skipped| Advance { from: from.clone(), to: to.clone(), phase: target.phase, way, skipped };
    if end < start {
        return Ok(step(Way::Back, Vec::new()));
    }
    let (passed, entered): (Vec<&Stage>, Vec<&Stage>) =
        route.stages[start + 1..=end].iter().partition(|stage| stage.optional && stage.id != *to);
    let unmet = unmet(&entered, facts, today);
    if unmet.is_empty() {
        Ok(step(Way::Forward, passed.into_iter().map(|stage| stage.id.clone()).collect()))
    } else {
        Err(unmet)
    }
}

/// Why nothing moves in a case that is paused or closed.
fn standstill(status: CaseStatus) -> Option<Message> {
    match status {
        CaseStatus::Open | CaseStatus::Reopened => None,
        CaseStatus::Paused => Some(Message::new("unmet-case-paused")),
        CaseStatus::Closed => Some(Message::new("unmet-case-closed")),
    }
}

fn unmet(stages: &[&Stage], facts: &Facts, today: NaiveDate) -> Vec<Message> {
    let mut found = Vec::new();
    let guards = stages.iter().flat_map(|stage| stage.guards(facts.sensitive));
    for message in
        guards.filter_map(|guard| guard.unmet(facts, today)).chain(facts.objections.iter().cloned())
    {
        if !found.contains(&message) {
            found.push(message);
        }
    }
    found
}

/// The next stage of a participant and what is still missing for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The next stage that is not optional.
    pub next: StageId,
    /// What is missing; empty when they may go.
    pub unmet: Vec<Message>,
}

/// What stands between a participant in `stage` and the next stage; nothing to say when the
/// only thing left is to close.
pub fn outlook(route: &Route, stage: &StageId, facts: &Facts, today: NaiveDate) -> Option<Outlook> {
    let start = route.position(stage)?;
    let later = route.stages.get(start + 1..)?;
    let next = later.iter().find(|stage| !stage.optional && stage.phase != Phase::Closed)?;
    let unmet = advance(route, stage, &next.id, facts, today).err().unwrap_or_default();
    Some(Outlook { next: next.id.clone(), unmet })
}

/// Where one participant stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipantStage {
    /// In what part they are in the case.
    pub role: ParticipantRole,
    /// Their stage.
    pub stage: StageId,
    /// Whether they are out of it: withdrew, were found unsuitable, or died.
    pub out: bool,
}

/// A stage of the case set by hand.
#[derive(Clone, PartialEq, Eq)]
pub struct StageOverride {
    stage: StageId,
    reason: String,
}

impl StageOverride {
    /// An override to `stage`.
    ///
    /// # Errors
    /// When the route has no such stage, when it is the last one, or when no reason is given.
    pub fn new(route: &Route, stage: StageId, reason: &str) -> Result<Self, Message> {
        let reason = reason.trim();
        match route.stage(&stage) {
            None => Err(Message::new("unmet-unknown-stage").with("stage", stage)),
            Some(found) if found.phase == Phase::Closed => Err(Message::new("unmet-close-instead")),
            Some(_) if reason.is_empty() => Err(Message::new("unmet-override-reason")),
            Some(_) => Ok(Self { stage, reason: reason.to_owned() }),
        }
    }

    /// The stage that was set.
    pub fn stage(&self) -> &StageId {
        &self.stage
    }

    /// Why, in the words of whoever set it.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl std::fmt::Debug for StageOverride {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StageOverride").field("stage", &self.stage).finish_non_exhaustive()
    }
}

/// Where a case stands; stored with every move, in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStage {
    /// Its stage.
    pub stage: StageId,
    /// Its phase.
    pub phase: Phase,
    /// Whether someone set it by hand.
    pub overridden: bool,
}

/// The furthest stage that all required participants have reached.
///
/// Participants who are out hold nothing up, unless all required ones are out; a case without
/// any required participant waits in its first stage, or goes by whoever is there. A stage
/// that the route no longer has counts as its first.
pub fn case_stage(
    route: &Route,
    participants: &[ParticipantStage],
    set_by_hand: Option<&StageOverride>,
) -> CaseStage {
    let at =
        |stage: &Stage, overridden| CaseStage { stage: stage.id.clone(), phase: stage.phase, overridden };
    if let Some(stage) = set_by_hand.and_then(|by_hand| route.stage(by_hand.stage())) {
        return at(stage, true);
    }
    let hindmost = |counts: &dyn Fn(&ParticipantStage) -> bool| {
        let positions =
            participants.iter().filter(|p| counts(p)).map(|p| route.position(&p.stage).unwrap_or(0));
        positions.min()
    };
    let position = hindmost(&|p| route.requires(p.role) && !p.out)
        .or_else(|| hindmost(&|p| route.requires(p.role)))
        .or_else(|| hindmost(&|_| true))
        .unwrap_or(0);
    at(&route.stages[position], false)
}
