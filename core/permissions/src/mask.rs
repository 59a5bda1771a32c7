//! Which parts of one record its reader may read and write.

use domain::{CaseClass, Part, PartSet, Relation};

use crate::{Actor, AssignmentKind, Assignments, Authors, Grant, Letter, Root, Standing, Verb};

/// Who wrote something, as its reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The reader themselves.
    Reader,
    /// A facilitator of the case.
    Facilitator,
    /// Anybody else.
    Other,
}

/// The parts allowed in one relation, verb by verb.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Cells {
    /// By whose writing: anyone's, facilitators', own; each includes those before it.
    read: [PartSet; 3],
    masked: PartSet,
    write: [PartSet; 3],
    send: PartSet,
    share: PartSet,
}

/// What the reader may do with each part, by the relation they stand in to it.
///
/// It is the union over the roles they hold of everything that reaches this record in
/// this standing; somebody excluded gets the empty one. Storage selects only what is in
/// it, so that a forbidden value never leaves the database.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mask {
    cells: [Cells; 4],
}

impl Mask {
    /// The mask of `actor` for a record of this root and class in this standing.
    pub(crate) fn of(actor: &Actor, root: Root, class: CaseClass, standing: &Standing) -> Self {
        let mut mask = Self::default();
        for (row, kinds) in actor.rows() {
            let reaches =
                |grant: &&Grant| grant.letter.is_for(root) && grant.letter.holds(kinds, class, standing);
            // What was shared with a partner narrows what the partner's rows give.
            let only_shared = kinds == Assignments::from(AssignmentKind::Partner);
            for grant in row.grants.iter().filter(reaches) {
                let by_assignment = matches!(grant.letter, Letter::Assigned | Letter::Contact);
                match standing.shared {
                    Some(shared) if only_shared && by_assignment => {
                        mask.add(grant, root.parts().intersection(shared));
                    }
                    _ => mask.add(grant, root.parts()),
                }
            }
        }
        mask
    }

    /// Adds what `grant` gives to a record that has the parts `of_record`.
    pub(crate) fn add(&mut self, grant: &Grant, of_record: PartSet) {
        let parts = grant.parts.intersection(of_record);
        // What anyone's writing allows, own writing and facilitators' allow too.
        let first = grant.authors as usize;
        for relation in grant.relations.iter() {
            let cells = &mut self.cells[relation as usize];
            for verb in grant.verbs.iter() {
                match verb {
                    Verb::Read => widen(&mut cells.read[first..], parts),
                    Verb::Write => widen(&mut cells.write[first..], parts),
                    Verb::ReadMasked => widen(std::slice::from_mut(&mut cells.masked), parts),
                    Verb::Send => widen(std::slice::from_mut(&mut cells.send), parts),
                    Verb::Share => widen(std::slice::from_mut(&mut cells.share), parts),
                }
            }
        }
    }

    const fn at(&self, relation: Relation) -> &Cells {
        &self.cells[relation as usize]
    }

    /// Whether anything of `part` in this relation may be read; whose writing, [`reads_of`](Self::reads_of) says.
    pub const fn reads(&self, part: Part, relation: Relation) -> bool {
        self.at(relation).read[Authors::Own as usize].contains(part)
    }

    /// Whether `part` may be read where `author` wrote it.
    pub const fn reads_of(&self, part: Part, relation: Relation, author: Author) -> bool {
        self.at(relation).read[level(author)].contains(part)
    }

    /// The widest circle of authors whose writing of `part` may be read.
    pub const fn readable_authors(&self, part: Part, relation: Relation) -> Option<Authors> {
        widest(&self.at(relation).read, part)
    }

    /// The widest circle of authors whose writing of `part` may be changed.
    pub const fn writable_authors(&self, part: Part, relation: Relation) -> Option<Authors> {
        widest(&self.at(relation).write, part)
    }

    /// Whether `part` is shown as dots, because no rule lets it be read outright.
    pub const fn masked(&self, part: Part, relation: Relation) -> bool {
        self.at(relation).masked.contains(part) && !self.reads_of(part, relation, Author::Other)
    }

