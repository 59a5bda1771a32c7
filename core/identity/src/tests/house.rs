//! A service with a clock that can be moved, and people who sign in to it.

use std::sync::Arc;
use std::time::Duration;

use domain::{Instant, Reference, TeamId};
use keys::Keyring;
use keys::totp::TotpSecret;
use permissions::{Actor, ManageAccounts, Place, Role, Task};
use sea_orm::{ConnectionTrait, Database, QueryResult, Statement};
use storage::identity::{NewAccount, RoleGrant};
use storage::{Installation, InstallationKind, StillClock, Store};
use tempfile::TempDir;
use uuid::Uuid;

use super::device::Device;
use crate::{
    Answer, Begun, Identity, Letter, MailKind, Origin, Present, Proof, Proved, Proving, Settings, SignIn,
};

/// The password of everybody here.
pub const PASSWORD: &str = "a lamp beside the harbour";

pub struct House {
    pub identity: Identity,
    pub store: Store,
    pub database: String,
    pub installation: Installation,
    clock: Arc<StillClock>,
    _folder: TempDir,
}

impl House {
    /// An installation of this kind, at nine in the morning, without anybody in it.
    pub async fn new(kind: InstallationKind) -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let database = match std::env::var("ACCORD_TEST_POSTGRES") {
            Ok(server) => database_in(&server).await,
            Err(_) => format!("sqlite://{}?mode=rwc", folder.path().join("accord.db").display()),
        };
        migrations::up(&database).await.expect("an empty database");
        let raw = Database::connect(&database).await.expect("the new file");
        let sql = "INSERT INTO teams (id, name, kind, created_at) VALUES ($1, 'Northside', 'service', $2)";
        let values = [team().into(), Instant::UNIX_EPOCH.into()];
        raw.execute_raw(Statement::from_sql_and_values(raw.get_database_backend(), sql, values))
            .await
            .expect("the teams table");
        raw.close().await.expect("no other connection");

