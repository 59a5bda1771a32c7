//! One enabled plugin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contributions::{FormDefinition, HookFault, Limits, Package, World};
use tokio::sync::Semaphore;

use crate::InstallError;
use crate::answer::{Declared, DeclaredField};
use crate::breaker::{Breaker, State};

/// A hook that can fail by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hook {
    Validate,
    Compute,
    Build,
}

impl Hook {
    const ALL: [Self; 3] = [Self::Validate, Self::Compute, Self::Build];

    /// The hook's name in the contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Validate => "validate",
            Self::Compute => "compute",
            Self::Build => "build",
        }
    }
}

/// How a plugin does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// The plugin's id.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// The hooks that are not called at present: their names, and how long they rest yet;
    /// nothing for one that is off until someone resets it.
    pub resting: Vec<(&'static str, Option<Duration>)>,
}

/// What the host keeps of an enabled package.
pub struct Plugin {
    pub id: String,
    version: String,
    /// The digest of the file it came in.
    digest: String,
    /// The limits that the package asks for.
    pub asked: Limits,
    /// Its number at the worker and its authenticated code; a declarative plugin has none.
    pub code: Option<(u32, Arc<[u8]>)>,
    forms: BTreeMap<String, Declared>,
    /// The reports whose data its code prepares.
    pub reports: BTreeSet<String>,
    /// One call at a time.
    pub turn: Arc<Semaphore>,
    breakers: Mutex<BTreeMap<Hook, Breaker>>,
}

impl Plugin {
    /// Keeps what calls are compared with.
    pub fn new(package: &Package, code: Option<(u32, Arc<[u8]>)>) -> Self {
        let declared = |form: &FormDefinition| Declared {
            fields: form
                .fields()
                .map(|field| (field.id.clone(), DeclaredField { kind: field.kind, computed: field.computed }))
                .collect(),
        };
        Self {
            id: package.manifest.id.clone(),
            version: package.manifest.version.to_string(),
            digest: package.digest.clone(),
            asked: package.manifest.limits,
            code,
            forms: package.forms.values().map(|form| (form.id.clone(), declared(form))).collect(),
            reports: package
                .reports
                .values()
                .filter(|report| report.build)
                .map(|report| report.id.clone())
                .collect(),
            turn: Arc::new(Semaphore::new(1)),
            breakers: Mutex::default(),
        }
    }

    /// Whether it was made of this very package.
    pub fn is_of(&self, package: &Package) -> bool {
        !self.digest.is_empty() && self.digest == package.digest
    }

    /// What the form `id` declares.
    pub fn form(&self, id: &str) -> Result<&Declared, HookFault> {
        self.forms.get(id).ok_or(HookFault::NotInstalled)
    }

    /// Whether `hook` may be called at `now`.
    pub fn permits(&self, hook: Hook, now: Duration) -> bool {
        self.breakers().entry(hook).or_default().permits(now)
    }

    /// Notes how a permitted call ended.
    pub fn note(&self, hook: Hook, now: Duration, failed: bool) {
        let mut breakers = self.breakers();
        let breaker = breakers.entry(hook).or_default();
        if breaker.note(now, failed) {
            tracing::warn!(plugin = self.id, hook = hook.as_str(), state = ?breaker.state(), "a plugin's breaker moved");
        }
    }

    /// Closes every breaker.
    pub fn reset(&self) {
        self.breakers().values_mut().for_each(Breaker::reset);
    }

    /// How it does at `now`.
    pub fn health(&self, now: Duration) -> Health {
        let breakers = self.breakers();
        let resting = Hook::ALL.into_iter().filter_map(|hook| match breakers.get(&hook)?.state() {
            State::Closed => None,
            State::Open { until } => Some((hook.as_str(), Some(until.saturating_sub(now)))),
            State::Probing { .. } => Some((hook.as_str(), Some(Duration::ZERO))),
            State::Disabled => Some((hook.as_str(), None)),
        });
        Health { plugin: self.id.clone(), version: self.version.clone(), resting: resting.collect() }
    }

    fn breakers(&self) -> MutexGuard<'_, BTreeMap<Hook, Breaker>> {
        self.breakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a component exports what its package declares.
pub fn exports_suffice(package: &Package, exports: &[String]) -> Result<(), InstallError> {
    let has = |interface: &str| exports.iter().any(|export| export.split('@').next() == Some(interface));
    let world = package.manifest.component;
    let needs = [
        (world.is_some_and(World::has_forms), "form rules", "accord:plugin/forms"),
        (world.is_some_and(World::has_reports), "report data", "accord:plugin/reports"),
    ];
    match needs.into_iter().find(|(needed, _, export)| *needed && !has(export)) {
        Some((_, declared, export)) => Err(InstallError::MissingExport { declared, export }),
        None => Ok(()),
    }
}
