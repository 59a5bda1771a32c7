//! The policy against the oracle, over random worlds.
//!
//! `security.md` §7, requirement 2: no difference, over as many worlds as one likes.
//! `ACCORD_WORLDS` says how many; `ACCORD_SEED` brings one back.

use std::sync::Arc;

use domain::{Audience, Part};
use permissions::{
    Act, Actor, Allocate, Author, ChangeClass, Denied, LogContact, Permit, Policy, ProposeClosure,
    RevealContact, SignOffClosure, Standing, UnitId, ViewAudit, ViewCase, ViewFeedback, ViewInvitation,
    ViewReferral, decide, roots, scope, visible,
};
use tests::dice::Dice;
use tests::oracle::{By, Datum, Sight, To};
use tests::standing::{Spine, side};
use tests::world::World;

type Case = Spine<roots::Case>;

const UNIT: UnitId = UnitId(1);

/// Tries one act on one case and compares whether it is allowed, and why not.
fn compare<A: Act<Record = roots::Case>>(
    world: &World,
    (person, case): (usize, usize),
    actor: &Actor,
    standing: &Standing,
) -> Option<Permit<A, Case>> {
    let record = Case::of(world.cases[case].class);
    let class = record.0;
    let outcome = decide::<A, Case>(actor, standing, record, UNIT);
    let expected = if world.may(person, A::KIND.as_str(), case) {
        Ok(())
    } else if world.knows(person, case) {
        Err(Denied::Forbidden)
    } else {
        Err(Denied::NotFound)
    };
    let context = || format!("{:?} by {person} on {case}: {:?} {standing:?}", A::KIND, world.people[person]);
    assert_eq!(outcome.as_ref().map(|_| ()).map_err(|denied| *denied), expected, "{}", context());
    assert_eq!(visible(&scope::<A>(actor), class, standing), expected.is_ok(), "the list, {}", context());
    outcome.ok()
}

/// Compares what a permit's mask says of every part, wherever it is addressed and whoever wrote it.
pub(crate) fn compare_parts<A, R>(world: &World, (person, case): (usize, usize), permit: &Permit<A, R>) {
    let sides =
        (0..world.cases[case].sides).map(|number| (To::Side(number), Audience::Side(side(case, number))));
    let places = sides.chain([(To::Shared, Audience::Shared), (To::Internal, Audience::Internal)]);
    let authors =
        [(By::Reader, Author::Reader), (By::Facilitator, Author::Facilitator), (By::Somebody, Author::Other)];
    for (to, audience) in places {
        let relation = permit.relation(audience);
        for part in Part::ALL {
            for (by, author) in authors {
                let datum = Datum { part: part.as_str(), to, by };
                let mask = permit.mask();
                let sight = if mask.reads_of(*part, relation, author) {
                    Sight::Value
                } else if mask.masked(*part, relation) {
                    Sight::Dots
                } else {
                    Sight::Nothing
                };
                let mine = (sight, mask.amends(*part, relation, author), mask.sends(*part, relation));
                let oracle = (
                    world.sight(person, case, datum),
                    world.allows(person, case, datum, 'w'),
                    world.allows(person, case, datum, 'x'),
                );
                assert_eq!(mine, oracle, "{datum:?} for {person} in {case}: {:?}", world.people[person]);
            }
        }
    }
}

fn compare_world(dice: &mut Dice, people: usize, cases: usize) -> (usize, usize) {
    let world = World::random(dice, people, cases);
    let policy = Arc::new(Policy::default());
    let (mut pairs, mut seen) = (0, 0);
    for person in 0..people {
        let actor = world.actor(person, &policy);
        for case in (0..cases).filter(|case| world.cases[*case].live) {
            let standing = world.standing(person, case, &actor);
            let pair = (person, case);
            pairs += 1;
            if let Some(permit) = compare::<ViewCase>(&world, pair, &actor, &standing) {
                seen += 1;
                compare_parts(&world, pair, &permit);
            }
            if let Some(permit) = compare::<ViewInvitation>(&world, pair, &actor, &standing) {
                compare_parts(&world, pair, &permit);
            }
            if let Some(permit) = compare::<ViewAudit>(&world, pair, &actor, &standing)
                && dice.chance(2)
            {
                compare_parts(&world, pair, &permit);
            }
            compare::<LogContact>(&world, pair, &actor, &standing);
            compare::<RevealContact>(&world, pair, &actor, &standing);
            compare::<Allocate>(&world, pair, &actor, &standing);
            compare::<ProposeClosure>(&world, pair, &actor, &standing);
            compare::<SignOffClosure>(&world, pair, &actor, &standing);
            compare::<ChangeClass>(&world, pair, &actor, &standing);
            compare::<ViewFeedback>(&world, pair, &actor, &standing);
        }
        for referral in (0..world.referrals.len()).filter(|referral| world.referrals[*referral].live) {
            let standing = world.standing_to_referral(person, referral, &actor);
            let record = Spine::<roots::Referral>::of(world.referrals[referral].class);
            let mine = decide::<ViewReferral, _>(&actor, &standing, record, UNIT).is_ok();
            assert_eq!(mine, world.sees_referral(person, referral), "{person} {referral} {standing:?}");
        }
    }
    (pairs, seen)
}

#[test]
fn the_policy_agrees_with_the_oracle() {
    let worlds = std::env::var("ACCORD_WORLDS").ok().and_then(|count| count.parse().ok()).unwrap_or(5);
    let (_, mut dice) = Dice::fresh();
    let (mut pairs, mut seen) = (0, 0);
    for _ in 0..worlds {
        let compared = compare_world(&mut dice, 40, 60);
        (pairs, seen) = (pairs + compared.0, seen + compared.1);
    }
    println!("{worlds} worlds, {pairs} pairs of a person and a case, {seen} of them seen");
    assert!(seen * 100 > pairs, "too few pairs see each other for the comparison to mean anything");
}
