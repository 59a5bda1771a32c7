//! Bringing in the export of an older system: all of it or nothing, sealed where it must be,
//! found again, and taken back so that the database is as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant as Stopwatch;

use cases::import::profile::FileKind;
use cases::import::{Export, ImportPlan, Importer, Profile};
use cases::work::Casework;
use contributions::Catalogue;
use domain::{AccountId, CaseClass, Instant, Message, Reference, TeamId};
use keys::Keyring;
use permissions::{Actor, Policy, Rights, Role, Task};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use storage::bulk::{Batch, BatchState};
use storage::search::{FoundBy, SearchQuery, Within};
use storage::{NewTeam, Store, SystemClock};
use tests::databases::{Database, Kind};
use uuid::Uuid;
use wording::{Language, Wording};

/// A service with one team, nobody in it, and the keys to it.
struct House {
    store: Store,
    keys: Arc<Keyring>,
    importer: Importer,
    team: TeamId,
    rows: DatabaseConnection,
    database: Database,
}

impl House {
    async fn open(kind: Kind) -> Self {
        let database = Database::fresh(kind).await;
        let keys = Arc::new(Keyring::generate());
        let store = Store::open(&database.settings(), keys.clone(), Arc::new(SystemClock)).await;
        let store = store.expect("a migrated database");
        let operator = Actor::system(Task::Operator, store.now());
        let mut unit = store.write(&operator).await.expect("a unit begins");
        let leave = operator
            .may::<permissions::ManageSettings>(&permissions::Place::service(), unit.id())
            .expect("the operator may");
        let new = NewTeam { parent: None, name: "Essex".to_owned(), kind: "service" };
        let team = unit.create_team(leave, new).await.expect("a team is made");
        unit.commit().await.expect("it is kept");
        let rows = database.connect().await;
        Self { importer: Importer::new(store.clone()), store, keys, team, rows, database }
    }

    fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    /// A manager of the team, who is on nobody's allow-list.
    fn manager(&self) -> Actor {
        let rights = Rights {
            account: AccountId(Uuid::from_u128(7)),
            organisation: None,
            teams: vec![self.team],
            roles: vec![Role::ServiceManager],
            policy: Arc::new(Policy::default()),
            until: Instant::MAX_UTC,
        };
        Actor::account(rights, self.store.now())
    }

    fn plan(&self, profile: &Profile, folder: &Path) -> ImportPlan {
        let export = Export::read(folder, profile).expect("the export is there");
        ImportPlan::make(profile, &export, &|row| self.keys.digest("import-row", row)).expect("a plan")
    }

    async fn load(&self, plan: &ImportPlan) -> Option<Reference> {
        let words = Wording::load(Language::En, chrono_tz::Europe::London).expect("the catalogues");
        let say = |message: &Message| words.text(Language::En, message);
        let loaded = self.importer.load(&self.operator(), plan, ("ama", [1; 32]), &say, &|_| {}).await;
        loaded.expect("what was planned is loaded")
    }

