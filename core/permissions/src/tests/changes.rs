//! What changes, against the printed cells: two ways that share nothing but the letters.

use std::collections::BTreeSet;

use domain::{CaseClass, Part, PartSet, Relation};
use proptest::prelude::*;
use proptest::sample::select;

use super::laws;
use crate::print;
use crate::{
    ActKind, Authors, Direction, Figures, Grant, Letter, Mask, Policy, RelationSet, Role, Root, Standing,
    Subject, Verb, Verbs, changes, widens,
};

/// One thing that somebody may do in one place: the grain that rights are counted in.
type Right = (Subject, (usize, CaseClass, Root, Relation), (char, u8));

/// Everything `policy` allows somebody of `role`, in every root and class and every one of the
/// standings, as the printed cells say it.
fn rights(policy: &Policy, role: Role, standings: &[Standing]) -> BTreeSet<Right> {
    let mut found = BTreeSet::new();
    let Some(row) = policy.row(role) else { return found };
    for (index, standing) in standings.iter().enumerate() {
        for class in CaseClass::ALL {
            let holds = |letter: Letter| letter.holds(role.assignments(), class, standing);
            for (act, _) in row.acts.iter().filter(|(_, letter)| holds(*letter)) {
                let place = (index, class, act.root(), Relation::Shared);
                found.insert((Subject::Act(*act), place, ('d', 0)));
            }
            for root in Root::ALL.iter().copied() {
                let mut mask = Mask::default();
                for grant in &row.grants {
                    if grant.letter.is_for(root) && holds(grant.letter) {
                        mask.add(grant, root.parts());
                    }
                }
                for (part, relation) in root.parts().iter().flat_map(|p| Relation::ALL.map(|r| (p, r))) {
                    let cell = print::cell(&mask, part, relation);
                    let place = (index, class, root, relation);
                    found.extend(said(&cell).into_iter().map(|right| (Subject::Part(part), place, right)));
                }
            }
        }
    }
    found
}

/// What the text of a cell says, one right after the other: what is anybody's is also that of
/// facilitators and one's own, and what may be read may be seen as dots.
fn said(cell: &str) -> Vec<(char, u8)> {
    let mut circle = 0;
    let mut rights = Vec::new();
    for letter in cell.chars() {
        match letter {
            '[' => circle = 1,
            '(' => circle = 2,
            ']' | ')' => circle = 0,
            verb => rights.extend((circle..3).map(|within| (verb, within))),
        }
    }
    if rights.contains(&('r', 0)) {
        rights.extend((0..3).map(|within| ('m', within)));
    }
    rights
}

