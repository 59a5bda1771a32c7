//! `accord serve`.

use anyhow::{Context, Result, bail};
use clap::Args;
use storage::{Condition, InstallationKind, Store};

use crate::backup::{Nightly, Source};
use crate::home::Home;
use crate::listen::listen;
use crate::service::Service;
use crate::settings::Loaded;
use crate::{limits, logs, output, signals};

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
    limits::set();
    // Before the plugins are readied: what cannot be listened on is said at once.
    let listener = listen(&home.settings.listen).await?;
    let address = listener.local_addr()?;
    let store = home.store.clone();
    if home.settings.database.url.is_empty() {
        store.keep_reserve(home.folder.reserve()).await;
    }
    let service = Service::start(home.node()?).await?;
    output::remark(format!("Accord serves on http://{address}"));
    tracing::info!(%address, "serving");
    let ended = service.run(listener, stop(store.clone())).await;
    // SQLite's log goes into the database with the last connection, also from a log that
    // somebody removed while it was open.
    store.close().await;
    ended.context("serving ended")?;
    if store.condition() == Condition::Failed {
        bail!(
            "the database could not be written as it must be, so Accord has stopped rather than say that \
             something is kept which may be lost. Nothing that was said to be kept is missing; see to the disk \
             and start Accord again, and whoever was refused can send what they had typed once more"
        );
    }
    tracing::info!("stopped");
    Ok(())
}

/// Returns when the process is asked to end, or has to.
async fn stop(store: Store) {
    tokio::select! {
        () = asked() => {}
        () = store.failed() => {}
    }
}

async fn asked() {
    if let Err(error) = signals::asked_to_stop().await {
        // Without signals it cannot be stopped gently; it is better stopped now than never.
        tracing::error!(%error, "cannot listen for the signal to stop");
    }
}
