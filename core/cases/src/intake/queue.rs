//! The queue of a team, and the referrals of a partner.

use std::collections::HashMap;

use domain::codes::ReferralDecision;
use domain::{Instant, Reference, ReferralId};
use permissions::Actor;
use serde::{Deserialize, Serialize};
use storage::{Field, QueueCursor, QueueOrder, QueueQuery, ReferralRow, ReferralStatus, Shown};
use uuid::Uuid;

use super::Intake;
use crate::work::FieldView;
use crate::work::say::field as field_view;
use crate::{Error, Result};

/// The purpose of the sealed place where a page of the queue ended.
const CURSOR: &str = "referral-queue";
/// How many lines a page of the queue has.
const PAGE: u64 = 50;

/// Which referrals are asked for.
#[derive(Clone, Debug, Default)]
pub struct QueueWanted {
    /// Only those that wait for somebody to decide.
    pub waiting: bool,
    /// The oldest first.
    pub oldest_first: bool,
    /// Whether it is looked up in how many records their people may be known.
    pub with_matches: bool,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// One line as a page shows it: only what its reader may see is there.
#[derive(Clone, Debug, Serialize)]
pub struct QueueRowView {
    /// Its reference.
    pub reference: Reference,
    /// Whether someone still has to decide.
    pub open: bool,
    /// Whether more was asked for and has come.
    pub answered: bool,
    /// Whether the reader submitted it.
    pub own: bool,
    /// In how many records that the reader may see somebody in it may be known; absent
    /// where there are none, or nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<usize>,
    /// The readable fields, in the order of the catalogue.
    pub fields: Vec<FieldView>,
}

/// A page of the queue.
#[derive(Clone, Debug, Serialize)]
pub struct QueueView {
    /// The lines.
    pub rows: Vec<QueueRowView>,
    /// What the next page is asked for with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A cursor as it is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    at: Instant,
    id: Uuid,
}

impl Intake {
    /// The referrals in the reader's scope: a coordinator's queue.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for whoever may see no referral; [`Error::NotFound`] for a
    /// cursor that is not theirs.
    pub async fn queue(&self, actor: &Actor, wanted: &QueueWanted) -> Result<Shown<QueueView>> {
        let mut query = if wanted.waiting { QueueQuery::waiting(PAGE) } else { QueueQuery::all(PAGE) };
        query.order = if wanted.oldest_first { QueueOrder::Oldest } else { QueueOrder::Newest };
        self.page_of(actor, query, wanted.after.as_deref(), wanted.with_matches).await
    }

    /// The referrals in the reader's scope about which somebody has decided, the newest
    /// first.
    ///
    /// # Errors
    /// As [`queue`](Self::queue).
    pub async fn decided(&self, actor: &Actor, after: Option<&str>) -> Result<Shown<QueueView>> {
        let decided = ReferralDecision::ALL.iter().copied().map(ReferralStatus::Decided);
        let statuses = decided.filter(|status| !status.is_open()).collect();
        self.page_of(actor, QueueQuery { statuses, ..QueueQuery::all(PAGE) }, after, false).await
    }

    async fn page_of(
        &self,
        actor: &Actor,
        mut query: QueueQuery,
        after: Option<&str>,
        with_matches: bool,
    ) -> Result<Shown<QueueView>> {
        query.after = after.map(|token| self.open_cursor(actor, token)).transpose()?;
        let mut unit = self.store.read(actor).await?;
        let page = unit.referrals(&query).await?;
        let matches = match with_matches {
            true => self.in_sight(actor, &mut unit, &page.rows).await?,
            false => HashMap::new(),
        };
        let view = QueueView {
            rows: page.rows.into_iter().map(|row| self.row(row, &matches)).collect(),
            next: page.next.map(|cursor| self.seal_cursor(actor, cursor)),
        };
        Ok(unit.show(view).await?)
    }

    /// What a partner's organisation referred, the newest first, with how it goes in the
    /// coarse words that a referrer may know.
    ///
    /// # Errors
    /// As [`queue`](Self::queue); [`Error::Forbidden`] for anybody who is no partner.
    pub async fn own_referrals(&self, actor: &Actor, after: Option<String>) -> Result<Shown<QueueView>> {
        actor.organisation().ok_or(Error::Forbidden)?;
        self.queue(actor, &QueueWanted { after, ..QueueWanted::default() }).await
    }

    fn row(&self, row: ReferralRow, matches: &HashMap<Reference, usize>) -> QueueRowView {
        let in_order = self.registry.catalogue().iter().filter_map(|known| {
            let value = row.fields.get(&known.id)?.clone();
            Some(field_view(&self.registry, &Field { id: known.id.clone(), value, masked: false }))
        });
        QueueRowView {
            reference: row.reference,
            open: row.is_open,
            answered: row.is_answered,
            own: row.own,
            matches: matches.get(&row.reference).copied(),
            fields: in_order.collect(),
        }
    }

    fn seal_cursor(&self, actor: &Actor, cursor: QueueCursor) -> String {
        let sealed = Sealed { at: cursor.received_at, id: cursor.id.into() };
        let payload = serde_json::to_vec(&sealed).expect("a moment and an id can be written");
        self.store.keys().seal_token(CURSOR, &bound_to(actor), &payload)
    }

    fn open_cursor(&self, actor: &Actor, token: &str) -> Result<QueueCursor> {
        let payload =
            self.store.keys().open_token(CURSOR, &bound_to(actor), token).map_err(|_| Error::NotFound)?;
        let sealed: Sealed = serde_json::from_slice(&payload).map_err(|_| Error::NotFound)?;
        Ok(QueueCursor { received_at: sealed.at, id: ReferralId(sealed.id) })
    }
}

/// A cursor is its account's own.
fn bound_to(actor: &Actor) -> Vec<u8> {
    actor.account_id().map(|account| account.0.as_bytes().to_vec()).unwrap_or_default()
}
