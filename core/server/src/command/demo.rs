//! `accord demo`: a service with invented people, made once and served.
//!
//! The folder says how far it came: a key file and a database without the list of people is
//! a demonstration whose making was interrupted, and is made again. A folder that holds a
//! live service is never touched.

use std::collections::BTreeSet;
use std::io::Write;

use accord_plugin::Built;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use keys::{KeyError, Keyring};
use permissions::{Actor, Task};
use serde::{Deserialize, Serialize};
use storage::{Installation, InstallationKind, Store};

use super::serve;
use crate::folder::{DataFolder, FolderLock, io_error};
use crate::home::{Home, database, key_path, open_store};
use crate::logs;
use crate::output::{self, Step};
use crate::settings::{Loaded, LogLevel, Origin, Settings};

const EXAMPLES: &str = "\
Examples:
  accord demo                          about 2,950 cases, on http://127.0.0.1:8080
  accord demo --size small             60 cases
  accord demo --data /tmp/try          in another folder

Everybody in it is invented, and every page says so. The sign-in names and passwords are
printed, and written to demo-people.json in the data folder. The second start takes a second.";

/// The name of the invented service.
const NAME: &str = "Essex Restorative and Mediation Service (demonstration)";

/// Make a demonstration with invented people, and serve it.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Demo {
    /// How large the service is.
    #[arg(long, value_enum, default_value_t = Size::Essex)]
    size: Size,
    /// The address and port to serve on.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// How many cases exactly, for measuring.
    #[arg(long, hide = true, value_name = "N")]
    cases: Option<usize>,
    /// From which everything is drawn: the same seed on the same day makes the same service.
    #[arg(long, hide = true, default_value_t = 1)]
    seed: u64,
    /// Make it, and do not serve it.
    #[arg(long, hide = true)]
    only_make: bool,
}

/// How large a demonstration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// 60 cases.
    Small,
    /// About 2,950 cases, as many as a county's service has.
    Essex,
    /// 50,000 cases.
    Stress,
}

/// One of the people to sign in as, as `demo-people.json` lists them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct DemoPerson {
    role: String,
    name: String,
    username: String,
    password: String,
}

/// What lies in the folder.
enum Found {
    Nothing,
    Interrupted,
    Demonstration,
    Live(String),
}

pub async fn run(demo: Demo, loaded: Loaded) -> Result<()> {
    let settings = quiet(&loaded);
    logs::begin(&settings.log);
    let folder = DataFolder::at(&settings.data);
    folder.create()?;
    let lock = folder.lock()?;
    match found(&folder, &settings).await? {
        Found::Live(name) => bail!(
            "{} holds a live service, {name}; choose another folder with --data",
            folder.path().display()
        ),
        Found::Demonstration => {}
        Found::Interrupted if !settings.database.url.is_empty() => bail!(
            "an earlier start did not finish making the demonstration in this database; empty it and start again"
        ),
        Found::Interrupted => {
            output::remark("An earlier start did not finish making the demonstration; it is made again.");
            folder.remove_database()?;
            make(&demo, &folder, &settings).await?;
        }
        Found::Nothing => make(&demo, &folder, &settings).await?,
    }
    if demo.only_make {
        return Ok(());
    }
    serve_it(folder, settings, lock).await
}

/// A demonstration is tried by people, who do not want to read every request.
fn quiet(loaded: &Loaded) -> Settings {
    let mut settings = loaded.settings.clone();
    let chosen =
        |entry: &&crate::settings::Entry| entry.key == "log.level" && entry.origin != Origin::Default;
    if !loaded.entries.iter().any(|entry| chosen(&entry)) {
        settings.log.level = LogLevel::Warn;
    }
    settings
}

async fn found(folder: &DataFolder, settings: &Settings) -> Result<Found> {
    let has_database = !settings.database.url.is_empty() || folder.database().is_file();
    if !key_path(folder, settings).is_file() || !has_database {
        return Ok(Found::Nothing);
    }
    if migrations::pending(&database(folder, settings).url).await? > 0 && !folder.demo_people().is_file() {
        // Not even its tables were finished: nobody can have worked in it.
        return Ok(Found::Interrupted);
    }
    let (store, _) = open_store(folder, settings).await?;
    Ok(match store.installation().await? {
        Some(known) if known.kind == InstallationKind::Live => Found::Live(known.service_name),
        Some(_) if folder.demo_people().is_file() => Found::Demonstration,
        Some(_) | None => Found::Interrupted,
    })
}

