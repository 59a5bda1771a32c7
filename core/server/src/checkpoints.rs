//! Making checkpoints of the audit log while the service runs, and taking them out of the box.
//!
//! What lies in the database beside the log proves nothing against whoever can write to the
//! database. So each checkpoint is also appended to a file of the month in a folder that can
//! be on another machine, or one to which may only be appended, and stands as a line in the
//! server's own log, which systems that collect logs take away as it is written.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use administration::AuditLog;
use anyhow::{Context, Result};
use keys::Keyring;
use keys::log::{Checkpoint, notes};
use permissions::{Actor, Task};
use storage::Store;

use crate::settings;

/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// What the names of the files begin with.
const FILE: &str = "accord-checkpoints-";

/// Keeps the log covered.
pub struct Keeper {
    log: AuditLog,
    store: Store,
    keys: Arc<Keyring>,
    settings: settings::Audit,
}

impl Keeper {
    /// For the log in `store`.
    pub fn new(store: &Store, keys: Arc<Keyring>, settings: settings::Audit) -> Self {
        Self { log: AuditLog::new(store.clone()), store: store.clone(), keys, settings }
    }

    /// Looks again and again; what does not work is logged and tried again.
    pub async fn run(&self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let few = self.settings.checkpoint_entries.max(1);
            self.look(few, self.settings.checkpoint_minutes).await;
        }
    }

    /// Covers what is not covered yet, when the service stops.
    pub async fn end(&self) {
        self.look(1, 0).await;
    }

    async fn look(&self, few: u64, minutes: u32) {
        if let Err(error) = self.log.checkpoint(few, minutes).await {
            tracing::error!(
                error = format!("{error:#}"),
                cause = std::error::Error::source(&error).map(ToString::to_string),
                "no checkpoint of the audit log could be made; run `accord audit verify`"
            );
        }
        if let Err(error) = self.hand_out().await {
            tracing::error!(error = format!("{error:#}"), "checkpoints could not be taken out");
        }
    }

    /// Brings the folder up to date.
    async fn hand_out(&self) -> Result<()> {
        let folder = &self.settings.checkpoint_folder;
        if folder.as_os_str().is_empty() {
            return Ok(());
        }
        let mut there = self.furthest(folder)?;
        let checker = Actor::system(Task::AuditCheck, self.store.now());
        let here = self.log.state(&checker).await?.last.map_or(0, |(_, size)| size);
        if there > here {
            tracing::error!(
                there,
                here,
                "the folder of checkpoints reaches further than the audit log: it was cut, or an older \
                 database was put back; run `accord audit verify --checkpoints`"
            );
            return Ok(());
        }
        loop {
            let new = self.log.checkpoints_beyond(there).await?;
            if new.is_empty() {
                return Ok(());
            }
            for note in new.iter() {
                let Some(stated) = self.stated(note) else {
                    anyhow::bail!("a checkpoint in the database does not carry our signature");
                };
                append(&file(folder, &stated), note)?;
                there = stated.size;
                tracing::info!(
                    size = stated.size,
                    note = note.replace('\n', "|"),
                    "a checkpoint of the audit log"
                );
            }
        }
    }

    /// How many entries the last checkpoint in the folder covers.
    fn furthest(&self, folder: &Path) -> Result<u64> {
        for file in files(folder)?.iter().rev() {
            let text = read(file)?;
            let sizes = notes(&text).into_iter().filter_map(|note| Some(self.stated(&note)?.size));
            if let Some(size) = sizes.max() {
                return Ok(size);
            }
        }
        Ok(0)
    }

    fn stated(&self, note: &str) -> Option<Checkpoint> {
        self.keys.log_key().verifier().checkpoint(note)
    }
}

/// Every checkpoint in these files, and in the files of these folders.
///
/// # Errors
/// Where a file cannot be read or holds none: a comparison with nothing would find nothing.
pub fn kept_in(places: &[PathBuf]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for place in places {
        let files = if place.is_dir() { files(place)? } else { vec![place.clone()] };
        let before = found.len();
        for file in files {
            found.extend(notes(&read(&file)?));
        }
        anyhow::ensure!(found.len() > before, "{}: there is no checkpoint in it", place.display());
    }
    Ok(found)
}

/// The files of a folder, the oldest first.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let said = || format!("the folder of checkpoints, {}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(said)? {
        let entry = entry.with_context(said)?;
        if entry.file_name().to_string_lossy().starts_with(FILE) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn file(folder: &Path, stated: &Checkpoint) -> PathBuf {
    folder.join(format!("{FILE}{}.txt", stated.at.format("%Y-%m")))
}

fn read(file: &Path) -> Result<String> {
    // What was torn by a power cut may be no text; the whole notes around it are.
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Appends a note after an empty line, whether or not the one before was torn.
fn append(file: &Path, note: &str) -> Result<()> {
    let said = || file.display().to_string();
    let mut open = std::fs::OpenOptions::new().append(true).create(true).open(file).with_context(said)?;
    let gap = if open.metadata().with_context(said)?.len() == 0 { "" } else { "\n\n" };
    open.write_all(format!("{gap}{note}").as_bytes()).with_context(said)?;
    open.sync_all().with_context(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keys::log::Tree;

    #[test]
    fn a_torn_file_goes_on_and_is_read() {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let key = Keyring::generate().log_key();
        let mut tree = Tree::default();
        let at = "2026-11-24T10:00:00Z".parse().expect("a moment");
        let mut note = || {
            tree.push(b"an entry");
            key.checkpoint(&tree, at)
        };
        let (first, torn, third) = (note(), note(), note());
        let file = folder.path().join("accord-checkpoints-2026-11.txt");
        append(&file, &first).expect("our own folder");
        append(&file, &torn[..torn.len() - 20]).expect("our own folder");
        append(&file, &third).expect("our own folder");
        assert_eq!(kept_in(&[folder.path().to_owned()]).expect("two of them"), [first, third]);
        let empty = tempfile::tempdir().expect("a place for the test's files");
        let nothing = kept_in(&[empty.path().to_owned()]).expect_err("nothing to compare with");
        assert!(nothing.to_string().ends_with("there is no checkpoint in it"), "{nothing}");
    }
}
