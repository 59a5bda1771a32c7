//! Loading a batch, chunk by chunk.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{BatchId, CaseId, PartSet, PersonId, Reference, ReferenceKind, Relation, TeamId};
use keys::OwnerKey;
use permissions::{
    Actor, AmendCase, AmendReferral, Import, ManageAccounts, ManageOrganisations, ManageVolunteers, Place,
    Role,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::batch::{BatchState, NewBatch};
use super::names::Names;
use super::record::{BulkAccount, BulkChunk, BulkReferral};
use super::rows::{Composer, Rows};
use crate::audit::Entry;
use crate::entity::owner_key;
use crate::unit::{Unit, Writing};
use crate::{Error, Result, Store, rows};

/// How many root records a chunk should hold: a write transaction aims below 50 ms, so that
/// nobody waits long (`decisions.md` 16).
pub const CHUNK: usize = 200;

/// How often a chunk is tried again where a random name was taken.
const TRIES: usize = 3;

/// How many keys one statement asks for.
const KEYS: usize = 500;

/// A batch while it is loaded.
///
/// A batch outlives a unit, so this holds the store and opens one unit a chunk; whether the
/// actor may do it is asked in each of them. Dropping it leaves a batch of which nothing can
/// be seen.
pub struct Loader {
    store: Store,
    actor: Actor,
    batch: BatchId,
    reference: Reference,
    profile: String,
    names: Names,
}

impl Loader {
    /// Begins a batch.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever may not import.
    pub async fn begin(store: &Store, actor: &Actor, new: NewBatch) -> Result<Self> {
        Self::begin_with(store, actor, new, keys::random_u64).await
    }

    /// The same with names drawn from `random`, by which a demonstration is the same each
    /// time. What is secret (keys and nonces) always comes from the operating system.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub async fn begin_with(
        store: &Store,
        actor: &Actor,
        new: NewBatch,
        random: impl FnMut() -> u64 + Send + Sync + 'static,
    ) -> Result<Self> {
        let names = Names::new(actor.now(), Box::new(random));
        // The batch itself outlives being taken back, so its own names are never repeated.
        let batch = BatchId(Uuid::now_v7());
        let reference = rows::reference(ReferenceKind::Batch);
        let mut unit = store.write(actor).await?;
        let leave = actor.may::<Import>(&Place::service(), unit.id())?;
        unit.open_batch(leave, batch, reference, &new).await?;
        unit.commit().await?;
        Ok(Self { store: store.clone(), actor: actor.clone(), batch, reference, profile: new.profile, names })
    }

    /// The batch's inner name.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The batch's outer name, by which it is taken back.
    pub const fn reference(&self) -> Reference {
        self.reference
    }

    /// A new inner name for a record of this batch. They rise in the order they are given.
    pub fn id<Id: From<Uuid>>(&mut self) -> Id {
        self.names.id().into()
    }

    /// Writes a chunk in one transaction, or nothing of it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the actor may not write what is in it;
    /// [`Error::Meaning`] where a record names a side, a participant or a person that is not
    /// there; [`Error::Database`].
    pub async fn load(&mut self, chunk: &BulkChunk) -> Result<()> {
        let mut tries = 1;
        loop {
            let (keys, wrapped) = self.keys_of(&chunk.people_elsewhere()).await?;
            let rows = Composer {
                names: &mut self.names,
                keyring: self.store.keys(),
                keys,
                batch: self.batch.into(),
                now: self.actor.now(),
                zone: self.store.zone(),
                source: format!("batch:{}", self.batch.0.simple()),
                rows: Rows::default(),
            }
            .compose(chunk, &self.profile)?;
            match self.write(chunk, rows, &wrapped).await {
                // The whole chunk is given up, and made again with other names or keys.
                Err(error) if is_passing(&error) && tries < TRIES => tries += 1,
                done => return done,
            }
        }
    }

    async fn write(&self, chunk: &BulkChunk, mut rows: Rows, keys: &HashMap<Uuid, Vec<u8>>) -> Result<()> {
        let mut unit = self.store.write(&self.actor).await?;
        may_write(&unit, chunk, rows.parts)?;
        unit.hold_keys(keys).await?;
        let mut entry = Entry::new("import", "batch").about(self.batch);
        entry.parts = rows.parts;
        entry.subjects = chunk.cases.iter().map(|case| case.id.into()).collect();
        entry.subjects.extend(chunk.people.iter().map(|person| Uuid::from(person.id)));
        entry.subjects.extend(chunk.referrals.iter().map(|referral| Uuid::from(referral.id)));
        let entry = entry.detail(format!(
            "cases {} people {} referrals {} accounts {} organisations {}",
            chunk.cases.len(),
            chunk.people.len(),
            chunk.referrals.len(),
            chunk.accounts.len(),
            chunk.organisations.len()
        ));
        unit.marks = std::mem::take(&mut rows.marks);
        rows.write(&unit.transaction).await?;
        unit.note_entry(entry);
        unit.commit().await
    }

    /// The keys of people loaded before, or here already, and as they are kept.
    async fn keys_of(
        &self,
        people: &[PersonId],
    ) -> Result<(HashMap<Uuid, OwnerKey>, HashMap<Uuid, Vec<u8>>)> {
        let (mut found, mut kept) = (HashMap::new(), HashMap::new());
        if people.is_empty() {
            return Ok((found, kept));
        }
        let unit = self.store.read(&self.actor).await?;
        for some in people.chunks(KEYS) {
            let rows = owner_key::Entity::find()
                .filter(owner_key::Column::Id.is_in(some.iter().map(|person| Uuid::from(*person))))
                .all(&unit.transaction)
                .await?;
            for row in rows {
                if let Some(wrapped) = row.wrapped {
                    found.insert(row.id, self.store.keys().unwrap(&wrapped, row.id)?);
                    kept.insert(row.id, wrapped);
                }
            }
        }
        Ok((found, kept))
    }

    /// Switches the batch on: everything in it can be seen from the next moment on.
    ///
    /// `counts` are the totals to be remembered with it.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Database`].
    pub async fn finish(self, counts: &str) -> Result<Reference> {
        let mut unit = self.store.write(&self.actor).await?;
        let leave = self.actor.may::<Import>(&Place::service(), unit.id())?;
        unit.switch_batch(&leave, self.batch, BatchState::Live, Some(counts)).await?;
        unit.commit().await?;
        Ok(self.reference)
    }
}

