//! `accord audit`.

use administration::AccessLog;
use anyhow::Result;
use clap::Subcommand;
use permissions::{Actor, Task};

use super::Found;
use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

/// The audit log.
#[derive(Subcommand)]
pub enum Audit {
    /// Verify every chain of the audit log; may run beside the server. Exit code 3 where one
    /// is broken.
    ///
    /// Finds an entry that was changed, removed, added or moved. A chain that was cut at its
    /// end together with its head, or rewritten whole, is not found: that needs a checkpoint
    /// kept elsewhere.
    Verify,
}

pub async fn run(audit: Audit, settings: Settings) -> Result<()> {
    let Audit::Verify = audit;
    let home = Home::open(settings, Manner::Beside).await?;
    let checker = Actor::system(Task::AuditCheck, home.store.now());
    let verified = AccessLog::new(home.store.clone()).verify(&checker).await?;
    for finding in &verified.findings {
        output::line(format!("lane {}, entry {}: {}", finding.lane, finding.sequence, finding.wrong))?;
    }
    let (entries, lanes) = (verified.entries, verified.lanes);
    let chains = if lanes == 1 { "1 chain".to_owned() } else { format!("{lanes} chains") };
    if !verified.findings.is_empty() {
        output::line(format!(
            "{} of {lanes} chains broken, {entries} entries read",
            verified.findings.len()
        ))?;
        return Err(Found.into());
    }
    output::line(format!("{entries} entries in {chains}, all whole"))
}
