//! The form of a referral once more, with the answers it has: what came back after more was
//! asked for is entered page by page, and kept as a draft until it is sent.
//!
//! The draft holds the changes alone. So nothing of the referral is copied, and whoever
//! finishes later sees what a colleague entered meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use contributions::{FieldDefinition, FormDefinition, Required};
use domain::{Answers, FieldErrors, Message, Reference, Value};
use permissions::{Actor, AmendReferral, Permit};
use storage::{Referral, SaveDraft, Shown, may_correct};

use super::Intake;
use super::address::addressee;
use super::amend::{Present, difference};
use super::fill::{FormState, PageAnswered};
use crate::{Error, Result};

/// Where the draft of changes to a referral is kept: one for each author.
fn place(reference: Reference) -> String {
    format!("referral-answers/{reference}")
}

impl Intake {
    /// The form of a referral with the answers it has and the changes drafted so far.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Unmet`] where it was decided
    /// already or its form is gone.
    pub async fn start_changing(&self, actor: &Actor, reference: Reference) -> Result<Shown<FormState>> {
        let mut unit = self.store.read(actor).await?;
        let present = self.present(&mut unit, reference).await?;
        let draft = unit.draft(&place(reference)).await?;
        let (changes, seen) = draft.map_or((Answers::new(), 0), |draft| (draft.answers, draft.version));
        let mut answers = everything(&present);
        answers.extend(changes);
        let version = present.permit.version;
        let state = self.state(present.form, answers, seen, actor);
        Ok(unit.show(FormState { changes: Some(version), ..state }).await?)
    }

    /// Reads a posted page and keeps what it changes in the draft. `seen` is the version of
    /// the draft the page was drawn with.
    ///
    /// # Errors
    /// As [`start_changing`](Self::start_changing); [`Error::Conflict`] where the draft was
    /// saved from another window in the meantime.
    pub async fn save_changes(
        &self,
        actor: &Actor,
        reference: Reference,
        page: &str,
        raw: &BTreeMap<String, Vec<String>>,
        seen: i64,
    ) -> Result<PageAnswered> {
        let state = self.start_changing(actor, reference).await?.into_inner();
        if state.seen != seen {
            return Err(Error::Conflict);
        }
        let mut answered = self.page(actor, state.form.clone(), page, raw, state.answers)?;
        answered.state.changes = state.changes;
        let mut unit = self.store.write(actor).await?;
        let present = self.present(&mut unit, reference).await?;
        let changes = difference(&everything(&present), &answered.state.answers);
        let label = format!("{}/{}/{}", present.name.plugin, present.name.form, present.form.version);
        let draft = SaveDraft { place: &place(reference), form: &label, seen, answers: &changes };
        answered.state.seen = unit.save_draft(&draft).await?;
        unit.commit().await?;
        Ok(answered)
    }

    /// Sends the drafted changes, as [`amend`](Self::amend) does, and ends the draft.
    /// `version` is that of the referral as its reader saw it.
    ///
    /// # Errors
    /// As [`amend`](Self::amend); [`Error::Fields`] where nothing was changed.
    pub async fn send_changes(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        locale: &str,
    ) -> Result<()> {
        let place = place(reference);
        let draft = {
            let unit = self.store.read(actor).await?;
            let draft = unit.draft(&place).await?;
            unit.show(draft).await?.into_inner()
        };
        let changes = draft.map(|draft| draft.answers).unwrap_or_default();
        if changes.is_empty() {
            let mut errors = FieldErrors::default();
            errors.push("", Message::new("referral-nothing-changed"));
            return Err(Error::Fields(errors));
        }
        let change = self.checked_change(actor, reference, version, changes, locale).await?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.referral_at::<AmendReferral>(reference, version).await?;
        unit.amend_referral(permit, change).await?;
        unit.discard_draft(&place).await?;
        Ok(unit.commit().await?)
    }

    /// Throws the drafted changes away; the referral stays as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] for anybody who may not change this referral.
    pub async fn discard_changes(&self, actor: &Actor, reference: Reference) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        // Nothing of one's own can lie beside what one may not change.
        unit.referral::<AmendReferral>(reference).await?;
        unit.discard_draft(&place(reference)).await?;
        Ok(unit.commit().await?)
    }
}

/// The answers with an empty one to every question that was left out: all were asked.
fn everything(present: &Present) -> Answers {
    let ids = present.form.fields().map(|field| (field.id.clone(), Value::Empty));
    let mut answers: Answers = ids.collect();
    answers.extend(present.answers.clone());
    answers
}

/// The fields that the holder of `permit` may both read and write.
pub(super) fn theirs(permit: &Permit<AmendReferral, Referral>, form: &FormDefinition) -> BTreeSet<String> {
    let may = |field: &&FieldDefinition| may_correct(permit, field.part, &addressee(form, field));
    form.fields().filter(may).map(|field| field.id.clone()).collect()
}

/// The form without asking anything but `theirs`: the other answers stay, still open and
/// close what depends on them, and nobody is sent to give them.
pub(super) fn asking(form: &FormDefinition, theirs: &BTreeSet<String>) -> FormDefinition {
    let mut form = form.clone();
    let fields = form.pages.iter_mut().flat_map(|page| &mut page.fields);
    for field in fields.filter(|field| !theirs.contains(&field.id)) {
        field.computed = true;
        field.required = Required::Never;
    }
    form
}
