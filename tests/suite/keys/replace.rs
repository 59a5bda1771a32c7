//! Keys are replaced while people work: nothing fails, nothing is lost, the log verifies.

use administration::{Error, Keys, Replace};
use permissions::{Actor, Task};
use storage::RotationState;
use tests::databases::Kind;
use tests::dice::Dice;

use super::places::{Place, Sealed};
use crate::audit::Log;

fn operator(log: &Log) -> Actor {
    Actor::system(Task::Operator, log.house.store.now())
}

/// What every sealed section says and where it stands, in an order of its own.
async fn says(log: &Log) -> Vec<(String, Vec<u8>)> {
    let sealed = Sealed::read(&log.forger).await;
    let contents = sealed.contents(log.house.store.keys());
    let sections = contents.into_iter().filter(|(place, _)| matches!(place, Place::Section { .. }));
    let mut said: Vec<_> = sections.map(|(place, plain)| (format!("{place:?}"), plain)).collect();
    said.sort();
    said
}

/// Statistics as they are tied to the people of each case, by the test's own reckoning.
async fn tied(log: &Log) -> usize {
    use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
    let on = &log.forger;
    let ask = async |sql: &str| {
        on.query_all_raw(Statement::from_string(on.get_database_backend(), sql))
            .await
            .expect("it can be read")
    };
    let sealed = Sealed::read(on).await;
    let keys: Vec<Vec<u8>> = ask("SELECT key FROM statistics")
        .await
        .iter()
        .map(|row| row.try_get("", "key").expect("bytes"))
        .collect();
    let parts = ask("SELECT person, case_id FROM participants").await;
    parts
        .iter()
        .filter(|row| {
            let person: uuid::Uuid = row.try_get("", "person").expect("a name");
            let case: uuid::Uuid = row.try_get("", "case_id").expect("a name");
            let key = sealed.key(log.house.store.keys(), person).expect("the key opens");
            keys.contains(&key.digest("statistic", case.as_bytes()).to_vec())
        })
        .count()
}

async fn both_are_replaced_while_people_work(kind: Kind) {
    let mut log = Log::open(kind).await;
    let mut dice = Dice::new(5);
    for _ in 0..40 {
        log.act(&mut dice).await;
    }
    log.checkpoint().await;
    let before = says(&log).await;
    let counted = tied(&log).await;
    assert!(before.len() > 20 && counted > 2, "{} sections, {counted} statistics", before.len());
    let keys = Keys::new(log.house.store.clone());
    for (replace, generation) in [(Replace::Master, 2), (Replace::Owners, 2)] {
        let wrapped = Sealed::read(&log.forger).await.all;
        // A key is replaced that is older than the rotation.
        log.house.tick();
        keys.begin(&operator(&log), replace).await.expect("nothing is under way");
        assert!(matches!(keys.begin(&operator(&log), replace).await, Err(Error::Conflict)));
        let working = keys.clone();
        let running = tokio::spawn(async move { working.run(|done, of| assert!(done <= of)).await });
        let mut acts = 0;
        while !running.is_finished() || acts < 5 {
            log.act(&mut dice).await;
            acts += 1;
        }
        let done = running.await.expect("no panic").expect("it is done").expect("there was something to do");
        assert_eq!(done.state, RotationState::Done);
        assert!(done.done >= done.total && done.total > 5, "{done:?}");
        assert!(keys.run(|_, _| {}).await.expect("it answers").is_none(), "nothing is left");
        let report = keys.report(&operator(&log)).await.expect("the operator may").into_inner();
        assert_eq!(report.state.generations.keys().copied().collect::<Vec<_>>(), [generation], "{report:?}");
        let after = Sealed::read(&log.forger).await;
        let owners = |all: &[(Place, Vec<u8>)]| {
            let some = all.iter().filter(|(place, _)| matches!(place, Place::Wrapped { .. }));
            some.cloned().collect::<Vec<_>>()
        };
        for one in owners(&wrapped) {
            assert!(!owners(&after.all).contains(&one), "{:?} was left as it was", one.0);
        }
        after.contents(log.house.store.keys());
    }
    assert!(tied(&log).await >= counted, "statistics are still tied to their people");
    let found = log.check(&log.outside).await;
    assert_eq!(found.findings, [], "the log verifies, checkpoints from before among it");
}
crate::on_both!(both_are_replaced_while_people_work);

/// Nothing is changed by it but seals.
async fn what_was_sealed_says_what_it_said(kind: Kind) {
    let mut log = Log::open(kind).await;
    let mut dice = Dice::new(6);
    for _ in 0..40 {
        log.act(&mut dice).await;
    }
    let (before, counted) = (says(&log).await, tied(&log).await);
    log.house.tick();
    let keys = Keys::new(log.house.store.clone());
    for replace in [Replace::Owners, Replace::Master, Replace::Wrapping] {
        keys.begin(&operator(&log), replace).await.expect("nothing is under way");
        keys.run(|_, _| {}).await.expect("it is done").expect("there was something to do");
        assert_eq!(says(&log).await, before, "{replace:?}");
        assert_eq!(tied(&log).await, counted, "{replace:?}");
    }
    assert_eq!(log.check(&[]).await.findings, []);
}
crate::on_both!(what_was_sealed_says_what_it_said);

/// An older generation goes when nothing is under it, and not before.
async fn a_generation_is_forgotten_when_nothing_needs_it(kind: Kind) {
    let mut log = Log::open(kind).await;
    let mut dice = Dice::new(7);
    for _ in 0..20 {
        log.act(&mut dice).await;
    }
    let keys = Keys::new(log.house.store.clone());
    let generations = || log.house.store.keys().generations();
    assert_eq!(keys.retire(&operator(&log), false).await.expect("there is nothing to do"), Vec::<u32>::new());
    keys.begin(&operator(&log), Replace::Master).await.expect("nothing is under way");
    log.house.store.keys().rotate().expect("in memory");
    // It has begun, and everything is still under the first.
    assert!(matches!(keys.retire(&operator(&log), true).await, Err(Error::Conflict)));
    keys.run(|_, _| {}).await.expect("it is done");
    assert_eq!(generations(), [1, 2], "no second new one was made");
    assert!(matches!(keys.retire(&operator(&log), false).await, Err(Error::Conflict)), "a day has to pass");
    assert_eq!(generations(), [1, 2]);
    log.run("UPDATE owner_keys SET generation = 1 WHERE id = (SELECT id FROM owner_keys WHERE wrapped IS NOT NULL LIMIT 1)")
        .await;
    assert!(matches!(keys.retire(&operator(&log), true).await, Err(Error::Conflict)), "one needs it");
    log.run("UPDATE owner_keys SET generation = 2").await;
    log.house.advance(chrono::TimeDelta::hours(25));
    assert_eq!(keys.retire(&operator(&log), false).await.expect("nothing needs it"), [1]);
    assert_eq!(generations(), [2]);
    Sealed::read(&log.forger).await.contents(log.house.store.keys());
    let retired = "SELECT count(*) FROM audit_entries WHERE verb = 'retire-keys' AND detail = '1'";
    assert_eq!(log.house.count(retired).await, 1);
}
crate::on_both!(a_generation_is_forgotten_when_nothing_needs_it);
