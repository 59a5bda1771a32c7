//! Who looked at a case: whole for the data protection officer, their own team's for a
//! manager, nothing for anybody else; and looking is entered too.

use std::collections::BTreeSet;
use std::sync::Arc;

use administration::{AccessLog, AuditLog, Error};
use chrono::TimeDelta;
use domain::{Reference, ReferenceKind};
use keys::Keyring;
use permissions::{Actor, Policy, Task};
use sea_orm_migration::sea_orm::ConnectionTrait;
use storage::{StillClock, Store};
use tests::databases::{Database, Kind};
use tests::populate::{populate, reference};
use tests::world::{Case, Person, Window, World};
use wording::Text;

const OFFICER: usize = 0;
const MANAGER: usize = 1;
const COORDINATOR: usize = 2;
const ELSEWHERE: usize = 3;

/// A service with two areas and one case in the first of them.
fn world() -> World {
    let now = "2026-11-24T10:00:00Z".parse().expect("a moment");
    let held = Window { from: now - TimeDelta::days(1), until: now + TimeDelta::days(1) };
    let person = |team, role| Person { team, organisation: None, roles: vec![(role, held)] };
    World {
        now,
        teams: vec![None, Some(0), Some(0)],
        organisations: Vec::new(),
        people: vec![
            person(0, "data-protection-officer"),
            person(1, "service-manager"),
            person(1, "coordinator"),
            person(2, "service-manager"),
        ],
        cases: vec![Case {
            class: "standard",
            team: 1,
            organisation: None,
            closed_at: None,
            live: true,
            sides: 2,
        }],
        referrals: Vec::new(),
        access: vec![Vec::new()],
        exclusions: vec![Vec::new()],
    }
}

struct Service {
    store: Store,
    log: AccessLog,
    world: World,
    policy: Arc<Policy>,
    database: Database,
}

impl Service {
    async fn open(kind: Kind) -> Self {
        let database = Database::fresh(kind).await;
        let world = world();
        populate(&database.connect().await, &world).await;
        let clock = Arc::new(StillClock::at(world.now));
        let keys = Arc::new(Keyring::generate());
        let store = Store::open(&database.settings(), keys, clock).await.expect("the store opens");
        let log = AccessLog::new(store.clone());
        Self { store, log, world, policy: Arc::default(), database }
    }

    fn actor(&self, person: usize) -> Actor {
        self.world.actor(person, &self.policy)
    }

    /// What was done, as far as this person is shown it.
    async fn seen_by(&self, person: usize) -> Result<Vec<Text>, Error> {
        let view = self.log.of_case(&self.actor(person), case(), None).await?;
        Ok(view.lines.iter().map(|line| line.what.clone()).collect())
    }
}

fn case() -> Reference {
    reference(ReferenceKind::Case, 0)
}

async fn each_sees_what_is_theirs_and_looking_is_entered(kind: Kind) {
    let service = Service::open(kind).await;
    let (audit, team) = (Text::key("act-view-audit"), Text::key("act-view-team-access"));
    assert_eq!(service.seen_by(OFFICER).await.expect("the officer may"), []);
    assert_eq!(service.seen_by(OFFICER).await.expect("the officer may"), std::slice::from_ref(&audit));
    assert_eq!(
        service.seen_by(MANAGER).await.expect("the manager may"),
        [],
        "the officer is of another team"
    );
    assert_eq!(service.seen_by(MANAGER).await.expect("the manager may"), std::slice::from_ref(&team));
    let all = service.seen_by(OFFICER).await.expect("the officer may");
    assert_eq!(all.iter().filter(|what| **what == audit).count(), 2);
    assert_eq!(all.iter().filter(|what| **what == team).count(), 2);
}

async fn nobody_else_sees_any_of_it(kind: Kind) {
    let service = Service::open(kind).await;
    let coordinator = service.seen_by(COORDINATOR).await;
    assert!(matches!(coordinator, Err(Error::Forbidden)), "{coordinator:?}");
    let elsewhere = service.seen_by(ELSEWHERE).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)), "another area's manager: {elsewhere:?}");
    let unknown = service.log.of_case(&service.actor(OFFICER), reference(ReferenceKind::Case, 9), None).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
}

/// A manager reads what their team did, case by case, and nothing of a case that is closed to
/// them, nor of other teams.
async fn a_manager_sees_what_their_team_did(kind: Kind) {
    let service = Service::open(kind).await;
    let lines = async |person: usize| {
        let view = service.log.of_team(&service.actor(person), None).await?;
        let lines = view.lines.iter().map(|line| (line.reference, line.what.clone()));
        Ok::<_, Error>(lines.collect::<Vec<_>>())
    };
    assert_eq!(lines(MANAGER).await.expect("a manager has a team"), []);
    service.seen_by(OFFICER).await.expect("the officer may");
    service.seen_by(MANAGER).await.expect("the manager may");
    let team = Text::key("act-view-team-access");
    assert_eq!(lines(MANAGER).await.expect("a manager has a team"), [(Some(case()), team)]);
    assert_eq!(lines(ELSEWHERE).await.expect("another area's manager"), []);
    for person in [COORDINATOR, OFFICER] {
        let refused = lines(person).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let rows = service.database.connect().await;
    rows.execute_unprepared("UPDATE cases SET class = 'restricted'").await.expect("our own row");
    assert_eq!(lines(MANAGER).await.expect("a manager has a team"), [], "it is closed to them now");
}

/// The clock stands still, so every line has the same moment: pages must neither lose nor
/// repeat any.
async fn pages_are_complete_and_disjoint(kind: Kind) {
    let service = Service::open(kind).await;
    let officer = service.actor(OFFICER);
    for _ in 0..59 {
        service.log.of_case(&officer, case(), None).await.expect("the officer may");
    }
    let mut sizes = Vec::new();
    let mut older = None;
    let mut seen = BTreeSet::new();
    loop {
        let page = service.log.of_case(&officer, case(), older.as_deref()).await.expect("the officer may");
        sizes.push(page.lines.len());
        let Some(next) = page.older.clone() else { break };
        assert!(seen.insert(next.clone()), "the pages go in a ring at {next}");
        older = Some(next);
    }
    assert_eq!(sizes, [50, 9]);
}

async fn the_chains_are_whole_and_only_checkers_check(kind: Kind) {
    let service = Service::open(kind).await;
    service.seen_by(OFFICER).await.expect("the officer may");
    let checker = Actor::system(Task::AuditCheck, service.store.now());
    let log = AuditLog::new(service.store.clone());
    let verified = log.verify(&checker, &[]).await.expect("this is its task");
    assert_eq!((verified.entries, verified.findings.len()), (1, 0));
    let manager = log.verify(&service.actor(MANAGER), &[]).await;
    assert!(matches!(manager, Err(Error::Forbidden)));
}

crate::on_both!(each_sees_what_is_theirs_and_looking_is_entered);
crate::on_both!(nobody_else_sees_any_of_it);
crate::on_both!(a_manager_sees_what_their_team_did);
crate::on_both!(pages_are_complete_and_disjoint);
crate::on_both!(the_chains_are_whole_and_only_checkers_check);
