//! A power cut while eight people write (`security.md` §5.1, D-02), and a sync before every
//! acknowledgement (D-03).
//!
//! `ACCORD_POWER` says at how many moments the power fails; each is tried with three models
//! of what the disk had taken by then.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use administration::AuditLog;
use keys::Keyring;
use permissions::{Actor, Task};
use storage::{Store, SystemClock};
use tests::crawl::{count, tell};
use tests::dice::Dice;
use tests::power::{CALLS, Disk, Effect, Loss, Trace};

use super::Place;
use super::strace;
use super::writers::Writer;

/// How many moments, in a run that nobody asked to be longer.
const USUAL: usize = 8;

/// How many are tried against one recording; each recording has checkpoints of its own.
const TO_A_RECORDING: usize = 100;

/// What was done to a folder while people wrote, and what they were told.
struct Recording {
    before: Place,
    trace: Trace,
    /// Notes, each with the moment at which somebody heard that it was kept.
    heard: Vec<(String, u64)>,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_power_cut() {
    strace::prepare();
    let (_, mut dice) = Dice::fresh();
    let (mut left, mut acknowledged, mut slowest) = (count("ACCORD_POWER", USUAL), 0, Duration::ZERO);
    let (mut recovered, mut at_risk) = (0, 0);
    while left > 0 {
        let points = left.min(TO_A_RECORDING);
        left -= points;
        let recording = record(if points < TO_A_RECORDING { 3 } else { 15 }).await;
        recording.synced_before_each_acknowledgement();
        acknowledged += recording.heard.len();
        let mut disk = Disk::of(&recording.before.data());
        let mut points = recording.points(points, &mut dice);
        for (number, event) in recording.trace.0.iter().enumerate() {
            if let Some(effect) = &event.effect {
                disk.note(effect);
            }
            if !points.remove(&number) {
                continue;
            }
            at_risk += usize::from(disk.unsynced() > 0);
            let told = recording.told_by(number);
            for loss in Loss::ALL {
                let begun = Instant::now();
                let place = Place::empty();
                disk.write_after(loss, &mut dice, &place.data());
                let missing = recover(&place, &told).await;
                assert!(
                    missing.is_empty(),
                    "{loss:?} after call {number}: {} of {} lost",
                    missing.len(),
                    told.len()
                );
                recovered += 1;
                slowest = slowest.max(begun.elapsed());
            }
        }
    }
    tell(&format!(
        "{recovered} recoveries from a power cut, {at_risk} moments with unsynced writes, {acknowledged} \
         notes acknowledged and none lost, {slowest:?} at most with all checks"
    ));
    assert!(at_risk > 0, "the power failed while something was being written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_sync_is_found_out() {
    strace::prepare();
    let recording = record(1).await;
    let mut disk = Disk::of(&recording.before.data());
    let folder = recording.before.data();
    for event in &recording.trace.0 {
        match &event.effect {
            // Names are safe, and nothing else is: as with a weaker `synchronous`.
            Some(Effect::Synced(path)) if *path != folder => {}
            Some(effect) => disk.note(effect),
            None => {}
        }
    }
    let told: BTreeSet<_> = recording.heard.iter().map(|(note, _)| note.clone()).collect();
    let place = Place::empty();
    disk.write_after(Loss::Everything, &mut Dice::new(1), &place.data());
    // What is left may be no database any more, which is found out as well.
    let there: BTreeSet<String> = place.notes_if_sound("kept ").await.unwrap_or_default();
    assert!(told.difference(&there).count() > 0, "the replay loses what was not synced");
}

/// Has eight people write for so long into a server whose calls are written down.
async fn record(seconds: u64) -> Recording {
    let place = Place::demo();
    let before = Place::empty();
    copy(&place.data(), &before.data());
    let log = before.data().with_file_name("calls");
    let calls = format!("trace={CALLS}");
    let serving = place.serve_under(&strace::writing_down(&calls, &log));
    let writers = Writer::sign_in(&place, 8).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writing: Vec<_> = writers.into_iter().map(|writer| writer.write(0, stop.clone())).collect();
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    stop.store(true, Ordering::Relaxed);
    let mut heard = Vec::new();
    for writing in writing {
        let (_, written) = writing.await.expect("no panic");
        assert!(written.refused.is_empty(), "{written:?}\n{}", serving.said());
        heard.extend(written.heard.into_iter().map(|(note, at)| (note, micros(at))));
    }
    serving.kill();
    await_the_end_of(&log).await;
    // The calls name the folder that was written to; the copy stands for it from now on.
    let log = std::fs::read_to_string(&log).expect("strace wrote it");
    let log = log.replace(&in_figures(&place.data()), &in_figures(&before.data()));
    let trace = Trace::read(&log, &before.data());
    Recording { before, trace, heard }
}

/// Strace ends a moment after the server that it watched.
async fn await_the_end_of(log: &Path) {
    let mut length = None;
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = std::fs::metadata(log).ok().map(|file| file.len());
        if now == length {
            return;
        }
        length = now;
    }
}

impl Recording {
    /// Moments to cut the power at: after calls that come once somebody was told something.
    fn points(&self, count: usize, dice: &mut Dice) -> BTreeSet<usize> {
        let first = self.heard.iter().map(|(_, at)| *at).min().expect("somebody wrote something");
        let doing = self.trace.0.iter().enumerate();
        let doing = doing.filter(|(_, event)| event.at > first && event.effect.is_some());
        let doing: Vec<_> = doing.map(|(number, _)| number).collect();
        assert!(doing.len() >= count, "only {} calls were seen", doing.len());
        let mut points = BTreeSet::new();
        while points.len() < count {
            points.insert(*dice.pick(&doing));
        }
        points
    }

