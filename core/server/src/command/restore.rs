//! `accord restore`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use keys::Keyring;
use keys::age::Identity;

use super::Found;
use crate::backup::{Report, Scratch, Target, restore};
use crate::folder::DataFolder;
use crate::output::{self, Step};
use crate::settings::Settings;

const EXAMPLES: &str = "\
Examples:
  accord restore accord-20261125-020000.tar.gz.age --identity safe/backup.key --verify
  cp safe/accord.keys /var/lib/accord/accord.keys
  accord restore accord-20261125-020000.tar.gz.age --identity safe/backup.key --data /var/lib/accord

Restoring needs the backup, the private key that it was sealed to, and, to read sealed records
again, the key file of the service. The folder must be empty but for that key file; a backup of
PostgreSQL goes into the empty database that the settings name. Sessions are ended: everybody
signs in again. Exit codes: 0 all is there and whole; 1 not restored; 3 restored, and something
is missing or wrong, which is said.";

/// Put a backup back into an empty place, or try it out.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    /// The file with the private key that it was sealed to.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// Only try it out: restore it into a scratch folder, look whether all is there and
    /// whole, and take it away again.
    #[arg(long)]
    verify: bool,
    /// The key file of the service, for trying out; otherwise the one in the data folder.
    #[arg(long, value_name = "FILE", requires = "verify")]
    keys: Option<PathBuf>,
}

pub async fn run(arguments: Restore, settings: Settings) -> Result<()> {
    let identity = read_identity(&arguments.identity)?;
    let folder = DataFolder::at(&settings.data);
    let begun = std::time::Instant::now();
    let step = Step::begin(if arguments.verify { "Trying the backup out" } else { "Restoring" });
    let report = if arguments.verify {
        // A folder that was made for this goes with it.
        let made = !folder.path().exists();
        folder.create()?;
        let tried = try_out(&arguments, identity, &folder).await;
        if made {
            std::fs::remove_dir_all(folder.path()).with_context(|| folder.path().display().to_string())?;
        }
        tried?
    } else {
        for_good(&arguments, identity, &folder, &settings).await?
    };
    let verb = if arguments.verify { "tried out" } else { "restored" };
    step.end(format!("{verb} in {:.1} s", begun.elapsed().as_secs_f64()));
    tell(&report, arguments.verify)
}

async fn try_out(arguments: &Restore, identity: Identity, folder: &DataFolder) -> Result<Report> {
    let scratch = Scratch::below(folder.path(), &format!("verify-{}", std::process::id()))?;
    let keys = match &arguments.keys {
        Some(file) => Some(Arc::new(Keyring::open(file)?)),
        None => keys_in(folder)?,
    };
    let place = DataFolder::at(scratch.path());
    restore(&arguments.file, identity, Target { folder: place, database: None, keys, for_good: false }).await
}

async fn for_good(
    arguments: &Restore,
    identity: Identity,
    folder: &DataFolder,
    settings: &Settings,
) -> Result<Report> {
    folder.create()?;
    let _lock = folder.lock()?;
    refuse_unless_empty(folder)?;
    let database = match (settings.database.owner_url.expose(), settings.database.url.expose()) {
        ("", "") => None,
        ("", url) | (url, _) => Some(storage::Settings::new(url)),
    };
    let keys = keys_in(folder)?;
    let folder = folder.clone();
    let target = Target { folder, database, keys, for_good: true };
    restore(&arguments.file, identity, target).await
}

fn keys_in(folder: &DataFolder) -> Result<Option<Arc<Keyring>>> {
    let file = folder.keys();
    Ok(if file.exists() { Some(Arc::new(Keyring::open(&file)?)) } else { None })
}

fn read_identity(file: &Path) -> Result<Identity> {
    let text = std::fs::read_to_string(file).with_context(|| format!("--identity: {}", file.display()))?;
    Identity::parse(&text).with_context(|| format!("--identity: {}", file.display()))
}

/// Nothing may lie in the folder but the key file, and what taking the folder made.
fn refuse_unless_empty(folder: &DataFolder) -> Result<()> {
    let mut others = Vec::new();
    let said = || folder.path().display().to_string();
    for entry in std::fs::read_dir(folder.path()).with_context(said)? {
        let name = entry.with_context(said)?.file_name();
        if !["accord.keys", "accord.lock", "artefacts"].iter().any(|known| name == *known) {
            others.push(name.to_string_lossy().into_owned());
        }
    }
    others.sort();
    match others.as_slice() {
        [] => Ok(()),
        some => bail!(
            "{} is not empty: {} is in it. Restoring never writes over anything; name an empty folder with --data",
            folder.path().display(),
            some.join(", "),
        ),
    }
}

fn tell(report: &Report, verify: bool) -> Result<()> {
    let head = &report.head;
    output::line(format!("{}, as of {}", head.service, head.at.format("%Y-%m-%d %H:%M:%S UTC")))?;
    output::line(format!("{} rows were backed up", report.rows))?;
    if report.entries > 0 {
        output::line(format!("{} entries of the audit log verified", report.entries))?;
    }
    if report.opened > 0 {
        output::line(format!(
            "{} keys of people, cases and submissions open under the key file",
            report.opened
        ))?;
    }
    for missing in &report.missing {
        output::line(format!("MISSING: {missing}"))?;
    }
    for wrong in &report.wrong {
        output::line(format!("WRONG: {wrong}"))?;
    }
    if report.missing.is_empty() && report.wrong.is_empty() {
        return output::line(if verify {
            "it can be restored"
        } else {
            "all whole; start it with `accord serve`"
        });
    }
    Err(Found.into())
}
