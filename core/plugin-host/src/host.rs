//! The core's hooks, over the worker.

mod calls;
mod plugin;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use contributions::{HookCall, HookFault, HookFuture, Hooks, Package, Problem, Table};
use domain::Answers;
use keys::Keyring;
use tokio::sync::Semaphore;

pub use plugin::Health;

use crate::answer;
use crate::breaker::Crowd;
use crate::compile::{Component, compile};
use crate::protocol::{Input, Output};
use crate::supervisor::Supervisor;
use crate::{InstallError, Settings, WorkerCommand, artefact};
use plugin::{Hook, Plugin};

/// Runs the hooks of every enabled plugin; see the crate for how a call goes.
///
/// It must be used inside a tokio runtime. It is cheap to keep and expensive to make twice:
/// each has a worker process of its own once it was called.
pub struct Host {
    settings: Settings,
    command: WorkerCommand,
    keys: Arc<Keyring>,
    supervisor: Supervisor,
    plugins: RwLock<HashMap<String, Arc<Plugin>>>,
    next_artefact: AtomicU32,
    next_call: AtomicU64,
    threads: Arc<Semaphore>,
    long_calls: Arc<Semaphore>,
    crowd: Mutex<Crowd>,
    start: Instant,
}

impl Host {
    /// A host without plugins; the worker starts with the first call.
    pub fn new(settings: Settings, keys: Arc<Keyring>, command: WorkerCommand) -> Self {
        let threads = settings.threads.max(4);
        Self {
            supervisor: Supervisor::new(command.clone(), threads),
            threads: Arc::new(Semaphore::new(threads)),
            long_calls: Arc::new(Semaphore::new(threads / 2)),
            settings,
            command,
            keys,
            plugins: RwLock::default(),
            next_artefact: AtomicU32::new(1),
            next_call: AtomicU64::new(1),
            crowd: Mutex::default(),
            start: Instant::now(),
        }
    }

    /// Compiles a package's component in a child of its own and returns the artefact to
    /// keep, or nothing when the package has no code.
    ///
    /// # Errors
    /// When the component imports anything but our world, lacks what the package declares,
    /// is too large, is no component, or takes more time or memory to compile than it may.
    pub async fn install(&self, package: &Package) -> Result<Option<Vec<u8>>, InstallError> {
        let Some(component) = &package.component else { return Ok(None) };
        let compiled = self.compile(component).await?;
        plugin::exports_suffice(package, &compiled.exports)?;
        Ok(Some(artefact::seal(&self.keys, &keys::sha256(component), &compiled.code)))
    }

    /// Compiles any component, for tools that look inside one.
    ///
    /// # Errors
    /// As [`install`](Self::install), without the comparison with a package.
    pub async fn compile(&self, component: &[u8]) -> Result<Component, InstallError> {
        compile(&self.command, self.settings.compile, component).await
    }

    /// Puts a package's hooks to work, in the place of any earlier version, with the
    /// artefact that [`install`](Self::install) made of it.
    ///
    /// # Errors
    /// When the artefact is not ours, was altered, or is of another component or engine.
    pub async fn enable(&self, package: &Package, artefact: Option<&[u8]>) -> Result<(), InstallError> {
        let code = match (&package.component, artefact) {
            (None, _) => None,
            (Some(_), None) => return Err(InstallError::Stale),
            (Some(component), Some(artefact)) => {
                let code = artefact::open(&self.keys, &keys::sha256(component), artefact)?;
                Some((self.next_artefact.fetch_add(1, Ordering::Relaxed), Arc::from(code)))
            }
        };
        let plugin = Arc::new(Plugin::new(package, code));
        let earlier = self.put(plugin);
        self.forget(earlier).await;
        Ok(())
    }

    /// Makes a package ready on this node: takes its artefact from `folder`, or compiles it
    /// and keeps the artefact there, and enables it.
    ///
    /// A package that is enabled already stays as it is, its breakers included.
    ///
    /// # Errors
    /// As [`install`](Self::install), or when the folder cannot be written.
    pub async fn prepare(&self, package: &Package, folder: &Path) -> Result<(), InstallError> {
        if self.plugin(&package.manifest.id).is_some_and(|enabled| enabled.is_of(package)) {
            return Ok(());
        }
        let artefact = self.artefact(package, folder).await?;
        self.enable(package, artefact.as_deref()).await
    }

    /// The artefact of a package, from `folder` or compiled and kept there; nothing for a
    /// package without code. An artefact that is stale or was altered is made again.
    ///
    /// # Errors
    /// As [`install`](Self::install), or when the folder cannot be written.
    pub async fn artefact(&self, package: &Package, folder: &Path) -> Result<Option<Vec<u8>>, InstallError> {
        let Some(component) = &package.component else { return Ok(None) };
        let digest = keys::sha256(component);
        let name: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let file = folder.join(format!("{name}.artefact"));
        let plugin = package.manifest.id.as_str();
        if let Ok(kept) = tokio::fs::read(&file).await {
            match artefact::open(&self.keys, &digest, &kept) {
                Ok(_) => return Ok(Some(kept)),
                Err(InstallError::NotOurs) => {
                    tracing::error!(plugin, "a compiled plugin was altered on disk; made again");
                }
                Err(_) => tracing::info!(plugin, "a compiled plugin is out of date; made again"),
            }
        }
        let made = self.install(package).await?;
        if let Some(made) = &made {
            keep(&file, made).await?;
        }
        Ok(made)
    }

