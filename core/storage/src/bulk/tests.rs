//! A batch among other people's work, on SQLite, and on PostgreSQL where its address is given.

use std::sync::Arc;

use domain::codes::{
    AgeBand, CaseStatus, Complexity, ParticipantRole, Priority, Readiness, ServiceType, SourceType,
};
use domain::process::{Phase, StageId};
use domain::{Answers, CaseClass, Instant, Part, PersonId, SideKind, TeamId, Value};
use permissions::{Actor, ManageSettings, Place, Policy, Rights, Task};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::*;
use crate::entity::{answer, case, participant, person};
use crate::{Error, NewTeam, Settings, StillClock, Store};

struct House {
    store: Store,
    team: TeamId,
    _folder: tempfile::TempDir,
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let url = match std::env::var("ACCORD_TEST_POSTGRES") {
            Ok(server) => database_in(&server).await,
            Err(_) => format!("sqlite://{}?mode=rwc", folder.path().join("accord.db").display()),
        };
        migrations::up(&url).await.expect("an empty database");
        let settings = Settings { throwaway: true, ..Settings::new(&url) };
        let clock = StillClock::at("2026-11-24T12:00:00Z".parse().expect("a moment"));
        let keys = Arc::new(keys::Keyring::generate());
        let store = Store::open(&settings, keys, Arc::new(clock)).await.expect("a migrated database");
        let demo = Actor::system(Task::Demo, store.now());
        let mut unit = store.write(&demo).await.expect("a unit");
        let leave = demo.may::<ManageSettings>(&Place::service(), unit.id()).expect("it may");
        let team = NewTeam { parent: None, name: "Northside".into(), kind: "service" };
        let team = unit.create_team(leave, team).await.expect("a team");
        unit.commit().await.expect("a commit");
        Self { store, team, _folder: folder }
    }

    fn importer(&self) -> Actor {
        Actor::system(Task::Import, self.store.now())
    }

    async fn begin(&self, random: impl FnMut() -> u64 + Send + Sync + 'static) -> Loader {
        let new = NewBatch { profile: "older".into(), digest: vec![1], by: "a test".into() };
        Loader::begin_with(&self.store, &self.importer(), new, random).await.expect("a batch")
    }

    fn person(&self, id: PersonId) -> BulkPerson {
        let phone = Answers::from([("person.phone".to_owned(), Value::Text("07700 900123".into()))]);
        BulkPerson {
            id,
            team: self.team,
            given_name: "Ama".into(),
            family_name: "Mensah".into(),
            known_as: None,
            other_names: None,
            organisation_name: None,
            age_band: None,
            language: None,
            interpreter: false,
            sections: vec![(Part::Contact, phone)],
            created_at: self.store.now(),
            legacy_id: None,
        }
    }

    fn case(&self, loader: &mut Loader, person: PersonId) -> BulkCase {
        let received_at: Instant = "2026-03-02T10:00:00Z".parse().expect("a moment");
        let participant = BulkParticipant {
            id: loader.id(),
            person,
            side: 0,
            role: ParticipantRole::PartyA,
            required: true,
            stage: StageId::from("triage"),
            called: "Ama Mensah".into(),
            full_name: "Ama Mensah".into(),
            age_band: AgeBand::Unknown,
            responsibility: None,
            readiness: Readiness::NotStarted,
            willing: None,
            adjustments: Vec::new(),
            outcome: None,
            first_contact_at: None,
            information_given_at: None,
            withdrew_at: None,
            counted: Some(Counted {
                sex: "not-asked",
                ethnic_group: "not-asked",
                disability: "not-asked",
                district: "maldon".into(),
                risk_level: domain::codes::RiskLevel::Unknown,
            }),
            legacy_id: None,
        };
        BulkCase {
            id: loader.id(),
            team: self.team,
            legacy_reference: None,
            legacy_id: None,
            service_type: ServiceType::NeighbourMediation,
            route: ("mediation".into(), 1),
            stage: StageId::from("triage"),
            phase: Phase::Triage,
            status: CaseStatus::Open,
            class: CaseClass::Standard,
            owner: None,
            priority: Priority::Routine,
            complexity: Complexity::Standard,
            risk_flag: false,
            area: None,
            source_type: SourceType::Police,
            organisation: None,
            category: None,
            justice_stage: None,
            initiated_by: None,
            received_at,
            created_at: received_at,
            dates: CaseDates::default(),
            closing_reason: None,
            outcome_class: None,
            outcome: None,
            closing_note: None,
            dispose_after: None,
            retention: "case".into(),
            summary: None,
            lawful_basis: None,
            flags: Vec::new(),
            sides: vec![SideKind::Party],
            participants: vec![participant],
            incident: None,
            access: Vec::new(),
            exclusions: Vec::new(),
            entries: Vec::new(),
            consents: Vec::new(),
            risks: Vec::new(),
            meetings: Vec::new(),
            agreements: Vec::new(),
            feedback: Vec::new(),
            pauses: Vec::new(),
            closure: None,
            answers: Vec::new(),
        }
    }

    async fn live_people(&self) -> u64 {
        let live = person::Entity::find().filter(person::Column::Live.eq(true));
        live.count(&self.store.0.pools.readers).await.expect("a number")
    }

    async fn live_cases(&self) -> u64 {
        let live = case::Entity::find().filter(case::Column::Live.eq(true));
        live.count(&self.store.0.pools.readers).await.expect("a number")
    }
}

