//! The log, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::settings::{Log, LogFormat, LogLevel};

/// Begins to write the log. A second call, as from a second server in one process, keeps
/// the first one's.
pub fn begin(log: &Log) {
    let level = match log.level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
    };
    // The crates below us say nothing less than a warning: they know no rule about what a
    // log line may hold.
    let filter = EnvFilter::new(format!("{level},sqlx=warn,sea_orm=warn,hyper=warn,wasmtime=warn"));
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let lines = lines.with_ansi(std::io::stderr().is_terminal());
    let begun = match log.format {
        LogFormat::Text => lines.compact().try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    if begun.is_err() {
        tracing::debug!("the log has begun already");
    }
}
