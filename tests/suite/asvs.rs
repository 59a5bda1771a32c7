//! `asvs.csv`: what OWASP ASVS 5.0 asks, what Accord does about it, and which test would fail
//! if it did not.
//!
//! `asvs.txt` beside this file has the ids and levels of the standard (its English source at
//! commit fe04986146b0db0a54d3eb2b9c755c78874ce910, CC BY-SA 4.0). The gists in the table are
//! our own words: read the standard for what it says. All of levels 1 and 2 are in the table,
//! and of level 3 what was chosen for Accord.
//!
//! `proof` is one of these: names of tests with `;` between them, as nextest prints them
//! (`web tests::layers::health_is_one_word`; a test on both databases without the database's
//! name); `open: …`, what is missing; `by hand: …`, what whoever runs a service has to do or
//! what can only be read. A row that does not apply says why under `control`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tests::root;

/// How many rows are open. It may only shrink.
const OPEN: usize = 43;

struct Row {
    id: String,
    level: String,
    gist: String,
    applies: bool,
    control: String,
    proof: String,
}

fn rows() -> Vec<Row> {
    let mut file = csv::Reader::from_path(root().join("asvs.csv")).expect("the table");
    assert_eq!(file.headers().expect("its head"), vec!["id", "level", "gist", "applies", "control", "proof"]);
    let rows = file.records().map(|row| {
        let row = row.expect("six cells in every row");
        let cell = |at: usize| row[at].trim().to_owned();
        let applies = match &row[3] {
            "yes" => true,
            "no" => false,
            other => panic!("{}: 'applies' is yes or no, not {other}", &row[0]),
        };
        Row { id: cell(0), level: cell(1), gist: cell(2), applies, control: cell(4), proof: cell(5) }
    });
    rows.collect()
}

/// The standard's own ids and levels.
fn standard() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("asvs.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(' ').expect("an id and a level")).collect()
}

#[test]
fn the_table_is_complete_and_says_the_levels_of_the_standard() {
    let (rows, standard) = (rows(), standard());
    let mut seen = BTreeSet::new();
    for row in &rows {
        assert_eq!(standard.get(row.id.as_str()), Some(&row.level.as_str()), "{}: its level", row.id);
        assert!(seen.insert(row.id.as_str()), "{} stands twice", row.id);
        assert!(!row.gist.is_empty() && row.gist.len() < 140, "{}: a short gist", row.id);
        assert!(!row.control.is_empty(), "{}: what Accord does, or why it does not apply", row.id);
        assert_eq!(
            row.applies,
            !row.proof.is_empty(),
            "{}: a proof where it applies, and only there",
            row.id
        );
    }
    let missing: Vec<_> =
        standard.iter().filter(|(id, level)| **level != "3" && !seen.contains(**id)).collect();
    assert!(missing.is_empty(), "levels 1 and 2 without a row: {missing:?}");
    let keys: Vec<Vec<u32>> =
        rows.iter().map(|row| row.id.split('.').map(|n| n.parse().expect("a number")).collect()).collect();
    assert!(keys.is_sorted(), "the rows stand in the order of their ids");
}

#[test]
fn every_test_that_is_named_exists() {
    let mut sources = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in rows().iter().filter(|row| row.applies && !is_words(&row.proof)) {
        for name in row.proof.split(';').map(str::trim) {
            if let Err(why) = find(name, &mut sources) {
                wrong.push(format!("{}: {name}: {why}", row.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(find("web tests::layers::no_such_test", &mut sources).is_err(), "what is not there is noticed");
    assert!(find("tests::suite house::no_such_test", &mut sources).is_err());
}

#[test]
fn what_is_open_is_counted_and_does_not_grow() {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let rows = rows();
    for row in &rows {
        let kind = match row.proof.as_str() {
            _ if !row.applies => "does not apply",
            text if text.starts_with("open: ") => "open",
            text if text.starts_with("by hand: ") => "by hand",
            _ => "proven by tests",
        };
        *counts.entry((kind, row.level.as_str())).or_default() += 1;
    }
    for ((kind, level), count) in &counts {
        println!("level {level}: {count:>3} {kind}");
    }
    let open = rows.iter().filter(|row| row.proof.starts_with("open: ")).count();
    assert_eq!(open, OPEN, "rows are open; OPEN in this file says how many, and may only shrink");
}

fn is_words(proof: &str) -> bool {
    proof.starts_with("open: ") || proof.starts_with("by hand: ")
}

/// Looks for a test by the name that nextest gives it: the binary, then modules and function.
fn find(name: &str, sources: &mut BTreeMap<PathBuf, String>) -> Result<(), String> {
    let (binary, path) = name.split_once(' ').ok_or("a binary and a test are named, with a space between")?;
    let (package, target) = match binary.split_once("::") {
        Some((package, target)) => (package, Some(target)),
        None => (binary, None),
    };
    let folder = folder(package).ok_or_else(|| format!("there is no crate {package}"))?;
    let mut place = match target {
        None => folder.join("src"),
        // The suite is a folder of its own; other binaries of tests lie in `tests`.
        Some("suite") => folder.join("suite"),
        Some(target) if folder.join("tests").join(target).is_dir() => folder.join("tests").join(target),
        Some(_) => folder.join("tests"),
    };
    let first = target.map(|target| place.join(format!("{target}.rs")));
    let mut candidates: Vec<PathBuf> = first.into_iter().collect();
    candidates.extend(["lib.rs", "main.rs"].map(|file| place.join(file)));
    let mut file = candidates.into_iter().find(|file| file.is_file()).ok_or("its first file is not there")?;
    let mut modules: Vec<&str> = path.split("::").collect();
    let function = modules.pop().unwrap_or_default();
    for module in modules {
        let beside = place.join(format!("{module}.rs"));
        let within = place.join(module).join("mod.rs");
        if let Some(next) = [beside, within].into_iter().find(|next| next.is_file()) {
            file = next;
            place.push(module);
        } else if !read(&file, sources)?.contains(&format!("mod {module} {{")) {
            return Err(format!("there is no module {module} below {}", file.display()));
        }
    }
    let text = read(&file, sources)?;
    if text.contains(&format!("on_both!({function})")) || is_test(text, function) {
        return Ok(());
    }
    Err(format!("there is no such test in {}", file.display()))
}

/// Whether the function is there and is marked as a test in the lines before it.
fn is_test(text: &str, function: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let named = lines.iter().position(|line| line.contains(&format!("fn {function}(")));
    named.is_some_and(|at| {
        let before =
            lines[..at].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
        before.into_iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    })
}

fn read<'a>(file: &Path, sources: &'a mut BTreeMap<PathBuf, String>) -> Result<&'a str, String> {
    if !sources.contains_key(file) {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        sources.insert(file.to_owned(), text);
    }
    Ok(&sources[file])
}

/// The folder of one of our crates.
fn folder(package: &str) -> Option<PathBuf> {
    let other = match package {
        "tests" => "tests",
        "accord-plugin" => "sdk/cli",
        "accord-sdk" => "sdk",
        "migrations" => "migrations",
        plugin if root().join("plugins").join(plugin).is_dir() => {
            return Some(root().join("plugins").join(plugin));
        }
        core => return Some(root().join("core").join(core)).filter(|folder| folder.is_dir()),
    };
    Some(root().join(other))
}
