//! The service that is measured: written once, in the shape that `performance.md` gives.
//!
//! About 42 fields a case, ten of them a plugin's and eight sealed; two to four participants
//! and five entries in the log; 50 accounts, of whom five see all cases and one volunteer
//! leads fifteen. Everything is drawn from one seed, so every run measures the same.

mod accounts;
mod case;
mod course;
mod people;
mod source;
mod work;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use administration::{NewService, Plugins, found};
use keys::Keyring;
use permissions::{Actor, Place, Task, ViewConfiguration};
use plugin_host::WorkerCommand;
use server::{Node, Service, Settings};
use storage::bulk::{BulkChunk, CHUNK, Loader, NewBatch};
use storage::{Installation, InstallationKind, Store, SystemClock};
use tests::dice::Dice;

use accounts::accounts;
use case::Builder;

pub use accounts::{STAFF, VOLUNTEER};
pub use people::{COMMON, RARE};

/// How many cases the volunteer leads.
pub const CASELOAD: usize = 15;

/// Open cases to all cases, as in Essex.
const OPEN: (usize, usize) = (130, 2_950);

/// How often it is said how far it has come.
const SAY_EVERY: Duration = Duration::from_secs(5);

/// Fills the empty database at `url`, whose data folder is `folder`.
///
/// # Panics
/// If anything fails: a bench has nobody to hand an error to.
pub async fn fill(folder: &Path, url: &str, cases: usize, program: &Path) {
    migrations::up(url).await.expect("the migrations run");
    let keys = Arc::new(Keyring::create(&folder.join("accord.keys")).expect("an empty folder"));
    let clock = Arc::new(SystemClock);
    let store =
        Store::open(&storage::Settings::new(url), keys.clone(), clock).await.expect("the store opens");
    // A demonstration needs no second factor; its pages differ by the banner alone.
    let (kind, zone) = (InstallationKind::Demo, store.zone());
    let installation = Installation { kind, service_name: "Northside Restorative".into(), zone };
    let actor = Actor::system(Task::Demo, store.now());
    let new = NewService { installation: installation.clone(), team: "Northside".into() };
    found(&store, &actor, new).await.expect("nothing is there yet");
    let node = Node {
        store: store.clone(),
        keys,
        installation,
        settings: Settings::defaults(),
        artefacts: folder.join("artefacts"),
        worker: WorkerCommand::of(program),
    };
    std::fs::create_dir_all(&node.artefacts).expect("the data folder can be written");
    let service = Service::start(node).await.expect("a service");
    for plugin in ["tests/benches/pages/plugin", "plugins/returns-pcc"] {
        install(service.plugins(), &actor, plugin).await;
    }
    load(&store, &actor, cases).await;
}

async fn install(plugins: &Plugins, actor: &Actor, folder: &str) {
    let built = accord_plugin::build(&tests::root().join(folder)).expect("the plugin builds");
    let package = plugins.install(actor, built.bytes).await.expect("the plugin is installed");
    let manifest = &package.manifest;
    let granted = manifest.grants.iter().map(|grant| grant.view.clone()).collect();
    let version = manifest.version.to_string();
    plugins.enable(actor, &manifest.id, &version, Some(granted)).await.expect("the plugin is enabled");
}

async fn load(store: &Store, actor: &Actor, cases: usize) {
    let unit = store.read(actor).await.expect("the store reads");
    let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id()).expect("a demonstration may");
    let teams = unit.teams(leave).await.expect("the teams are read");
    drop(unit);
    let team = teams.first().expect("the service was founded with a team").id;
    let batch = NewBatch { profile: "bench".into(), digest: vec![1], by: "bench".into() };
    let mut dice = Dice::new(41);
    let names = move || dice.next();
    let mut loader = Loader::begin_with(store, actor, batch, names).await.expect("a batch begins");
    let roster = accounts(&mut loader, team, store.now());
    let chunk = BulkChunk { accounts: roster.accounts.clone(), ..BulkChunk::default() };
    loader.load(&chunk).await.expect("the accounts are loaded");

    let open = (cases * OPEN.0 / OPEN.1).max(2 * CASELOAD).min(cases);
    let mut builder =
        Builder { team, roster, now: store.now(), zone: store.zone(), cases, open, dice: Dice::new(7) };
    let (begun, mut said) = (Instant::now(), Instant::now());
    let mut done = 0;
    while done < cases {
        let mut chunk = BulkChunk::default();
        for number in done..cases.min(done + CHUNK) {
            builder.build(number, &mut loader, &mut chunk);
        }
        done += chunk.cases.len();
        loader.load(&chunk).await.expect("a chunk is loaded");
        if said.elapsed() > SAY_EVERY {
            let each = begun.elapsed().as_secs_f64() / done as f64;
            let left = each * (cases - done) as f64;
            eprintln!("  {done} of {cases} cases, {:.0} a second, {left:.0} s left", 1.0 / each);
            said = Instant::now();
        }
    }
    loader.finish(&format!("cases {done} open {open}")).await.expect("the batch is switched on");
    eprintln!("  {done} cases in {:.0} s", begun.elapsed().as_secs_f64());
}
