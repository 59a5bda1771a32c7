//! Killed without warning while eight people write (`security.md` §5.1, D-01).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use tests::crawl::count;
use tests::dice::Dice;

use super::Place;
use super::writers::Writer;

/// How often, in a run that nobody asked to be longer.
const USUAL: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_being_killed() {
    let place = Place::demo();
    let (_, mut dice) = Dice::fresh();
    let mut serving = place.serve();
    let mut writers = Writer::sign_in(&place, 8).await;
    let mut acknowledged = BTreeSet::new();
    let (mut cut, mut slowest) = (0, Duration::ZERO);
    // On a busy machine they are given longer, until something is kept between two kills.
    let mut stretch = 1;
    let rounds = count("ACCORD_KILLS", USUAL);
    for round in 0..rounds {
        let never = Arc::new(AtomicBool::new(false));
        let writing: Vec<_> = writers.into_iter().map(|writer| writer.write(round, never.clone())).collect();
        tokio::time::sleep(Duration::from_millis(20 + dice.below(380 * stretch) as u64)).await;
        let said = serving.kill();
        writers = Vec::new();
        let before = acknowledged.len();
        for writing in writing {
            let (writer, written) = writing.await.expect("no panic");
            assert!(written.refused.is_empty(), "nobody was refused while it lived: {written:?}\n{said}");
            acknowledged.extend(written.acknowledged);
            cut += written.unanswered;
            writers.push(writer);
        }
        if acknowledged.len() == before {
            stretch *= 2;
        }
        let begun = Instant::now();
        serving = place.serve();
        slowest = slowest.max(begun.elapsed());
        if round % 10 == 0 || round + 1 == rounds {
            place.is_whole(&acknowledged, "kept ").await;
        }
    }
    println!(
        "{rounds} kills, {} notes acknowledged and none lost, {cut} requests cut off, back in {slowest:?} at most",
        acknowledged.len(),
    );
    assert!(cut >= rounds, "they were killed while people waited");
    assert!(!acknowledged.is_empty(), "and while people wrote");
}
