//! The store against the oracle: the same worlds as rows, on both databases.
//!
//! What the compiled condition lets through, and what the permit's mask then says, must
//! be what the naive oracle says of the same rows. `ACCORD_PEOPLE` and `ACCORD_CASES`
//! make the world larger; 100 and 1,000 are the full figure.

use std::sync::Arc;

use domain::ReferenceKind;
use keys::Keyring;
use permissions::{Act, Allocate, Denied, LogContact, Policy, ViewAudit, ViewCase, ViewInvitation, roots};
use storage::{Reading, StillClock, Store, Unit};
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
