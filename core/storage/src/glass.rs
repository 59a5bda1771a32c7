//! Break glass: the uses, the access that each gives for an hour, and who is told of it.

use chrono::NaiveDate;
use domain::codes::{GlassReason, GlassVerdict};
use domain::process::BreakGlass;
use domain::{AccountId, CaseClass, Instant, Reference, ReferenceKind};
use permissions::{BreakGlass as Break, Leave, Permit, ReviewGlass, Role, ViewGlass};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sea_orm::{QueryOrder, QueryResult, QuerySelect};
use uuid::Uuid;

use crate::audit::Entry;
use crate::case::Case;
use crate::entity::{account, account_notice, account_role, case_access, glass_use};
use crate::scope::{ACCEPTED, GLASS};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// The kind of the notice that somebody broke the glass.
const OPENED: &str = "glass-opened";

/// How many uses a page lists.
const LISTED: u64 = 100;

/// One use, as those who look after it see it.
#[derive(Clone, Debug)]
pub struct GlassUse {
    /// Its outer name.
    pub reference: Reference,
    /// Who opened the case.
    pub by: String,
    /// Whether that was the reader.
    pub own: bool,
    /// Which case; opening it is another right.
    pub case: Reference,
    /// Why, as a code.
    pub reason: GlassReason,
    /// Why, in words.
    pub words: String,
    /// Where it stands now.
    pub state: BreakGlass,
    /// From when.
    pub from: Instant,
    /// The last day for its review.
    pub review_due: NaiveDate,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// What they said besides the verdict.
    pub note: Option<String>,
}

/// Reads where a use stands.
fn state(row: &glass_use::Model, now: Instant) -> Result<BreakGlass> {
    let by = AccountId(row.account);
    let ended_at = row.ended_at;
    if let (Some(verdict), Some(reviewer), Some(at)) = (&row.verdict, row.reviewed_by, row.reviewed_at) {
        return Ok(BreakGlass::Reviewed {
            ended_at: ended_at.unwrap_or(row.until_at),
            reviewer: AccountId(reviewer),
            at,
            verdict: GlassVerdict::parse(verdict).ok_or(Error::Meaning("verdict"))?,
        });
    }
    Ok(match ended_at {
        Some(ended_at) => BreakGlass::Over { by, ended_at },
        None => BreakGlass::Open { by, from: row.from_at, until: row.until_at }.at(now),
    })
}

impl<Mode> Unit<Mode> {
    /// The days by which the actor's former uses are to be reviewed that are not yet.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for the public and the system.
    pub async fn own_glass_reviews(&self) -> Result<Vec<NaiveDate>> {
        let account = self.actor.account_id().ok_or(Error::Forbidden)?;
        let due = glass_use::Entity::find()
            .select_only()
            .column(glass_use::Column::ReviewDue)
            .filter(glass_use::Column::Account.eq(Uuid::from(account)))
            .filter(glass_use::Column::ReviewedAt.is_null())
            .order_by_asc(glass_use::Column::FromAt)
            .limit(LISTED)
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(due)
    }

