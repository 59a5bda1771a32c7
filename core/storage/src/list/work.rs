//! Somebody's own work: what is new for them, what they are asked, what is due.
//!
//! It starts from the assignments, so that it costs the same however many cases the
//! service has. Nothing in it is counted over what the reader may not read: a case is
//! quiet when nothing happened that they may know of.

use std::collections::HashMap;

use chrono::NaiveDate;
use contributions::Catalogue;
use domain::{Audience, Instant, Part, Relation, SideId};
use permissions::{ActKind, AssignmentKind, Author, SignOffClosure, ViewCase, ViewInvitation};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;

use super::rows::{CaseRow, Seen};
use super::wanted::Wanted;
use super::widest;
use crate::Result;
use crate::entity::{agreement_action, case, case_access, closure, entry, side};
use crate::scope::{ACCEPTED, INVITED};
use crate::unit::Unit;

/// The most cases of one person's work that are shown.
const MOST: u64 = 300;

/// A case that the reader works on.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// The case.
    pub row: CaseRow,
    /// Whether it became theirs since they were last here.
    pub is_new: bool,
    /// The last day on which something was logged that they may read.
    pub last_entry_on: Option<NaiveDate>,
    /// The day on which the next open action of an agreement is due.
    pub next_due_on: Option<NaiveDate>,
}

/// A case that the reader is invited to work on.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The little that an invitation shows.
    pub row: CaseRow,
    /// As what they are asked.
    pub kind: Option<AssignmentKind>,
    /// When they were asked.
    pub invited_at: Instant,
}

/// Everything that waits for one person.
#[derive(Clone, Debug)]
pub struct MyWork {
    /// Invitations that wait for an answer, the oldest first.
    pub invited: Vec<Invited>,
    /// Open cases assigned to them, what is due first at the top.
    pub cases: Vec<WorkRow>,
    /// Proposals to close that wait for their signature, the oldest first.
    pub to_sign_off: Vec<CaseRow>,
}

