//! Where each value comes from.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};

use config::{Config, ConfigError, Environment, File, FileFormat, Map, Source, Value, ValueKind};

use super::{DEFAULT, Secret, Settings};

/// Keys whose values are not shown.
const SECRET: &[&str] = &["database.url", "database.owner_url", "mail.password"];

/// The list of providers, whose secrets are in it.
const PROVIDERS: &str = "sign_in.provider";

/// What is shown where there is no value.
const EMPTY: &str = "(empty)";

/// Variables with our prefix that are no settings: the first names the file, the others steer
/// the test suite.
const NOT_SETTINGS: &[&str] = &[
    "ACCORD_CONFIG",
    "ACCORD_CASES",
    "ACCORD_CUTS",
    "ACCORD_FAULTS",
    "ACCORD_HOURS",
    "ACCORD_KILLS",
    "ACCORD_LEGACY_EXPORT",
    "ACCORD_LONG",
    "ACCORD_PEOPLE",
    "ACCORD_POWER",
    "ACCORD_RACES",
    "ACCORD_RESTARTS",
    "ACCORD_SEED",
    "ACCORD_TEST_POSTGRES",
    "ACCORD_WORLDS",
];

/// From where a value came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody chose another.
    Default,
    /// A file.
    File(PathBuf),
    /// A variable of the environment.
    Environment(String),
    /// The command line.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => f.write_str(name),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// What settings are read from, besides the defaults.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// A file.
    pub file: Option<PathBuf>,
    /// The variables of the environment.
    pub environment: HashMap<String, String>,
    /// What was given on the command line: key and value.
    pub given: Vec<(&'static str, String)>,
}

/// Settings, and how they came to be.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings in force.
    pub settings: Settings,
    /// Each of them with its origin, by key.
    pub entries: Vec<Entry>,
}

/// One setting as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// Its value, masked where it is secret.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Why settings cannot be used. Values are not repeated: they may be secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no such setting.
    #[error("{origin}: there is no setting '{key}'; did you mean '{nearest}'?")]
    Unknown {
        /// Where it stands.
        origin: Origin,
        /// What it is called there.
        key: String,
        /// The nearest that there is.
        nearest: String,
    },
    /// A file is not TOML, or a value has another type than its setting.
    #[error("{0}")]
    Unreadable(#[from] ConfigError),
    /// A file that a setting names cannot be read.
    #[error("{path}, named by {key}: {cause}")]
    File {
        /// The setting.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        cause: std::io::Error,
    },
}

impl Loaded {
    /// The settings that somebody chose, as a file of settings; secrets are left out.
    pub fn kept(&self) -> String {
        let mut lines = String::from(
            "# The settings that were chosen when this backup was made. Secrets are not in it.\n",
        );
        for entry in self.entries.iter().filter(|entry| entry.origin != Origin::Default) {
            if SECRET.contains(&entry.key.as_str()) || entry.key == PROVIDERS {
                lines.push_str(&format!("# {} was set, from {}\n", entry.key, entry.origin));
                continue;
            }
            let value = if entry.value == EMPTY { "" } else { &entry.value };
            let is_bare = value.parse::<i64>().is_ok() || value.parse::<bool>().is_ok();
            // A string of JSON is one of TOML as well.
            let value = if is_bare { value.to_owned() } else { serde_json::Value::from(value).to_string() };
            lines.push_str(&format!("{} = {value} # {}\n", entry.key, entry.origin));
        }
        lines
    }
}

