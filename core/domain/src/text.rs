//! Text as it is sorted and compared.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without accents, for search and comparison.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The key by which a text is sorted in long lists.
///
/// It is stored beside the text and compared byte by byte, so that SQLite and PostgreSQL
/// put the same list in the same order; short lists are sorted by the reader's alphabet
/// instead.
pub fn sort_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The initials of a name, such as `A. M.` for "Ama Mensah".
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .map(|letter| format!("{}.", letter.to_uppercase()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_without_accents_case_or_punctuation() {
        assert_eq!(sort_key("Ó Súilleabháin-Jones"), "o suilleabhain jones");
        assert_eq!(sort_key("  O'Brien "), "o brien");
    }

    #[test]
    fn initials_are_letters_with_full_stops() {
        assert_eq!(initials("Ama  mensah"), "A. M.");
        assert_eq!(initials(""), "");
    }
}