    async fn ask(&self, text: &str) -> Vec<sea_orm_migration::sea_orm::QueryResult> {
        let statement = Statement::from_string(self.rows.get_database_backend(), text.to_owned());
        self.rows.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    async fn count(&self, table: &str, condition: &str) -> i64 {
        let rows = self.ask(&format!("SELECT count(*) AS n FROM {table} WHERE {condition}")).await;
        rows[0].try_get("", "n").expect("a count is a number")
    }

    /// How many rows every table has, but for the audit log and the list of batches.
    async fn tables(&self) -> BTreeMap<String, i64> {
        let names = match self.database.kind() {
            Kind::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
            Kind::Postgres => {
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()"
            }
        };
        let mut counts = BTreeMap::new();
        for row in self.ask(names).await {
            let name: String = row.try_get("", "name").expect("a name");
            // What an index keeps for itself is counted by the index.
            let inner = name.contains("_search_") || name.starts_with("sqlite_");
            if !inner && !name.starts_with("audit") && name != "batches" {
                counts.insert(name.clone(), self.count(&name, "1 = 1").await);
            }
        }
        assert!(counts.len() > 30, "the tables were found: {counts:?}");
        counts
    }

    async fn find(&self, text: &str) -> (FoundBy, Vec<Reference>) {
        let query = SearchQuery {
            text: text.to_owned(),
            within: Within::default(),
            fields: vec!["case.reference".into()],
            cursor: None,
            limit: 10,
        };
        let mut unit = self.store.read(&self.manager()).await.expect("a unit begins");
        let page = unit.search(&Catalogue::core(), &query).await.expect("it is searched");
        (page.found_by, page.rows.iter().map(|row| row.reference).collect())
    }
}

fn profile() -> Profile {
    let path = tests::root().join("examples/import-myrj/profile.toml");
    Profile::from_toml(&std::fs::read_to_string(path).expect("the example is there")).expect("a profile")
}

/// The small export, every row of which is there for a reason.
fn small() -> PathBuf {
    tests::root().join("core/cases/src/import/fixtures")
}

/// Brings an export in, looks at what is there, and takes it back.
async fn there_and_back(kind: Kind, folder: &Path) {
    let house = House::open(kind).await;
    let before = house.tables().await;
    let plan = house.plan(&profile(), folder);
    let watch = Stopwatch::now();
    let batch = house.load(&plan).await.expect("all of it is new");
    let (rows, took) = (plan.origins().count(), watch.elapsed());

    holds_what_was_planned(&house, &plan).await;
    is_found(&house, &plan).await;
    if kind == Kind::Sqlite {
        no_plain_text(&house, &plan);
    }
    assert_eq!(house.load(&plan).await, None, "a second run changes nothing");

    let watch = Stopwatch::now();
    house.importer.undo(&house.operator(), batch, false, &|_| {}).await.expect("it is taken back");
    eprintln!("{kind:?}: {rows} rows loaded in {took:?}, taken back in {:?}", watch.elapsed());
    assert_eq!(house.tables().await, before, "the database is as it was");
    let batches = Batch::all(&house.store, &house.operator()).await.expect("the list");
    assert_eq!(
        batches.iter().map(|one| (one.reference, one.state)).collect::<Vec<_>>(),
        [(batch, BatchState::Undone)]
    );
    for verb in ["import", "switch-on", "switch-off", "undo-import"] {
        assert!(house.count("audit_entries", &format!("verb = '{verb}'")).await > 0, "{verb} is in the log");
    }
}

/// As many rows as the plan has records, all of them visible.
async fn holds_what_was_planned(house: &House, plan: &ImportPlan) {
    for (table, planned) in [
        ("cases", plan.cases.len()),
        ("people", plan.people.len()),
        ("participants", plan.participants.len()),
        ("consents", plan.consents.len()),
        ("risks", plan.risks.len()),
        ("agreements", plan.agreements.len()),
        ("accounts", plan.volunteers.len()),
        ("entries", plan.entries.len() + plan.documents.len() + plan.cases.len()),
        ("referrals", plan.cases.len()),
    ] {
        assert_eq!(house.count(table, "live").await, planned as i64, "{table}");
        assert_eq!(house.count(table, "NOT live").await, 0, "{table}");
    }
    for (kind, figures) in &plan.figures.files {
        let of_file = format!("file = '{}'", kind.as_str());
        assert_eq!(house.count("batch_rows", &of_file).await, figures.valid as i64, "{kind:?}");
    }
    let people: BTreeSet<(&str, &str)> =
        plan.participants.iter().map(|one| (one.case.as_str(), one.person.as_str())).collect();
    assert_eq!(house.count("statistics", "live").await, people.len() as i64, "everybody counts once a case");
    // A note of both sides is nobody's until a person decides.
    let to_decide = plan.entries.iter().filter(|entry| entry.needs_person).count();
    let notes = "needs_person AND legacy_id IS NOT NULL";
    assert_eq!(house.count("entries", notes).await, to_decide as i64);
    assert_eq!(house.count("entries", &format!("{notes} AND audience <> 'internal'")).await, 0);
    // Nobody can sign in because of an import.
    assert_eq!(house.count("accounts", "password IS NOT NULL OR status = 'active'").await, 0);
    assert_eq!(house.count("case_access", "state = 'accepted'").await, 0);
}

/// By the reference that people knew, unless few may know of the case; and what is found can be
/// opened, whatever the older system let be typed.
async fn is_found(house: &House, plan: &ImportPlan) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &plan.cases {
        *seen.entry(case.reference.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let alone = |class: CaseClass| {
        plan.cases.iter().filter(move |case| case.class == class).filter_map(|case| {
            case.reference.as_deref().filter(|known| seen[known] == 1 && !known.contains(' '))
        })
    };
    let work = Casework::new(house.store.clone());
    let registry = crate::service::registry(&[]);
    let manager = house.manager();
    let mut opened = 0;
    for known in alone(CaseClass::Standard).take(60) {
        let (by, found) = house.find(known).await;
        assert_eq!((by, found.len()), (FoundBy::Reference, 1), "{known}");
        let open = work.open(&manager, &registry, found[0]).await;
        open.unwrap_or_else(|error| panic!("{known}: {error:?}"));
        work.log(&manager, found[0]).await.unwrap_or_else(|error| panic!("{known}: {error:?}"));
        work.records(&manager, found[0]).await.unwrap_or_else(|error| panic!("{known}: {error:?}"));
        opened += 1;
    }
    assert!(opened > 0, "something was opened");
    if let Some(hidden) = alone(CaseClass::Restricted).next() {
        assert!(house.find(hidden).await.1.is_empty(), "{hidden} is not for everybody");
    }
    let standard: BTreeSet<&str> = plan
        .cases
        .iter()
        .filter(|case| case.class == CaseClass::Standard)
        .map(|case| case.origin.id.as_str())
        .collect();
    let somebody = plan.participants.iter().find_map(|one| {
        let person = plan.people.iter().find(|person| person.origin.id == one.person)?;
        person.phones.first().filter(|_| standard.contains(one.case.as_str()))
    });
    let phone = somebody.expect("somebody has a telephone");
    let (by, found) = house.find(phone).await;
    assert!(by == FoundBy::Exact && !found.is_empty(), "a sealed number is found by equality");
}

/// Looks for what must be sealed in the bytes of the database itself.
fn no_plain_text(house: &House, plan: &ImportPlan) {
    let mut sealed: BTreeSet<&str> = BTreeSet::new();
    for person in plan.people.iter().take(500) {
        sealed.extend(person.phones.iter().chain(&person.emails).map(String::as_str));
        sealed.extend(person.safe_contact.iter().map(|wish| wish.words.as_str()));
        sealed.extend(person.address.iter().chain(&person.support_needs).map(String::as_str));
    }
    sealed.extend(plan.risks.iter().take(500).filter_map(|risk| risk.mitigation.as_deref()));
    // What somebody also wrote into a note is plain text there.
    let clear: String = plan
        .entries
        .iter()
        .map(|entry| entry.text.as_str())
        .chain(plan.agreements.iter().map(|agreement| agreement.text.as_str()))
        .chain(plan.cases.iter().filter_map(|case| case.outcome_note.as_deref()))
        .chain(plan.volunteers.iter().filter_map(|volunteer| volunteer.email.as_deref()))
        .collect::<Vec<_>>()
        .join("\n");
    let looked_for: Vec<&str> =
        sealed.into_iter().filter(|text| text.len() > 7 && !clear.contains(*text)).collect();
    assert!(looked_for.len() > 5, "there is something to look for");
    let path = house.database.url().trim_start_matches("sqlite://");
    let path = path.split('?').next().expect("a path");
    let mut bytes = std::fs::read(path).expect("the database can be read");
    bytes.extend(std::fs::read(format!("{path}-wal")).unwrap_or_default());
    // The test can find something: what is clear is there.
    let name = &plan.people.iter().find(|person| person.family_name.len() > 5).expect("a name").family_name;
    let places = Places::of(&bytes);
    assert!(places.has(name.as_bytes()), "a name is in the bytes");
    for text in looked_for {
        assert!(!places.has(text.as_bytes()), "{text} is in the bytes of the database");
    }
}

/// The bytes with the places of every pair of letters, so that thousands of texts are looked
/// for in little time.
struct Places<'a> {
    bytes: &'a [u8],
    pairs: Vec<Vec<u32>>,
}

impl<'a> Places<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut pairs = vec![Vec::new(); 1 << 16];
        for (at, pair) in bytes.windows(2).enumerate() {
            if pair.iter().all(|byte| *byte >= b' ') {
                pairs[usize::from(u16::from_le_bytes([pair[0], pair[1]]))].push(at as u32);
            }
        }
        Self { bytes, pairs }
    }

    fn has(&self, text: &[u8]) -> bool {
        // The rarest pair of the text says where it may be.
        let pairs = text.windows(2).enumerate();
        let (offset, places) = pairs
            .map(|(at, pair)| (at, &self.pairs[usize::from(u16::from_le_bytes([pair[0], pair[1]]))]))
            .min_by_key(|(_, places)| places.len())
            .expect("a text of two letters at least");
        places.iter().any(|place| {
            let start = (*place as usize).checked_sub(offset);
            start.and_then(|start| self.bytes.get(start..start + text.len())) == Some(text)
        })
    }
}

