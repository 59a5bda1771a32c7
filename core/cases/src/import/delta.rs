//! What a second run finds done already.

use std::collections::BTreeMap;

use super::plan::ImportPlan;
use super::profile::FileKind;
use super::record::Origin;

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
    /// New rows of a case that is here. They are left alone for the same reason: whoever works
    /// on the case enters what is new, or the batch is taken back and brought in again.
    pub late: usize,
}

/// How one row of a plan stands to what was brought in before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStanding {
    /// Nobody has brought it in.
    New,
    /// It is here.
    Unchanged,
    /// Its id is here, with other cells.
    Changed,
    /// It is new, and its case is not.
    Late,
}

impl RowStanding {
    /// How a row stands, `known` being the digest of a row by file and key.
    pub fn of(
        known: &dyn Fn(FileKind, &str) -> Option<[u8; 32]>,
        (kind, origin, case): (FileKind, &Origin, Option<&str>),
    ) -> Self {
        match known(kind, &origin.key()) {
            Some(digest) if digest == origin.digest => Self::Unchanged,
            Some(_) => Self::Changed,
            None if case.is_some_and(|case| known(FileKind::Cases, case).is_some()) => Self::Late,
            None => Self::New,
        }
    }
}

/// The rows of a plan that are new, and how all of them stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// By file.
    pub files: BTreeMap<FileKind, Standing>,
}

impl Delta {
    /// Compares a plan with what is here: `known` gives the digest of a row by file and key.
    pub fn of(plan: &ImportPlan, known: &dyn Fn(FileKind, &str) -> Option<[u8; 32]>) -> Self {
        let mut delta = Self::default();
        for row in plan.rows() {
            let standing = delta.files.entry(row.0).or_default();
            match RowStanding::of(known, row) {
                RowStanding::New => standing.new += 1,
                RowStanding::Unchanged => standing.unchanged += 1,
                RowStanding::Changed => standing.changed += 1,
                RowStanding::Late => standing.late += 1,
            }
        }
        delta
    }

    /// Whether a run would write nothing.
    pub fn is_empty(&self) -> bool {
        self.files.values().all(|standing| standing.new == 0)
    }

    /// The sum over all files.
    pub fn total(&self) -> Standing {
        self.files.values().fold(Standing::default(), |sum, one| Standing {
            new: sum.new + one.new,
            unchanged: sum.unchanged + one.unchanged,
            changed: sum.changed + one.changed,
            late: sum.late + one.late,
        })
    }
}
