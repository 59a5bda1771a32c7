//! The options of a choice.

use serde::{Deserialize, Deserializer, Serialize};

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OptionDefinition {
    /// The word stored and exported; it never changes its meaning.
    pub code: String,
    /// The message key of what people read.
    pub label: String,
    /// The message key of an explanation.
    #[serde(default)]
    pub hint: Option<String>,
    /// Whether choosing it rules out every other option, as "none of these" does.
    #[serde(default)]
    pub exclusive: bool,
}

impl OptionDefinition {
    /// The option `code` with this label and nothing else.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into(), hint: None, exclusive: false }
    }
}

/// Where the options of a choice come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Options {
    /// The field is not a choice.
    #[default]
    None,
    /// They are written with the field.
    Inline(Vec<OptionDefinition>),
    /// They are those of a list of the package or of the core, written `list:<name>`.
    List {
        /// The name of the list.
        name: String,
        /// The options, filled in when the registry is built.
        options: Vec<OptionDefinition>,
    },
}

impl Options {
    /// The options in the order in which they are shown.
    pub fn all(&self) -> &[OptionDefinition] {
        match self {
            Self::None => &[],
            Self::Inline(options) | Self::List { options, .. } => options,
        }
    }

    /// The option with this code.
    pub fn find(&self, code: &str) -> Option<&OptionDefinition> {
        self.all().iter().find(|option| option.code == code)
    }

    /// The list they come from, where they are not written with the field.
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::List { name, .. } => Some(name),
            _ => None,
        }
    }
}

/// In TOML: `options = "list:districts"` or `options = [{ code = "…", label = "…" }]`.
impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> serde::de::Visitor<'de> for Written {
            type Value = Options;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("\"list:<name>\" or a list of { code, label }")
            }

            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Options, E> {
                let name = word.strip_prefix("list:").ok_or_else(|| {
                    E::custom(format!("'{word}' is no list; a list is written \"list:{word}\""))
                })?;
                Ok(Options::List { name: name.to_owned(), options: Vec::new() })
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Options, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = seq.next_element()? {
                    options.push(option);
                }
                Ok(Options::Inline(options))
            }
        }
        deserializer.deserialize_any(Written)
    }
}
