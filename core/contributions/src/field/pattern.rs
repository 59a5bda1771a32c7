//! A pattern that a text must match.

use regex::{Regex, RegexBuilder};

/// A compiled pattern over the whole text. The engine takes linear time whatever the
/// pattern, and its size is bounded, so an author cannot slow a form down.
#[derive(Clone)]
pub struct Pattern {
    written: String,
    regex: Regex,
}

impl Pattern {
    /// Compiles `written`, which must match the text from its first to its last character.
    ///
    /// # Errors
    /// A sentence for the author, when it is no pattern or too large.
    pub fn new(written: &str) -> Result<Self, String> {
        let regex = RegexBuilder::new(&format!("^(?:{written})$")).size_limit(1 << 17).build();
        match regex {
            Ok(regex) => Ok(Self { written: written.to_owned(), regex }),
            Err(regex::Error::CompiledTooBig(_)) => Err("the pattern is too large".to_owned()),
            Err(_) => Err("the pattern is not a valid regular expression".to_owned()),
        }
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The pattern as its author wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pattern({})", self.written)
    }
}