async fn serve_it(folder: DataFolder, settings: Settings, lock: FolderLock) -> Result<()> {
    let people = folder.demo_people();
    let text = std::fs::read_to_string(&people).map_err(io_error(&people))?;
    let people: Vec<DemoPerson> = serde_json::from_str(&text).context("demo-people.json")?;
    let mut shown = BTreeSet::new();
    // One of each role is enough to begin with; the file has them all.
    let rows: Vec<_> = people
        .into_iter()
        .filter(|person| shown.insert(person.role.clone()))
        .map(|person| [person.role, person.name, person.username, person.password])
        .collect();
    output::table(["ROLE", "NAME", "USER NAME", "PASSWORD"], &rows)?;
    let home = Home::opened(folder, settings, Some(lock)).await?;
    serve::serve(home).await
}

/// Makes the keys, the database, the plugins and the people.
async fn make(demo: &Demo, folder: &DataFolder, settings: &Settings) -> Result<()> {
    match Keyring::create(&key_path(folder, settings)) {
        Ok(_) | Err(KeyError::Exists(_)) => {}
        Err(error) => return Err(error.into()),
    }
    migrations::up(&database(folder, settings).url).await?;
    let (store, keys) = open_store(folder, settings).await?;
    let installation =
        Installation { kind: InstallationKind::Demo, service_name: NAME.to_owned(), zone: store.zone() };
    store.be_born(&installation).await?;
    let home = Home::made(folder.clone(), settings.clone(), store, keys, installation);
    install(&home).await?;
    let people = fill(&home.store, demo).await?;
    write_people(folder, &people)
}

/// Installs the plugins that come with Accord, with what they ask for.
async fn install(home: &Home) -> Result<()> {
    let step = Step::begin("Preparing the standard plugins");
    let built = tokio::task::spawn_blocking(|| -> Result<Vec<Built>, accord_plugin::Error> {
        if accord_plugin::build::checkout().is_some() {
            accord_plugin::build::ensure_target()?;
        }
        accord_plugin::standard()
    });
    let built = built.await.context("preparing the plugins")??;
    let plugins = home.plugins().await?;
    let count = built.len();
    for one in built {
        let actor = Actor::system(Task::Demo, home.store.now());
        let package = plugins.install(&actor, one.bytes).await?;
        let manifest = &package.manifest;
        let asked = manifest.grants.iter().map(|grant| grant.view.clone()).collect();
        plugins.enable(&actor, &manifest.id, &manifest.version.to_string(), Some(asked)).await?;
    }
    step.end(format!("{count} standard plugins are installed"));
    Ok(())
}

/// Invents the people and their cases.
async fn fill(store: &Store, demo: &Demo) -> Result<Vec<DemoPerson>> {
    let size = match (demo.cases, demo.size) {
        (Some(cases), _) => ::demo::Size::Cases(cases),
        (None, Size::Small) => ::demo::Size::Small,
        (None, Size::Essex) => ::demo::Size::Essex,
        (None, Size::Stress) => ::demo::Size::Stress,
    };
    let step = Step::begin(&format!("Inventing {} cases", size.cases()));
    let progress = step.clone();
    let tell = move |what, done: usize, of: usize| {
        progress.say(match what {
            ::demo::Step::Cleaning => "Clearing up an interrupted start",
            ::demo::Step::Accounts => "Inventing partners and accounts",
            ::demo::Step::Cases => "Inventing cases",
            ::demo::Step::Referrals => "Inventing referrals",
            ::demo::Step::SwitchingOn => "Making everything visible",
        });
        if of > 0 {
            progress.at(done as u64, of as u64);
        }
    };
    let people = ::demo::generate(store, size, demo.seed, &tell).await?;
    step.end(format!("{} cases were invented", size.cases()));
    let person = |person: ::demo::DemoPerson| DemoPerson {
        role: person.role.to_owned(),
        name: person.name,
        username: person.username,
        password: person.password,
    };
    Ok(people.into_iter().map(person).collect())
}

/// Writes who can sign in, for their owner alone, whole or not at all: that the file is there
/// says that the demonstration is complete.
fn write_people(folder: &DataFolder, people: &[DemoPerson]) -> Result<()> {
    let path = folder.demo_people();
    let partial = path.with_extension("partial");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&partial).map_err(io_error(&partial))?;
    file.write_all(serde_json::to_string_pretty(people)?.as_bytes()).map_err(io_error(&partial))?;
    file.sync_all().map_err(io_error(&partial))?;
    std::fs::rename(&partial, &path).map_err(io_error(&path))?;
    Ok(())
}
