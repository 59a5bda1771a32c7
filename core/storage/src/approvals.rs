//! Requests that take two people, as rows: one open request for each subject.
//!
//! What may be asked, and who may decide it, belongs to the file of the subject, which holds
//! the permit of its own act. Here a request is kept, found, and moved from state to state as
//! [`domain::process::Approval`] allows; whoever lost a race for it is told.

use domain::Instant;
use domain::process::{Approval, Asked};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entity::approval;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApprovalKind {
    /// A draft of another policy.
    Policy,
}

impl ApprovalKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
        }
    }
}

/// A request that was made.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    id: Uuid,
    /// How far it is.
    pub state: Approval,
    /// Why it was refused, in the words of whoever did.
    pub answer: Option<String>,
}

impl<Mode> Unit<Mode> {
    /// The newest request about `subject`.
    pub(crate) async fn request(&self, kind: ApprovalKind, subject: Uuid) -> Result<Option<Request>> {
        let row = approval::Entity::find()
            .filter(approval::Column::Kind.eq(kind.as_str()))
            .filter(approval::Column::Subject.eq(subject))
            .order_by_desc(approval::Column::AskedAt)
            .order_by_desc(approval::Column::Id)
            .one(&self.transaction)
            .await?;
        row.map(read).transpose()
    }
}

impl Unit<Writing> {
    /// Keeps a new request about `subject`.
    ///
    /// # Errors
    /// [`Error::Conflict`] where one is open.
    pub(crate) async fn ask_approval(
        &self,
        kind: ApprovalKind,
        subject: Uuid,
        asked: Approval,
    ) -> Result<()> {
        let open = self.request(kind, subject).await?;
        if open.is_some_and(|open| matches!(open.state, Approval::Pending(_) | Approval::Approved { .. })) {
            return Err(Error::Conflict);
        }
        let Asked { by, at, digest } = *asked.asked();
        approval::Entity::insert(approval::ActiveModel {
            id: Set(Uuid::now_v7()),
            kind: Set(kind.as_str().to_owned()),
            subject: Set(subject),
            asked_by: Set(by.into()),
            asked_at: Set(at),
            digest: Set(digest.to_vec()),
            state: Set(asked.as_str().to_owned()),
            decided_by: Set(None),
            decided_at: Set(None),
            answer: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Moves the request from the state it was found in to `next`.
    ///
    /// # Errors
    /// [`Error::Conflict`] where somebody moved it first.
    pub(crate) async fn move_request(
        &self,
        found: &Request,
        next: Approval,
        answer: Option<&str>,
    ) -> Result<()> {
        let (by, at): (_, Option<Instant>) = next.decided();
        let moved = approval::Entity::update_many()
            .col_expr(approval::Column::State, Expr::val(next.as_str()))
            .col_expr(approval::Column::DecidedBy, Expr::val(by.map(Uuid::from)))
            .col_expr(approval::Column::DecidedAt, Expr::val(at))
            .col_expr(approval::Column::Answer, Expr::val(answer.map(str::to_owned)))
            .filter(approval::Column::Id.eq(found.id))
            .filter(Expr::col(approval::Column::State).eq(found.state.as_str()))
            .exec(&self.transaction)
            .await?;
        if moved.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}

fn read(row: approval::Model) -> Result<Request> {
    let meaning = || Error::Meaning("approval");
    let digest = row.digest.try_into().map_err(|_| meaning())?;
    let asked = Asked { by: row.asked_by.into(), at: row.asked_at, digest };
    let by = row.decided_by.map(Into::into);
    let state = Approval::stored(&row.state, asked, by, row.decided_at).ok_or_else(meaning)?;
    Ok(Request { id: row.id, state, answer: row.answer })
}
