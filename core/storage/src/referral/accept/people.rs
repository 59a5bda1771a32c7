//! The people of the new case: entered, or known through another.

use domain::codes::{AgeBand, Readiness};
use domain::{
    Audience, Part, ParticipantId, PersonId, Reference, ReferenceKind, SideId, Value, initials, sort_key,
};
use permissions::ViewCase;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Making;
use super::plan::{NewParticipant, NewPerson, WhichPerson};
use super::told::told_of;
use crate::answers::Loaded;
use crate::entity::{participant, person};
use crate::owner::OwnerKind;
use crate::people::{Counted, age_band, found_by, full_name_key};
use crate::rows::{REGIME, reference};
use crate::search_index::Findable;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// Somebody who is in the case now.
pub(in crate::referral) struct Joined {
    pub id: ParticipantId,
    pub reference: Reference,
    pub person: PersonId,
    pub side: SideId,
}

/// A person as the rest of the change needs them.
#[derive(Clone)]
pub(in crate::referral) struct Identified {
    pub id: PersonId,
    pub given_name: String,
    pub family_name: String,
    pub organisation_name: Option<String>,
    pub is_new: bool,
}

impl Unit<Writing> {
    /// Brings one participant into the case, with the person they are and what is theirs.
    pub(in crate::referral) async fn join(
        &mut self,
        making: &Making<'_>,
        place: usize,
        new: &NewParticipant,
        submitted: &[Loaded],
    ) -> Result<Joined> {
        let (side, side_kind) = *making.sides.get(new.side).ok_or(Error::Meaning("side"))?;
        let id = ParticipantId(Uuid::now_v7());
        let identified = match &new.person {
            WhichPerson::New(new) => self.insert_person(making, new).await?,
            WhichPerson::Known { person, through } => self.known_person(*person, *through).await?,
        };
        let told = told_of(making, place, submitted);
        let kept = self.keep_sections(making, &identified, id, side, told).await?;
        let birth = kept.get("person.birth-date").and_then(Value::as_date);
        let band = age_band(birth, making.referral.received_at, self.store.zone());
        self.set_age_band(identified.id, band).await?;
        self.index_blind(
            identified.id.into(),
            identified.id.into(),
            &found_by(&kept, &identified.given_name, &identified.family_name),
        )
        .await?;
        let reference = self.insert_participant(making, id, side, &identified, new, band).await?;
        let district = kept.get("person.district").and_then(Value::as_text);
        let district = district.or(making.area).unwrap_or("unknown");
        self.count_participant(&Counted {
            person: identified.id,
            case: making.case,
            role: new.role.as_str(),
            side_kind: side_kind.as_str(),
            age_band: band,
            district,
            received_at: making.referral.received_at,
        })
        .await?;
        Ok(Joined { id, reference, person: identified.id, side })
    }