async fn a_small_export_comes_in_and_goes(kind: Kind) {
    there_and_back(kind, &small()).await;
}
crate::on_both!(a_small_export_comes_in_and_goes);

async fn the_full_export_comes_in_and_goes(kind: Kind) {
    match std::env::var_os("ACCORD_LEGACY_EXPORT").map(PathBuf::from) {
        Some(folder) => there_and_back(kind, &folder).await,
        None => eprintln!("ACCORD_LEGACY_EXPORT names no folder, so the full export is not loaded"),
    }
}
crate::on_both!(the_full_export_comes_in_and_goes);

/// Somebody who worked on a case would lose it, so it has to be said.
async fn work_since_is_not_taken_back_unasked(kind: Kind) {
    let house = House::open(kind).await;
    let plan = house.plan(&profile(), &small());
    let batch = house.load(&plan).await.expect("all of it is new");
    house.rows.execute_unprepared("UPDATE cases SET version = 2").await.expect("somebody worked");
    let refused = house.importer.undo(&house.operator(), batch, false, &|_| {}).await;
    assert!(matches!(refused, Err(cases::import::LoadError::WorkedOn { cases }) if cases > 0), "{refused:?}");
    assert_eq!(house.count("cases", "live").await, plan.figures.files[&FileKind::Cases].valid as i64);
    house.importer.undo(&house.operator(), batch, true, &|_| {}).await.expect("it was said");
    assert_eq!(house.count("cases", "1 = 1").await, 0);
}
crate::on_both!(work_since_is_not_taken_back_unasked);
