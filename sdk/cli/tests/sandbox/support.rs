//! A host with the hostile plugin installed, and calls to it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use contributions::{HookCall, HookFault, Hooks, Package, Problem};
use domain::{Answers, Value};
use keys::Keyring;
use plugin_host::{Host, Settings, WorkerCommand};

/// The package of `examples/hostile`, built when its sources changed.
pub fn hostile() -> Package {
    package("examples/hostile")
}

/// The package of a plugin of this repository.
pub fn package(folder: &str) -> Package {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    accord_plugin::build(&root.join(folder)).expect("the plugin builds").package
}

/// Limits for a machine that may be busy: generous in time, strict in everything else.
pub fn settings() -> Settings {
    let mut settings = Settings { queue: Duration::from_secs(20), ..Settings::default() };
    settings.forms.time = Duration::from_millis(500);
    settings.reports.time = Duration::from_secs(5);
    settings
}

/// The binary that this package makes, which is its own worker and compiler.
pub fn command() -> WorkerCommand {
    WorkerCommand::of(env!("CARGO_BIN_EXE_accord-plugin"))
}

/// A host without plugins.
pub fn empty_host(settings: Settings) -> Host {
    Host::new(settings, Arc::new(Keyring::generate()), command())
}

/// A host with this package installed and enabled.
pub async fn host_with(settings: Settings, package: &Package) -> Host {
    let host = empty_host(settings);
    add(&host, package).await;
    host
}

/// Installs and enables one package more.
pub async fn add(host: &Host, package: &Package) {
    let artefact = host.install(package).await.expect("installed");
    host.enable(package, artefact.as_deref()).await.expect("enabled");
}

/// The circumstances of a call of `plugin`.
pub fn call(plugin: &str) -> HookCall {
    HookCall {
        plugin: plugin.to_owned(),
        today: "2026-11-24".parse().expect("a date"),
        now: "2026-11-24T09:30:00Z".parse().expect("a moment"),
        locale: "cy".to_owned(),
        call_id: uuid::Uuid::from_u128(7),
        schema_version: 1,
        settings: Answers::new(),
    }
}

/// Answers of text.
pub fn answers(texts: &[(&str, &str)]) -> Answers {
    texts.iter().map(|(field, text)| ((*field).to_owned(), Value::Text((*text).to_owned()))).collect()
}

/// Asks `plugin`, a copy of the hostile one, to perform `attack`.
pub async fn attack(host: &Host, plugin: &str, attack: &str) -> Result<Vec<Problem>, HookFault> {
    host.validate(call(plugin), "attack", &answers(&[("attack", attack)])).await
}

/// Asks it honestly, and expects its honest answer.
pub async fn honest(host: &Host, plugin: &str) -> Problem {
    let findings = host.validate(call(plugin), "attack", &answers(&[("note", "all is well")])).await;
    findings.expect("an honest answer").remove(0)
}

/// Kills a process at once, as the kernel does when memory runs out.
pub fn kill(process: u32) {
    let status = std::process::Command::new("kill").args(["-9", &process.to_string()]).status();
    assert!(status.expect("kill runs").success());
}
