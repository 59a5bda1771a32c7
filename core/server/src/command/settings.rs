//! `accord settings`.

use anyhow::Result;
use clap::Subcommand;

use crate::output;
use crate::settings::{DEFAULT, Loaded};

/// Settings.
#[derive(Subcommand)]
pub enum Settings {
    /// Print the settings in force, and where each came from; secrets are masked.
    Show,
    /// Print the documented defaults, to begin a file of your own with.
    Defaults,
}

pub fn run(command: Settings, loaded: &Loaded) -> Result<()> {
    match command {
        Settings::Defaults => output::line(DEFAULT.trim_end()),
        Settings::Show => {
            let rows: Vec<_> = loaded
                .entries
                .iter()
                .map(|entry| [entry.key.clone(), entry.value.clone(), entry.origin.to_string()])
                .collect();
            output::table(["SETTING", "VALUE", "FROM"], &rows)
        }
    }
}
