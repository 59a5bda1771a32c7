//! The one place that calls cargo.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::place::Place;
use crate::Error;

const TARGET: &str = "wasm32-unknown-unknown";

/// Without these a component is 23 times as large. They are given on the command line, so
/// that a crate outside the checkout gets them without writing them down.
const PROFILE: &[&str] = &[
    "profile.plugin.inherits='release'",
    "profile.plugin.opt-level='s'",
    "profile.plugin.lto='fat'",
    "profile.plugin.panic='abort'",
    "profile.plugin.codegen-units=1",
    "profile.plugin.strip=true",
    "profile.plugin.overflow-checks=true",
];

/// What a surrounding cargo or its wrapper sets, which must not leak into a plugin's build.
const NOT_INHERITED: &[&str] = &[
    "RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_TARGET_DIR",
    "CARGO_UNSTABLE_FEATURE_UNIFICATION",
    "CARGO_RESOLVER_FEATURE_UNIFICATION",
    "__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS",
];

/// Builds the crate in `folder` and returns its module.
pub fn module(folder: &Path, place: &Place) -> Result<Vec<u8>, Error> {
    let manifest = folder.join("Cargo.toml");
    let crate_name = crate_name(&manifest)?;
    let mut command = cargo();
    command
        .args(["build", "--lib", "--profile", "plugin", "--target", TARGET])
        .args(["--message-format", "json-render-diagnostics"])
        .arg("--manifest-path")
        .arg(&manifest)
        .arg("--target-dir")
        .arg(place.target.join("plugins"))
        .env("CARGO_ENCODED_RUSTFLAGS", flags(place))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    for line in PROFILE {
        command.arg("--config").arg(line);
    }
    let output = command.output().map_err(Error::file("cargo"))?;
    if !output.status.success() {
        return Err(if has_target() { Error::Cargo } else { Error::Target });
    }
    let module = artefact(&output.stdout, &crate_name).ok_or_else(|| Error::Crate {
        path: manifest,
        reason: "the crate makes no module; add crate-type = [\"cdylib\", \"rlib\"] under [lib]".to_owned(),
    })?;
    fs::read(&module).map_err(Error::file(module))
}

/// Installs the WebAssembly target through rustup, when it is missing.
///
/// # Errors
/// When rustup is not there or cannot install it.
pub fn ensure_target() -> Result<(), Error> {
    if has_target() {
        return Ok(());
    }
    let added = Command::new("rustup").args(["target", "add", TARGET]).stdin(Stdio::null()).status();
    if added.is_ok_and(|status| status.success()) { Ok(()) } else { Err(Error::Target) }
}

fn has_target() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let printed = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    printed.is_ok_and(|printed| {
        let folder = String::from_utf8_lossy(&printed.stdout);
        printed.status.success() && Path::new(folder.trim()).is_dir()
    })
}

fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for name in NOT_INHERITED {
        command.env_remove(name);
    }
    command
}

/// A small stack, which a fresh instance has to clear, and paths that are the same on every
/// machine, so that the same sources make the same bytes.
fn flags(place: &Place) -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let mut flags = vec![
        "-Clink-arg=-zstack-size=131072".to_owned(),
        format!("--remap-path-prefix={}=/plugin", place.root.display()),
    ];
    if let Some(home) = home {
        flags.push(format!("--remap-path-prefix={}=/cargo", home.display()));
    }
    flags.join("\u{1f}")
}

fn crate_name(manifest: &Path) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Manifest {
        package: Package,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
    }
    let refuse = |reason: String| Error::Crate { path: manifest.to_owned(), reason };
    let text = fs::read_to_string(manifest)
        .map_err(|cause| refuse(format!("plugin.toml names a component, but there is no crate: {cause}")))?;
    let manifest: Manifest = toml::from_str(&text).map_err(|cause| refuse(cause.message().to_owned()))?;
    Ok(manifest.package.name)
}

/// The module among cargo's messages.
fn artefact(messages: &[u8], crate_name: &str) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Message {
        reason: String,
        target: Option<Target>,
        #[serde(default)]
        filenames: Vec<PathBuf>,
    }
    #[derive(Deserialize)]
    struct Target {
        name: String,
    }
    let underscored = crate_name.replace('-', "_");
    let messages = messages.split(|byte| *byte == b'\n');
    let messages = messages.filter_map(|line| serde_json::from_slice::<Message>(line).ok());
    messages
        .filter(|message| message.reason == "compiler-artifact")
        .filter(|message| {
            message.target.as_ref().is_some_and(|target| target.name.replace('-', "_") == underscored)
        })
        .flat_map(|message| message.filenames)
        .find(|file| file.extension().is_some_and(|kind| kind == "wasm"))
}
