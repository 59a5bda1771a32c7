//! The rules of the house: who may depend on whom, and what lies where.
//!
//! `ARCHITECTURE.md` states them as invariants; absences are hard to see in a review, so
//! this reads `cargo metadata` and the source tree and says what is there that should not be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use tests::root;

/// Which of our crates each of them may use. What is not here is forbidden; adding an
/// arrow is the one change that asks for a conversation first.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("permissions", &["domain"]),
    ("contributions", &["domain"]),
    ("keys", &["domain"]),
    ("wording", &["contributions", "domain"]),
    ("storage", &["contributions", "domain", "keys", "permissions"]),
    ("identity", &["domain", "keys", "outgoing", "permissions", "storage"]),
    ("outgoing", &[]),
    ("cases", &["contributions", "domain", "permissions", "storage", "wording"]),
    ("reports", &["contributions", "domain", "permissions", "storage", "wording"]),
    ("administration", &["contributions", "domain", "permissions", "storage", "wording"]),
    ("plugin-host", &["contributions", "domain", "keys"]),
    (
        "web",
        &[
            "administration",
            "cases",
            "contributions",
            "domain",
            "identity",
            "permissions",
            "reports",
            "wording",
        ],
    ),
    ("demo", &["cases", "contributions", "domain", "identity", "keys", "permissions", "storage"]),
    ("accord-plugin", &["contributions", "domain", "keys", "plugin-host", "wording"]),
    ("accord-sdk", &["accord-sdk-macros"]),
    ("accord-sdk-macros", &[]),
    ("migrations", &[]),
];

/// Who alone may list a crate from outside. `tests` prepares databases and is left out.
const ONLY: &[(&str, &[&str])] = &[
    ("sea-orm", &["storage", "migrations"]),
    ("sea-orm-migration", &["storage", "migrations"]),
    ("sqlx", &[]),
    ("wasmtime", &["plugin-host"]),
    ("axum", &["web"]),
    ("axum-extra", &["web"]),
    ("handlebars", &["wording"]),
    ("fluent-bundle", &["wording"]),
    ("wit-bindgen", &["accord-sdk"]),
    ("argon2", &["keys"]),
    ("chacha20poly1305", &["keys"]),
    ("hkdf", &["keys"]),
    ("hmac", &["keys"]),
    ("sha2", &["keys"]),
    ("ring", &["keys"]),
    ("totp-rs", &["keys"]),
    ("getrandom", &["keys"]),
    ("x25519-dalek", &["keys"]),
    ("openidconnect", &["keys"]),
    ("hyper", &["outgoing", "web"]),
    ("tokio-rustls", &["outgoing"]),
    ("webpki-roots", &["outgoing"]),
];

fn metadata() -> Metadata {
    // Only what this machine builds, so that nothing has to be fetched for other systems.
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--filter-platform".to_owned(), host])
        .exec()
        .expect("cargo can describe the workspace")
}

fn ours(metadata: &Metadata) -> Vec<&Package> {
    metadata.workspace_packages()
}

/// The names that `package` lists, leaving out what only its tests use.
fn listed(package: &Package) -> BTreeSet<&str> {
    let normal =
        package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
    normal.map(|dependency| dependency.name.as_str()).collect()
}

fn folder_of(package: &Package) -> PathBuf {
    let folder = package.manifest_path.parent().expect("a manifest lies in a folder");
    folder
        .strip_prefix(root().to_str().expect("our path is text"))
        .expect("a member lies in the workspace")
        .into()
}

fn is_plugin(package: &Package) -> bool {
    let folder = folder_of(package);
    folder.starts_with("plugins") || folder.starts_with("examples")
}

#[test]
fn crates_use_only_the_crates_they_may() {
    let metadata = metadata();
    let names: BTreeSet<&str> = ours(&metadata).iter().map(|package| package.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in ours(&metadata) {
        let name = package.name.as_str();
        if is_plugin(package) || ["server", "tests"].contains(&name) {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!("{name} is a crate without a place in the house"));
            continue;
        };
        for used in listed(package).intersection(&names).filter(|used| !allowed.contains(used)) {
            wrong.push(format!("{name} uses {used}"));
        }
    }
    assert!(wrong.is_empty(), "arrows that are not drawn: {wrong:#?}");
}

