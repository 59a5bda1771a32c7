//! A referral arrives: it is filled in, sent, looked at, and becomes a case or does not.
//!
//! Priya fills in a form page by page; what she typed is kept as a draft, sealed and hers
//! alone. Sending it runs the declared rules, then asks the plugin's code, then writes.
//! A plugin that fails never stops her: the referral is marked as not checked by it. She
//! gets a receipt number and nothing else, whoever she named.
//!
//! Dan opens the queue, reads what his role lets through, looks whether the people are
//! known, and accepts, asks for more, declines or sends it on. The rules between form and
//! case are pure functions over values: [`plan`] says which answer goes where.

mod accept;
mod address;
mod alike;
mod amend;
mod class;
mod correct;
mod decide;
mod door;
mod fill;
mod in_sight;
mod merge;
mod moves;
mod open;
mod plan;
mod proposal;
mod queue;
mod submit;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use contributions::{FormDefinition, Hooks, Registry};
use domain::Instant;
use storage::Store;

use crate::{Error, Result};

pub use accept::AcceptedView;
pub use alike::{AlikeView, PossibleDuplicates};
pub use class::{class_of, flags_of};
pub use fill::{FormState, PageAnswered};
pub use merge::{MergeProposal, PersonThereView};
pub use open::{AnswerView, ReferralPageView, ReferralView};
pub use proposal::{Accepting, AcceptingParty, KnownAs, Proposal};
pub use queue::{QueueRowView, QueueView, QueueWanted};
pub use submit::{ReceiptView, Submission};

pub use storage::Decision;

/// Which form, in whichever version is filled in today.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormName {
    /// The plugin, or `core`.
    pub plugin: String,
    /// The form.
    pub form: String,
}

impl FormName {
    /// The form `form` of `plugin`.
    pub fn new(plugin: impl Into<String>, form: impl Into<String>) -> Self {
        Self { plugin: plugin.into(), form: form.into() }
    }

    /// Where its draft is kept: one for each author.
    pub(crate) fn place(&self) -> String {
        format!("referral/{}/{}", self.plugin, self.form)
    }
}

/// The use cases of intake.
#[derive(Clone)]
pub struct Intake {
    store: Store,
    hooks: Arc<dyn Hooks>,
    registry: Arc<Registry>,
}

impl Intake {
    /// Intake over `store`, asking plugins through `hooks` about the forms of `registry`.
    pub fn new(store: Store, hooks: Arc<dyn Hooks>, registry: Arc<Registry>) -> Self {
        Self { store, hooks, registry }
    }

    /// The same with another registry: a request keeps the one it began with.
    #[must_use]
    pub fn with_registry(&self, registry: Arc<Registry>) -> Self {
        Self { registry, ..self.clone() }
    }

    /// The form in today's version.
    fn current(&self, name: &FormName) -> Result<&Arc<FormDefinition>> {
        self.registry.current_form(&name.plugin, &name.form).ok_or(Error::NotFound)
    }

    /// The form in exactly this version, as long as something refers to it.
    fn version(&self, name: &FormName, version: u32) -> Result<&Arc<FormDefinition>> {
        self.registry.form(&name.plugin, &name.form, version).ok_or(Error::NotFound)
    }

    /// The day of `moment` where the service is.
    fn day(&self, moment: Instant) -> chrono::NaiveDate {
        domain::service_day(moment, self.store.zone())
    }
}
