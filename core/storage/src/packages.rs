//! Installed packages: rows that hold a plugin whole, so that every node finds it.
//!
//! One version of a plugin is enabled at a time; the others stay, because drafts and
//! answers refer to the questions they were given under. Whatever changes here raises the
//! registry epoch, by which every node notices with its next request.

use std::collections::BTreeSet;

use domain::{Answers, Instant, Part, Relation};
use permissions::{Act, Leave, ManagePlugins, Permit, Record, Standing, ViewPlugins, decide, roots};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::{epoch, package};
use crate::identity::REGISTRY_EPOCH;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// Whether a package is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageState {
    /// Installed; its forms are read with old answers and offered to nobody.
    Disabled,
    /// At work.
    Enabled,
}

impl PackageState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Disabled, Self::Enabled].into_iter().find(|state| state.as_str() == word)
    }
}

/// One version of a plugin as it is installed, without its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct InstalledPackage {
    id: Uuid,
    /// The plugin's id.
    pub plugin: String,
    /// The package's version.
    pub version: String,
    /// The SHA-256 of its file.
    pub digest: [u8; 32],
    /// Whether it is at work.
    pub state: PackageState,
    /// The views that an administrator granted, of those it asks for.
    pub grants: BTreeSet<String>,
    /// Its settings, as an administrator saved them.
    pub settings: Answers,
    /// When it was installed.
    pub installed_at: Instant,
    /// Since when it is at work.
    pub enabled_at: Option<Instant>,
}

impl Record for InstalledPackage {
    type Marker = roots::Plugin;
}

/// A package to be installed.
#[derive(Clone)]
pub struct NewPackage {
    /// The plugin's id.
    pub plugin: String,
    /// The package's version.
    pub version: String,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
}

/// What an administrator changes about an installed package.
#[derive(Clone, Debug, PartialEq)]
pub enum PackageChange {
    /// Put it to work with these views granted, in the place of any other version.
    Enable(BTreeSet<String>),
    /// Take it out of work.
    Disable,
    /// Save its settings.
    Settings(Answers),
}

impl PackageChange {
    const fn word(&self) -> &'static str {
        match self {
            Self::Enable(_) => "enable",
            Self::Disable => "disable",
            Self::Settings(_) => "settings",
        }
    }
}

const WRITTEN: &[(Part, Relation)] = &[(Part::Plugins, Relation::Shared)];

impl<Mode> Unit<Mode> {
    /// Every installed package, by plugin, the newest installation of each first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn packages(&self, leave: Leave<ViewPlugins>) -> Result<Vec<InstalledPackage>> {
        self.check_leave(&leave)?;
        let rows = package::Entity::find()
            .select_only()
            .columns(SPINE)
            .order_by_asc(package::Column::Plugin)
            .order_by_desc(package::Column::InstalledAt)
            .into_tuple::<Spine>()
            .all(&self.transaction)
            .await?;
        rows.into_iter().map(record).collect()
    }

    /// The same with the bytes of each, and the registry epoch they were read under: what a
    /// node builds its registry from.
    ///
    /// # Errors
    /// As [`packages`](Self::packages).
    pub async fn packages_whole(
        &self,
        leave: Leave<ViewPlugins>,
    ) -> Result<(i64, Vec<(InstalledPackage, Vec<u8>)>)> {
        self.check_leave(&leave)?;
        let epoch = self.epoch(REGISTRY_EPOCH).await?;
        let rows = package::Entity::find()
            .order_by_asc(package::Column::Plugin)
            .order_by_desc(package::Column::InstalledAt)
            .all(&self.transaction)
            .await?;
        let whole = rows.into_iter().map(|mut row| {
            let bytes = std::mem::take(&mut row.bytes);
            Ok((record(spine(row))?, bytes))
        });
        Ok((epoch, whole.collect::<Result<_>>()?))
    }

    /// The registry epoch: it has moved when any package has.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn registry_epoch(&self) -> Result<i64> {
        self.epoch(REGISTRY_EPOCH).await
    }

    /// One version of a plugin.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Forbidden`].
    pub async fn package<A: Act<Record = roots::Plugin>>(
        &self,
        plugin: &str,
        version: &str,
    ) -> Result<Permit<A, InstalledPackage>> {
        let row = package::Entity::find()
            .select_only()
            .columns(SPINE)
            .filter(package::Column::Plugin.eq(plugin))
            .filter(package::Column::Version.eq(version))
            .into_tuple::<Spine>()
            .one(&self.transaction)
            .await?;
        let found = record(row.ok_or(Error::NotFound)?)?;
        Ok(decide(&self.actor, &Standing::default(), found, self.id)?)
    }

    /// The bytes of a package's file.
    ///
    /// # Errors
    /// [`Error::WrongUnit`]; [`Error::Meaning`] where they are no longer what was installed.
    pub async fn package_bytes<A>(&self, permit: &Permit<A, InstalledPackage>) -> Result<Vec<u8>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let row =
            package::Entity::find_by_id(permit.id).one(&self.transaction).await?.ok_or(Error::NotFound)?;
        if keys::sha256(&row.bytes) == permit.digest { Ok(row.bytes) } else { Err(Error::Meaning("package")) }
    }

    fn check_leave<A>(&self, leave: &Leave<A>) -> Result<()> {
        if leave.unit() == self.id { Ok(()) } else { Err(Error::WrongUnit) }
    }
}