        let morning = Instant::UNIX_EPOCH + Duration::from_secs(1_795_510_800);
        let clock = Arc::new(StillClock::at(morning));
        let mut settings = storage::Settings::new(&database);
        settings.throwaway = true;
        let keyring = Arc::new(Keyring::generate());
        let store = Store::open(&settings, keyring, clock.clone()).await.expect("a migrated database");
        let zone = "Europe/London".parse().expect("a zone");
        let installation = Installation { kind, service_name: "Northside Restorative".into(), zone };
        store.be_born(&installation).await.expect("not born yet");
        let identity =
            Identity::at(super::device::ADDRESS, store.clone(), Settings::default(), installation.clone());
        Self { identity, store, database, installation, clock, _folder: folder }
    }

    pub async fn demo() -> Self {
        Self::new(InstallationKind::Demo).await
    }

    pub async fn live() -> Self {
        Self::new(InstallationKind::Live).await
    }

    /// Lets time pass.
    pub fn later(&self, minutes: u64) {
        self.clock.set(self.store.now() + Duration::from_secs(minutes * 60));
    }

    pub fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    /// Makes an account in this state.
    pub async fn account(&self, username: &str, status: &'static str, role: Role) -> Reference {
        let operator = self.operator();
        let mut unit = self.store.write(&operator).await.expect("a unit");
        let leave = operator.may::<ManageAccounts>(&Place::service(), unit.id()).expect("the operator may");
        let password = (status != "invited").then(|| keys::password::hash(PASSWORD));
        let new = NewAccount {
            username: username.into(),
            display_name: format!("{username} Mensah"),
            email: Some(format!("{username}@example.org")),
            kind: "volunteer",
            team: TeamId(team()),
            organisation: None,
            status,
            language: "en".into(),
            password,
            sensitive_trained: false,
            valid_until: None,
            roles: vec![RoleGrant {
                role,
                from: self.store.now(),
                until: self.store.now() + Duration::from_secs(365 * 24 * 60 * 60),
            }],
        };
        let (_, reference) = unit.create_account(leave, new).await.expect("a new name");
        unit.commit().await.expect("a commit");
        reference
    }

    /// Ama, a facilitator with an account in use.
    pub async fn with_ama(self) -> Self {
        self.account("ama", "active", Role::LeadFacilitator).await;
        self
    }

    pub async fn try_password(&self, name: &str, password: &str, origin: &Origin) -> SignIn {
        self.identity.sign_in(name, password.into(), origin).await.expect("the database works")
    }

    pub async fn try_code(&self, token: &str, code: &str, origin: &Origin) -> SignIn {
        self.identity.confirm_code(token, code, origin).await.expect("the database works")
    }

    /// Signs in to an account without a second factor.
    pub async fn sign_in(&self, name: &str) -> Begun {
        done(self.try_password(name, PASSWORD, &origin(1)).await)
    }

    /// Who a session's cookie belongs to now.
    pub async fn present(&self, begun: &Begun) -> Option<Present> {
        self.identity.present(begun.session.expose()).await.expect("the database works")
    }

    /// The same, who proved a short while ago that it is them.
    pub async fn proved(&self, begun: &Begun) -> Proved {
        self.present(begun).await.expect("signed in").proved().expect("proved a short while ago")
    }

    /// Proves by a code who this session is.
    pub async fn try_proof(&self, begun: &Begun, proof: Proof) -> Proving {
        let me = self.present(begun).await.expect("signed in");
        self.identity.prove(&me, proof, &origin(1)).await.expect("the database works")
    }

    /// Sets up an authenticator for whoever this session is, and returns its secret and
    /// the recovery codes.
    pub async fn enrol(&self, begun: &mut Begun) -> (TotpSecret, Vec<String>) {
        let me = self.proved(begun).await;
        let offer = self.identity.offer_factor(&me).await.expect("the database works");
        let secret = new_secret(&offer.for_typing);
        let code = self.code(&secret);
        let fresh = self.identity.take_factor(&me, &offer.token, &code).await;
        let fresh = fresh.expect("the database works").expect("the right code");
        begun.session = fresh.session;
        (secret, fresh.codes.iter().map(|code| code.expose().to_owned()).collect())
    }

    /// Adds a passkey to whoever this session is.
    pub async fn add_passkey(&self, begun: &mut Begun, device: &mut Device) {
        let me = self.proved(begun).await;
        let asked = self.identity.offer_passkey(&me).await.expect("the database works").expect("a site");
        let answer = device.make(&asked.options);
        let given = Answer { ceremony: &asked.ceremony, answer: &answer };
        let taken = self.identity.take_passkey(&me, given, "My telephone").await;
        begun.session = taken.expect("the database works").expect("a passkey that fits");
    }

    /// Signs in with a passkey, from an address that nobody else uses.
    pub async fn try_passkey(&self, device: &mut Device) -> SignIn {
        let asked = self.identity.ask_for_passkey().expect("a site");
        let answer = device.answer(&asked.options);
        let given = Answer { ceremony: &asked.ceremony, answer: &answer };
        self.identity.sign_in_with_passkey(given, &origin(77)).await.expect("the database works")
    }

    /// What an authenticator with this secret shows now.
    pub fn code(&self, secret: &TotpSecret) -> String {
        secret.code(self.store.now())
    }

    /// The mail that waits, as the node that sends it finds it; nobody else gets it meanwhile.
    pub async fn mail(&self) -> Vec<Letter> {
        let postman = Actor::system(Task::Notifications, self.store.now());
        let mut unit = self.store.write(&postman).await.expect("a unit");
        let until = self.store.now() + Duration::from_secs(600);
        let letters = unit.claim_mail(100, until).await.expect("the outbox");
        for letter in &letters {
            unit.mail_sent(letter).await.expect("the outbox");
        }
        unit.commit().await.expect("a commit");
        letters
    }

    /// The token of the link in the only mail that waits, of this kind and for this address.
    pub async fn link(&self, kind: MailKind, to: &str) -> String {
        let letters = self.mail().await;
        let [letter] = letters.as_slice() else { panic!("one mail, not {letters:?}") };
        assert_eq!((letter.kind, letter.to.as_deref()), (kind, Some(to)));
        let path = self.identity.path_of(letter).expect("a letter with a link");
        path.rsplit('/').next().expect("a path").to_owned()
    }

    /// What the audit log holds: verb, detail and outcome, oldest first.
    pub async fn audit(&self) -> Vec<(String, String, String)> {
        let sql =
            "SELECT verb, COALESCE(detail, '') AS detail, outcome FROM audit_entries ORDER BY at, sequence";
        let raw = Database::connect(&self.database).await.expect("the same file");
        let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await;
        let text = |row: &QueryResult, column: &str| row.try_get("", column).expect("a text column");
        let rows = rows.expect("the audit table");
        rows.iter().map(|row| (text(row, "verb"), text(row, "detail"), text(row, "outcome"))).collect()
    }

    /// Changes rows behind the service's back.
    pub async fn poke(&self, sql: &str) {
        let raw = Database::connect(&self.database).await.expect("the same file");
        raw.execute_unprepared(sql).await.expect("a statement that fits");
    }
}

/// A new database in a cluster of the test suite, whose address ends in `/postgres`.
async fn database_in(server: &str) -> String {
    let name = format!("identity_{}", Uuid::now_v7().simple());
    let raw = Database::connect(server).await.expect("the suite's cluster");
    raw.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a name of its own");
    raw.close().await.expect("no other connection");
    format!("{}/{name}", server.strip_suffix("/postgres").expect("the address ends in /postgres"))
}

fn team() -> Uuid {
    Uuid::from_u128(0x42)
}

/// A browser at one of many addresses, which nobody has signed in from.
pub fn origin(host: u8) -> Origin {
    Origin {
        address: std::net::Ipv4Addr::new(192, 0, 2, host).into(),
        user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
        known_browser: None,
    }
}

/// The same browser, after it has signed in.
pub fn known(host: u8, begun: &Begun) -> Origin {
    Origin { known_browser: Some(begun.known_browser.clone()), ..origin(host) }
}

pub fn done(outcome: SignIn) -> Begun {
    match outcome {
        SignIn::Done(begun) => begun,
        other => panic!("expected to be signed in, got {other:?}"),
    }
}

pub fn half_way(outcome: SignIn) -> String {
    match outcome {
        SignIn::CodeNeeded(token) => token,
        other => panic!("expected to be asked for a code, got {other:?}"),
    }
}

/// The key of the message with which an attempt was refused.
pub fn refused(outcome: SignIn) -> String {
    match outcome {
        SignIn::Refused(message) => message.key,
        SignIn::TooMany(wait) => wait.message.key,
        other => panic!("expected to be refused, got {other:?}"),
    }
}

/// The secret as someone types it into their app.
pub fn new_secret(text: &str) -> TotpSecret {
    TotpSecret::from_typed(text).expect("what the page shows")
}
