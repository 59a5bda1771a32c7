//! What an administrator does with plugins.

use std::collections::BTreeSet;
use std::sync::Arc;

use contributions::{Package, Registry};
use domain::{Answers, FieldErrors};
use permissions::{Actor, ManagePlugins, Place, ViewPlugins};
use storage::{NewPackage, PackageChange, PackageState, Shown};
use wording::{ReportTemplate, Wording};

use super::contributed::with_words;
use super::{PluginView, Plugins};
use crate::{Error, Result};

impl Plugins {
    /// Every installed package, with what it asks for and how it does.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn list(&self, actor: &Actor) -> Result<Shown<Vec<PluginView>>> {
        let unit = self.0.store.read(actor).await?;
        let leave = actor.may::<ViewPlugins>(&Place::service(), unit.id())?;
        let (_, installed) = unit.packages_whole(leave).await?;
        let current = self.current();
        let workshop = &self.0.workshop;
        let views = installed.iter().map(|(row, bytes)| {
            let resting =
                if row.state == PackageState::Enabled { workshop.resting(&row.plugin) } else { Vec::new() };
            PluginView::new(row, workshop.read(bytes).as_ref(), current.left_out(), resting)
        });
        let views = views.collect();
        Ok(unit.show(views).await?)
    }

    /// Installs a package from the bytes of its file; it is not at work yet.
    ///
    /// Its code is compiled once here, so that what could never work is not stored.
    ///
    /// # Errors
    /// [`Error::Package`] with everything wrong with it; [`Error::Conflict`] where this
    /// version is installed already; not permitted.
    pub async fn install(&self, actor: &Actor, bytes: Vec<u8>) -> Result<Arc<Package>> {
        // Asked before anything is compiled: a stranger must not keep the machine busy.
        let unit = self.0.store.read(actor).await?;
        let _leave = actor.may::<ManagePlugins>(&Place::service(), unit.id())?;
        unit.show(()).await?;
        let package = self.read(&bytes)?;
        sound(&self.0.words, &package).map_err(Error::Package)?;
        self.0.workshop.try_out(&package).await.map_err(|rejected| Error::Package(rejected.0))?;
        let mut unit = self.0.store.write(actor).await?;
        let leave = actor.may::<ManagePlugins>(&Place::service(), unit.id())?;
        let (plugin, version) = (package.manifest.id.clone(), package.manifest.version.to_string());
        unit.install_package(leave, NewPackage { plugin, version, bytes }).await?;
        unit.commit().await?;
        self.refresh().await?;
        Ok(Arc::new(package))
    }

    /// Puts a package to work, with these of the views it asks for, in the place of any
    /// other version of the plugin.
    ///
    /// # Errors
    /// [`Error::AsksToRead`] where it asks for views and `granted` says nothing about them,
    /// so that nobody grants without having read what; [`Error::Package`] where it conflicts
    /// with the core or with another plugin; not found, not permitted.
    pub async fn enable(
        &self,
        actor: &Actor,
        plugin: &str,
        version: &str,
        granted: Option<BTreeSet<String>>,
    ) -> Result<()> {
        let unit = self.0.store.read(actor).await?;
        let permit = unit.package::<ManagePlugins>(plugin, version).await?;
        let package = self.read(&unit.package_bytes(&permit).await?)?;
        unit.show(()).await?;
        let asked: BTreeSet<String> =
            package.manifest.grants.iter().map(|grant| grant.view.clone()).collect();
        let granted = match granted {
            Some(granted) => granted.intersection(&asked).cloned().collect(),
            None if asked.is_empty() => BTreeSet::new(),
            None => return Err(Error::AsksToRead(asked.into_iter().collect())),
        };
        self.fits(&package)?;
        self.change(actor, plugin, version, PackageChange::Enable(granted)).await
    }

    /// Takes a package out of work. Its fields become read-only, nothing is lost.
    ///
    /// # Errors
    /// Not found, not permitted.
    pub async fn disable(&self, actor: &Actor, plugin: &str, version: &str) -> Result<()> {
        self.change(actor, plugin, version, PackageChange::Disable).await
    }

    /// Lets the hooks of a plugin be called again that rest after failures; on this node, as
    /// each counts for itself.
    ///
    /// # Errors
    /// Not permitted.
    pub async fn wake(&self, actor: &Actor, plugin: &str) -> Result<()> {
        let unit = self.0.store.read(actor).await?;
        let _leave = actor.may::<ManagePlugins>(&Place::service(), unit.id())?;
        unit.show(()).await?;
        self.0.workshop.wake(plugin);
        Ok(())
    }

    /// Saves a plugin's settings.
    ///
    /// # Errors
    /// [`Error::Fields`] for what the settings' own rules refuse; not found, not permitted.
    pub async fn set(&self, actor: &Actor, plugin: &str, version: &str, settings: Answers) -> Result<()> {
        let unit = self.0.store.read(actor).await?;
        let permit = unit.package::<ManagePlugins>(plugin, version).await?;
        let package = self.read(&unit.package_bytes(&permit).await?)?;
        unit.show(()).await?;
        let today = domain::service_day(actor.now(), self.0.store.zone());
        let mut wrong = FieldErrors::default();
        for setting in &package.manifest.settings {
            if let Err(message) = setting.field.check(&settings, today) {
                wrong.push(setting.field.id.clone(), message);
            }
        }
        wrong.or(()).map_err(Error::Fields)?;
        let is_known = |id: &String| package.manifest.settings.iter().any(|setting| setting.field.id == *id);
        let known = settings.into_iter().filter(|(id, _)| is_known(id)).collect();
        self.change(actor, plugin, version, PackageChange::Settings(known)).await
    }

    async fn change(&self, actor: &Actor, plugin: &str, version: &str, change: PackageChange) -> Result<()> {
        let mut unit = self.0.store.write(actor).await?;
        let permit = unit.package::<ManagePlugins>(plugin, version).await?;
        unit.change_package(permit, change).await?;
        unit.commit().await?;
        self.refresh().await
    }

    fn read(&self, bytes: &[u8]) -> Result<Package> {
        self.0.workshop.read(bytes).map_err(|rejected| Error::Package(rejected.0))
    }

    /// Whether `package` can stand beside the core and the other plugins at work.
    fn fits(&self, package: &Package) -> Result<()> {
        let registry = self.registry();
        let others: Vec<_> = registry
            .packages()
            .filter(|other| other.manifest.id != package.manifest.id)
            .map(Arc::clone)
            .collect();
        let found = Registry::build(&others, &[]).0.conflicts(package);
        if found.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        Err(Error::Package(lines.join("\n")))
    }
}

/// Whether the package's words parse and its templates are of the closed set, said with
/// file and line: what a page would stumble over later is refused here.
fn sound(words: &Wording, package: &Package) -> std::result::Result<(), String> {
    with_words(words.clone(), package)?;
    let mut wrong = Vec::new();
    for report in package.reports.values() {
        let file = format!("reports/{}.hbs", report.id);
        if let Err(problems) = ReportTemplate::check(&package.manifest.id, &file, &report.template) {
            wrong.extend(problems.iter().map(ToString::to_string));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
