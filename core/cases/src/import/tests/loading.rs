//! Plans written into a database, found again, and taken back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant as Stopwatch;

use domain::Message;
use keys::Keyring;
use permissions::{Actor, ManageSettings, Place, Role, Task};
use storage::bulk::{self, BatchState, BulkAccount, BulkChunk, Loader, NewBatch};
use storage::identity::RoleGrant;
use storage::{NewTeam, Store, SystemClock};
use tempfile::TempDir;

use super::*;
use crate::import::load::{Importer, LoadError, Progress, Step};

/// A service without anybody in it.
struct House {
    store: Store,
    importer: Importer,
    _folder: TempDir,
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let url = format!("sqlite://{}", folder.path().join("accord.db").display());
        migrations::up(&url).await.expect("an empty database");
        let settings = storage::Settings::new(&url);
        let store = Store::open(&settings, Arc::new(Keyring::generate()), Arc::new(SystemClock)).await;
        let store = store.expect("a migrated database");
        let house = Self { importer: Importer::new(store.clone()), store, _folder: folder };
        let mut parent = None;
        for name in ["Northside", "North"] {
            let actor = house.operator();
            let mut unit = house.store.write(&actor).await.expect("a unit");
            let leave = actor.may::<ManageSettings>(&Place::service(), unit.id()).expect("the operator may");
            let new = NewTeam { parent, name: name.to_owned(), kind: "service" };
            parent = Some(unit.create_team(leave, new).await.expect("a team"));
            unit.commit().await.expect("it is kept");
        }
        house
    }

    fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    async fn load(&self, plan: &ImportPlan) -> load::Result<Option<domain::Reference>> {
        let say = |message: &Message| message.key.clone();
        self.importer.load(&self.operator(), plan, ("ama", [7; 32]), &say, &|_| {}).await
    }

    /// Makes somebody who works here.
    async fn account(&self, username: &str, role: Role) {
        let now = self.store.now();
        let actor = Actor::system(Task::Demo, now);
        let new = NewBatch { profile: "people".to_owned(), digest: vec![2], by: "ama".to_owned() };
        let mut loader = Loader::begin(&self.store, &actor, new).await.expect("a batch begins");
        let found = self.importer.look(&self.operator(), "people").await.expect("a look");
        let account = BulkAccount {
            id: loader.id(),
            username: username.to_owned(),
            display_name: username.to_owned(),
            email: None,
            kind: "staff",
            team: found.top(),
            organisation: None,
            status: "active",
            language: "en".to_owned(),
            password: None,
            sensitive_trained: false,
            valid_until: None,
            roles: vec![RoleGrant { role, from: now, until: now + chrono::TimeDelta::days(9) }],
            last_sign_in_at: None,
            created_at: now,
        };
        let chunk = BulkChunk { accounts: vec![account], ..BulkChunk::default() };
        loader.load(&chunk).await.expect("it is loaded");
        loader.finish("").await.expect("it can be seen");
    }

    async fn contents(&self, batch: domain::Reference) -> BTreeMap<&'static str, u64> {
        let batches = self.importer.batches(&self.operator()).await.expect("the list");
        let batch = batches.iter().find(|known| known.reference == batch).expect("it is in the list");
        bulk::contents(&self.store, &self.operator(), batch.id).await.expect("it is counted")
    }

    async fn state(&self, batch: domain::Reference) -> BatchState {
        let batches = self.importer.batches(&self.operator()).await.expect("the list");
        batches.iter().find(|known| known.reference == batch).expect("it is in the list").state
    }
}