    /// What had been said to be kept before the call after `number` began. Strace holds a
    /// thread at the end of a call until it has written the line, so what an answer rests on
    /// stands above the moment of that answer.
    fn told_by(&self, number: usize) -> BTreeSet<String> {
        let next = self.trace.0.get(number + 1).map_or(u64::MAX, |event| event.at);
        self.heard.iter().filter(|(_, at)| *at < next).map(|(note, _)| note.clone()).collect()
    }

    /// D-03: there is one writer, so each note that was kept had a sync of the log for itself.
    fn synced_before_each_acknowledgement(&self) {
        let mut heard: Vec<_> = self.heard.iter().map(|(_, at)| *at).collect();
        heard.sort_unstable();
        let syncs = self.trace.0.iter().filter(|event| match &event.effect {
            Some(Effect::Synced(path)) => path.extension().is_some_and(|ending| ending == "db-wal"),
            _ => false,
        });
        let syncs: Vec<_> = syncs.map(|event| event.at).collect();
        for (number, at) in heard.iter().enumerate() {
            let before = syncs.partition_point(|sync| sync < at);
            assert!(before > number, "{} acknowledgements after {before} syncs", number + 1);
        }
        tell(&format!("{} syncs of the log for {} notes", syncs.len(), heard.len()));
    }
}

/// Opens what is left as the server does at its start, checks that it is whole, and gives
/// the notes of `told` that are gone.
async fn recover(place: &Place, told: &BTreeSet<String>) -> Vec<String> {
    let url = format!("sqlite://{}", place.data().join("accord.db").display());
    assert_eq!(migrations::pending(&url).await.expect("it opens"), 0);
    let keys = Arc::new(Keyring::open(&place.data().join("accord.keys")).expect("the keys"));
    let settings = storage::Settings::new(url);
    let store = Store::open(&settings, keys, Arc::new(SystemClock)).await.expect("it opens");
    let actor = Actor::system(Task::AuditCheck, store.now());
    let verified = AuditLog::new(store).verify(&actor, &[]).await.expect("it can be read");
    assert_eq!(verified.wrong(), 0, "{:?}", verified.findings);
    let there = place.is_sound("kept ").await;
    told.difference(&there).cloned().collect()
}

fn micros(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).expect("after 1970").as_micros() as u64
}

/// A path as strace writes it with `-xx`.
fn in_figures(path: &Path) -> String {
    path.to_str().expect("a path of ours").bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("our own folder");
    for entry in std::fs::read_dir(from).expect("our own folder") {
        let path = entry.expect("an entry").path();
        let there = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).expect("our own folder");
        }
    }
}