    /// The uses of the service, those that wait for a review first, then the newest.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn glass_uses(&mut self, leave: &Leave<ViewGlass>) -> Result<Vec<GlassUse>> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let reviewer = Alias::new("reviewer");
        let of = |column: glass_use::Column| Expr::col((glass_use::Entity, column));
        let query = Query::select()
            .columns(
                [
                    glass_use::Column::Id,
                    glass_use::Column::Reference,
                    glass_use::Column::Account,
                    glass_use::Column::CaseId,
                    glass_use::Column::CaseReference,
                    glass_use::Column::ReasonCode,
                    glass_use::Column::Reason,
                    glass_use::Column::FromAt,
                    glass_use::Column::UntilAt,
                    glass_use::Column::EndedAt,
                    glass_use::Column::ReviewDue,
                    glass_use::Column::Verdict,
                    glass_use::Column::ReviewedBy,
                    glass_use::Column::ReviewedAt,
                    glass_use::Column::ReviewNote,
                ]
                .map(|column| (glass_use::Entity, column)),
            )
            .expr_as(Expr::col((account::Entity, account::Column::DisplayName)), "by_name")
            .expr_as(Expr::col((reviewer.clone(), account::Column::DisplayName)), "reviewer_name")
            .from(glass_use::Entity)
            .inner_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((glass_use::Entity, glass_use::Column::Account)),
            )
            .join_as(
                sea_orm::sea_query::JoinType::LeftJoin,
                account::Entity,
                reviewer.clone(),
                Expr::col((reviewer, account::Column::Id))
                    .equals((glass_use::Entity, glass_use::Column::ReviewedBy)),
            )
            .order_by_expr(
                Expr::case(of(glass_use::Column::ReviewedAt).is_null(), 0).finally(1).into(),
                Order::Asc,
            )
            .order_by((glass_use::Entity, glass_use::Column::FromAt), Order::Desc)
            .order_by((glass_use::Entity, glass_use::Column::Id), Order::Desc)
            .limit(LISTED)
            .take();
        let rows = self.transaction.query_all(&query).await?;
        let found: Vec<GlassUse> = rows.iter().map(|row| self.read_use(row)).collect::<Result<_>>()?;
        let mut entry = Entry::new("view-glass", "service");
        entry.subjects =
            rows.iter().map(|row| row.try_get("", "case_id")).collect::<std::result::Result<_, _>>()?;
        self.note_entry(entry);
        Ok(found)
    }

    fn read_use(&self, row: &QueryResult) -> Result<GlassUse> {
        let text = |column: &str| row.try_get::<String>("", column);
        let reference = |column: &str| text(column)?.parse().map_err(|_| Error::Meaning("reference"));
        let model = glass_use::Model {
            id: row.try_get("", "id")?,
            reference: text("reference")?,
            account: row.try_get("", "account")?,
            case_id: row.try_get("", "case_id")?,
            case_reference: text("case_reference")?,
            reason_code: text("reason_code")?,
            reason: text("reason")?,
            from_at: row.try_get("", "from_at")?,
            until_at: row.try_get("", "until_at")?,
            ended_at: row.try_get("", "ended_at")?,
            review_due: row.try_get("", "review_due")?,
            verdict: row.try_get("", "verdict")?,
            reviewed_by: row.try_get("", "reviewed_by")?,
            reviewed_at: row.try_get("", "reviewed_at")?,
            review_note: row.try_get("", "review_note")?,
        };
        Ok(GlassUse {
            reference: reference("reference")?,
            by: text("by_name")?,
            own: self.actor.account_id() == Some(AccountId(model.account)),
            case: reference("case_reference")?,
            reason: GlassReason::parse(&model.reason_code).ok_or(Error::Meaning("reason"))?,
            state: state(&model, self.now())?,
            from: model.from_at,
            review_due: model.review_due,
            words: model.reason,
            reviewer: row.try_get("", "reviewer_name")?,
            note: model.review_note,
        })
    }

    /// How many uses by others the actor was told of and has not looked at.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Forbidden`].
    pub async fn glass_notices(&self, leave: &Leave<ViewGlass>) -> Result<u64> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let account = self.actor.account_id().ok_or(Error::Forbidden)?;
        use sea_orm::PaginatorTrait;
        Ok(account_notice::Entity::find()
            .filter(account_notice::Column::Account.eq(Uuid::from(account)))
            .filter(account_notice::Column::Kind.eq(OPENED))
            .filter(account_notice::Column::SeenAt.is_null())
            .count(&self.transaction)
            .await?)
    }
}

impl Unit<Writing> {
    /// The case named `reference`, for whoever wants to break the glass: found wherever it is.
    ///
    /// What is found is the spine alone, and nothing of it is shown.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or the actor is excluded from it;
    /// [`Error::Forbidden`] for whoever may break no glass.
    pub async fn case_to_open(&mut self, reference: Reference) -> Result<Permit<Break, Case>> {
        self.see_every_case().await?;
        let found = self.case::<Break>(reference).await;
        self.see_as_oneself().await?;
        found
    }

