//! A service with a database of its own, for looking at the pages of signing in and for
//! their tests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use administration::{AccessLog, Accounts, AuditLog, Partners, Plugins, Policies, Rejected, Work, Workshop};
use axum::Router;
use cases::export::Exports;
use cases::intake::Intake;
use cases::list::Lists;
use cases::search::Search;
use cases::work::Casework;
use contributions::{NoHooks, Package, Registry};
use domain::{Instant, Reference, TeamId};
use identity::Identity;
use keys::Keyring;
use permissions::{Actor, ManageAccounts, ManageSettings, Place, Role, Task};
use reports::Reports;
use reports::disclosure::Rules;
use serde_json::json;
use storage::identity::{NewAccount, RoleGrant};
use storage::{Installation, InstallationKind, NewTeam, Store};
use tempfile::TempDir;
use web::{
    Access, BoxFuture, Clock, Navigation, Ports, Posted, PostedForm, Readiness, Screen, Services, Settings,
    Site, Table,
};
use wording::{Language, Wording};

/// The password of everybody here.
pub const PASSWORD: &str = "a lamp beside the harbour";

/// The page on which a facilitator begins, with a form that saves nothing and shows what
/// was typed.
const WORK: &str = "{{#> layout with_title=\"Work\"}}<h1>Work</h1><form action=\"/my-work\" method=\"post\">\
    {{> parts/form-token}}<textarea name=\"note\">{{typed}}</textarea></form><p>{{said}}</p>{{/layout}}";

struct WorkForm;

impl PostedForm for WorkForm {
    const NAME: &'static str = "work";
}

/// An installation, born, without anybody in it.
pub struct House {
    pub store: Store,
    pub identity: Arc<Identity>,
    pub router: Router,
    /// What the pages stand on, for tests that serve others than those of signing in.
    #[cfg(test)]
    pub site: Site,
    #[cfg(test)]
    pub services: Services,
    registry: Arc<Mutex<Arc<Registry>>>,
    team: TeamId,
    _folder: TempDir,
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

impl House {
    pub async fn new(kind: InstallationKind, clock: Arc<dyn storage::Clock>) -> Self {
        let folder = tempfile::tempdir().expect("a place for the files");
        let database = format!("sqlite://{}?mode=rwc", folder.path().join("accord.db").display());
        migrations::up(&database).await.expect("an empty database");
        let mut settings = storage::Settings::new(&database);
        settings.throwaway = true;
        let store = Store::open(&settings, Arc::new(Keyring::generate()), clock.clone()).await;
        let store = store.expect("a migrated database");
        let zone = chrono_tz::Europe::London;
        let installation = Installation { kind, service_name: "Northside Restorative".into(), zone };
        store.be_born(&installation).await.expect("not born yet");
        let team = team(&store).await;
        let identity =
            Arc::new(Identity::new(store.clone(), identity::Settings::default(), installation.clone()));

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
            demonstration: kind == InstallationKind::Demo,
            over_tls: false,
            ..Settings::default()
        };
        let words = Wording::load(Language::En, zone).expect("the core's words");
        let navigation = vec![Navigation { href: "/my-work", label: "account-roles", shown_to: |_| true }];
        let site = Site::with_templates(settings, ports, words.clone(), navigation, &[("work", WORK)])
            .expect("the embedded templates");
        let registry = Arc::new(Mutex::new(Arc::new(Registry::core())));
        let services = services(&store, &identity, registry.clone(), words.clone());
        let router = services.clone().around(site.router(web::account_pages().and(work())));
        Self {
            store,
            identity,
            router,
            #[cfg(test)]
            site,
            #[cfg(test)]
            services,
            registry,
            team,
            _folder: folder,
        }
    }

    /// Puts another registry in place of the core's own.
    pub fn contribute(&self, registry: Registry) {
        *self.registry.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(registry);
    }

    fn operator(&self) -> Actor {
        Actor::system(Task::Operator, self.store.now())
    }

    /// Makes an account: `active` with the password of everybody, or `invited`.
    pub async fn account(&self, username: &str, name: &str, status: &'static str, role: Role) -> Reference {
        let operator = self.operator();
        let mut unit = self.store.write(&operator).await.expect("a unit");
        let leave = operator.may::<ManageAccounts>(&Place::service(), unit.id()).expect("the operator may");
        let password = (status != "invited").then(|| keys::password::hash(PASSWORD));
        let new = NewAccount {
            username: username.into(),
            display_name: name.into(),
            email: None,
            kind: "volunteer",
            team: self.team,
            organisation: None,
            status,
            language: "en".into(),
            password,
            sensitive_trained: false,
            valid_until: None,
            roles: vec![RoleGrant {
                role,
                from: self.store.now(),
                until: self.store.now() + Duration::from_secs(365 * 24 * 60 * 60),
            }],
        };
        let (_, reference) = unit.create_account(leave, new).await.expect("a new name");
        unit.commit().await.expect("a commit");
        reference
    }

    /// Invites to an account and returns the path of the link.
    pub async fn invite(&self, account: Reference) -> String {
        let secret = self.identity.invite(&self.operator(), account).await.expect("the operator may");
        format!("/invitation/{}", secret.expose())
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

fn services(
    store: &Store,
    identity: &Arc<Identity>,
    registry: Arc<Mutex<Arc<Registry>>>,
    words: Wording,
) -> Services {
    Services {
        identity: identity.clone(),
        intake: Intake::new(store.clone(), Arc::new(NoHooks), Arc::new(Registry::core())),
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
        registry: Arc::new(move || registry.lock().unwrap_or_else(PoisonError::into_inner).clone()),
    }
}

async fn team(store: &Store) -> TeamId {
    let operator = Actor::system(Task::Operator, store.now());
    let mut unit = store.write(&operator).await.expect("a unit");
    let leave = operator.may::<ManageSettings>(&Place::service(), unit.id()).expect("the operator may");
    let new = NewTeam { parent: None, name: "Northside".into(), kind: "service" };
    let team = unit.create_team(leave, new).await.expect("the first team");
    unit.commit().await.expect("a commit");
    team
}

fn work() -> Table {
    Table::new()
        .get("/my-work", Access::SignedIn, async |screen: Screen| {
            screen.show("work", &json!({ "token": screen.token::<WorkForm>(), "typed": "", "said": "" }))
        })
        .post("/my-work", Access::SignedIn, async |screen: Screen, posted: Posted<WorkForm>| {
            let said = if posted.is_shown_again { "shown again" } else { "saved" };
            let typed = posted.typed.text("note");
            screen.show("work", &json!({ "token": screen.token::<WorkForm>(), "typed": typed, "said": said }))
        })
}
