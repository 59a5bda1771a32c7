//! A disk that fails (`security.md` §5.1, D-04 and D-07): calls of the real server are made
//! to return the errors that a disk gives.
//!
//! `ACCORD_FAULTS` says how often a sync fails, each time after another number of syncs.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use tests::crawl::{count, tell};
use tests::dice::Dice;

use super::strace::{self, Fault};
use super::writers::{Writer, Written};
use super::{Place, Serving};

/// How often a sync fails, in a run that nobody asked to be longer.
const USUAL: usize = 2;

/// How soon everything works again.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_fails_ends_the_server_and_loses_nothing() {
    strace::prepare();
    let place = Place::demo();
    let (_, mut dice) = Dice::fresh();
    let mut serving = place.serve();
    let mut writers = Writer::sign_in(&place, 4).await;
    let mut acknowledged = BTreeSet::new();
    let rounds = count("ACCORD_FAULTS", USUAL);
    for round in 0..rounds {
        let nth = 1 + dice.below(12);
        let fault = Fault::begin(serving.id(), &format!("fsync,fdatasync:error=EIO:when={nth}+"));
        let written = write_until_it_fails(&mut writers, round).await;
        let refused = written.iter().map(|one| one.refused.len() + one.unanswered).sum::<usize>();
        assert!(refused > 0, "somebody was told that it was not kept");
        acknowledged.extend(written.into_iter().flat_map(|one| one.acknowledged));
        ends_and_says_why(serving).await;
        drop(fault);
        serving = place.serve();
        place.is_whole(&acknowledged, "kept ").await;
    }
    tell(&format!("{rounds} failed syncs, {} notes acknowledged and none lost", acknowledged.len()));
    assert_eq!(writers[0].one("kept after").await, Some(StatusCode::SEE_OTHER), "it works again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_is_removed_while_it_is_written_loses_nothing() {
    let place = Place::demo();
    for (round, ending) in ["-wal", "-shm"].into_iter().enumerate() {
        let serving = place.serve();
        let mut writers = Writer::sign_in(&place, 2).await;
        let before = format!("kept before {round}");
        assert_eq!(writers[0].one(&before).await, Some(StatusCode::SEE_OTHER));
        std::fs::remove_file(place.data().join(format!("accord.db{ending}"))).expect("it is there");
        let written = write_until_it_fails(&mut writers, round).await;
        let heard: usize = written.iter().map(|one| one.acknowledged.len()).sum();
        assert_eq!(heard, 0, "nothing is acknowledged that goes into a removed file");
        ends_and_says_why(serving).await;
        let serving = place.serve();
        let there: BTreeSet<String> = place.notes("kept ").await.into_iter().collect();
        assert!(there.contains(&before), "what was acknowledged before is there");
        place.is_whole(&BTreeSet::from([before]), "kept ").await;
        drop(serving);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_is_refused_or_interrupted_is_told_as_it_is() {
    strace::prepare();
    let place = Place::demo();
    let serving = place.serve();
    let mut writer = Writer::sign_in(&place, 1).await.remove(0);
    assert_eq!(ready(&place).await, (StatusCode::OK, "ready\n".into()));

    let interrupted = Fault::begin(serving.id(), "pwrite64:error=EINTR:when=1+2");
    assert_eq!(writer.one("kept though interrupted").await, Some(StatusCode::SEE_OTHER));
    drop(interrupted);

    for (error, reason) in [("ENOSPC", "the disk is full"), ("EROFS", "the disk cannot be written to")] {
        let refusing = Fault::begin(serving.id(), &format!("pwrite64,ftruncate:error={error}"));
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        let (status, said) = ready(&place).await;
        assert_eq!(
            (status, said),
            (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {reason}\n")),
            "{error}"
        );
        let answer = writer.one("never kept").await;
        assert_eq!(answer, Some(StatusCode::INSUFFICIENT_STORAGE), "{error}: {}", serving.said());
        drop(refusing);
        let begun = Instant::now();
        let after = format!("kept after {error}");
        while writer.one(&after).await != Some(StatusCode::SEE_OTHER) {
            assert!(begun.elapsed() < SOON, "{error}: it does not recover: {}", serving.said());
        }
        assert_eq!(ready(&place).await.0, StatusCode::OK);
    }
    assert!(place.notes("never kept").await.is_empty());
    let kept = ["kept though interrupted", "kept after ENOSPC", "kept after EROFS"];
    place.is_whole(&kept.map(str::to_owned).into(), "kept ").await;
}

/// Everybody writes until they are refused or the server has gone.
async fn write_until_it_fails(writers: &mut Vec<Writer>, round: usize) -> Vec<Written> {
    let stop = Arc::new(AtomicBool::new(false));
    let all = std::mem::take(writers).into_iter();
    let writing: Vec<_> = all.map(|writer| writer.until_refused().write(round, stop.clone())).collect();
    let mut written = Vec::new();
    for one in writing {
        let (writer, what) = one.await.expect("no panic");
        writers.push(writer);
        written.push(what);
    }
    written
}

/// It ends by itself, badly, so that whoever looks after it starts it again.
async fn ends_and_says_why(serving: Serving) {
    let (well, said) = tokio::task::spawn_blocking(move || serving.ends()).await.expect("no panic");
    assert!(!well, "it ends badly: {said}");
    assert!(said.contains("start Accord again"), "{said}");
}

pub async fn ready(place: &Place) -> (StatusCode, String) {
    let answer = reqwest::get(format!("{}/health/ready", place.base())).await.expect("it answers");
    (answer.status(), answer.text().await.expect("text"))
}
