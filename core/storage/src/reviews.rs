//! The quarterly review of who may see what: every assignment and share that was given before
//! the review opened is confirmed by a manager, or lapses.

use chrono::TimeDelta;
use domain::{Instant, Part};
use permissions::{Place, ReviewAccess, Task, Who, scope};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, Func, OnConflict, Order, Query, SelectStatement,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::Entry;
use crate::entity::{access_review, account, audit_by_subject, audit_entry, case, case_access};
use crate::scope::{ACCEPTED, RootTable, condition};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How many days a manager has (`security.md` §3.1).
pub const REVIEW_DAYS: i64 = 14;

/// How many grants a page shows; those that wait come first, so the next page is this one
/// once they are decided.
const SHOWN: u64 = 50;

/// What lapses where nobody confirms it: work on a case, and what is shared with partners.
/// The owner is staff; who is listed or named is shown with the case's class.
const LAPSING: [&str; 5] = ["lead", "co-facilitator", "observer", "supervisor", "partner"];

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessReview {
    /// Its quarter, such as `2026-Q4`.
    pub period: String,
    /// When it opened.
    pub opened_at: Instant,
    /// When what nobody confirmed lapses.
    pub closes_at: Instant,
    /// When that was done.
    pub lapsed_at: Option<Instant>,
}

/// Somebody's access to one case, as a manager looks at it.
#[derive(Clone, Debug)]
pub struct ReviewedGrant {
    /// Its inner name, which goes over the browser sealed.
    pub id: Uuid,
    /// Who.
    pub name: String,
    /// As what.
    pub kind: String,
    /// Which case.
    pub case: domain::Reference,
    /// Since when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// When they last looked at the case or did something in it.
    pub last_used: Option<Instant>,
    /// Whether this review still wants it to be decided.
    pub waits: bool,
}

fn col(column: case_access::Column) -> Expr {
    Expr::col((case_access::Entity, column))
}

/// Grants of the kinds that lapse, which count now.
fn live(now: Instant) -> Condition {
    Condition::all()
        .add(col(case_access::Column::Kind).is_in(LAPSING))
        .add(col(case_access::Column::State).eq(ACCEPTED))
        .add(col(case_access::Column::Live).eq(true))
        .add(col(case_access::Column::UntilAt).gt(now))
}

/// Those that were there when the review opened, and that nobody confirmed since.
fn waiting(opened_at: Instant) -> Condition {
    Condition::all().add(col(case_access::Column::CreatedAt).lt(opened_at)).add(
        Condition::any()
            .add(col(case_access::Column::ConfirmedAt).is_null())
            .add(col(case_access::Column::ConfirmedAt).lt(opened_at)),
    )
}

impl<Mode> Unit<Mode> {
    /// The newest review, open or over.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn access_review(&self) -> Result<Option<AccessReview>> {
        let row = access_review::Entity::find()
            .order_by_desc(access_review::Column::OpenedAt)
            .limit(1)
            .one(&self.transaction)
            .await?;
        Ok(row.map(|row| AccessReview {
            period: row.period,
            opened_at: row.opened_at,
            closes_at: row.closes_at,
            lapsed_at: row.lapsed_at,
        }))
    }

    /// Who may see what, in the cases that the actor looks after: those first that wait.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but managers.
    pub async fn grants_to_review(&mut self, review: Option<&AccessReview>) -> Result<Vec<ReviewedGrant>> {
        self.may_review()?;
        let opened = review.map_or(Instant::MIN_UTC, |review| review.opened_at);
        let waits = Alias::new("waits");
        let mut query = self.reviewed();
        query
            .expr_as(Expr::case(waiting(opened), 1).finally(0), waits.clone())
            .order_by(waits, Order::Desc)
            .order_by((account::Entity, account::Column::SortKey), Order::Asc)
            .order_by((case_access::Entity, case_access::Column::FromAt), Order::Asc)
            .order_by((case_access::Entity, case_access::Column::Id), Order::Asc)
            .limit(SHOWN);
        let mut found = Vec::new();
        let mut entry = Entry::new("review-access", "case");
        for row in self.transaction.query_all(&query).await? {
            let case: String = row.try_get("", "case_reference")?;
            entry.subjects.push(row.try_get("", "case_id")?);
            found.push(ReviewedGrant {
                id: row.try_get("", "id")?,
                name: row.try_get("", "display_name")?,
                kind: row.try_get("", "kind")?,
                case: case.parse().map_err(|_| Error::Meaning("reference"))?,
                from: row.try_get("", "from_at")?,
                until: row.try_get("", "until_at")?,
                last_used: row.try_get("", "last_used")?,
                waits: row.try_get::<i32>("", "waits")? != 0,
            });
        }
        self.note_entry(entry);
        Ok(found)
    }

    fn may_review(&self) -> Result<()> {
        let may =
            |team: &domain::TeamId| self.actor.may::<ReviewAccess>(&Place::team(*team), self.id).is_ok();
        if self.actor.teams().iter().any(may) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// The live grants in the cases that the actor reviews.
    fn reviewed(&self) -> SelectStatement {
        let last_used = Query::select()
            .expr(Func::max(Expr::col((audit_by_subject::Entity, audit_by_subject::Column::At))))
            .from(audit_by_subject::Entity)
            .inner_join(
                audit_entry::Entity,
                Expr::col((audit_entry::Entity, audit_entry::Column::Lane))
                    .equals((audit_by_subject::Entity, audit_by_subject::Column::Lane))
                    .and(
                        Expr::col((audit_entry::Entity, audit_entry::Column::Sequence))
                            .equals((audit_by_subject::Entity, audit_by_subject::Column::Sequence)),
                    ),
            )
            .and_where(
                Expr::col((audit_by_subject::Entity, audit_by_subject::Column::Subject))
                    .equals((case_access::Entity, case_access::Column::CaseId)),
            )
            .and_where(
                Expr::col((audit_entry::Entity, audit_entry::Column::Account))
                    .equals((case_access::Entity, case_access::Column::Account)),
            )
            .take();
        Query::select()
            .columns(
                [
                    case_access::Column::Id,
                    case_access::Column::Kind,
                    case_access::Column::CaseId,
                    case_access::Column::FromAt,
                    case_access::Column::UntilAt,
                ]
                .map(|column| (case_access::Entity, column)),
            )
            .column((account::Entity, account::Column::DisplayName))
            .expr_as(Expr::col((case::Entity, case::Column::Reference)), "case_reference")
            .expr_as(Expr::from(last_used), "last_used")
            .from(case_access::Entity)
            .inner_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((case_access::Entity, case_access::Column::Account)),
            )
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((case_access::Entity, case_access::Column::CaseId)),
            )
            .cond_where(live(self.now()))
            .cond_where(condition(&RootTable::cases(), &scope::<ReviewAccess>(&self.actor), self.when()))
            .take()
    }
}