/// Reads the settings: each source goes before those named before it.
///
/// # Errors
/// See [`SettingsError`].
pub fn load(sources: Sources) -> Result<Loaded, SettingsError> {
    let mut values: BTreeMap<String, (Value, Origin)> = BTreeMap::new();
    for (key, value) in flat(File::from_str(DEFAULT, FileFormat::Toml).collect()?) {
        values.insert(key, (value, Origin::Default));
    }
    if let Some(path) = &sources.file {
        let file = File::from(path.as_path()).format(FileFormat::Toml).required(true);
        for (key, value) in flat(file.collect()?) {
            put(&mut values, key, value, Origin::File(path.clone()))?;
        }
    }
    for (name, key) in variables(&sources.environment) {
        let only = HashMap::from([(name.clone(), sources.environment[&name].clone())]);
        let environment = Environment::with_prefix("ACCORD").prefix_separator("_").separator("__");
        let value = flat(environment.source(Some(only)).try_parsing(true).collect()?).into_values().next();
        let value = value.unwrap_or_else(|| Value::new(None, ValueKind::String(String::new())));
        put(&mut values, key, value, Origin::Environment(name))?;
    }
    for (key, value) in sources.given {
        put(&mut values, key.to_owned(), value.into(), Origin::CommandLine)?;
    }
    let mut config = Config::builder();
    for (key, (value, _)) in &values {
        config = config.set_override(key, value.clone())?;
    }
    let mut settings: Settings = config.build()?.try_deserialize()?;
    if settings.database.url.is_empty() && !settings.database.url_file.as_os_str().is_empty() {
        settings.database.url = from_file("database.url_file", &settings.database.url_file)?;
    }
    if settings.mail.password.is_empty() && !settings.mail.password_file.as_os_str().is_empty() {
        settings.mail.password = from_file("mail.password_file", &settings.mail.password_file)?;
    }
    for provider in &mut settings.sign_in.provider {
        if provider.client_secret.expose().is_empty() && !provider.client_secret_file.as_os_str().is_empty() {
            let secret = from_file("sign_in.provider.client_secret_file", &provider.client_secret_file)?;
            provider.client_secret = secret.expose().to_owned().into();
        }
    }
    let entries = values.into_iter().map(|(key, (value, origin))| entry(key, value, origin)).collect();
    Ok(Loaded { settings, entries })
}

/// The variables that are settings, each with its key, in the order of their names.
fn variables(environment: &HashMap<String, String>) -> BTreeMap<String, String> {
    let ours = environment.keys().filter(|name| !NOT_SETTINGS.contains(&name.as_str()));
    let keyed = ours.filter_map(|name| {
        let key = name.strip_prefix("ACCORD_")?.to_lowercase().replace("__", ".");
        Some((name.clone(), key))
    });
    keyed.collect()
}

fn put(
    values: &mut BTreeMap<String, (Value, Origin)>,
    key: String,
    value: Value,
    origin: Origin,
) -> Result<(), SettingsError> {
    match values.get_mut(&key) {
        Some(known) => {
            *known = (value, origin);
            Ok(())
        }
        None => {
            let far = |known: &&String| strsim::damerau_levenshtein(known, &key);
            let nearest = values.keys().min_by_key(far).cloned().unwrap_or_default();
            Err(SettingsError::Unknown { origin, key, nearest })
        }
    }
}

/// The leaves of a tree of tables, each by its whole key.
fn flat(table: Map<String, Value>) -> BTreeMap<String, Value> {
    let mut leaves = BTreeMap::new();
    let mut open: Vec<(String, Value)> = table.into_iter().collect();
    while let Some((key, value)) = open.pop() {
        match value.kind {
            ValueKind::Table(table) => {
                open.extend(table.into_iter().map(|(name, value)| (format!("{key}.{name}"), value)));
            }
            _ => {
                leaves.insert(key, value);
            }
        }
    }
    leaves
}

fn entry(key: String, value: Value, origin: Origin) -> Entry {
    // Of a list of tables only the names are shown: there are secrets in them.
    let text = match value.kind {
        ValueKind::Array(tables) => names(tables),
        _ => value.into_string().unwrap_or_default(),
    };
    let value = match () {
        () if text.is_empty() => EMPTY.to_owned(),
        () if SECRET.contains(&key.as_str()) => "(secret)".to_owned(),
        () => text,
    };
    Entry { key, value, origin }
}

fn names(tables: Vec<Value>) -> String {
    let name = |table: Value| table.into_table().ok()?.remove("id")?.into_string().ok();
    tables.into_iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

fn from_file(key: &'static str, path: &Path) -> Result<Secret, SettingsError> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|cause| SettingsError::File { key, path: path.to_owned(), cause })?;
    Ok(Secret::from(text.trim().to_owned()))
}
