//! A service with the standard plugins, two partners and the people who take referrals in,
//! for looking at the pages of intake and for their tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use administration::{AccessLog, Accounts, AuditLog, Partners, Plugins, Policies, Rejected, Work, Workshop};
use axum::Router;
use cases::export::Exports;
use cases::intake::Intake;
use cases::list::Lists;
use cases::search::Search;
use cases::work::Casework;
use contributions::{HookCall, HookFault, HookFuture, Hooks, Package, Problem, Registry, Table};
use domain::{Answers, Instant, OrganisationId, TeamId};
use identity::Identity;
use keys::Keyring;
use permissions::{ActKind, Actor, ManageAccounts, ManageOrganisations, ManageSettings, Place, Role, Task};
use reports::Reports;
use reports::disclosure::Rules;
use storage::identity::{NewAccount, RoleGrant};
use storage::{Installation, InstallationKind, NewOrganisation, NewTeam, Store};
use tempfile::TempDir;
use web::{BoxFuture, Clock, Navigation, Ports, Readiness, Services, Settings, Site};
use wording::{Language, Wording};

/// The password of everybody here.
pub const PASSWORD: &str = "a lamp beside the harbour";

/// A demonstration service, where a password is enough to sign in.
pub struct House {
    /// Its records.
    pub store: Store,
    /// Its pages.
    pub router: Router,
    code: Arc<Code>,
    registry: Arc<Mutex<Arc<Registry>>>,
    team: TeamId,
    _folder: TempDir,
}

/// The code of the plugins, as far as a page can tell: it finds nothing wrong, or fails.
#[derive(Default)]
struct Code {
    is_broken: AtomicBool,
}

impl Hooks for Code {
    fn validate<'a>(&'a self, _: HookCall, _: &'a str, _: &'a Answers) -> HookFuture<'a, Vec<Problem>> {
        let is_broken = self.is_broken.load(Ordering::Relaxed);
        let answer = if is_broken { Err(HookFault::TimedOut) } else { Ok(Vec::new()) };
        Box::pin(std::future::ready(answer))
    }

    fn compute<'a>(&'a self, _: HookCall, _: &'a str, _: &'a Answers) -> HookFuture<'a, Answers> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }

    fn build<'a>(
        &'a self,
        _: HookCall,
        _: &'a str,
        _: &'a Answers,
        _: &'a [(String, Table)],
    ) -> HookFuture<'a, serde_json::Value> {
        Box::pin(std::future::ready(Err(HookFault::NotInstalled)))
    }
}

/// The clock of the store, for the pages.
struct SameClock(Arc<dyn storage::Clock>);

impl Clock for SameClock {
    fn now(&self) -> Instant {
        self.0.now()
    }
}

struct AlwaysReady;

impl Readiness for AlwaysReady {
    fn ready(&self) -> BoxFuture<'_, Result<(), web::NotReady>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Nothing can be installed here.
struct NoWorkshop;

impl Workshop for NoWorkshop {
    fn read(&self, _: &[u8]) -> Result<Package, Rejected> {
        Err(Rejected("this is no package".to_owned()))
    }

    fn try_out<'a>(&'a self, _: &'a Package) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn prepare<'a>(&'a self, _: &'a Package) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn retire<'a>(&'a self, _: &'a str) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn resting(&self, _: &str) -> Vec<&'static str> {
        Vec::new()
    }

