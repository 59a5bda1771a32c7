//! `accord plugin`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use administration::{Error, PluginView, Plugins};
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};
use permissions::Actor;

use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

/// Plugins.
#[derive(Subcommand)]
pub enum Plugin {
    /// Install the package in a file; it is not at work yet.
    Install {
        /// The `.accord` file.
        file: PathBuf,
        /// Put it to work at once, granting nothing that it asks to read.
        #[arg(long)]
        enable: bool,
    },
    /// List the installed packages.
    List {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
    /// Put a package to work, in the place of any other version of the plugin.
    Enable(Enable),
    /// Take a plugin out of work; its fields become read-only, nothing is lost.
    Disable {
        /// The plugin's id.
        plugin: String,
    },
}

/// Put a package to work.
#[derive(Args)]
#[command(after_help = "Example:\n  accord plugin enable referral-partner --grant open-referrals")]
pub struct Enable {
    /// The plugin's id.
    plugin: String,
    /// The version; the newest installed unless given.
    #[arg(long)]
    version: Option<String>,
    /// A view that it asks to read and may; may be given more than once.
    #[arg(long = "grant", value_name = "VIEW", conflicts_with = "grant_nothing")]
    grants: Vec<String>,
    /// Let it read nothing of what it asks for.
    #[arg(long)]
    grant_nothing: bool,
}

pub async fn run(plugin: Plugin, settings: Settings) -> Result<()> {
    let manner = if matches!(plugin, Plugin::List { .. }) { Manner::Beside } else { Manner::Instead };
    let home = Home::open(settings, manner).await?;
    let operator = home.operator();
    if let Plugin::List { json } = plugin {
        return list(&home, json).await;
    }
    let plugins = home.plugins().await?;
    match plugin {
        Plugin::Install { file, enable } => {
            let (id, version) = install(&plugins, &operator, &file).await?;
            if enable {
                plugins.enable(&operator, &id, &version, Some(BTreeSet::new())).await?;
            }
            output::line(format!("{id} {version}"))
        }
        Plugin::Enable(enable) => put_to_work(&home, &plugins, enable).await,
        Plugin::Disable { plugin } => {
            let installed = plugins.list(&operator).await?;
            let at_work = installed.iter().find(|view| view.plugin == plugin && view.is_enabled);
            let Some(at_work) = at_work else { bail!("no plugin '{plugin}' is at work") };
            Ok(plugins.disable(&operator, &plugin, &at_work.version).await?)
        }
        Plugin::List { .. } => Ok(()),
    }
}

/// Installs the package in `file` and says what it is.
async fn install(plugins: &Plugins, operator: &Actor, file: &Path) -> Result<(String, String)> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    match plugins.install(operator, bytes).await {
        Ok(package) => Ok((package.manifest.id.clone(), package.manifest.version.to_string())),
        Err(Error::Conflict) => bail!("this version is installed already"),
        Err(error) => Err(error.into()),
    }
}

async fn put_to_work(home: &Home, plugins: &Plugins, enable: Enable) -> Result<()> {
    let operator = home.operator();
    let installed = plugins.list(&operator).await?;
    // The list has the newest installation of each plugin first.
    let wanted = |view: &&PluginView| {
        view.plugin == enable.plugin && enable.version.as_ref().is_none_or(|version| view.version == *version)
    };
    let Some(view) = installed.iter().find(wanted) else {
        bail!("no such package is installed; `accord plugin list` shows what is")
    };
    let granted =
        (enable.grant_nothing || !enable.grants.is_empty()).then(|| enable.grants.into_iter().collect());
    match plugins.enable(&operator, &view.plugin, &view.version, granted).await {
        Ok(()) => output::line(format!("{} {}", view.plugin, view.version)),
        Err(Error::AsksToRead(_)) => {
            let asks = view.asks.iter().map(|ask| format!("  {}: {}", ask.view, ask.fields.join(", ")));
            let asks: Vec<_> = asks.collect();
            Err(anyhow!(
                "it asks to read\n{}\nsay which it may with --grant VIEW, or --grant-nothing",
                asks.join("\n")
            ))
        }
        Err(error) => Err(error.into()),
    }
}

async fn list(home: &Home, json: bool) -> Result<()> {
    let installed = home.plugins_listed().await?;
    if json {
        return output::json(&installed);
    }
    let rows: Vec<_> = installed
        .iter()
        .map(|view| {
            let state = match (view.is_enabled, view.trouble.is_empty()) {
                (_, false) => "in trouble",
                (true, true) => "at work",
                (false, true) => "installed",
            };
            let adds = format!("{} forms, {} fields, {} reports", view.forms, view.fields, view.reports);
            [view.plugin.clone(), view.version.clone(), state.to_owned(), adds]
        })
        .collect();
    output::table(["PLUGIN", "VERSION", "STATE", "ADDS"], &rows)?;
    for view in installed.iter() {
        for trouble in &view.trouble {
            output::remark(format!("{} {}: {trouble}", view.plugin, view.version));
        }
    }
    Ok(())
}