#[tokio::test]
async fn a_plan_is_loaded_once_and_taken_back_whole() {
    let house = House::new().await;
    let plan = small_plan();
    let steps = Mutex::new(Vec::new());
    let say = |message: &Message| message.key.clone();
    let tell = |progress: Progress| steps.lock().expect("nobody panicked").push(progress);
    let loaded = house.importer.load(&house.operator(), &plan, ("ama", [7; 32]), &say, &tell).await;
    let batch = loaded.expect("it is loaded").expect("something was new");
    assert_eq!(house.state(batch).await, BatchState::Live);
    let held = house.contents(batch).await;
    assert_eq!(held["cases"], plan.cases.len() as u64);
    assert_eq!(held["people"], plan.people.len() as u64);
    assert_eq!(held["participants"], plan.participants.len() as u64);
    assert_eq!(held["consents"], plan.consents.len() as u64);
    assert_eq!(held["risks"], plan.risks.len() as u64);
    assert_eq!(held["agreements"], plan.agreements.len() as u64);
    assert_eq!(held["accounts"], plan.volunteers.len() as u64);
    let lines = plan.entries.len() + plan.documents.len() + plan.cases.len();
    assert_eq!(held["entries"], lines as u64, "a line a note, a document and a history");
    assert_eq!(held["batch_rows"], plan.origins().count() as u64);
    let told = std::mem::take(&mut *steps.lock().expect("nobody panicked"));
    let last = told.last().expect("progress was told");
    assert_eq!((last.step, last.done, last.of), (Step::Loading, last.of, plan.origins().count() as u64));

    let found = house.importer.look(&house.operator(), &plan.profile).await.expect("a look");
    let total = found.compare(&plan).total();
    assert_eq!((total.new, total.unchanged, total.late), (0, plan.origins().count(), 0));
    assert_eq!(house.load(&plan).await.expect("a second run"), None, "a second run changes nothing");
    assert_eq!(house.importer.batches(&house.operator()).await.expect("the list").len(), 1);

    house.importer.undo(&house.operator(), batch, false, &|_| {}).await.expect("it is taken back");
    assert_eq!(house.state(batch).await, BatchState::Undone);
    assert!(house.contents(batch).await.is_empty());
    let again = house.importer.undo(&house.operator(), batch, false, &|_| {}).await;
    assert!(matches!(again, Err(LoadError::NoBatch(_))));
    assert!(house.load(&plan).await.expect("it can be brought in again").is_some());
}

#[tokio::test]
async fn restricted_cases_are_known_to_managers_and_to_whoever_is_let_in() {
    let house = House::new().await;
    let plan = small_plan();
    let restricted = plan.cases.iter().filter(|case| case.class == domain::CaseClass::Restricted).count();
    assert!(restricted > 0, "the small export has a case that few may know of");
    let places = |held: &BTreeMap<&'static str, u64>| held.get("case_access").copied().unwrap_or_default();
    let first = house.load(&plan).await.expect("it is loaded").expect("all of it is new");
    let asked = places(&house.contents(first).await);
    house.importer.undo(&house.operator(), first, false, &|_| {}).await.expect("it is taken back");

    house.account("mia", Role::ServiceManager).await;
    house.account("olu", Role::Coordinator).await;
    let found = house.importer.look(&house.operator(), &plan.profile).await.expect("a look");
    assert_eq!(found.restricted(&plan), (restricted, 1));
    let batch = house.load(&plan).await.expect("it is loaded").expect("all of it is new");
    assert_eq!(places(&house.contents(batch).await), asked + restricted as u64, "the manager knows of each");
    for expect in [restricted as u64, 0] {
        let given = house.importer.allow(&house.operator(), batch, "Olu").await.expect("somebody is let in");
        assert_eq!(given, expect, "once on each list");
    }
    let nobody = house.importer.allow(&house.operator(), batch, "eve").await;
    assert!(matches!(nobody, Err(LoadError::NoAccount(_))), "{nobody:?}");
}

#[tokio::test]
async fn what_a_crash_left_is_cleaned_by_the_next_run() {
    let house = House::new().await;
    let plan = small_plan();
    let writer = Actor::system(Task::Import, house.store.now());
    let new = NewBatch { profile: plan.profile.clone(), digest: vec![1], by: "ama".to_owned() };
    let loader = Loader::begin(&house.store, &writer, new).await.expect("a batch begins");
    let crashed = loader.reference();
    drop(loader);
    let found = house.importer.look(&house.operator(), &plan.profile).await.expect("a look");
    assert_eq!(found.interrupted(), 1);
    let batch = house.load(&plan).await.expect("it is loaded").expect("all of it is new");
    assert_eq!(house.state(crashed).await, BatchState::Undone);
    assert_eq!(house.state(batch).await, BatchState::Live);
}

