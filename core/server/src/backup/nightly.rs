//! A backup every night, and every night a restoration.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;
use domain::Instant;
use keys::age::{Identity, Recipient};
use permissions::{Actor, Task};

use super::make::{Source, make};
use super::manifest::{ENDING, file_name};
use super::restore::{Target, restore};
use super::state::{Done, Failure, State};
use super::{Made, Scratch};
use crate::folder::DataFolder;
use crate::settings;

/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// How long after a failure it is tried again.
const AGAIN: TimeDelta = TimeDelta::hours(1);

/// How often trouble is said again.
const REMIND: TimeDelta = TimeDelta::hours(6);

/// Makes backups by the clock.
pub struct Nightly {
    source: Source,
    settings: settings::Backup,
    recipient: Recipient,
    zone: Tz,
}

impl Nightly {
    /// Nothing where no backups were asked for.
    ///
    /// # Errors
    /// Settings that cannot be followed.
    pub fn of(source: Source, settings: &settings::Backup, zone: Tz) -> Result<Option<Self>> {
        if settings.recipient.is_empty() && settings.folder.as_os_str().is_empty() {
            return Ok(None);
        }
        let recipient = Recipient::from_str(&settings.recipient).context("backup.recipient")?;
        if settings.folder.as_os_str().is_empty() {
            bail!("backup.folder is empty: name the folder that backups are written to");
        }
        if settings.hour > 23 {
            bail!("backup.hour is {}, and hours go from 0 to 23", settings.hour);
        }
        Ok(Some(Self { source, settings: settings.clone(), recipient, zone }))
    }

    /// Looks again and again whether one is due.
    pub async fn run(&self) {
        let mut tried: Option<Instant> = None;
        let mut reminded: Option<Instant> = None;
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = self.source.store.now();
            let state = match State::read(self.source.folder.path()) {
                Ok(state) => state,
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "how the backups stand is not known");
                    State::default()
                }
            };
            let last = state.tried.as_ref().map(|done| done.at);
            let rested = tried.is_none_or(|at| now - at >= AGAIN);
            if rested && is_due(now, self.zone, self.settings.hour, last) {
                tried = Some(now);
                self.once().await;
            } else if let Some(trouble) = state.trouble(now)
                && last.is_some()
                && reminded.is_none_or(|at| now - at >= REMIND)
            {
                reminded = Some(now);
                tracing::error!(trouble, "backups need somebody's attention: `accord backup status`");
            }
        }
    }

    /// Makes one, tries it out, and keeps what became of it.
    pub async fn once(&self) -> State {
        let data = self.source.folder.path();
        let mut state = State::read(data).unwrap_or_default();
        match self.make_and_try(&mut state).await {
            Ok(()) => state.failed = None,
            Err(error) => {
                let what = format!("{error:#}");
                tracing::error!(error = what, "the backup FAILED; nothing older was removed");
                state.failed = Some(Failure { at: self.source.store.now(), what });
            }
        }
        if let Err(error) = state.write(data) {
            tracing::error!(error = format!("{error:#}"), "how the backups stand could not be kept");
        }
        state
    }

    async fn make_and_try(&self, state: &mut State) -> Result<()> {
        let folder = &self.settings.folder;
        clear_partial(folder)?;
        let now = self.source.store.now();
        let actor = Actor::system(Task::Maintenance, now);
        let file = folder.join(file_name(now));
        // Known to this process alone, and forgotten with it.
        let once = Identity::generate();
        let made = make(&self.source, &actor, vec![self.recipient, once.recipient()], &file, |_| {}).await?;
        state.made = Some(done(now, &made));
        self.try_out(&made, once)
            .await
            .with_context(|| format!("{} could not be restored", file.display()))?;
        state.tried = Some(done(now, &made));
        tracing::info!(file = %file.display(), bytes = made.bytes, rows = made.rows, "a backup was made and tried out");
        prune(folder, self.settings.keep.max(1))
    }

    async fn try_out(&self, made: &Made, identity: Identity) -> Result<()> {
        let scratch = Scratch::below(self.source.folder.path(), "try")?;
        let folder = DataFolder::at(scratch.path());
        let keys = Some(self.source.keys.clone());
        let target = Target { folder, database: None, keys, for_good: false };
        let report = restore(&made.file, identity, target).await?;
        match report.wrong.first() {
            None => Ok(()),
            Some(first) => bail!("{first} ({} findings)", report.wrong.len()),
        }
    }
}

