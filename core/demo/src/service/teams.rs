//! The tree of teams.

use domain::TeamId;
use permissions::{Actor, ManageSettings, Place, ViewConfiguration};
use storage::{NewTeam, Store};

use crate::Result;

/// What the areas are called.
const AREAS: [&str; 3] = ["North", "South", "Mid and West"];

/// The teams of the service, made where they are missing.
pub async fn teams(store: &Store, actor: &Actor, name: &str) -> Result<(TeamId, [TeamId; 3])> {
    let mut unit = store.write(actor).await?;
    let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
    let known = unit.teams(leave).await?;
    let mut make = async |parent: Option<TeamId>, name: &str, kind| -> Result<TeamId> {
        if let Some(team) =
            known.iter().find(|team| team.parent == parent && (parent.is_none() || team.name == name))
        {
            return Ok(team.id);
        }
        let leave = actor.may::<ManageSettings>(&Place::service(), unit.id())?;
        Ok(unit.create_team(leave, NewTeam { parent, name: name.to_owned(), kind }).await?)
    };
    let top = make(None, name, "service").await?;
    let mut areas = [top; 3];
    for (area, name) in areas.iter_mut().zip(AREAS) {
        *area = make(Some(top), name, "area").await?;
    }
    unit.commit().await?;
    Ok((top, areas))
}
