//! Short lists in the order of the reader's alphabet.
//!
//! In Welsh *ch, dd, ff, ng, ll, ph, rh, th* are letters of their own, so *Llan* comes
//! after *Luned*. A list on paper cannot tell the *ng* of *angen* from the *n* and *g* of
//! *Bangor*; like most catalogues we take every one for the letter. Long lists are sorted
//! by a stored key instead ([`domain::sort_key`]).

use std::cmp::Ordering;

use crate::Language;

const WELSH: [&str; 29] = [
    "a", "b", "c", "ch", "d", "dd", "e", "f", "ff", "g", "ng", "h", "i", "j", "l", "ll", "m", "n", "o", "p",
    "ph", "r", "rh", "s", "t", "th", "u", "w", "y",
];

/// Sorts `items` by the text that `text_of` gives for each, in the reader's alphabet.
pub fn sort_by<T>(language: Language, items: &mut [T], text_of: impl Fn(&T) -> &str) {
    items.sort_by_cached_key(|item| key(language, text_of(item)));
}

/// How two texts stand to each other in the reader's alphabet.
pub fn compare(language: Language, left: &str, right: &str) -> Ordering {
    key(language, left).cmp(&key(language, right))
}

/// One number a letter: spaces before letters, foreign letters where English has them.
fn key(language: Language, text: &str) -> Vec<u32> {
    let text = domain::sort_key(text);
    match language {
        Language::En => text.chars().map(u32::from).collect(),
        Language::Cy => welsh_key(&text),
    }
}

fn welsh_key(text: &str) -> Vec<u32> {
    let mut rest = text;
    let mut letters = Vec::with_capacity(text.len());
    while let Some(first) = rest.chars().next() {
        let letter = WELSH.iter().rposition(|letter| letter.len() == 2 && rest.starts_with(letter));
        let (rank, length) = match letter {
            Some(position) => (welsh_rank(position), 2),
            None => (rank(first), first.len_utf8()),
        };
        letters.push(rank);
        rest = &rest[length..];
    }
    letters
}

fn rank(letter: char) -> u32 {
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    match WELSH.iter().position(|known| *known == text) {
        Some(position) => welsh_rank(position),
        // k, q, v, x and z follow the Welsh letter that English puts before them.
        None => match letter {
            'k' => welsh_rank(13) + 1,
            'q' => welsh_rank(20) + 1,
            'v' => welsh_rank(26) + 1,
            'x' => welsh_rank(27) + 1,
            'z' => welsh_rank(28) + 1,
            other if other.is_ascii() => u32::from(other),
            other => 10_000 + u32::from(other),
        },
    }
}

/// Ranks begin above every digit and leave a gap after each letter.
fn welsh_rank(position: usize) -> u32 {
    200 + 2 * u32::try_from(position).unwrap_or(u32::MAX / 4)
}
