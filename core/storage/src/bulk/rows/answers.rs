//! Rows of answers and of the indexes over them.

use domain::{Answers, Instant, Part, PartSet, Value};
use uuid::Uuid;

use super::Composer;
use crate::answers::{indexed, sealed, written};
use crate::audit::Mark;
use crate::entity::{answer, blind_index};
use crate::people::{BlindKind, findable_text};
use crate::{Error, Result};

/// Where a set of answers stands; the owner's key must have been made.
pub(super) struct Place<'a> {
    pub record_kind: &'static str,
    pub record: Uuid,
    pub root: Uuid,
    pub plugin: &'a str,
    pub field_set: i32,
    pub part: Part,
    pub side: Uuid,
    pub owner: Uuid,
}

impl Composer<'_> {
    /// A row of answers; none where there is nothing to say.
    pub(super) fn put(&mut self, place: &Place<'_>, values: &Answers, at: Instant) -> Result<()> {
        if values.values().all(Value::is_empty) {
            return Ok(());
        }
        let id = self.names.id();
        let text = written(values)?;
        let (body, ciphertext, owner) = if place.part.is_sealed() {
            let key = self.keys.get(&place.owner).ok_or(Error::Meaning("owner key"))?;
            let bytes = sealed(self.keyring, key, place.part, (id, place.owner), &text);
            (None, Some(bytes), Some(place.owner))
        } else {
            (Some(text), None, None)
        };
        self.rows.parts = self.rows.parts.union(PartSet::of(&[place.part]));
        let row = answer::Model {
            id,
            record_kind: place.record_kind.to_owned(),
            record: place.record,
            root: place.root,
            plugin: place.plugin.to_owned(),
            field_set: place.field_set,
            part: place.part.as_str().to_owned(),
            side: place.side,
            owner,
            body,
            sealed: ciphertext,
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            at,
            by: None,
        };
        self.rows.marks.push(Mark::of(self.keyring, &row));
        self.rows.answers.push(row);
        Ok(())
    }

    /// Makes answers findable: of clear parts by the index of lists, of sealed ones by
    /// equality alone.
    pub(super) fn index(&mut self, place: &Place<'_>, root: Uuid, fields: &[(String, Value)]) {
        for (field, value) in fields {
            if !place.part.is_sealed() {
                self.rows.answer_index.extend(indexed(field, place.record, root, value));
            } else if let Some(text) = findable_text(value) {
                self.rows.blind_index.push(blind_index::Model {
                    kind: field.clone(),
                    digest: self.keyring.blind(field, &text).to_vec(),
                    record: place.record,
                    owner: place.owner,
                });
            }
        }
    }

    /// Enters `record` of `owner` into the blind index, each value once.
    pub(super) fn find_by(&mut self, record: Uuid, owner: Uuid, found_by: &[(BlindKind, String)]) {
        let mut found: Vec<_> = found_by.iter().collect();
        found.sort_unstable();
        found.dedup();
        self.rows.blind_index.extend(found.into_iter().map(|(kind, value)| blind_index::Model {
            kind: kind.as_str().to_owned(),
            digest: self.keyring.blind(kind.as_str(), value).to_vec(),
            record,
            owner,
        }));
    }
}
