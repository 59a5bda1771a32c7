//! Drafts: what somebody has begun to write and not sent.
//!
//! A draft belongs to its author and nobody else reads it, whatever their role. It is
//! sealed under the key of the case it is about, or of its author where it is about none
//! yet, and dies with that key. Saving is not an act (it happens every few seconds): a
//! draft is entered in the log when it is begun and when it is sent or thrown away
//! (`decisions.md` 14, 54).

use domain::{AccountId, Answers, CaseId, Instant};
use keys::Binding;
use permissions::Permit;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::audit::Entry;
use crate::case::Case;
use crate::entity::{draft, owner_key};
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

pub(crate) const TABLE: &str = "drafts";
pub(crate) const PART: &str = "draft";

/// How many drafts one list shows; nobody has so many.
const SHOWN: u64 = 200;

/// A draft as its author left it.
#[derive(Clone)]
pub struct Draft {
    /// Where it is written, such as `referral/core/referral`; one draft a place.
    pub place: String,
    /// The form, and its version: `core/referral/1`.
    pub form: String,
    /// How often it was saved; the next save names it.
    pub version: i64,
    /// When it was saved last.
    pub updated_at: Instant,
    /// What was typed so far.
    pub answers: Answers,
}

/// A line of the list of one's own drafts: where it is, not what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// Where it is written.
    pub place: String,
    /// The form, and its version.
    pub form: String,
    /// How often it was saved.
    pub version: i64,
    /// When it was saved last.
    pub updated_at: Instant,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Draft({}, version {})", self.place, self.version)
    }
}

/// A draft to be saved.
pub struct SaveDraft<'a> {
    /// Where it is written.
    pub place: &'a str,
    /// The form, and its version.
    pub form: &'a str,
    /// The version its author saw last; 0 where they begin it.
    pub seen: i64,
    /// What was typed so far.
    pub answers: &'a Answers,
}

impl<Mode> Unit<Mode> {
    /// The reader's own draft at `place`, where it is about no case.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody without an account; [`Error::Sealed`].
    pub async fn draft(&self, place: &str) -> Result<Option<Draft>> {
        self.draft_of(place, None).await
    }

    /// The reader's own draft at `place` about a case that they may still open.
    ///
    /// # Errors
    /// As [`draft`](Self::draft).
    pub async fn case_draft<A>(&self, permit: &Permit<A, Case>, place: &str) -> Result<Option<Draft>> {
        self.draft_of(place, Some(permit.id)).await
    }

