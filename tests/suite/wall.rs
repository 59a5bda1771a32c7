//! The second wall around the rows of cases, on PostgreSQL: what a statement without any
//! condition finds, asked as the server asks and told for whom (`security.md` §3.7).
//!
//! The rest of the suite runs on the same side of the wall: its store has the server's role.

use std::collections::BTreeSet;
use std::sync::Arc;

use keys::Keyring;
use permissions::{Actor, Policy, Root, Task, known, reach, visible};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use storage::wall::told;
use storage::{StillClock, Store};
use tests::databases::{Database, Kind};
use tests::dice::Dice;
use tests::populate::populate;
use tests::standing::{Spine, id, kind};
use tests::world::World;
use uuid::Uuid;

/// Tables that name a case and are open, with the reason.
const OPEN: [(&str, &str); 7] = [
    ("case_access", "the wall itself asks it; it holds no word about the matter"),
    ("conflict_hits", "written for every case of a person or a volunteer at once; it holds codes alone"),
    ("erasures", "decided by people who find it by the person and need not see the case"),
    ("exclusions", "the wall itself asks it; it holds no word about the matter"),
    ("glass_uses", "whoever looks after break glass need not see the case; it holds no word of it"),
    ("name_search", "an index of trigrams cannot be used behind a wall; every hit is joined to its case"),
    ("note_search", "an index of words cannot be used behind a wall; every hit is joined to its case"),
];

/// Everything `table` gives to a statement without a condition, for whom `told` says.
async fn found(on: &DatabaseConnection, told: &str, table: &str, column: &str) -> BTreeSet<Uuid> {
    let unit = on.begin().await.expect("a transaction begins");
    unit.execute_unprepared(told).await.expect("the settings are taken");
    let all = format!("SELECT {column} AS id FROM {table}");
    let rows = unit.query_all_raw(Statement::from_string(unit.get_database_backend(), all)).await;
    let rows = rows.unwrap_or_else(|error| panic!("{table}: {error}"));
    unit.rollback().await.expect("nothing was done");
    rows.iter().map(|row| row.try_get("", "id").expect("an id")).collect()
}

async fn ask(on: &DatabaseConnection, text: &str) -> Vec<String> {
    let rows = on.query_all_raw(Statement::from_string(on.get_database_backend(), text)).await;
    rows.expect("it is answered").iter().map(|row| row.try_get("", "word").expect("a word")).collect()
}

/// Whether anything but the wall's coarseness lets `person` come near `case`: some access in
/// force, the team, or the organisation.
fn is_near(world: &World, person: usize, case: usize, actor: &Actor) -> bool {
    let standing = world.standing(person, case, actor);
    let open = |from, until| from <= world.now && world.now < until;
    let listed = world.access[case].iter().any(|row| {
        let counts = row.live && ["accepted", "invited"].contains(&row.state);
        row.person == person && counts && open(row.window.from, row.window.until)
    });
    let class = Spine::<permissions::roots::Case>::of(world.cases[case].class).0;
    let everything = reach(actor, Root::Case).is_everything();
    !standing.excluded && (listed || everything || visible(&reach(actor, Root::Case), class, &standing))
}

#[tokio::test]
async fn nothing_that_is_allowed_is_cut_and_nobody_sees_past_it() {
    let (_, mut dice) = Dice::fresh();
    let (people, cases) = (30, 80);
    let world = World::random(&mut dice, people, cases);
    let database = Database::fresh(Kind::Postgres).await;
    populate(&database.connect().await, &world).await;
    let server = database.connect_as_server().await;
    let policy = Arc::new(Policy::default());
    let (mut seen, mut hidden) = (0, 0);
    for person in 0..people {
        let actor = world.actor(person, &policy);
        let who = &world.people[person];
        let told = told(&actor);
        let spines = found(&server, &told, "cases", "id").await;
        let sides = found(&server, &told, "sides", "case_id").await;
        for case in 0..cases {
            let (uuid, row) = (id(kind::CASE, case), &world.cases[case]);
            let class = Spine::<permissions::roots::Case>::of(row.class).0;
            let standing = world.standing(person, case, &actor);
            let allowed = |scope| row.live && !standing.excluded && visible(&scope, class, &standing);
            let (spine, inside) = (spines.contains(&uuid), sides.contains(&uuid));
            if allowed(reach(&actor, Root::Case)) {
                assert!(spine, "{person} {who:?} is kept from case {case} {row:?}");
            }
            if allowed(known(&actor, Root::Case)) {
                assert!(inside, "{person} {who:?} is kept from what is in case {case} {row:?}");
            }
            if spine {
                assert!(is_near(&world, person, case, &actor), "{person} {who:?} sees case {case} {row:?}");
                seen += 1;
            } else {
                assert!(!inside, "{person} {who:?} sees into case {case} {row:?}, which is hidden");
                hidden += 1;
            }
        }
    }
    assert!(seen > 50 && hidden > 500, "{seen} seen and {hidden} hidden say too little");
}

#[tokio::test]
async fn who_says_nothing_sees_nothing_and_the_server_cannot_climb_over() {
    let (_, mut dice) = Dice::fresh();
    let world = World::random(&mut dice, 5, 20);
    let database = Database::fresh(Kind::Postgres).await;
    let owner = database.connect().await;
    populate(&owner, &world).await;
    let server = database.connect_as_server().await;
    assert_eq!(found(&server, "SELECT 1", "cases", "id").await.len(), 0);
    assert_eq!(found(&server, &told(&Actor::public(world.now)), "cases", "id").await.len(), 0);
    let system = Actor::system(Task::ServiceFigures, world.now);
    assert_eq!(found(&server, &told(&system), "cases", "id").await.len(), 20);
    let role = "SELECT rolname::text AS word FROM pg_roles \
         WHERE rolname = current_user AND NOT rolsuper AND NOT rolbypassrls";
    assert_eq!(ask(&server, role).await, ["accord_server"]);
    let store = |url: &str| {
        let settings = storage::Settings { throwaway: true, ..storage::Settings::new(url) };
        let clock = Arc::new(StillClock::at(world.now));
        async move { Store::open(&settings, Arc::new(Keyring::generate()), clock).await.expect("it opens") }
    };
    assert!(store(database.url()).await.is_walled().await.expect("it is answered"));
    assert!(!store(database.owner_url()).await.is_walled().await.expect("it is answered"));
    let owned = "SELECT relname::text AS word FROM pg_class WHERE relkind = 'r' \
         AND pg_get_userbyid(relowner) = current_user";
    assert!(ask(&server, owned).await.is_empty(), "the server owns tables");
}

#[tokio::test]
async fn whatever_names_a_case_stands_behind_it() {
    let database = Database::fresh(Kind::Postgres).await;
    let owner = database.connect().await;
    let unwalled = "SELECT DISTINCT c.table_name::text AS word FROM information_schema.columns c \
         JOIN pg_class t ON t.relname = c.table_name AND t.relkind = 'r' \
         WHERE c.table_schema = 'public' AND c.column_name IN ('case_id', 'root') \
         AND NOT (t.relrowsecurity AND t.relforcerowsecurity)";
    let known: BTreeSet<&str> = OPEN.iter().map(|(table, _)| *table).collect();
    let found = ask(&owner, unwalled).await;
    let new: Vec<_> = found.iter().filter(|table| !known.contains(table.as_str())).collect();
    assert!(new.is_empty(), "tables that name a case and stand outside the wall: {new:?}");
    assert_eq!(found.len(), OPEN.len(), "a table that is named here stands behind the wall: {found:?}");
}
