//! An installation on this machine, opened by a command.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use administration::{PluginView, Plugins, Shown};
use anyhow::{Context, Result, bail};
use keys::{Keyring, Secrecy};
use permissions::{Actor, Task};
use plugin_host::{Host, WorkerCommand};
use storage::{Installation, SteadyClock, Store};
use wording::Wording;

use crate::folder::{DataFolder, FolderError, FolderLock};
use crate::service::Node;
use crate::settings::Settings;
use crate::workshop::NodeWorkshop;

/// How a command works on an installation (`decisions.md` 59).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It reads, and may do so beside a server.
    Beside,
    /// It writes, and on SQLite there is no server beside it.
    Instead,
}

/// An opened installation.
pub struct Home {
    /// Its folder.
    pub folder: DataFolder,
    /// The settings.
    pub settings: Settings,
    /// Its records.
    pub store: Store,
    /// Its keys.
    pub keys: Arc<Keyring>,
    /// What it was born as.
    pub installation: Installation,
    /// That nobody else works in the folder.
    _lock: Option<FolderLock>,
}

impl Home {
    /// Opens the installation that the settings name.
    ///
    /// # Errors
    /// Where there is none, its schema is behind, its keys are missing, or somebody serves
    /// from it.
    pub async fn open(settings: Settings, manner: Manner) -> Result<Self> {
        let folder = DataFolder::at(&settings.data);
        if !key_path(&folder, &settings).is_file() {
            return Err(FolderError::Empty(folder.path().to_owned()).into());
        }
        let on_sqlite = settings.database.url.is_empty();
        let lock = if manner == Manner::Instead && on_sqlite { Some(folder.lock()?) } else { None };
        Self::opened(folder, settings, lock).await
    }

    /// The same for a server: it takes the folder whatever the database is.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_to_serve(settings: Settings) -> Result<Self> {
        let folder = DataFolder::at(&settings.data);
        if !key_path(&folder, &settings).is_file() {
            return Err(FolderError::Empty(folder.path().to_owned()).into());
        }
        let lock = folder.lock()?;
        Self::opened(folder, settings, Some(lock)).await
    }

    /// Opens a folder that was locked before.
    pub async fn opened(folder: DataFolder, settings: Settings, lock: Option<FolderLock>) -> Result<Self> {
        if settings.database.url.is_empty() && !folder.database().is_file() {
            return Err(FolderError::Empty(folder.path().to_owned()).into());
        }
        let (store, keys) = open_store(&folder, &settings).await?;
        let Some(installation) = store.installation().await? else {
            return Err(FolderError::Empty(folder.path().to_owned()).into());
        };
        Ok(Self { folder, settings, store, keys, installation, _lock: lock })
    }

    /// One that was born a moment ago, by whoever holds the folder.
    pub fn made(
        folder: DataFolder,
        settings: Settings,
        store: Store,
        keys: Arc<Keyring>,
        installation: Installation,
    ) -> Self {
        Self { folder, settings, store, keys, installation, _lock: None }
    }

    /// Whoever types commands at the machine.
    pub fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    /// The plugins, for commands that look after them.
    ///
    /// # Errors
    /// Where this binary cannot be found, or the database does not answer.
    pub async fn plugins(&self) -> Result<Plugins> {
        let plugins = self.resting_plugins()?;
        plugins.refresh().await?;
        Ok(plugins)
    }

    /// The same before anything was put to work.
    fn resting_plugins(&self) -> Result<Plugins> {
        let host =
            Host::new(self.settings.plugin_host(), self.keys.clone(), WorkerCommand::of_this_binary()?);
        let workshop = NodeWorkshop::new(Arc::new(host), self.folder.artefacts());
        Ok(Plugins::new(self.store.clone(), Arc::new(workshop), self.words()?))
    }

    /// What is installed, without putting anything to work: for a look beside a server.
    ///
    /// # Errors
    /// As [`plugins`](Self::plugins).
    pub async fn plugins_listed(&self) -> Result<Shown<Vec<PluginView>>> {
        Ok(self.resting_plugins()?.list(&self.operator()).await?)
    }

    /// The core's words.
    ///
    /// # Errors
    /// A catalogue that is broken.
    pub fn words(&self) -> Result<Wording> {
        Wording::load(self.settings.service.language, self.installation.zone).context("the catalogues")
    }

    /// What a server is started with.
    ///
    /// # Errors
    /// Where this binary cannot be found.
    pub fn node(&self) -> Result<Node> {
        Ok(Node {
            store: self.store.clone(),
            keys: self.keys.clone(),
            installation: self.installation.clone(),
            settings: self.settings.clone(),
            artefacts: self.folder.artefacts(),
            worker: WorkerCommand::of_this_binary()?,
        })
    }
}

/// The store of `settings`, whose schema must be up to date.
///
/// # Errors
/// Where the keys are missing, the schema is behind, or the database cannot be trusted.
pub async fn open_store(folder: &DataFolder, settings: &Settings) -> Result<(Store, Arc<Keyring>)> {
    let keys = Arc::new(open_keys(&key_path(folder, settings))?);
    let database = database(folder, settings);
    let pending = migrations::pending(&database.url).await?;
    if pending > 0 {
        bail!("the database schema is behind by {pending}; stop Accord everywhere and run `accord migrate`");
    }
    let clock = clock();
    let store = Store::open(&database, keys.clone(), clock.clone()).await?;
    // Days are counted where the service is, which the installation says.
    let Some(installation) = store.installation().await? else { return Ok((store, keys)) };
    if installation.zone == store.zone() {
        return Ok((store, keys));
    }
    let settings = storage::Settings { zone: installation.zone, ..database };
    Ok((Store::open(&settings, keys.clone(), clock).await?, keys))
}

/// The one clock of this process.
pub fn clock() -> Arc<SteadyClock> {
    static CLOCK: LazyLock<Arc<SteadyClock>> = LazyLock::new(|| Arc::new(SteadyClock::of_this_computer()));
    CLOCK.clone()
}

/// Where the key file is.
pub fn key_path(folder: &DataFolder, settings: &Settings) -> PathBuf {
    let file = &settings.keys.file;
    if file.as_os_str().is_empty() { folder.keys() } else { file.clone() }
}

/// Whether systemd laid this file out for us.
pub fn is_credential(file: &Path) -> bool {
    std::env::var_os("CREDENTIALS_DIRECTORY").is_some_and(|folder| file.starts_with(folder))
}

/// The keys in this file.
///
/// # Errors
/// As [`Keyring::open`].
pub fn open_keys(file: &Path) -> Result<Keyring, keys::KeyError> {
    let secrecy = if is_credential(file) { Secrecy::Credential } else { Secrecy::Owner };
    Keyring::open_as(file, secrecy)
}

/// Where the records are.
pub fn database(folder: &DataFolder, settings: &Settings) -> storage::Settings {
    let database = &settings.database;
    let url = match database.url.is_empty() {
        true => folder.database_url(),
        false => database.url.expose().to_owned(),
    };
    let mut found = storage::Settings { writers: database.writers.max(1), ..storage::Settings::new(url) };
    if database.readers > 0 {
        found.readers = database.readers;
    }
    found
}
