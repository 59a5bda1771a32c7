//! What was found, what a manager decided about it, and who is told.

use domain::codes::ConflictKey;
use domain::conflict::{ConflictKeys, read_keys, stored_keys};
use domain::{AccountId, CaseId, Instant, Part, PersonId, Reference, Relation};
use permissions::{Allocate, AssignmentKind, OverrideConflict, Permit, Task, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::audit::Entry;
use crate::case::Case;
use crate::entity::{account, case, case_access, conflict_hit, participant};
use crate::scope::{ACCEPTED, INVITED};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What became of a conflict that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitState {
    /// Nobody decided about it yet.
    Found,
    /// A manager let the work go on, with a reason.
    Overridden,
}

impl HitState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Overridden => "overridden",
        }
    }
}

/// A possible conflict between a case and somebody who works it.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Who works the case.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// By what they may know somebody.
    pub keys: ConflictKeys,
    /// What became of it.
    pub state: HitState,
    /// When it was found.
    pub found_at: Instant,
}

/// The kinds of access by which somebody works a case.
fn works() -> Vec<&'static str> {
    AssignmentKind::ALL.iter().map(|kind| kind.as_str()).collect()
}

impl<Mode> Unit<Mode> {
    /// The possible conflicts of those who work the case now; none for readers without the
    /// notes of intake.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn conflict_notices(&self, permit: &Permit<ViewCase, Case>) -> Result<Vec<Hit>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if !permit.mask().reads(Part::IntakeNotes, Relation::Internal) {
            return Ok(Vec::new());
        }
        let hits = self.hits(permit.id).await?;
        Ok(hits.into_iter().filter(|hit| hit.state == HitState::Found).collect())
    }

    /// The same for whoever decides who works the case, and with those that were decided.
    ///
    /// # Errors
    /// As [`conflict_notices`](Self::conflict_notices).
    pub async fn conflicts_found(&self, permit: &Permit<Allocate, Case>) -> Result<Vec<Hit>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        self.hits(permit.id).await
    }

    async fn hits(&self, case: CaseId) -> Result<Vec<Hit>> {
        let hit = |column| Expr::col((conflict_hit::Entity, column));
        let working = Query::select()
            .expr(Expr::val(1))
            .from(case_access::Entity)
            .and_where(
                Expr::col((case_access::Entity, case_access::Column::Account))
                    .equals((conflict_hit::Entity, conflict_hit::Column::Account)),
            )
            .and_where(Expr::col((case_access::Entity, case_access::Column::CaseId)).eq(Uuid::from(case)))
            .and_where(
                Expr::col((case_access::Entity, case_access::Column::State)).is_in([ACCEPTED, INVITED]),
            )
            .and_where(Expr::col((case_access::Entity, case_access::Column::Kind)).is_in(works()))
            .and_where(Expr::col((case_access::Entity, case_access::Column::UntilAt)).gt(self.now()))
            .take();
        let query = Query::select()
            .columns([account::Column::Reference, account::Column::DisplayName].map(|c| (account::Entity, c)))
            .columns(
                [conflict_hit::Column::Keys, conflict_hit::Column::State, conflict_hit::Column::FoundAt]
                    .map(|c| (conflict_hit::Entity, c)),
            )
            .from(conflict_hit::Entity)
            .inner_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((conflict_hit::Entity, conflict_hit::Column::Account)),
            )
            .and_where(hit(conflict_hit::Column::CaseId).eq(Uuid::from(case)))
            .and_where(Expr::exists(working))
            .take();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let (reference, state): (String, String) =
                (row.try_get("", "reference")?, row.try_get("", "state")?);
            found.push(Hit {
                account: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                name: row.try_get("", "display_name")?,
                keys: read_keys(&row.try_get::<String>("", "keys")?),
                state: if state == "overridden" { HitState::Overridden } else { HitState::Found },
                found_at: row.try_get("", "found_at")?,
            });
        }
        Ok(found)
    }
}

impl Unit<Writing> {
    /// By what somebody may know a person of the case, checked now; noted in the log where
    /// there is anything.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Sealed`].
    pub(crate) async fn check_conflicts(&mut self, case: CaseId, account: AccountId) -> Result<ConflictKeys> {
        let compared = self.compared(&[case.into()], &[account.into()]).await?;
        let keys = compared.between(case.into(), account.into());
        if !keys.is_empty() {
            self.note_entry(found(case.into(), account.into(), &keys));
        }
        Ok(keys)
    }

    /// Lets somebody work, or go on working, a case whose people they may know.
    ///
    /// Nobody is let past the exclusion list: it has to be changed first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where they are on it; [`Error::NotFound`] where nothing was found.
    pub async fn keep_despite_conflict(
        &mut self,
        permit: Permit<OverrideConflict, Case>,
        account: AccountId,
        reason: &str,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let keys = self.check_conflicts(permit.id, account).await?;
        if keys.is_empty() {
            return Err(Error::NotFound);
        }
        self.override_conflict(permit.id, account, &keys, reason).await?;
        self.touch_case(&permit).await
    }

