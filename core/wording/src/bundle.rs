//! One language's words, compiled.

use std::sync::Arc;

use domain::Message;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumberOptions;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::Language;
use crate::dates;

/// Why a catalogue was refused.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// A file is not written in Fluent.
    #[error("{file}, line {line}: {reason}")]
    Syntax {
        /// The file as its author knows it.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// Two files of one language give the same key.
    #[error("{file}: the key '{key}' is already given in another file of the same language")]
    Duplicate {
        /// The second file.
        file: String,
        /// The key.
        key: String,
    },
    /// A plugin brings a language that the service does not speak.
    #[error("{file}: '{locale}' is not a language of this service; write one of: en, cy")]
    UnknownLanguage {
        /// The file.
        file: String,
        /// The code in its name.
        locale: String,
    },
}

/// The compiled words of one language; cloning is cheap.
#[derive(Clone)]
pub(crate) struct Words {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Words {
    /// Compiles the files of one language, given as (file name, text).
    ///
    /// # Errors
    /// The first file that does not parse, or that repeats a key.
    pub(crate) fn compile<'a>(
        language: Language,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, WordsError> {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // Without isolation marks, since they would be copied along with a reference or a number.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) if number.options.use_grouping && number.value.fract() == 0.0 => {
                Some(dates::number(number.value as i64))
            }
            _ => None,
        }));
        for (file, text) in files {
            let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
                let position = errors.first().map_or(0, |error| error.pos.start);
                WordsError::Syntax {
                    file: file.to_owned(),
                    line: line_of(text, position),
                    reason: errors.first().map_or_else(String::new, ToString::to_string),
                }
            })?;
            bundle.add_resource(resource).map_err(|errors| WordsError::Duplicate {
                file: file.to_owned(),
                key: errors
                    .into_iter()
                    .find_map(|error| match error {
                        FluentError::Overriding { id, .. } => Some(id),
                        _ => None,
                    })
                    .unwrap_or_default(),
            })?;
        }
        Ok(Self { language, bundle: Arc::new(bundle) })
    }

    /// The language these words are in.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The text of `message`, or nothing where this language lacks the key.
    ///
    /// `prepare` turns an argument as it was given into the reader's own writing.
    pub(crate) fn text(
        &self,
        key: &str,
        message: &Message,
        prepare: impl Fn(&str) -> String,
    ) -> Option<String> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let found = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => found.get_attribute(attribute)?.value(),
            None => found.value()?,
        };
        let mut args = FluentArgs::with_capacity(message.args.len());
        for (name, raw) in &message.args {
            args.set(name.as_str(), argument(name, raw, &prepare));
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }
}

/// One argument as Fluent takes it.
///
/// A whole number in its usual writing may choose a plural form. Only `count` and names
/// that end in `-count` are written with thousands commas, so that a year stays a year.
fn argument(name: &str, raw: &str, prepare: impl Fn(&str) -> String) -> FluentValue<'static> {
    let is_number = raw.len() <= 15 && raw.parse::<i64>().is_ok_and(|number| number.to_string() == raw);
    if !is_number {
        return FluentValue::from(prepare(raw));
    }
    let use_grouping = name == "count" || name.ends_with("-count");
    let options = FluentNumberOptions { use_grouping, ..FluentNumberOptions::default() };
    FluentValue::Number(fluent_bundle::types::FluentNumber::new(raw.parse().unwrap_or_default(), options))
}

/// The line, from 1, on which the byte at `position` stands.
pub(crate) fn line_of(text: &str, position: usize) -> usize {
    let before = text.get(..position.min(text.len())).unwrap_or(text);
    before.matches('\n').count() + 1
}