/// A new database on the server at `url`, which names a database to connect to.
async fn database_in(url: &str) -> String {
    let server = sea_orm::Database::connect(url).await.expect("the server of the tests");
    let name = format!("bulk_{:016x}", keys::random_u64());
    server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("it may make databases");
    server.close().await.expect("no other connection");
    let (base, _) = url.rsplit_once('/').expect("an address with a database");
    format!("{base}/{name}")
}

#[tokio::test]
async fn a_person_of_another_batch_stays_when_their_own_is_taken_back() {
    let house = House::new().await;
    let mut first = house.begin(keys::random_u64).await;
    let (ama, other) = (first.id(), first.id());
    let case = house.case(&mut first, ama);
    let people = vec![house.person(ama), house.person(other)];
    first.load(&BulkChunk { people, cases: vec![case], ..BulkChunk::default() }).await.expect("it loads");
    assert_eq!((house.live_people().await, house.live_cases().await), (0, 0), "nothing is seen yet");
    let batch = first.batch();
    first.finish("").await.expect("it is switched on");
    assert_eq!((house.live_people().await, house.live_cases().await), (2, 1));
    // A second batch puts Ama into a case of its own; her key is found, not made again.
    let mut second = house.begin(keys::random_u64).await;
    let case = house.case(&mut second, ama);
    second.load(&BulkChunk { cases: vec![case], ..BulkChunk::default() }).await.expect("it loads");
    second.finish("").await.expect("it is switched on");
    undo(&house.store, &house.importer(), batch, &|_| {}).await.expect("it goes");
    assert_eq!((house.live_people().await, house.live_cases().await), (1, 1), "Ama and her other case");
    let readers = &house.store.0.pools.readers;
    assert!(person::Entity::find_by_id(Uuid::from(ama)).one(readers).await.expect("a row").is_some());
    let sealed = answer::Entity::find().filter(answer::Column::Root.eq(Uuid::from(ama)));
    let sealed = sealed.all(readers).await.expect("her sealed sections");
    assert!(sealed.len() == 1 && sealed[0].live && sealed[0].body.is_none());
}

#[tokio::test]
async fn a_name_that_somebody_else_has_is_drawn_again() {
    let house = House::new().await;
    let mut first = house.begin(|| 77).await;
    let person = first.id();
    first
        .load(&BulkChunk { people: vec![house.person(person)], ..BulkChunk::default() })
        .await
        .expect("the first of its name");
    first.finish("").await.expect("it is switched on");
    // The first two go into where rows are put and into the id; the third is the reference.
    let mut drawn = 0_u64;
    let mut second = house
        .begin(move || {
            drawn += 1;
            if drawn == 3 { 77 } else { drawn }
        })
        .await;
    let person = second.id();
    let chunk = BulkChunk { people: vec![house.person(person)], ..BulkChunk::default() };
    second.load(&chunk).await.expect("the second of its name gets another");
    second.finish("").await.expect("it is switched on");
    assert_eq!(house.live_people().await, 2);
}

#[tokio::test]
async fn nothing_of_a_chunk_is_written_where_something_is_wrong_with_it() {
    let house = House::new().await;
    let mut loader = house.begin(keys::random_u64).await;
    let ama = loader.id();
    let good = house.case(&mut loader, ama);
    let mut bad = house.case(&mut loader, ama);
    bad.participants[0].side = 3;
    let chunk = BulkChunk { people: vec![house.person(ama)], cases: vec![good, bad], ..BulkChunk::default() };
    assert!(matches!(loader.load(&chunk).await, Err(Error::Meaning("side"))));
    let readers = &house.store.0.pools.readers;
    assert_eq!(participant::Entity::find().count(readers).await.expect("a number"), 0);
    assert_eq!(person::Entity::find().count(readers).await.expect("a number"), 0);
}

#[tokio::test]
async fn whoever_may_not_import_loads_and_undoes_nothing() {
    let house = House::new().await;
    let strangers = Rights {
        account: domain::AccountId(Uuid::now_v7()),
        organisation: None,
        teams: vec![house.team],
        roles: vec![permissions::Role::Coordinator],
        policy: Arc::new(Policy::default()),
        until: Instant::MAX_UTC,
    };
    let coordinator = Actor::account(strangers, house.store.now());
    let new = NewBatch { profile: "older".into(), digest: Vec::new(), by: "a test".into() };
    let refused = Loader::begin(&house.store, &coordinator, new).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let loader = house.begin(keys::random_u64).await;
    let undone = undo(&house.store, &coordinator, loader.batch(), &|_| {}).await;
    assert!(matches!(undone, Err(Error::Forbidden)));
    assert!(matches!(Batch::all(&house.store, &coordinator).await, Err(Error::Forbidden)));
    // The import has no right to make accounts, whatever its file says.
    let mut loader = loader;
    let account = BulkAccount {
        id: loader.id(),
        username: "ama".into(),
        display_name: "Ama".into(),
        email: None,
        kind: "volunteer",
        team: house.team,
        organisation: None,
        status: "active",
        language: "en".into(),
        password: None,
        sensitive_trained: false,
        valid_until: None,
        roles: Vec::new(),
        last_sign_in_at: None,
        created_at: house.store.now(),
    };
    let chunk = BulkChunk { accounts: vec![account], ..BulkChunk::default() };
    assert!(matches!(loader.load(&chunk).await, Err(Error::Forbidden)));
}
