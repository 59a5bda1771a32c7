//! A whole server over a stock of canaries.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use administration::Plugins;
use contributions::Registry;
use identity::Identity;
use plugin_host::WorkerCommand;
use server::mail::Runner;
use server::{Node, Service, Settings};
use storage::Store;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use web::Table;

use super::reader::Reader;
use crate::canaries::{Ground, Stock, cast};
use crate::sink::Sink;

/// The plugins that the service has at work.
pub const PLUGINS: [&str; 3] = ["referral-partner", "referral-public", "returns-pcc"];

/// How many statements each pool was asked.
#[derive(Clone, Default)]
pub struct Statements {
    /// Of the readers.
    pub reads: Arc<AtomicU64>,
    /// Of the writers.
    pub writes: Arc<AtomicU64>,
}

/// A server that stops when it is dropped.
pub struct House {
    /// What it stands on.
    pub ground: Ground,
    /// Its records.
    pub store: Store,
    /// Signing in.
    pub identity: Identity,
    /// Its plugins.
    pub plugins: Plugins,
    /// The statements that it asked.
    pub statements: Statements,
    /// Where its mail goes.
    pub sink: Sink,
    /// What sends it, beside the server that does so by itself.
    pub runner: Runner,
    base: String,
    _stop: oneshot::Sender<()>,
}

impl House {
    /// A ground on which the plugins are at work, and no records yet.
    pub async fn ground(kind: crate::databases::Kind) -> Ground {
        let house = Self::open(Ground::lay(kind).await).await;
        for plugin in PLUGINS {
            house.install(&format!("plugins/{plugin}")).await;
        }
        house.close()
    }

    /// Opens the doors over `ground`.
    ///
    /// # Panics
    /// If the server does not start.
    pub async fn open(ground: Ground) -> Self {
        let statements = Statements::default();
        let counted =
            storage::StatementCounters { reads: statements.reads.clone(), writes: statements.writes.clone() };
        let settings = storage::Settings { statements: Some(counted), ..ground.database.settings() };
        let store = ground.store(settings).await;
        // Everybody here holds their role for a long time, and signs in with a code; who has to
        // have a passkey is tried by itself.
        let mut with_codes = Settings::defaults();
        with_codes.sign_in.passkey_roles = Vec::new();
        let sink = Sink::open().await;
        with_codes.mail = sink.settings();
        let node = Node {
            store: store.clone(),
            keys: ground.keys.clone(),
            installation: ground.installation.clone(),
            settings: with_codes,
            artefacts: ground.artefacts.path().to_owned(),
            worker: WorkerCommand::of(crate::server::binary()),
        };
        let service = Service::start(node).await.expect("a service");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let runner = service.mail().clone();
        let (identity, plugins) = (service.identity().clone(), service.plugins().clone());
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(service.run(listener, async {
            // Dropping the sender is what tells.
            let _ = stopped.await;
        }));
        Self { ground, store, identity, plugins, statements, sink, runner, base, _stop: stop }
    }

    /// Where it is reached.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Closes the doors; what was written stays.
    pub fn close(self) -> Ground {
        self.ground
    }

    /// The canaries, put into its database.
    pub async fn stocked(ground: Ground) -> (Self, Stock) {
        let house = Self::open(ground).await;
        let stock = Stock::put(&house.ground, &house.store, &house.registry()).await;
        (house, stock)
    }

    /// What the core and the plugins contribute.
    pub fn registry(&self) -> Arc<Registry> {
        self.plugins.registry()
    }

    /// Every route, those of every installation too.
    pub fn routes() -> Table {
        server::routes().and(web::common())
    }

    async fn install(&self, folder: &str) {
        let folder = crate::root().join(folder);
        let built = tokio::task::spawn_blocking(move || accord_plugin::build(&folder));
        let built = built.await.expect("no panic").expect("the plugin builds");
        let operator = permissions::Actor::system(permissions::Task::Operator, self.ground.now);
        let package = self.plugins.install(&operator, built.bytes).await.expect("it is installed");
        let manifest = &package.manifest;
        let granted = manifest.grants.iter().map(|grant| grant.view.clone()).collect();
        let version = manifest.version.to_string();
        self.plugins.enable(&operator, &manifest.id, &version, Some(granted)).await.expect("it is enabled");
    }

    /// Nobody who is known.
    pub fn stranger(&self) -> Reader {
        Reader::new(&self.base)
    }

    /// One of the world's people, signed in with both factors.
    pub async fn reader(&self, person: usize) -> Reader {
        let mut reader = self.stranger();
        reader.sign_in(cast::NAMES[person], self.ground.now).await;
        reader
    }
}
