//! Correcting or completing a referral before it is decided.

use std::collections::BTreeSet;
use std::sync::Arc;

use contributions::{CoreField, FieldDefinition, FormDefinition, MatterField};
use domain::codes::{Category, ServiceType, SourceType};
use domain::{Answers, FieldErrors, Message, Reference, Value};
use permissions::{Actor, AmendReferral, Permit};
use storage::{AmendedReferral, Referral, Unit};

use super::address::{indexed, known_by, sections};
use super::correct::{asking, theirs};
use super::{FormName, Intake};
use crate::{Error, Result};

/// A referral on its way through a change: what it says now, and the form as far as the
/// one who changes it may correct it.
pub(super) struct Present {
    pub permit: Permit<AmendReferral, Referral>,
    pub name: FormName,
    /// The form in the version it was sent in.
    pub whole: Arc<FormDefinition>,
    /// The same, without asking what the actor may not correct.
    pub form: Arc<FormDefinition>,
    /// The fields that the actor may correct.
    pub theirs: BTreeSet<String>,
    /// What it says, as far as the actor may read it.
    pub answers: Answers,
}

impl Intake {
    /// Changes answers of a referral; `changes` are the changed fields alone, an empty one
    /// clears what was there. A referral that waited for more is back in the queue, marked
    /// as answered.
    ///
    /// The same is asked as when it was first sent: the declared rules, then the plugin's
    /// code. What the actor may not correct stays as it is and is not demanded of them.
    ///
    /// # Errors
    /// [`Error::Fields`] for what is missing or does not fit its question;
    /// [`Error::Forbidden`] for a part that is not the actor's to write; [`Error::Unmet`]
    /// where it was decided already; [`Error::Conflict`] where it changed in the meantime.
    pub async fn amend(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        changes: Answers,
        locale: &str,
    ) -> Result<()> {
        let change = self.checked_change(actor, reference, version, changes, locale).await?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.referral_at::<AmendReferral>(reference, version).await?;
        unit.amend_referral(permit, change).await?;
        Ok(unit.commit().await?)
    }

    /// What it says now, for whoever may change it.
    ///
    /// # Errors
    /// As [`amend`](Self::amend), and [`Error::Unmet`] where its form is gone.
    pub(super) async fn present<Mode>(&self, unit: &mut Unit<Mode>, reference: Reference) -> Result<Present> {
        let permit = unit.referral::<AmendReferral>(reference).await?;
        if !permit.status.is_open() {
            return Err(Error::Unmet(vec![Message::new("referral-already-decided")]));
        }
        let (plugin, form, form_version) = permit.form.clone();
        let gone = || Error::Unmet(vec![Message::new("referral-form-missing")]);
        let whole = self.registry.form(&plugin, &form, form_version).ok_or_else(gone)?.clone();
        let parties: Vec<&str> = whole.parties.iter().map(|party| party.id.as_str()).collect();
        let answers = unit.referral_content(&permit, &parties).await?.answers();
        let name = FormName::new(plugin, form);
        let theirs = theirs(&permit, &whole);
        let form = Arc::new(asking(&whole, &theirs));
        Ok(Present { permit, name, whole, form, theirs, answers })
    }

    /// Checks `changes` as a form is checked when it is sent, and says what to write.
    pub(super) async fn checked_change(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        changes: Answers,
        locale: &str,
    ) -> Result<AmendedReferral> {
        let today = self.day(actor.now());
        let mut unit = self.store.read(actor).await?;
        let present = self.present(&mut unit, reference).await?;
        if present.permit.version != version {
            return Err(Error::Conflict);
        }
        // Handing out what stands there goes through the log's door like anything read.
        let Present { name, whole, form, theirs, answers: before, .. } =
            unit.show(present).await?.into_inner();
        let mut errors = FieldErrors::default();
        for id in changes.keys().filter(|id| whole.field(id).is_none()) {
            errors.push(id, Message::new("referral-field-gone").with("field", id));
        }
        errors.or(()).map_err(Error::Fields)?;
        let mut all = before.clone();
        all.extend(changes.clone());
        let asked = form.visible(&all, today);
        form.check(&asked, today).or(()).map_err(Error::Fields)?;
        let mut checked = self.ask_plugin(actor, &name, &whole, asked, locale).await;
        // What they may not correct is not theirs to put right.
        checked.errors.0.retain(|error| error.field.is_empty() || theirs.contains(&error.field));
        checked.errors.or(()).map_err(Error::Fields)?;
        let after = form.visible(&checked.answers, today);
        let mut change = difference(&form.visible(&before, today), &after);
        // A change that they may not make is refused when it is written; one that only the
        // plugin's code would make is left to somebody who may.
        change.retain(|id, _| theirs.contains(id) || changes.contains_key(id));
        all.extend(change.clone());
        Ok(self.amended(&name, &whole, change, &all, checked.not_checked_by, today))
    }

    /// What is written of `changes`, given all answers as they will be.
    fn amended(
        &self,
        name: &FormName,
        form: &FormDefinition,
        changes: Answers,
        all: &Answers,
        not_checked_by: Option<String>,
        today: chrono::NaiveDate,
    ) -> AmendedReferral {
        let described = form.described(all, today);
        let changed = |field: MatterField| {
            let feeds = |one: &&FieldDefinition| {
                one.feeds == Some(CoreField::Matter(field)) && changes.contains_key(&one.id)
            };
            form.fields().find(feeds).and_then(|_| described.text(field))
        };
        let touched = |party: &str| {
            changes.keys().any(|id| form.field(id).and_then(|field| field.party.as_deref()) == Some(party))
        };
        let touched: Vec<String> =
            form.parties.iter().map(|party| party.id.clone()).filter(|party| touched(party)).collect();
        let known_by =
            known_by(&described).into_iter().filter(|known| touched.contains(&known.party)).collect();
        AmendedReferral {
            sections: sections(form, &changes),
            indexed: indexed(&name.plugin, form, &changes),
            known_by,
            parties: touched,
            service_type: changed(MatterField::ServiceType).and_then(ServiceType::parse),
            source_type: changed(MatterField::SourceType).and_then(SourceType::parse),
            area: changed(MatterField::District).map(str::to_owned),
            category: changed(MatterField::OffenceGroup).and_then(Category::parse),
            not_checked_by,
        }
    }
}

/// What has to be written for the answers to say `after` where they said `before`. An
/// answer that is no longer asked for is cleared.
pub(super) fn difference(before: &Answers, after: &Answers) -> Answers {
    let says = |answers: &Answers, id: &String| answers.get(id).cloned().unwrap_or(Value::Empty);
    let ids = before.keys().chain(after.keys());
    let changed = ids.filter(|id| says(before, id) != says(after, id));
    changed.map(|id| (id.clone(), says(after, id))).collect()
}
