//! The store against the oracle: the same worlds as rows, on both databases.
//!
//! What the compiled condition lets through, and what the permit's mask then says, must
//! be what the naive oracle says of the same rows. `ACCORD_PEOPLE` and `ACCORD_CASES`
//! make the world larger; 100 and 1,000 are the full figure.

use std::collections::BTreeSet;
use std::sync::Arc;

use contributions::Catalogue;
use domain::ReferenceKind;
use keys::Keyring;
use permissions::{
    Act, Allocate, Denied, LogContact, Policy, ViewAudit, ViewCase, ViewInvitation, ViewReferral, roots,
};
use storage::list::{CaseQuery, Count};
use storage::{QueueQuery, Reading, StillClock, Store, Unit};
use tests::databases::{Database, Kind};
use tests::dice::Dice;
use tests::populate::{populate, reference};
use tests::world::World;

use crate::worlds::compare_parts;

/// The store over a database with `world` in it.
async fn store(database: &Database, world: &World) -> Store {
    populate(&database.connect().await, world).await;
    let clock = Arc::new(StillClock::at(world.now));
    let keys = Arc::new(Keyring::generate());
    Store::open(&database.settings(), keys, clock).await.expect("the store opens")
}

fn size(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|size| size.parse().ok()).unwrap_or(default)
}

/// Looks one case up for `A`, and compares the answer, and the mask, with the oracle.
async fn compare<A: Act<Record = roots::Case>>(
    unit: &mut Unit<Reading>,
    world: &World,
    person: usize,
    case: usize,
) {
    let found = unit.case::<A>(reference(ReferenceKind::Case, case)).await;
    let mine = match &found {
        Ok(_) => Ok(()),
        Err(storage::Error::NotFound) => Err(Denied::NotFound),
        Err(storage::Error::Forbidden) => Err(Denied::Forbidden),
        Err(error) => panic!("{error}"),
    };
    let oracle = if world.may(person, A::KIND.as_str(), case) {
        Ok(())
    } else if world.knows(person, case) {
        Err(Denied::Forbidden)
    } else {
        Err(Denied::NotFound)
    };
    let (who, what) = (&world.people[person], &world.cases[case]);
    assert_eq!(mine, oracle, "{:?} by {person} {who:?} on {case} {what:?}", A::KIND);
    if let Ok(permit) = found {
        compare_parts(world, (person, case), &permit);
    }
}

/// Walks a whole list, page by page, and demands exactly the cases that the oracle lets be seen.
async fn compare_list(unit: &mut Unit<Reading>, world: &World, person: usize, limit: u64) {
    let expected: BTreeSet<String> = (0..world.cases.len())
        .filter(|case| world.may(person, "view-case", *case))
        .map(|case| reference(ReferenceKind::Case, case).stored())
        .collect();
    let who = &world.people[person];
    let mut listed = Vec::new();
    let mut query = CaseQuery { limit, ..CaseQuery::default() };
    loop {
        let page = match unit.list_cases(&Catalogue::core(), &query).await {
            Ok(page) => page,
            // Somebody who has no list at all is told so, which says nothing of any case.
            Err(storage::Error::Forbidden) if expected.is_empty() => return,
            Err(error) => panic!("{person} {who:?}: {error}"),
        };
        if let Some(Count::Exactly(count)) = page.count {
            assert_eq!(count, expected.len() as u64, "the count for {person} {who:?}");
        }
        listed.extend(page.rows.iter().map(|row| row.reference.stored()));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "{person} {who:?}: a case stands on two pages");
    assert_eq!(once, expected, "the list of {person} {who:?}");
}

/// The same for the queue of referrals, and for each of them looked up.
async fn compare_referrals(unit: &mut Unit<Reading>, world: &World, person: usize) {
    let seen = |referral: &usize| world.sees_referral(person, *referral);
    let name = |referral: usize| reference(ReferenceKind::Referral, referral);
    let expected: BTreeSet<String> =
        (0..world.referrals.len()).filter(seen).map(|referral| name(referral).stored()).collect();
    let who = &world.people[person];
    let mut listed = BTreeSet::new();
    let mut query = QueueQuery::all(9);
    loop {
        let page = match unit.referrals(&query).await {
            Ok(page) => page,
            Err(storage::Error::Forbidden) if expected.is_empty() => break,
            Err(error) => panic!("{person} {who:?}: {error}"),
        };
        for row in &page.rows {
            assert!(
                listed.insert(row.reference.stored()),
                "{person} {who:?}: a referral stands on two pages"
            );
        }
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    assert_eq!(listed, expected, "the queue of {person} {who:?}");
    for referral in 0..world.referrals.len() {
        let found = unit.referral::<ViewReferral>(name(referral)).await;
        assert_eq!(found.is_ok(), seen(&referral), "{person} {who:?} on {:?}", world.referrals[referral]);
    }
}

async fn the_store_agrees_with_the_oracle(kind: Kind) {
    let (_, mut dice) = Dice::fresh();
    let (people, cases) = (size("ACCORD_PEOPLE", 25), size("ACCORD_CASES", 60));
    let world = World::random(&mut dice, people, cases);
    let database = Database::fresh(kind).await;
    let store = store(&database, &world).await;
    let policy = Arc::new(Policy::default());
    for person in 0..people {
        let actor = world.actor(person, &policy);
        let mut unit = store.read(&actor).await.expect("a unit begins");
        let limit = 1 + dice.below(20) as u64;
        compare_list(&mut unit, &world, person, limit).await;
        compare_referrals(&mut unit, &world, person).await;
        for case in 0..cases {
            compare::<ViewCase>(&mut unit, &world, person, case).await;
            compare::<ViewInvitation>(&mut unit, &world, person, case).await;
            if dice.chance(20) {
                compare::<ViewAudit>(&mut unit, &world, person, case).await;
                compare::<LogContact>(&mut unit, &world, person, case).await;
                compare::<Allocate>(&mut unit, &world, person, case).await;
            }
        }
    }
}

crate::on_both!(the_store_agrees_with_the_oracle);
