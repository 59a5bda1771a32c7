//! The policy as data: a row for each role, versioned, stored, published.

use domain::PartSet;
use serde::{Deserialize, Serialize};

use crate::grant::part_words;
use crate::{ActKind, Assignments, Authors, Figures, Grant, Letter, Purpose, RelationSet, Role, Verbs};

/// What one role or task may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What its accesses are recorded to be for.
    pub purpose: Purpose,
    /// Which figures about the service it gets.
    pub figures: Figures,
    /// The parts whose values those figures may count.
    #[serde(with = "part_words")]
    pub counted: PartSet,
    /// Which parts of which records, and how.
    pub grants: Vec<Grant>,
    /// Which acts on which records.
    pub acts: Vec<(ActKind, Letter)>,
}

/// One role's row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolePolicy {
    /// The role.
    pub role: Role,
    /// What it may do.
    pub row: Row,
}

/// Who may do what, for every role; a role without a row may do nothing.
///
/// [`Policy::default`] is the matrix of ERMS (`security.md` §3.4). An installation
/// publishes its own as a new version, which raises the policy epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Rises with each publication.
    pub version: u64,
    /// The rows.
    pub roles: Vec<RolePolicy>,
}

impl Default for Policy {
    fn default() -> Self {
        Self { version: 1, roles: Role::ALL.iter().map(|role| crate::matrix::role(*role)).collect() }
    }
}

impl Policy {
    /// The rows of these roles, each with the assignments that count for it.
    pub(crate) fn rows<'a>(&'a self, roles: &'a [Role]) -> impl Iterator<Item = (&'a Row, Assignments)> {
        let held = self.roles.iter().filter(|policy| roles.contains(&policy.role));
        held.map(|policy| (&policy.row, policy.role.assignments()))
    }
}

impl Row {
    /// A row that allows nothing yet.
    pub(crate) fn for_purpose(purpose: Purpose) -> Self {
        let (figures, counted) = (Figures::None, PartSet::NONE);
        Self { purpose, figures, counted, grants: Vec::new(), acts: Vec::new() }
    }

    /// Adds figures over these parts.
    pub(crate) fn counts(mut self, figures: Figures, counted: PartSet) -> Self {
        (self.figures, self.counted) = (figures, counted);
        self
    }

    /// Adds a cell: everything of these parts, whoever wrote it and whomever it is addressed to.
    pub(crate) fn cell(self, letter: Letter, verbs: Verbs, parts: PartSet) -> Self {
        self.narrow(letter, verbs, parts, RelationSet::EVERY, Authors::Anyone)
    }

    /// Adds a cell for these relations and authors only.
    pub(crate) fn narrow(
        mut self,
        letter: Letter,
        verbs: Verbs,
        parts: PartSet,
        relations: RelationSet,
        authors: Authors,
    ) -> Self {
        self.grants.push(Grant { letter, verbs, parts, relations, authors });
        self
    }

    /// Adds acts.
    pub(crate) fn may(mut self, letter: Letter, acts: &[ActKind]) -> Self {
        self.acts.extend(acts.iter().map(|act| (*act, letter)));
        self
    }

    /// Whether the row has the act, to whatever record.
    pub fn has(&self, act: ActKind) -> bool {
        self.acts.iter().any(|(kind, _)| *kind == act)
    }
}
