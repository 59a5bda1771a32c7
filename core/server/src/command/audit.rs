//! `accord audit`.

use std::io::Write;
use std::path::PathBuf;

use administration::{AuditLog, Verified, said};
use anyhow::{Context, Result};
use clap::Subcommand;
use domain::Message;
use permissions::{Actor, Task};

use super::Found;
use crate::checkpoints::kept_in;
use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

const VERIFYING: &str = "\
Examples:
  accord audit verify
  accord audit verify --checkpoints /mnt/elsewhere/checkpoints
  accord audit verify --json

Exit codes: 0 everything fits; 1 not done, with the reason on standard error; 3 something is wrong.";

const EXPORTING: &str = "\
Example:
  accord audit export log.jsonl
  python3 examples/verify-audit/verify_audit.py --key \"$(accord audit key)\" log.jsonl";

/// The audit log.
#[derive(Subcommand)]
pub enum Audit {
    /// Verify the audit log: its chains, its checkpoints, and the records it speaks of; may
    /// run beside the server.
    ///
    /// Finds an entry that was changed, removed, added or moved, a checkpoint that was
    /// changed, and a record that was changed or put back behind the service's back. That
    /// the end of the log was cut off, or all of it written anew, shows against checkpoints
    /// that were kept elsewhere, as far as the last of them reaches: name them.
    #[command(after_help = VERIFYING)]
    Verify {
        /// A file of checkpoints that was kept elsewhere, or a folder of them; may be
        /// repeated.
        #[arg(long, value_name = "FILE")]
        checkpoints: Vec<PathBuf>,
        /// For machines.
        #[arg(long)]
        json: bool,
    },
    /// Write a signed copy of the log, as lines of JSON that others can check without Accord.
    #[command(after_help = EXPORTING)]
    Export {
        /// The file to write; without one, standard output.
        file: Option<PathBuf>,
    },
    /// Print the key that checkpoints and copies of the log are checked with. Give it to
    /// whoever will check, before there is a quarrel.
    Key,
}

pub async fn run(audit: Audit, settings: Settings) -> Result<()> {
    match audit {
        Audit::Verify { checkpoints, json } => {
            let outside = kept_in(&checkpoints)?;
            let home = Home::open(settings, Manner::Beside).await?;
            let log = AuditLog::new(home.store.clone());
            let verified = log.verify(&checker(&home), &outside).await?;
            if json {
                output::json(&verified)?;
            } else {
                tell(&home, &verified, !checkpoints.is_empty())?;
            }
            if verified.wrong() == 0 { Ok(()) } else { Err(Found.into()) }
        }
        Audit::Export { file } => export(&Home::open(settings, Manner::Beside).await?, file).await,
        Audit::Key => {
            let home = Home::open(settings, Manner::Beside).await?;
            output::line(AuditLog::new(home.store.clone()).key())
        }
    }
}

fn checker(home: &Home) -> Actor {
    Actor::system(Task::AuditCheck, home.store.now())
}

/// Says in sentences what was found.
fn tell(home: &Home, verified: &Verified, is_compared: bool) -> Result<()> {
    let words = home.words()?;
    let language = home.settings.service.language;
    let say = |message: &Message| words.text(language, message);
    for finding in &verified.findings {
        output::line(say(&said(finding)))?;
    }
    if verified.more > 0 {
        output::line(say(&Message::new("audit-cli-more").with("count", verified.more)))?;
    }
    let read = Message::new("audit-cli-read")
        .with("entries", verified.entries)
        .with("chains", verified.lanes)
        .with("checkpoints", verified.checkpoints)
        .with("rows", verified.rows);
    output::line(say(&read))?;
    let covered = match verified.covered_at {
        Some(at) => {
            let since = verified.entries.saturating_sub(verified.covered);
            let at = words.say(language, &at.into());
            Message::new("audit-cli-covered").with("at", at).with("since", since)
        }
        None => Message::new("audit-cli-uncovered"),
    };
    output::line(say(&covered))?;
    let outside = if is_compared { "audit-cli-outside" } else { "audit-cli-alone" };
    output::line(say(&Message::new(outside).with("count", verified.outside)))?;
    let end = match verified.wrong() {
        0 => Message::new("audit-cli-whole"),
        count => Message::new("audit-cli-wrong").with("count", count),
    };
    output::line(say(&end))
}

async fn export(home: &Home, file: Option<PathBuf>) -> Result<()> {
    let log = AuditLog::new(home.store.clone());
    let mut pieces = log.export(&checker(home)).await?;
    let mut to: Box<dyn Write> = match &file {
        Some(path) => {
            // An older copy is somebody's evidence; it is not written over.
            let new = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
            Box::new(std::io::BufWriter::new(new.with_context(|| path.display().to_string())?))
        }
        None => Box::new(std::io::stdout().lock()),
    };
    let mut lines = 0;
    while let Some(piece) = pieces.recv().await {
        let piece = piece?;
        lines += piece.iter().filter(|byte| **byte == b'\n').count();
        to.write_all(&piece)?;
    }
    to.flush()?;
    output::remark(format!("{lines} lines; check them with the key: {}", log.key()));
    Ok(())
}
