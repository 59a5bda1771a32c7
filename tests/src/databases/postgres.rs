//! PostgreSQL: one cluster without sync for the whole suite, on a socket nobody else has.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection};

use super::{connect, home, lock, sources};

/// The role the server has: no table is its own, and no wall is open to it.
const SERVER: &str = "accord_server";

/// Drops a test's database when the test is over.
#[derive(Debug)]
pub struct Dropper {
    name: String,
}

impl Dropper {
    /// The database's address for the server's role.
    pub fn for_server(&self) -> String {
        url_of(SERVER, &self.name)
    }
}

impl Drop for Dropper {
    fn drop(&mut self) {
        // The test's runtime may be gone, so a program of the cluster does it. A database
        // that is left goes with the cluster.
        let _ = command(&binaries().join("dropdb"))
            .args(["--force", "--if-exists", "--maintenance-db=postgres", "-U", "accord", "-h"])
            .arg(home().join("socket"))
            .arg(&self.name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// The template's name, made if it is not there, in a cluster that runs.
pub async fn template() -> String {
    let _lock = lock("postgres.lock");
    start();
    let name = format!("template_{}", sources());
    let server = connect(&url("postgres")).await;
    let known = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    if server.query_one_raw(statement(&server, &known)).await.expect("the cluster answers").is_none() {
        run(&server, "DROP DATABASE IF EXISTS making WITH (FORCE)").await;
        run(&server, "CREATE DATABASE making").await;
        migrations::up(&url("making")).await.expect("the migrations run on PostgreSQL");
        // A role of the cluster, which other templates know as well.
        let known = format!("SELECT 1 FROM pg_roles WHERE rolname = '{SERVER}'");
        if server.query_one_raw(statement(&server, &known)).await.expect("the cluster answers").is_none() {
            run(&server, &format!("CREATE ROLE {SERVER} LOGIN")).await;
        }
        migrations::let_in(&url("making"), &url_of(SERVER, "making"))
            .await
            .expect("the server's role is let in");
        run(&server, &format!("ALTER DATABASE making RENAME TO {name}")).await;
    }
    name
}

/// A database of its own, made from the template.
pub async fn copy_of_template() -> (Dropper, String) {
    let template = template().await;
    copy_of(&template).await
}

/// A database of its own without any tables.
pub async fn nothing() -> (Dropper, String) {
    // The cluster is started with the template.
    template().await;
    copy_of("template0").await
}

async fn copy_of(template: &str) -> (Dropper, String) {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let server = connect(&url("postgres")).await;
    run(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    run(&server, &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")).await;
    server.close().await.expect("the connection closes");
    let url = url(&name);
    (Dropper { name }, url)
}

fn statement(on: &DatabaseConnection, text: &str) -> sea_orm_migration::sea_orm::Statement {
    sea_orm_migration::sea_orm::Statement::from_string(on.get_database_backend(), text)
}

async fn run(on: &DatabaseConnection, text: &str) {
    on.execute_unprepared(text).await.unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// The address of the cluster.
pub fn server() -> String {
    url("postgres")
}

/// The address of a database of the cluster for the role that made it.
fn url(name: &str) -> String {
    url_of("accord", name)
}

/// The same for another role; the socket's folder stands where a host would.
fn url_of(role: &str, name: &str) -> String {
    let socket = home().join("socket").display().to_string().replace('/', "%2F");
    format!("postgres://{role}@{socket}/{name}")
}

/// Where Debian keeps the programs of the newest version.
pub(super) fn binaries() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .expect("PostgreSQL is not installed: apt install postgresql, or bash tests/run");
    PathBuf::from(format!("/usr/lib/postgresql/{newest}/bin"))
}

/// `program`, as somebody who may run a cluster: PostgreSQL refuses root.
pub(super) fn command(program: &Path) -> Command {
    let is_root =
        std::fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
    let mut command = if is_root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // It must not stand in a folder that only we may enter.
    command.current_dir("/").stdin(Stdio::null());
    command
}

pub(super) fn succeed(command: &mut Command, what: &str) {
    let output = command.output().unwrap_or_else(|error| panic!("{what}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what} failed: {said}");
}

/// Ends the cluster, if it runs.
pub fn stop() {
    let _lock = lock("postgres.lock");
    let _ = command(&binaries().join("pg_ctl"))
        .args(["stop", "--mode=immediate", "--silent", "-D"])
        .arg(home().join("cluster"))
        .stderr(Stdio::null())
        .status();
}

/// Starts the cluster if it does not run, making it if it is not there; the lock is held.
fn start() {
    let (home, programs) = (home(), binaries());
    let (data, socket, log) = (home.join("cluster"), home.join("socket"), home.join("cluster.log"));
    let running = command(&programs.join("pg_ctl")).args(["status", "-D"]).arg(&data).output();
    if running.is_ok_and(|output| output.status.success()) {
        return;
    }
    if !data.join("postgresql.conf").exists() {
        std::fs::create_dir_all(&socket).expect("a folder for the socket");
        succeed(
            Command::new("chmod").args(["a+rwx"]).args([&home, &socket]),
            "opening the folders to the cluster",
        );
        let mut initdb = command(&programs.join("initdb"));
        initdb.args([
            "--auth=trust",
            "--username=accord",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-D",
        ]);
        succeed(initdb.arg(&data), "making the cluster");
    }
    let options = format!(
        "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off -c synchronous_commit=off \
         -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB",
        socket.display(),
    );
    let mut pg_ctl = command(&programs.join("pg_ctl"));
    pg_ctl.args(["start", "--wait", "--timeout=60", "--silent", "-D"]).arg(&data);
    // The cluster outlives the test, and must not hold the test's output open.
    pg_ctl.arg("-l").arg(&log).args(["-o", &options]).stdout(Stdio::null()).stderr(Stdio::null());
    let status = pg_ctl.status().expect("pg_ctl is there");
    assert!(status.success(), "the cluster did not start; see {}", log.display());
}
