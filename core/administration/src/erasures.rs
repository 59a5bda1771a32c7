//! Erasing people: one proposes, another decides, the server does it (`decisions.md` 10).

use domain::{Message, Reference};
use permissions::{ActKind, Actor, ApproveErasure, ProposeErasure, Task};
use serde::Serialize;
use storage::{Erasure, ErasureReason, ErasureState, ForgottenRows, Person, Shown, Store};
use wording::Text;

use crate::{Error, Result};

/// One proposal.
#[derive(Clone, Debug, Serialize)]
pub struct ErasureView {
    /// Whom it is about.
    pub person: Reference,
    /// Why.
    pub reason: Text,
    /// How it stands: `proposed`, `approved`, `refused` or `done`.
    pub state: &'static str,
    /// When it was proposed.
    pub proposed_at: Text,
    /// When it was decided.
    pub decided_at: Option<Text>,
    /// When it was done.
    pub done_at: Option<Text>,
    /// How many rows were removed or emptied.
    #[serde(skip)]
    pub removed: Option<ForgottenRows>,
}

/// A person who may be erased, as whoever may decide about it sees them: no name, no content.
#[derive(Clone, Debug, Serialize)]
pub struct ErasableView {
    /// Their reference.
    pub person: Reference,
    /// The case through which the reader reaches them.
    pub case: Reference,
    /// Whether a hold forbids it.
    pub is_held: bool,
    /// Whether it was done.
    pub is_erased: bool,
    /// The last proposal about them.
    pub last: Option<ErasureView>,
    /// Whether the reader may propose it now.
    pub can_propose: bool,
    /// Whether the reader may decide about the proposal that waits.
    pub can_decide: bool,
}

/// The use cases of erasing.
#[derive(Clone)]
pub struct Erasures {
    store: Store,
}

impl Erasures {
    /// Of the installation in `store`.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// The proposals that the reader may propose or decide about, the newest first.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn list(&self, actor: &Actor) -> Result<Shown<Vec<ErasureView>>> {
        let unit = self.store.read(actor).await?;
        let found = match (actor.holds(ActKind::ApproveErasure), actor.holds(ActKind::ProposeErasure)) {
            (true, _) => unit.erasures::<ApproveErasure>().await?,
            (_, true) => unit.erasures::<ProposeErasure>().await?,
            _ => return Err(Error::NotFound),
        };
        Ok(unit.show(found.iter().map(view).collect()).await?)
    }

    /// One person, by their own reference or that of their place in a case.
    ///
    /// # Errors
    /// Not found, for whoever may neither propose nor decide.
    pub async fn open(&self, actor: &Actor, person: Reference) -> Result<Shown<ErasableView>> {
        let mut unit = self.store.read(actor).await?;
        let view = if actor.holds(ActKind::ApproveErasure) {
            let permit = unit.person::<ApproveErasure>(person).await?;
            unit.saw_person(&permit)?;
            let last = unit.erasure_of(&permit).await?;
            let mine = last.as_ref().is_some_and(|last| Some(last.proposed_by) == actor.account_id());
            let waits = last.as_ref().is_some_and(|last| last.state == ErasureState::Proposed);
            erasable(&permit, last.as_ref(), false, waits && !mine)
        } else {
            let permit = unit.person::<ProposeErasure>(person).await?;
            unit.saw_person(&permit)?;
            let last = unit.erasure_of(&permit).await?;
            let waits = last
                .as_ref()
                .is_some_and(|last| matches!(last.state, ErasureState::Proposed | ErasureState::Approved));
            erasable(&permit, last.as_ref(), !waits && !permit.is_held && !permit.is_erased, false)
        };
        Ok(unit.show(view).await?)
    }

    /// Proposes it; `typed` is the person's reference once more, by hand.
    ///
    /// # Errors
    /// [`Error::Fields`] for a reference that is not theirs; [`Error::Conflict`] where a
    /// proposal waits, they were erased, or a hold forbids it; not permitted.
    pub async fn propose(
        &self,
        actor: &Actor,
        person: Reference,
        reason: Option<ErasureReason>,
        typed: &str,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.person::<ProposeErasure>(person).await?;
        let mut wrong = domain::FieldErrors::default();
        if reason.is_none() {
            wrong.push("reason", Message::new("erasure-reason-missing"));
        }
        if typed.trim().parse::<Reference>().ok() != Some(permit.reference) {
            wrong.push("typed", Message::new("erasure-typed-differs"));
        }
        let (Some(reason), true) = (reason, wrong.is_empty()) else { return Err(Error::Fields(wrong)) };
        unit.propose_erasure(permit, reason).await?;
        Ok(unit.commit().await?)
    }

    /// Approves or refuses it.
    ///
    /// # Errors
    /// As [`propose`](Self::propose); not permitted to whoever proposed it.
    pub async fn decide(&self, actor: &Actor, person: Reference, approves: bool, typed: &str) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.person::<ApproveErasure>(person).await?;
        if approves && typed.trim().parse::<Reference>().ok() != Some(permit.reference) {
            let mut wrong = domain::FieldErrors::default();
            wrong.push("typed", Message::new("erasure-typed-differs"));
            return Err(Error::Fields(wrong));
        }
        unit.decide_erasure(permit, approves).await?;
        Ok(unit.commit().await?)
    }

    /// Carries out what was approved; says how many people were erased. May be interrupted
    /// and called again: each is one transaction.
    ///
    /// # Errors
    /// Storage's.
    pub async fn run(&self) -> Result<u64> {
        let mut done = 0;
        loop {
            let actor = Actor::system(Task::Erasure, self.store.now());
            let mut unit = self.store.write(&actor).await?;
            let Some(permit) = unit.next_erasure().await? else { break };
            unit.erase(permit).await?;
            unit.commit().await?;
            done += 1;
        }
        if done > 0 && !self.store.forget_changes().await? {
            tracing::warn!("what was erased is still in the log of changes, which somebody is reading");
        }
        Ok(done)
    }
}

fn erasable(person: &Person, last: Option<&Erasure>, can_propose: bool, can_decide: bool) -> ErasableView {
    ErasableView {
        person: person.reference,
        case: person.case,
        is_held: person.is_held,
        is_erased: person.is_erased,
        last: last.map(view),
        can_propose,
        can_decide,
    }
}

fn view(erasure: &Erasure) -> ErasureView {
    ErasureView {
        person: erasure.person,
        reason: Text::key(format!("erasure-reason-{}", erasure.reason.as_str())),
        state: erasure.state.as_str(),
        proposed_at: erasure.proposed_at.into(),
        decided_at: erasure.decided_at.map(Into::into),
        done_at: erasure.done_at.map(Into::into),
        removed: erasure.removed,
    }
}
