//! Correcting how somebody is contacted, and looking at what was there before.

use contributions::{CORE, CoreField, FormDefinition, Registry};
use domain::{Answers, Part, Reference};
use permissions::{Actor, AmendContact, ViewCase};
use serde::Serialize;
use storage::Shown;
use wording::Text;

use super::open::FieldView;
use super::{Casework, say};
use crate::{Error, Result};

/// The name of the core's form.
const FORM: &str = "contact";

/// What the contact form begins with.
#[derive(Clone, Debug)]
pub struct ContactDetails {
    /// The case.
    pub reference: Reference,
    /// The version that was seen.
    pub version: i64,
    /// The answers, by the form's field ids.
    pub answers: Answers,
}

/// A former version of something.
#[derive(Clone, Debug, Serialize)]
pub struct FormerView {
    /// Of whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<Reference>,
    /// When it was written.
    pub written: Text,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What it said.
    pub fields: Vec<FieldView>,
}

/// The history of a case.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The case.
    pub reference: Reference,
    /// What was changed, the newest first.
    pub former: Vec<FormerView>,
}

/// The catalogue id that a field of the form fills.
fn catalogue_id(field: &contributions::FieldDefinition) -> Option<String> {
    match &field.feeds {
        Some(CoreField::Party { field, .. }) => Some(format!("person.{}", field.as_str())),
        _ => None,
    }
}

impl Casework {
    /// The form by which contact is corrected.
    ///
    /// # Errors
    /// [`Error::NotFound`] in an installation without it.
    pub fn contact_form<'a>(&self, registry: &'a Registry) -> Result<&'a FormDefinition> {
        registry.current_form(CORE, FORM).map(|form| &**form).ok_or(Error::NotFound)
    }

    /// What is kept of a participant's contact, for those who may change it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn contact_details(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
        of: Reference,
    ) -> Result<Shown<ContactDetails>> {
        let form = self.contact_form(registry)?;
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<AmendContact>(case).await?;
        let kept = unit.contact_of(&permit, of).await?;
        let answers = form
            .fields()
            .filter_map(|field| Some((field.id.clone(), kept.get(&catalogue_id(field)?)?.clone())))
            .collect();
        let details = ContactDetails { reference: permit.reference, version: permit.version, answers };
        Ok(unit.show(details).await?)
    }

    /// Keeps a participant's contact as the form now says; the form checked it before.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the case was changed since `version` was seen.
    pub async fn amend_contact(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
        version: i64,
        of: Reference,
        answers: &Answers,
    ) -> Result<()> {
        let form = self.contact_form(registry)?;
        let mut parts: Vec<(Part, Answers)> = Vec::new();
        for field in form.fields() {
            let Some(id) = catalogue_id(field) else { continue };
            let place = match parts.iter().position(|(part, _)| *part == field.part) {
                Some(place) => place,
                None => {
                    parts.push((field.part, Answers::new()));
                    parts.len() - 1
                }
            };
            if let Some(value) = answers.get(&field.id) {
                parts[place].1.insert(id, value.clone());
            }
        }
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case_at::<AmendContact>(case, version).await?;
        unit.amend_contact(permit, of, &parts).await?;
        Ok(unit.commit().await?)
    }

    /// What was changed in the case, under the reader's mask.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn history(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
    ) -> Result<Shown<HistoryView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        let former = unit.former(&permit).await?;
        let view = HistoryView {
            reference: permit.reference,
            former: former
                .into_iter()
                .map(|former| FormerView {
                    participant: former.participant,
                    written: former.written_at.into(),
                    by: former.by,
                    fields: former.fields.iter().map(|field| say::field(registry, field)).collect(),
                })
                .collect(),
        };
        Ok(unit.show(view).await?)
    }
}