impl Unit<Writing> {
    /// Keeps a package, not yet at work.
    ///
    /// # Errors
    /// [`Error::Conflict`] where this version of the plugin is installed already,
    /// [`Error::WrongUnit`], [`Error::Forbidden`].
    pub async fn install_package(&mut self, leave: Leave<ManagePlugins>, new: NewPackage) -> Result<()> {
        let id = Uuid::now_v7();
        let known = package::Entity::find()
            .filter(package::Column::Plugin.eq(&new.plugin))
            .filter(package::Column::Version.eq(&new.version))
            .count(&self.transaction)
            .await?;
        if known > 0 {
            return Err(Error::Conflict);
        }
        self.act_new(&leave, id, WRITTEN)?;
        self.say(id, "install", &new.plugin, &new.version);
        package::Entity::insert(package::ActiveModel {
            id: Set(id),
            plugin: Set(new.plugin),
            version: Set(new.version),
            digest: Set(keys::sha256(&new.bytes).to_vec()),
            bytes: Set(new.bytes),
            state: Set(PackageState::Disabled.as_str().to_owned()),
            grants: Set("[]".to_owned()),
            settings: Set("{}".to_owned()),
            installed_at: Set(self.now()),
            installed_by: Set(self.actor.account_id().map(Uuid::from)),
            enabled_at: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.raise_registry_epoch().await
    }

    /// Puts a package to work or out of it, or saves its settings.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Forbidden`].
    pub async fn change_package(
        &mut self,
        permit: Permit<ManagePlugins, InstalledPackage>,
        change: PackageChange,
    ) -> Result<()> {
        self.act(&permit, permit.id, WRITTEN)?;
        self.say(permit.id, change.word(), &permit.plugin, &permit.version);
        let text = |json: serde_json::Result<String>| json.map_err(|_| Error::Meaning("package"));
        let mut update = package::Entity::update_many();
        update = match change {
            PackageChange::Enable(grants) => {
                // One version of a plugin at a time; the next takes over what was set.
                if permit.settings.is_empty()
                    && let Some(settings) = self.settings_at_work(&permit.plugin).await?
                {
                    update = update.col_expr(package::Column::Settings, Expr::val(settings));
                }
                self.disable_all(&permit.plugin).await?;
                update
                    .col_expr(package::Column::State, Expr::val(PackageState::Enabled.as_str()))
                    .col_expr(package::Column::Grants, Expr::val(text(serde_json::to_string(&grants))?))
                    .col_expr(package::Column::EnabledAt, Expr::val(self.now()))
            }
            PackageChange::Disable => update
                .col_expr(package::Column::State, Expr::val(PackageState::Disabled.as_str()))
                .col_expr(package::Column::EnabledAt, Expr::val(Option::<Instant>::None)),
            PackageChange::Settings(settings) => {
                update.col_expr(package::Column::Settings, Expr::val(text(serde_json::to_string(&settings))?))
            }
        };
        update.filter(package::Column::Id.eq(permit.id)).exec(&self.transaction).await?;
        self.raise_registry_epoch().await
    }

    async fn settings_at_work(&self, plugin: &str) -> Result<Option<String>> {
        Ok(package::Entity::find()
            .select_only()
            .column(package::Column::Settings)
            .filter(package::Column::Plugin.eq(plugin))
            .filter(package::Column::State.eq(PackageState::Enabled.as_str()))
            .into_tuple::<String>()
            .one(&self.transaction)
            .await?)
    }

    async fn disable_all(&self, plugin: &str) -> Result<()> {
        package::Entity::update_many()
            .col_expr(package::Column::State, Expr::val(PackageState::Disabled.as_str()))
            .col_expr(package::Column::EnabledAt, Expr::val(Option::<Instant>::None))
            .filter(package::Column::Plugin.eq(plugin))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Says in the act's entry what was done to which version: names of packages are codes.
    fn say(&mut self, package: Uuid, what: &str, plugin: &str, version: &str) {
        if let Some(entry) = self.notes.iter_mut().rev().find(|entry| entry.object == Some(package)) {
            entry.detail = Some(format!("{what} {plugin} {version}"));
        }
    }

    async fn raise_registry_epoch(&self) -> Result<()> {
        epoch::Entity::insert(epoch::ActiveModel { name: Set(REGISTRY_EPOCH.to_owned()), value: Set(1) })
            .on_conflict(
                OnConflict::column(epoch::Column::Name)
                    // Raised where it stands, so that two changes at once raise it twice.
                    .value(epoch::Column::Value, Expr::col((epoch::Entity, epoch::Column::Value)).add(1))
                    .to_owned(),
            )
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }
}

/// Every column but the bytes and who installed it.
const SPINE: [package::Column; 9] = [
    package::Column::Id,
    package::Column::Plugin,
    package::Column::Version,
    package::Column::Digest,
    package::Column::State,
    package::Column::Grants,
    package::Column::Settings,
    package::Column::InstalledAt,
    package::Column::EnabledAt,
];

type Spine = (Uuid, String, String, Vec<u8>, String, String, String, Instant, Option<Instant>);

fn spine(row: package::Model) -> Spine {
    (
        row.id,
        row.plugin,
        row.version,
        row.digest,
        row.state,
        row.grants,
        row.settings,
        row.installed_at,
        row.enabled_at,
    )
}

fn record(row: Spine) -> Result<InstalledPackage> {
    let (id, plugin, version, digest, state, grants, settings, installed_at, enabled_at) = row;
    let meaning = || Error::Meaning("package");
    Ok(InstalledPackage {
        id,
        plugin,
        version,
        digest: digest.try_into().map_err(|_| meaning())?,
        state: PackageState::parse(&state).ok_or_else(meaning)?,
        grants: serde_json::from_str(&grants).map_err(|_| meaning())?,
        settings: serde_json::from_str(&settings).map_err(|_| meaning())?,
        installed_at,
        enabled_at,
    })
}
