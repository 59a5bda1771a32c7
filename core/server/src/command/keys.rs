//! `accord keys`.

use std::path::PathBuf;

use administration::{Error, KeyReport, Keys as Use, Replace, Rotation, RotationKind, RotationState};
use anyhow::{Result, bail};
use clap::Subcommand;

use crate::home::{Home, Manner, is_credential};
use crate::output::{self, Step};
use crate::settings::Settings;

const ROTATING: &str = "\
Examples:
  accord keys rotate             a new master key; every key that it guards is wrapped anew
  accord keys rotate --owners    new keys for every person and case; what they seal is sealed anew
  accord keys rotate --rewrap    after `accord keys next`, once the new file is in its place

On SQLite this runs instead of the server; the page 'Keys' does the same while it serves. On
PostgreSQL it also runs beside servers. Whatever interrupts it, it goes on where it was: say
the same again, or start the server.";

const RETIRING: &str = "\
Older generations stay in the key file for a day after nothing is kept under them: pages that
stand open in browsers were sealed under them. Copies of the key file in the safe are needed
for as long as there are backups from before.";

/// The keys that records are sealed with.
#[derive(Subcommand)]
pub enum Keys {
    /// Say which generations there are, how much is kept under each, and where the key file
    /// is; may run beside the server.
    Status {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
    /// Replace the master key, or every owner's key.
    #[command(after_help = ROTATING)]
    Rotate {
        /// Replace the keys of people, cases and submissions, and seal anew what is theirs.
        #[arg(long, conflicts_with = "rewrap")]
        owners: bool,
        /// Make no new generation: bring what is under older ones under the newest.
        #[arg(long)]
        rewrap: bool,
    },
    /// Forget generations of the master key that nothing needs any more.
    #[command(after_help = RETIRING)]
    Retire {
        /// Do not wait for the day: forms that stand open in browsers must be opened anew.
        #[arg(long)]
        now: bool,
    },
    /// Write a copy of the key file with one more generation, for places where the server may
    /// not write its own, such as systemd credentials.
    Next {
        /// The new file.
        file: PathBuf,
    },
}

pub async fn run(keys: Keys, settings: Settings) -> Result<()> {
    match keys {
        Keys::Status { json } => status(&Home::open(settings, Manner::Beside).await?, json).await,
        Keys::Rotate { owners, rewrap } => {
            let replace = match (owners, rewrap) {
                (true, _) => Replace::Owners,
                (_, true) => Replace::Wrapping,
                _ => Replace::Master,
            };
            rotate(&Home::open(settings, Manner::Instead).await?, replace).await
        }
        Keys::Retire { now } => retire(&Home::open(settings, Manner::Instead).await?, now).await,
        Keys::Next { file } => {
            let home = Home::open(settings, Manner::Beside).await?;
            let generation = home.keys.next_to(&file)?;
            output::remark(format!(
                "{} holds generation {generation} as well. Put it in the place of the key file, restart the servers \
                 that read a copy, and say `accord keys rotate --rewrap`.",
                file.display()
            ));
            Ok(())
        }
    }
}

async fn status(home: &Home, json: bool) -> Result<()> {
    let report = Use::new(home.store.clone()).report(&home.operator()).await?;
    let Some(file) = home.keys.file() else { bail!("the keys are in memory only") };
    let mode = file.mode()?.map_or_else(|| "?".to_owned(), |mode| format!("{mode:03o}"));
    let source = match (is_credential(file.path()), home.settings.keys.file.as_os_str().is_empty()) {
        (true, _) => "a systemd credential",
        (false, true) => "the data folder",
        (false, false) => "the setting keys.file",
    };
    if json {
        let generations: Vec<_> = lines(&report)
            .into_iter()
            .map(|(generation, owners, secrets, held)| {
                serde_json::json!({
                    "generation": generation, "owners": owners, "secrets": secrets, "held": held,
                })
            })
            .collect();
        return output::json(&serde_json::json!({
            "file": file.path(), "mode": mode, "from": source, "fingerprint": report.fingerprint,
            "current": report.current, "generations": generations,
            "running": report.state.running().map(said),
            "retire_after": report.retire_after,
        }));
    }
    output::line(format!("Key file   {} (mode {mode}, from {source})", file.path().display()))?;
    output::line(format!("Names      {}", report.fingerprint))?;
    let rows: Vec<_> = lines(&report)
        .into_iter()
        .map(|(generation, owners, secrets, held)| {
            let is = match (generation == report.current, held) {
                (true, _) => "in use",
                (false, true) => "older",
                (false, false) => "MISSING from the key file",
            };
            [generation.to_string(), is.to_owned(), owners.to_string(), secrets.to_string()]
        })
        .collect();
    output::table(["GENERATION", "", "KEYS UNDER IT", "SECRETS OF ACCOUNTS"], &rows)?;
    for rotation in &report.state.rotations {
        output::line(said(rotation))?;
    }
    match report.retire_after {
        Some(after) if after <= home.store.now() => {
            output::line("Nothing needs the older generations: `accord keys retire` forgets them.")
        }
        Some(after) => output::line(format!(
            "Nothing needs the older generations; they can be forgotten from {} on.",
            after.format("%Y-%m-%d %H:%M UTC")
        )),
        None => Ok(()),
    }
}

/// Each generation: how many keys and secrets are under it, and whether the file holds it.
fn lines(report: &KeyReport) -> Vec<(u32, u64, u64, bool)> {
    let mut all: Vec<u32> = report.held.clone();
    all.extend(report.state.generations.keys());
    all.sort_unstable();
    all.dedup();
    let line = |generation: u32| {
        let used = report.state.generations.get(&generation).copied().unwrap_or_default();
        (generation, used.owners, used.secrets, report.held.contains(&generation))
    };
    all.into_iter().map(line).collect()
}

fn said(rotation: &Rotation) -> String {
    let what = match rotation.kind {
        RotationKind::Master => format!("master key, generation {}", rotation.generation),
        RotationKind::Owners => "keys of people and cases".to_owned(),
    };
    let state = match rotation.state {
        RotationState::Running => "under way",
        RotationState::Done => "done",
        RotationState::GivenUp => "given up",
    };
    let at = rotation.ended_at.unwrap_or(rotation.begun_at).format("%Y-%m-%d %H:%M UTC");
    format!("Rotation {}  {what}: {state}, {} of {}  {at}", rotation.number, rotation.done, rotation.total)
}

async fn rotate(home: &Home, replace: Replace) -> Result<()> {
    let keys = Use::new(home.store.clone());
    let begun = std::time::Instant::now();
    match keys.begin(&home.operator(), replace).await {
        // One that was interrupted goes on first.
        Ok(_) | Err(Error::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    let step = Step::begin("Replacing keys");
    let progress = step.clone();
    let Some(done) = keys.run(|done, of| progress.at(done, of)).await? else {
        bail!("another process did it in the meantime; `accord keys status` says how it ended")
    };
    step.end(format!("{}, in {:.1} s", said(&done), begun.elapsed().as_secs_f64()));
    if done.kind == RotationKind::Master {
        output::remark("Put a copy of the key file into the safe now: backups from now on need the new one.");
    }
    Ok(())
}

async fn retire(home: &Home, at_once: bool) -> Result<()> {
    let keys = Use::new(home.store.clone());
    match keys.retire(&home.operator(), at_once).await {
        Ok(gone) if gone.is_empty() => output::line("There is only one generation."),
        Ok(gone) => {
            let gone: Vec<String> = gone.iter().map(u32::to_string).collect();
            output::line(format!("Forgotten: generation {}", gone.join(", ")))
        }
        Err(Error::Conflict) => bail!(
            "something is still kept under an older generation, a rotation is under way, or less than a day has \
             passed since the last one (`--now` does not wait for that); `accord keys status` says which"
        ),
        Err(error) => Err(error.into()),
    }
}
