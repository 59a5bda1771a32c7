//! The matrix in print, from trying everything on the policy itself.
//!
//! `matrix.txt` is for people: a block for each role, groups down, situations across.
//! `matrix-cells.txt` is for machines: a line for each cell that allows anything. Both
//! are checked in and compared by a test, so that a change in rights is a visible line
//! in a diff, which a service manager can approve without reading code.

mod cells;
mod people;
mod situation;

pub use cells::cells;
pub use people::matrix;

use domain::{Part, PartSet, Relation};

use crate::{Assignments, Authors, Mask, Policy, Role, Row, Task, Verb};
pub(crate) use situation::{Situation, situations};

/// What is printed: the default, or a version that an installation published.
fn named(policy: &Policy) -> String {
    match policy.version {
        1 => "the default policy of Accord".to_owned(),
        version => format!("version {version} of the permissions of this installation"),
    }
}

/// A row of the matrix, whoever holds it.
struct Holder<'a> {
    name: String,
    row: &'a Row,
    kinds: Assignments,
}

/// The roles of `policy`, then the tasks.
fn holders(policy: &Policy) -> Vec<Holder<'_>> {
    let role = |role: &Role| {
        let found = policy.roles.iter().find(|policy| policy.role == *role)?;
        Some(Holder { name: role.as_str().to_owned(), row: &found.row, kinds: role.assignments() })
    };
    let task = |task: &Task| Holder {
        name: format!("task {}", task.as_str()),
        row: task.row(),
        kinds: Assignments::NONE,
    };
    Role::ALL.iter().filter_map(role).chain(Task::ALL.iter().map(task)).collect()
}

impl Holder<'_> {
    /// What the holder's grants add up to in this situation, on a record that had every part.
    fn mask(&self, situation: &Situation) -> Mask {
        let mut mask = Mask::default();
        for grant in &self.row.grants {
            if grant.letter.holds(self.kinds, situation.class, &situation.standing) {
                mask.add(grant, PartSet::ALL);
            }
        }
        mask
    }

    /// The words of the acts allowed in this situation.
    fn acts(&self, situation: &Situation) -> Vec<&'static str> {
        let allowed = self
            .row
            .acts
            .iter()
            .filter(|(_, letter)| letter.holds(self.kinds, situation.class, &situation.standing));
        let mut acts: Vec<_> = allowed.map(|(act, _)| *act).collect();
        acts.sort_unstable();
        acts.dedup();
        acts.into_iter().map(crate::ActKind::as_str).collect()
    }
}

/// The verbs of one cell: `rw` is anybody's writing, `[r]` facilitators', `(rw)` one's own.
pub(crate) fn cell(mask: &Mask, part: Part, relation: Relation) -> String {
    let read = mask.readable_authors(part, relation);
    let write = mask.writable_authors(part, relation);
    let mut text = String::new();
    for authors in Authors::ALL.iter().copied() {
        let mut verbs = String::new();
        if read == Some(authors) {
            verbs.push(Verb::Read.letter());
        }
        if authors == Authors::Anyone && mask.masked(part, relation) {
            verbs.push(Verb::ReadMasked.letter());
        }
        if write == Some(authors) {
            verbs.push(Verb::Write.letter());
        }
        if authors == Authors::Anyone {
            let more = [(mask.sends(part, relation), Verb::Send), (mask.shares(part, relation), Verb::Share)];
            verbs.extend(more.into_iter().filter(|(has, _)| *has).map(|(_, verb)| verb.letter()));
        }
        if !verbs.is_empty() {
            text += &match authors {
                Authors::Anyone => verbs,
                Authors::Facilitators => format!("[{verbs}]"),
                Authors::Own => format!("({verbs})"),
            };
        }
    }
    text
}
