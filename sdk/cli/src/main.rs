//! `accord-plugin`: what an author of plugins types.

#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "a command line answers on standard output")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use accord_plugin::{Error, NewPlugin};
use clap::{Parser, Subcommand};
use plugin_host::{CompileLimits, Settings, WorkerCommand};

/// Check, build and inspect plugins of Accord.
#[derive(Parser)]
#[command(name = "accord-plugin", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the folder of a new plugin: a form in two languages, rules and a test.
    New {
        /// The plugin's id, such as school-referral.
        name: String,
        /// Only declare forms and fields; no code, no compiler.
        #[arg(long)]
        declarative: bool,
        /// The folder of the SDK, for a plugin outside a checkout.
        #[arg(long, value_name = "DIR")]
        sdk: Option<PathBuf>,
    },
    /// Check what the plugin declares; says file, line and fix.
    Check {
        /// The plugin's folder.
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Build the plugin's package, the file that is installed.
    Build {
        /// The plugin's folder.
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Say what a package holds, adds and asks for.
    Inspect {
        /// The `.accord` file.
        file: PathBuf,
    },
    /// Run plugins for the host; not for people.
    #[command(hide = true)]
    PluginWorker {
        /// Threads.
        threads: String,
    },
    /// Compile one component for the host; not for people.
    #[command(hide = true)]
    PluginCompile {
        /// Limits.
        limits: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::PluginWorker { threads } => return plugin_host::worker_main(std::iter::once(threads)),
        Command::PluginCompile { limits } => return plugin_host::compile_main(limits.into_iter()),
        Command::New { name, declarative, sdk } => new(name, declarative, sdk),
        Command::Check { folder } => check(&folder),
        Command::Build { folder } => build(&folder),
        Command::Inspect { file } => inspect(&file),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn new(name: String, declarative: bool, sdk: Option<PathBuf>) -> Result<(), Error> {
    let plugin = NewPlugin { name, with_code: !declarative, sdk };
    let folder = accord_plugin::create(&plugin, Path::new("."))?;
    println!("made {}; next: accord-plugin build {}", folder.display(), folder.display());
    Ok(())
}

fn check(folder: &Path) -> Result<(), Error> {
    let checked = accord_plugin::check(folder)?;
    for remark in &checked.remarks {
        println!("note: {remark}");
    }
    println!("{} {} is sound", checked.package.manifest.id, checked.package.manifest.version);
    Ok(())
}

fn build(folder: &Path) -> Result<(), Error> {
    accord_plugin::check(folder)?;
    accord_plugin::build::ensure_target()?;
    let built = accord_plugin::build(folder)?;
    if let Some(component) = &built.package.component {
        probe(component)?;
        println!("component: {} bytes", component.len());
    }
    let news = if built.fresh { "built" } else { "unchanged" };
    println!("{}: {news}, {} bytes", built.file.display(), built.bytes.len());
    Ok(())
}

/// Compiles the component as an installation would, to learn here what would be refused
/// there.
fn probe(component: &[u8]) -> Result<(), Error> {
    let command = WorkerCommand::of_this_binary().map_err(plugin_host::InstallError::from)?;
    let limits: CompileLimits = Settings::default().compile;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(plugin_host::InstallError::from)?;
    runtime.block_on(plugin_host::compile(&command, limits, component))?;
    Ok(())
}

fn inspect(file: &Path) -> Result<(), Error> {
    let bytes = std::fs::read(file).map_err(|cause| Error::File { path: file.to_owned(), cause })?;
    let package = accord_plugin::read(&bytes)?;
    print!("{}", accord_plugin::inspect(&package));
    Ok(())
}
