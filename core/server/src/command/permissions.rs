//! `accord permissions`.

use administration::Policies;
use anyhow::Result;
use clap::Subcommand;
use permissions::print;

use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

/// Who may see what.
#[derive(Subcommand)]
pub enum Permissions {
    /// Print the permissions in force: a block for each role, as `matrix.txt` of the default.
    Print {
        /// For machines: a line for each cell that allows anything.
        #[arg(long)]
        cells: bool,
    },
    /// Say which version is in force, or why it is refused.
    Check,
}

pub async fn run(command: Permissions, settings: Settings) -> Result<()> {
    let home = Home::open(settings, Manner::Beside).await?;
    home.store.check_policy().await?;
    let view = Policies::new(home.store.clone()).in_force(&home.operator()).await?;
    match command {
        Permissions::Print { cells: true } => output::line(print::cells(&view.policy).trim_end()),
        Permissions::Print { cells: false } => output::line(print::matrix(&view.policy).trim_end()),
        Permissions::Check => output::line(format!("version {} is in force", view.policy.version)),
    }
}