impl<Mode> Unit<Mode> {
    /// The reader's own work; `since` is when they signed in the time before.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn my_work(
        &mut self,
        catalogue: &Catalogue,
        fields: &[String],
        since: Option<Instant>,
    ) -> Result<MyWork> {
        Ok(MyWork {
            invited: self.invitations(catalogue).await?,
            cases: self.assigned_cases(catalogue, fields, since).await?,
            to_sign_off: self.waiting_closures(catalogue, fields).await?,
        })
    }

    fn my_access(&self, state: &str) -> SelectStatement {
        let column = |column| Expr::col((case_access::Entity, column));
        let account = self.actor.account_id().map_or(Uuid::nil(), Uuid::from);
        Query::select()
            .expr_as(column(case_access::Column::CaseId), "case_id")
            .expr_as(column(case_access::Column::CreatedAt).max(), "asked_at")
            .expr_as(column(case_access::Column::AnsweredAt).max(), "answered_at")
            .expr_as(column(case_access::Column::Kind).min(), "as_kind")
            .from(case_access::Entity)
            .and_where(column(case_access::Column::Account).eq(account))
            .and_where(column(case_access::Column::State).eq(state))
            .and_where(
                column(case_access::Column::Kind).is_in(AssignmentKind::ALL.iter().map(|kind| kind.as_str())),
            )
            .and_where(column(case_access::Column::Live).eq(true))
            .and_where(column(case_access::Column::UntilAt).gt(self.now()))
            .group_by_col((case_access::Entity, case_access::Column::CaseId))
            .take()
    }

    async fn invitations(&mut self, catalogue: &Catalogue) -> Result<Vec<Invited>> {
        let scope = permissions::scope::<ViewInvitation>(&self.actor);
        if scope.is_none() {
            return Ok(Vec::new());
        }
        let fields = ["case.district", "case.category", "participant.initials"].map(str::to_owned);
        let wanted = Wanted::resolve(&fields, catalogue, widest::<ViewInvitation>(&self.actor, self.id));
        let mut query = self.statement_from(&scope, Some(self.my_access(INVITED)));
        self.select_case(&mut query, &wanted);
        query
            .column((Alias::new("reach"), Alias::new("asked_at")))
            .column((Alias::new("reach"), Alias::new("as_kind")))
            .order_by((Alias::new("reach"), Alias::new("asked_at")), Order::Asc)
            .limit(MOST);
        let rows = self.transaction.query_all(&query).await?;
        let seen = self.read_rows::<ViewInvitation>(&rows, &wanted).await?;
        let mut asked = Vec::with_capacity(seen.len());
        for seen in &seen {
            let kind: Option<String> = rows[seen.index].try_get("", "as_kind")?;
            let at: Instant = rows[seen.index].try_get("", "asked_at")?;
            asked.push((kind.and_then(|word| AssignmentKind::parse(&word)), at));
        }
        if seen.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.show_rows("list", seen, Some("invited".to_owned()));
        let with = |(row, (kind, invited_at))| Invited { row, kind, invited_at };
        Ok(rows.into_iter().zip(asked).map(with).collect())
    }

    async fn assigned_cases(
        &mut self,
        catalogue: &Catalogue,
        fields: &[String],
        since: Option<Instant>,
    ) -> Result<Vec<WorkRow>> {
        let scope = permissions::scope::<ViewCase>(&self.actor);
        if scope.is_none() {
            return Ok(Vec::new());
        }
        let wanted = Wanted::resolve(fields, catalogue, widest::<ViewCase>(&self.actor, self.id));
        let mut query = self.statement_from(&scope, Some(self.my_access(ACCEPTED)));
        self.select_case(&mut query, &wanted);
        query
            .column((Alias::new("reach"), Alias::new("asked_at")))
            .expr_as(Expr::col((Alias::new("reach"), Alias::new("answered_at"))), "taken_at")
            .and_where(Expr::col((case::Entity, case::Column::ClosedAt)).is_null())
            .order_by((case::Entity, case::Column::ReceivedAt), Order::Desc)
            .order_by((case::Entity, case::Column::Id), Order::Desc)
            .limit(MOST);
        let rows = self.transaction.query_all(&query).await?;
        let seen = self.read_rows::<ViewCase>(&rows, &wanted).await?;
        let last = self.last_entries(&seen).await?;
        let due = self.next_due(&seen).await?;
        let mut when = Vec::with_capacity(seen.len());
        for seen in &seen {
            let row = &rows[seen.index];
            let taken = row.try_get::<Option<Instant>>("", "taken_at")?;
            when.push(taken.map_or_else(|| row.try_get("", "asked_at"), Ok)?);
        }
        let shown = self.show_rows("list", seen, Some("my-work".to_owned()));
        let mut work: Vec<WorkRow> = shown
            .into_iter()
            .zip(when)
            .map(|(row, taken): (CaseRow, Instant)| WorkRow {
                is_new: since.is_some_and(|since| taken > since),
                last_entry_on: last.get(&row.id.into()).copied(),
                next_due_on: due.get(&row.id.into()).copied(),
                row,
            })
            .collect();
        // What is due first, then what has been quiet for longest.
        work.sort_by_key(|work| (work.next_due_on.is_none(), work.next_due_on, work.last_entry_on));
        Ok(work)
    }

    /// The last day of the log of each case, over the lines that its reader may read.
    async fn last_entries(&self, seen: &[Seen<ViewCase>]) -> Result<HashMap<Uuid, NaiveDate>> {
        if seen.is_empty() {
            return Ok(HashMap::new());
        }
        let sides = self.sides_of(seen).await?;
        let mut any = Condition::any();
        for seen in seen {
            let all = sides.get(&seen.row.id.into()).map_or(&[][..], Vec::as_slice);
            let is_own = |side: &&SideId| seen.permit.relation(Audience::Side(**side)) == Relation::Own;
            let own: Vec<SideId> = all.iter().filter(is_own).copied().collect();
            any = any.add(
                Condition::all()
                    .add(Expr::col((entry::Entity, entry::Column::CaseId)).eq(Uuid::from(seen.row.id)))
                    .add(self.readable_entries(seen.permit.mask(), &own)),
            );
        }
        let query = Query::select()
            .column((entry::Entity, entry::Column::CaseId))
            .expr_as(Expr::col((entry::Entity, entry::Column::OccurredOn)).max(), "day")
            .from(entry::Entity)
            .and_where(Expr::col((entry::Entity, entry::Column::Live)).eq(true))
            .cond_where(any)
            .group_by_col((entry::Entity, entry::Column::CaseId))
            .take();
        self.days(&query).await
    }

    /// The day on which the first open action of each case is due, where its reader may
    /// read the agreement.
    async fn next_due(&self, seen: &[Seen<ViewCase>]) -> Result<HashMap<Uuid, NaiveDate>> {
        let reads = |seen: &&Seen<ViewCase>| {
            seen.permit.mask().reads_of(Part::Agreement, Relation::Shared, Author::Other)
        };
        let cases: Vec<Uuid> = seen.iter().filter(reads).map(|seen| seen.row.id.into()).collect();
        if cases.is_empty() {
            return Ok(HashMap::new());
        }
        let column = |column| Expr::col((agreement_action::Entity, column));
        let query = Query::select()
            .column((agreement_action::Entity, agreement_action::Column::CaseId))
            .expr_as(column(agreement_action::Column::DueOn).min(), "day")
            .from(agreement_action::Entity)
            .and_where(column(agreement_action::Column::CaseId).is_in(cases))
            .and_where(column(agreement_action::Column::Live).eq(true))
            .and_where(column(agreement_action::Column::Status).eq("open"))
            .and_where(column(agreement_action::Column::DueOn).is_not_null())
            .group_by_col((agreement_action::Entity, agreement_action::Column::CaseId))
            .take();
        self.days(&query).await
    }

    async fn days(&self, query: &SelectStatement) -> Result<HashMap<Uuid, NaiveDate>> {
        let rows = self.transaction.query_all(query).await?;
        let day = |row: &sea_orm::QueryResult| Ok((row.try_get("", "case_id")?, row.try_get("", "day")?));
        rows.iter().map(day).collect()
    }

    pub(crate) async fn sides_of(&self, seen: &[Seen<ViewCase>]) -> Result<HashMap<Uuid, Vec<SideId>>> {
        let query = Query::select()
            .columns([side::Column::CaseId, side::Column::Id])
            .from(side::Entity)
            .and_where(Expr::col(side::Column::CaseId).is_in(seen.iter().map(|seen| Uuid::from(seen.row.id))))
            .take();
        let mut found: HashMap<Uuid, Vec<SideId>> = HashMap::new();
        for row in self.transaction.query_all(&query).await? {
            found.entry(row.try_get("", "case_id")?).or_default().push(SideId(row.try_get("", "id")?));
        }
        Ok(found)
    }

    async fn waiting_closures(&mut self, catalogue: &Catalogue, fields: &[String]) -> Result<Vec<CaseRow>> {
        let scope = permissions::scope::<SignOffClosure>(&self.actor);
        if scope.is_none() || !self.actor.holds(ActKind::SignOffClosure) {
            return Ok(Vec::new());
        }
        let wanted = Wanted::resolve(fields, catalogue, widest::<SignOffClosure>(&self.actor, self.id));
        let waiting = Query::select()
            .expr_as(Expr::col(closure::Column::CaseId), "case_id")
            .expr_as(Expr::col(closure::Column::ProposedAt).min(), "asked_at")
            .from(closure::Entity)
            .and_where(Expr::col(closure::Column::State).eq("proposed"))
            .group_by_col(closure::Column::CaseId)
            .take();
        let mut query = self.statement_from(&scope, Some(waiting));
        self.select_case(&mut query, &wanted);
        query.order_by((Alias::new("reach"), Alias::new("asked_at")), Order::Asc).limit(MOST);
        let rows = self.transaction.query_all(&query).await?;
        let seen = self.read_rows::<SignOffClosure>(&rows, &wanted).await?;
        if seen.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.show_rows("list", seen, Some("to-sign-off".to_owned())))
    }
}