    /// Opens the case to the actor until the hour is up; in the same transaction those who
    /// look after it are told.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a sealed case, as for one that is not there;
    /// [`Error::Forbidden`].
    pub async fn break_glass(
        &mut self,
        permit: Permit<Break, Case>,
        (reason, words): (GlassReason, &str),
        review_due: NaiveDate,
    ) -> Result<Instant> {
        if permit.class == CaseClass::Sealed {
            return Err(Error::NotFound);
        }
        self.act(&permit, permit.id.into(), &[])?;
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        let BreakGlass::Open { from, until, .. } = BreakGlass::open(by, self.now()) else {
            return Err(Error::Meaning("break glass"));
        };
        self.end_access(&permit, by, GLASS, "ended").await?;
        self.give_access(&permit, by, GLASS, ACCEPTED, 0, until).await?;
        let id = Uuid::now_v7();
        glass_use::Entity::insert(glass_use::ActiveModel {
            id: Set(id),
            reference: Set(rows::reference(ReferenceKind::Item).stored()),
            account: Set(by.into()),
            case_id: Set(permit.id.into()),
            case_reference: Set(permit.reference.stored()),
            reason_code: Set(reason.as_str().to_owned()),
            reason: Set(words.to_owned()),
            from_at: Set(from),
            until_at: Set(until),
            ended_at: Set(None),
            review_due: Set(review_due),
            verdict: Set(None),
            reviewed_by: Set(None),
            reviewed_at: Set(None),
            review_note: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        let told = self.tell_of_glass(id, by).await?;
        let mut entry = Entry::new("glass-told", "case").about(permit.id).detail(reason.as_str());
        entry.subjects = told;
        self.note_entry(entry);
        Ok(until)
    }

    /// Tells every manager and data protection officer but the one who did it.
    async fn tell_of_glass(&self, id: Uuid, by: AccountId) -> Result<Vec<Uuid>> {
        let now = self.now();
        let held = Query::select()
            .column((account_role::Entity, account_role::Column::Account))
            .from(account_role::Entity)
            .and_where(
                Expr::col((account_role::Entity, account_role::Column::Role))
                    .is_in([Role::ServiceManager.as_str(), Role::Dpo.as_str()]),
            )
            .and_where(Expr::col((account_role::Entity, account_role::Column::FromAt)).lte(now))
            .and_where(Expr::col((account_role::Entity, account_role::Column::UntilAt)).gt(now))
            .take();
        let told: Vec<Uuid> = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Status.eq("active"))
            .filter(account::Column::Live.eq(true))
            .filter(account::Column::Id.ne(Uuid::from(by)))
            .filter(account::Column::Id.in_subquery(held))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let notice = |account: &Uuid| account_notice::ActiveModel {
            account: Set(*account),
            kind: Set(OPENED.to_owned()),
            subject: Set(id),
            at: Set(now),
            seen_at: Set(None),
        };
        if !told.is_empty() {
            let key = [
                account_notice::Column::Account,
                account_notice::Column::Kind,
                account_notice::Column::Subject,
            ];
            account_notice::Entity::insert_many(told.iter().map(notice))
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(&self.transaction)
                .await?;
        }
        Ok(told)
    }

    /// Marks what the actor was told of as seen.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Forbidden`].
    pub async fn see_glass_notices(&mut self, leave: &Leave<ViewGlass>) -> Result<()> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let account = self.actor.account_id().ok_or(Error::Forbidden)?;
        account_notice::Entity::update_many()
            .col_expr(account_notice::Column::SeenAt, Expr::val(self.now()))
            .filter(account_notice::Column::Account.eq(Uuid::from(account)))
            .filter(account_notice::Column::Kind.eq(OPENED))
            .filter(account_notice::Column::SeenAt.is_null())
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Closes a case that the actor opened, before the hour is up.
    ///
    /// # Errors
    /// [`Error::NotFound`] where none of theirs is open.
    pub async fn close_glass(&mut self, of: Reference) -> Result<()> {
        let account = self.actor.account_id().ok_or(Error::Forbidden)?;
        let uses = glass_use::Entity::find()
            .filter(glass_use::Column::Account.eq(Uuid::from(account)))
            .filter(glass_use::Column::CaseReference.eq(of.stored()))
            .filter(glass_use::Column::EndedAt.is_null())
            .filter(glass_use::Column::UntilAt.gt(self.now()))
            .all(&self.transaction)
            .await?;
        let Some(case) = uses.first().map(|row| row.case_id) else { return Err(Error::NotFound) };
        for row in uses {
            self.end_use(row, self.now()).await?;
        }
        self.note_entry(Entry::new("close-glass", "case").about(case));
        Ok(())
    }

    /// Says whether a use was right; the rules say who may.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown use; [`Error::Unmet`] where the rules say no.
    pub async fn review_glass(
        &mut self,
        leave: Leave<ReviewGlass>,
        of: Reference,
        verdict: GlassVerdict,
        note: &str,
    ) -> Result<()> {
        let row = glass_use::Entity::find()
            .filter(glass_use::Column::Reference.eq(of.stored()))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        self.act_new(&leave, row.id, &[])?;
        let reviewer = self.actor.account_id().ok_or(Error::Forbidden)?;
        let next = state(&row, self.now())?.review(reviewer, verdict, self.now()).map_err(Error::Unmet)?;
        let BreakGlass::Reviewed { ended_at, at, .. } = next else { return Err(Error::Meaning("review")) };
        let case = row.case_id;
        let row = self.end_use(row, ended_at).await?;
        let mut row = row.into_active_model();
        row.verdict = Set(Some(verdict.as_str().to_owned()));
        row.reviewed_by = Set(Some(reviewer.into()));
        row.reviewed_at = Set(Some(at));
        row.review_note = Set((!note.is_empty()).then(|| note.to_owned()));
        row.update(&self.transaction).await?;
        self.note_entry(Entry::new("glass-reviewed", "case").about(case).detail(verdict.as_str()));
        Ok(())
    }

    /// Ends the access of a use, if it lasts still.
    async fn end_use(&self, row: glass_use::Model, at: Instant) -> Result<glass_use::Model> {
        case_access::Entity::update_many()
            .col_expr(case_access::Column::State, Expr::val("ended"))
            .col_expr(case_access::Column::UntilAt, Expr::val(at))
            .filter(case_access::Column::Account.eq(row.account))
            .filter(case_access::Column::CaseId.eq(row.case_id))
            .filter(case_access::Column::Kind.eq(GLASS))
            .filter(case_access::Column::State.eq(ACCEPTED))
            // Not that of a later use of the same case.
            .filter(case_access::Column::FromAt.eq(row.from_at))
            .exec(&self.transaction)
            .await?;
        let mut row = row.into_active_model();
        row.ended_at = Set(Some(at));
        Ok(row.update(&self.transaction).await?)
    }
}