fn compare(old: &Policy, new: &Policy, role: Role, standings: &[Standing]) -> Result<(), TestCaseError> {
    let (before, after) = (rights(old, role, standings), rights(new, role, standings));
    let told: Vec<_> = changes(old, new).into_iter().filter(|one| one.role == role).collect();
    let more: BTreeSet<Subject> = after.difference(&before).map(|right| right.0).collect();
    let less: BTreeSet<Subject> = before.difference(&after).map(|right| right.0).collect();
    let parts = Part::ALL.iter().map(|part| Subject::Part(*part));
    for subject in parts.chain(ActKind::ALL.iter().map(|act| Subject::Act(*act))) {
        let expect = match (more.contains(&subject), less.contains(&subject)) {
            (true, _) => Some(Direction::Widening),
            (false, true) => Some(Direction::Narrowing),
            (false, false) => None,
        };
        let direction = told.iter().find(|one| one.subject == subject).map(|one| one.direction);
        let direction = direction.filter(|one| *one != Direction::Neutral);
        prop_assert_eq!(direction, expect, "{:?} {:?}", role, subject);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn changes_are_those_of_the_printed_cells(
        old in laws::policy(), new in laws::policy(), standing in laws::standing(), role in select(Role::ALL),
    ) {
        let mut standings: Vec<Standing> = print::situations(role.assignments()).into_iter()
            .filter(|situation| situation.class == CaseClass::Standard)
            .map(|situation| situation.standing).collect();
        standings.push(standing);
        compare(&old, &new, role, &standings)?;
    }

    #[test]
    fn whatever_somebody_gains_anywhere_widens(
        old in laws::policy(), new in laws::policy(), standing in laws::standing(),
        role in select(Role::ALL), class in laws::class(),
    ) {
        let told = changes(&old, &new);
        for root in Root::ALL.iter().copied() {
            let mask = |policy: &Policy| {
                Mask::of(&laws::somebody(&[role], policy), root, class, &standing)
            };
            let (before, after) = (mask(&old), mask(&new));
            let widened = |part| told.iter().any(|one| {
                (one.role, one.subject, one.direction) == (role, Subject::Part(part), Direction::Widening)
            });
            for (part, relation) in root.parts().iter().flat_map(|p| Relation::ALL.map(|r| (p, r))) {
                let more = (after.reads(part, relation) && !before.reads(part, relation))
                    || (after.reveals(part, relation) && !before.reveals(part, relation))
                    || (after.writes(part, relation) && !before.writes(part, relation))
                    || (after.sends(part, relation) && !before.sends(part, relation))
                    || (after.shares(part, relation) && !before.shares(part, relation));
                prop_assert!(!more || widened(part), "{:?} {:?} {:?} {:?}", role, root, part, relation);
            }
        }
    }

    #[test]
    fn a_policy_does_not_change_into_itself(policy in laws::policy()) {
        prop_assert_eq!(changes(&policy, &policy), vec![]);
        prop_assert!(!widens(&changes(&policy, &policy)));
    }

    #[test]
    fn a_cell_written_anew_is_the_cell(policy in laws::policy(), role in select(Role::ALL)) {
        let row = policy.row(role).expect("every role has a row");
        let anew = Part::ALL.iter().fold(row.clone(), |anew, part| {
            let lines = anew.lines(*part);
            anew.with_lines([*part].into_iter().collect(), &lines)
        });
        for part in Part::ALL {
            prop_assert_eq!(anew.lines(*part), row.lines(*part).into_iter()
                .filter(|line| !line.relations.is_empty()).collect::<Vec<_>>());
        }
        let told = changes(&policy, &policy.clone().with_row(role, anew));
        // Grants of nothing are left out, and with them what they said about sides.
        let same = |one: &crate::Change| one.direction == Direction::Neutral || one.subject == Subject::Sides;
        prop_assert!(told.iter().all(same), "{:?}", told);
    }
}

/// The default with another cell.
fn cell(role: Role, part: Part, change: impl Fn(Vec<crate::Line>) -> Vec<crate::Line>) -> Policy {
    let policy = Policy::default();
    let row = policy.row(role).expect("every role has a row");
    let lines = change(row.lines(part));
    policy.with_row(role, row.with_lines([part].into_iter().collect(), &lines))
}

fn told(new: &Policy) -> Vec<(Role, Subject, Direction)> {
    changes(&Policy::default(), new).into_iter().map(|one| (one.role, one.subject, one.direction)).collect()
}

#[test]
fn dots_are_less_than_seeing_and_more_than_nothing() {
    let dots = Verbs::of(&[Verb::ReadMasked]);
    let masked = cell(Role::LeadFacilitator, Part::SafeContact, |lines| {
        lines.into_iter().map(|line| crate::Line { verbs: dots, ..line }).collect()
    });
    let subject = Subject::Part(Part::SafeContact);
    assert_eq!(told(&masked), [(Role::LeadFacilitator, subject, Direction::Narrowing)]);
    let back = changes(&masked, &Policy::default());
    assert!(widens(&back));
    let gone = cell(Role::LeadFacilitator, Part::SafeContact, |_| Vec::new());
    assert_eq!(told(&gone), [(Role::LeadFacilitator, subject, Direction::Narrowing)]);
    assert!(widens(&changes(&gone, &masked)), "dots can be revealed");
}

#[test]
fn giving_while_taking_widens() {
    let moved = cell(Role::Coordinator, Part::Notes, |lines| {
        lines.into_iter().map(|line| crate::Line { letter: Letter::Assigned, ..line }).collect()
    });
    let subject = Subject::Part(Part::Notes);
    assert_eq!(told(&moved), [(Role::Coordinator, subject, Direction::Widening)]);
    let own = cell(Role::Coordinator, Part::Notes, |lines| {
        lines.into_iter().map(|line| crate::Line { authors: Authors::Own, ..line }).collect()
    });
    assert_eq!(told(&own), [(Role::Coordinator, subject, Direction::Narrowing)]);
}

#[test]
fn working_for_every_side_is_a_right_of_its_own() {
    let grant = Grant {
        letter: Letter::Team,
        verbs: Verbs::of(&[Verb::Read]),
        parts: PartSet::of(&[Part::Feedback]),
        relations: RelationSet::SHARED,
        authors: Authors::Anyone,
    };
    let policy = Policy::default();
    let mut row = policy.row(Role::PartnerReferrer).expect("a row");
    row.grants.push(grant);
    let wider = policy.clone().with_row(Role::PartnerReferrer, row);
    assert!(told(&wider).contains(&(Role::PartnerReferrer, Subject::Sides, Direction::Widening)));
    let back = changes(&wider, &policy);
    assert!(!widens(&back), "{back:?}");
}

#[test]
fn figures_acts_and_rows_are_told() {
    let policy = Policy::default();
    let row = |role| policy.row(role).expect("a row");
    let figures = |figures, counted| {
        let row = row(Role::Coordinator).with_figures(figures, counted);
        told(&policy.clone().with_row(Role::Coordinator, row))
    };
    let counted = row(Role::Coordinator).counted;
    let is = |direction| [(Role::Coordinator, Subject::Figures, direction)];
    assert_eq!(figures(Figures::True, counted), is(Direction::Widening));
    assert_eq!(figures(Figures::None, counted), is(Direction::Narrowing));
    assert_eq!(figures(Figures::Protected, PartSet::NONE), is(Direction::Narrowing));
    assert_eq!(figures(Figures::True, PartSet::NONE), is(Direction::Widening));

    let act = |letters: &[Letter]| {
        let row = row(Role::Coordinator).with_letters(ActKind::Reopen, letters);
        told(&policy.clone().with_row(Role::Coordinator, row))
    };
    let is = |direction| [(Role::Coordinator, Subject::Act(ActKind::Reopen), direction)];
    assert_eq!(act(&[]), is(Direction::Narrowing));
    assert_eq!(act(&[Letter::Team, Letter::Assigned]), is(Direction::Widening));

    let without = Policy { roles: policy.roles[1..].to_vec(), ..policy.clone() };
    let lost = changes(&policy, &without);
    assert!(!lost.is_empty() && lost.iter().all(|one| one.role == Role::ServiceManager));
    assert!(!widens(&lost) && widens(&changes(&without, &policy)));
}
