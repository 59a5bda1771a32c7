//! Break glass: opening a case that is not one's own, and looking after those who did.

use domain::codes::{GlassReason, GlassVerdict};
use domain::process::{BreakGlass as Glass, GLASS_REASON_LEAST, Holidays, glass_review_due, may_break_glass};
use domain::{FieldErrors, Message, Reference, service_day};
use permissions::{ActKind, Actor, Place, ReviewGlass, ViewCase, ViewGlass};
use serde::Serialize;
use storage::audit::Entry;
use storage::{GlassUse, Shown};
use wording::Text;

use super::Casework;
use crate::{Error, Result};

/// One use of break glass.
#[derive(Clone, Debug, Serialize)]
pub struct GlassUseView {
    /// Its outer name.
    pub reference: Reference,
    /// Who opened the case.
    pub by: String,
    /// Which case.
    pub case: Reference,
    /// Why, as a code.
    pub reason: Text,
    /// Why, in words.
    pub words: String,
    /// From when.
    pub from: Text,
    /// When it ended, or will.
    pub until: Text,
    /// Whether the case is open to them still.
    pub is_open: bool,
    /// The last day for its review.
    pub review_due: Text,
    /// Whether that day is over, and nobody reviewed it.
    pub is_overdue: bool,
    /// What the review found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Text>,
    /// Who reviewed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// What they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the reader may review it.
    pub may_review: bool,
}

impl Casework {
    /// Opens a case to the actor for an hour.
    ///
    /// The answer is the same for a case that there is not and for one that is opened to
    /// nobody this way: a sealed one, and one from which the actor is excluded. Both are in
    /// the log as refused.
    ///
    /// # Errors
    /// [`Error::NotFound`] for those two; [`Error::Forbidden`] for whoever may break no
    /// glass, whatever they name; [`Error::Fields`] where the reason is missing;
    /// [`Error::Unmet`] where the case is open to them anyway, or a review is overdue.
    pub async fn break_glass(
        &self,
        actor: &Actor,
        case: Reference,
        reason: Option<GlassReason>,
        words: &str,
    ) -> Result<()> {
        if !actor.holds(ActKind::BreakGlass) {
            return Err(Error::Forbidden);
        }
        let words = words.trim();
        let mut errors = FieldErrors::default();
        if reason.is_none() {
            errors.push("reason", Message::new("glass-reason-required"));
        }
        if words.chars().count() < GLASS_REASON_LEAST {
            errors.push("words", Message::new("glass-words-required"));
        }
        let (Some(reason), true) = (reason, errors.is_empty()) else { return Err(Error::Fields(errors)) };
        let mut unit = self.store.write(actor).await?;
        let today = service_day(actor.now(), self.store.zone());
        may_break_glass(&unit.own_glass_reviews().await?, today).map_err(|said| Error::Unmet(vec![said]))?;
        if unit.case::<ViewCase>(case).await.is_ok() {
            return Err(Error::Unmet(vec![Message::new("glass-not-needed")]));
        }
        let due = glass_review_due(today, &Holidays::england_and_wales());
        let opened = match unit.case_to_open(case).await {
            Ok(permit) => unit.break_glass(permit, (reason, words), due).await,
            Err(error) => Err(error),
        };
        match opened {
            Ok(_) => Ok(unit.commit().await?),
            Err(storage::Error::NotFound | storage::Error::Forbidden) => {
                unit.refuse(Entry::new("break-glass", "case").detail(reason.as_str())).await?;
                Err(Error::NotFound)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Closes a case that the actor opened by break glass, before the hour is up.
    ///
    /// # Errors
    /// [`Error::NotFound`] where none of theirs is open.
    pub async fn close_glass(&self, actor: &Actor, case: Reference) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        unit.close_glass(case).await?;
        Ok(unit.commit().await?)
    }

    /// Every use of break glass, those first that wait for a review.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but managers and the data protection officer.
    pub async fn glass_uses(&self, actor: &Actor) -> Result<Shown<Vec<GlassUseView>>> {
        let mut unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewGlass>(&Place::service(), unit.id()).map_err(storage::Error::from)?;
        let today = service_day(actor.now(), self.store.zone());
        let may_review = actor.holds(ActKind::ReviewGlass);
        let uses = unit.glass_uses(&leave).await?;
        let views = uses.into_iter().map(|used| view(used, today, may_review)).collect();
        Ok(unit.show(views).await?)
    }

    /// How many uses the actor was told of and has not looked at; none for everybody else.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn glass_notices(&self, actor: &Actor) -> Result<u64> {
        if !actor.holds(ActKind::ViewGlass) {
            return Ok(0);
        }
        let unit = self.store.read(actor).await?;
        let leave = actor.may::<ViewGlass>(&Place::service(), unit.id()).map_err(storage::Error::from)?;
        let count = unit.glass_notices(&leave).await?;
        Ok(unit.show(count).await?.into_inner())
    }

    /// Marks what the actor was told of as seen.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but managers and the data protection officer.
    pub async fn see_glass_notices(&self, actor: &Actor) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ViewGlass>(&Place::service(), unit.id()).map_err(storage::Error::from)?;
        unit.see_glass_notices(&leave).await?;
        Ok(unit.commit().await?)
    }

    /// Says whether a use was right.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but managers; [`Error::Unmet`] for one's own use and for
    /// one that was reviewed; [`Error::NotFound`].
    pub async fn review_glass(
        &self,
        actor: &Actor,
        of: Reference,
        verdict: GlassVerdict,
        note: &str,
    ) -> Result<()> {
        let note = note.trim();
        if verdict == GlassVerdict::NotJustified && note.is_empty() {
            return Err(Error::Unmet(vec![Message::new("glass-note-required")]));
        }
        let mut unit = self.store.write(actor).await?;
        let leave = actor.may::<ReviewGlass>(&Place::service(), unit.id()).map_err(storage::Error::from)?;
        unit.review_glass(leave, of, verdict, note).await?;
        Ok(unit.commit().await?)
    }
}

fn view(used: GlassUse, today: chrono::NaiveDate, may_review: bool) -> GlassUseView {
    let (until, is_open, verdict) = match used.state {
        Glass::Open { until, .. } => (until, true, None),
        Glass::Over { ended_at, .. } => (ended_at, false, None),
        Glass::Reviewed { ended_at, verdict, .. } => (ended_at, false, Some(verdict)),
    };
    GlassUseView {
        reference: used.reference,
        by: used.by,
        case: used.case,
        reason: Text::key(used.reason.key()),
        words: used.words,
        from: used.from.into(),
        until: until.into(),
        is_open,
        review_due: used.review_due.into(),
        is_overdue: verdict.is_none() && used.review_due < today,
        verdict: verdict.map(|verdict| Text::key(verdict.key())),
        reviewer: used.reviewer,
        note: used.note,
        may_review: may_review && !used.own && verdict.is_none(),
    }
}

/// The reasons that can be chosen.
pub fn glass_reasons() -> Vec<(String, Text)> {
    GlassReason::ALL.iter().map(|one| (one.as_str().to_owned(), Text::key(one.key()))).collect()
}
