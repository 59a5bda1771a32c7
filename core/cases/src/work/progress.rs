//! Moving a case through its stages, pausing it and going on.

use contributions::Registry;
use domain::codes::PauseReason;
use domain::process::{ParticipantStage, Phase, Route, StageId, Way, advance, case_stage, outlook};
use domain::{Message, Reference, service_day};
use permissions::{ActKind, Actor, MoveStage, Pause, Permit, ViewCase, allows};
use serde::Serialize;
use storage::{Case, Progress, Shown};
use wording::Text;

use super::Casework;
use crate::{Error, Result};

/// How far one participant is.
#[derive(Clone, Debug, Serialize)]
pub struct ParticipantProgress {
    /// Their reference.
    pub reference: Reference,
    /// Their role.
    pub role: Text,
    /// Their stage.
    pub stage: Text,
    /// The stages they may be moved to, back or forward: id and label.
    pub stages: Vec<(String, Text)>,
    /// The next stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Text>,
    /// The next stage's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_id: Option<String>,
    /// What is missing for it.
    pub unmet: Vec<Message>,
    /// Whether they are out of the process.
    pub out: bool,
}

/// How far a case is.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressView {
    /// The case.
    pub reference: Reference,
    /// Its version.
    pub version: i64,
    /// Its stage, derived from its participants.
    pub stage: Text,
    /// Its status.
    pub status: &'static str,
    /// Each participant.
    pub participants: Vec<ParticipantProgress>,
    /// The reasons for a pause.
    pub pause_reasons: Vec<(String, Text)>,
    /// Since when it stands still, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<Text>,
}

/// The route of a case, as the registry keeps it.
pub(crate) fn route<'a>(registry: &'a Registry, case: &Case) -> Result<&'a Route> {
    let exact =
        |route: &&Route| route.id == case.route.0 && i64::from(route.version) == i64::from(case.route.1);
    registry
        .routes()
        .iter()
        .find(exact)
        .or_else(|| registry.route_for(case.service_type))
        .ok_or(Error::Storage(storage::Error::Meaning("route")))
}

pub(crate) fn standing(progress: &Progress) -> ParticipantStage {
    ParticipantStage { role: progress.role, stage: progress.stage.clone(), out: progress.out }
}

impl Casework {
    /// How far the case is, and, for those who may move it on, what stands between each
    /// participant and the next stage.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn progress(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
    ) -> Result<Shown<ProgressView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        if !permit.mask().reads(domain::Part::Stage, domain::Relation::Shared) {
            return Err(Error::Forbidden);
        }
        let route = route(registry, &permit)?;
        let today = service_day(actor.now(), self.store.zone());
        let progress = unit.progress_shown(&permit).await?;
        let pauses = unit.pauses(&permit).await?;
        // What stands in the way tells of consent, risk and responsibility on every side, and
        // is told to those who have to do something about it.
        let moves = allows(actor, ActKind::MoveStage, permit.class, permit.standing());
        let participants = progress
            .iter()
            .map(|participant| {
                let outlook = outlook(route, &participant.stage, &participant.facts, today).filter(|_| moves);
                ParticipantProgress {
                    reference: participant.reference,
                    role: Text::key(participant.role.key()),
                    stage: Text::key(format!("stage-{}", participant.stage)),
                    stages: route
                        .stages
                        .iter()
                        .filter(|stage| stage.phase != Phase::Closed && stage.id != participant.stage)
                        .map(|stage| (stage.id.to_string(), Text::key(stage.key())))
                        .collect(),
                    next: outlook.as_ref().map(|outlook| Text::key(format!("stage-{}", outlook.next))),
                    next_id: outlook.as_ref().map(|outlook| outlook.next.to_string()),
                    unmet: outlook.map(|outlook| outlook.unmet).unwrap_or_default(),
                    out: participant.out,
                }
            })
            .collect();
        let view = ProgressView {
            reference: permit.reference,
            version: permit.version,
            stage: Text::key(format!("stage-{}", permit.stage)),
            status: permit.status.as_str(),
            participants,
            pause_reasons: PauseReason::ALL
                .iter()
                .map(|r| (r.as_str().to_owned(), Text::key(r.key())))
                .collect(),
            paused_since: pauses.lasting().map(|pause| pause.from.into()),
        };
        Ok(unit.show(view).await?)
    }

    /// Moves a participant to a stage, if everything that the stage needs is there.
    ///
    /// # Errors
    /// [`Error::Unmet`] with every condition that is not met; [`Error::NotFound`],
    /// [`Error::Forbidden`].
    pub async fn move_stage(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
        participant: Reference,
        to: &str,
        reason: Option<&str>,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit: Permit<MoveStage, Case> = unit.case(case).await?;
        let route = route(registry, &permit)?;
        let today = service_day(actor.now(), self.store.zone());
        let mut progress = unit.progress(&permit).await?;
        let to = StageId::from(to);
        let moving =
            progress.iter_mut().find(|known| known.reference == participant).ok_or(Error::NotFound)?;
        let step = advance(route, &moving.stage, &to, &moving.facts, today).map_err(Error::Unmet)?;
        if step.way == Way::Back && reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(Error::Unmet(vec![Message::new("unmet-override-reason")]));
        }
        moving.stage = to.clone();
        let id = moving.id;
        let stage = case_stage(route, &progress.iter().map(standing).collect::<Vec<_>>(), None);
        unit.move_stage(permit, id, &to, &stage, reason).await?;
        Ok(unit.commit().await?)
    }

    /// Stops the clocks of the case.
    ///
    /// # Errors
    /// [`Error::Unmet`] where it stands still already.
    pub async fn pause(&self, actor: &Actor, case: Reference, reason: PauseReason) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Pause>(case).await?;
        let today = service_day(actor.now(), self.store.zone());
        let pauses = unit.pauses(&permit).await?;
        let pauses = pauses.pause(today, reason).map_err(|unmet| Error::Unmet(vec![unmet]))?;
        unit.pause(permit, &pauses).await?;
        Ok(unit.commit().await?)
    }

    /// Lets the clocks run again.
    ///
    /// # Errors
    /// [`Error::Unmet`] where it does not stand still.
    pub async fn resume(&self, actor: &Actor, case: Reference) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Pause>(case).await?;
        let today = service_day(actor.now(), self.store.zone());
        unit.pauses(&permit).await?.resume(today).map_err(|unmet| Error::Unmet(vec![unmet]))?;
        unit.resume(permit, today).await?;
        Ok(unit.commit().await?)
    }
}