#[tokio::test]
async fn changed_rows_and_rows_of_a_case_that_is_here_are_left_alone() {
    let house = House::new().await;
    let (profile, export) = small();
    let mut plan = small_plan();
    // The first run has neither the last case nor the first note of the first.
    let late = plan.entries.remove(0);
    let newer = plan.cases.pop().expect("the small export has cases");
    let id = newer.origin.id.clone();
    plan.participants.retain(|one| one.case != id);
    plan.entries.retain(|one| one.case != id);
    plan.risks.retain(|one| one.case != id);
    plan.agreements.retain(|one| one.case != id);
    plan.consents.retain(|one| one.case != id);
    plan.documents.retain(|one| one.case != id);
    plan.people[0].origin.digest = [0; 32];
    let mut counts: BTreeMap<FileKind, usize> = BTreeMap::new();
    for (kind, _) in plan.origins() {
        *counts.entry(kind).or_default() += 1;
    }
    for (kind, figures) in &mut plan.figures.files {
        figures.valid = counts.get(kind).copied().unwrap_or_default();
    }
    house.load(&plan).await.expect("it is loaded").expect("all of it is new");

    let whole = ImportPlan::make(&profile, &export, &digest).expect("a plan");
    let found = house.importer.look(&house.operator(), &whole.profile).await.expect("a look");
    let delta = found.compare(&whole);
    assert_eq!(delta.files[&FileKind::Cases].new, 1);
    assert_eq!(delta.files[&FileKind::Entries].late, 1, "{late:?}");
    assert_eq!(delta.files[&FileKind::People].changed, 1);
    let second = house.load(&whole).await.expect("it is loaded").expect("a case is new");
    let held = house.contents(second).await;
    assert_eq!((held["cases"], held.get("people")), (1, None));
}

#[tokio::test]
async fn a_plan_that_lost_a_row_is_refused() {
    let house = House::new().await;
    let mut plan = small_plan();
    plan.consents.pop();
    let refused = house.load(&plan).await;
    assert!(matches!(refused, Err(LoadError::Differs { planned: 3.., .. })), "{refused:?}");
    let mut plan = small_plan();
    let person = plan.participants[0].person.clone();
    plan.people.retain(|one| one.origin.id != person);
    plan.figures.files.get_mut(&FileKind::People).expect("people").valid -= 1;
    let refused = house.load(&plan).await;
    assert!(
        matches!(refused, Err(LoadError::Unresolved { file: FileKind::Participants, .. })),
        "{refused:?}"
    );
    assert!(house.importer.batches(&house.operator()).await.expect("the list").is_empty());
}

#[tokio::test]
async fn only_who_may_import_may() {
    let house = House::new().await;
    let now = house.store.now();
    let rights = permissions::Rights {
        account: domain::AccountId(uuid::Uuid::from_u128(7)),
        organisation: None,
        teams: Vec::new(),
        roles: vec![Role::Coordinator],
        policy: Arc::default(),
        until: now + chrono::TimeDelta::days(1),
    };
    let coordinator = Actor::account(rights, now);
    let refused = house.importer.look(&coordinator, "any").await;
    assert!(matches!(refused, Err(LoadError::Storage(storage::Error::Forbidden))), "{refused:?}");
}

/// The full export, with how long each step took.
#[tokio::test]
async fn the_full_export_is_loaded_and_taken_back() {
    let Some(folder) = std::env::var_os("ACCORD_LEGACY_EXPORT").map(PathBuf::from) else {
        eprintln!("ACCORD_LEGACY_EXPORT names no folder, so the full export is not loaded");
        return;
    };
    let house = House::new().await;
    let profile = shipped();
    let export = Export::read(&folder, &profile).expect("the export is there");
    let watch = Stopwatch::now();
    let plan = ImportPlan::make(&profile, &export, &digest).expect("a plan");
    let planned = watch.elapsed();
    let watch = Stopwatch::now();
    let batch = house.load(&plan).await.expect("it is loaded").expect("all of it is new");
    let loaded = watch.elapsed();
    let held = house.contents(batch).await;
    assert_eq!(held["batch_rows"], plan.figures.files.values().map(|file| file.valid as u64).sum::<u64>());
    assert_eq!(held["cases"], plan.cases.len() as u64);
    let watch = Stopwatch::now();
    house.importer.undo(&house.operator(), batch, false, &|_| {}).await.expect("it is taken back");
    eprintln!("{held:?}\nplanned in {planned:?}, loaded in {loaded:?}, taken back in {:?}", watch.elapsed());
    assert!(house.contents(batch).await.is_empty());
}