    /// Takes a plugin's hooks out of service; calls under way end as they would have.
    pub async fn disable(&self, plugin: &str) {
        let removed = self.take(plugin);
        self.forget(removed).await;
    }

    /// Lets a plugin be called again that was switched off after failures.
    pub fn reset(&self, plugin: &str) {
        if let Some(plugin) = self.plugin(plugin) {
            plugin.reset();
        }
    }

    /// How every enabled plugin does, by id.
    pub fn health(&self) -> Vec<Health> {
        let plugins = self.plugins.read().unwrap_or_else(PoisonError::into_inner);
        let mut health: Vec<Health> =
            plugins.values().map(|plugin| plugin.health(self.start.elapsed())).collect();
        health.sort_by(|a, b| a.plugin.cmp(&b.plugin));
        health
    }

    /// The worker's process id, if it runs, for the health page.
    pub async fn worker_process(&self) -> Option<u32> {
        self.supervisor.running().await?.process()
    }

    /// How many worker processes were started so far: more than one means that one died.
    pub fn workers_started(&self) -> u64 {
        self.supervisor.started()
    }

    /// Whether the operating system holds the running worker back from files and system
    /// calls; nothing before it said so.
    pub async fn worker_is_walled_in(&self) -> Option<bool> {
        let walls = self.supervisor.running().await?.walls()?;
        Some(walls.files && walls.calls)
    }

    fn plugin(&self, id: &str) -> Option<Arc<Plugin>> {
        self.plugins.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    fn put(&self, plugin: Arc<Plugin>) -> Option<Arc<Plugin>> {
        self.plugins.write().unwrap_or_else(PoisonError::into_inner).insert(plugin.id.clone(), plugin)
    }

    fn take(&self, id: &str) -> Option<Arc<Plugin>> {
        self.plugins.write().unwrap_or_else(PoisonError::into_inner).remove(id)
    }

    async fn forget(&self, plugin: Option<Arc<Plugin>>) {
        if let Some((artefact, _)) = plugin.as_ref().and_then(|plugin| plugin.code.as_ref())
            && let Some(worker) = self.supervisor.running().await
        {
            worker.forget(*artefact);
        }
    }
}

impl Hooks for Host {
    fn validate<'a>(
        &'a self,
        call: HookCall,
        form: &'a str,
        answers: &'a Answers,
    ) -> HookFuture<'a, Vec<Problem>> {
        Box::pin(async move {
            let plugin = self.plugin(&call.plugin).ok_or(HookFault::NotInstalled)?;
            let declared = plugin.form(form)?;
            if plugin.code.is_none() {
                return Ok(Vec::new());
            }
            let limit = self.settings.forms.findings;
            let input = Input::Validate { form: form.into(), answers: std::borrow::Cow::Borrowed(answers) };
            self.call(&plugin, Hook::Validate, call, input, |output| match output {
                Output::Findings(findings) => answer::findings(&plugin.id, declared, limit, findings),
                _ => Err(calls::mixed_up()),
            })
            .await
        })
    }

    fn compute<'a>(&'a self, call: HookCall, form: &'a str, answers: &'a Answers) -> HookFuture<'a, Answers> {
        Box::pin(async move {
            let plugin = self.plugin(&call.plugin).ok_or(HookFault::NotInstalled)?;
            let declared = plugin.form(form)?;
            if plugin.code.is_none() {
                return Ok(Answers::new());
            }
            let limit = self.settings.forms.findings;
            let input = Input::Compute { form: form.into(), answers: std::borrow::Cow::Borrowed(answers) };
            self.call(&plugin, Hook::Compute, call, input, |output| match output {
                Output::Computed(answers) => answer::computed(declared, limit, answers),
                _ => Err(calls::mixed_up()),
            })
            .await
        })
    }

    fn build<'a>(
        &'a self,
        call: HookCall,
        report: &'a str,
        parameters: &'a Answers,
        tables: &'a [(String, Table)],
    ) -> HookFuture<'a, serde_json::Value> {
        Box::pin(async move {
            let plugin = self.plugin(&call.plugin).ok_or(HookFault::NotInstalled)?;
            if plugin.code.is_none() || !plugin.reports.contains(report) {
                return Err(HookFault::NotInstalled);
            }
            let input = Input::Build {
                report: report.into(),
                parameters: std::borrow::Cow::Borrowed(parameters),
                tables: tables.into(),
            };
            self.call(&plugin, Hook::Build, call, input, |output| match output {
                Output::Built(built) => answer::built(&plugin.id, built),
                _ => Err(calls::mixed_up()),
            })
            .await
        })
    }
}

/// Writes an artefact so that a crash leaves the old one or the new one, readable by the
/// server's account alone.
async fn keep(file: &Path, artefact: &[u8]) -> std::io::Result<()> {
    use tokio::io::AsyncWriteExt;
    let partial = file.with_extension("partial");
    let mut options = tokio::fs::OpenOptions::new();
    let mut target = options.write(true).create(true).truncate(true).mode(0o600).open(&partial).await?;
    target.write_all(artefact).await?;
    target.sync_all().await?;
    tokio::fs::rename(partial, file).await
}
