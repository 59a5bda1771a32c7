//! What another policy would change, and whether it gives more or less.
//!
//! The two policies are not compared as they are written but as they work: for every root,
//! class and standing the masks of both are made and compared bit by bit. So a line that
//! was merely written differently is neutral, and nothing that lets somebody see or do more
//! can hide in a line that also takes something away.

use domain::{Part, PartSet, Relation};

use crate::print::{Situation, situations};
use crate::{ActKind, Assignments, Figures, Mask, Policy, Purpose, Role, Root, Row};

/// What of a role's row a change or a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A part of records.
    Part(Part),
    /// Something that may be done.
    Act(ActKind),
    /// Which figures about the service it gets, and what they may count.
    Figures,
    /// Where it works for every side of a case, by team or office.
    Sides,
    /// What its accesses are recorded to be for.
    Purpose,
}

words! {
    /// Whether a change gives more or takes away.
    pub enum Direction {
        /// Somebody could see or do what they could not before, whatever else it takes away.
        Widening = "widening",
        /// Something is taken away and nothing given.
        Narrowing = "narrowing",
        /// It is written differently and works the same.
        Neutral = "neutral",
    }
}

/// One thing that another policy would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// For which role.
    pub role: Role,
    /// What of its row.
    pub subject: Subject,
    /// Which way.
    pub direction: Direction,
}

/// Everything that publishing `new` in the place of `old` would change, in the order of the
/// matrix. Two policies without a change between them allow exactly the same.
pub fn changes(old: &Policy, new: &Policy) -> Vec<Change> {
    let nothing = || Row::for_purpose(Purpose::TakingPart);
    let mut found = Vec::new();
    for role in Role::ALL.iter().copied() {
        let (before, after) = (old.row(role), new.row(role));
        if before == after {
            continue;
        }
        let (before, after) = (before.unwrap_or_else(nothing), after.unwrap_or_else(nothing));
        let told = of_row(role.assignments(), &before, &after);
        found.extend(told.into_iter().map(|(subject, direction)| Change { role, subject, direction }));
    }
    found
}

/// Whether any of `changes` gives somebody more: then publishing it takes two people.
pub fn widens(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.direction == Direction::Widening)
}

fn of_row(kinds: Assignments, before: &Row, after: &Row) -> Vec<(Subject, Direction)> {
    let mut effect = Effect::default();
    for situation in &situations(kinds) {
        for root in Root::ALL {
            effect.parts(&mask(before, kinds, *root, situation), &mask(after, kinds, *root, situation));
        }
        effect.acts(&acts(before, kinds, situation), &acts(after, kinds, situation));
        effect.sides(before, after, kinds, situation);
    }
    let mut told = Vec::new();
    for part in Part::ALL.iter().copied() {
        let (gained, lost) = (effect.gained.contains(part), effect.lost.contains(part));
        if gained || lost || before.lines(part) != after.lines(part) {
            told.push((Subject::Part(part), direction(gained, lost)));
        }
    }
    for act in ActKind::ALL.iter().copied() {
        // A letter that can hold for nobody of this role is no right, and still a change of words.
        let (gained, lost) = (effect.acts_gained.contains(&act), effect.acts_lost.contains(&act));
        if gained || lost || before.letters(act) != after.letters(act) {
            told.push((Subject::Act(act), direction(gained, lost)));
        }
    }
    if (before.figures, before.counted) != (after.figures, after.counted) {
        told.push((Subject::Figures, figures(before, after)));
    }
    if effect.sides_gained || effect.sides_lost {
        told.push((Subject::Sides, direction(effect.sides_gained, effect.sides_lost)));
    }
    if before.purpose != after.purpose {
        told.push((Subject::Purpose, Direction::Neutral));
    }
    told
}

/// What the one row allows and the other does not, anywhere.
#[derive(Default)]
struct Effect {
    gained: PartSet,
    lost: PartSet,
    acts_gained: Vec<ActKind>,
    acts_lost: Vec<ActKind>,
    sides_gained: bool,
    sides_lost: bool,
}

impl Effect {
    fn parts(&mut self, before: &Mask, after: &Mask) {
        for (old, new) in before.sets().zip(after.sets()) {
            self.gained = self.gained.union(new.without(old));
            self.lost = self.lost.union(old.without(new));
        }
    }

    fn acts(&mut self, before: &[ActKind], after: &[ActKind]) {
        self.acts_gained.extend(after.iter().filter(|act| !before.contains(act)));
        self.acts_lost.extend(before.iter().filter(|act| !after.contains(act)));
    }

    /// Somebody there by team or office has every side as their own. Where that ends, the
    /// other sides are others' again, which could show more only if more were shown of others.
    fn sides(&mut self, before: &Row, after: &Row, kinds: Assignments, situation: &Situation) {
        let every_side = |row: &Row| {
            row.grants.iter().any(|grant| {
                grant.letter.is_for_every_side()
                    && grant.letter.holds(kinds, situation.class, &situation.standing)
            })
        };
        match (every_side(before), every_side(after)) {
            (false, true) => self.sides_gained = true,
            (true, false) => {
                self.sides_lost = true;
                let mask = mask(after, kinds, Root::Case, situation);
                let (own, other) = (mask.sets_of(Relation::Own), mask.sets_of(Relation::Other));
                self.sides_gained |= own.into_iter().zip(other).any(|(own, other)| !own.covers(other));
            }
            _ => {}
        }
    }
}

const fn direction(gained: bool, lost: bool) -> Direction {
    match (gained, lost) {
        (true, _) => Direction::Widening,
        (false, true) => Direction::Narrowing,
        (false, false) => Direction::Neutral,
    }
}

/// Figures widen where any part is counted more truly than before.
fn figures(before: &Row, after: &Row) -> Direction {
    let of = |row: &Row, part| if row.counted.contains(part) { row.figures } else { Figures::None };
    let any = |more: fn(&Figures, &Figures) -> bool| {
        more(&after.figures, &before.figures)
            || Part::ALL.iter().any(|part| more(&of(after, *part), &of(before, *part)))
    };
    direction(any(PartialOrd::gt), any(PartialOrd::lt))
}

fn mask(row: &Row, kinds: Assignments, root: Root, situation: &Situation) -> Mask {
    let mut mask = Mask::default();
    for grant in &row.grants {
        if grant.letter.is_for(root) && grant.letter.holds(kinds, situation.class, &situation.standing) {
            mask.add(grant, root.parts());
        }
    }
    mask
}

fn acts(row: &Row, kinds: Assignments, situation: &Situation) -> Vec<ActKind> {
    let holds = |letter: crate::Letter| letter.holds(kinds, situation.class, &situation.standing);
    row.acts.iter().filter(|(_, letter)| holds(*letter)).map(|(act, _)| *act).collect()
}
