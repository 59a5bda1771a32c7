//! Beginning an export.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use contributions::Registry;
use domain::Message;
use permissions::{ActKind, Actor};
use storage::Store;
use storage::list::Filter;
use tokio::sync::Semaphore;
use wording::{Language, Wording};

use super::download::{Download, Piece, Sent};
use super::running::Running;
use super::sheet::Sheet;
use crate::{Error, Result};

/// How many exports run at once on one server.
///
/// They share one connection, so more would only make each of them slower. Who comes too late
/// is told so and can come again: a download that waits in a queue looks like a broken one.
pub const AT_ONCE: usize = 4;

/// How long a reader may take nothing before their export gives up its place to others.
const PATIENCE: Duration = Duration::from_secs(120);

/// Exports over the store.
#[derive(Clone)]
pub struct Exports {
    store: Store,
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Exports {
    /// Exports over `store`.
    pub fn new(store: Store) -> Self {
        Self { store, places: Arc::new(Semaphore::new(AT_ONCE)), patience: PATIENCE }
    }

    /// The same with another patience than two minutes for readers who take nothing.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Streams the cases that hold `filters` as comma-separated values in the reader's
    /// language; the one entered last comes first.
    ///
    /// What can be refused is refused before the first byte.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the actor may export nothing, or filters by what they may
    /// not; [`Error::Unmet`] where [`AT_ONCE`] others are running.
    pub async fn cases(
        &self,
        actor: &Actor,
        registry: &Registry,
        wording: &Wording,
        language: Language,
        filters: Vec<Filter>,
    ) -> Result<Download> {
        if !actor.holds(ActKind::ExportCases) {
            return Err(Error::Forbidden);
        }
        let busy = |_| Error::Unmet(vec![Message::new("export-busy").with("count", AT_ONCE)]);
        let place = self.places.clone().try_acquire_owned().map_err(busy)?;
        let export = self.store.export(actor, registry.catalogue(), &filters).await?;
        let sheet = Sheet::new(registry, wording, language);
        let (sender, download) = Download::channel();
        // There is room: nothing was sent yet.
        let _ = sender.try_send(Sent::More(Piece::Words(sheet.head())));
        let left = sender.clone();
        let running = Running::new(export, sheet, filters, sender, self.patience);
        tokio::spawn(async move {
            let mut run = pin!(running.run());
            tokio::select! {
                () = &mut run => {}
                // Whoever pressed "cancel" has left their place, while the batch at hand is
                // still composed and the end recorded.
                () = left.closed() => {
                    drop(place);
                    run.await;
                }
            }
        });
        Ok(download)
    }
}
