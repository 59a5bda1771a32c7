//! The mapping profile: what an export means, in a file that a hub can edit.
//!
//! A profile names files, columns, codes, rules of rejection and words for reasons. It
//! cannot run anything: rules are conditions over the fields it maps, so the worst that a
//! wrong profile can do is to reject rows, which the dry run shows.

mod codes;
mod fields;
mod file;
mod rule;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use domain::codes::Flag;
use serde::Deserialize;

pub use codes::{Answer, Codes, ContactPermissions, EntryMeaning, SideWord, StageMeaning, Words, folded};
pub use fields::{FieldShape, FileKind};
pub use file::FileProfile;
pub use rule::{Finding, Refers, RejectRule, Test};

/// What an export means.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Its name; with a file and an id of that file it names a row for ever.
    pub id: String,
    /// Rises with every change.
    pub version: u32,
    /// When the export was taken, in the service's time; nothing can have been received later.
    pub taken: NaiveDateTime,
    /// The time zone of all times in it.
    pub time_zone: String,
    /// How cells are read.
    pub reading: Reading,
    /// Words for the reasons that every file has.
    pub reasons: Reasons,
    /// How dates are read.
    pub dates: Dates,
    /// What the words of each file mean.
    pub codes: Codes,
    /// Spellings of organisations and whom each means; a spelling with more than one name is
    /// nobody's until a person decides.
    #[serde(default)]
    pub organisations: Words<Vec<String>>,
    /// Flags that make a case restricted. The flag "child" is set by the dates of birth of those
    /// in the case, the others by its row.
    #[serde(default)]
    pub restricted: Vec<Flag>,
    /// The files.
    pub files: BTreeMap<FileKind, FileProfile>,
}

/// How cells are read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reading {
    /// Words that mean an empty cell, in exactly this letter case.
    pub null_words: Vec<String>,
    /// The most bytes that one record may have; more means that a quote was never closed.
    pub longest_record: usize,
    /// From how many letters on a text is so long that someone should look at it.
    pub long_text: usize,
}

/// Words for the reasons that every file has.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reasons {
    /// Not as many cells as the header.
    pub columns: String,
    /// Every cell is the same as in an earlier row.
    pub twice: String,
    /// The key of an earlier row, with other cells.
    pub key_twice: String,
}

/// How dates are read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dates {
    /// The formats in which days are written, day first, each tried in turn.
    pub formats: Vec<String>,
    /// The format of times stamped by the system.
    pub stamp: String,
    /// Cells that mean no date.
    pub empty: Vec<String>,
    /// When a date of receipt is probably written month first.
    pub swap: Swap,
}

/// When a date of receipt is probably written month first; a person decides on each.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Swap {
    /// It lies more than so many days from the day the record was made,
    pub farther_than: i64,
    /// while the swapped reading lies within so many days before that day.
    pub within: i64,
}

/// Why a text is not a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// It cannot be read at all.
    #[error("the profile cannot be read: {0}")]
    Unreadable(String),
    /// It can be read and means nothing.
    #[error("the profile: {0}")]
    Senseless(String),
}

impl Profile {
    /// Reads and checks a profile written in TOML.
    ///
    /// # Errors
    /// What is wrong with it, in words for the one who wrote it.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile: Self =
            toml::from_str(text).map_err(|error| ProfileError::Unreadable(error.to_string()))?;
        profile.check().map_err(ProfileError::Senseless)?;
        Ok(profile)
    }

    /// The day the export was taken.
    pub fn taken_on(&self) -> NaiveDate {
        self.taken.date()
    }

    /// The file of this kind.
    pub fn file(&self, kind: FileKind) -> Option<&FileProfile> {
        self.files.get(&kind)
    }

    fn check(&self) -> Result<(), String> {
        self.zone().map(drop)?;
        for kind in [FileKind::Cases, FileKind::People, FileKind::Participants] {
            if !self.files.contains_key(&kind) {
                return Err(format!("there is no [files.{}]", kind.as_str()));
            }
        }
        if self.dates.formats.is_empty() {
            return Err("dates.formats names no format".to_owned());
        }
        self.codes.check()?;
        for (spelling, names) in self.organisations.iter() {
            if names.is_empty() {
                return Err(format!("the organisation '{spelling}' means nobody"));
            }
        }
        for (kind, file) in &self.files {
            file.check(*kind).map_err(|finding| format!("[files.{}]: {finding}", kind.as_str()))?;
            let named = file.reject.iter().flat_map(RejectRule::files);
            if let Some(missing) = named.into_iter().find(|named| !self.files.contains_key(named)) {
                return Err(format!(
                    "[files.{}] refers to {}, which is not there",
                    kind.as_str(),
                    missing.as_str()
                ));
            }
        }
        Ok(())
    }

    /// The time zone of all times in the export.
    ///
    /// # Errors
    /// When there is no such zone.
    pub fn zone(&self) -> Result<chrono_tz::Tz, String> {
        self.time_zone.parse().map_err(|_| format!("there is no time zone '{}'", self.time_zone))
    }
}
