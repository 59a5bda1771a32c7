//! A small service whose rows a test writes itself, to know what must be found in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use contributions::{Package, Registry};
use domain::{AccountId, Instant, Reference, ReferenceKind, TeamId};
use keys::Keyring;
use permissions::{Actor, Policy, Rights, Role};
use sea_orm_migration::sea_orm::sea_query::{Alias, Query, SimpleExpr};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Value};
use storage::{StillClock, Store};
use tests::databases::{Database, Kind};
use uuid::Uuid;

/// A column and its value.
pub type Cell = (&'static str, Value);

/// A column and its value, shortly.
pub fn cell(column: &'static str, value: impl Into<Value>) -> Cell {
    (column, value.into())
}

/// A moment, as `2026-11-24T10:00:00Z`.
pub fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a test's own moment")
}

/// The manager's and the volunteer's accounts.
pub const MANAGER: u128 = 1;
pub const VOLUNTEER: u128 = 2;
pub const OTHER_MANAGER: u128 = 3;

const TEAM: u128 = 10;

/// A team, two kinds of people, and a store.
pub struct Service {
    pub store: Store,
    /// Shows [`now`] until it is set.
    pub clock: Arc<StillClock>,
    rows: DatabaseConnection,
    keys: Arc<Keyring>,
    // Gone when the test is.
    database: Database,
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// The outer name of case `number`.
pub fn reference(number: u128) -> Reference {
    Reference::from_random(ReferenceKind::Case, (number as u64).wrapping_mul(0x5_dead_beef_cafe))
}

pub fn now() -> Instant {
    moment("2026-11-24T10:00:00Z")
}

impl Service {
    pub async fn open(kind: Kind) -> Self {
        Self::open_with(kind, |settings| settings).await
    }

    /// The same with other settings of the store.
    pub async fn open_with(
        kind: Kind,
        settings: impl FnOnce(storage::Settings) -> storage::Settings,
    ) -> Self {
        let database = Database::fresh(kind).await;
        let clock = Arc::new(StillClock::at(now()));
        let settings = settings(database.settings());
        let keys = Arc::new(Keyring::generate());
        let store = Store::open(&settings, keys.clone(), clock.clone()).await.expect("the store opens");
        let service = Self { store, clock, rows: database.connect().await, keys, database };
        let team =
            [cell("id", id(TEAM)), cell("name", "Essex"), cell("kind", "service"), cell("created_at", now())];
        service.insert("teams", &team).await;
        for (account, name) in [(MANAGER, "Mia"), (VOLUNTEER, "Vera"), (OTHER_MANAGER, "Omar")] {
            let stored = Reference::from_random(ReferenceKind::Account, account as u64).stored();
            let row = [
                cell("id", id(account)),
                cell("reference", stored),
                cell("username", name.to_lowercase()),
                cell("display_name", name),
                cell("sort_key", name.to_lowercase()),
                cell("kind", "staff"),
                cell("status", "active"),
                cell("language", "en"),
                cell("epoch", 1_i64),
                cell("sensitive_trained", false),
            ];
            service.root("accounts", &row).await;
        }
        service
    }

    /// Another node on the same database, with a cache of its own.
    pub async fn second_node(&self) -> Store {
        let settings = self.database.settings();
        Store::open(&settings, self.keys.clone(), self.clock.clone()).await.expect("the second node opens")
    }

    /// Somebody of the team in this role.
    pub fn actor(&self, account: u128, role: Role) -> Actor {
        let rights = Rights {
            account: AccountId(id(account)),
            organisation: None,
            teams: vec![TeamId(id(TEAM))],
            roles: vec![role],
            policy: Arc::new(Policy::default()),
            until: Instant::MAX_UTC,
        };
        Actor::account(rights, now())
    }

    pub fn manager(&self) -> Actor {
        self.actor(MANAGER, Role::ServiceManager)
    }

    pub fn volunteer(&self) -> Actor {
        self.actor(VOLUNTEER, Role::LeadFacilitator)
    }

    /// Writes one row.
    pub async fn insert(&self, table: &'static str, cells: &[Cell]) {
        let mut statement = Query::insert();
        statement
            .into_table(Alias::new(table))
            .columns(cells.iter().map(|(column, _)| Alias::new(*column)))
            .values_panic(cells.iter().map(|(_, value)| SimpleExpr::from(value.clone())));
        self.rows.execute(&statement).await.unwrap_or_else(|error| panic!("a row of {table}: {error}"));
    }

    /// How many rows the table has that hold `condition`, in SQL that both databases speak.
    pub async fn how_many(&self, table: &str, condition: &str) -> i64 {
        let backend = self.rows.get_database_backend();
        let text = format!("SELECT count(*) AS n FROM {table} WHERE {condition}");
        let statement = sea_orm_migration::sea_orm::Statement::from_string(backend, text);
        let row = self.rows.query_one_raw(statement).await.expect("the question is put");
        row.expect("a count has a row").try_get("", "n").expect("a count is a number")
    }

    /// Changes rows, in SQL that both databases speak.
    pub async fn change(&self, text: &str) {
        self.rows.execute_unprepared(text).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    }

    /// Writes a root record; what `cells` say goes before what every record has.
    pub async fn root(&self, table: &'static str, cells: &[Cell]) {
        let common = [
            cell("team", id(TEAM)),
            cell("class", "standard"),
            cell("version", 1_i64),
            cell("live", true),
            cell("source", "test"),
            cell("regime", "part-2"),
            cell("retention", "standard"),
            cell("created_at", now()),
        ];
        self.insert(table, &with(cells, &common)).await;
    }

