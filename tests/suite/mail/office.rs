//! A service whose clock stands still, somebody in it, and a mail server that keeps everything.

use std::sync::Arc;
use std::time::Duration;

use administration::{Accounts, NewPerson, NewService, found};
use domain::Reference;
use identity::Identity;
use keys::Keyring;
use permissions::{Actor, Role, Task};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection};
use server::Settings;
use server::mail::{Pen, Post, Runner};
use storage::{Installation, InstallationKind, StillClock, Store};
use tests::databases::{Database, Kind};
use tests::sink::Sink;
use wording::{Language, Wording};

/// Where the links lead.
pub const SITE: &str = "https://accord.example.org";

pub struct Office {
    pub store: Store,
    pub identity: Identity,
    pub sink: Sink,
    pub clock: Arc<StillClock>,
    pub words: Wording,
    pub rows: DatabaseConnection,
    keys: Arc<Keyring>,
    database: Database,
    installation: Installation,
}

impl Office {
    pub async fn open(kind: Kind) -> Self {
        let database = Database::fresh(kind).await;
        let morning = "2026-11-24T10:00:00Z".parse().expect("a test's own moment");
        let (clock, keys) = (Arc::new(StillClock::at(morning)), Arc::new(Keyring::generate()));
        let store = Store::open(&database.settings(), keys.clone(), clock.clone()).await;
        let store = store.expect("a migrated database");
        let zone = store.zone();
        let kind = InstallationKind::Live;
        let installation = Installation { kind, service_name: "Northside Restorative".into(), zone };
        let operator = Actor::system(Task::Operator, store.now());
        let new = NewService { installation: installation.clone(), team: "Northside".into() };
        found(&store, &operator, new).await.expect("an empty database");
        let identity =
            Identity::new(store.clone(), Settings::defaults().sign_in.clone(), installation.clone());
        let words = Wording::load(Language::En, zone).expect("the catalogues");
        let rows = database.connect().await;
        let sink = Sink::open().await;
        Self { store, identity, sink, clock, words, rows, keys, database, installation }
    }

    /// A store of its own over the same database, as another node has it.
    pub async fn other_node(&self) -> Store {
        let store = Store::open(&self.database.settings(), self.keys.clone(), self.clock.clone()).await;
        store.expect("the same database")
    }

    pub fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    pub fn later(&self, minutes: u64) {
        self.clock.set(self.store.now() + Duration::from_secs(minutes * 60));
    }

    pub fn post(&self) -> Post {
        Post::of(&self.sink.settings()).expect("settings that fit").expect("a mail server")
    }

    pub fn pen(&self) -> Pen {
        Pen::new(self.words.clone(), self.identity.clone(), SITE.into())
    }

    /// What sends the mail of this node.
    pub fn runner(&self) -> Runner {
        Runner::new(self.store.clone(), self.pen(), Some(self.post()))
    }

    /// The same of another one.
    pub async fn other_runner(&self) -> Runner {
        let store = self.other_node().await;
        let sign_in = Settings::defaults().sign_in;
        let identity = Identity::new(store.clone(), sign_in, self.installation.clone());
        let pen = Pen::new(self.words.clone(), identity, SITE.into());
        Runner::new(store, pen, Some(self.post()))
    }

    /// Sends until nothing is left that is due.
    pub async fn send_all(&self) {
        let runner = self.runner();
        while runner.round().await.expect("the database works") > 0 {}
    }

    /// An account that waits for its owner, with its invitation in the outbox.
    pub async fn invite(&self, username: &str, language: Language) -> Reference {
        let person = NewPerson {
            username: username.into(),
            name: format!("{username} Mensah"),
            email: Some(format!("{username}@example.org")),
            roles: vec![Role::LeadFacilitator],
            until: None,
            team: None,
            organisation: None,
            language,
        };
        let account = Accounts::new(self.store.clone()).add(&self.operator(), person).await.expect("new");
        self.identity.invite(&self.operator(), account).await.expect("it waits");
        account
    }

    /// An account in use, and an empty outbox.
    pub async fn settle(&self, username: &str) -> Reference {
        let account = self.invite(username, Language::En).await;
        let sql =
            format!("UPDATE accounts SET status = 'active', password = 'x' WHERE username = '{username}'");
        self.poke(&sql).await;
        self.poke("DELETE FROM outbox").await;
        account
    }

    pub async fn poke(&self, sql: &str) {
        self.rows.execute_unprepared(sql).await.expect("a statement that fits");
    }

    /// How many rows of the outbox are in each state: waiting, sent, failed, over.
    pub async fn states(&self) -> [usize; 4] {
        let sql = "SELECT state FROM outbox WHERE account IS NOT NULL";
        let backend = self.rows.get_database_backend();
        let statement = sea_orm_migration::sea_orm::Statement::from_string(backend, sql);
        let rows = self.rows.query_all_raw(statement).await.expect("the outbox");
        let states: Vec<String> = rows.iter().map(|row| row.try_get("", "state").expect("a word")).collect();
        ["waiting", "sent", "failed", "over"]
            .map(|state| states.iter().filter(|found| *found == state).count())
    }
}
