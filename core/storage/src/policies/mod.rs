//! Who may do what, as an installation publishes it: versions, drafts, and the way between.
//!
//! A published version is sealed with a keyed digest, so that a row that was changed past the
//! service is not believed. Publishing raises the policy epoch in the same transaction, and
//! with the next request everybody has the new rights (`decisions.md` 51).

mod drafts;
mod load;
mod publish;
mod versions;

pub use drafts::{DraftState, PolicyDraft, PolicyDraftLine};
pub use publish::Publication;
pub use versions::PolicyVersion;

use domain::{Part, PartSet};
use permissions::{Leave, Policy};
use uuid::Uuid;

use crate::audit::Entry;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How many versions and how many open drafts a list shows.
const SHOWN: u64 = 200;

impl<Mode> Unit<Mode> {
    pub(crate) fn check_right<A>(&self, leave: &Leave<A>) -> Result<()> {
        if leave.unit() == self.id { Ok(()) } else { Err(Error::WrongUnit) }
    }
}

impl Unit<Writing> {
    /// Enters what was done to a draft or with it; the detail is codes and references alone.
    fn policy_act<A>(
        &mut self,
        leave: &Leave<A>,
        verb: &'static str,
        draft: Uuid,
        detail: String,
    ) -> Result<()> {
        self.check_right(leave)?;
        let entry = Entry {
            parts: PartSet::of(&[Part::Configuration]),
            purpose: Some(leave.purpose()),
            ..Entry::new(verb, "service")
        };
        self.note_entry(entry.about(draft).detail(detail));
        Ok(())
    }
}

fn written(policy: &Policy) -> Result<String> {
    serde_json::to_string(policy).map_err(|_| Error::Meaning("policy"))
}

fn read(body: &str) -> Result<Policy> {
    serde_json::from_str(body).map_err(|_| Error::Meaning("draft of a policy"))
}
