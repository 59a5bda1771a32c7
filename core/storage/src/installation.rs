//! What this installation was born as.

use chrono_tz::Tz;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

use crate::entity::installation;
use crate::{Error, Result, Store};

/// An installation is born as one of these and never changes (`decisions.md` 60).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstallationKind {
    /// Invented data; the generator, the banner and password-only sign-in exist only here.
    Demo,
    /// Real people.
    Live,
}

impl InstallationKind {
    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Live => "live",
        }
    }
}

/// The installation's own row.
#[derive(Clone, Debug)]
pub struct Installation {
    /// Demo or live.
    pub kind: InstallationKind,
    /// The service's name, as shown in the header.
    pub service_name: String,
    /// Where the service is: days and periods are counted in this zone.
    pub zone: Tz,
}

impl Store {
    /// The installation, or nothing where it has not been born yet.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::Meaning`] where the row is not understood.
    pub async fn installation(&self) -> Result<Option<Installation>> {
        let Some(row) = installation::Entity::find_by_id(1).one(&self.0.pools.readers).await? else {
            return Ok(None);
        };
        let kind = match row.kind.as_str() {
            "demo" => InstallationKind::Demo,
            "live" => InstallationKind::Live,
            _ => return Err(Error::Meaning("kind of installation")),
        };
        let zone = row.time_zone.parse().map_err(|_| Error::Meaning("time zone"))?;
        Ok(Some(Installation { kind, service_name: row.service_name, zone }))
    }

    /// Writes the row; refused where there is one already.
    ///
    /// # Errors
    /// [`Error::InUse`] where the installation was born before, as whatever kind.
    pub async fn be_born(&self, installation: &Installation) -> Result<()> {
        if self.installation().await?.is_some() {
            return Err(Error::InUse);
        }
        installation::Entity::insert(installation::ActiveModel {
            id: Set(1),
            kind: Set(installation.kind.as_str().to_owned()),
            service_name: Set(installation.service_name.clone()),
            time_zone: Set(installation.zone.name().to_owned()),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.0.pools.writers)
        .await?;
        Ok(())
    }

    /// The zone in which days are counted.
    pub fn zone(&self) -> Tz {
        self.0.zone
    }
}