    fn wake(&self, _: &str) {}
}

/// One of the plugins in this repository, without its code.
pub fn package(name: &str) -> Arc<Package> {
    let plugin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins").join(name);
    let mut files = BTreeMap::new();
    for folder in ["", "forms", "i18n"] {
        let Ok(entries) = std::fs::read_dir(plugin.join(folder)) else { continue };
        for entry in entries.map(|entry| entry.expect("a file").path()).filter(|path| path.is_file()) {
            let file = entry.file_name().expect("a name").to_string_lossy().into_owned();
            let is_part = [".toml", ".ftl"].iter().any(|end| file.ends_with(end)) && file != "Cargo.toml";
            if is_part {
                let name = if folder.is_empty() { file } else { format!("{folder}/{file}") };
                files.insert(name, std::fs::read(&entry).expect("it can be read"));
            }
        }
    }
    Arc::new(Package::draft(&files).unwrap_or_else(|findings| panic!("{name}: {findings}")))
}

/// The registry with these plugins in it.
pub fn registry(plugins: &[&str]) -> Registry {
    let packages: Vec<_> = plugins.iter().map(|name| package(name)).collect();
    let (registry, conflicts) = Registry::build(&packages, &[]);
    assert!(conflicts.is_empty(), "{conflicts:?}");
    registry
}

impl House {
    pub async fn new(clock: Arc<dyn storage::Clock>) -> Self {
        let folder = tempfile::tempdir().expect("a place for the files");
        let database = format!("sqlite://{}?mode=rwc", folder.path().join("accord.db").display());
        migrations::up(&database).await.expect("an empty database");
        let mut settings = storage::Settings::new(&database);
        settings.throwaway = true;
        let store = Store::open(&settings, Arc::new(Keyring::generate()), clock.clone()).await;
        let store = store.expect("a migrated database");
        let zone = chrono_tz::Europe::London;
        let kind = InstallationKind::Demo;
        let installation = Installation { kind, service_name: "Northside Restorative".into(), zone };
        store.be_born(&installation).await.expect("not born yet");
        let identity =
            Arc::new(Identity::new(store.clone(), identity::Settings::default(), installation.clone()));
        let registry = registry(&["referral-public", "referral-partner"]);
        let words = Wording::load(Language::En, zone).expect("the core's words");
        let words = words.with_plugins(registry.words()).expect("the plugins' words");
        let ports = Ports {
            sessions: identity.clone(),
            tokens: identity.clone(),
            readiness: Arc::new(AlwaysReady),
            clock: Arc::new(SameClock(clock)),
        };
        let settings = Settings {
            service_name: installation.service_name,
            organisation: "Northside Restorative and Mediation Service".to_owned(),
            contact: "help@example.org".to_owned(),
            demonstration: true,
            over_tls: false,
            ..Settings::default()
        };
        let site = Site::new(settings, ports, words.clone(), navigation()).expect("the embedded templates");
        let code = Arc::new(Code::default());
        let registry = Arc::new(Mutex::new(Arc::new(registry)));
        let current = registry.clone();
        let services = Services {
            identity,
            intake: Intake::new(store.clone(), code.clone(), Arc::new(Registry::core())),
            casework: Casework::new(store.clone()),
            lists: Lists::new(store.clone()),
            search: Search::new(store.clone()),
            exports: Exports::new(store.clone()),
            reports: Reports::new(store.clone(), Rules::default()),
            access_log: AccessLog::new(store.clone()),
            audit_log: AuditLog::new(store.clone()),
            accounts: Accounts::new(store.clone()),
            erasures: administration::Erasures::new(store.clone()),
            keys: administration::Keys::new(store.clone()),
            partners: Partners::new(store.clone()),
            mail: administration::Mail::new(store.clone()),
            policies: Policies::new(store.clone()),
            plugins: Plugins::new(store.clone(), Arc::new(NoWorkshop), words),
            registry: Arc::new(move || current.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        };
        let table = web::account_pages().and(web::intake_pages());
        let table = table.and(web::case_pages()).and(web::list_pages());
        let router = services.around(site.router(table));
        let team = team(&store).await;
        Self { store, router, code, registry, team, _folder: folder }
    }

    /// From now on the plugins' code fails, or does not any more.
    pub fn break_plugins(&self, is_broken: bool) {
        self.code.is_broken.store(is_broken, Ordering::Relaxed);
    }

    /// Puts other plugins in place of those there are.
    pub fn contribute(&self, registry: Registry) {
        *self.registry.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(registry);
    }

    /// A partner organisation.
    pub async fn partner(&self, name: &str, kind: &str) -> OrganisationId {
        let operator = operator(&self.store);
        let mut unit = self.store.write(&operator).await.expect("a unit");
        let leave = operator.may::<ManageOrganisations>(&Place::service(), unit.id()).expect("it may");
        let (name, kind) = (name.to_owned(), kind.to_owned());
        let new = NewOrganisation { name, kind, team: self.team, agreement_until: None };
        let partner = unit.create_organisation(leave, new).await.expect("a partner");
        unit.commit().await.expect("a commit");
        partner.id
    }

    /// An account with the password of everybody.
    pub async fn account(
        &self,
        username: &str,
        name: &str,
        role: Role,
        organisation: Option<OrganisationId>,
    ) {
        let operator = operator(&self.store);
        let mut unit = self.store.write(&operator).await.expect("a unit");
        let leave = operator.may::<ManageAccounts>(&Place::service(), unit.id()).expect("it may");
        let from = self.store.now();
        let new = NewAccount {
            username: username.into(),
            display_name: name.into(),
            email: None,
            kind: if organisation.is_some() { "partner" } else { "staff" },
            team: self.team,
            organisation,
            status: "active",
            language: "en".into(),
            password: Some(keys::password::hash(PASSWORD)),
            sensitive_trained: true,
            valid_until: None,
            roles: vec![RoleGrant { role, from, until: from + Duration::from_secs(365 * 24 * 60 * 60) }],
        };
        unit.create_account(leave, new).await.expect("a new name");
        unit.commit().await.expect("a commit");
    }
}

fn navigation() -> Vec<Navigation> {
    vec![
        Navigation {
            href: "/intake",
            label: "nav-intake",
            shown_to: |actor| actor.holds(ActKind::AmendReferral) && actor.organisation().is_none(),
        },
        Navigation {
            href: "/referrals",
            label: "nav-referrals",
            shown_to: |actor| actor.organisation().is_some(),
        },
        Navigation { href: "/cases", label: "nav-cases", shown_to: |actor| actor.holds(ActKind::ViewCase) },
    ]
}

fn operator(store: &Store) -> Actor {
    Actor::system(Task::Operator, store.now())
}

async fn team(store: &Store) -> TeamId {
    let operator = operator(store);
    let mut unit = store.write(&operator).await.expect("a unit");
    let leave = operator.may::<ManageSettings>(&Place::service(), unit.id()).expect("it may");
    let new = NewTeam { parent: None, name: "Northside".into(), kind: "service" };
    let team = unit.create_team(leave, new).await.expect("the first team");
    unit.commit().await.expect("a commit");
    team
}
