//! `accord backup`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use keys::age::{Identity, Recipient};

use super::Found;
use crate::backup::{self, Source, State};
use crate::home::{Home, Manner};
use crate::output::{self, Step};
use crate::settings::{Loaded, Settings};

const EXAMPLES: &str = "\
Examples:
  accord backup keygen safe/backup.key         once, on a machine that is not the server
  accord backup --to /mnt/backups --recipient age1…
  accord backup status                         how the nightly ones stand; exit code 3 if badly

A backup is made while the service runs, and holds the database and the settings that were
chosen. It never holds the key file, which must be kept by itself: both are needed to restore.
Nightly backups are switched on by the settings backup.folder and backup.recipient.";

/// Make a backup, sealed to a key that is not on this machine.
#[derive(Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Backup {
    #[command(subcommand)]
    command: Option<Command>,
    /// A folder, or the name of the new file; without it, the setting backup.folder.
    #[arg(long, value_name = "PATH")]
    to: Option<PathBuf>,
    /// The public key of whoever may open it; may be repeated. Without it, the setting
    /// backup.recipient.
    #[arg(long, value_name = "KEY")]
    recipient: Vec<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Make a pair of keys: write the private one to a new file, and print the public one.
    ///
    /// Keep the private key in a safe, apart from the server and from its key file. The age
    /// program makes and reads the same keys.
    Keygen {
        /// The new file.
        file: PathBuf,
    },
    /// Say how the nightly backups stand; exit code 3 where somebody has to see to them.
    Status,
}

pub async fn run(backup: Backup, loaded: Loaded) -> Result<()> {
    match backup.command {
        Some(Command::Keygen { file }) => keygen(&file),
        Some(Command::Status) => status(&loaded.settings),
        None => make(backup, loaded).await,
    }
}

fn keygen(file: &Path) -> Result<()> {
    let identity = Identity::generate();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let said = || file.display().to_string();
    let mut open = options.open(file).with_context(said)?;
    writeln!(open, "# The private key of Accord's backups. Public key: {}", identity.recipient())
        .and_then(|()| writeln!(open, "{}", *identity.text()))
        .and_then(|()| open.sync_all())
        .with_context(said)?;
    output::line(identity.recipient())?;
    output::remark(format!(
        "Without {} no backup opens again. Keep it in a safe, apart from the server. The line above is the setting \
         backup.recipient.",
        file.display()
    ));
    Ok(())
}

async fn make(backup: Backup, loaded: Loaded) -> Result<()> {
    let settings = &loaded.settings;
    let named: Vec<&str> = match backup.recipient.as_slice() {
        [] if settings.backup.recipient.is_empty() => bail!(
            "to whom? Name a public key with --recipient, or in the setting backup.recipient; `accord backup keygen` \
             makes one. Nothing is written unsealed"
        ),
        [] => vec![&settings.backup.recipient],
        some => some.iter().map(String::as_str).collect(),
    };
    let read = |text: &&str| Recipient::from_str(text).with_context(|| format!("'{text}'"));
    let recipients = named.iter().map(read).collect::<Result<Vec<_>>>()?;
    let to = backup.to.unwrap_or_else(|| settings.backup.folder.clone());
    if to.as_os_str().is_empty() {
        bail!("where to? Name a folder or a file with --to, or a folder in the setting backup.folder");
    }
    let kept = loaded.kept();
    let home = Home::open(loaded.settings, Manner::Beside).await?;
    let target = if to.is_dir() { to.join(backup::file_name(home.store.now())) } else { to };
    let begun = std::time::Instant::now();
    let step = Step::begin("Backing up");
    let progress = step.clone();
    let source = Source::of(&home, kept);
    let made = backup::make(&source, &home.operator(), recipients, &target, move |bytes| {
        progress.come(bytes);
    })
    .await?;
    step.end(format!(
        "{} rows were backed up in {:.1} s, {}",
        made.rows,
        begun.elapsed().as_secs_f64(),
        output::bytes(made.bytes)
    ));
    output::line(made.file.display())
}

fn status(settings: &Settings) -> Result<()> {
    let chosen = &settings.backup;
    let state = State::read(&settings.data)?;
    if chosen.folder.as_os_str().is_empty() {
        output::line("No nightly backups are made: backup.folder and backup.recipient are not set.")?;
        return Err(Found.into());
    }
    output::line(format!(
        "Every night at {:02}:00 into {}, the last {} are kept",
        chosen.hour,
        chosen.folder.display(),
        chosen.keep,
    ))?;
    for (what, done) in [("last made", &state.made), ("last tried out", &state.tried)] {
        output::line(match done {
            Some(done) => format!(
                "{what:<15} {}  {}  {} rows, {}",
                done.at.format("%Y-%m-%d %H:%M UTC"),
                done.file,
                done.rows,
                output::bytes(done.bytes),
            ),
            None => format!("{what:<15} never"),
        })?;
    }
    match state.trouble(domain::instant(std::time::SystemTime::now().into())) {
        Some(trouble) => {
            output::line(format!("SEE TO IT: {trouble}"))?;
            Err(Found.into())
        }
        None => output::line("all well"),
    }
}
