//! The people of the new case: entered, or known through another.

use std::collections::BTreeMap;

use domain::codes::{AgeBand, Readiness};
use domain::{
    Answers, Audience, Part, PartSet, ParticipantId, PersonId, Reference, ReferenceKind, SideId, Value,
    initials, sort_key,
};
use permissions::ViewCase;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Making;
use super::carry::value_of;
use super::plan::{Destination, NewParticipant, NewPerson, WhichPerson};
use crate::answers::{CORE, Loaded, Slot, Wanted};
use crate::entity::{participant, person};
use crate::owner::OwnerKind;
use crate::people::{Counted, age_band, found_by, full_name_key, person_part};
use crate::rows::{REGIME, reference};
use crate::search_index::Findable;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// Somebody who is in the case now.
pub(super) struct Joined {
    pub id: ParticipantId,
    pub reference: Reference,
    pub person: PersonId,
    pub side: SideId,
}

/// A person as the rest of the change needs them.
struct Identified {
    id: PersonId,
    given_name: String,
    family_name: String,
    organisation_name: Option<String>,
    is_new: bool,
}

impl Unit<Writing> {
    /// Brings one participant into the case, with the person they are and what is theirs.
    pub(super) async fn join(
        &mut self,
        making: &Making<'_>,
        place: usize,
        new: &NewParticipant,
        submitted: &[Loaded],
    ) -> Result<Joined> {
        let side = *making.sides.get(new.side).ok_or(Error::Meaning("side"))?;
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
        let district = district.or(making.plan.area.as_deref()).unwrap_or("unknown");
        self.count_participant(&Counted {
            person: identified.id,
            case: making.case,
            role: new.role.as_str(),
            side_kind: making.plan.sides[new.side].kind.as_str(),
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

    /// Seals what the submission tells of a person under their own key; returns all that is
    /// now known of them.
    ///
    /// Of somebody known, what is on record stays and gaps are filled. What the submission
    /// says otherwise is kept beside the participant, under the key of the case, for a
    /// person to decide: no referrer's word overrules a rule of safe contact.
    async fn keep_sections(
        &mut self,
        making: &Making<'_>,
        person: &Identified,
        participant: ParticipantId,
        side: SideId,
        told: BTreeMap<Part, Answers>,
    ) -> Result<Answers> {
        let mut known = BTreeMap::new();
        if !person.is_new {
            let wanted = Wanted { records: vec![person.id.into()], parts: PartSet::ALL };
            for loaded in self.load_answers(&[wanted]).await?.into_iter().filter(|one| one.plugin == CORE) {
                known.insert(loaded.part, loaded.values);
            }
        }
        for (part, values) in told {
            let kept = known.entry(part).or_default();
            let mut otherwise = Answers::new();
            let mut is_new = false;
            for (id, value) in values {
                match kept.get(&id) {
                    Some(old) if *old == value => {}
                    Some(_) => {
                        otherwise.insert(id, value);
                    }
                    None => {
                        is_new = true;
                        kept.insert(id, value);
                    }
                }
            }
            if is_new {
                let slot = person_slot(person.id, part);
                self.put_answers(&slot, &known[&part], &making.source).await?;
            }
            if !otherwise.is_empty() {
                let slot = Slot {
                    record_kind: "participant",
                    record: participant.into(),
                    root: making.case.into(),
                    side: Some(side),
                    owner: making.case.into(),
                    owner_kind: OwnerKind::Case,
                    ..person_slot(person.id, part)
                };
                self.put_answers(&slot, &otherwise, &making.source).await?;
            }
        }
        Ok(known.into_values().flatten().collect())
    }

    async fn set_age_band(&self, person: PersonId, band: AgeBand) -> Result<()> {
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

/// Where the core keeps what is a person's own, whatever case they are in.
fn person_slot(person: PersonId, part: Part) -> Slot {
    Slot {
        record_kind: "person",
        record: person.into(),
        root: person.into(),
        plugin: CORE.to_owned(),
        field_set: 1,
        part,
        side: None,
        owner: person.into(),
        owner_kind: OwnerKind::Person,
    }
}

/// What the submission tells of the person at `place`, by part and catalogue id.
fn told_of(making: &Making<'_>, place: usize, submitted: &[Loaded]) -> BTreeMap<Part, Answers> {
    let mut told: BTreeMap<Part, Answers> = BTreeMap::new();
    let theirs = |m: &&super::plan::Move| m.to == Destination::Person(place) && m.plugin == CORE;
    for one in making.plan.moves.iter().filter(theirs) {
        // Only what is an answer of a person, and in the part it has there.
        if person_part(&one.key) == Some(one.part)
            && let Some(value) = value_of(making.referral, one, submitted)
        {
            told.entry(one.part).or_default().entry(one.key.clone()).or_insert(value);
        }
    }
    told
}
