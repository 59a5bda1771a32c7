//! Partner organisations: who refers to us, and until when they may.

use chrono::NaiveDate;
use domain::{OrganisationId, Reference, ReferenceKind, TeamId};
use permissions::{Leave, ManageOrganisations, Record, ViewOrganisation, roots};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::{organisation, team};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// The most organisations that one list offers.
const SHOWN: u64 = 1_000;

/// A partner organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its inner name.
    pub id: OrganisationId,
    /// Its outer name.
    pub reference: Reference,
    /// Its name.
    pub name: String,
    /// What kind of source it is: the word of a `SourceType`.
    pub kind: String,
    /// The team that takes its referrals.
    pub team: TeamId,
    /// The last day of the agreement, where it has one.
    pub agreement_until: Option<NaiveDate>,
}

impl Record for Organisation {
    type Marker = roots::Organisation;
}

/// An organisation to be entered.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Its name.
    pub name: String,
    /// The word of a `SourceType`.
    pub kind: String,
    /// The team that takes its referrals.
    pub team: TeamId,
    /// The last day of the agreement, where it has one.
    pub agreement_until: Option<NaiveDate>,
}

impl<Mode> Unit<Mode> {
    /// Every organisation, by name, to choose from.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn organisations(&mut self, leave: Leave<ViewOrganisation>) -> Result<Vec<Organisation>> {
        if leave.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let rows = organisation::Entity::find()
            .filter(organisation::Column::Live.eq(true))
            .order_by_asc(organisation::Column::SortKey)
            .limit(SHOWN)
            .all(&self.transaction)
            .await?;
        rows.into_iter().map(record).collect()
    }

    /// The organisation that the actor belongs to, while its agreement lasts.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn own_organisation(&self) -> Result<Option<Organisation>> {
        let Some(own) = self.actor.organisation() else { return Ok(None) };
        organisation::Entity::find_by_id(Uuid::from(own))
            .one(&self.transaction)
            .await?
            .map(record)
            .transpose()
    }

    /// The team at the top of the tree, whose queue takes what nobody else's does: the
    /// public form's referrals.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the service has no team yet.
    pub async fn intake_team(&self) -> Result<TeamId> {
        let top = team::Entity::find()
            .filter(team::Column::Parent.is_null())
            .order_by_asc(team::Column::CreatedAt)
            .order_by_asc(team::Column::Id)
            .one(&self.transaction)
            .await?;
        top.map(|team| TeamId(team.id)).ok_or(Error::NotFound)
    }
}

impl Unit<Writing> {
    /// Enters a partner organisation.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Forbidden`].
    pub async fn create_organisation(
        &mut self,
        leave: Leave<ManageOrganisations>,
        new: NewOrganisation,
    ) -> Result<Organisation> {
        let id = OrganisationId(Uuid::now_v7());
        self.act_new(&leave, id.into(), &[])?;
        let reference = rows::reference(ReferenceKind::Organisation);
        organisation::Entity::insert(organisation::ActiveModel {
            id: Set(id.into()),
            reference: Set(reference.stored()),
            sort_key: Set(domain::sort_key(&new.name)),
            name: Set(new.name.clone()),
            kind: Set(new.kind.clone()),
            agreement_until: Set(new.agreement_until),
            team: Set(new.team.into()),
            class: Set("standard".to_owned()),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            regime: Set(rows::REGIME.to_owned()),
            retention: Set("organisation".to_owned()),
            hold: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        let NewOrganisation { name, kind, team, agreement_until } = new;
        Ok(Organisation { id, reference, name, kind, team, agreement_until })
    }
}

fn record(row: organisation::Model) -> Result<Organisation> {
    Ok(Organisation {
        id: OrganisationId(row.id),
        reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
        name: row.name,
        kind: row.kind,
        team: TeamId(row.team),
        agreement_until: row.agreement_until,
    })
}