    /// Writes a child of a case.
    pub async fn child(&self, table: &'static str, cells: &[Cell]) {
        let common =
            [cell("version", 1_i64), cell("live", true), cell("source", "test"), cell("created_at", now())];
        self.insert(table, &with(cells, &common)).await;
    }

    /// Writes case `number` with the sides A (harmed) and B (responsible).
    pub async fn case(&self, number: u128, received: &str, cells: &[Cell]) {
        let common = [
            cell("id", case_id(number)),
            cell("reference", reference(number).stored()),
            cell("service_type", "restorative-justice"),
            cell("route", "restorative-justice"),
            cell("route_version", 1),
            cell("stage", "triage"),
            cell("phase", "triage"),
            cell("status", "open"),
            cell("priority", "routine"),
            cell("complexity", "standard"),
            cell("complex", false),
            cell("risk_flag", false),
            cell("source_type", "police"),
            cell("coarse_status", "in-progress"),
            cell("received_at", moment(received)),
        ];
        self.root("cases", &with(cells, &common)).await;
        for (letter, kind) in [("A", "harmed"), ("B", "responsible")] {
            let side = [
                cell("id", side_id(number, letter)),
                cell("case_id", case_id(number)),
                cell("kind", kind),
                cell("letter", letter),
            ];
            self.insert("sides", &side).await;
        }
    }

    /// Writes somebody who takes part; returns the person.
    pub async fn participant(&self, case: u128, letter: &str, given: &str, family: &str) -> Uuid {
        let person = Uuid::now_v7();
        let name = format!("{given} {family}");
        let row = [
            cell("id", person),
            cell("reference", Reference::from_random(ReferenceKind::Person, random()).stored()),
            cell("given_name", given),
            cell("family_name", family),
            cell("sort_key", domain::sort_key(&format!("{family} {given}"))),
            cell("name_fold", domain::fold(&name)),
            cell("interpreter", false),
        ];
        self.root("people", &row).await;
        self.takes_part(case, letter, person, given, family).await;
        person
    }

    /// Writes that somebody who is there already takes part in a case.
    pub async fn takes_part(&self, case: u128, letter: &str, person: Uuid, given: &str, family: &str) {
        let name = format!("{given} {family}");
        let row = [
            cell("id", Uuid::now_v7()),
            cell("reference", Reference::from_random(ReferenceKind::Item, random()).stored()),
            cell("case_id", case_id(case)),
            cell("side", side_id(case, letter)),
            cell("person", person),
            cell("role", if letter == "A" { "person-harmed" } else { "person-responsible" }),
            cell("stage", "triage"),
            cell("required", true),
            cell("called", name.as_str()),
            cell("first_name", given),
            cell("initials", domain::initials(&name)),
            cell("readiness", "not-started"),
        ];
        self.child("participants", &row).await;
    }

    /// Makes text findable, as the store does it when it writes.
    pub async fn findable(&self, table: &'static str, row: i64, case: u128, part: &str, text: &str) {
        let column = if table == "name_search" { "name" } else { "note" };
        let row = [
            cell("rowid", row),
            cell(column, domain::fold(text)),
            cell("case_id", case_id(case)),
            cell("record", Uuid::now_v7()),
            cell("part", part),
            cell("side", side_id(case, "A")),
        ];
        self.insert(table, &row).await;
    }

    /// Gives an account access to a case.
    pub async fn access(&self, account: u128, case: u128, kind: &str, state: &str, sides: i64) {
        let row = [
            cell("id", Uuid::now_v7()),
            cell("account", id(account)),
            cell("case_id", case_id(case)),
            cell("kind", kind),
            cell("state", state),
            cell("sides", sides),
            cell("from_at", moment("2026-01-01T00:00:00Z")),
            cell("until_at", moment("2027-12-31T00:00:00Z")),
            cell("live", true),
            cell("created_at", now()),
        ];
        self.insert("case_access", &row).await;
    }
}

pub fn case_id(number: u128) -> Uuid {
    id(1_000 + number)
}

pub fn side_id(case: u128, letter: &str) -> Uuid {
    id(1_000_000 + 10 * case + u128::from(letter.as_bytes()[0] - b'A'))
}

/// A new number for a reference; references need not be guessed again.
fn random() -> u64 {
    Uuid::now_v7().as_u128() as u64
}

/// `cells`, and those of `common` whose columns they do not name.
fn with(cells: &[Cell], common: &[Cell]) -> Vec<Cell> {
    let mut all = cells.to_vec();
    let named: Vec<&str> = cells.iter().map(|(column, _)| *column).collect();
    all.extend(common.iter().filter(|(column, _)| !named.contains(column)).cloned());
    all
}

/// The core with the packages of these folders of `plugins/`, without their code.
pub fn registry(plugins: &[&str]) -> Registry {
    let package = |name: &&str| {
        let folder = tests::root().join("plugins").join(name);
        let mut files = BTreeMap::new();
        collect(&folder, &folder, &mut files);
        Arc::new(Package::draft(&files).unwrap_or_else(|findings| panic!("{name}: {findings:?}")))
    };
    let packages: Vec<_> = plugins.iter().map(package).collect();
    let (registry, conflicts) = Registry::build(&packages, &[]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    registry
}

/// The files of a package: its manifest, forms, reports and words.
fn collect(root: &std::path::Path, folder: &std::path::Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("the plugin is there") {
        let path = entry.expect("it can be read").path();
        let name = path.strip_prefix(root).expect("it lies in the folder").display().to_string();
        let is_content = ["plugin.toml", "forms", "reports", "i18n", "lists", "routes", "docs"]
            .iter()
            .any(|part| name.starts_with(part));
        if !is_content {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(name, std::fs::read(&path).expect("a file can be read"));
        }
    }
}
