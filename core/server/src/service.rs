//! The whole server as one value.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use administration::{AccessLog, Accounts, AuditLog, Erasures, Keys, Mail, Partners, Plugins, Policies};
use anyhow::{Context, Result, bail};
use cases::export::Exports;
use cases::intake::Intake;
use cases::list::Lists;
use cases::search::Search;
use cases::work::Casework;
use contributions::{Hooks, Registry};
use identity::Identity;
use permissions::ActKind;
use plugin_host::{Host, WorkerCommand};
use reports::Reports;
use reports::disclosure::Rules;
use storage::{Installation, InstallationKind, Store};
use tokio::net::TcpListener;
use web::{Logo, Navigation, Services, Site, Table};
use wording::Wording;

use crate::checkpoints::Keeper;
use crate::jobs;
use crate::mail::{Pen, Post, Runner};
use crate::ports::ports;
use crate::settings::Settings;
use crate::workshop::NodeWorkshop;

/// What a node is started with.
pub struct Node {
    /// The database, its keys and its clock.
    pub store: Store,
    /// The same keys, for the artefacts of plugins.
    pub keys: Arc<keys::Keyring>,
    /// What the installation was born as.
    pub installation: Installation,
    /// The settings.
    pub settings: Settings,
    /// The folder for compiled plugins.
    pub artefacts: PathBuf,
    /// The binary that runs and compiles plugins.
    pub worker: WorkerCommand,
}

/// A server that is ready to be reached.
pub struct Service {
    store: Store,
    identity: Identity,
    plugins: Plugins,
    host: Arc<Host>,
    site: Site,
    services: Services,
    checkpoints: Arc<Keeper>,
    mail: Runner,
}

