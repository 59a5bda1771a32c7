//! `accord doctor`.

use anyhow::Result;
use clap::Args;
use permissions::{Actor, Task};
use storage::InstallationKind;

use super::Found;
use crate::backup::State;
use crate::folder::DataFolder;
use crate::home::{Home, Manner};
use crate::output;
use crate::settings::{Loaded, Settings};

/// Look over the installation, and say what to see to and how; also while it serves.
#[derive(Args)]
#[command(after_help = "Example:\n  accord doctor     exit code 3 if there is something to see to")]
pub struct Doctor {}

/// What was looked at, and what came of it.
enum Finding {
    /// It is as it should be.
    Well(String),
    /// It is not, and this is what helps.
    Trouble(String, &'static str),
}

use Finding::{Trouble, Well};

pub async fn run(_: Doctor, loaded: Loaded) -> Result<()> {
    let findings = look(&loaded.settings).await;
    let mut troubles = 0;
    for (subject, finding) in findings {
        match finding {
            Well(said) => output::line(format!("{subject:<12} well     {said}"))?,
            Trouble(said, cure) => {
                troubles += 1;
                output::line(format!("{subject:<12} TROUBLE  {said}\n{:<22}what helps: {cure}", ""))?;
            }
        }
    }
    if troubles == 0 { Ok(()) } else { Err(Found.into()) }
}

async fn look(settings: &Settings) -> Vec<(&'static str, Finding)> {
    let mut found = vec![("settings", Well("they can be read and hold no unknown name".to_owned()))];
    let folder = DataFolder::at(&settings.data);
    found.push(("folder", of_folder(&folder)));
    match keys::Keyring::open(&folder.keys()) {
        Ok(keys) => found.push(("keys", Well(format!("fingerprint {}", keys.fingerprint())))),
        Err(error) => {
            let cure = "put the key file back from where it is kept apart from the backups, readable for its owner \
                        alone; without it nothing that is sealed opens";
            found.push(("keys", Trouble(error.to_string(), cure)));
            return found;
        }
    }
    let home = match Home::open(settings.clone(), Manner::Beside).await {
        Ok(home) => home,
        Err(error) => {
            let cure = "do what the sentence says; where the database itself is damaged, `accord restore` puts the \
                        last backup back";
            found.push(("database", Trouble(format!("{error:#}"), cure)));
            return found;
        }
    };
    found.push(("database", of_database(&home).await));
    found.extend(of_log(&home).await);
    found.push(("backups", of_backups(&home)));
    found.push(("plugins", of_plugins(&home).await));
    found
}

/// The folder belongs to its owner alone, and room is set aside in it once it was served.
fn of_folder(folder: &DataFolder) -> Finding {
    let path = folder.path().display();
    #[cfg(unix)]
    if let Ok(it) = std::fs::metadata(folder.path())
        && std::os::unix::fs::PermissionsExt::mode(&it.permissions()) & 0o077 != 0
    {
        return Trouble(format!("{path} is open to other accounts of this machine"), "run `chmod 700` on it");
    }
    match folder.reserve().is_file() {
        true => Well(format!("{path}, with room set aside for a full disk")),
        false => Well(format!("{path}; room for a full disk is set aside when it is served on SQLite")),
    }
}

/// What protects acknowledged writes, read back.
async fn of_database(home: &Home) -> Finding {
    match home.store.is_walled().await {
        Ok(true) => {}
        Ok(false) => {
            return Trouble(
                "the role in database.url may see every row, so that row-level security holds nothing back"
                    .to_owned(),
                "let the server sign in as a role that is no superuser and owns nothing: see \"PostgreSQL instead\" \
                 in the guide's install.md",
            );
        }
        Err(error) => return Trouble(error.to_string(), "see to the database, and ask again"),
    }
    match home.store.protection().await {
        Ok(settings) => {
            let said: Vec<_> = settings.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            Well(said.join(", "))
        }
        Err(error) => Trouble(error.to_string(), "see to the database, and ask again"),
    }
}

/// The clock and the audit log's checkpoints, which carry times.
async fn of_log(home: &Home) -> Vec<(&'static str, Finding)> {
    let now = home.store.now();
    let checker = Actor::system(Task::AuditCheck, now);
    let state = match administration::AuditLog::new(home.store.clone()).state(&checker).await {
        Ok(state) => state,
        Err(error) => return vec![("log", Trouble(error.to_string(), "run `accord audit verify`"))],
    };
    let Some((at, size)) = state.last else {
        return vec![
            ("clock", Well(format!("{}", now.format("%Y-%m-%d %H:%M UTC")))),
            ("log", Well("no checkpoint yet; the first is made soon after it is served".to_owned())),
        ];
    };
    let clock = if at > now + chrono::TimeDelta::minutes(2) {
        let said =
            format!("it is {} here, and the log knows a later time, {at}", now.format("%Y-%m-%d %H:%M UTC"));
        Trouble(said, "set the clock of this machine, and let it be kept by a time server")
    } else {
        Well(format!("{}", now.format("%Y-%m-%d %H:%M UTC")))
    };
    let last = format!(
        "{size} entries are covered since {}, {} came after",
        at.format("%Y-%m-%d %H:%M UTC"),
        state.since
    );
    let log = match state.verified {
        Some((_, wrong)) if wrong > 0 => Trouble(
            format!("{wrong} things were wrong when it was last verified"),
            "run `accord audit verify --checkpoints` with what was kept outside, before anybody changes it",
        ),
        _ if home.settings.audit.checkpoint_folder.as_os_str().is_empty() => Well(format!(
            "{last}; audit.checkpoint_folder is not set, so that only the server's own log takes checkpoints out"
        )),
        _ => Well(last),
    };
    vec![("clock", clock), ("log", log)]
}

fn of_backups(home: &Home) -> Finding {
    if home.settings.backup.folder.as_os_str().is_empty() {
        return match home.installation.kind {
            InstallationKind::Demo => Well("none are made of a demonstration".to_owned()),
            InstallationKind::Live => Trouble(
                "none are made".to_owned(),
                "run `accord backup keygen` on another machine, and set backup.folder and backup.recipient",
            ),
        };
    }
    match State::read(home.folder.path()) {
        Err(error) => Trouble(format!("{error:#}"), "remove the file; the next backup writes it anew"),
        Ok(state) => match (state.trouble(home.store.now()), state.tried) {
            (Some(trouble), _) => {
                Trouble(trouble, "`accord backup status` says more; `accord backup` makes one now")
            }
            (None, Some(done)) => {
                Well(format!("{} was made and tried out {}", done.file, done.at.format("%Y-%m-%d %H:%M UTC")))
            }
            (None, None) => Well("none is due yet".to_owned()),
        },
    }
}

async fn of_plugins(home: &Home) -> Finding {
    match home.plugins_listed().await {
        Err(error) => Trouble(format!("{error:#}"), "run `accord plugin list`"),
        Ok(listed) => {
            let troubled = listed.iter().find(|plugin| plugin.is_enabled && !plugin.trouble.is_empty());
            match troubled {
                Some(plugin) => Trouble(
                    format!("{} {}: {}", plugin.plugin, plugin.version, plugin.trouble.join("; ")),
                    "install it again, or another version of it",
                ),
                None => {
                    let at_work = listed.iter().filter(|plugin| plugin.is_enabled).count();
                    Well(format!("{} installed, {at_work} at work", listed.len()))
                }
            }
        }
    }
}
