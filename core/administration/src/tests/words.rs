//! Everything the audit pages say has words: the keys are made of codes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::Group;
use permissions::{ActKind, Purpose, Task};
use wording::{Language, Wording};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The verbs of the entries that storage and identity write, besides the acts.
fn verbs() -> BTreeSet<String> {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for from in ["storage/src", "identity/src"] {
        sources(&core.join(from), &mut files);
    }
    let mut verbs = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for opening in ["Entry::new(\"", "note(\""] {
            for rest in text.split(opening).skip(1) {
                verbs.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
    assert!(verbs.contains("sign-in") && verbs.contains("list"), "the search finds what is there: {verbs:?}");
    verbs
}

#[test]
fn every_code_of_the_audit_log_has_words() {
    let words = Wording::load(Language::En, chrono_tz::Europe::London).expect("the core's words");
    let acts = ActKind::ALL.iter().map(|act| act.as_str().to_owned());
    let mut keys: Vec<String> = acts.chain(verbs()).map(|verb| format!("act-{verb}")).collect();
    keys.extend(Task::ALL.iter().map(|task| format!("actor-{}", task.as_str())));
    keys.push("actor-public".to_owned());
    keys.extend(Purpose::ALL.iter().map(|purpose| format!("purpose-{}", purpose.as_str())));
    keys.extend(Group::ALL.iter().map(|group| format!("data-{}", format!("{group:?}").to_lowercase())));
    let missing: Vec<_> = keys.iter().filter(|key| !words.knows(key)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
}
