//! A copy of the log, checked by the program in `examples/verify-audit`, which shares no code
//! with us.

use std::path::{Path, PathBuf};
use std::process::Command;

use tests::databases::Kind;
use tests::dice::Dice;

use super::log::Log;

/// What the program said of a copy, and how it ended.
fn verify(copy: &Path, arguments: &[&str]) -> (i32, String) {
    let program = tests::root().join("examples/verify-audit/verify_audit.py");
    let said = Command::new("python3").arg(program).args(arguments).arg(copy).output();
    let said = said.expect("python3 is there: apt install python3, or bash tests/run");
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    (said.status.code().expect("it ended by itself"), text)
}

/// The copy as the DPO downloads it.
async fn copy(log: &Log, into: &Path) -> PathBuf {
    let mut pieces = log.log.export(&log.checker()).await.expect("its task");
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.recv().await {
        bytes.extend(piece.expect("it goes on to the end").into_inner());
    }
    let path = into.join("log.jsonl");
    std::fs::write(&path, bytes).expect("our own folder");
    path
}

async fn a_copy_is_checked_without_us(kind: Kind) {
    let (_, mut dice) = Dice::fresh();
    let mut log = Log::open(kind).await;
    for round in 0..40 {
        log.act(&mut dice).await;
        if round % 10 == 9 {
            log.checkpoint().await;
        }
    }
    let folder = tempfile::tempdir().expect("a place for the test's files");
    let kept = folder.path().join("kept.txt");
    std::fs::write(&kept, log.outside.join("\n")).expect("our own folder");
    let path = copy(&log, folder.path()).await;
    let key = log.log.key();
    let arguments = ["--key", &key, "--checkpoints", kept.to_str().expect("a path")];
    let (code, said) = verify(&path, &arguments);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("4 from elsewhere agree") && said.ends_with("Everything fits.\n"), "{said}");

    let text = std::fs::read_to_string(&path).expect("our own file");
    let lines: Vec<&str> = text.lines().collect();
    let entries = || (1..lines.len()).filter(|line| lines[*line].contains("\"lane\""));
    let one = *dice.pick(&entries().collect::<Vec<_>>());
    let without = |line: usize| [&lines[..line], &lines[line + 1..]].concat().join("\n");
    let changed = |line: usize, from: &str, to: &str| {
        assert!(lines[line].contains(from), "{from}: {}", lines[line]);
        let new = lines[line].replacen(from, to, 1);
        [&lines[..line], &[new.as_str()], &lines[line + 1..]].concat().join("\n")
    };
    let mut swapped = lines.clone();
    swapped.swap(one, if one == 1 { 2 } else { one - 1 });
    let last = lines.len() - 1;
    for (what, text) in [
        ("a word", changed(one, "\"outcome\":\"done\"", "\"outcome\":\"refused\"")),
        ("a moment", changed(one, "T10:00:00", "T10:00:01")),
        ("an entry less", without(one)),
        ("an order", swapped.join("\n")),
        ("the last checkpoint", without(last)),
        ("a size", changed(last, "time 2026", "time 2025")),
        ("half a line", text[..text.len() / 2].to_owned()),
    ] {
        std::fs::write(&path, text).expect("our own file");
        let (code, said) = verify(&path, &arguments);
        assert_eq!(code, 3, "{what}: {said}");
        assert!(said.ends_with("Something is wrong.\n"), "{what}: {said}");
    }
    // Another service's key opens nothing, and one that is none is refused.
    std::fs::write(&path, &text).expect("our own file");
    let other = keys::Keyring::generate().log_key().verifier().to_string();
    assert_eq!(verify(&path, &["--key", &other]).0, 3);
    assert_eq!(verify(&path, &["--key", "a+b+c"]).0, 1);
}
crate::on_both!(a_copy_is_checked_without_us);

/// A log that was rewritten whole and signed again with the service's own key fits itself:
/// only what was kept elsewhere tells.
async fn what_was_kept_elsewhere_tells_of_a_new_story(kind: Kind) {
    let mut dice = Dice::new(11);
    let mut log = Log::open(kind).await;
    for _ in 0..20 {
        log.act(&mut dice).await;
    }
    log.checkpoint().await;
    let folder = tempfile::tempdir().expect("a place for the test's files");
    let kept = folder.path().join("kept.txt");
    std::fs::write(&kept, log.outside.join("\n")).expect("our own folder");
    let mut rows = super::forge::lane(&log.forger, 0).await;
    rows.remove(1);
    super::forge::hash_anew(&mut rows);
    super::forge::put_lane(&log.forger, 0, &rows, true).await;
    log.run("DELETE FROM audit_checkpoints").await;
    let path = copy(&log, folder.path()).await;
    let (key, kept) = (log.log.key(), kept.display().to_string());
    assert_eq!(verify(&path, &["--key", &key]).0, 0, "nobody could tell");
    let (code, said) = verify(&path, &["--key", &key, "--checkpoints", &kept]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("kept elsewhere"), "{said}");
}
crate::on_both!(what_was_kept_elsewhere_tells_of_a_new_story);
