//! Every parser that meets strangers, with what nobody would send.
//!
//! On every run each target gets what is in its corpus, its seeds, and so many mutations of
//! them; `ACCORD_FUZZ` says how many, `ACCORD_LONG=fuzz` goes on for ten minutes each
//! (`ACCORD_FUZZ_SECONDS`). The seed is printed; an input that fails is written to
//! `target/fuzz`, and belongs into `tests/fuzz/corpus` once it is mended.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use tests::crawl::{count, tell};
use tests::dice::Dice;
use tests::fuzz::{Mutator, TARGETS, Target};

/// How many mutations on every run.
const USUAL: usize = 400;
/// The longest input on every run; the long run goes further.
const LONGEST: usize = 16 << 10;
/// Nothing takes so long, however slow the build and busy the machine.
const NEVER: Duration = Duration::from_secs(5);
/// Memory of the whole process that no target needs, in MiB.
const MOST: usize = 256;

fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").expect("a process knows its size");
    text.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).expect("a number") / 256
}

fn try_one(target: &Target, bytes: &[u8]) {
    let begun = Instant::now();
    let run = target.run;
    let ended = catch_unwind(|| run(bytes));
    let taken = begun.elapsed();
    if ended.is_err() || taken > NEVER {
        let folder = tests::root().join("target/fuzz");
        let path = folder.join(format!(
            "{}-{:016x}",
            target.name,
            bytes.iter().fold(7_u64, |sum, byte| { sum.wrapping_mul(31).wrapping_add(u64::from(*byte)) })
        ));
        std::fs::create_dir_all(&folder).expect("a folder for what failed");
        std::fs::write(&path, bytes).expect("what failed is kept");
        panic!("{} fails or takes {taken:?}: {}", target.name, path.display());
    }
}

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder = tests::root().join("tests/fuzz/corpus").join(target.name);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        std::fs::read(entry.expect("a file of the corpus").path()).expect("it can be read")
    };
    entries.map(read).collect()
}

fn fuzz(names: &[&str]) {
    let (_, mut dice) = Dice::fresh();
    let is_long = std::env::var("ACCORD_LONG").is_ok_and(|parts| parts.contains("fuzz"));
    for target in TARGETS.iter().filter(|target| names.contains(&target.name)) {
        let mut seeds = (target.seeds)();
        let kept = corpus(target);
        seeds.extend(kept.iter().cloned());
        for seed in &seeds {
            try_one(target, seed);
        }
        let before = resident();
        let begun = Instant::now();
        let long = Duration::from_secs(count("ACCORD_FUZZ_SECONDS", 600) as u64);
        let mutator = Mutator::new(&seeds, target.words, if is_long { 1 << 20 } else { LONGEST });
        let usual = count("ACCORD_FUZZ", USUAL);
        let mut tried = 0;
        while if is_long { begun.elapsed() < long } else { tried < usual } {
            try_one(target, &mutator.next(&mut dice));
            tried += 1;
        }
        let grown = resident().saturating_sub(before);
        assert!(grown < MOST, "{} leaves {grown} MiB behind", target.name);
        tell(&format!("{}: {} seeds, {tried} mutations in {:?}", target.name, seeds.len(), begun.elapsed()));
    }
}

#[test]
fn exports_and_what_people_type() {
    fuzz(&["sheet", "profile", "cell", "search", "text"]);
}

#[test]
fn plugins_and_what_is_posted_to_their_forms() {
    fuzz(&["manifest", "form", "package", "submission", "template", "condition"]);
}

#[test]
fn what_claims_to_be_sealed_by_us() {
    fuzz(&["token", "note", "age", "passkey"]);
}

#[test]
fn every_target_is_tried() {
    let text = include_str!("fuzz.rs");
    let untried: Vec<_> = TARGETS
        .iter()
        .filter(|target| !text.contains(&format!("\"{}\"", target.name)))
        .map(|target| target.name)
        .collect();
    assert!(untried.is_empty(), "{untried:?}");
}

/// Long texts on which a rule that goes back and forth would never end: 64 kB
/// on every run, a whole one in the long run.
#[test]
fn a_long_text_is_read_once() {
    let is_long = std::env::var("ACCORD_LONG").is_ok_and(|parts| parts.contains("fuzz"));
    let length = if is_long { 1 << 20 } else { 1 << 16 };
    let patterns = [
        "a",
        " ",
        "0",
        "a@a.",
        "((((",
        "{{#if x}}",
        "[[",
        "<p>",
        "&#",
        "\"",
        ",",
        "\n",
        "a ",
        "e\u{301}",
        "\u{202e}a",
        "+44 ",
        "-> X25519 a\n",
        "{\"not\":",
        "a=b&",
    ];
    let (mut slowest, mut never) = ((Duration::ZERO, String::new()), Vec::new());
    for target in TARGETS {
        for pattern in patterns {
            let mut text = pattern.repeat(length / pattern.len());
            // What fits up to its end is what a rule goes back over.
            text.push('!');
            let begun = Instant::now();
            let ended = catch_unwind(|| (target.run)(text.as_bytes()));
            let (taken, what) = (begun.elapsed(), format!("{} with {pattern:?}", target.name));
            if ended.is_err() || taken > NEVER {
                never.push(format!("{what}: {taken:?}"));
            }
            if taken > slowest.0 {
                slowest = (taken, what);
            }
        }
    }
    tell(&format!("the slowest of {length} bytes: {} in {:?}", slowest.1, slowest.0));
    assert!(never.is_empty(), "fail or never end:\n{}", never.join("\n"));
}
