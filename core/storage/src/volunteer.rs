//! What is recorded of somebody who works for the service, as far as conflicts of interest
//! ask: where they live, how they are reached, where they work and learn, whom they know.
//!
//! It stands under their account, sealed by a key of the account's own.

use domain::{AccountId, Answers, Part, PartSet, Reference, Relation, TeamId};
use permissions::{
    Act, AmendOwnVolunteer, ManageVolunteers, Permit, Record, Standing, ViewVolunteer, decide, roots,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::answers::{CORE, Slot, Wanted};
use crate::entity::account;
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// The spine of a volunteer's record.
#[derive(Clone, Debug)]
pub struct Volunteer {
    /// Whose it is.
    pub account: AccountId,
    /// Their outer name.
    pub reference: Reference,
    /// Their name.
    pub name: String,
    /// Their team.
    pub team: TeamId,
    /// How often their account was changed.
    pub version: i64,
}

impl Record for Volunteer {
    type Marker = roots::Volunteer;
}

impl<Mode> Unit<Mode> {
    /// The record of the account named `reference`, if the actor may do `A` to it: their
    /// own, or that of somebody in their team.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none that the actor may know of;
    /// [`Error::Forbidden`] where they may, and not do this.
    pub async fn volunteer<A: Act<Record = roots::Volunteer>>(
        &mut self,
        reference: Reference,
    ) -> Result<Permit<A, Volunteer>> {
        self.volunteer_where(account::Column::Reference.eq(reference.stored())).await
    }

    /// The actor's own record.
    ///
    /// # Errors
    /// [`Error::NotFound`] for those of whom none is kept.
    pub async fn own_volunteer<A: Act<Record = roots::Volunteer>>(&mut self) -> Result<Permit<A, Volunteer>> {
        let own = self.actor.account_id().ok_or(Error::NotFound)?;
        self.volunteer_where(account::Column::Id.eq(Uuid::from(own))).await
    }

    async fn volunteer_where<A: Act<Record = roots::Volunteer>>(
        &mut self,
        which: Expr,
    ) -> Result<Permit<A, Volunteer>> {
        let row = account::Entity::find()
            .filter(which)
            .filter(account::Column::Live.eq(true))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let team = TeamId(row.team);
        let standing = Standing {
            is_self: self.actor.account_id() == Some(AccountId(row.id)),
            in_team: self.actor.teams().contains(&team),
            ..Standing::default()
        };
        let record = Volunteer {
            account: AccountId(row.id),
            reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
            name: row.display_name,
            team,
            version: row.version,
        };
        let permit = decide::<A, Volunteer>(&self.actor, &standing, record, self.id)?;
        Ok(self.permitted(permit))
    }

    /// Where they live, work and learn, and whom they know: for themselves and for the
    /// manager of their team.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for those who may know of the record and not of this;
    /// [`Error::Sealed`].
    pub async fn particulars(&mut self, permit: &Permit<ViewVolunteer, Volunteer>) -> Result<Answers> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        // A record of G15 belongs to no side of any case.
        if !permit.mask().reads(Part::VolunteerHome, Relation::Internal) {
            return Err(Error::Forbidden);
        }
        let parts = PartSet::of(&[Part::VolunteerHome]);
        let account = Uuid::from(permit.account);
        let loaded = self.load_answers(&[Wanted { records: vec![account], parts }]).await?;
        self.note("view", "volunteer", account, parts);
        Ok(loaded.into_iter().filter(|one| one.plugin == CORE).flat_map(|one| one.values).collect())
    }
}

impl Unit<Writing> {
    /// Writes one's own particulars, and looks again at the cases one works.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where the account was changed since
    /// `version` was seen.
    pub async fn amend_own_particulars(
        &mut self,
        permit: Permit<AmendOwnVolunteer, Volunteer>,
        version: i64,
        values: &Answers,
    ) -> Result<()> {
        self.act(&permit, permit.account.into(), &[(Part::VolunteerHome, Relation::Internal)])?;
        self.put_particulars(&permit, version, values).await
    }

    /// Writes somebody else's particulars, as [`amend_own_particulars`](Self::amend_own_particulars).
    ///
    /// # Errors
    /// The same.
    pub async fn amend_particulars(
        &mut self,
        permit: Permit<ManageVolunteers, Volunteer>,
        version: i64,
        values: &Answers,
    ) -> Result<()> {
        self.act(&permit, permit.account.into(), &[(Part::VolunteerHome, Relation::Internal)])?;
        self.put_particulars(&permit, version, values).await
    }

    async fn put_particulars(&mut self, of: &Volunteer, version: i64, values: &Answers) -> Result<()> {
        let id = Uuid::from(of.account);
        let changed = account::Entity::update_many()
            .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
            .filter(account::Column::Id.eq(id))
            .filter(account::Column::Version.eq(version))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected != 1 {
            return Err(Error::Conflict);
        }
        let slot = Slot {
            record_kind: "volunteer",
            record: id,
            root: id,
            plugin: CORE.to_owned(),
            field_set: 1,
            part: Part::VolunteerHome,
            side: None,
            owner: id,
            owner_kind: OwnerKind::Account,
        };
        let source = self.source();
        self.put_answers(&slot, values, &source).await?;
        self.recheck_account(of.account).await
    }
}