    /// Whether a value of `part` may be revealed, outright or from its dots.
    pub const fn reveals(&self, part: Part, relation: Relation) -> bool {
        self.masked(part, relation) || self.reads(part, relation)
    }

    /// Whether something new may be written into `part`.
    pub const fn writes(&self, part: Part, relation: Relation) -> bool {
        self.at(relation).write[Authors::Own as usize].contains(part)
    }

    /// Whether what `author` wrote into `part` may be changed.
    pub const fn amends(&self, part: Part, relation: Relation, author: Author) -> bool {
        self.at(relation).write[level(author)].contains(part)
    }

    /// Whether `part` may be printed, exported or sent.
    pub const fn sends(&self, part: Part, relation: Relation) -> bool {
        self.at(relation).send.contains(part)
    }

    /// Whether `part` may be shared with or assigned to somebody else.
    pub const fn shares(&self, part: Part, relation: Relation) -> bool {
        self.at(relation).share.contains(part)
    }

    /// The parts of which something may be read in this relation.
    pub const fn parts_read(&self, relation: Relation) -> PartSet {
        self.at(relation).read[Authors::Own as usize]
    }

    /// The parts that may be read in this relation whoever wrote them.
    pub const fn parts_read_of_anyone(&self, relation: Relation) -> PartSet {
        self.at(relation).read[Authors::Anyone as usize]
    }

    /// The parts shown as dots in this relation.
    pub const fn parts_masked(&self, relation: Relation) -> PartSet {
        let cells = self.at(relation);
        cells.masked.without(cells.read[Authors::Anyone as usize])
    }

    /// The parts into which something new may be written in this relation.
    pub const fn parts_written(&self, relation: Relation) -> PartSet {
        self.at(relation).write[Authors::Own as usize]
    }

    /// Whether `part`, where it may be read at all, may be read only in the reader's own writing.
    pub fn own_only(&self, part: Part) -> bool {
        let widest =
            Relation::ALL.into_iter().filter_map(|relation| self.readable_authors(part, relation)).min();
        widest == Some(Authors::Own)
    }

    /// Whether it allows anything at all.
    pub fn any(&self) -> bool {
        *self != Self::default()
    }

    /// Whether everything that `other` allows is allowed here too.
    pub fn covers(&self, other: &Self) -> bool {
        self.sets().zip(other.sets()).all(|(wide, narrow)| wide.covers(narrow))
    }

    /// Every set of parts in it, for comparing two masks set by set.
    pub(crate) fn sets(&self) -> impl Iterator<Item = PartSet> {
        self.cells.iter().flat_map(Cells::sets)
    }

    /// The sets of one relation, in the same order.
    pub(crate) fn sets_of(&self, relation: Relation) -> [PartSet; 9] {
        self.at(relation).sets()
    }
}

impl Cells {
    /// Every set, for comparing. Reading outright covers seeing dots.
    fn sets(&self) -> [PartSet; 9] {
        let [a, b, c] = self.read;
        let [d, e, f] = self.write;
        [a, b, c, d, e, f, self.masked.union(a), self.send, self.share]
    }
}

/// The widest circle of authors in whose set `part` is.
const fn widest(sets: &[PartSet; 3], part: Part) -> Option<Authors> {
    if sets[Authors::Anyone as usize].contains(part) {
        Some(Authors::Anyone)
    } else if sets[Authors::Facilitators as usize].contains(part) {
        Some(Authors::Facilitators)
    } else if sets[Authors::Own as usize].contains(part) {
        Some(Authors::Own)
    } else {
        None
    }
}

fn widen(sets: &mut [PartSet], parts: PartSet) {
    for set in sets {
        *set = set.union(parts);
    }
}

/// The narrowest circle of authors that includes `author`.
const fn level(author: Author) -> usize {
    match author {
        Author::Reader => Authors::Own as usize,
        Author::Facilitator => Authors::Facilitators as usize,
        Author::Other => Authors::Anyone as usize,
    }
}

impl std::fmt::Debug for Mask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut map = f.debug_map();
        for relation in Relation::ALL {
            let cells = self.at(relation);
            map.entry(&relation, &(cells.read, cells.masked, cells.write, cells.send, cells.share));
        }
        map.finish()
    }
}
