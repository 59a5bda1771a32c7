//! Laws that hold for every policy, not only for ours.

use domain::{CaseClass, Group, Part, PartSet, Relation};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{Case, UNIT, id, now, rights};
use crate::{
    ActKind, Actor, AssignmentKind, Assignments, Authors, Denied, Grant, Letter, Mask, Policy, RelationSet,
    Role, RolePolicy, Row, Standing, Verb, Verbs, ViewCase, decide, known, scope, visible,
};

fn all<T: Copy + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    subsequence(values, 0..=values.len())
}

fn grant() -> impl Strategy<Value = Grant> {
    let relations = subsequence(&Relation::ALL[..], 0..=4);
    (select(Letter::ALL), all(Verb::ALL), all(Part::ALL), relations, select(Authors::ALL)).prop_map(
        |(letter, verbs, parts, relations, authors)| Grant {
            letter,
            verbs: verbs.into_iter().collect::<Verbs>(),
            parts: parts.into_iter().collect::<PartSet>(),
            relations: RelationSet::of(&relations),
            authors,
        },
    )
}

pub(super) fn policy() -> impl Strategy<Value = Policy> {
    let acts = vec(
        (select(&[ActKind::ViewCase, ActKind::ViewAudit, ActKind::Pause][..]), select(Letter::ALL)),
        0..4,
    );
    let row = (vec(grant(), 0..4), acts);
    vec(row, Role::ALL.len()).prop_map(|rows| {
        let roles = Role::ALL.iter().zip(rows).map(|(role, (grants, acts))| {
            let row = Row { grants, acts, ..Row::for_purpose(crate::Purpose::Casework) };
            RolePolicy { role: *role, row }
        });
        Policy { version: 2, roles: roles.collect() }
    })
}

fn assignments() -> impl Strategy<Value = Assignments> {
    all(AssignmentKind::ALL).prop_map(|kinds| kinds.into_iter().collect())
}

pub(super) fn standing() -> impl Strategy<Value = Standing> {
    (any::<[bool; 11]>(), assignments(), assignments()).prop_map(|(flags, assigned, invited)| {
        let [
            excluded,
            allow_listed,
            named,
            in_team,
            own_organisation,
            author,
            is_self,
            over,
            vacancy,
            glass,
            narrow,
        ] = flags;
        Standing {
            excluded,
            allow_listed,
            named,
            glass,
            assigned,
            shared: narrow.then(|| PartSet::group(Group::G2)),
            invited,
            contact_sides: Vec::new(),
            in_team,
            own_organisation,
            author,
            is_self,
            closed_access_over: over,
            vacancy,
        }
    })
}

pub(super) fn class() -> impl Strategy<Value = CaseClass> {
    select(&CaseClass::ALL[..])
}

pub(super) fn somebody(roles: &[Role], policy: &Policy) -> Actor {
    Actor::account(rights(roles, policy.clone()), now())
}

/// What `actor` gets when they ask to see the case.
fn outcome(actor: &Actor, class: CaseClass, standing: &Standing) -> Result<Mask, Denied> {
    decide::<ViewCase, _>(actor, standing, Case(class), UNIT).map(|permit| permit.mask().clone())
}

proptest! {
    #[test]
    fn adding_a_role_never_removes(
        policy in policy(), roles in all(Role::ALL), more in select(Role::ALL),
        class in class(), standing in standing(),
    ) {
        let before = outcome(&somebody(&roles, &policy), class, &standing);
        let wider: Vec<Role> = roles.into_iter().chain([more]).collect();
        let after = outcome(&somebody(&wider, &policy), class, &standing);
        match (before, after) {
            (Ok(before), Ok(after)) => prop_assert!(after.covers(&before)),
            (Ok(_), Err(denied)) => prop_assert!(false, "a role took the case away: {denied}"),
            (Err(Denied::Forbidden), Err(Denied::NotFound)) => prop_assert!(false, "a role hid the case"),
            (Err(_), _) => {}
        }
    }

    #[test]
    fn an_exclusion_removes_all(
        policy in policy(), roles in all(Role::ALL), class in class(), standing in standing(),
    ) {
        let actor = somebody(&roles, &policy);
        let excluded = Standing { excluded: true, ..standing };
        prop_assert_eq!(outcome(&actor, class, &excluded), Err(Denied::NotFound));
        prop_assert!(!Mask::of(&actor, crate::Root::Case, class, &excluded).any());
    }

    #[test]
    fn the_list_and_the_record_agree(
        policy in policy(), roles in all(Role::ALL), class in class(), standing in standing(),
    ) {
        let actor = somebody(&roles, &policy);
        let listed = visible(&scope::<ViewCase>(&actor), class, &standing);
        prop_assert_eq!(listed, outcome(&actor, class, &standing).is_ok());
        prop_assert!(!listed || visible(&known(&actor, crate::Root::Case), class, &standing));
    }

    #[test]
    fn a_narrower_class_never_shows_more(
        policy in policy(), roles in all(Role::ALL), standing in standing(),
    ) {
        let actor = somebody(&roles, &policy);
        let [standard, restricted, sealed] = CaseClass::ALL.map(|class| Mask::of(
            &actor, crate::Root::Case, class, &standing,
        ));
        prop_assert!(standard.covers(&restricted));
        prop_assert!(restricted.covers(&sealed) || standing.named, "only a name opens more of a sealed case");
    }

    #[test]
    fn any_policy_survives_being_stored(policy in policy()) {
        let stored = serde_json::to_string(&policy).expect("a policy can be written");
        let read: Policy = serde_json::from_str(&stored).expect("and read");
        prop_assert_eq!(read, policy);
    }

    #[test]
    fn what_is_read_is_not_dots_and_what_is_dots_can_be_revealed(
        policy in policy(), roles in all(Role::ALL), class in class(), standing in standing(),
    ) {
        let mask = Mask::of(&somebody(&roles, &policy), crate::Root::Case, class, &standing);
        for (part, relation) in Part::ALL.iter().flat_map(|p| Relation::ALL.map(|r| (*p, r))) {
            prop_assert!(!(mask.masked(part, relation) && mask.parts_read_of_anyone(relation).contains(part)));
            prop_assert_eq!(mask.masked(part, relation), mask.parts_masked(relation).contains(part));
            prop_assert_eq!(mask.reads(part, relation), mask.parts_read(relation).contains(part));
            prop_assert_eq!(mask.reads(part, relation), mask.readable_authors(part, relation).is_some());
        }
    }
}

#[test]
fn another_account_of_the_same_standing_gets_the_same() {
    let mut other = rights(&[Role::Coordinator], Policy::default());
    other.account = domain::AccountId(id(99));
    let standing = Standing { in_team: true, ..Standing::default() };
    let mine = outcome(&super::somebody(&[Role::Coordinator]), CaseClass::Standard, &standing);
    assert_eq!(outcome(&Actor::account(other, now()), CaseClass::Standard, &standing), mine);
}
