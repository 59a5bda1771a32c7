//! Who may see what: the policy in force, drafts of another one, and its history.
//!
//! Dan, who manages the service, drafts a change and says why. Where it gives somebody more,
//! a second person reads it as the differences it makes, and publishes it; where it only
//! takes away, Dan publishes it himself. With the next request everybody has the new rights.

use domain::{PartSet, Reference};
use permissions::{
    ActKind, Actor, ApprovePolicy, Change, Figures, Letter, Line, Place, Policy, ProposePolicy, Role,
    ViewConfiguration, broken, changes, own_widened, widens,
};
use storage::{DraftState, PolicyDraft, PolicyDraftLine, PolicyVersion, Publication, Shown, Store};

use crate::{Error, Result};

/// The longest reason.
pub const REASON: usize = 500;

/// The use cases of the permissions.
#[derive(Clone)]
pub struct Policies {
    store: Store,
}

/// The policy in force, and the drafts beside it.
#[derive(Clone, Debug)]
pub struct InForce {
    /// What it says.
    pub policy: Policy,
    /// Drafts that are open or wait for a second person.
    pub drafts: Vec<PolicyDraftLine>,
    /// The versions that were published, the newest first.
    pub versions: Vec<PolicyVersion>,
}

/// A draft beside what it would take the place of, and what its reader may do with it.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// The draft.
    pub draft: PolicyDraft,
    /// The policy in force.
    pub current: Policy,
    /// What publishing it would change.
    pub changes: Vec<Change>,
    /// The policy it was begun from.
    pub base: Policy,
    /// What was published since it was begun.
    pub meanwhile: Vec<Change>,
    /// Whether the reader wrote it and may change it.
    pub is_own: bool,
    /// Whether it gives somebody more, so that it takes two.
    pub takes_two: bool,
    /// Whether the reader may approve or refuse it: somebody else's, asked for.
    pub may_decide: bool,
    /// The reader's own roles that would get more, for which somebody else has to approve.
    pub own: Vec<Role>,
}

impl DraftView {
    /// Whether it can be changed: its author's own, and nobody was asked yet.
    pub fn is_open(&self) -> bool {
        self.is_own && self.draft.state == DraftState::Open
    }

    /// Whether another policy was published since it was begun.
    pub fn is_stale(&self) -> bool {
        self.draft.base != self.current.version
    }
}

/// One change to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// What may be done with these parts.
    Cell(PartSet, Vec<Line>),
    /// On which records an act may be done.
    Act(ActKind, Vec<Letter>),
    /// Which figures, over which parts.
    Figures(Figures, PartSet),
}

