//! `accord migrate`.

use anyhow::Result;
use clap::Args;

use super::Found;
use crate::folder::{DataFolder, FolderError};
use crate::home::database;
use crate::output;
use crate::settings::Settings;

/// Bring the database schema up to date.
#[derive(Args)]
#[command(
    after_help = "Example:\n  accord migrate --status     say what is pending; exit code 3 if anything is"
)]
pub struct Migrate {
    /// Only say whether anything is pending.
    #[arg(long)]
    status: bool,
}

pub async fn run(migrate: Migrate, settings: Settings) -> Result<()> {
    let folder = DataFolder::at(&settings.data);
    let on_sqlite = settings.database.url.is_empty();
    if on_sqlite && !folder.database().is_file() {
        return Err(FolderError::Empty(folder.path().to_owned()).into());
    }
    let url = database(&folder, &settings).url;
    if migrate.status {
        let pending = migrations::pending(&url).await?;
        output::line(format!("{pending} pending"))?;
        return if pending == 0 { Ok(()) } else { Err(Found.into()) };
    }
    let _lock = if on_sqlite { Some(folder.lock()?) } else { None };
    // On PostgreSQL the tables belong to a role of their own, which only this command uses.
    let owner = settings.database.owner_url.expose();
    let done = migrations::up(if owner.is_empty() { &url } else { owner }).await?;
    if !owner.is_empty() {
        migrations::let_in(owner, &url).await?;
    }
    output::line(format!("{done} applied"))
}
