//! The command line.
//!
//! Commands that read may run beside a server; those that write say that Accord is serving
//! from the folder. Each acts as a task of the matrix, `operator` mostly, and so it stands
//! in the audit log.

mod account;
mod audit;
mod backup;
mod demo;
mod doctor;
mod import;
mod init;
mod keys;
mod mail;
mod migrate;
mod openapi;
mod partner;
mod permissions;
mod plugin;
mod restore;
mod routes;
mod serve;
mod settings;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::folder::FolderError;
use crate::output;
use crate::settings::{Loaded, Sources, load};

/// Where a file of settings is looked for when none is named.
const SYSTEM_FILE: &str = "/etc/accord/accord.toml";

const EXAMPLES: &str = "\
Examples:
  accord demo                                  try Accord with invented people
  accord init --name 'Northside Restorative' --username ama --person 'Ama Mensah'
                                               set up a service; prints an invitation link
  accord serve                                 serve it
  accord account list
  accord plugin install referral-1.0.0.accord
  accord import --profile profile.toml --dry-run export/
  accord backup --to /mnt/backups --recipient age1…
                                               while it serves
  accord keys rotate                           a new master key; or from a page, while it serves
  accord permissions print                     who may see what here
  accord audit verify                          also while the server runs
  accord doctor                                what to see to, and how
  accord settings show                         what is in force, and why

Exit codes: 0 done; 1 not done, with the reason on standard error; 2 not understood;
3 something to see to was found (an audit log that does not fit, a schema that is behind);
4 Accord is serving from the data folder.";

/// Case management for restorative justice.
#[derive(Parser)]
#[command(name = "accord", version, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
struct Common {
    /// A file of settings.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the installation in the data folder.
    Serve(serve::Serve),
    /// Make a demonstration with invented people, and serve it.
    Demo(demo::Demo),
    /// Set up a service for real people.
    Init(init::Init),
    /// Bring in the records of an older system, or take them back.
    Import(import::Import),
    /// Bring the database schema up to date.
    Migrate(migrate::Migrate),
    /// Who can sign in.
    #[command(subcommand)]
    Account(account::Account),
    /// Partner organisations.
    #[command(subcommand)]
    Partner(partner::Partner),
    /// Teams of the service.
    #[command(subcommand)]
    Team(partner::Team),
    /// Mail.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Plugins.
    #[command(subcommand)]
    Plugin(plugin::Plugin),
    /// Who may see what.
    #[command(subcommand)]
    Permissions(permissions::Permissions),
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// The keys that records are sealed with: how they stand, and replacing them.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Make a backup, sealed to a key that is not on this machine.
    Backup(backup::Backup),
    /// Put a backup back into an empty place, or try it out.
    Restore(restore::Restore),
    /// Look over the installation, and say what to see to and how.
    Doctor(doctor::Doctor),
    /// Print every route with the access it states.
    Routes(routes::Routes),
    /// Describe the interface for programs.
    Openapi(openapi::Openapi),
    /// Settings.
    #[command(subcommand)]
    Settings(settings::Settings),
    /// Run plugins for the server; not for people.
    #[command(hide = true)]
    PluginWorker {
        /// Threads.
        threads: String,
    },
    /// Compile one plugin for the server; not for people.
    #[command(hide = true)]
    PluginCompile {
        /// Limits.
        limits: Vec<String>,
    },
}

/// Something was found that somebody has to see to; it has been said already.
#[derive(Debug, thiserror::Error)]
#[error("there is something to see to")]
struct Found;

/// Runs the command that this process was started with.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        // These two must stay small and single-threaded until their walls stand.
        Command::PluginWorker { threads } => return plugin_host::worker_main(std::iter::once(threads)),
        Command::PluginCompile { limits } => return plugin_host::compile_main(limits.into_iter()),
        command => run(&arguments.common, command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Found>() => ExitCode::from(3),
        Err(error) => {
            output::remark(format!("accord: {error:#}"));
            match error.downcast_ref::<FolderError>() {
                Some(FolderError::InUse { .. }) => ExitCode::from(4),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

fn run(common: &Common, command: Command) -> Result<()> {
    let loaded = load(sources(common, &command))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(dispatch(loaded, command))
}

async fn dispatch(loaded: Loaded, command: Command) -> Result<()> {
    let settings = loaded.settings.clone();
    match command {
        Command::Serve(_) => serve::run(loaded).await,
        Command::Demo(demo) => demo::run(demo, loaded).await,
        Command::Import(import) => import::run(import, settings).await,
        Command::Init(init) => init::run(init, settings).await,
        Command::Migrate(migrate) => migrate::run(migrate, settings).await,
        Command::Account(account) => account::run(account, settings).await,
        Command::Partner(partner) => partner::run(partner, settings).await,
        Command::Team(team) => partner::run_team(team, settings).await,
        Command::Mail(mail) => mail::run(mail, settings).await,
        Command::Plugin(plugin) => plugin::run(plugin, settings).await,
        Command::Permissions(command) => permissions::run(command, settings).await,
        Command::Audit(audit) => audit::run(audit, settings).await,
        Command::Keys(keys) => keys::run(keys, settings).await,
        Command::Backup(backup) => backup::run(backup, loaded).await,
        Command::Restore(restore) => restore::run(restore, settings).await,
        Command::Doctor(doctor) => doctor::run(doctor, loaded).await,
        Command::Routes(_) => routes::run(),
        Command::Openapi(openapi) => openapi::run(openapi, settings).await,
        Command::Settings(command) => settings::run(command, &loaded),
        // Answered before any settings were read.
        Command::PluginWorker { .. } | Command::PluginCompile { .. } => Ok(()),
    }
}

/// What the settings of this command are read from.
fn sources(common: &Common, command: &Command) -> Sources {
    let named = common.config.clone().or_else(|| std::env::var_os("ACCORD_CONFIG").map(PathBuf::from));
    let system = || Some(PathBuf::from(SYSTEM_FILE)).filter(|file| file.is_file());
    let mut given = Vec::new();
    if let Some(data) = &common.data {
        given.push(("data", data.display().to_string()));
    }
    let listen = match command {
        Command::Serve(serve) => serve.listen.clone(),
        Command::Demo(demo) => demo.listen.clone(),
        _ => None,
    };
    given.extend(listen.map(|address| ("listen.address", address)));
    // A variable that is not text cannot be one of ours.
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    Sources {
        file: named.or_else(system),
        environment: std::env::vars_os().filter_map(text).collect(),
        given,
    }
}