impl Policies {
    /// The permissions of the installation in `store`.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// The policy in force, with drafts and versions.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn in_force(&self, actor: &Actor) -> Result<Shown<InForce>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let view = InForce {
            policy: unit.policy_in_force(&leave).await?,
            drafts: unit.policy_drafts(&leave).await?,
            versions: unit.policy_versions(&leave).await?,
        };
        Ok(unit.show(view).await?)
    }

    /// What two versions say.
    ///
    /// # Errors
    /// Not found, not permitted; storage's.
    pub async fn versions(&self, actor: &Actor, one: u64, other: u64) -> Result<Shown<(Policy, Policy)>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let view = (unit.policy_version(&leave, one).await?, unit.policy_version(&leave, other).await?);
        Ok(unit.show(view).await?)
    }

    /// One draft, beside the policy in force.
    ///
    /// # Errors
    /// Not found, not permitted; storage's.
    pub async fn draft(&self, actor: &Actor, reference: Reference) -> Result<Shown<DraftView>> {
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let draft = unit.policy_draft(&leave, reference).await?;
        let current = unit.policy_in_force(&leave).await?;
        let base = match draft.base == current.version {
            true => current.clone(),
            false => unit.policy_version(&leave, draft.base).await?,
        };
        let told = changes(&current, &draft.policy);
        let is_own = Some(draft.author) == actor.account_id();
        let view = DraftView {
            is_own: is_own && actor.holds(ActKind::ProposePolicy),
            takes_two: widens(&told),
            may_decide: !is_own && draft.state == DraftState::Asked && actor.holds(ActKind::ApprovePolicy),
            own: own_widened(&told, actor.roles()),
            changes: told,
            draft,
            meanwhile: changes(&base, &current),
            base,
            current,
        };
        Ok(unit.show(view).await?)
    }

    /// Begins a draft; sending the form with this key again gives the same one.
    ///
    /// # Errors
    /// Not found where there is no version to put back; not permitted; storage's.
    pub async fn begin(&self, actor: &Actor, key: [u8; 16], restores: Option<u64>) -> Result<Reference> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        if let Some(answer) = unit.receipt(&key).await? {
            return answer.parse().map_err(|_| Error::Conflict);
        }
        let reference = unit.begin_policy_draft(leave, restores).await?;
        match unit.keep_receipt(&key, &reference.to_string()).await {
            Err(storage::Error::Conflict) => {
                // Of two presses at the same moment the other was first.
                let answer = self.store.read(actor).await?.receipt(&key).await?;
                answer.and_then(|answer| answer.parse().ok()).ok_or(Error::Conflict)
            }
            kept => {
                kept?;
                unit.commit().await?;
                Ok(reference)
            }
        }
    }

    /// Changes what the draft says about `role`; `seen` is the version of the draft that its
    /// author had before them.
    ///
    /// # Errors
    /// [`Error::Walls`] names every cell and rule where it would say what no policy may; then
    /// nothing is changed. Not permitted, changed meanwhile; storage's.
    pub async fn change(
        &self,
        actor: &Actor,
        reference: Reference,
        seen: i64,
        role: Role,
        edit: Edit,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        let see = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
        let draft = unit.policy_draft(&see, reference).await?;
        let row = draft.policy.row(role).ok_or(Error::NotFound)?;
        let row = match edit {
            Edit::Cell(parts, lines) => row.with_lines(parts, &lines),
            Edit::Act(act, letters) => row.with_letters(act, &letters),
            Edit::Figures(figures, counted) => row.with_figures(figures, counted),
        };
        let policy = draft.policy.with_row(role, row);
        let walls = broken(&policy);
        if !walls.is_empty() {
            return Err(Error::Walls(walls));
        }
        unit.change_policy_draft(leave, reference, seen, &policy).await?;
        Ok(unit.commit().await?)
    }

    /// Brings a draft onto the policy in force.
    ///
    /// # Errors
    /// As [`change`](Self::change).
    pub async fn renew(&self, actor: &Actor, reference: Reference, seen: i64) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        unit.renew_policy_draft(leave, reference, seen).await?;
        Ok(unit.commit().await?)
    }

    /// Asks for a second person.
    ///
    /// # Errors
    /// [`Error::Reason`] without a reason; not permitted, not open.
    pub async fn ask(&self, actor: &Actor, reference: Reference, reason: &str) -> Result<()> {
        let reason = reasoned(reason)?;
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        unit.ask_for_policy(leave, reference, reason).await?;
        Ok(unit.commit().await?)
    }

    /// Takes the request back.
    ///
    /// # Errors
    /// Not permitted; nothing was asked.
    pub async fn withdraw(&self, actor: &Actor, reference: Reference) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        unit.withdraw_policy(leave, reference).await?;
        Ok(unit.commit().await?)
    }

    /// Gives the draft up.
    ///
    /// # Errors
    /// Not permitted; it is over.
    pub async fn discard(&self, actor: &Actor, reference: Reference) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        unit.discard_policy_draft(leave, reference).await?;
        Ok(unit.commit().await?)
    }

    /// Publishes one's own draft, which gives nobody more. Returns its version.
    ///
    /// # Errors
    /// [`Error::Hindered`] says what stands in the way; [`Error::Reason`]; not permitted.
    pub async fn publish(&self, actor: &Actor, reference: Reference, reason: &str) -> Result<u64> {
        let reason = reasoned(reason)?;
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ProposePolicy>(&Place::service(), unit.id())?;
        match unit.publish_own_policy(leave, reference, reason).await? {
            Publication::Published(version) => {
                unit.commit().await?;
                Ok(version)
            }
            Publication::Hindered(found) => {
                unit.refuse_publishing(reference).await?;
                Err(Error::Hindered(found))
            }
        }
    }

    /// Approves somebody else's draft, as its digest was shown, and publishes it. Returns its
    /// version.
    ///
    /// # Errors
    /// As [`publish`](Self::publish); not permitted for its author, and entered in the log.
    pub async fn approve(&self, actor: &Actor, reference: Reference, seen: &[u8; 32]) -> Result<u64> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ApprovePolicy>(&Place::service(), unit.id())?;
        match unit.approve_policy(leave, reference, seen).await {
            Ok(Publication::Published(version)) => {
                unit.commit().await?;
                Ok(version)
            }
            Ok(Publication::Hindered(found)) => {
                unit.refuse_publishing(reference).await?;
                Err(Error::Hindered(found))
            }
            Err(storage::Error::Forbidden) => {
                unit.refuse_publishing(reference).await?;
                Err(Error::Forbidden)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Refuses somebody else's draft, and says why.
    ///
    /// # Errors
    /// [`Error::Reason`] without a reason; not permitted, nothing was asked.
    pub async fn refuse(&self, actor: &Actor, reference: Reference, answer: &str) -> Result<()> {
        let answer = reasoned(answer)?;
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ApprovePolicy>(&Place::service(), unit.id())?;
        unit.refuse_policy(leave, reference, answer).await?;
        Ok(unit.commit().await?)
    }
}

fn reasoned(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    let fits = !reason.is_empty() && reason.chars().count() <= REASON;
    if fits { Ok(reason) } else { Err(Error::Reason) }
}
