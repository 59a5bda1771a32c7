//! What pages cost: the workloads of `performance.md` against the binary itself, over HTTP,
//! at several sizes, on both databases.
//!
//! `cargo bench -p tests --bench pages -- --cases 2950,200000 --postgres` fills a database of
//! each size, starts `accord serve` on it as a process of its own, signs in, and asks. So the
//! processor time is the server's alone; this process is the browsers. The sizes take turns,
//! so that what else the machine does meets them alike. Nothing is judged: a bench reports.
//!
//! What the server does later (every minute the log of access is indexed) falls into whatever
//! is being asked then; the median over the rounds leaves it out.

#![forbid(unsafe_code)]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured, and how far it is"
)]

mod arguments;
mod cluster;
mod fill;
mod load;
mod meter;
mod report;
mod serving;
mod workloads;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, USAGE};
use cluster::Cluster;
use load::{Meters, Round};
use meter::Memory;
use report::{Figures, Findings, Load, Row, Vitals};
use serving::Serving;
use workloads::{EXPORT, Visit, Workload};

/// How often starts and first bytes are measured.
const TIMES: usize = 5;
/// How long a server is left alone to learn what it uses by itself.
const ALONE: Duration = Duration::from_secs(10);
/// Written beside a database that is filled.
const FILLED: &str = "filled";

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    // Cargo's test runner also starts benches, to see that they can be.
    if !given.iter().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let arguments = match Arguments::read(given) {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("{reason}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let report = runtime.block_on(measure(&arguments));
    println!("{report}");
    if let Some(path) = &arguments.markdown {
        fs::write(path, &report).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    ExitCode::SUCCESS
}

async fn measure(arguments: &Arguments) -> String {
    // Beside the build and not among temporary files, which often lie in memory.
    let passing =
        tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written");
    let home = arguments.data.clone().unwrap_or_else(|| passing.path().to_owned());
    fs::create_dir_all(&home).expect("the folder for the databases can be made");
    let home = home.canonicalize().expect("it was just made");
    let program = arguments.accord.clone().unwrap_or_else(serving::accord);
    let mut report = head(&program);
    report += &of(arguments, &home, &program, None).await.markdown();
    if arguments.postgres {
        let cluster = Cluster::start(&home);
        report += &of(arguments, &home, &program, Some(&cluster)).await.markdown();
    }
    report
}

fn head(program: &Path) -> String {
    let bytes = fs::metadata(program).map_or(0, |file| file.len());
    let profile = if cfg!(debug_assertions) { "unoptimised" } else { "optimised" };
    let mut head = String::from("# What pages cost\n\n");
    let _ = writeln!(
        head,
        "{}; {profile}; the binary has {:.1} MiB.",
        meter::machine(),
        bytes as f64 / 1_048_576.0
    );
    head + "CPU is the server's, by request; × is the largest size to the smallest. Sessions, permissions, audit of \
            reads and writes, and a plugin's fields are in all of it.\n"
}

/// One size, served and visited.
struct Subject {
    serving: Serving,
    visit: Visit,
    meters: Meters,
    vitals: Vitals,
}

async fn of(arguments: &Arguments, home: &Path, program: &Path, cluster: Option<&Cluster>) -> Findings {
    let database = if cluster.is_some() { "PostgreSQL" } else { "SQLite" };
    let mut subjects = Vec::new();
    for cases in &arguments.cases {
        subjects.push(subject(home, program, cluster, *cases).await);
    }
    let mut loads = Vec::new();
    for connections in &arguments.connections {
        let mut rows = Vec::new();
        for workload in Workload::ALL {
            eprintln!("{database}, {connections} at once: {}", workload.title());
            let mut rounds: Vec<Vec<Round>> = vec![Vec::new(); subjects.len()];
            for _ in 0..arguments.rounds {
                for (subject, rounds) in subjects.iter_mut().zip(&mut rounds) {
                    let plan = subject.visit.plan(workload, *connections).await;
                    let base = subject.serving.base();
                    rounds.push(load::work(base, &plan, *connections, arguments.span, &subject.meters).await);
                }
            }
            let figures: Vec<Figures> = rounds.iter().map(|rounds| Figures::of(rounds)).collect();
            for (cases, one) in arguments.cases.iter().zip(&figures) {
                eprintln!("  {cases} cases: {:.2} ms, {:.2} ms CPU", one.median, one.server);
            }
            rows.push(Row { workload, figures });
        }
        loads.push(Load { connections: *connections, rows });
    }
    let mut vitals = Vec::new();
    for subject in subjects {
        vitals.push(export(subject).await);
    }
    Findings { database, sizes: arguments.cases.clone(), loads, vitals }
}

/// Fills a database if it is not filled, and serves it.
async fn subject(home: &Path, program: &Path, cluster: Option<&Cluster>, cases: usize) -> Subject {
    let name = format!("{}-{cases}", if cluster.is_some() { "postgres" } else { "sqlite" });
    let folder = home.join(&name);
    let url = match cluster {
        Some(cluster) => cluster.url(&name),
        None => format!("sqlite://{}", folder.join("accord.db").display()),
    };
    if folder.join(FILLED).exists() {
        eprintln!("{name} is there");
    } else {
        eprintln!("Filling {name}");
        // What an interrupted run left.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder for the databases can be written");
        if let Some(cluster) = cluster {
            cluster.create(&name);
        }
        let (to, at, accord) = (folder.clone(), url.clone(), program.to_owned());
        fill_apart(to, at, cases, accord).await;
        if let Some(cluster) = cluster {
            cluster.analyse(&name);
        }
        fs::write(folder.join(FILLED), "").expect("the data folder can be written");
    }
    let postgres = cluster.map(|_| url.as_str());
    let mut vitals = Vitals { on_disk: cluster.is_none().then(|| size_of(&folder)), ..Vitals::default() };
    for _ in 1..TIMES {
        vitals.starts.push(Serving::start(program, &folder, postgres).await.ready_after);
    }
    let serving = Serving::start(program, &folder, postgres).await;
    vitals.starts.push(serving.ready_after);
    let server = serving.process();
    let mut meters = Meters { server, database: cluster.map(Cluster::process), idle: Duration::ZERO };
    meters.learn_idle(ALONE).await;
    vitals.idle = Memory::of(server);
    let visit = Visit::begin(serving.base()).await;
    meter::forget_peak(server);
    Subject { serving, visit, meters, vitals }
}

/// Fills on a runtime of its own, which ends all that the store began.
async fn fill_apart(folder: PathBuf, url: String, cases: usize, program: PathBuf) {
    let filling = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(fill::fill(&folder, &url, cases, &program));
    });
    filling.await.expect("the database is filled");
}

/// Measures the export, and lets the server go.
async fn export(subject: Subject) -> Vitals {
    let Subject { serving, visit, mut vitals, .. } = subject;
    let (base, server, session) = (serving.base(), serving.process(), visit.session_of_staff());
    vitals.worked = Memory::of(server);
    for _ in 0..TIMES {
        vitals.exports_begun.push(load::stream(base, session, EXPORT, false).await.first_byte);
    }
    meter::forget_peak(server);
    vitals.export = load::stream(base, session, EXPORT, true).await;
    vitals.exported = Memory::of(server);
    vitals
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.metadata().ok())
        .filter(|file| file.is_file())
        .map(|file| file.len())
        .sum()
}