fn done(at: Instant, made: &Made) -> Done {
    let file = made.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Done { at, file, bytes: made.bytes, rows: made.rows }
}

/// Whether the hour has come round since the last one.
fn is_due(now: Instant, zone: Tz, hour: u32, last: Option<Instant>) -> bool {
    let here = now.with_timezone(&zone);
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let day = if here.time() >= time { here.date_naive() } else { here.date_naive() - TimeDelta::days(1) };
    // The hour that the clocks leave out in spring begins when they go on.
    let local = day.and_time(time);
    let begun = local.and_local_timezone(zone).earliest();
    let begun = begun.or_else(|| (local + TimeDelta::hours(1)).and_local_timezone(zone).earliest());
    begun.is_some_and(|begun| last.is_none_or(|last| last < begun))
}

/// Backups in `folder`, the oldest first.
fn backups(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry.with_context(|| folder.display().to_string())?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("accord-") && name.ends_with(ENDING) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Removes all but the newest `keep`; called only after a new one was tried out.
fn prune(folder: &Path, keep: usize) -> Result<()> {
    let found = backups(folder)?;
    let excess = found.len().saturating_sub(keep);
    for old in &found[..excess] {
        fs::remove_file(old).with_context(|| old.display().to_string())?;
    }
    Ok(())
}

/// What a process that was killed left of its backup.
fn clear_partial(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry.with_context(|| folder.display().to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(".accord-") && name.ends_with(".partial") {
            fs::remove_file(&path).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_due_when_the_hour_has_come_round() {
        let zone = chrono_tz::Europe::London;
        let at = |text: &str| text.parse::<Instant>().expect("a moment");
        let check = |now: &str, last: Option<&str>, expect: bool| {
            assert_eq!(is_due(at(now), zone, 2, last.map(at)), expect, "at {now} after {last:?}");
        };
        check("2026-11-25T12:00:00Z", None, true);
        check("2026-11-25T01:59:00Z", Some("2026-11-24T02:00:10Z"), false);
        check("2026-11-25T02:00:00Z", Some("2026-11-24T02:00:10Z"), true);
        check("2026-11-25T02:05:00Z", Some("2026-11-25T02:00:10Z"), false);
        // Summer time: two o'clock is one o'clock UTC.
        check("2026-07-25T01:00:00Z", Some("2026-07-24T01:00:10Z"), true);
        // After a day off it is made up for at once.
        check("2026-11-25T11:00:00Z", Some("2026-11-23T02:00:10Z"), true);
        // 01:00 to 02:00 does not exist on 28 March 2027.
        assert!(is_due(at("2027-03-28T01:30:00Z"), zone, 1, Some(at("2027-03-27T01:00:10Z"))));
        assert!(!is_due(at("2027-03-28T02:30:00Z"), zone, 1, Some(at("2027-03-28T01:10:00Z"))));
    }

    #[test]
    fn the_newest_are_kept_and_nothing_else_is_touched() {
        let place = tempfile::tempdir().expect("a place for the test's files");
        let names = ["accord-20261101-020000", "accord-20261102-020000", "accord-20261103-020000"];
        for name in names {
            fs::write(place.path().join(format!("{name}{ENDING}")), "x").expect("our own folder");
        }
        for other in ["notes.txt", ".accord-20261104-020000.tar.gz.age.partial"] {
            fs::write(place.path().join(other), "x").expect("our own folder");
        }
        prune(place.path(), 2).expect("our own folder");
        clear_partial(place.path()).expect("our own folder");
        let mut left: Vec<_> = fs::read_dir(place.path())
            .expect("our own folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
            .collect();
        left.sort();
        let expected = [format!("{}{ENDING}", names[1]), format!("{}{ENDING}", names[2]), "notes.txt".into()];
        assert_eq!(left, expected);
    }
}