#[test]
fn plugins_use_the_sdk_and_nothing_of_ours() {
    let metadata = metadata();
    let names: BTreeSet<&str> = ours(&metadata).iter().map(|package| package.name.as_str()).collect();
    let plugins: Vec<_> = ours(&metadata).into_iter().filter(|package| is_plugin(package)).collect();
    assert!(!plugins.is_empty(), "the standard plugins are members");
    for plugin in plugins {
        let used: Vec<_> = listed(plugin).intersection(&names).copied().collect();
        assert_eq!(used, ["accord-sdk"], "{}", plugin.name);
    }
}

#[test]
fn one_crate_knows_each_tool() {
    let metadata = metadata();
    let mut wrong = Vec::new();
    for package in ours(&metadata).into_iter().filter(|package| package.name.as_str() != "tests") {
        for (tool, allowed) in ONLY {
            if listed(package).contains(tool) && !allowed.contains(&package.name.as_str()) {
                wrong.push(format!("{} lists {tool}, which only {allowed:?} may", package.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Everything `start` builds with, however far away.
fn reach<'a>(metadata: &'a Metadata, start: &str) -> BTreeSet<&'a str> {
    let packages: BTreeMap<_, _> = metadata.packages.iter().map(|package| (&package.id, package)).collect();
    let graph = metadata.resolve.as_ref().expect("cargo resolved the workspace");
    let nodes: BTreeMap<_, _> = graph.nodes.iter().map(|node| (&node.id, node)).collect();
    let first = metadata.packages.iter().find(|package| package.name.as_str() == start).expect("a member");
    let (mut seen, mut open) = (BTreeSet::new(), vec![&first.id]);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let normal = nodes[id].deps.iter().filter(|dependency| {
            dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
        });
        open.extend(normal.map(|dependency| &dependency.pkg));
    }
    seen.into_iter().map(|id| packages[id].name.as_str()).collect()
}

#[test]
fn what_an_author_installs_knows_no_database_and_no_pages() {
    let metadata = metadata();
    let reach = reach(&metadata, "accord-plugin");
    assert!(reach.contains("contributions"), "the walk goes somewhere");
    for forbidden in ["storage", "sea-orm", "web", "axum"] {
        assert!(!reach.contains(forbidden), "accord-plugin reaches {forbidden}");
    }
}

#[test]
fn the_pages_reach_the_database_through_use_cases_only() {
    let metadata = metadata();
    let web = ours(&metadata).into_iter().find(|package| package.name.as_str() == "web").expect("a member");
    for forbidden in ["storage", "sea-orm", "migrations", "keys", "wasmtime", "plugin-host"] {
        assert!(!listed(web).contains(forbidden), "web lists {forbidden}");
    }
}

#[test]
fn the_top_level_is_what_was_drawn() {
    let drawn = ["core", "plugins", "sdk", "migrations", "examples", "tests"];
    for entry in std::fs::read_dir(root()).expect("the workspace can be read") {
        let entry = entry.expect("an entry of it too");
        let name = entry.file_name().into_string().expect("names of ours are text");
        let is_folder = entry.file_type().expect("it has a kind").is_dir();
        // `target` and `data` are made by running, and are not in the repository.
        let made = ["target", "data"].contains(&name.as_str());
        assert!(
            !is_folder || name.starts_with('.') || made || drawn.contains(&name.as_str()),
            "a folder {name}"
        );
    }
}

#[test]
fn every_plugin_has_a_manifest_and_every_crate_is_a_member() {
    let metadata = metadata();
    let members: BTreeSet<PathBuf> = ours(&metadata).iter().map(|package| folder_of(package)).collect();
    for home in ["core", "plugins", "examples"] {
        for entry in std::fs::read_dir(root().join(home)).expect("the folder is there") {
            let folder = entry.expect("it can be read").path();
            let name =
                folder.file_name().and_then(|name| name.to_str()).expect("names of ours are text").to_owned();
            if !folder.is_dir() {
                continue;
            }
            if folder.join("Cargo.toml").exists() {
                assert!(
                    members.contains(&Path::new(home).join(&name)),
                    "{home}/{name} is a crate and no member"
                );
            }
            let is_guest = home == "plugins" || folder.join("Cargo.toml").exists();
            if home != "core" && is_guest {
                assert!(folder.join("plugin.toml").exists(), "{home}/{name} has no plugin.toml");
            }
        }
    }
}

#[test]
fn folders_are_named_like_their_crates() {
    for package in ours(&metadata()) {
        let folder = folder_of(package);
        let name = package.name.as_str();
        let shown = folder.to_str().expect("names of ours are text").replace('/', "-");
        let is_sdk = folder.starts_with("sdk") && package.name.starts_with("accord-");
        assert!(is_sdk || shown.ends_with(name), "{name} lies in {}", folder.display());
        assert!(!["core", "config", "std", "alloc"].contains(&name), "{name} would shadow another crate");
    }
}

/// Every Rust file of ours below `folder`.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a source folder can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file is text");
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn unsafe_code_has_one_place() {
    let mut expected = Vec::new();
    for entry in std::fs::read_dir(root().join("core")).expect("core is there") {
        let folder = entry.expect("it can be read").path();
        let lib = std::fs::read_to_string(folder.join("src/lib.rs")).expect("a crate has a lib.rs");
        let name =
            folder.file_name().and_then(|name| name.to_str()).expect("names of ours are text").to_owned();
        assert!(
            name == "plugin-host" || lib.contains("#![forbid(unsafe_code)]"),
            "core/{name}/src/lib.rs does not forbid unsafe code",
        );
        expected.extend(
            sources(&folder.join("src"))
                .into_iter()
                .filter(|(_, text)| text.contains("(unsafe_code,") || text.contains("allow(unsafe_code"))
                .map(|(path, text)| (path, text.matches("(unsafe_code").count())),
        );
    }
    let sites: usize = expected.iter().map(|(_, count)| count).sum();
    assert_eq!(sites, 1, "places that lift the ban on unsafe code: {expected:#?}");
    assert!(expected[0].0.starts_with(root().join("core/plugin-host")), "{expected:#?}");
}

/// What is built comes from this repository and from one registry, each version with its
/// digest; and what is known to be dangerous is in none of it.
#[test]
fn everything_comes_from_the_registry() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    let packages = || lock.split("[[package]]").skip(1);
    for package in packages().filter(|package| package.contains("\nsource = ")) {
        let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert!(package.contains(registry) && package.contains("checksum = "), "{package}");
    }
    // Regular expressions that backtrack; XML with entities; TLS and formats in C.
    for never in ["fancy-regex", "pcre2", "onig", "quick-xml", "xml-rs", "openssl", "openssl-sys", "bincode"]
    {
        assert!(!packages().any(|package| package.contains(&format!("\nname = \"{never}\"\n"))), "{never}");
    }
}

/// The server starts its own program for plugins, and nothing else: no text of anybody's can
/// become a command.
#[test]
fn other_programs_are_started_in_one_place() {
    let starts = sources(&root().join("core"))
        .into_iter()
        .filter(|(path, _)| path.components().any(|part| part.as_os_str() == "src"))
        .filter(|(_, text)| text.contains("Command::new("));
    let places: BTreeSet<PathBuf> = starts.map(|(path, _)| path).collect();
    let known =
        ["compile/mod.rs", "supervisor.rs"].map(|file| root().join("core/plugin-host/src").join(file));
    assert_eq!(places, known.into());
}

/// A sum that overflows stops the request instead of going on with a wrong number.
#[test]
fn the_release_build_checks_for_overflow() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace");
    let release = manifest.split("[profile.release]").nth(1).expect("a profile");
    let release = release.split("\n[").next().unwrap_or_default();
    assert!(release.contains("overflow-checks = true"), "{release}");
}

#[test]
fn the_pure_crates_are_pure() {
    let forbidden = [
        ".await",
        "async fn",
        "Utc::now",
        "SystemTime::now",
        "Instant::now",
        "std::fs",
        "std::net",
        "std::env",
        "tokio",
    ];
    for name in ["domain", "permissions", "contributions"] {
        for (path, text) in sources(&root().join("core").join(name).join("src")) {
            let in_tests = path.components().any(|part| part.as_os_str() == "tests")
                || path.file_name().is_some_and(|file| file == "tests.rs");
            if in_tests {
                continue;
            }
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                let impure = forbidden.iter().find(|word| line.contains(**word));
                assert_eq!(impure, None, "{}:{}: in a pure crate", path.display(), number + 1);
            }
        }
    }
}
