//! The catalogues: the core's own words, and those of the plugins installed.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono_tz::Tz;
use domain::{Instant, Message};
use rust_embed::RustEmbed;

use crate::bundle::{Words, WordsError};
use crate::{Language, Text, dates};

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

/// The mark in the first lines of a file that no speaker of its language has read.
const UNREVIEWED: &str = "# unreviewed";

/// How far a language has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The language.
    pub language: Language,
    /// Its files.
    pub files: usize,
    /// Those of them that no speaker of the language has read yet.
    pub unreviewed: usize,
}

/// Every sentence the service can say.
///
/// An immutable value, cheap to clone: installing a plugin makes another one, and a
/// request keeps the one it began with.
#[derive(Clone)]
pub struct Wording {
    core: Arc<BTreeMap<Language, Words>>,
    plugins: BTreeMap<String, Arc<BTreeMap<Language, Words>>>,
    service: Language,
    zone: Tz,
}

impl Wording {
    /// The core's own words, for a service that speaks `service` by default and lives in
    /// the time zone `zone`.
    ///
    /// # Errors
    /// A catalogue that does not parse or repeats a key; the tests keep the embedded ones
    /// from that.
    pub fn load(service: Language, zone: Tz) -> Result<Self, WordsError> {
        let mut core = BTreeMap::new();
        for language in Language::ALL {
            let files = files_of(language);
            let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            core.insert(language, Words::compile(language, files)?);
        }
        Ok(Self { core: Arc::new(core), plugins: BTreeMap::new(), service, zone })
    }

    /// These words and those of one plugin, whose keys are then `<plugin>/<key>`.
    ///
    /// `files` are the texts of its `i18n` folder by locale, such as `en`. A plugin that
    /// was there already is replaced.
    ///
    /// # Errors
    /// A text that does not parse, repeats a key, or is in a language we do not speak.
    pub fn with_plugin<'a>(
        mut self,
        plugin: &str,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, WordsError> {
        let mut words = BTreeMap::new();
        for (locale, text) in files {
            let file = format!("i18n/{locale}.ftl");
            let Some(language) = Language::parse(locale) else {
                return Err(WordsError::UnknownLanguage { file, locale: locale.to_owned() });
            };
            words.insert(language, Words::compile(language, [(file.as_str(), text)])?);
        }
        self.plugins.insert(plugin.to_owned(), Arc::new(words));
        Ok(self)
    }

    /// These words and those of several plugins, as (plugin, locale, text).
    ///
    /// # Errors
    /// As [`with_plugin`](Self::with_plugin).
    pub fn with_plugins<'a>(
        self,
        texts: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Result<Self, WordsError> {
        let mut files: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (plugin, locale, text) in texts {
            files.entry(plugin).or_default().push((locale, text));
        }
        files.into_iter().try_fold(self, |wording, (plugin, files)| wording.with_plugin(plugin, files))
    }

    /// The language the service speaks when nobody chose another.
    pub fn service_language(&self) -> Language {
        self.service
    }

    /// The time zone in which moments are shown.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// `message` in the reader's language; failing that in the service's, then in English.
    ///
    /// A key that nobody knows is shown itself, in brackets: a page with one odd word is
    /// better than no page, and a test finds every key of ours that is missing. Arguments
    /// that are dates or moments are written as the reader writes them, and an argument
    /// `t:<key>` is itself looked up.
    pub fn text(&self, language: Language, message: &Message) -> String {
        self.find(language, message, 0).unwrap_or_else(|| format!("[{}]", message.key))
    }

    /// The sentence with this key and no arguments.
    pub fn key(&self, language: Language, key: &str) -> String {
        self.text(language, &Message::new(key))
    }

    /// Whether the key has words in English or, for a plugin, in any language.
    pub fn knows(&self, key: &str) -> bool {
        self.find(Language::En, &Message::new(key), 0).is_some()
    }

    /// What `text` says to a reader of `language`.
    pub fn say(&self, language: Language, text: &Text) -> String {
        match text {
            Text::Words(message) => self.text(language, message),
            Text::Plain(text) => text.clone(),
            Text::Date { date } => dates::date(self, language, *date),
            Text::Moment { moment } => dates::date_and_time(self, language, *moment),
            Text::Number(number) => dates::number(*number),
            Text::Boolean(true) => self.key(language, "answer-yes"),
            Text::Boolean(false) => self.key(language, "answer-no"),
            Text::List(items) => {
                let said: Vec<_> = items.iter().map(|item| self.say(language, item)).collect();
                said.join(", ")
            }
        }
    }

    /// How many files each language has, and how many of them are unreviewed.
    pub fn coverage() -> Vec<Coverage> {
        Language::ALL
            .into_iter()
            .map(|language| {
                let files = files_of(language);
                let unreviewed = files.iter().filter(|(_, text)| is_unreviewed(text)).count();
                Coverage { language, files: files.len(), unreviewed }
            })
            .collect()
    }

    /// `depth` ends a ring of `t:` arguments that name each other.
    fn find(&self, language: Language, message: &Message, depth: u8) -> Option<String> {
        let (words, key) = match message.key.rsplit_once('/') {
            Some((plugin, key)) => (self.plugins.get(plugin)?, key),
            None => (&self.core, message.key.as_str()),
        };
        let key = key.strip_prefix("t:").unwrap_or(key);
        [language, self.service, Language::En]
            .into_iter()
            .chain(Language::ALL)
            .filter_map(|tried| words.get(&tried))
            .find_map(|words| words.text(key, message, |raw| self.argument(words.language(), raw, depth)))
    }

    fn argument(&self, language: Language, raw: &str, depth: u8) -> String {
        if let Some(key) = raw.strip_prefix("t:") {
            let named = Message::new(key);
            let words = if depth < 2 { self.find(language, &named, depth + 1) } else { None };
            return words.unwrap_or_else(|| raw.to_owned());
        }
        if raw.len() == 10 {
            if let Ok(date) = raw.parse() {
                return dates::date(self, language, date);
            }
        } else if raw.len() >= 20
            && raw.as_bytes()[4] == b'-'
            && let Ok(moment) = raw.replace(" UTC", "Z").replace(' ', "T").parse::<Instant>()
        {
            return dates::date_and_time(self, language, moment);
        }
        raw.to_owned()
    }
}

/// The embedded files of one language as (path, text), in the order of their names.
pub(crate) fn files_of(language: Language) -> Vec<(String, String)> {
    let prefix = format!("{}/", language.code());
    let mut paths: Vec<_> =
        Files::iter().filter(|path| path.starts_with(&prefix) && path.ends_with(".ftl")).collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            let data = Files::get(&path)?.data;
            Some((path.into_owned(), String::from_utf8_lossy(&data).into_owned()))
        })
        .collect()
}

/// Whether the file says of itself that no speaker of its language has read it.
pub(crate) fn is_unreviewed(text: &str) -> bool {
    text.lines().take(5).any(|line| line.trim().starts_with(UNREVIEWED))
}
