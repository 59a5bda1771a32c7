//! Correcting how somebody is contacted, and looking at what was there before.

use contributions::{CORE, CoreField, FormDefinition, Registry};
use domain::{Answers, Reference, merge};
use permissions::{Actor, AmendContact, ViewCase};
use serde::Serialize;
use storage::{PartAmended, Shown};
use wording::Text;

use super::open::FieldView;
use super::{Casework, say};
use crate::{Error, Result};

/// The name of the core's form.
const FORM: &str = "contact";

/// How often a change is tried again that met another one on its way into the database.
const TRIES: usize = 10;

/// What the contact form begins with.
#[derive(Clone, Debug)]
pub struct ContactDetails {
    /// The case.
    pub reference: Reference,
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

/// What is kept under catalogue ids, under the form's own.
fn as_answered(form: &FormDefinition, kept: &Answers) -> Answers {
    let field = |field: &contributions::FieldDefinition| {
        Some((field.id.clone(), kept.get(&catalogue_id(field)?)?.clone()))
    };
    form.fields().filter_map(field).collect()
}

/// Answers under the form's ids as they are kept, under catalogue ids by part.
fn by_part(form: &FormDefinition, answers: &Answers) -> Vec<PartAmended> {
    let mut parts: Vec<PartAmended> = Vec::new();
    for field in form.fields() {
        let Some(id) = catalogue_id(field) else { continue };
        let place = match parts.iter().position(|amended| amended.part == field.part) {
            Some(place) => place,
            None => {
                parts.push(PartAmended { part: field.part, asked: Vec::new(), answers: Answers::new() });
                parts.len() - 1
            }
        };
        if let Some(value) = answers.get(&field.id) {
            parts[place].answers.insert(id.clone(), value.clone());
        }
        parts[place].asked.push(id);
    }
    parts
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
        let details = ContactDetails { reference: permit.reference, answers: as_answered(form, &kept) };
        Ok(unit.show(details).await?)
    }

    /// Keeps a participant's contact as the form now says; the form checked it before and
    /// was drawn with the answers that were `seen`. What somebody else changed meanwhile
    /// stays, unless it is a field that was changed here too.
    ///
    /// # Errors
    /// [`Error::Conflict`] where both changed a field: nothing is kept, and
    /// [`merge`] of the details as they are now names the fields.
    pub async fn amend_contact(
        &self,
        actor: &Actor,
        registry: &Registry,
        case: Reference,
        of: Reference,
        seen: &Answers,
        answers: &Answers,
    ) -> Result<()> {
        let form = self.contact_form(registry)?;
        for _ in 0..TRIES {
            match self.amend_once(actor, form, (case, of), seen, answers).await {
                Ok(true) => return Ok(()),
                Ok(false) => break,
                // Somebody else's change of the case was a moment faster.
                Err(Error::Conflict) => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::Conflict)
    }

    /// Whether it was kept; it is not where the two changes collide.
    async fn amend_once(
        &self,
        actor: &Actor,
        form: &FormDefinition,
        (case, of): (Reference, Reference),
        seen: &Answers,
        answers: &Answers,
    ) -> Result<bool> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<AmendContact>(case).await?;
        let theirs = as_answered(form, &unit.contact_now(&permit, of).await?);
        let merged = merge(seen, &theirs, answers);
        if !merged.collisions.is_empty() {
            return Ok(false);
        }
        unit.amend_contact(permit, of, &by_part(form, &merged.answers)).await?;
        unit.commit().await?;
        Ok(true)
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
