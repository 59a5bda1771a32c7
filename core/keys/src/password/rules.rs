//! Which passwords are refused.
//!
//! Length counts, and what everyone else uses is refused; which kinds of character a
//! password holds does not matter, and nobody has to change one because time has passed.
//! This follows NIST SP 800-63B and OWASP ASVS 5.0, 6.2.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::{Message, fold};

/// The shortest password taken, in characters.
pub const LEAST: usize = 12;
/// The longest password taken, in characters; far beyond a long sentence.
pub const MOST: usize = 200;

/// Parts of names shorter than this are not looked for: "Li" is in half of all sentences.
const NAME_PART: usize = 4;
/// Fewer different characters than this are no password, however long.
const DIFFERENT: usize = 5;

/// What neighbours on a keyboard, in the alphabet or among the figures spell.
const RUNS: [&str; 6] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
];

static COMMON: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Whether `password` may be chosen by someone whose own and whose service's names are
/// `names` (sign-in name, full name, name of the service, each as it is written).
///
/// # Errors
/// The message for the form: `password-short`, `password-long`, `password-plain` (a
/// repetition or a run of keys), `password-common`, or `password-name`. The password
/// itself is in none of them.
pub fn acceptable(password: &str, names: &[&str]) -> Result<(), Message> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(Message::new("password-short").with("least", LEAST));
    }
    if length > MOST {
        return Err(Message::new("password-long").with("most", MOST));
    }
    let folded = fold(password);
    if is_plain(&folded) {
        return Err(Message::new("password-plain"));
    }
    if is_common(&folded) {
        return Err(Message::new("password-common"));
    }
    if names.iter().any(|name| contains_name(&folded, &fold(name))) {
        return Err(Message::new("password-name"));
    }
    Ok(())
}

/// One of the list, or a word of it between figures and signs, as in `12!Sunshine2026`.
fn is_common(folded: &str) -> bool {
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    [folded, core].into_iter().any(|word| COMMON.binary_search(&word).is_ok())
}

/// Few characters, one block over and over, or keys one beside the other.
fn is_plain(folded: &str) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    let different = letters.iter().collect::<BTreeSet<_>>().len();
    let repeats = |block: usize| letters.iter().zip(&letters[block..]).all(|(a, b)| a == b);
    different < DIFFERENT || (1..=letters.len() / 2).any(repeats) || is_made_of_runs(&letters)
}

/// Whether runs of four keys or more, forwards or backwards, make up all of it.
fn is_made_of_runs(letters: &[char]) -> bool {
    let mut rest = letters;
    while !rest.is_empty() {
        let run = longest_run(rest);
        if run < 4 {
            return false;
        }
        rest = &rest[run..];
    }
    true
}

fn longest_run(letters: &[char]) -> usize {
    let forwards = RUNS.iter().map(|run| run.to_string());
    let backwards = RUNS.iter().map(|run| run.chars().rev().collect());
    let matching = |run: String| {
        (1..=letters.len()).rev().find(|n| run.contains(&letters[..*n].iter().collect::<String>()))
    };
    forwards.chain(backwards).filter_map(matching).max().unwrap_or(0)
}

fn contains_name(folded: &str, name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|part| part.chars().count() >= NAME_PART)
        .any(|part| folded.contains(part))
}
