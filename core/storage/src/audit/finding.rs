//! What a check of the log came to.

use domain::Instant;
use serde::Serialize;
use uuid::Uuid;

/// How many findings are told one by one.
const TOLD: usize = 100;

/// What a check of the audit log came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verified {
    /// How many entries were read.
    pub entries: u64,
    /// How many lanes hold any.
    pub lanes: u32,
    /// How many rows of answers were compared with what was entered of them.
    pub rows: u64,
    /// How many checkpoints were checked.
    pub checkpoints: u64,
    /// How many entries the last sound checkpoint covers.
    pub covered: u64,
    /// When that was made.
    pub covered_at: Option<Instant>,
    /// How many checkpoints from outside agree with the log.
    pub outside: u64,
    /// What is wrong, the first hundred.
    pub findings: Vec<Finding>,
    /// How much more is wrong.
    pub more: u64,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What, as the end of a key in the catalogues. Of an entry: `missing` (before it),
    /// `added`, `altered`, `out-of-order`, `head`. Of a checkpoint: `missing`, `unsigned`,
    /// `short`, `differs`. From outside: `unsigned`, `ahead`, `differs`. Of a row: `older`,
    /// `altered`, `unentered`, `gone`.
    pub wrong: &'static str,
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum Place {
    /// In a chain.
    Entry {
        /// The lane.
        lane: i32,
        /// The entry at which the chain no longer holds.
        sequence: i64,
    },
    /// In a checkpoint that is kept here.
    Checkpoint {
        /// Which.
        number: i64,
    },
    /// Against a checkpoint that was kept elsewhere.
    Outside {
        /// How many entries it covers; 0 where it cannot be read.
        size: u64,
    },
    /// In a row of answers.
    Row {
        /// The row.
        row: Uuid,
        /// The kind of record it belongs to; empty where the row is gone.
        kind: String,
    },
}

impl Verified {
    /// How much is wrong.
    pub fn wrong(&self) -> u64 {
        self.findings.len() as u64 + self.more
    }

    pub(super) fn find(&mut self, place: Place, wrong: &'static str) {
        if self.findings.len() < TOLD {
            self.findings.push(Finding { place, wrong });
        } else {
            self.more += 1;
        }
    }
}
