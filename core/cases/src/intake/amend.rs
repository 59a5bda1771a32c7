//! Correcting or completing a referral before it is decided.

use contributions::MatterField;
use domain::codes::{Category, ServiceType, SourceType};
use domain::{Answers, FieldErrors, Message, Reference};
use permissions::{Actor, AmendReferral};
use storage::AmendedReferral;

use super::Intake;
use super::address::{indexed, known_by, sections};
use crate::{Error, Result};

impl Intake {
    /// Changes answers of a referral; `changes` are the changed fields alone, an empty one
    /// clears what was there. A referral that waited for more is back in the queue.
    ///
    /// Only the changed fields are checked: what the submitter wrote was checked when it was
    /// sent, and the one who completes it may not see all of it.
    ///
    /// # Errors
    /// [`Error::Fields`] for what does not fit its question; [`Error::Forbidden`] for a
    /// part that is not the actor's to write; [`Error::Unmet`] where it was decided
    /// already; [`Error::Conflict`] where it changed in the meantime.
    pub async fn amend(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        changes: Answers,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.referral::<AmendReferral>(reference).await?;
        if !permit.status.is_open() {
            return Err(Error::Unmet(vec![Message::new("referral-already-decided")]));
        }
        if permit.version != version {
            return Err(Error::Conflict);
        }
        let (plugin, form, form_version) = permit.form.clone();
        let gone = || Error::Unmet(vec![Message::new("referral-form-missing")]);
        let form = self.registry.form(&plugin, &form, form_version).ok_or_else(gone)?;
        let today = self.day(actor.now());
        let mut errors = FieldErrors::default();
        for (id, value) in &changes {
            match form.field(id) {
                None => errors.push(id, Message::new("referral-field-gone").with("field", id)),
                Some(_) if value.is_empty() => {}
                Some(field) => {
                    if let Err(message) = field.check(&changes, today) {
                        errors.push(id, message);
                    }
                }
            }
        }
        errors.or(()).map_err(Error::Fields)?;
        let parties: Vec<&str> = form.parties.iter().map(|party| party.id.as_str()).collect();
        let mut all = unit.referral_content(&permit, &parties).await?.answers();
        all.extend(changes.clone());
        let described = form.described(&all, today);
        let changed = |field: MatterField| {
            let feeds = |one: &&contributions::FieldDefinition| {
                one.feeds == Some(contributions::CoreField::Matter(field)) && changes.contains_key(&one.id)
            };
            form.fields().find(feeds).and_then(|_| described.text(field))
        };
        let touched = |party: &&str| {
            changes.keys().any(|id| form.field(id).and_then(|field| field.party.as_deref()) == Some(party))
        };
        let touched: Vec<String> =
            parties.iter().filter(|p| touched(p)).map(|party| (*party).to_owned()).collect();
        let known_by =
            known_by(&described).into_iter().filter(|known| touched.contains(&known.party)).collect();
        let change = AmendedReferral {
            sections: sections(form, &changes),
            indexed: indexed(&plugin, form, &changes),
            known_by,
            parties: touched,
            service_type: changed(MatterField::ServiceType).and_then(ServiceType::parse),
            source_type: changed(MatterField::SourceType).and_then(SourceType::parse),
            area: changed(MatterField::District).map(str::to_owned),
            category: changed(MatterField::OffenceGroup).and_then(Category::parse),
        };
        unit.amend_referral(permit, change).await?;
        Ok(unit.commit().await?)
    }
}