impl std::fmt::Debug for Loader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Loader({})", self.reference)
    }
}

/// Whether the actor may write these records and these parts of them, today and here.
fn may_write(unit: &Unit<Writing>, chunk: &BulkChunk, parts: PartSet) -> Result<()> {
    let (actor, id) = (unit.actor(), unit.id());
    actor.may::<Import>(&Place::service(), id)?;
    let mut teams: BTreeSet<TeamId> = chunk.cases.iter().map(|case| case.team).collect();
    teams.extend(chunk.people.iter().map(|person| person.team));
    for team in teams {
        let leave = actor.may::<AmendCase>(&Place::team(team), id)?;
        let writes = |part| {
            [Relation::Own, Relation::Shared, Relation::Internal]
                .into_iter()
                .all(|relation| leave.mask().writes(part, relation))
        };
        if !parts.iter().all(writes) {
            return Err(Error::Forbidden);
        }
    }
    // A referral that became a case of this chunk is a part of that case.
    let became: HashSet<CaseId> = chunk.cases.iter().map(|case| case.id).collect();
    let is_of_case = |referral: &&BulkReferral| {
        let case = referral.decision.as_ref().and_then(|decision| decision.case);
        case.is_some_and(|case| became.contains(&case))
    };
    if let Some(referral) = chunk.referrals.iter().find(|referral| !is_of_case(referral)) {
        actor.may::<AmendReferral>(&Place::team(referral.team), id)?;
    }
    if !chunk.volunteers.is_empty() {
        let leave = actor.may::<ManageVolunteers>(&Place::service(), id)?;
        let recorded = chunk.volunteers.iter().flat_map(|one| &one.sections).map(|(part, _)| *part);
        if !recorded.into_iter().all(|part| leave.mask().writes(part, Relation::Internal)) {
            return Err(Error::Forbidden);
        }
    }
    if !chunk.accounts.iter().all(|account| is_volunteers_record(account, chunk)) {
        actor.may::<ManageAccounts>(&Place::service(), id)?;
    }
    if !chunk.organisations.is_empty() {
        actor.may::<ManageOrganisations>(&Place::service(), id)?;
    }
    Ok(())
}

/// Whether an account is no more than the place where a volunteer is recorded: nobody can sign
/// in to it, and it will never do more than volunteers do.
fn is_volunteers_record(account: &BulkAccount, chunk: &BulkChunk) -> bool {
    let grants = &mut account.roles.iter().map(|grant| grant.role);
    let may_work = grants.all(|role| {
        matches!(role, Role::LeadFacilitator | Role::CoFacilitator | Role::Observer | Role::VolunteerPool)
    });
    may_work
        && account.kind == "volunteer"
        && account.password.is_none()
        && account.status != "active"
        && chunk.volunteers.iter().any(|one| one.account == account.id)
}

/// Whether a unique index refused a row, or a key was replaced in the meantime.
fn is_passing(error: &Error) -> bool {
    if matches!(error, Error::Conflict) {
        return true;
    }
    let Error::Database(cause) = error else { return false };
    let cause = cause.downcast_ref::<sea_orm::DbErr>().and_then(sea_orm::DbErr::sql_err);
    matches!(cause, Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

impl Store {
    /// Whether the service has any record of anybody: a case, a person, a referral or an
    /// account that can be seen. What a batch left unfinished does not count.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever may not import.
    pub async fn holds_records(&self, actor: &Actor) -> Result<bool> {
        let unit = self.read(actor).await?;
        actor.may::<Import>(&Place::service(), unit.id())?;
        for table in ["accounts", "people", "referrals", "cases"] {
            let any = Query::select()
                .expr_as(Expr::val(1), "found")
                .from(Alias::new(table))
                .and_where(Expr::col(Alias::new("live")).eq(true))
                .limit(1)
                .take();
            if unit.transaction.query_one(&any).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
