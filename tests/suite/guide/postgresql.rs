//! The two roles on PostgreSQL, made with the statements of the guide: the server's own role
//! owns nothing and can do its work.

use std::sync::Arc;

use administration::{NewService, found};
use permissions::{Actor, Task};
use sea_orm_migration::sea_orm::{ConnectOptions, ConnectionTrait, Database as Connector, Statement};
use storage::{Installation, InstallationKind, Store, SystemClock};
use tests::databases::{Database, Kind};

#[tokio::test]
async fn the_server_works_in_a_role_that_owns_nothing() {
    let database = Database::empty(Kind::Postgres).await;
    let name = database.url().rsplit('/').next().expect("a name").to_owned();
    let (owner, server) = (format!("{name}_owner"), format!("{name}_server"));
    let admin = connect(database.url()).await;
    let sql = super::page("install.md").sql.join("\n");
    assert!(sql.contains("ALTER DEFAULT PRIVILEGES"), "the guide has the statements");
    for statement in sql.split_inclusive(';').map(str::trim).filter(|text| !text.is_empty()) {
        // The database is there already; everything else is as it stands in the guide.
        let text = statement.replace("accord_owner", &owner).replace("accord_server", &server);
        let text = match text.as_str() {
            create if create.starts_with("CREATE DATABASE") => {
                format!("ALTER DATABASE {name} OWNER TO {owner};")
            }
            other => other.replace("DATABASE accord ", &format!("DATABASE {name} ")),
        };
        admin.execute_unprepared(&text).await.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    let at = |role: &str| database.url().replace("//accord@", &format!("//{role}@"));

    let before = migrations::pending(&at(&server)).await.expect("the server may ask what is pending");
    assert!(before > 0, "nothing was made by asking");
    assert_eq!(migrations::up(&at(&owner)).await.expect("the owner makes the tables"), before);
    assert_eq!(migrations::pending(&at(&server)).await.expect("and again"), 0);

    let url = at(&server);
    let settings = storage::Settings { url: url.clone(), ..database.settings() };
    let keys = Arc::new(keys::Keyring::generate());
    let store = Store::open(&settings, keys, Arc::new(SystemClock)).await.expect("it opens");
    let operator = Actor::system(Task::Operator, store.now());
    let installation = Installation {
        kind: InstallationKind::Live,
        service_name: "Northside".into(),
        zone: chrono_tz::Europe::London,
    };
    let new = NewService { installation, team: "Northside".into() };
    found(&store, &operator, new).await.expect("it writes, and the audit log with it");

    let as_server = connect(&url).await;
    for forbidden in ["CREATE TABLE more (id int)", "DROP TABLE accounts", "ALTER TABLE accounts ADD x int"] {
        assert!(as_server.execute_unprepared(forbidden).await.is_err(), "{forbidden} was let through");
    }
    let owned = "SELECT count(*) AS n FROM pg_tables WHERE tableowner = current_user";
    let row = as_server.query_one_raw(Statement::from_string(as_server.get_database_backend(), owned)).await;
    let owned: i64 = row.expect("it is asked").expect("a row").try_get("", "n").expect("a number");
    assert_eq!(owned, 0);
    drop(store);
    as_server.close().await.expect("it closes");
    let leave = format!("DROP OWNED BY {server}, {owner} CASCADE; DROP ROLE {server};");
    admin.execute_unprepared(&leave).await.expect("what was made is taken away");
    admin
        .execute_unprepared(&format!("ALTER DATABASE {name} OWNER TO accord; DROP ROLE {owner};"))
        .await
        .expect("too");
}

async fn connect(url: &str) -> sea_orm_migration::sea_orm::DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Connector::connect(options).await.unwrap_or_else(|error| panic!("{url}: {error}"))
}
