//! People: their row, their sealed sections, and how they are found.

use domain::normalise::name_key;
use domain::{Answers, Part, PersonId, ReferenceKind, sort_key};
use uuid::Uuid;

use super::Composer;
use super::answers::Place;
use crate::Result;
use crate::bulk::record::BulkPerson;
use crate::entity::person;
use crate::owner::OwnerKind;
use crate::people::{found_by, full_name_key};
use crate::rows::REGIME;

impl Composer<'_> {
    pub(super) fn person(&mut self, new: &BulkPerson) -> Result<()> {
        let reference = self.names.reference(ReferenceKind::Person);
        let sorted = match &new.organisation_name {
            Some(name) if new.family_name.is_empty() => sort_key(name),
            _ => sort_key(&format!("{} {}", new.family_name, new.given_name)),
        };
        let name_fold = full_name_key(&new.given_name, &new.family_name)
            .or_else(|| new.organisation_name.as_deref().map(name_key))
            .unwrap_or_default();
        self.rows.people.push(person::Model {
            id: new.id.into(),
            reference,
            given_name: new.given_name.clone(),
            family_name: new.family_name.clone(),
            known_as: new.known_as.clone(),
            other_names: new.other_names.clone(),
            organisation_name: new.organisation_name.clone(),
            sort_key: sorted,
            name_fold,
            age_band: new.age_band.map(|band| band.as_str().to_owned()),
            language: new.language.clone(),
            interpreter: new.interpreter,
            team: new.team.into(),
            class: "standard".to_owned(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            regime: REGIME.to_owned(),
            retention: "person".to_owned(),
            hold: None,
            created_at: new.created_at,
        });
        self.rows.parts = [Part::Name, Part::FullName].into_iter().fold(self.rows.parts, with);
        self.new_key(new.id.into(), OwnerKind::Person);
        let mut known = Answers::new();
        for (part, values) in &new.sections {
            self.put(&of_person(new.id, *part), values, new.created_at)?;
            known.extend(values.iter().map(|(id, value)| (id.clone(), value.clone())));
        }
        let id = Uuid::from(new.id);
        self.find_by(id, id, &found_by(&known, &new.given_name, &new.family_name));
        Ok(())
    }
}

fn with(parts: domain::PartSet, part: Part) -> domain::PartSet {
    parts.union(domain::PartSet::of(&[part]))
}

/// Where the core keeps what is a person's own, whatever case they are in.
fn of_person(person: PersonId, part: Part) -> Place<'static> {
    let id = Uuid::from(person);
    Place {
        record_kind: "person",
        record: id,
        root: id,
        plugin: "core",
        field_set: 1,
        part,
        side: Uuid::nil(),
        owner: id,
    }
}
