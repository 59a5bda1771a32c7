//! Drafts and versions as the use cases see them.

use std::sync::Arc;

use administration::{DraftState, Edit, Error, Policies};
use chrono::TimeDelta;
use domain::{Part, Reference};
use keys::Keyring;
use permissions::{
    ActKind, Actor, Authors, Hindrance, Letter, Line, Policy, RelationSet, Role, Verb, Verbs, Wall, changes,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use storage::{StillClock, Store};
use tests::databases::{Database, Kind};
use tests::populate::populate;
use tests::world::{Person, Window, World};

pub const MANAGER: usize = 0;
pub const OFFICER: usize = 1;
pub const ADMINISTRATOR: usize = 2;
pub const COORDINATOR: usize = 3;

pub struct House {
    pub policies: Policies,
    pub world: World,
    pub database: Database,
    pub keys: Arc<Keyring>,
}

impl House {
    pub async fn open(kind: Kind) -> Self {
        let now = "2026-11-24T10:00:00Z".parse().expect("a moment");
        let held = Window { from: now - TimeDelta::days(1), until: now + TimeDelta::days(1) };
        let person = |role| Person { team: 0, organisation: None, roles: vec![(role, held)] };
        let roles = ["service-manager", "data-protection-officer", "system-administrator", "coordinator"];
        let world = World {
            now,
            teams: vec![None],
            organisations: Vec::new(),
            people: roles.map(person).into_iter().collect(),
            cases: Vec::new(),
            referrals: Vec::new(),
            access: Vec::new(),
            exclusions: Vec::new(),
        };
        let database = Database::fresh(kind).await;
        populate(&database.connect().await, &world).await;
        let keys = Arc::new(Keyring::generate());
        let store = Self::store(&database, &keys, now).await;
        Self { policies: Policies::new(store), world, database, keys }
    }

    async fn store(database: &Database, keys: &Arc<Keyring>, now: domain::Instant) -> Store {
        let clock = Arc::new(StillClock::at(now));
        Store::open(&database.settings(), keys.clone(), clock).await.expect("the store opens")
    }

    /// The same installation after its server was started again.
    pub async fn again(&self) -> Store {
        Self::store(&self.database, &self.keys, self.world.now).await
    }

    pub fn actor(&self, person: usize) -> Actor {
        self.world.actor(person, &Arc::default())
    }

    pub async fn in_force(&self) -> Policy {
        self.policies.in_force(&self.actor(MANAGER)).await.expect("the manager may see it").policy.clone()
    }

    pub async fn begin(&self, author: usize) -> Reference {
        let key = *uuid::Uuid::new_v4().as_bytes();
        self.policies.begin(&self.actor(author), key, None).await.expect("they may draft")
    }

    /// Changes one act of a role in the draft.
    pub async fn act(&self, author: usize, draft: Reference, role: Role, act: ActKind, letters: &[Letter]) {
        let edit = Edit::Act(act, letters.to_vec());
        self.change(author, draft, role, edit).await.expect("it breaks no rule");
    }

    async fn change(&self, author: usize, draft: Reference, role: Role, edit: Edit) -> Result<(), Error> {
        let actor = self.actor(author);
        let seen = self.policies.draft(&actor, draft).await?.draft.version;
        self.policies.change(&actor, draft, seen, role, edit).await
    }

    async fn digest(&self, draft: Reference) -> [u8; 32] {
        self.policies.draft(&self.actor(OFFICER), draft).await.expect("it is there").draft.digest
    }

    /// A draft that gives coordinators the signing off of closures, asked for by its author.
    pub async fn asked(&self, author: usize) -> Reference {
        let draft = self.begin(author).await;
        self.act(author, draft, Role::Coordinator, ActKind::SignOffClosure, &[Letter::Team]).await;
        self.policies.ask(&self.actor(author), draft, "Dan is away").await.expect("it can be asked for");
        draft
    }

    pub async fn run(&self, sql: &str) {
        let connection = self.database.connect().await;
        let done = connection.execute_unprepared(sql).await.expect("the test's own statement");
        assert!(done.rows_affected() > 0, "{sql}");
    }

    /// The acts of the log, in order, with what became of them.
    async fn log(&self) -> Vec<String> {
        let connection = self.database.connect().await;
        let sql = "select verb, outcome from audit_entries where object_kind = 'service' \
                   and verb like '%-policy' order by at, lane, sequence";
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let rows = connection.query_all_raw(statement).await.expect("the log");
        let text = |row: &sea_orm_migration::sea_orm::QueryResult, column| -> String {
            row.try_get("", column).expect("a text")
        };
        rows.iter().map(|row| format!("{} {}", text(row, "verb"), text(row, "outcome"))).collect()
    }
}

fn hindered<T: std::fmt::Debug>(result: Result<T, Error>, expect: &[Hindrance]) {
    match result {
        Err(Error::Hindered(found)) => assert_eq!(found, expect),
        other => panic!("{other:?}, not {expect:?}"),
    }
}

async fn one_narrows_alone(kind: Kind) {
    let house = House::open(kind).await;
    let draft = house.begin(MANAGER).await;
    house.act(MANAGER, draft, Role::Coordinator, ActKind::Reopen, &[]).await;
    assert_eq!(house.in_force().await, Policy::default(), "a draft changes nothing");
    let manager = house.actor(MANAGER);
    let without = house.policies.publish(&manager, draft, " ").await;
    assert!(matches!(without, Err(Error::Reason)), "{without:?}");
    let version =
        house.policies.publish(&manager, draft, "Closed is closed").await.expect("it only takes away");
    let policy = house.in_force().await;
    assert_eq!((version, policy.version), (2, 2));
    assert!(!policy.row(Role::Coordinator).expect("a row").has(ActKind::Reopen));
    assert!(matches!(house.policies.publish(&manager, draft, "Again").await, Err(Error::Conflict)));
    house.again().await.check_policy().await.expect("what was published can be loaded");
    let view = house.policies.in_force(&manager).await.expect("they may see it");
    assert_eq!((view.versions[0].reason.as_str(), &view.versions[0].approver), ("Closed is closed", &None));
    assert_eq!(
        house.log().await,
        ["draft-policy done"; 2].into_iter().chain(["publish-policy done"]).collect::<Vec<_>>()
    );
}

async fn widening_takes_two(kind: Kind) {
    let house = House::open(kind).await;
    let draft = house.begin(MANAGER).await;
    house.act(MANAGER, draft, Role::Coordinator, ActKind::SignOffClosure, &[Letter::Team]).await;
    let alone = house.policies.publish(&house.actor(MANAGER), draft, "Dan is away").await;
    hindered(alone, &[Hindrance::NeedsSecond]);
    house.policies.ask(&house.actor(MANAGER), draft, "Dan is away").await.expect("it can be asked for");
    let digest = house.digest(draft).await;
    let own = house.policies.approve(&house.actor(MANAGER), draft, &digest).await;
    assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
    for stranger in [ADMINISTRATOR, COORDINATOR] {
        let no = house.policies.approve(&house.actor(stranger), draft, &digest).await;
        assert!(matches!(no, Err(Error::Forbidden)), "{no:?}");
    }
    let other = house.policies.approve(&house.actor(OFFICER), draft, &[0; 32]).await;
    assert!(matches!(other, Err(Error::Conflict)), "something else than was asked: {other:?}");
    let edit = Edit::Act(ActKind::Reopen, Vec::new());
    let changed = house.change(MANAGER, draft, Role::Coordinator, edit).await;
    assert!(matches!(changed, Err(Error::Conflict)), "it waits: {changed:?}");
    assert_eq!(house.in_force().await.version, 1);
    let version = house.policies.approve(&house.actor(OFFICER), draft, &digest).await.expect("another may");
    assert_eq!(version, 2);
    assert!(house.in_force().await.row(Role::Coordinator).expect("a row").has(ActKind::SignOffClosure));
    let again = house.policies.approve(&house.actor(OFFICER), draft, &digest).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    let log = house.log().await;
    for entry in ["publish-policy refused", "ask-policy done", "approve-policy done", "publish-policy done"] {
        assert!(log.iter().any(|line| line == entry), "{entry} in {log:?}");
    }
    assert_eq!(log.iter().filter(|line| *line == "publish-policy refused").count(), 2, "{log:?}");
    let view = house.policies.in_force(&house.actor(MANAGER)).await.expect("they may see it");
    assert!(view.versions[0].approver.is_some());
}

async fn nobody_approves_more_for_themselves(kind: Kind) {
    let house = House::open(kind).await;
    let draft = house.begin(ADMINISTRATOR).await;
    let act = ActKind::ViewLawfulBasis;
    house.act(ADMINISTRATOR, draft, Role::ServiceManager, act, &[Letter::Team]).await;
    house.policies.ask(&house.actor(ADMINISTRATOR), draft, "Asked for").await.expect("it can be asked for");
    let digest = house.digest(draft).await;
    let own = house.policies.approve(&house.actor(MANAGER), draft, &digest).await;
    hindered(own, &[Hindrance::WidensOwn(vec![Role::ServiceManager])]);
    house.policies.approve(&house.actor(OFFICER), draft, &digest).await.expect("the officer gains nothing");
}

async fn a_draft_says_nothing_that_code_forbids(kind: Kind) {
    let house = House::open(kind).await;
    let draft = house.begin(ADMINISTRATOR).await;
    let line = Line {
        letter: Letter::Team,
        relations: RelationSet::EVERY,
        authors: Authors::Anyone,
        verbs: Verbs::of(&[Verb::Read]),
    };
    let edit = Edit::Cell([Part::Notes].into_iter().collect(), vec![line]);
    let refused = house.change(ADMINISTRATOR, draft, Role::SystemAdministrator, edit).await;
    let Err(Error::Walls(walls)) = refused else { panic!("{refused:?}") };
    assert!(walls.iter().any(|one| one.wall == Wall::AdministratorSeesNoCase), "{walls:?}");
    let view = house.policies.draft(&house.actor(ADMINISTRATOR), draft).await.expect("it is there");
    assert_eq!(view.changes, [], "nothing was changed");
    let others =
        house.change(MANAGER, draft, Role::Coordinator, Edit::Act(ActKind::Reopen, Vec::new())).await;
    assert!(matches!(others, Err(Error::Forbidden)), "somebody else's draft: {others:?}");
}

async fn what_is_stale_is_brought_up_to_date(kind: Kind) {
    let house = House::open(kind).await;
    let (manager, administrator) = (house.actor(MANAGER), house.actor(ADMINISTRATOR));
    let (one, two) = (house.begin(MANAGER).await, house.begin(ADMINISTRATOR).await);
    house.act(MANAGER, one, Role::Coordinator, ActKind::Reopen, &[]).await;
    house.act(ADMINISTRATOR, two, Role::Coordinator, ActKind::Pause, &[]).await;
    house.policies.publish(&manager, one, "First").await.expect("it only takes away");
    let stale = house.policies.publish(&administrator, two, "Second").await;
    let Err(Error::Hindered(found)) = stale else { panic!("{stale:?}") };
    assert!(found.contains(&Hindrance::Stale), "{found:?}");
    let view = house.policies.draft(&administrator, two).await.expect("it is there");
    assert!(view.is_stale() && view.meanwhile.len() == 1);
    house.policies.renew(&administrator, two, view.draft.version).await.expect("their own");
    house.policies.publish(&administrator, two, "Second").await.expect("it is up to date");
    let row = house.in_force().await.row(Role::Coordinator).expect("a row");
    assert!(!row.has(ActKind::Reopen) && !row.has(ActKind::Pause), "both hold");
}

async fn of_two_who_publish_at_once_one_does(kind: Kind) {
    let house = House::open(kind).await;
    let (manager, administrator) = (house.actor(MANAGER), house.actor(ADMINISTRATOR));
    let (one, two) = (house.begin(MANAGER).await, house.begin(ADMINISTRATOR).await);
    house.act(MANAGER, one, Role::Coordinator, ActKind::Reopen, &[]).await;
    house.act(ADMINISTRATOR, two, Role::Coordinator, ActKind::Pause, &[]).await;
    let (first, second) = tokio::join!(
        house.policies.publish(&manager, one, "One"),
        house.policies.publish(&administrator, two, "Two"),
    );
    let both = [first, second];
    assert_eq!(both.iter().filter(|done| matches!(done, Ok(2))).count(), 1, "{both:?}");
    assert!(both.iter().any(|done| matches!(done, Err(Error::Hindered(_)))), "{both:?}");
    assert_eq!(house.in_force().await.version, 2);
    house.again().await.check_policy().await.expect("the epoch and the version go together");
}

async fn whoever_cannot_sign_in_publishes_nothing(kind: Kind) {
    let house = House::open(kind).await;
    let draft = house.asked(ADMINISTRATOR).await;
    let digest = house.digest(draft).await;
    let id = tests::standing::id(tests::standing::kind::ACCOUNT, ADMINISTRATOR);
    let column = if kind == Kind::Sqlite { format!("X'{}'", id.simple()) } else { format!("'{id}'") };
    house.run(&format!("update accounts set status = 'suspended' where id = {column}")).await;
    let approved = house.policies.approve(&house.actor(OFFICER), draft, &digest).await;
    hindered(approved, &[Hindrance::AuthorGone]);
    assert_eq!(house.in_force().await.version, 1);
}

async fn what_is_refused_is_its_authors_again(kind: Kind) {
    let house = House::open(kind).await;
    let (manager, officer) = (house.actor(MANAGER), house.actor(OFFICER));
    let draft = house.asked(MANAGER).await;
    let own = house.policies.refuse(&manager, draft, "No").await;
    assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
    house.policies.refuse(&officer, draft, "Not needed").await.expect("another may");
    let view = house.policies.draft(&manager, draft).await.expect("it is there");
    assert_eq!((view.draft.state, view.draft.refusal.as_deref()), (DraftState::Open, Some("Not needed")));
    house.policies.ask(&manager, draft, "It is").await.expect("it can be asked for again");
    house.policies.withdraw(&manager, draft).await.expect("and taken back");
    house.policies.discard(&manager, draft).await.expect("and given up");
    let over = house.policies.ask(&manager, draft, "Once more").await;
    assert!(matches!(over, Err(Error::Conflict)), "{over:?}");
}

async fn an_older_version_is_put_back_by_the_same_rule(kind: Kind) {
    let house = House::open(kind).await;
    let manager = house.actor(MANAGER);
    let draft = house.begin(MANAGER).await;
    house.act(MANAGER, draft, Role::Coordinator, ActKind::Reopen, &[]).await;
    house.policies.publish(&manager, draft, "Closed is closed").await.expect("it only takes away");
    let back = house.policies.begin(&manager, [7; 16], Some(1)).await.expect("version 1 was in force");
    let twice = house.policies.begin(&manager, [7; 16], Some(1)).await.expect("the same sending");
    assert_eq!(back, twice, "a second press begins nothing");
    let alone = house.policies.publish(&manager, back, "It was wrong").await;
    hindered(alone, &[Hindrance::NeedsSecond]);
    house.policies.ask(&manager, back, "It was wrong").await.expect("it can be asked for");
    let digest = house.digest(back).await;
    house.policies.approve(&house.actor(OFFICER), back, &digest).await.expect("another may");
    let policy = house.in_force().await;
    assert_eq!((policy.version, changes(&Policy::default(), &policy)), (3, Vec::new()));
    let view = house.policies.in_force(&manager).await.expect("they may see it");
    assert_eq!(view.versions[0].restores, Some(1));
    let pair = house.policies.versions(&manager, 2, 3).await.expect("both were published");
    assert_eq!(changes(&pair.0, &pair.1).len(), 1);
    let none = house.policies.begin(&manager, [8; 16], Some(9)).await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
}

async fn only_few_see_or_draft_any_of_it(kind: Kind) {
    let house = House::open(kind).await;
    let coordinator = house.actor(COORDINATOR);
    assert!(matches!(house.policies.in_force(&coordinator).await, Err(Error::Forbidden)));
    assert!(matches!(house.policies.begin(&coordinator, [1; 16], None).await, Err(Error::Forbidden)));
    let officer = house.actor(OFFICER);
    house.policies.in_force(&officer).await.expect("the officer reads");
    assert!(matches!(house.policies.begin(&officer, [1; 16], None).await, Err(Error::Forbidden)));
}

crate::on_both!(one_narrows_alone);
crate::on_both!(widening_takes_two);
crate::on_both!(nobody_approves_more_for_themselves);
crate::on_both!(a_draft_says_nothing_that_code_forbids);
crate::on_both!(what_is_stale_is_brought_up_to_date);
crate::on_both!(of_two_who_publish_at_once_one_does);
crate::on_both!(whoever_cannot_sign_in_publishes_nothing);
crate::on_both!(what_is_refused_is_its_authors_again);
crate::on_both!(an_older_version_is_put_back_by_the_same_rule);
crate::on_both!(only_few_see_or_draft_any_of_it);
