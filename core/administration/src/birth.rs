//! The birth of an installation.

use permissions::{Actor, ManageSettings, Place};
use storage::{Installation, NewTeam, Store};

use crate::{Error, Result};

/// An installation to be born.
#[derive(Clone, Debug)]
pub struct NewService {
    /// Demo or live, its name, its time zone.
    pub installation: Installation,
    /// The name of the team at the top of the tree: the service itself.
    pub team: String,
}

/// Brings an installation into being: its row, written once and never changed, and the
/// team at the top.
///
/// # Errors
/// [`Error::Conflict`] where it was born before; not permitted; storage's.
pub async fn found(store: &Store, actor: &Actor, new: NewService) -> Result<()> {
    store.be_born(&new.installation).await.map_err(|error| match error {
        storage::Error::InUse => Error::Conflict,
        other => other.into(),
    })?;
    let mut unit = store.write(actor).await?;
    let leave = actor.may::<ManageSettings>(&Place::service(), unit.id())?;
    unit.create_team(leave, NewTeam { parent: None, name: new.team, kind: "service" }).await?;
    unit.commit().await?;
    Ok(())
}
