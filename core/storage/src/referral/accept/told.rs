//! What a submission tells of a person, on its way under that person's own key.

use std::collections::BTreeMap;

use domain::{Answers, Part, PartSet, ParticipantId, PersonId, SideId};

use super::Making;
use super::carry::value_of;
use super::people::Identified;
use super::plan::{Destination, Move};
use crate::Result;
use crate::answers::{CORE, Loaded, Slot, Wanted};
use crate::owner::OwnerKind;
use crate::people::person_part;
use crate::unit::{Unit, Writing};

impl Unit<Writing> {
    /// Seals what the submission tells of a person under their own key; returns all that is
    /// now known of them.
    ///
    /// Of somebody known, what is on record stays and gaps are filled. What the submission
    /// says otherwise is kept beside the participant, under the key of the case, for a
    /// person to decide: no referrer's word overrules a rule of safe contact.
    pub(in crate::referral) async fn keep_sections(
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
                // Somebody who takes part already may have been told of otherwise before.
                let mut beside = self.beside(&slot).await?;
                beside.extend(otherwise);
                self.put_answers(&slot, &beside, &making.source).await?;
            }
        }
        Ok(known.into_values().flatten().collect())
    }
}

impl Unit<Writing> {
    /// What stands at `slot` already.
    pub(super) async fn beside(&self, slot: &Slot) -> Result<Answers> {
        let wanted = Wanted { records: vec![slot.record], parts: PartSet::of(&[slot.part]) };
        let present = self.load_answers(&[wanted]).await?.into_iter();
        let same = |one: &Loaded| one.plugin == slot.plugin && one.side == slot.side;
        Ok(present.filter(same).flat_map(|one| one.values).collect())
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
pub(in crate::referral) fn told_of(
    making: &Making<'_>,
    place: usize,
    submitted: &[Loaded],
) -> BTreeMap<Part, Answers> {
    let mut told: BTreeMap<Part, Answers> = BTreeMap::new();
    let theirs = |m: &&Move| m.to == Destination::Person(place) && m.plugin == CORE;
    for one in making.moves.iter().filter(theirs) {
        // Only what is an answer of a person, and in the part it has there.
        if person_part(&one.key) == Some(one.part)
            && let Some(value) = value_of(making.referral, one, submitted)
        {
            told.entry(one.part).or_default().entry(one.key.clone()).or_insert(value);
        }
    }
    told
}
