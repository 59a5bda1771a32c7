//! Accepting a referral.

use domain::{Message, Reference};
use permissions::{Actor, DecideReferral};
use serde::Serialize;
use storage::Shown;

use super::plan::{Referred, plan};
use super::proposal::Accepting;
use super::{FormName, Intake};
use crate::{Error, Result};

/// The case that a referral became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptedView {
    /// The referral.
    pub referral: Reference,
    /// The case.
    pub case: Reference,
}

impl Intake {
    /// Makes a case of a referral; `version` is what the one who accepts saw.
    ///
    /// # Errors
    /// [`Error::Fields`] for what still has to be said; [`Error::Unmet`] where it was
    /// decided already or its form is gone; [`Error::Conflict`] where it changed in the
    /// meantime; [`Error::NotFound`] for a known person that the actor cannot know through
    /// the case named; [`Error::Forbidden`].
    pub async fn accept(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        accepting: &Accepting,
    ) -> Result<Shown<AcceptedView>> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.referral::<DecideReferral>(reference).await?;
        if !permit.status.is_open() {
            return Err(Error::Unmet(vec![Message::new("referral-already-decided")]));
        }
        if permit.version != version {
            return Err(Error::Conflict);
        }
        let (plugin, id, form_version) = permit.form.clone();
        let gone = || Error::Unmet(vec![Message::new("referral-form-missing")]);
        let form = self.registry.form(&plugin, &id, form_version).ok_or_else(gone)?;
        let parties: Vec<&str> = form.parties.iter().map(|party| party.id.as_str()).collect();
        let answers = unit.referral_content(&permit, &parties).await?.answers();
        let (received, today) = (self.day(permit.received_at), self.day(actor.now()));
        let described = form.described(&answers, received);
        let name = FormName::new(plugin, id);
        let referred = Referred { name: &name, form, described: &described, received, today };
        let change = plan(&self.registry, &referred, accepting).map_err(Error::Fields)?;
        let accepted = unit.accept_referral(permit, &change).await?;
        Ok(unit.commit_and_show(AcceptedView { referral: reference, case: accepted.case }).await?)
    }
}
