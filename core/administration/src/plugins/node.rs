//! The handle by which a node has its plugins.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use contributions::Registry;
use permissions::{Actor, Place, Task, ViewPlugins};
use storage::Store;
use tokio::sync::Mutex;
use wording::Wording;

use super::{Contributed, Workshop};
use crate::Result;

/// The plugins of an installation, as this node has them. Cheap to clone.
#[derive(Clone)]
pub struct Plugins(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub store: Store,
    pub workshop: Arc<dyn Workshop>,
    pub words: Wording,
    current: RwLock<Arc<Contributed>>,
    /// One swap at a time; requests that come meanwhile keep what there is.
    swapping: Mutex<()>,
    told: OnceLock<Tell>,
}

/// Whom to tell what is contributed.
type Tell = Box<dyn Fn(&Contributed) + Send + Sync>;

impl Plugins {
    /// The plugins of the installation in `store`, with the core's words; nothing but the
    /// core is there before [`refresh`](Self::refresh).
    pub fn new(store: Store, workshop: Arc<dyn Workshop>, words: Wording) -> Self {
        let current = RwLock::new(Arc::new(Contributed::core(words.clone())));
        let (swapping, told) = (Mutex::default(), OnceLock::new());
        Self(Arc::new(Inner { store, workshop, words, current, swapping, told }))
    }

    /// What is contributed at this moment; a request keeps it to its end.
    pub fn current(&self) -> Arc<Contributed> {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The registry of this moment.
    pub fn registry(&self) -> Arc<Registry> {
        self.current().registry().clone()
    }

    /// Has `tell` called with what is contributed, now and after each swap, before any
    /// request sees it. The first to ask is told; there is one site a node.
    pub fn tell(&self, tell: impl Fn(&Contributed) + Send + Sync + 'static) {
        tell(&self.current());
        let _ = self.0.told.set(Box::new(tell));
    }

    /// Swaps to the packages of the registry epoch `seen`, if this node is at another one.
    ///
    /// Nobody waits: where another request is at it, this one keeps what there is.
    ///
    /// # Errors
    /// Storage's; then nothing has changed.
    pub async fn catch_up(&self, seen: i64) -> Result<()> {
        if self.current().epoch() == seen {
            return Ok(());
        }
        match self.0.swapping.try_lock() {
            Ok(_alone) => self.swap().await,
            Err(_busy) => Ok(()),
        }
    }

    /// Reads the epoch and catches up with it, waiting for whoever is at it: at start, after
    /// a change of our own, and every few seconds for the public forms, whose requests have
    /// no session that would read it.
    ///
    /// # Errors
    /// As [`catch_up`](Self::catch_up).
    pub async fn refresh(&self) -> Result<()> {
        let _alone = self.0.swapping.lock().await;
        let unit = self.0.store.read(&self.startup()).await?;
        let epoch = unit.registry_epoch().await?;
        unit.show(()).await?;
        if self.current().epoch() == epoch { Ok(()) } else { self.swap().await }
    }

    async fn swap(&self) -> Result<()> {
        let startup = self.startup();
        let unit = self.0.store.read(&startup).await?;
        let leave = startup.may::<ViewPlugins>(&Place::service(), unit.id())?;
        let (epoch, installed) = unit.packages_whole(leave).await?;
        unit.show(()).await?;
        let workshop = self.0.workshop.as_ref();
        let today = domain::service_day(self.0.store.now(), self.0.store.zone());
        let mut contributed = Contributed::build(workshop, &self.0.words, today, epoch, installed);
        let registry = contributed.registry().clone();
        for package in registry.packages() {
            if let Err(rejected) = workshop.prepare(package).await {
                contributed.without_code(package, rejected.0);
            }
        }
        for left_out in contributed.left_out() {
            tracing::error!(
                plugin = left_out.plugin,
                version = left_out.version,
                reason = left_out.reason,
                "a plugin was left out"
            );
        }
        let before = self.current();
        let still: BTreeSet<&str> = registry.packages().map(|package| package.manifest.id.as_str()).collect();
        let gone = before.registry().packages().map(|package| package.manifest.id.as_str());
        for plugin in gone.filter(|plugin| !still.contains(plugin)) {
            // What is gone has nothing left that could fail.
            let _ = workshop.retire(plugin).await;
        }
        let contributed = Arc::new(contributed);
        if let Some(tell) = self.0.told.get() {
            tell(&contributed);
        }
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = contributed;
        tracing::info!(epoch, plugins = still.len(), "plugins are ready");
        Ok(())
    }

    fn startup(&self) -> Actor {
        Actor::system(Task::Startup, self.0.store.now())
    }
}
