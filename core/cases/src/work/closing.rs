//! Closing a case: proposed by whoever works it, signed off by a manager.

use contributions::Registry;
use domain::codes::{ClosingReason, OverallOutcome};
use domain::process::{CaseStage, ClosureProposal, FourEyes, Phase, propose};
use domain::{Message, Reference, service_day};
use permissions::{Actor, ProposeClosure, Reopen, SignOffClosure, ViewCase};
use serde::Serialize;
use storage::Shown;
use wording::Text;

use super::progress::route;
use super::{Casework, say};
use crate::{Error, Result};

/// The closing page.
#[derive(Clone, Debug, Serialize)]
pub struct ClosingView {
    /// The case.
    pub reference: Reference,
    /// Its version.
    pub version: i64,
    /// Its status.
    pub status: &'static str,
    /// The reasons.
    pub reasons: Vec<(String, Text)>,
    /// The outcomes.
    pub outcomes: Vec<(String, Text)>,
    /// What was proposed last: `proposed`, `approved`, `returned` or `reopened`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The reason proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// The outcome proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Text>,
    /// The sentence beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Text>,
    /// What the one who decided wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_note: Option<String>,
}

impl Casework {
    /// What was proposed, and what can be.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] where the outcome is not the reader's to see.
    pub async fn closing(&self, actor: &Actor, case: Reference) -> Result<Shown<ClosingView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        if !permit.mask().reads(domain::Part::Agreement, domain::Relation::Shared) {
            return Err(Error::Forbidden);
        }
        let closure = unit.closure_shown(&permit).await?;
        let view = ClosingView {
            reference: permit.reference,
            version: permit.version,
            status: permit.status.as_str(),
            reasons: say::list("closing-reason"),
            outcomes: say::list("overall-outcome"),
            state: closure.as_ref().map(|closure| closure.state.clone()),
            reason: closure.as_ref().map(|closure| say::code(closure.reason)),
            outcome: closure.as_ref().map(|closure| say::code(closure.outcome)),
            proposed: closure.as_ref().map(|closure| closure.proposed_at.into()),
            note: closure.as_ref().and_then(|closure| closure.note.clone()),
            decision_note: closure.and_then(|closure| closure.decision_note),
        };
        Ok(unit.show(view).await?)
    }

    /// Proposes that the case be closed.
    ///
    /// # Errors
    /// [`Error::Unmet`] with everything that is wrong with it; [`Error::Conflict`] where one
    /// waits already.
    pub async fn propose_closure(
        &self,
        actor: &Actor,
        case: Reference,
        reason: ClosingReason,
        outcome: OverallOutcome,
        note: String,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<ProposeClosure>(case).await?;
        let zone = self.store.zone();
        let today = service_day(actor.now(), zone);
        let progress = unit.progress(&permit).await?;
        let facts = progress.first().map(|participant| participant.facts.clone()).unwrap_or_default();
        let reached = Phase::parse(&permit.phase).unwrap_or(Phase::Received);
        let proposal = ClosureProposal {
            reason,
            note: note.clone(),
            outcome,
            closed_on: today,
            proposed_by: actor.account_id().ok_or(Error::Forbidden)?,
        };
        let received_on = service_day(permit.received_at, zone);
        propose(proposal, permit.service_type, reached, &facts, received_on, today).map_err(Error::Unmet)?;
        let note = (!note.trim().is_empty()).then_some(note);
        unit.propose_closure(permit, reason, outcome, note).await?;
        Ok(unit.commit().await?)
    }

    /// Signs a proposal off, which closes the case, or returns it with a note.
    ///
    /// # Errors
    /// [`Error::Unmet`] for one's own proposal or a return without a note;
    /// [`Error::Conflict`] where nothing waits.
    pub async fn decide_closure(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
        sign_off: bool,
        note: String,
        eyes: FourEyes,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<SignOffClosure>(case).await?;
        let closure = unit.closure(&permit).await?.filter(|closure| closure.state == "proposed");
        let closure = closure.ok_or(Error::Conflict)?;
        let unmet = |key: &str| Err(Error::Unmet(vec![Message::new(key)]));
        if sign_off && eyes == FourEyes::Required && Some(closure.proposed_by) == actor.account_id() {
            return unmet("closing-own-proposal");
        }
        if !sign_off && note.trim().is_empty() {
            return unmet("closing-return-note");
        }
        let last = route(registry, &permit)?.stages.last();
        let last = last.ok_or(Error::Storage(storage::Error::Meaning("route")))?;
        let stage = CaseStage { stage: last.id.clone(), phase: last.phase, overridden: false };
        let note = (!note.trim().is_empty()).then_some(note);
        unit.decide_closure(permit, sign_off.then_some(&stage), note).await?;
        Ok(unit.commit().await?)
    }

    /// Opens a closed case again, at the stage its participants stand in.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is not closed.
    pub async fn reopen(&self, actor: &Actor, registry: &Registry, case: Reference) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Reopen>(case).await?;
        let progress = unit.progress(&permit).await?;
        let stages: Vec<_> = progress
            .iter()
            .map(|participant| domain::process::ParticipantStage {
                role: participant.role,
                stage: participant.stage.clone(),
                out: participant.out,
            })
            .collect();
        let stage = domain::process::case_stage(route(registry, &permit)?, &stages, None);
        unit.reopen(permit, &stage).await?;
        Ok(unit.commit().await?)
    }
}
