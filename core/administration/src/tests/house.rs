//! An installation, its actors, and packages to install.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use contributions::Package;
use domain::{AccountId, Instant, TeamId};
use keys::Keyring;
use permissions::{Actor, Policy, Rights, Role, Task};
use storage::{Installation, InstallationKind, Store, SystemClock};
use tempfile::TempDir;
use uuid::Uuid;
use wording::{Language, Wording};

use crate::{NewService, Plugins, Rejected, Work, Workshop, found};

pub struct House {
    pub store: Store,
    pub workshop: Arc<Bench>,
    _folder: TempDir,
}

impl House {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a place for the test's files");
        let url = format!("sqlite://{}", folder.path().join("accord.db").display());
        migrations::up(&url).await.expect("an empty database");
        let keys = Arc::new(Keyring::generate());
        let settings = storage::Settings::new(&url);
        let store = Store::open(&settings, keys, Arc::new(SystemClock)).await.expect("a migrated database");
        let installation = Installation {
            kind: InstallationKind::Live,
            service_name: "Northside Restorative".into(),
            zone: chrono_tz::Europe::London,
        };
        let house = Self { store, workshop: Arc::default(), _folder: folder };
        let new = NewService { installation, team: "Northside".into() };
        found(&house.store, &house.operator(), new).await.expect("not born yet");
        house
    }

    /// A node of the installation; each call is another one.
    pub fn node(&self) -> Plugins {
        let words = Wording::load(Language::En, chrono_tz::Europe::London).expect("the core's words");
        Plugins::new(self.store.clone(), self.workshop.clone(), words)
    }

    pub fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    /// Somebody with this role, who need not have a row of their own.
    pub fn somebody(&self, role: Role) -> Actor {
        let now: Instant = self.store.now();
        let rights = Rights {
            account: AccountId(Uuid::from_u128(7)),
            organisation: None,
            teams: vec![TeamId(Uuid::from_u128(8))],
            roles: vec![role],
            policy: Arc::new(Policy::default()),
            until: now + TimeDelta::days(1),
        };
        Actor::account(rights, now)
    }
}

/// A workshop without a sandbox: the test's packages have no code. It can be told to fail,
/// as a node with a full disk or a newer package format would.
#[derive(Default)]
pub struct Bench {
    pub unreadable: Mutex<BTreeSet<String>>,
    pub unprepared: Mutex<BTreeSet<String>>,
    pub retired: Mutex<Vec<String>>,
    pub woken: Mutex<BTreeSet<String>>,
}

impl Bench {
    pub fn make(set: &Mutex<BTreeSet<String>>, plugin: &str) {
        set.lock().unwrap_or_else(PoisonError::into_inner).insert(plugin.to_owned());
    }

    fn fails(set: &Mutex<BTreeSet<String>>, package: &Package, why: &str) -> Result<(), Rejected> {
        let set = set.lock().unwrap_or_else(PoisonError::into_inner);
        if set.contains(&package.manifest.id) { Err(Rejected(why.to_owned())) } else { Ok(()) }
    }
}

impl Workshop for Bench {
    fn read(&self, bytes: &[u8]) -> Result<Package, Rejected> {
        let package = accord_plugin::read(bytes).map_err(|error| Rejected(error.to_string()))?;
        Self::fails(&self.unreadable, &package, "written for a newer Accord")?;
        Ok(package)
    }

    fn try_out<'a>(&'a self, _: &'a Package) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn prepare<'a>(&'a self, package: &'a Package) -> Work<'a> {
        Box::pin(std::future::ready(Self::fails(&self.unprepared, package, "the disk is full")))
    }

    fn retire<'a>(&'a self, plugin: &'a str) -> Work<'a> {
        self.retired.lock().unwrap_or_else(PoisonError::into_inner).push(plugin.to_owned());
        Box::pin(std::future::ready(Ok(())))
    }

    fn resting(&self, plugin: &str) -> Vec<&'static str> {
        let woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        if woken.contains(plugin) { Vec::new() } else { vec!["validate"] }
    }

    fn wake(&self, plugin: &str) {
        self.woken.lock().unwrap_or_else(PoisonError::into_inner).insert(plugin.to_owned());
    }
}

/// The file of a package without code: a form of one question, a setting, and where it is
/// asked for, a wish to read.
pub fn package(plugin: &str, version: &str, asks: bool) -> Vec<u8> {
    let grant = "[[grant]]\nview = \"open\"\nfields = [\"referral.received-on\"]\nscope = \"own\"\n\
                 purpose = \"purpose\"\n";
    let manifest = format!(
        "[plugin]\nid = \"{plugin}\"\nversion = \"{version}\"\napi = \"1\"\nname = \"name\"\n{}\
         [settings.least-age]\ntype = \"integer\"\nlabel = \"least-age\"\ndefault = 10\n",
        if asks { grant } else { "" }
    );
    let form = "id = \"ask\"\nversion = 1\ntitle = \"name\"\nchannel = \"partner\"\n[[page]]\nid = \"one\"\n\
                title = \"name\"\n[[page.field]]\nid = \"school\"\ntype = \"text\"\non = \"case\"\n\
                part = \"g1.kind\"\nlabel = \"school\"\n";
    let words = "name = The school's form\nschool = Which school?\nleast-age = Youngest age\n\
                 purpose = To count\n";
    let files = [("plugin.toml", manifest.as_str()), ("forms/ask.toml", form), ("i18n/en.ftl", words)];
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    accord_plugin::archive::pack(&files).expect("a small archive")
}
