//! The quarterly review of who may see what.

use chrono::{Datelike, NaiveDate};
use domain::{Reference, service_day};
use permissions::{ActKind, Actor, Task};
use serde::Serialize;
use storage::{AccessReview, Shown, Store};
use uuid::Uuid;
use wording::Text;

use super::Casework;
use crate::Result;

/// Somebody's access to one case.
#[derive(Clone, Debug, Serialize)]
pub struct GrantView {
    /// Its inner name; a page seals it.
    #[serde(skip)]
    pub id: Uuid,
    /// Who.
    pub name: String,
    /// As what.
    pub kind: Text,
    /// Which case.
    pub case: Reference,
    /// Since when.
    pub from: Text,
    /// Until when.
    pub until: Text,
    /// When they last used it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<Text>,
    /// Whether it is to be decided.
    pub waits: bool,
}

/// The review, and what is to be decided.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// Until when it is open; nothing where no review is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Text>,
    /// Who may see what.
    pub grants: Vec<GrantView>,
}

impl Casework {
    /// Who may see what in the manager's cases, those first that a review wants decided.
    ///
    /// # Errors
    /// [`Error::Forbidden`](crate::Error::Forbidden) for all but managers.
    pub async fn access_review(&self, actor: &Actor) -> Result<Shown<ReviewView>> {
        let mut unit = self.store.read(actor).await?;
        let review = unit.access_review().await?.filter(|review| review.lapsed_at.is_none());
        let grants = unit.grants_to_review(review.as_ref()).await?;
        let is_open = review.is_some();
        let view = ReviewView {
            closes: review.map(|review: AccessReview| review.closes_at.into()),
            grants: grants
                .into_iter()
                .map(|grant| GrantView {
                    id: grant.id,
                    name: grant.name,
                    kind: Text::key(format!("assigned-{}", grant.kind)),
                    case: grant.case,
                    from: grant.from.into(),
                    until: grant.until.into(),
                    last_used: grant.last_used.map(Text::from),
                    waits: grant.waits && is_open,
                })
                .collect(),
        };
        Ok(unit.show(view).await?)
    }

    /// Confirms these grants, or ends them.
    ///
    /// # Errors
    /// As [`access_review`](Self::access_review).
    pub async fn decide_grants(&self, actor: &Actor, ids: &[Uuid], confirm: bool) -> Result<u64> {
        let mut unit = self.store.write(actor).await?;
        let changed = unit.decide_grants(ids, confirm).await?;
        unit.commit().await?;
        Ok(changed)
    }

    /// Until when a review is open that the actor takes part in.
    ///
    /// # Errors
    /// [`Error::Storage`](crate::Error::Storage).
    pub async fn open_review(&self, actor: &Actor) -> Result<Option<Text>> {
        if !actor.holds(ActKind::ReviewAccess) {
            return Ok(None);
        }
        let unit = self.store.read(actor).await?;
        let review = unit.access_review().await?.filter(|review| review.lapsed_at.is_none());
        Ok(unit.show(review.map(|review| review.closes_at.into())).await?.into_inner())
    }
}

/// The quarter that a day lies in, as reviews are named: `2026-Q4`.
pub fn quarter(day: NaiveDate) -> String {
    format!("{}-Q{}", day.year(), day.month0() / 3 + 1)
}

/// Opens the review of the quarter, and ends what nobody confirmed in the one before: what
/// the server does by itself, as often as it likes.
///
/// # Errors
/// [`Error::Storage`](crate::Error::Storage).
pub async fn keep_reviews(store: &Store) -> Result<u64> {
    let now = store.now();
    let actor = Actor::system(Task::Maintenance, now);
    let mut unit = store.write(&actor).await?;
    unit.open_access_review(&quarter(service_day(now, store.zone()))).await?;
    let lapsed = unit.lapse_unconfirmed().await?;
    unit.commit().await?;
    Ok(lapsed)
}
