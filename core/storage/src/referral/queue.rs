//! The intake queue, and a partner's own referrals: one list, two scopes.

use domain::{Answers, Instant, PartSet, Reference, ReferralId, Relation};
use permissions::{AmendReferral, Permit, Place, ViewReferral, decide};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use super::record::{Referral, ReferralStatus, SPINE, footing, spine};
use crate::Result;
use crate::audit::Entry;
use crate::columns::{self, REFERRAL, Sides};
use crate::entity::referral;
use crate::scope::{self, RootTable};
use crate::unit::Unit;

/// In which order the queue is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueOrder {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first: who has waited longest.
    Oldest,
}

/// Where a page of the queue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    /// When the last one shown was received.
    pub received_at: Instant,
    /// Which one it was.
    pub id: ReferralId,
}

/// Which referrals, in which order, after which.
#[derive(Clone, Debug)]
pub struct QueueQuery {
    /// Only those of which this became; all, where it is empty.
    pub statuses: Vec<ReferralStatus>,
    /// The order.
    pub order: QueueOrder,
    /// After this one.
    pub after: Option<QueueCursor>,
    /// How many at most.
    pub limit: u64,
}

impl QueueQuery {
    /// Those that wait for somebody to decide, the longest waiting first.
    pub fn waiting(limit: u64) -> Self {
        Self { statuses: ReferralStatus::OPEN.to_vec(), order: QueueOrder::Oldest, after: None, limit }
    }

    /// All of them, the newest first.
    pub fn all(limit: u64) -> Self {
        Self { statuses: Vec::new(), order: QueueOrder::Newest, after: None, limit }
    }
}

/// One line: what the reader may see of one referral, by catalogue id.
#[derive(Debug)]
pub struct ReferralRow {
    /// Its outer name.
    pub reference: Reference,
    /// Whether someone still has to decide.
    pub is_open: bool,
    /// Whether more was asked for and has come, where the reader may know what was decided.
    pub is_answered: bool,
    /// Whether the reader submitted it.
    pub own: bool,
    /// The readable fields.
    pub fields: Answers,
    /// Of one that waits, the proof that the reader works on it: they may look whether its
    /// people are known.
    pub work: Option<Permit<AmendReferral, Referral>>,
}

/// A page of the queue.
#[derive(Debug)]
pub struct QueuePage {
    /// The lines.
    pub rows: Vec<ReferralRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<QueueCursor>,
}

impl<Mode> Unit<Mode> {
    /// The referrals in the actor's scope: a coordinator's queue, a partner's own.
    ///
    /// One statement, which selects the columns that the actor may read of some referral
    /// in scope; each line is then cut to the mask of that referral. One entry in the log
    /// names all that were shown.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden) for whoever may see no referral at all.
    pub async fn referrals(&mut self, wanted: &QueueQuery) -> Result<QueuePage> {
        let place =
            Place { team: self.actor.teams().first().copied(), organisation: self.actor.organisation() };
        let widest = self.actor.may::<ViewReferral>(&place, self.id)?;
        let root = RootTable::referrals();
        let within = permissions::scope::<ViewReferral>(&self.actor);
        let column = |column| Expr::col((referral::Entity, column));
        let mut query = Query::select();
        query
            .columns(SPINE.map(|column| (referral::Entity, column)))
            .from(referral::Entity)
            .cond_where(scope::condition(&root, &within, self.when()));
        if !wanted.statuses.is_empty() {
            let words = wanted.statuses.iter().map(|status| status.as_str());
            query.and_where(column(referral::Column::Decision).is_in(words));
        }
        let order = match wanted.order {
            QueueOrder::Newest => Order::Desc,
            QueueOrder::Oldest => Order::Asc,
        };
        if let Some(after) = wanted.after {
            let received = || column(referral::Column::ReceivedAt);
            let id = column(referral::Column::Id);
            let (later, next) = match wanted.order {
                QueueOrder::Newest => (received().lt(after.received_at), id.lt(Uuid::from(after.id))),
                QueueOrder::Oldest => (received().gt(after.received_at), id.gt(Uuid::from(after.id))),
            };
            let tie = Condition::all().add(received().eq(after.received_at)).add(next);
            query.cond_where(Condition::any().add(later).add(tie));
        }
        query
            .order_by((referral::Entity, referral::Column::ReceivedAt), order.clone())
            .order_by((referral::Entity, referral::Column::Id), order)
            .limit(wanted.limit + 1);
        scope::select_standing(&mut query, &root, &self.actor, self.when());
        let columns = columns::select(&mut query, referral::Entity, REFERRAL, widest.mask(), &Sides::Whole);
        let (mut rows, mut subjects, mut parts) = (Vec::new(), Vec::new(), PartSet::NONE);
        let (mut next, mut last) = (None, None);
        for row in self.transaction.query_all(&query).await? {
            if rows.len() as u64 == wanted.limit {
                next = last;
                break;
            }
            let referral = spine(&row)?;
            let standing = scope::standing(&row, &self.actor, &footing(&referral), &[])?;
            let own = standing.author;
            let permit = decide::<ViewReferral, Referral>(&self.actor, &standing, referral, self.id)?;
            let mut fields = Answers::new();
            for column in columns.iter().filter(|column| column.readable(permit.mask(), Relation::Shared)) {
                parts = parts.union(PartSet::of(&[column.part]));
                fields.insert(column.id.to_owned(), columns::value(&row, column, self.store.zone())?);
            }
            last = Some(QueueCursor { received_at: permit.received_at, id: permit.id });
            subjects.push(permit.id.into());
            let is_open = permit.status.is_open();
            let is_answered = permit.is_answered() && fields.contains_key("referral.decision");
            let reference = permit.reference;
            let work = match is_open {
                true => {
                    decide::<AmendReferral, _>(&self.actor, &standing, permit.into_record(), self.id).ok()
                }
                false => None,
            };
            rows.push(ReferralRow { reference, is_open, is_answered, own, fields, work });
        }
        self.note_entry(Entry { parts, subjects, ..Entry::new("list", "referral") });
        Ok(QueuePage { rows, next })
    }
}
