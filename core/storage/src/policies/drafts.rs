//! Drafts of another policy, from the first change to the request.

use domain::process::Approval;
use domain::{AccountId, Instant, Reference, ReferenceKind};
use permissions::{ApprovePolicy, Leave, Policy, ProposePolicy, ViewConfiguration, broken};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{SHOWN, read, written};
use crate::approvals::ApprovalKind;
use crate::entity::policy_draft;
use crate::rows;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How far a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftState {
    /// Its author changes it.
    Open,
    /// Its author asked for a second person; it is not changed meanwhile.
    Asked,
    /// It was published.
    Published,
    /// Its author gave it up.
    Discarded,
}

impl DraftState {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Asked => "asked",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }

    fn parse(word: &str) -> Result<Self> {
        let all = [Self::Open, Self::Asked, Self::Published, Self::Discarded];
        all.into_iter().find(|state| state.as_str() == word).ok_or(Error::Meaning("draft of a policy"))
    }
}

/// A line of the list of drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDraftLine {
    /// Its outer name.
    pub reference: Reference,
    /// The name of its author.
    pub author: String,
    /// How far it is.
    pub state: DraftState,
    /// When it was changed last.
    pub updated_at: Instant,
}

/// A draft of another policy.
#[derive(Clone, Debug)]
pub struct PolicyDraft {
    pub(super) id: Uuid,
    /// Its outer name.
    pub reference: Reference,
    /// Who writes it.
    pub author: AccountId,
    /// Their name.
    pub author_name: String,
    /// The version it was begun from.
    pub base: u64,
    /// What it says.
    pub policy: Policy,
    /// Why.
    pub reason: String,
    /// The older version that it puts back.
    pub restores: Option<u64>,
    /// How far it is.
    pub state: DraftState,
    /// How often it was saved; the next save names it.
    pub version: i64,
    /// The digest of what it says, which a second person approves.
    pub digest: [u8; 32],
    /// What was answered to the last request, where it was refused.
    pub refusal: Option<String>,
}

impl<Mode> Unit<Mode> {
    /// The drafts that are open or wait for a second person, the newest first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn policy_drafts(&self, leave: &Leave<ViewConfiguration>) -> Result<Vec<PolicyDraftLine>> {
        self.check_right(leave)?;
        let rows = policy_draft::Entity::find()
            .select_only()
            .columns([
                policy_draft::Column::Reference,
                policy_draft::Column::Author,
                policy_draft::Column::State,
                policy_draft::Column::UpdatedAt,
            ])
            .filter(
                policy_draft::Column::State
                    .is_in([DraftState::Open, DraftState::Asked].map(DraftState::as_str)),
            )
            .order_by_desc(policy_draft::Column::UpdatedAt)
            .limit(SHOWN)
            .into_tuple::<(String, Uuid, String, Instant)>()
            .all(&self.transaction)
            .await?;
        let names = self.names_of(rows.iter().map(|(_, author, ..)| *author).collect()).await?;
        let line = |(reference, author, state, updated_at): (String, Uuid, String, Instant)| {
            Ok(PolicyDraftLine {
                reference: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                author: names.get(&author).cloned().unwrap_or_default(),
                state: DraftState::parse(&state)?,
                updated_at,
            })
        };
        rows.into_iter().map(line).collect()
    }

    /// One draft; everybody who may see the configuration may read it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::WrongUnit`].
    pub async fn policy_draft(
        &self,
        leave: &Leave<ViewConfiguration>,
        reference: Reference,
    ) -> Result<PolicyDraft> {
        self.check_right(leave)?;
        self.draft_named(reference).await
    }

    pub(super) async fn draft_named(&self, reference: Reference) -> Result<PolicyDraft> {
        let row = policy_draft::Entity::find()
            .filter(policy_draft::Column::Reference.eq(reference.stored()))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let author_name = self.names_of(vec![row.author]).await?.remove(&row.author).unwrap_or_default();
        let request = self.request(ApprovalKind::Policy, row.id).await?;
        let number = |version: i64| u64::try_from(version).map_err(|_| Error::Meaning("draft of a policy"));
        let refused = |state: &Approval| matches!(state, Approval::Refused { .. });
        Ok(PolicyDraft {
            id: row.id,
            reference,
            author: row.author.into(),
            author_name,
            base: number(row.base)?,
            policy: read(&row.body)?,
            digest: keys::sha256(format!("{}\n{}\n{}", row.base, row.reason, row.body).as_bytes()),
            reason: row.reason,
            restores: row.restores.map(number).transpose()?,
            state: DraftState::parse(&row.state)?,
            version: row.version,
            refusal: request.filter(|request| refused(&request.state)).and_then(|request| request.answer),
        })
    }
}

