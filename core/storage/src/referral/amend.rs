//! A referral is corrected or completed before it is decided.

use domain::codes::{Category, ServiceType, SourceType};
use domain::{Part, Value};
use permissions::{AmendReferral, Permit};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::answers::{KnownBy, Section, party_row, relation, slot};
use super::record::{Referral, ReferralStatus};
use crate::answers::Wanted;
use crate::entity::{blind_index, referral};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What is changed about a referral.
#[derive(Clone, Debug, Default)]
pub struct AmendedReferral {
    /// The changed answers; an empty value clears what was there, and what is not named
    /// stays.
    pub sections: Vec<Section>,
    /// The changed answers that lists are filtered by.
    pub indexed: Vec<(String, Value)>,
    /// By what these parties may be known now; parties not named keep what they had.
    pub known_by: Vec<KnownBy>,
    /// The parties whose entries `known_by` replaces.
    pub parties: Vec<String>,
    /// What is asked for now.
    pub service_type: Option<ServiceType>,
    /// The kind of source now.
    pub source_type: Option<SourceType>,
    /// The district now.
    pub area: Option<String>,
    /// The kind of matter now.
    pub category: Option<Category>,
    /// The plugins whose code could not look at the answers as they are now, and why.
    pub not_checked_by: Option<String>,
}

impl Unit<Writing> {
    /// Changes a referral that is not decided; one that waited for more is back in the
    /// queue with its first date.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where one of the parts is not the actor's to write;
    /// [`Error::Conflict`] where it was decided already or changed in the meantime.
    pub async fn amend_referral(
        &mut self,
        permit: Permit<AmendReferral, Referral>,
        change: AmendedReferral,
    ) -> Result<()> {
        let id = permit.id;
        let mut written: Vec<_> = change
            .sections
            .iter()
            .map(|section| (section.part, relation(&permit, section.addressee.side(id))))
            .collect();
        let matter = |written: bool, part: Part| written.then(|| (part, relation(&permit, None)));
        written.extend(matter(change.service_type.is_some(), Part::Kind));
        written.extend(matter(change.source_type.is_some(), Part::Source));
        written.extend(matter(change.area.is_some(), Part::Area));
        written.extend(matter(change.category.is_some(), Part::Category));
        self.act(&permit, id.into(), &written)?;
        if !permit.status.is_open() {
            return Err(Error::Conflict);
        }
        self.touch_referral(&permit).await?;
        let (plugin, _, version) = &permit.form;
        let form = (plugin.as_str(), i32::try_from(*version).map_err(|_| Error::Meaning("form version"))?);
        let source = self.source();
        // What stands there already is laid under the change here, since whoever may write
        // a part may be forbidden to read it.
        let parts = change.sections.iter().map(|section| section.part).collect();
        let present = self.load_answers(&[Wanted { records: vec![id.into()], parts }]).await?;
        for section in &change.sections {
            let side = section.addressee.side(id);
            let before = present.iter().find(|one| one.part == section.part && one.side == side);
            let mut values = before.map(|one| one.values.clone()).unwrap_or_default();
            values.extend(section.values.clone());
            self.put_answers(&slot(id, form, section.part, side), &values, &source).await?;
        }
        for (field, value) in &change.indexed {
            self.index_answer(field, id.into(), id.into(), value).await?;
        }
        for party in &change.parties {
            blind_index::Entity::delete_many()
                .filter(blind_index::Column::Record.eq(party_row(id, party)))
                .exec(&self.transaction)
                .await?;
        }
        self.index_known_by(id, &change.known_by).await?;
        self.amend_columns(&permit, &change).await
    }

    async fn amend_columns(
        &self,
        permit: &Permit<AmendReferral, Referral>,
        change: &AmendedReferral,
    ) -> Result<()> {
        let mut update = referral::Entity::update_many()
            .col_expr(referral::Column::Decision, Expr::val(ReferralStatus::Received.as_str()))
            .col_expr(referral::Column::NotCheckedBy, Expr::val(change.not_checked_by.clone()))
            .filter(referral::Column::Id.eq(Uuid::from(permit.id)));
        let changed = [
            (referral::Column::ServiceType, change.service_type.map(ServiceType::as_str)),
            (referral::Column::SourceType, change.source_type.map(SourceType::as_str)),
            (referral::Column::Area, change.area.as_deref()),
            (referral::Column::Category, change.category.map(Category::as_str)),
        ];
        for (column, value) in changed {
            if let Some(value) = value {
                update = update.col_expr(column, Expr::val(value));
            }
        }
        update.exec(&self.transaction).await?;
        Ok(())
    }
}
