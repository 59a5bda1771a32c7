//! A small disk of its own that is filled to the last byte (`security.md` §5.1, D-06): people
//! can still read, what was tried is on record, and everything works again once there is room.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use tests::crawl::tell;

use super::Place;
use super::faults::ready;
use super::writers::Writer;

/// How soon everything works again.
const SOON: Duration = Duration::from_secs(10);

/// Puts a small disk in the memory in the place of the data folder, visible to the server
/// alone, and copies the folder's files onto it.
const ON_A_SMALL_DISK: &str = "mount -t tmpfs -o size=32m,mode=700 small \"$0\" && cp -a \"$0.kept/.\" \"$0\" && \
                               exec \"$@\"";

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_can_be_read_and_who_tried_to_write_is_on_record() {
    let place = Place::demo();
    let data = place.data();
    let kept = data.with_extension("kept");
    assert!(Command::new("cp").arg("-a").args([&data, &kept]).status().expect("cp").success());
    // Root may mount; anybody else may in a world of their own.
    let whoami = Command::new("id").arg("-u").output().expect("id");
    let alone = if whoami.stdout == b"0\n" { "-m" } else { "-Urm" };
    let data_text = data.to_str().expect("a path of ours");
    let serving = place.serve_under(&["unshare", alone, "sh", "-c", ON_A_SMALL_DISK, data_text]);
    let inside = PathBuf::from(format!("/proc/{}/root{data_text}", serving.id()));
    let mut writer = Writer::sign_in(&place, 1).await.remove(0);
    assert_eq!(writer.one("kept before").await, Some(StatusCode::SEE_OTHER));
    let form = writer.person.try_ask(&writer.form).await.expect("there is room");

    let filler = inside.join("filler");
    let written = fill(&filler);
    assert!(written > 1 << 20, "the disk took only {written} bytes");
    let mut refused = 0;
    // SQLite's log has room left from before; then it is over.
    let begun = Instant::now();
    let mut again = form;
    loop {
        fill(&filler);
        let note = format!("kept {refused}");
        let answer = writer.person.try_submit(&again, &[("kind", "note"), ("summary", &note)]).await;
        let answer = answer.expect("it answers");
        if answer.status == StatusCode::INSUFFICIENT_STORAGE {
            assert_eq!(answer.attributes("main form input[name='summary']", "value"), [note.as_str()]);
            break;
        }
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(begun.elapsed() < Duration::from_secs(60), "it never fills");
        refused += 1;
        again = writer.person.try_ask(&writer.form).await.expect("it answers");
        assert_eq!(again.status, StatusCode::OK, "reading goes on");
    }
    assert!(!inside.join("accord.reserve").exists(), "the reserve is given up");
    let (status, said) = ready(&place).await;
    assert_eq!((status, said.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "not ready: the disk is full\n"));
    for _ in 0..20 {
        let page = writer.person.try_ask(&writer.form).await.expect("it answers");
        assert_eq!(page.status, StatusCode::OK, "people can read: {}", serving.said());
        let answer = writer.person.try_submit(&page, &[("kind", "note"), ("summary", "never kept")]).await;
        assert_eq!(answer.expect("it answers").status, StatusCode::INSUFFICIENT_STORAGE);
    }

    std::fs::remove_file(&filler).expect("our own file");
    let begun = Instant::now();
    while ready(&place).await.0 != StatusCode::OK {
        assert!(begun.elapsed() < SOON, "it does not recover");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let recovered = begun.elapsed();
    assert_eq!(writer.one("kept after").await, Some(StatusCode::SEE_OTHER));
    assert!(inside.join("accord.reserve").exists(), "there is a reserve again");

    // The disk goes with the server, so what it holds is copied while nobody writes.
    let stop = |signal: &str| Command::new("kill").args([signal, &serving.id().to_string()]).status();
    assert!(stop("-STOP").expect("kill").success());
    let copy = Place::empty();
    assert!(Command::new("cp").arg("-a").arg(&inside).arg(copy.data()).status().expect("cp").success());
    drop(serving);
    let mut acknowledged: BTreeSet<String> = (0..refused).map(|number| format!("kept {number}")).collect();
    acknowledged.extend(["kept before".to_owned(), "kept after".to_owned()]);
    let tried = "SELECT count(*) FROM audit_entries WHERE verb = 'log-contact' AND outcome = 'failed'";
    assert!(copy.number(tried).await >= 20, "who tried to write is on record");
    assert!(copy.notes("never kept").await.is_empty());
    copy.is_whole(&acknowledged, "kept ").await;
    tell(&format!(
        "{} notes kept and none lost, back {recovered:?} after there was room",
        acknowledged.len()
    ));
}

/// Takes all the room there is; how much that was.
fn fill(path: &std::path::Path) -> usize {
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).expect("our own file");
    let mut written = 0;
    for chunk in [1 << 16, 4096] {
        while let Ok(count) = file.write(&vec![0; chunk]) {
            written += count;
        }
    }
    written
}
