//! What a second run finds done already.

use std::collections::BTreeMap;

use super::plan::ImportPlan;
use super::profile::FileKind;

/// How a plan stands to what was brought in before, by file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Rows that nobody has brought in.
    pub new: usize,
    /// Rows that are here, cell for cell.
    pub unchanged: usize,
    /// Rows whose id is here with other cells. They are left alone: someone may have worked on
    /// the record since. Taking the batch back and running again brings them in.
    pub changed: usize,
}

/// The rows of a plan that are new, and how all of them stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// By file.
    pub files: BTreeMap<FileKind, Standing>,
}

impl Delta {
    /// Compares a plan with what is here: `known` gives the digest of a row by file and id.
    pub fn of(plan: &ImportPlan, known: &dyn Fn(FileKind, &str) -> Option<[u8; 32]>) -> Self {
        let mut delta = Self::default();
        for (kind, origin) in plan.origins() {
            let standing = delta.files.entry(kind).or_default();
            match known(kind, &origin.id) {
                None => standing.new += 1,
                Some(digest) if digest == origin.digest => standing.unchanged += 1,
                Some(_) => standing.changed += 1,
            }
        }
        delta
    }

    /// Whether a run would write nothing.
    pub fn is_empty(&self) -> bool {
        self.files.values().all(|standing| standing.new == 0)
    }
}
