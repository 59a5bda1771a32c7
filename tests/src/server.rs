//! A whole server in the test's own process, on a port and a database of its own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use administration::{Accounts, NewPerson, NewService, Plugins, found};
use chrono::TimeDelta;
use domain::{Instant, Reference};
use identity::Identity;
use keys::Keyring;
use permissions::{Actor, Role, Task};
use plugin_host::WorkerCommand;
use server::{Node, Service, Settings};
use storage::{Clock, Installation, InstallationKind, Store, SystemClock};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::databases::{Database, Kind};
use crate::person::Person;

/// The system's clock, put forward by as much as a test likes.
#[derive(Debug, Default)]
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Instant {
        SystemClock.now() + TimeDelta::minutes(self.0.load(Ordering::SeqCst))
    }
}

/// A server that stops when it is dropped.
pub struct Server {
    /// Its records.
    pub store: Store,
    /// Signing in.
    pub identity: Identity,
    /// Its plugins.
    pub plugins: Plugins,
    base: String,
    clock: Arc<Ahead>,
    kind: InstallationKind,
    _stop: oneshot::Sender<()>,
    _artefacts: tempfile::TempDir,
    _database: Database,
}

impl Server {
    /// A live service without anybody in it: signing in takes two factors.
    pub async fn live(database: Kind) -> Self {
        Self::live_with(database, |_, _| {}).await
    }

    /// A live service that gives up a request after so many seconds.
    pub async fn live_within(database: Kind, deadline_seconds: u64) -> Self {
        Self::live_with(database, |settings, _| settings.listen.deadline_seconds = deadline_seconds).await
    }

    /// The same with other settings; `change` is told the address as well.
    pub async fn live_with(database: Kind, change: impl FnOnce(&mut Settings, &str)) -> Self {
        Self::start(database, InstallationKind::Live, change).await
    }

    /// A demonstration: a password is enough.
    pub async fn demo(database: Kind) -> Self {
        Self::start(database, InstallationKind::Demo, |_, _| {}).await
    }

    async fn start(database: Kind, kind: InstallationKind, change: impl FnOnce(&mut Settings, &str)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound").to_string();
        let (base, mut settings) = (format!("http://{address}"), Settings::defaults());
        // Passkeys belong to the address that people type.
        settings.listen.address = address;
        change(&mut settings, &base);
        let database = Database::fresh(database).await;
        let keys = Arc::new(Keyring::generate());
        let clock = Arc::new(Ahead::default());
        let store = Store::open(&database.settings(), keys.clone(), clock.clone())
            .await
            .expect("a migrated database");
        let zone = store.zone();
        let installation = Installation { kind, service_name: "Northside Restorative".into(), zone };
        let operator = Actor::system(Task::Operator, store.now());
        let new = NewService { installation: installation.clone(), team: "Northside".into() };
        found(&store, &operator, new).await.expect("an empty database");
        let artefacts = tempfile::tempdir().expect("a folder for compiled plugins");
        let node = Node {
            store: store.clone(),
            keys,
            installation,
            settings,
            artefacts: artefacts.path().to_owned(),
            worker: WorkerCommand::of(binary()),
        };
        let service = Service::start(node).await.expect("a service");
        let (identity, plugins) = (service.identity().clone(), service.plugins().clone());
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(service.run(listener, async {
            // Dropping the sender is what tells.
            let _ = stopped.await;
        }));
        Self {
            store,
            identity,
            plugins,
            base,
            clock,
            kind,
            _stop: stop,
            _artefacts: artefacts,
            _database: database,
        }
    }

    /// Where it is reached by its name, for which browsers make passkeys.
    pub fn named(&self) -> String {
        self.base.replace("127.0.0.1", "localhost")
    }

    /// Lets time pass.
    pub fn later(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes, Ordering::SeqCst);
    }

    /// Where it is reached.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whoever types commands at the machine.
    pub fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    /// Builds the plugin in this folder of the repository, installs it, and puts it to work
    /// with everything granted that it asks for.
    pub async fn install(&self, folder: &str) {
        let folder = crate::root().join(folder);
        let built = tokio::task::spawn_blocking(move || accord_plugin::build(&folder));
        let built = built.await.expect("no panic").expect("the plugin builds");
        let operator = self.operator();
        let package = self.plugins.install(&operator, built.bytes).await.expect("it is installed");
        let manifest = &package.manifest;
        let granted = manifest.grants.iter().map(|grant| grant.view.clone()).collect();
        let version = manifest.version.to_string();
        self.plugins.enable(&operator, &manifest.id, &version, Some(granted)).await.expect("it is enabled");
    }

    /// A browser in which nobody has signed in.
    pub fn stranger(&self) -> Person {
        Person::new(&self.base)
    }

    /// Somebody with this role, signed in, who came by an invitation as everybody does.
    pub async fn person(&self, name: &str, role: Role) -> Person {
        self.person_of(name, role, None).await
    }

    /// The same for somebody of a partner organisation.
    pub async fn person_of(&self, name: &str, role: Role, organisation: Option<Reference>) -> Person {
        let username = name.to_lowercase().replace(' ', ".");
        let new = NewPerson {
            username: username.clone(),
            name: name.to_owned(),
            email: None,
            roles: vec![role],
            until: None,
            team: None,
            organisation,
            language: wording::Language::En,
        };
        let operator = self.operator();
        let account = Accounts::new(self.store.clone()).add(&operator, new).await.expect("a new name");
        let link = self.identity.invite(&operator, account).await.expect("an account that waits");
        let mut person = self.stranger();
        person.accept(link.expose()).await;
        person.sign_in(&username, self.kind == InstallationKind::Live).await;
        person
    }
}

/// The binary `accord`, which runs and compiles plugins; built if it is not there.
///
/// # Panics
/// If it cannot be built.
pub fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let binary = test.ancestors().nth(2).expect("target/debug/deps").join("accord");
    let _alone = crate::databases::lock("binary.lock");
    if !binary.is_file() {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo).args(["build", "-p", "server", "--bin", "accord"]).status();
        assert!(built.is_ok_and(|status| status.success()), "accord could not be built");
    }
    binary
}
