//! PostgreSQL goes away and comes back while people write, and a node of two is killed
//! (`security.md` §5.1, D-09 and D-10).
//!
//! `ACCORD_RESTARTS` says how often. Whoever is not answered, or told that something broke,
//! sends the same form again until it is kept: so nothing may be kept twice either.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use tests::crawl::{count, tell};
use tests::databases::{Cluster, Ending};
use tests::dice::Dice;
use tokio::task::JoinHandle;

use super::faults::ready;
use super::writers::Writer;
use super::{Place, Serving};

/// How often, in a run that nobody asked to be longer.
const USUAL: usize = 2;

/// How soon everything works again.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_restarts_loses_nothing_and_doubles_nothing() {
    let cluster = Cluster::start();
    let place = Place::demo_on(&cluster.url());
    let _serving = place.serve();
    let writers = Writer::sign_in(&place, 4).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writing: Vec<_> = writers.into_iter().map(|writer| insist(writer, stop.clone())).collect();
    let rounds = count("ACCORD_RESTARTS", USUAL);
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        tokio::time::sleep(Duration::from_millis(700)).await;
        cluster.restart(if round % 2 == 0 { Ending::Immediate } else { Ending::Fast });
        let begun = Instant::now();
        while ready(&place).await.0 != StatusCode::OK {
            assert!(begun.elapsed() < SOON, "it does not recover");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        slowest = slowest.max(begun.elapsed());
    }
    tokio::time::sleep(Duration::from_millis(700)).await;
    let acknowledged = all_of(writing, &stop).await;
    assert!(acknowledged.len() > rounds, "people wrote meanwhile");
    let open = place.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'accord'").await;
    let cores = std::thread::available_parallelism().map_or(2, usize::from) as i64;
    // Readers, writers, one for exports, one for backups, and our own.
    assert!(open <= cores + 2 + 4 + 3, "{open} connections are open after {rounds} restarts");
    place.is_whole(&acknowledged, "kept ").await;
    tell(&format!(
        "{rounds} restarts, {} notes, none lost or doubled, back in {slowest:?}",
        acknowledged.len()
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_nodes_is_killed_and_nothing_is_lost_or_doubled() {
    let cluster = Cluster::start();
    let one = Place::demo_on(&cluster.url());
    let two = one.beside();
    let (_, mut dice) = Dice::fresh();
    let mut serving: Vec<Option<Serving>> = vec![Some(one.serve()), Some(two.serve())];
    let nodes = [&one, &two];
    let mut writers = Writer::sign_in(&one, 2).await;
    writers.extend(Writer::sign_in(&two, 2).await.into_iter().map(|writer| writer.called("other")));
    let stop = Arc::new(AtomicBool::new(false));
    let writing: Vec<_> = writers.into_iter().map(|writer| insist(writer, stop.clone())).collect();
    let rounds = count("ACCORD_RESTARTS", USUAL);
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(300 + dice.below(400) as u64)).await;
        let victim = dice.below(nodes.len());
        serving[victim].take().expect("it was started again").kill();
        serving[victim] = Some(nodes[victim].serve());
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let acknowledged = all_of(writing, &stop).await;
    assert!(acknowledged.len() > rounds, "people wrote meanwhile");
    one.is_whole(&acknowledged, "kept ").await;
    tell(&format!("{rounds} kills of a node, {} notes, none lost or doubled", acknowledged.len()));
}

/// Writes one note after the other, and sends each again until it is kept.
fn insist(mut writer: Writer, stop: Arc<AtomicBool>) -> JoinHandle<BTreeSet<String>> {
    tokio::spawn(async move {
        let mut kept = BTreeSet::new();
        for number in 0.. {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let Some(page) = writer.person.try_ask(&writer.form).await else { continue };
            if page.status != StatusCode::OK {
                assert!(page.status.is_server_error(), "{}", page.text());
                continue;
            }
            let note = format!("kept {}-{number}", writer.name);
            let begun = Instant::now();
            loop {
                let answer = writer.person.try_submit(&page, &[("kind", "note"), ("summary", &note)]).await;
                match answer.map(|answer| answer.status) {
                    Some(StatusCode::SEE_OTHER) => break,
                    Some(status) => assert!(status.is_server_error(), "{status}"),
                    None => {}
                }
                assert!(begun.elapsed() < 3 * SOON, "it is not kept for {:?}", begun.elapsed());
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            kept.insert(note);
        }
        kept
    })
}

async fn all_of(writing: Vec<JoinHandle<BTreeSet<String>>>, stop: &AtomicBool) -> BTreeSet<String> {
    stop.store(true, Ordering::Relaxed);
    let mut all = BTreeSet::new();
    for one in writing {
        let kept = one.await.expect("no panic");
        let count = all.len() + kept.len();
        all.extend(kept);
        assert_eq!(all.len(), count, "each writer has notes of their own");
    }
    all
}
