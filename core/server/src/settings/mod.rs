//! Settings: the embedded `default.toml`, then a file, then the environment, then the
//! command line.
//!
//! `default.toml` is the documentation: every key there is has a sentence, and a key that
//! is not there is refused, with the nearest one that is.

mod layers;
mod secret;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use wording::Language;

pub use layers::{Entry, Loaded, Origin, SettingsError, Sources, load};
pub use secret::Secret;

/// The embedded defaults and their documentation.
pub const DEFAULT: &str = include_str!("../../config/default.toml");

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// The key file.
    pub keys: Keys,
    /// What the service says about itself.
    pub service: Service,
    /// Where it is reached.
    pub listen: Listen,
    /// Where its records are.
    pub database: Database,
    /// Signing in.
    pub sign_in: identity::Settings,
    /// Sending mail.
    pub mail: Mail,
    /// Running plugins.
    pub plugins: Plugins,
    /// The audit log's checkpoints.
    pub audit: Audit,
    /// Backups.
    pub backup: Backup,
    /// The log.
    pub log: Log,
}

/// The key file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Where it is; empty for the data folder.
    pub file: PathBuf,
}

/// What the service says about itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its name; empty for the one given at birth.
    pub name: String,
    /// The organisation that answers for it.
    pub organisation: String,
    /// Where people can write.
    pub contact: String,
    /// The address that people type; empty for the one listened on, which only people at
    /// this machine can type.
    pub address: String,
    /// The language of people who chose none.
    pub language: Language,
    /// Where "exit this page" leads.
    pub exit_to: String,
    /// A picture for the header; empty for ours.
    pub logo: PathBuf,
}

/// Where the service is reached.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// Address and port.
    pub address: String,
    /// How many proxies of the installation's own stand before it.
    pub proxies: usize,
    /// Seconds that a request may take.
    pub deadline_seconds: u64,
}

/// Where the records are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// A PostgreSQL address; empty for SQLite in the data folder.
    pub url: Secret,
    /// A file that holds the address.
    pub url_file: PathBuf,
    /// The address of the owner of the tables; empty for the same.
    pub owner_url: Secret,
    /// Connections that read; 0 for two more than cores.
    pub readers: u32,
    /// Connections that write.
    pub writers: u32,
}

/// Sending mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The mail server; empty for none.
    pub host: String,
    /// Its port; 0 for the usual one.
    pub port: u16,
    /// How the way there is protected.
    pub tls: MailTls,
    /// A certificate authority of the installation's own, as PEM; empty for none.
    pub ca_file: PathBuf,
    /// By which it knows us.
    pub user: String,
    /// By which it believes it.
    pub password: Secret,
    /// A file that holds the password.
    pub password_file: PathBuf,
    /// The address that mail comes from.
    pub from: String,
}

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// TLS after a first word in the clear, and nothing without it.
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// Not at all; on this machine only.
    None,
}

/// Running plugins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plugins {
    /// Threads; 0 for as many as cores.
    pub threads: usize,
    /// Milliseconds that a call waits for its turn.
    pub queue_milliseconds: u64,
}

/// The audit log's checkpoints.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Minutes after which what is new is covered.
    pub checkpoint_minutes: u32,
    /// Entries after which it is covered sooner.
    pub checkpoint_entries: u64,
    /// Where checkpoints are appended as well; empty for nowhere.
    pub checkpoint_folder: PathBuf,
}

/// Backups that the server makes by itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// Where they are written; empty for none.
    pub folder: PathBuf,
    /// The public key that they are sealed to.
    pub recipient: String,
    /// The hour of the day, where the service is.
    pub hour: u32,
    /// How many are kept.
    pub keep: usize,
}

/// The log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// How lines are written.
    pub format: LogFormat,
    /// How much is written.
    pub level: LogLevel,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// How much is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What broke.
    Error,
    /// And what looks wrong.
    Warn,
    /// And every request.
    Info,
    /// And what the parts say about themselves.
    Debug,
}

impl Settings {
    /// The embedded defaults.
    ///
    /// # Panics
    /// Never: a test reads them.
    pub fn defaults() -> Self {
        load(Sources::default())
            .map(|loaded| loaded.settings)
            .expect("the embedded defaults are read by a test")
    }

    /// The address that people type, without a path.
    pub fn public_address(&self) -> String {
        match self.service.address.as_str() {
            "" => format!("http://{}", self.listen.address),
            address => address.trim_end_matches('/').to_owned(),
        }
    }

    /// The address to whose name passkeys belong. Browsers take no figures for a name, so on
    /// this machine it is `localhost`.
    pub fn passkey_address(&self) -> String {
        match (self.service.address.as_str(), self.listen.address.rsplit_once(':')) {
            ("", Some((_, port))) => format!("http://localhost:{port}"),
            _ => self.public_address(),
        }
    }

    /// How plugins are run.
    pub fn plugin_host(&self) -> plugin_host::Settings {
        let defaults = plugin_host::Settings::default();
        let threads = if self.plugins.threads == 0 { defaults.threads } else { self.plugins.threads };
        let queue = Duration::from_millis(self.plugins.queue_milliseconds);
        plugin_host::Settings { threads, queue, ..defaults }
    }
}
