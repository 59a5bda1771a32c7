//! Logging a contact: one tap for "no answer", two for a call.

use domain::codes::{ContactKind, ContactOutcome, ContactPurpose, Direction};
use domain::{Answers, Audience, Instant, Part, Reference};
use permissions::{Actor, LogContact};
use storage::{NewEntry, SaveDraft};

use super::Casework;
use crate::{Error, Result};

/// A contact as the form hands it over.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// With whom; nobody in particular for a note about the case.
    pub participant: Option<Reference>,
    /// What was done.
    pub kind: ContactKind,
    /// What came of it.
    pub outcome: Option<ContactOutcome>,
    /// What it was for.
    pub purpose: Option<ContactPurpose>,
    /// When; now if nothing is said.
    pub at: Option<Instant>,
    /// How many minutes it took.
    pub minutes: Option<i32>,
    /// What was said.
    pub summary: Option<String>,
    /// Whether somebody should follow up.
    pub follow_up: bool,
}

impl NewContact {
    /// "No answer": a call that nobody took, now.
    pub const fn no_answer(participant: Reference) -> Self {
        Self {
            participant: Some(participant),
            kind: ContactKind::Call,
            outcome: Some(ContactOutcome::NoAnswer),
            purpose: None,
            at: None,
            minutes: None,
            summary: None,
            follow_up: false,
        }
    }
}

/// How long a note may be: more than the longest that the older systems hold.
pub const LONGEST_NOTE: usize = 100_000;

impl Casework {
    /// Logs a contact. It belongs to the side of the participant contacted; what concerns
    /// nobody in particular stays within the service.
    ///
    /// `key` names the sending of the form: a second press of its button logs nothing more.
    ///
    /// # Errors
    /// [`Error::Fields`] for a time in the future or a note that is too long;
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn log_contact(
        &self,
        actor: &Actor,
        case: Reference,
        key: [u8; 16],
        new: NewContact,
    ) -> Result<()> {
        let mut errors = domain::FieldErrors::default();
        let at = new.at.unwrap_or(actor.now());
        // Clocks of telephones run a little ahead.
        if at > actor.now() + chrono::TimeDelta::minutes(5) {
            errors.push("at", domain::Message::new("contact-in-future"));
        }
        if new.summary.as_ref().is_some_and(|text| text.chars().count() > LONGEST_NOTE) {
            errors.push("summary", domain::Message::new("contact-note-too-long").with("most", LONGEST_NOTE));
        }
        if new.minutes.is_some_and(|minutes| !(0..=1_440).contains(&minutes)) {
            errors.push("minutes", domain::Message::new("contact-minutes"));
        }
        let new = errors.or(new).map_err(Error::Fields)?;
        let mut unit = self.store.write(actor).await?;
        match unit.keep_receipt(&key, "logged").await {
            Err(storage::Error::Conflict) => return Ok(()),
            kept => kept?,
        }
        let permit = unit.case::<LogContact>(case).await?;
        let direction = (new.kind != ContactKind::Note).then_some(Direction::Out);
        let entry = NewEntry {
            participant: new.participant,
            audience: Audience::Internal,
            part: Part::Notes,
            kind: new.kind,
            direction,
            outcome: new.outcome,
            purpose: new.purpose,
            at,
            minutes: new.minutes,
            summary: new.summary.filter(|text| !text.trim().is_empty()),
            follow_up: new.follow_up,
        };
        unit.log_contact(permit, entry).await?;
        unit.discard_draft(&draft_place(case)).await?;
        Ok(unit.commit().await?)
    }

    /// Keeps what was typed so far, sealed and for its author alone; `seen` is the version
    /// of the draft that the form began with. Returns the version kept.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the draft was saved elsewhere in the meantime.
    pub async fn save_contact_draft(
        &self,
        actor: &Actor,
        case: Reference,
        seen: i64,
        answers: &Answers,
    ) -> Result<i64> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<LogContact>(case).await?;
        let place = draft_place(case);
        let draft = SaveDraft { place: &place, form: "contact/1", seen, answers };
        let version = unit.save_case_draft(&permit, &draft).await?;
        unit.commit().await?;
        Ok(version)
    }
}

/// Where the draft of a case's log entry is kept: one for each author.
pub(crate) fn draft_place(case: Reference) -> String {
    format!("contact/{}", case.stored())
}