impl Unit<Writing> {
    /// Begins a draft: of the policy in force, or of an older version that is to be put back.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such version; [`Error::Policy`]; [`Error::Forbidden`] for anybody without an account.
    pub async fn begin_policy_draft(
        &mut self,
        leave: Leave<ProposePolicy>,
        restores: Option<u64>,
    ) -> Result<Reference> {
        let author = self.actor.account_id().ok_or(Error::Forbidden)?;
        let current = self.newest_policy().await?;
        let policy = match restores {
            Some(version) => Policy { version: current.version, ..self.policy_as_published(version).await? },
            None => current.clone(),
        };
        let (id, reference, now) = (Uuid::now_v7(), rows::reference(ReferenceKind::Draft), self.now());
        let (verb, detail) = match restores {
            Some(version) => ("restore-policy", format!("{reference} version {version}")),
            None => ("draft-policy", reference.to_string()),
        };
        self.policy_act(&leave, verb, id, detail)?;
        policy_draft::Entity::insert(policy_draft::ActiveModel {
            id: Set(id),
            reference: Set(reference.stored()),
            author: Set(author.into()),
            base: Set(number(current.version)?),
            body: Set(written(&policy)?),
            reason: Set(String::new()),
            restores: Set(restores.map(number).transpose()?),
            state: Set(DraftState::Open.as_str().to_owned()),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(reference)
    }

    /// Saves what the draft says now; `seen` is the version that its author had before them.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but its author and for what no policy may say,
    /// [`Error::Conflict`] where it was saved from another window or is not open.
    pub async fn change_policy_draft(
        &mut self,
        leave: Leave<ProposePolicy>,
        reference: Reference,
        seen: i64,
        policy: &Policy,
    ) -> Result<()> {
        let draft = self.own_draft(reference, &[DraftState::Open]).await?;
        if !broken(policy).is_empty() {
            return Err(Error::Forbidden);
        }
        self.policy_act(&leave, "draft-policy", draft.id, reference.to_string())?;
        let change = policy_draft::Entity::update_many()
            .col_expr(policy_draft::Column::Body, Expr::val(written(policy)?));
        self.save_draft_row(&draft, seen, change).await
    }

    /// Brings the draft onto the policy in force: what it changes is kept, what was published
    /// meanwhile too.
    ///
    /// # Errors
    /// As [`change_policy_draft`](Self::change_policy_draft).
    pub async fn renew_policy_draft(
        &mut self,
        leave: Leave<ProposePolicy>,
        reference: Reference,
        seen: i64,
    ) -> Result<()> {
        let draft = self.own_draft(reference, &[DraftState::Open]).await?;
        let (base, current) = (self.policy_as_published(draft.base).await?, self.newest_policy().await?);
        let carried = permissions::carried_over(&base, &draft.policy, &current);
        self.policy_act(&leave, "draft-policy", draft.id, reference.to_string())?;
        let change = policy_draft::Entity::update_many()
            .col_expr(policy_draft::Column::Body, Expr::val(written(&carried)?))
            .col_expr(policy_draft::Column::Base, Expr::val(number(current.version)?));
        self.save_draft_row(&draft, seen, change).await
    }

    /// Keeps why, and asks for a second person.
    ///
    /// # Errors
    /// As [`change_policy_draft`](Self::change_policy_draft).
    pub async fn ask_for_policy(
        &mut self,
        leave: Leave<ProposePolicy>,
        reference: Reference,
        reason: &str,
    ) -> Result<()> {
        let draft = self.reasoned_draft(reference, reason).await?;
        self.policy_act(&leave, "ask-policy", draft.id, reference.to_string())?;
        let asked = Approval::ask(draft.author, self.now(), draft.digest);
        self.ask_approval(ApprovalKind::Policy, draft.id, asked).await?;
        self.move_draft(&draft, DraftState::Asked).await
    }

    /// The author's own open draft, with why it is to be published.
    pub(super) async fn reasoned_draft(&mut self, reference: Reference, reason: &str) -> Result<PolicyDraft> {
        let draft = self.own_draft(reference, &[DraftState::Open]).await?;
        let change =
            policy_draft::Entity::update_many().col_expr(policy_draft::Column::Reason, Expr::val(reason));
        self.save_draft_row(&draft, draft.version, change).await?;
        self.draft_named(reference).await
    }

    /// Takes the request back, so that the draft can be changed again.
    ///
    /// # Errors
    /// As [`change_policy_draft`](Self::change_policy_draft).
    pub async fn withdraw_policy(&mut self, leave: Leave<ProposePolicy>, reference: Reference) -> Result<()> {
        let draft = self.own_draft(reference, &[DraftState::Asked]).await?;
        self.policy_act(&leave, "withdraw-policy", draft.id, reference.to_string())?;
        self.end_request(&draft, |state, by, at| state.withdraw(by, at), None).await?;
        self.move_draft(&draft, DraftState::Open).await
    }

    /// Gives the draft up.
    ///
    /// # Errors
    /// As [`change_policy_draft`](Self::change_policy_draft).
    pub async fn discard_policy_draft(
        &mut self,
        leave: Leave<ProposePolicy>,
        reference: Reference,
    ) -> Result<()> {
        let draft = self.own_draft(reference, &[DraftState::Open, DraftState::Asked]).await?;
        self.policy_act(&leave, "discard-policy", draft.id, reference.to_string())?;
        if draft.state == DraftState::Asked {
            self.end_request(&draft, |state, by, at| state.withdraw(by, at), None).await?;
        }
        self.move_draft(&draft, DraftState::Discarded).await
    }

    /// Refuses somebody else's request; the draft is its author's again, with the answer.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for its author, [`Error::Conflict`] where nothing was asked.
    pub async fn refuse_policy(
        &mut self,
        leave: Leave<ApprovePolicy>,
        reference: Reference,
        answer: &str,
    ) -> Result<()> {
        let draft = self.draft_named(reference).await?;
        if Some(draft.author) == self.actor.account_id() {
            return Err(Error::Forbidden);
        }
        self.policy_act(&leave, "refuse-policy", draft.id, reference.to_string())?;
        self.end_request(&draft, |state, by, at| state.refuse(by, at), Some(answer)).await?;
        self.move_draft(&draft, DraftState::Open).await
    }

    /// Moves the draft's request to another state.
    pub(super) async fn end_request(
        &self,
        draft: &PolicyDraft,
        next: impl FnOnce(Approval, AccountId, Instant) -> std::result::Result<Approval, domain::Message>,
        answer: Option<&str>,
    ) -> Result<()> {
        let who = self.actor.account_id().ok_or(Error::Forbidden)?;
        let found = self.request(ApprovalKind::Policy, draft.id).await?.ok_or(Error::Conflict)?;
        let next = next(found.state, who, self.now()).map_err(|_| Error::Conflict)?;
        self.move_request(&found, next, answer).await
    }

    async fn own_draft(&self, reference: Reference, states: &[DraftState]) -> Result<PolicyDraft> {
        let draft = self.draft_named(reference).await?;
        if Some(draft.author) != self.actor.account_id() {
            return Err(Error::Forbidden);
        }
        if states.contains(&draft.state) { Ok(draft) } else { Err(Error::Conflict) }
    }

    pub(super) async fn move_draft(&self, draft: &PolicyDraft, state: DraftState) -> Result<()> {
        let change = policy_draft::Entity::update_many()
            .col_expr(policy_draft::Column::State, Expr::val(state.as_str()));
        self.save_draft_row(draft, draft.version, change).await
    }

    async fn save_draft_row(
        &self,
        draft: &PolicyDraft,
        seen: i64,
        change: sea_orm::UpdateMany<policy_draft::Entity>,
    ) -> Result<()> {
        let changed = change
            .col_expr(policy_draft::Column::Version, Expr::val(seen + 1))
            .col_expr(policy_draft::Column::UpdatedAt, Expr::val(self.now()))
            .filter(policy_draft::Column::Id.eq(draft.id))
            .filter(Expr::col(policy_draft::Column::Version).eq(seen))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}

fn number(version: u64) -> Result<i64> {
    i64::try_from(version).map_err(|_| Error::Meaning("policy"))
}
