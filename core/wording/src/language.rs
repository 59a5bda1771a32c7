//! The languages in which the service speaks.

use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// A language with a catalogue of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, the language every key exists in.
    #[default]
    En,
    /// Welsh.
    Cy,
}

impl Language {
    /// Every language, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::Cy];

    /// The code used in `lang` attributes, addresses, cookies and folder names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Cy => "cy",
        }
    }

    /// The language's own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Cy => "Cymraeg",
        }
    }

    /// Reads a code; regional forms such as `en-GB` count as their language.
    pub fn parse(code: &str) -> Option<Self> {
        let base = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(base))
    }

    /// The identifier that decides plural forms.
    pub(crate) fn identifier(self) -> LanguageIdentifier {
        self.code().parse().expect("'en' and 'cy' are well-formed identifiers")
    }
}