impl Service {
    /// Joins everything and readies the plugins. A plugin that cannot be used is left out
    /// and logged.
    ///
    /// # Errors
    /// Where the database does not answer, or the words or templates are broken.
    pub async fn start(node: Node) -> Result<Self> {
        let Node { store, keys, installation, settings, artefacts, worker } = node;
        let words = Wording::load(settings.service.language, installation.zone).context("the catalogues")?;
        // Better no service than one whose rights nobody published.
        store.check_policy().await?;
        let host = Arc::new(Host::new(settings.plugin_host(), keys.clone(), worker));
        let checkpoints = Arc::new(Keeper::new(&store, keys, settings.audit.clone()));
        let workshop = Arc::new(NodeWorkshop::new(host.clone(), artefacts));
        let plugins = Plugins::new(store.clone(), workshop, words.clone());
        let identity = Identity::at(
            &settings.passkey_address(),
            store.clone(),
            settings.sign_in.clone(),
            installation.clone(),
        )
        .with_providers(&settings.public_address())?;
        let post = Post::of(&settings.mail)?;
        if post.is_none() && installation.kind == InstallationKind::Live {
            tracing::warn!("no mail is sent: set mail.host and mail.from");
        }
        let pen = Pen::new(words.clone(), identity.clone(), settings.public_address());
        let mail = Runner::new(store.clone(), pen, post);
        let pages = page_settings(&settings, &installation)?;
        let site = Site::new(pages, ports(&store, &identity, &plugins), words, navigation())?;
        let speaking = site.clone();
        plugins.tell(move |contributed| speaking.speak(contributed.wording().clone()));
        plugins.refresh().await?;
        let services = services(&store, &identity, &plugins, host.clone());
        Ok(Self { store, identity, plugins, host, site, services, checkpoints, mail })
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Signing in.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The plugins.
    pub fn plugins(&self) -> &Plugins {
        &self.plugins
    }

    /// What sends the mail.
    pub fn mail(&self) -> &Runner {
        &self.mail
    }

    /// The plugin host.
    pub fn host(&self) -> &Arc<Host> {
        &self.host
    }

    /// Serves on `listener` until `stop` is done, then lets running requests end.
    ///
    /// # Errors
    /// The listener broke.
    pub async fn run(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let (checkpoints, mail) = (self.checkpoints.clone(), self.mail.clone());
        let mut keeping = jobs::start(&self.store, &self.plugins);
        keeping.push(tokio::spawn(async move { checkpoints.run().await }));
        keeping.push(tokio::spawn(async move { mail.run().await }));
        let router = self.services.around(self.site.router(routes()));
        let ended = web::serve(listener, router, stop).await;
        for task in keeping {
            task.abort();
        }
        self.checkpoints.end().await;
        ended
    }
}

/// Every route of the service.
pub fn routes() -> Table {
    web::account_pages()
        .and(web::intake_pages())
        .and(web::case_pages())
        .and(web::list_pages())
        .and(web::report_pages())
        .and(web::audit_pages())
        .and(web::administration_pages())
        .and(web::api())
}

/// The service's navigation.
fn navigation() -> Vec<Navigation> {
    vec![
        Navigation {
            href: "/my-work",
            label: "nav-my-work",
            shown_to: |actor| actor.holds(ActKind::ViewCase),
        },
        Navigation {
            href: "/intake",
            label: "nav-intake",
            shown_to: |actor| actor.holds(ActKind::AmendReferral) && actor.organisation().is_none(),
        },
        Navigation {
            href: "/referrals",
            label: "nav-referrals",
            shown_to: |actor| actor.holds(ActKind::Refer) && actor.organisation().is_some(),
        },
        Navigation { href: "/cases", label: "nav-cases", shown_to: |actor| actor.holds(ActKind::ViewCase) },
        Navigation {
            href: "/reports",
            label: "nav-reports",
            shown_to: |actor| actor.holds(ActKind::RunReport),
        },
        Navigation {
            href: "/team-access",
            label: "nav-team-access",
            shown_to: |actor| actor.holds(ActKind::ViewTeamAccess),
        },
        Navigation { href: "/audit", label: "nav-audit", shown_to: |actor| actor.holds(ActKind::ViewAudit) },
        Navigation {
            href: "/erasures",
            label: "nav-erasures",
            shown_to: |actor| actor.holds(ActKind::ProposeErasure) || actor.holds(ActKind::ApproveErasure),
        },
        Navigation {
            href: "/accounts",
            label: "nav-accounts",
            shown_to: |actor| actor.holds(ActKind::ManageAccounts),
        },
        Navigation {
            href: "/plugins",
            label: "nav-plugins",
            shown_to: |actor| actor.holds(ActKind::ManagePlugins),
        },
        Navigation {
            href: "/permissions",
            label: "nav-permissions",
            shown_to: |actor| actor.holds(ActKind::ViewConfiguration),
        },
    ]
}

fn services(store: &Store, identity: &Identity, plugins: &Plugins, hooks: Arc<dyn Hooks>) -> Services {
    let plugins = plugins.clone();
    Services {
        identity: Arc::new(identity.clone()),
        intake: Intake::new(store.clone(), hooks, plugins.registry()),
        casework: Casework::new(store.clone()),
        lists: Lists::new(store.clone()),
        search: Search::new(store.clone()),
        exports: Exports::new(store.clone()),
        reports: Reports::new(store.clone(), Rules::default()),
        access_log: AccessLog::new(store.clone()),
        audit_log: AuditLog::new(store.clone()),
        accounts: Accounts::new(store.clone()),
        erasures: Erasures::new(store.clone()),
        keys: Keys::new(store.clone()),
        partners: Partners::new(store.clone()),
        mail: Mail::new(store.clone()),
        policies: Policies::new(store.clone()),
        plugins: plugins.clone(),
        registry: Arc::new(move || -> Arc<Registry> { plugins.registry() }),
    }
}

/// What the pages are told about the installation.
fn page_settings(settings: &Settings, installation: &Installation) -> Result<web::Settings> {
    let service = &settings.service;
    if service.address.is_empty() && settings.listen.proxies > 0 {
        bail!(
            "service.address: say at which address people reach the service, such as \
             \"https://accord.example.org\": invitations lead there, and passkeys belong to it"
        );
    }
    let name = if service.name.is_empty() { &installation.service_name } else { &service.name };
    let organisation = if service.organisation.is_empty() { name } else { &service.organisation };
    Ok(web::Settings {
        service_name: name.clone(),
        organisation: organisation.clone(),
        contact: service.contact.clone(),
        logo: logo(&service.logo)?,
        sends_mail: !settings.mail.host.trim().is_empty(),
        language: service.language,
        demonstration: installation.kind == InstallationKind::Demo,
        address: settings.public_address(),
        over_tls: settings.listen.proxies > 0,
        proxies: settings.listen.proxies,
        exit_to: service.exit_to.clone(),
        deadline: Duration::from_secs(settings.listen.deadline_seconds.max(1)),
    })
}

/// The picture in the header, where there is one of the installation's own.
fn logo(path: &Path) -> Result<Option<Logo>> {
    if path.as_os_str().is_empty() {
        return Ok(None);
    }
    let media_type = match path.extension().and_then(|ending| ending.to_str()) {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => bail!("service.logo: {} is neither an SVG nor a PNG", path.display()),
    };
    let bytes = std::fs::read(path).with_context(|| format!("service.logo: {}", path.display()))?;
    Ok(Some(Logo { media_type, bytes }))
}
