//! Who may publish what.

use domain::{AccountId, Part};
use proptest::prelude::*;

use super::{id, laws};
use crate::{ActKind, Hindrance, Letter, Policy, Publishing, Role, Subject, carried_over, changes};

const MANAGER: u128 = 1;
const DPO: u128 = 2;
const ADMINISTRATOR: u128 = 3;

fn people() -> Vec<(AccountId, Vec<Role>)> {
    let one = |number, role| (AccountId(id(number)), vec![role]);
    vec![
        one(MANAGER, Role::ServiceManager),
        one(DPO, Role::Dpo),
        one(ADMINISTRATOR, Role::SystemAdministrator),
    ]
}

fn with(role: Role, act: ActKind, letters: &[Letter]) -> Policy {
    let policy = Policy::default();
    let row = policy.row(role).expect("every role has a row").with_letters(act, letters);
    policy.with_row(role, row)
}

fn hindrances(
    new: &Policy,
    author: u128,
    publisher: u128,
    change: impl Fn(&mut Publishing),
) -> Vec<Hindrance> {
    let (current, people) = (Policy::default(), people());
    let held = people.iter().find(|(account, _)| *account == AccountId(id(publisher)));
    let roles = held.map_or(&[][..], |(_, roles)| roles);
    let mut publishing = Publishing {
        current: &current,
        new,
        base: current.version,
        author: AccountId(id(author)),
        publisher: (AccountId(id(publisher)), roles),
        people: &people,
    };
    change(&mut publishing);
    publishing.hindrances()
}

#[test]
fn narrowing_takes_one_and_widening_two() {
    let wider = with(Role::Coordinator, ActKind::SignOffClosure, &[Letter::Team]);
    let narrower = with(Role::Coordinator, ActKind::Reopen, &[]);
    let check = |new: &Policy, author, publisher, expect: &[Hindrance]| {
        assert_eq!(hindrances(new, author, publisher, |_| ()), expect);
    };
    check(&narrower, MANAGER, MANAGER, &[]);
    check(&narrower, ADMINISTRATOR, ADMINISTRATOR, &[]);
    check(&wider, MANAGER, MANAGER, &[Hindrance::NeedsSecond]);
    check(&wider, MANAGER, DPO, &[]);
    check(&wider, ADMINISTRATOR, MANAGER, &[]);
}

#[test]
fn nobody_approves_more_for_themselves() {
    let wider = with(Role::ServiceManager, ActKind::ViewLawfulBasis, &[Letter::Team]);
    let own = Hindrance::WidensOwn(vec![Role::ServiceManager]);
    assert_eq!(hindrances(&wider, ADMINISTRATOR, MANAGER, |_| ()), [own]);
    assert_eq!(hindrances(&wider, ADMINISTRATOR, DPO, |_| ()), []);
}

#[test]
fn what_is_stale_or_empty_or_authorless_stays() {
    let narrower = with(Role::Coordinator, ActKind::Reopen, &[]);
    assert_eq!(hindrances(&narrower, MANAGER, MANAGER, |one| one.base = 7), [Hindrance::Stale]);
    assert_eq!(hindrances(&Policy::default(), MANAGER, MANAGER, |_| ()), [Hindrance::Unchanged]);
    assert_eq!(hindrances(&narrower, 9, DPO, |_| ()), [Hindrance::AuthorGone]);
    // The officer may approve and not propose.
    assert_eq!(hindrances(&narrower, DPO, DPO, |_| ()), [Hindrance::AuthorGone]);
}

#[test]
fn somebody_is_left_to_change_it_again() {
    let less = with(Role::ServiceManager, ActKind::ApprovePolicy, &[]);
    assert_eq!(hindrances(&less, MANAGER, MANAGER, |_| ()), []);
    let people = people();
    let without_officer =
        |one: &mut Publishing| one.people = Box::leak(Box::new([people[0].clone(), people[2].clone()]));
    assert_eq!(hindrances(&less, MANAGER, MANAGER, without_officer), [Hindrance::NobodyLeft]);
}

#[test]
fn a_wall_stands_in_the_way() {
    let wrong = with(Role::SystemAdministrator, ActKind::ViewCase, &[Letter::Team]);
    let found = hindrances(&wrong, MANAGER, DPO, |_| ());
    assert!(matches!(&found[..], [Hindrance::Walls(walls)] if !walls.is_empty()), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn carrying_over_onto_its_own_base_is_the_draft(base in laws::policy(), draft in laws::policy()) {
        let carried = carried_over(&base, &draft, &base);
        let left = changes(&draft, &carried);
        // Grants of nothing are not carried, and say nothing of any cell.
        prop_assert!(left.iter().all(|one| one.subject == Subject::Sides || one.direction == crate::Direction::Neutral), "{:?}", left);
    }
}

#[test]
fn carrying_over_keeps_both_changes() {
    let base = Policy::default();
    let draft = with(Role::Coordinator, ActKind::Reopen, &[]);
    let row = base.row(Role::Coordinator).expect("a row");
    let onto =
        base.clone().with_row(Role::Coordinator, row.with_lines([Part::Feedback].into_iter().collect(), &[]));
    let carried = carried_over(&base, &draft, &onto);
    let told: Vec<_> = changes(&base, &carried).into_iter().map(|one| one.subject).collect();
    assert_eq!(told, [Subject::Part(Part::Feedback), Subject::Act(ActKind::Reopen)]);
}