    pub(crate) async fn override_conflict(
        &mut self,
        case: CaseId,
        account: AccountId,
        keys: &ConflictKeys,
        reason: &str,
    ) -> Result<()> {
        // Nobody decides about themselves.
        if keys.contains(&ConflictKey::NoGo) || self.actor.account_id() == Some(account) {
            return Err(Error::Forbidden);
        }
        self.put_hit(case.into(), account.into(), keys, HitState::Overridden, Some(reason)).await?;
        let mut entry = Entry::new("conflict-overridden", "case").about(case).detail(stored_keys(keys));
        entry.subjects = vec![account.into()];
        self.note_entry(entry);
        Ok(())
    }

    async fn put_hit(
        &self,
        case: Uuid,
        account: Uuid,
        keys: &ConflictKeys,
        state: HitState,
        reason: Option<&str>,
    ) -> Result<()> {
        let decided = (state == HitState::Overridden).then_some(self.now());
        let by = decided.and_then(|_| self.actor.account_id()).map(Uuid::from);
        use conflict_hit::Column;
        conflict_hit::Entity::insert(conflict_hit::ActiveModel {
            case_id: Set(case),
            account: Set(account),
            keys: Set(stored_keys(keys)),
            state: Set(state.as_str().to_owned()),
            found_at: Set(self.now()),
            decided_by: Set(by),
            decided_at: Set(decided),
            reason: Set(reason.map(str::to_owned)),
        })
        .on_conflict(
            OnConflict::columns([Column::CaseId, Column::Account])
                .update_columns([Column::Keys, Column::State, Column::FoundAt])
                .update_columns([Column::DecidedBy, Column::DecidedAt, Column::Reason])
                .to_owned(),
        )
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Looks again at everybody who works a case that this person is in.
    ///
    /// # Errors
    /// As [`check_conflicts`](Self::check_conflicts).
    pub(crate) async fn recheck_person(&mut self, of: PersonId) -> Result<()> {
        let theirs = Query::select()
            .column((participant::Entity, participant::Column::CaseId))
            .from(participant::Entity)
            .and_where(Expr::col((participant::Entity, participant::Column::Person)).eq(Uuid::from(of)))
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
            .take();
        self.recheck(case_access::Column::CaseId.in_subquery(theirs)).await
    }

    /// Looks again at every case that this account works.
    ///
    /// # Errors
    /// As [`check_conflicts`](Self::check_conflicts).
    pub(crate) async fn recheck_account(&mut self, account: AccountId) -> Result<()> {
        self.recheck(case_access::Column::Account.eq(Uuid::from(account))).await
    }

    /// Compares the pairs of open cases and their workers for which `which` holds. What a
    /// manager decided stands as long as nothing new is found; what is found no more is
    /// forgotten, because it was a spelling that was put right.
    async fn recheck(&mut self, which: Expr) -> Result<()> {
        self.see_as_a_task(Task::Duplicates).await?;
        let pairs = self.pairs(which).await;
        self.see_as_oneself().await?;
        self.recheck_pairs(pairs?).await
    }

    /// The open cases, and who works them, for which `which` holds.
    async fn pairs(&self, which: Expr) -> Result<Vec<(Uuid, Uuid)>> {
        let open = Query::select()
            .column((case::Entity, case::Column::Id))
            .from(case::Entity)
            .and_where(Expr::col((case::Entity, case::Column::ClosedAt)).is_null())
            .and_where(Expr::col((case::Entity, case::Column::Live)).eq(true))
            .take();
        let mut pairs: Vec<(Uuid, Uuid)> = case_access::Entity::find()
            .select_only()
            .columns([case_access::Column::CaseId, case_access::Column::Account])
            .filter(which)
            .filter(case_access::Column::Kind.is_in(works()))
            .filter(case_access::Column::State.is_in([ACCEPTED, INVITED]))
            .filter(case_access::Column::UntilAt.gt(self.now()))
            .filter(case_access::Column::Live.eq(true))
            .filter(case_access::Column::CaseId.in_subquery(open))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    async fn recheck_pairs(&mut self, pairs: Vec<(Uuid, Uuid)>) -> Result<()> {
        if pairs.is_empty() {
            return Ok(());
        }
        let mut cases: Vec<Uuid> = pairs.iter().map(|(case, _)| *case).collect();
        let mut accounts: Vec<Uuid> = pairs.iter().map(|(_, account)| *account).collect();
        cases.dedup();
        accounts.sort_unstable();
        accounts.dedup();
        let compared = self.compared(&cases, &accounts).await?;
        let before = conflict_hit::Entity::find()
            .filter(conflict_hit::Column::CaseId.is_in(cases))
            .filter(conflict_hit::Column::Account.is_in(accounts))
            .all(&self.transaction)
            .await?;
        for (case, account) in pairs {
            let keys = compared.between(case, account);
            let known = before.iter().find(|row| (row.case_id, row.account) == (case, account));
            let said = known.map(|row| read_keys(&row.keys)).unwrap_or_default();
            if keys.is_empty() {
                if known.is_some() {
                    conflict_hit::Entity::delete_by_id((case, account)).exec(&self.transaction).await?;
                }
            } else if !keys.is_subset(&said) {
                self.put_hit(case, account, &keys, HitState::Found, None).await?;
                self.note_entry(found(case, account, &keys));
            }
        }
        Ok(())
    }
}

/// The entry of a hit: in which case, about whom, and by which keys.
fn found(case: Uuid, account: Uuid, keys: &ConflictKeys) -> Entry {
    let mut entry = Entry::new("conflict-found", "case").about(case).detail(stored_keys(keys));
    entry.subjects = vec![account];
    entry
}
