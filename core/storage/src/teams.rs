//! Teams: the tree by which staff reach cases.

use domain::TeamId;
use permissions::{Leave, ManageSettings, ViewConfiguration};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::entity::team;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// A team to be made.
#[derive(Clone, Debug)]
pub struct NewTeam {
    /// The team above it; none for the service itself.
    pub parent: Option<TeamId>,
    /// Its name.
    pub name: String,
    /// `service`, `area` or `school`.
    pub kind: &'static str,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its inner name.
    pub id: TeamId,
    /// The team above it; none for the service itself.
    pub parent: Option<TeamId>,
    /// Its name.
    pub name: String,
}

impl<Mode> Unit<Mode> {
    /// Every team, the oldest first, so that the service itself leads.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn teams(&self, leave: Leave<ViewConfiguration>) -> Result<Vec<Team>> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let rows = team::Entity::find()
            .order_by_asc(team::Column::CreatedAt)
            .order_by_asc(team::Column::Id)
            .all(&self.transaction)
            .await?;
        let team =
            |row: team::Model| Team { id: TeamId(row.id), parent: row.parent.map(TeamId), name: row.name };
        Ok(rows.into_iter().map(team).collect())
    }
}

impl Unit<Writing> {
    /// Makes a team.
    ///
    /// # Errors
    /// [`Error::WrongUnit`](crate::Error::WrongUnit).
    pub async fn create_team(&mut self, leave: Leave<ManageSettings>, new: NewTeam) -> Result<TeamId> {
        let id = TeamId(Uuid::now_v7());
        self.act_new(&leave, id.into(), &[])?;
        team::Entity::insert(team::ActiveModel {
            id: Set(id.into()),
            parent: Set(new.parent.map(Uuid::from)),
            name: Set(new.name),
            kind: Set(new.kind.to_owned()),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(id)
    }
}
