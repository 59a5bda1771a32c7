//! How the backups stand: a small file in the data folder, for the command line and for a
//! server that is started again.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result};
use chrono::TimeDelta;
use domain::Instant;
use serde::{Deserialize, Serialize};

/// After this long without a backup that was tried out, something is wrong
/// (`security.md` §5.1, D-16).
const OVERDUE: TimeDelta = TimeDelta::hours(36);

const NAME: &str = "backups.json";

/// How the backups that the server makes by itself stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The last one that was made.
    pub made: Option<Done>,
    /// The last one that was restored to try it out, and was good.
    pub tried: Option<Done>,
    /// What failed since.
    pub failed: Option<Failure>,
}

/// Something about one backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// When.
    pub at: Instant,
    /// The file's name.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Rows of the database.
    pub rows: u64,
}

/// Something that did not work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// When.
    pub at: Instant,
    /// What, in words.
    pub what: String,
}

impl State {
    /// Reads it; where there is none yet, nothing has happened.
    ///
    /// # Errors
    /// A file that cannot be read or is no such state.
    pub fn read(data: &Path) -> Result<Self> {
        let path = data.join(NAME);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| path.display().to_string()),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(cause) => Err(cause).with_context(|| path.display().to_string()),
        }
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write(&self, data: &Path) -> Result<()> {
        let path = data.join(NAME);
        let partial = path.with_extension("partial");
        let write = || {
            let mut file = File::create(&partial)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.sync_all()?;
            fs::rename(&partial, &path)
        };
        write().with_context(|| path.display().to_string())
    }

    /// What somebody has to see to, in words.
    pub fn trouble(&self, now: Instant) -> Option<String> {
        if let Some(failure) = &self.failed {
            return Some(format!("the last backup failed: {}", failure.what));
        }
        match &self.tried {
            None => Some("no backup was made and tried out yet".to_owned()),
            Some(tried) if now - tried.at > OVERDUE => Some(format!(
                "no backup was made and tried out since {}",
                tried.at.format("%Y-%m-%d %H:%M UTC")
            )),
            Some(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("a moment")
    }

    #[test]
    fn trouble_is_a_failure_or_a_long_silence() {
        let now = at("2026-11-25T02:00:00Z");
        let done = |text| Some(Done { at: at(text), file: "a".into(), bytes: 1, rows: 1 });
        let check = |state: State, expect: Option<&str>| match (state.trouble(now), expect) {
            (None, None) => {}
            (Some(said), Some(part)) => assert!(said.contains(part), "{said}"),
            (said, expect) => panic!("{said:?} and not {expect:?}"),
        };
        check(State::default(), Some("no backup was made and tried out yet"));
        let tried = State { tried: done("2026-11-24T02:00:00Z"), ..State::default() };
        check(tried.clone(), None);
        check(
            State { tried: done("2026-11-23T13:59:00Z"), ..State::default() },
            Some("since 2026-11-23 13:59"),
        );
        let failed = Some(Failure { at: now, what: "the disk is full".into() });
        check(State { failed, ..tried }, Some("the disk is full"));
    }

    #[test]
    fn it_is_kept_and_read() {
        let place = tempfile::tempdir().expect("a place for the test's files");
        assert_eq!(State::read(place.path()).expect("nothing yet"), State::default());
        let failed = Some(Failure { at: at("2026-11-24T02:00:00Z"), what: "why".into() });
        let state = State { failed, ..State::default() };
        state.write(place.path()).expect("our own folder");
        assert_eq!(State::read(place.path()).expect("our own file"), state);
    }
}