    async fn insert_person(&mut self, making: &Making<'_>, new: &NewPerson) -> Result<Identified> {
        let id = PersonId(Uuid::now_v7());
        let sorted = match &new.organisation_name {
            Some(name) if new.family_name.is_empty() => sort_key(name),
            _ => sort_key(&format!("{} {}", new.family_name, new.given_name)),
        };
        let name_fold = full_name_key(&new.given_name, &new.family_name)
            .or_else(|| new.organisation_name.as_deref().map(domain::normalise::name_key))
            .unwrap_or_default();
        person::Entity::insert(person::ActiveModel {
            id: Set(id.into()),
            reference: Set(reference(ReferenceKind::Person).stored()),
            given_name: Set(new.given_name.clone()),
            family_name: Set(new.family_name.clone()),
            known_as: Set(new.known_as.clone()),
            other_names: Set(None),
            organisation_name: Set(new.organisation_name.clone()),
            sort_key: Set(sorted),
            name_fold: Set(name_fold),
            age_band: Set(None),
            language: Set(new.language.clone()),
            interpreter: Set(new.interpreter),
            team: Set(making.referral.team.into()),
            // Who may know a person is decided by the cases they are in.
            class: Set("standard".to_owned()),
            version: Set(1),
            live: Set(true),
            source: Set(making.source.clone()),
            batch: Set(None),
            legacy_id: Set(None),
            regime: Set(REGIME.to_owned()),
            retention: Set("person".to_owned()),
            hold: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.new_owner_key(id.into(), OwnerKind::Person).await?;
        Ok(Identified {
            id,
            given_name: new.given_name.clone(),
            family_name: new.family_name.clone(),
            organisation_name: new.organisation_name.clone(),
            is_new: true,
        })
    }

    /// Somebody the actor may see in the case `through`, and there by their full name.
    async fn known_person(&mut self, wanted: Reference, through: Reference) -> Result<Identified> {
        let permit = self.case::<ViewCase>(through).await?;
        let row = person::Entity::find()
            .filter(person::Column::Reference.eq(wanted.stored()))
            .filter(person::Column::Live.eq(true))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let there = participant::Entity::find()
            .filter(participant::Column::Person.eq(row.id))
            .filter(participant::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(participant::Column::Live.eq(true))
            .all(&self.transaction)
            .await?;
        let seen = |one: &participant::Model| {
            permit.mask().reads(Part::FullName, permit.relation(Audience::Side(SideId(one.side))))
        };
        if !there.iter().any(seen) {
            return Err(Error::NotFound);
        }
        Ok(Identified {
            id: PersonId(row.id),
            given_name: row.given_name,
            family_name: row.family_name,
            organisation_name: row.organisation_name,
            is_new: false,
        })
    }

    pub(in crate::referral) async fn set_age_band(&self, person: PersonId, band: AgeBand) -> Result<()> {
        person::Entity::update_many()
            .col_expr(person::Column::AgeBand, Expr::val(band.as_str()))
            .filter(person::Column::Id.eq(Uuid::from(person)))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    async fn insert_participant(
        &self,
        making: &Making<'_>,
        id: ParticipantId,
        side: SideId,
        person: &Identified,
        new: &NewParticipant,
        band: AgeBand,
    ) -> Result<Reference> {
        let full = format!("{} {}", person.given_name, person.family_name);
        let full =
            if full.trim().is_empty() { person.organisation_name.clone().unwrap_or_default() } else { full };
        // One row finds somebody by any of their names. It belongs to the fullest of them.
        let names = if full.contains(&new.called) { full.clone() } else { format!("{full} {}", new.called) };
        let search_row = self
            .index_name(&Findable {
                case: making.case,
                received_at: making.referral.received_at,
                record: id.into(),
                part: Part::FullName,
                side: side.into(),
                text: names.trim(),
            })
            .await?;
        let reference = reference(ReferenceKind::Item);
        participant::Entity::insert(participant::ActiveModel {
            id: Set(id.into()),
            reference: Set(reference.stored()),
            case_id: Set(making.case.into()),
            side: Set(side.into()),
            person: Set(person.id.into()),
            role: Set(new.role.as_str().to_owned()),
            stage: Set(new.stage.as_str().to_owned()),
            required: Set(new.required),
            called: Set(new.called.clone()),
            first_name: Set(new.called.split_whitespace().next().unwrap_or_default().to_owned()),
            initials: Set(initials(if full.trim().is_empty() { &new.called } else { &full })),
            age_band: Set(Some(band.as_str().to_owned())),
            responsibility: Set(new.responsibility.map(|answer| answer.as_str().to_owned())),
            readiness: Set(Readiness::NotStarted.as_str().to_owned()),
            willing: Set(new.willing.map(|answer| answer.as_str().to_owned())),
            adjustments: Set((!new.adjustments.is_empty()).then(|| new.adjustments.join(" "))),
            outcome: Set(None),
            first_contact_at: Set(None),
            information_given_at: Set(None),
            withdrew_at: Set(None),
            search_row: Set(Some(search_row)),
            version: Set(1),
            live: Set(true),
            source: Set(making.source.clone()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(reference)
    }
}