impl Unit<Writing> {
    /// Confirms these grants, or ends them; those outside the actor's cases are left alone.
    /// Returns how many that was.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but managers.
    pub async fn decide_grants(&mut self, ids: &[Uuid], confirm: bool) -> Result<u64> {
        self.may_review()?;
        let mut query = self.reviewed();
        query.and_where(col(case_access::Column::Id).is_in(ids.iter().copied()));
        let mut theirs: Vec<(Uuid, Uuid)> = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            theirs.push((row.try_get("", "id")?, row.try_get("", "case_id")?));
        }
        let now = self.now();
        let update = case_access::Entity::update_many()
            .filter(case_access::Column::Id.is_in(theirs.iter().map(|(id, _)| *id)));
        let update = if confirm {
            update.col_expr(case_access::Column::ConfirmedAt, Expr::val(now))
        } else {
            update
                .col_expr(case_access::Column::State, Expr::val("ended"))
                .col_expr(case_access::Column::UntilAt, Expr::val(now))
        };
        let changed = update.exec(&self.transaction).await?.rows_affected;
        let verb = if confirm { "confirm-access" } else { "end-access" };
        let mut entry = Entry::new(verb, "case").detail(changed.to_string());
        entry.parts = [Part::Team].into_iter().collect();
        entry.subjects = theirs.into_iter().map(|(_, case)| case).collect();
        self.note_entry(entry);
        Ok(changed)
    }

    /// Opens the review of a quarter, once, however many nodes ask for it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that keeps the installation.
    pub async fn open_access_review(&mut self, period: &str) -> Result<bool> {
        self.is_maintenance()?;
        let now = self.now();
        let row = access_review::ActiveModel {
            period: Set(period.to_owned()),
            opened_at: Set(now),
            closes_at: Set(now + TimeDelta::days(REVIEW_DAYS)),
            lapsed_at: Set(None),
        };
        let made = access_review::Entity::insert(row)
            .on_conflict(OnConflict::column(access_review::Column::Period).do_nothing().to_owned())
            .exec_without_returning(&self.transaction)
            .await?;
        if made > 0 {
            self.note_entry(Entry::new("open-access-review", "service").detail(period));
        }
        Ok(made > 0)
    }

    /// Ends what nobody confirmed in the reviews whose time is up; returns how many grants
    /// that was.
    ///
    /// # Errors
    /// As [`open_access_review`](Self::open_access_review).
    pub async fn lapse_unconfirmed(&mut self) -> Result<u64> {
        self.is_maintenance()?;
        let now = self.now();
        let due = access_review::Entity::find()
            .filter(access_review::Column::LapsedAt.is_null())
            .filter(access_review::Column::ClosesAt.lte(now))
            .all(&self.transaction)
            .await?;
        let mut lapsed = 0;
        for review in due {
            // Of two nodes one finds the row still without its time.
            let mine = access_review::Entity::update_many()
                .col_expr(access_review::Column::LapsedAt, Expr::val(now))
                .filter(access_review::Column::Period.eq(&review.period))
                .filter(access_review::Column::LapsedAt.is_null())
                .exec(&self.transaction)
                .await?;
            if mine.rows_affected == 0 {
                continue;
            }
            let rows: Vec<(Uuid, Uuid)> = case_access::Entity::find()
                .select_only()
                .columns([case_access::Column::Id, case_access::Column::CaseId])
                .filter(live(now))
                .filter(waiting(review.opened_at))
                .into_tuple()
                .all(&self.transaction)
                .await?;
            for some in rows.chunks(500) {
                case_access::Entity::update_many()
                    .col_expr(case_access::Column::State, Expr::val("lapsed"))
                    .col_expr(case_access::Column::UntilAt, Expr::val(now))
                    .filter(case_access::Column::Id.is_in(some.iter().map(|(id, _)| *id)))
                    .exec(&self.transaction)
                    .await?;
                let mut entry = Entry::new("lapse-access", "case").detail(review.period.clone());
                entry.subjects = some.iter().map(|(_, case)| *case).collect();
                self.note_entry(entry);
            }
            lapsed += rows.len() as u64;
        }
        Ok(lapsed)
    }

    fn is_maintenance(&self) -> Result<()> {
        if self.actor.who() == Who::System(Task::Maintenance) { Ok(()) } else { Err(Error::Forbidden) }
    }
}
