//! `accord serve`.

use anyhow::{Context, Result};
use clap::Args;
use storage::InstallationKind;

use crate::backup::{Nightly, Source};
use crate::home::Home;
use crate::listen::listen;
use crate::service::Service;
use crate::settings::Loaded;
use crate::{logs, output, signals};

/// Serve the installation in the data folder.
#[derive(Args)]
#[command(after_help = "Example:\n  accord serve --data /var/lib/accord --listen 127.0.0.1:8080")]
pub struct Serve {
    /// The address and port to serve on.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
}

pub async fn run(loaded: Loaded) -> Result<()> {
    logs::begin(&loaded.settings.log);
    let kept = loaded.kept();
    let home = Home::open_to_serve(loaded.settings).await?;
    let nightly = Nightly::of(Source::of(&home, kept), &home.settings.backup, home.installation.zone)?;
    let Some(nightly) = nightly else {
        if home.installation.kind == InstallationKind::Live {
            tracing::warn!("no nightly backups are made: set backup.folder and backup.recipient");
        }
        return serve(home).await;
    };
    let backing_up = tokio::spawn(async move { nightly.run().await });
    let ended = serve(home).await;
    backing_up.abort();
    ended
}

/// Serves `home` until the process is asked to stop.
pub async fn serve(home: Home) -> Result<()> {
    // Before the plugins are readied: what cannot be listened on is said at once.
    let listener = listen(&home.settings.listen).await?;
    let address = listener.local_addr()?;
    let service = Service::start(home.node()?).await?;
    output::remark(format!("Accord serves on http://{address}"));
    tracing::info!(%address, "serving");
    service.run(listener, stop()).await.context("serving ended")?;
    tracing::info!("stopped");
    Ok(())
}

async fn stop() {
    if let Err(error) = signals::asked_to_stop().await {
        // Without signals it cannot be stopped gently; it is better stopped now than never.
        tracing::error!(%error, "cannot listen for the signal to stop");
    }
}