    /// The reader's own drafts about no case, the newest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody without an account.
    pub async fn own_drafts(&self) -> Result<Vec<DraftLine>> {
        let rows = draft::Entity::find()
            .filter(draft::Column::Account.eq(self.draft_author()?))
            .filter(draft::Column::CaseId.is_null())
            .order_by_desc(draft::Column::UpdatedAt)
            .limit(SHOWN)
            .all(&self.transaction)
            .await?;
        let line = |row: draft::Model| DraftLine {
            place: row.place,
            form: row.form,
            version: row.version,
            updated_at: row.updated_at,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    async fn draft_of(&self, place: &str, case: Option<CaseId>) -> Result<Option<Draft>> {
        // In one statement, since the two are replaced together.
        let query = Query::select()
            .columns(draft::Column::iter().map(|column| (draft::Entity, column)))
            .column((owner_key::Entity, owner_key::Column::Wrapped))
            .from(draft::Entity)
            .left_join(
                owner_key::Entity,
                Expr::col((owner_key::Entity, owner_key::Column::Id))
                    .equals((draft::Entity, draft::Column::Owner)),
            )
            .and_where(Expr::col((draft::Entity, draft::Column::Account)).eq(self.draft_author()?))
            .and_where(Expr::col((draft::Entity, draft::Column::Place)).eq(place))
            .take();
        let Some(found) = self.transaction.query_one(&query).await? else { return Ok(None) };
        let row = draft::Model::from_query_result(&found, "")?;
        if row.case_id != case.map(Uuid::from) {
            return Ok(None);
        }
        // The case was disposed of, and the draft with it.
        let Some(wrapped) = found.try_get::<Option<Vec<u8>>>("", "wrapped")? else { return Ok(None) };
        let key = self.store.keys().unwrap(&wrapped, row.owner)?;
        let binding = Binding { table: TABLE, part: PART, row: row.id, owner: row.owner };
        let plain = keys::open(&key, &binding, &row.sealed)?;
        Ok(Some(Draft {
            place: row.place,
            form: row.form,
            version: row.version,
            updated_at: row.updated_at,
            answers: serde_json::from_slice(&plain).map_err(|_| Error::Meaning("draft"))?,
        }))
    }

    async fn draft_row(&self, place: &str) -> Result<Option<draft::Model>> {
        Ok(draft::Entity::find()
            .filter(draft::Column::Account.eq(self.draft_author()?))
            .filter(draft::Column::Place.eq(place))
            .one(&self.transaction)
            .await?)
    }

    fn draft_author(&self) -> Result<Uuid> {
        self.actor.account_id().map(Uuid::from).ok_or(Error::Forbidden)
    }
}

impl Unit<Writing> {
    /// Saves the author's draft about no case; returns its new version.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the draft was saved from another window in the meantime;
    /// [`Error::Forbidden`] for anybody without an account.
    pub async fn save_draft(&mut self, draft: &SaveDraft<'_>) -> Result<i64> {
        let author = AccountId(self.draft_author()?);
        self.save(draft, None, author.into(), OwnerKind::Account).await
    }

    /// The same about a case that the author may open.
    ///
    /// # Errors
    /// As [`save_draft`](Self::save_draft); [`Error::WrongUnit`].
    pub async fn save_case_draft<A>(
        &mut self,
        permit: &Permit<A, Case>,
        draft: &SaveDraft<'_>,
    ) -> Result<i64> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        self.save(draft, Some(permit.id), permit.id.into(), OwnerKind::Case).await
    }

    /// Removes the author's draft at `place`, because it was sent or is not wanted.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody without an account.
    pub async fn discard_draft(&mut self, place: &str) -> Result<()> {
        let Some(row) = self.draft_row(place).await? else { return Ok(()) };
        draft::Entity::delete_by_id(row.id).exec(&self.transaction).await?;
        self.note_entry(Entry::new("end-draft", "draft").about(row.id).detail(row.form));
        Ok(())
    }

    async fn save(
        &mut self,
        draft: &SaveDraft<'_>,
        case: Option<CaseId>,
        owner: Uuid,
        owner_kind: OwnerKind,
    ) -> Result<i64> {
        let author = self.draft_author()?;
        // Held before the row is looked at: whoever replaces the key changes the row with it.
        let key = self.owner_key_or_new(owner, owner_kind).await?;
        let present = self.draft_row(draft.place).await?;
        let version = present.as_ref().map_or(0, |row| row.version);
        let moved = present.as_ref().is_some_and(|row| row.owner != owner);
        if version != draft.seen || moved {
            return Err(Error::Conflict);
        }
        let id = present.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
        let plain = serde_json::to_vec(draft.answers).map_err(|_| Error::Meaning("draft"))?;
        let binding = Binding { table: TABLE, part: PART, row: id, owner };
        let sealed = keys::seal(&key, &binding, self.store.keys().generation(), &plain);
        let now = self.now();
        if present.is_some() {
            let changed = draft::Entity::update_many()
                .col_expr(draft::Column::Sealed, Expr::val(sealed))
                .col_expr(draft::Column::Form, Expr::val(draft.form))
                .col_expr(draft::Column::Version, Expr::val(version + 1))
                .col_expr(draft::Column::UpdatedAt, Expr::val(now))
                .filter(draft::Column::Id.eq(id))
                .filter(Expr::col(draft::Column::Version).eq(version))
                .exec(&self.transaction)
                .await?;
            return if changed.rows_affected == 1 { Ok(version + 1) } else { Err(Error::Conflict) };
        }
        draft::Entity::insert(draft::ActiveModel {
            id: Set(id),
            account: Set(author),
            case_id: Set(case.map(Uuid::from)),
            form: Set(draft.form.to_owned()),
            place: Set(draft.place.to_owned()),
            owner: Set(owner),
            sealed: Set(sealed),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.note_entry(Entry::new("begin-draft", "draft").about(id).detail(draft.form));
        Ok(1)
    }
}
