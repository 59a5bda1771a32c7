//! Reaching people safely.

use accord_sdk::prelude::*;

/// The ways of making contact: the permission, where to, and what is said without it.
const WAYS: &[(&str, &str, &str)] = &[
    ("may-phone", "phone", "phone-required"),
    ("may-email", "email", "email-required"),
    ("may-post", "address", "address-required"),
];

/// The answers that a code word must not repeat.
const GUESSABLE: &[&str] = &[
    "known-as",
    "given-name",
    "family-name",
    "asker-name",
    "guardian",
    "responsible-name",
    "harmed-name",
    "second-name",
    "phone",
    "postcode",
    "town",
];

const SHORTEST_CODE_WORD: usize = 4;

fn allows(answers: &Answers, permission: &str) -> bool {
    answers.chose(permission, "yes") || answers.chose(permission, "as-stated")
}

/// At least one way is allowed, and every allowed way leads somewhere.
pub fn safe_way(answers: &Answers, problems: &mut Problems) {
    let is_asked = WAYS.iter().any(|(permission, ..)| answers.is_answered(permission));
    if is_asked && !WAYS.iter().any(|(permission, ..)| allows(answers, permission)) {
        problems.block("may-phone", "no-safe-way");
    }
    for (permission, place, code) in WAYS {
        if allows(answers, permission) && !answers.is_answered(place) {
            problems.block(place, code);
        }
    }
}

/// "Only as stated" has to be stated.
pub fn times(answers: &Answers, problems: &mut Problems) {
    let permissions = ["may-phone", "may-voicemail", "may-text", "may-email", "may-post"];
    let has_condition = permissions.iter().any(|permission| answers.chose(permission, "as-stated"));
    if has_condition && !answers.is_answered("safe-times") && !answers.is_answered("unsafe-times") {
        problems.block("safe-times", "times-required");
    }
}

/// Who lives with the other person may not have thought of the answering machine or the
/// doormat.
pub fn noticed_at_home(answers: &Answers, problems: &mut Problems) {
    if !answers.chose("lives-with-other", "yes") {
        return;
    }
    if answers.chose("may-voicemail", "yes") {
        problems.advise("may-voicemail", "voicemail-heard");
    }
    if answers.chose("may-post", "yes") {
        problems.advise("may-post", "post-seen");
    }
}

/// A word that others would guess proves nothing.
pub fn code_word(answers: &Answers, problems: &mut Problems) {
    let Some(word) = answers.text("code-word") else { return };
    let plain = plain(word);
    if plain.chars().count() < SHORTEST_CODE_WORD {
        problems.block("code-word", "code-word-short");
        return;
    }
    let is_guessable = GUESSABLE.iter().filter_map(|field| answers.text(field)).any(|given| {
        given.split_whitespace().map(self::plain).any(|part| part == plain) || self::plain(given) == plain
    });
    if is_guessable {
        problems.block("code-word", "code-word-name");
    }
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
