//! Asked to stop while people write (`security.md` §5.1, D-19), and a second server over the
//! same folder (D-11).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::Place;
use super::writers::Writer;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_is_answered_before_it_stops() {
    let place = Place::demo();
    let mut serving = place.serve();
    let mut writers = Writer::sign_in(&place, 8).await;
    let mut acknowledged = BTreeSet::new();
    for round in 0..3 {
        let never = Arc::new(AtomicBool::new(false));
        let writing: Vec<_> = writers.into_iter().map(|writer| writer.write(round, never.clone())).collect();
        tokio::time::sleep(Duration::from_millis(300)).await;
        let begun = Instant::now();
        serving.ask_to_stop();
        let well = serving.ends_well();
        assert!(well, "asked to end, it ends well");
        assert!(begun.elapsed() < Duration::from_secs(10), "it took {:?}", begun.elapsed());
        writers = Vec::new();
        let mut written_here = 0;
        for writing in writing {
            let (writer, written) = writing.await.expect("no panic");
            assert!(written.refused.is_empty(), "what it took it also did: {written:?}");
            written_here += written.acknowledged.len();
            acknowledged.extend(written.acknowledged);
            writers.push(writer);
        }
        assert!(written_here > 0, "they were at work when it was asked to stop");
        serving = place.serve();
    }
    // A note that nobody was told of would have been cut off in the middle.
    let there: BTreeSet<String> = place.notes("kept ").await.into_iter().collect();
    assert_eq!(there, acknowledged, "whoever wrote something was told so");
    place.is_whole(&acknowledged, "kept ").await;
}

#[test]
fn a_second_server_over_the_same_folder_names_the_first() {
    let place = Place::demo();
    let serving = place.serve();
    let second = place.accord(&["demo", "--listen", "127.0.0.1:0"]).output().expect("the binary");
    assert_eq!(second.status.code(), Some(4));
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains(&format!("process {}", serving.id())), "{said}");
    assert!(said.contains("`accord demo`"), "{said}");
}
