//! Answers on their way from the submission to where they belong, and the end of its key.

use std::collections::BTreeMap;

use domain::{Answers, SideId, Value};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::super::answers::RECORD;
use super::Making;
use super::people::Joined;
use super::plan::{Destination, Move, MoveSide};
use crate::Result;
use crate::answers::{CORE, Loaded, SERVICE, Slot};
use crate::entity::{answer, answer_index, blind_index, history, owner_key};
use crate::owner::OwnerKind;
use crate::referral::Referral;
use crate::unit::{Unit, Writing};

/// What the submission says for one move: the first answered field, or all as lines.
pub(super) fn value_of(referral: &Referral, wanted: &Move, submitted: &[Loaded]) -> Option<Value> {
    let side = wanted.from.side(referral.id);
    let section = submitted.iter().find(|one| one.part == wanted.part && one.side == side)?;
    let mut answered =
        wanted.fields.iter().filter_map(|field| section.values.get(field)).filter(|value| !value.is_empty());
    if wanted.lines {
        let lines: Vec<&str> = answered.filter_map(Value::as_text).collect();
        return (!lines.is_empty()).then(|| Value::Text(lines.join("\n")));
    }
    answered.next().cloned()
}

/// Answers with others of the same kind added: texts one below the other, choices together.
/// Of what cannot be added the first stays.
fn added(mut present: Answers, more: &Answers) -> Answers {
    for (id, value) in more {
        let both = match (present.get(id), value) {
            (Some(Value::Text(old)), Value::Text(new)) if old != new => {
                Value::Text(format!("{old}\n\n{new}"))
            }
            (Some(Value::Choices(old)), Value::Choices(new)) => {
                let further = new.iter().filter(|code| !old.contains(code));
                Value::Choices(old.iter().chain(further).cloned().collect())
            }
            (Some(old), _) if !old.is_empty() => old.clone(),
            _ => value.clone(),
        };
        present.insert(id.clone(), both);
    }
    present
}

/// The places to write to, each with its answers and those to be found by.
#[derive(Default)]
struct Load {
    values: Answers,
    indexed: Vec<(String, Value)>,
}

impl Unit<Writing> {
    /// Writes every moved answer that is not a person's own core answer; those came with
    /// the person.
    pub(in crate::referral) async fn carry(
        &mut self,
        making: &Making<'_>,
        submitted: &[Loaded],
        joined: &[Joined],
        incident: Option<Uuid>,
    ) -> Result<()> {
        // The index of the submission's own answers is made anew under the case.
        answer_index::Entity::delete_many()
            .filter(answer_index::Column::Record.eq(Uuid::from(making.referral.id)))
            .exec(&self.transaction)
            .await?;
        let mut loads: BTreeMap<Key, (Slot, Load)> = BTreeMap::new();
        for one in making.moves {
            let persons_own = matches!(one.to, Destination::Person(_)) && one.plugin == CORE;
            let Some(value) = value_of(making.referral, one, submitted).filter(|_| !persons_own) else {
                continue;
            };
            let Some(slot) = slot_of(making, one, joined, incident) else { continue };
            let key = (slot.record, slot.plugin.clone(), slot.part.as_str(), slot.side.map(Uuid::from));
            let (_, load) = loads.entry(key).or_insert_with(|| (slot, Load::default()));
            if let Some(id) = &one.index_as {
                load.indexed.push((id.clone(), value.clone()));
            }
            // A clear answer that stays with the referral is there already.
            if one.to != Destination::Referral || one.part.is_sealed() {
                load.values.entry(one.key.clone()).or_insert(value);
            }
        }
        // What stays with the referral is written anew under the case's key, after its
        // old rows are gone.
        self.forget_sealed(making).await?;
        for (slot, load) in loads.values() {
            if !load.values.is_empty() {
                // What a case has been warned of before it is warned of still.
                let values = match making.joins && slot.record_kind == "case" {
                    true => added(self.beside(slot).await?, &load.values),
                    false => load.values.clone(),
                };
                self.put_answers(slot, &values, &making.source).await?;
            }
            for (field, value) in &load.indexed {
                if slot.part.is_sealed() {
                    self.index_blind_answer(field, slot.record, slot.owner, value).await?;
                } else {
                    self.index_answer(field, slot.record, making.case.into(), value).await?;
                }
            }
        }
        Ok(())
    }

    /// Removes what was sealed under the submission's key, old versions included.
    async fn forget_sealed(&mut self, making: &Making<'_>) -> Result<()> {
        let owner = Uuid::from(making.referral.id);
        self.forget_answers(Condition::all().add(answer::Column::Owner.eq(owner))).await?;
        history::Entity::delete_many()
            .filter(history::Column::Owner.eq(owner))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Ends the intake: its entries in the blind index go, and its key is destroyed.
    pub(in crate::referral) async fn end_intake(&self, making: &Making<'_>) -> Result<()> {
        let owner = Uuid::from(making.referral.id);
        blind_index::Entity::delete_many()
            .filter(blind_index::Column::Owner.eq(owner))
            .exec(&self.transaction)
            .await?;
        owner_key::Entity::update_many()
            .col_expr(owner_key::Column::Wrapped, Expr::val(Option::<Vec<u8>>::None))
            .col_expr(owner_key::Column::ErasedAt, Expr::val(self.now()))
            .filter(Expr::col(owner_key::Column::Id).eq(owner))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}

/// What tells one place from another.
type Key = (Uuid, String, &'static str, Option<Uuid>);

/// Where a moved answer goes; nowhere for the incident of a referral without one.
fn slot_of(making: &Making<'_>, one: &Move, joined: &[Joined], incident: Option<Uuid>) -> Option<Slot> {
    let case = Uuid::from(making.case);
    let (record_kind, record, root, owner, owner_kind) = match one.to {
        Destination::Referral => {
            (RECORD, making.referral.id.into(), making.referral.id.into(), case, OwnerKind::Case)
        }
        Destination::Case => ("case", case, case, case, OwnerKind::Case),
        Destination::Incident => ("incident", incident?, case, case, OwnerKind::Case),
        Destination::Participant(place) => {
            ("participant", joined.get(place)?.id.into(), case, case, OwnerKind::Case)
        }
        // What is on the person dies with the person, whichever plugin asked it.
        Destination::Person(place) => {
            let person = Uuid::from(joined.get(place)?.person);
            ("person", person, person, person, OwnerKind::Person)
        }
    };
    let side = match (one.to, one.side) {
        // With the referral it stays under whom it was.
        (Destination::Referral, _) => one.from.side(making.referral.id),
        (_, MoveSide::Matter) => None,
        (_, MoveSide::Service) => Some(SideId(SERVICE)),
        (_, MoveSide::Side(place)) => Some(making.sides.get(place)?.0),
    };
    Some(Slot {
        record_kind,
        record,
        root,
        plugin: one.plugin.clone(),
        field_set: one.field_set.try_into().ok()?,
        part: one.part,
        side,
        owner,
        owner_kind,
    })
}
