//! Values that are not columns: sealed parts of the core, and plugins' fields.
//!
//! One row holds what one record has under one part and side, for the core or for one
//! plugin. Where the part is sealed the row is ciphertext under its owner's key, bound to
//! the row, the part and the owner, so that it cannot be moved elsewhere. A row that
//! changes is first copied to `history`, under the same seal.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::{Answers, Part, PartSet, SideId, Value};
use keys::{Binding, Keyring, OwnerKey};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::audit::Mark;
use crate::entity::{answer, answer_index, history, owner_key};
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// The name under which the core keeps its own sealed parts.
pub(crate) const CORE: &str = "core";

/// The side under which stands what is for the service alone.
///
/// "No side" means a fact of the matter, so this is a side of its own that is nobody's.
pub(crate) const SERVICE: Uuid = Uuid::max();

pub(crate) const TABLE: &str = "answers";

/// How many rows one statement removes.
const REMOVED: usize = 1_000;

/// Where a set of answers stands.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    /// The kind of record: `case`, `participant`, `person`, `referral`, `incident`, `risk`.
    pub record_kind: &'static str,
    /// The record.
    pub record: Uuid,
    /// The root it is loaded and removed with.
    pub root: Uuid,
    /// `core` or the plugin's id.
    pub plugin: String,
    /// The version of the plugin's field set; 1 for the core.
    pub field_set: i32,
    /// The part all the answers belong to.
    pub part: Part,
    /// The side they are addressed to, or none.
    pub side: Option<SideId>,
    /// Whose key seals them, where the part is sealed.
    pub owner: Uuid,
    /// The owner's kind.
    pub owner_kind: OwnerKind,
}

/// A set of answers as read back.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub record: Uuid,
    pub plugin: String,
    pub part: Part,
    pub side: Option<SideId>,
    /// Whose account wrote it last, where it was somebody's.
    pub by: Option<Uuid>,
    pub values: Answers,
}

/// Which answers to read: those of `records` whose part is in `parts`.
pub(crate) struct Wanted {
    pub records: Vec<Uuid>,
    pub parts: PartSet,
}

impl<Mode> Unit<Mode> {
    /// Reads the answers of these records, each under the parts asked for, and opens the
    /// sealed ones. One statement, however many records.
    pub(crate) async fn load_answers(&self, wanted: &[Wanted]) -> Result<Vec<Loaded>> {
        let mut any = Condition::any();
        let mut nothing = true;
        for want in wanted.iter().filter(|want| !want.records.is_empty() && !want.parts.is_empty()) {
            nothing = false;
            any = any.add(
                Condition::all()
                    .add(answer::Column::Record.is_in(want.records.iter().copied()))
                    .add(answer::Column::Part.is_in(want.parts.iter().map(Part::as_str))),
            );
        }
        if nothing {
            return Ok(Vec::new());
        }
        self.load_answers_where(any).await
    }

    /// Reads the answers for which `any` holds, and opens the sealed ones.
    pub(crate) async fn load_answers_where(&self, any: Condition) -> Result<Vec<Loaded>> {
        let mut query = Query::select();
        query
            .columns(
                [
                    answer::Column::Record,
                    answer::Column::Plugin,
                    answer::Column::FieldSet,
                    answer::Column::Part,
                    answer::Column::Side,
                    answer::Column::Owner,
                    answer::Column::Body,
                    answer::Column::Sealed,
                    answer::Column::Version,
                    answer::Column::By,
                ]
                .map(|column| (answer::Entity, column)),
            )
            .column((answer::Entity, answer::Column::Id))
            .column((owner_key::Entity, owner_key::Column::Wrapped))
            .from(answer::Entity)
            .left_join(
                owner_key::Entity,
                Expr::col((owner_key::Entity, owner_key::Column::Id))
                    .equals((answer::Entity, answer::Column::Owner)),
            )
            .cond_where(any);
        let mut opened: HashMap<Uuid, OwnerKey> = HashMap::new();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let part: String = row.try_get("", "part")?;
            let part = Part::parse(&part).ok_or(Error::Meaning("part"))?;
            let owner: Option<Uuid> = row.try_get("", "owner")?;
            let body: Option<String> = row.try_get("", "body")?;
            let sealed: Option<Vec<u8>> = row.try_get("", "sealed")?;
            let text = match (body, sealed, owner) {
                (Some(body), _, _) => body.into_bytes(),
                (None, Some(sealed), Some(owner)) => {
                    let wrapped: Option<Vec<u8>> = row.try_get("", "wrapped")?;
                    // A destroyed key means an erased owner: the row says nothing any more.
                    let Some(wrapped) = wrapped else { continue };
                    let key = match opened.entry(owner) {
                        Entry::Occupied(known) => known.into_mut(),
                        Entry::Vacant(place) => place.insert(self.store.keys().unwrap(&wrapped, owner)?),
                    };
                    let row_id: Uuid = row.try_get("", "id")?;
                    let binding = Binding { table: TABLE, part: part.as_str(), row: row_id, owner };
                    keys::open(key, &binding, &sealed)?
                }
                _ => continue,
            };
            let side: Uuid = row.try_get("", "side")?;
            found.push(Loaded {
                record: row.try_get("", "record")?,
                plugin: row.try_get("", "plugin")?,
                part,
                side: (!side.is_nil()).then_some(SideId(side)),
                by: row.try_get("", "by")?,
                values: serde_json::from_slice(&text).map_err(|_| Error::Meaning("answer"))?,
            });
        }
        Ok(found)
    }
}

impl Unit<Writing> {
    /// Writes `values` at `slot` in place of what is there; empty values are left out. The
    /// entry of the act that does it will hold a mark of the row.
    pub(crate) async fn put_answers(&mut self, slot: &Slot, values: &Answers, source: &str) -> Result<()> {
        let text = written(values)?;
        let side = slot.side.map_or_else(Uuid::nil, Uuid::from);
        // Held before the row is looked at: whoever replaces the key changes the row with it.
        let key = match slot.part.is_sealed() {
            true => Some(self.owner_key_or_new(slot.owner, slot.owner_kind).await?),
            false => None,
        };
        let present = answer::Entity::find()
            .filter(answer::Column::Record.eq(slot.record))
            .filter(answer::Column::Plugin.eq(&slot.plugin))
            .filter(answer::Column::FieldSet.eq(slot.field_set))
            .filter(answer::Column::Part.eq(slot.part.as_str()))
            .filter(answer::Column::Side.eq(side))
            .one(&self.transaction)
            .await?;
        let id = present.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
        let version = present.as_ref().map_or(1, |row| row.version + 1);
        let now = self.now();
        let by = self.actor.account_id().map(Uuid::from);
        if let Some(old) = &present {
            self.keep_history(old).await?;
        }
        let (body, sealed, owner) = match key {
            Some(key) => {
                let sealed = sealed(self.store.keys(), &key, slot.part, (id, slot.owner), &text);
                (None, Some(sealed), Some(slot.owner))
            }
            None => (Some(text), None, None),
        };
        let row = answer::Model {
            id,
            record_kind: slot.record_kind.to_owned(),
            record: slot.record,
            root: slot.root,
            plugin: slot.plugin.clone(),
            field_set: slot.field_set,
            part: slot.part.as_str().to_owned(),
            side,
            owner,
            body,
            sealed,
            version,
            live: true,
            source: source.to_owned(),
            batch: None,
            at: now,
            by,
        };
        self.marks.push(Mark::of(self.store.keys(), &row));
        let row = row.into_active_model();
        if present.is_some() {
            // A row that was read is unchanged in the eyes of `update`; every column is meant.
            answer::Entity::update(row.reset_all()).exec(&self.transaction).await?;
        } else {
            answer::Entity::insert(row).exec_without_returning(&self.transaction).await?;
        }
        Ok(())
    }

    /// Removes the rows of answers for which `which` holds, with what they said before, and
    /// marks each as removed.
    ///
    /// Rows of answers are removed here and nowhere else: one that goes without a mark is
    /// reported by the next check of the log.
    pub(crate) async fn forget_answers(&mut self, which: Condition) -> Result<()> {
        let gone = remove(&self.transaction, which).await?;
        self.marks.extend(gone);
        Ok(())
    }

    /// Keeps what columns of a clear part said before they are changed.
    pub(crate) async fn keep_former(
        &self,
        record_kind: &'static str,
        record: Uuid,
        root: Uuid,
        part: Part,
        values: Answers,
    ) -> Result<()> {
        let body = serde_json::to_string(&values).map_err(|_| Error::Meaning("answer"))?;
        history::Entity::insert(history::ActiveModel {
            id: Set(Uuid::now_v7()),
            row: Set(record),
            record_kind: Set(record_kind.to_owned()),
            record: Set(record),
            root: Set(root),
            plugin: Set(CORE.to_owned()),
            part: Set(part.as_str().to_owned()),
            side: Set(Uuid::nil()),
            owner: Set(None),
            body: Set(Some(body)),
            sealed: Set(None),
            version: Set(0),
            at: Set(self.now()),
            by: Set(self.actor.account_id().map(Uuid::from)),
            source: Set(self.source()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    async fn keep_history(&self, old: &answer::Model) -> Result<()> {
        history::Entity::insert(history::ActiveModel {
            id: Set(Uuid::now_v7()),
            row: Set(old.id),
            record_kind: Set(old.record_kind.clone()),
            record: Set(old.record),
            root: Set(old.root),
            plugin: Set(old.plugin.clone()),
            part: Set(old.part.clone()),
            side: Set(old.side),
            owner: Set(old.owner),
            body: Set(old.body.clone()),
            sealed: Set(old.sealed.clone()),
            version: Set(old.version),
            at: Set(old.at),
            by: Set(old.by),
            source: Set(old.source.clone()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Enters one answer of an indexed field of a clear part into the index that filters
    /// and sorts read.
    pub(crate) async fn index_answer(
        &self,
        field: &str,
        record: Uuid,
        root: Uuid,
        value: &Value,
    ) -> Result<()> {
        answer_index::Entity::delete_many()
            .filter(answer_index::Column::Field.eq(field))
            .filter(answer_index::Column::Record.eq(record))
            .exec(&self.transaction)
            .await?;
        let Some(row) = indexed(field, record, root, value) else { return Ok(()) };
        answer_index::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }
}

/// Removes rows of answers and their history; the marks are for the entry of the act.
pub(crate) async fn remove(on: &DatabaseTransaction, which: Condition) -> Result<Vec<Mark>> {
    let rows: Vec<Uuid> = answer::Entity::find()
        .select_only()
        .column(answer::Column::Id)
        .filter(which)
        .into_tuple()
        .all(on)
        .await?;
    for some in rows.chunks(REMOVED) {
        let some = || some.iter().copied();
        history::Entity::delete_many().filter(history::Column::Row.is_in(some())).exec(on).await?;
        answer::Entity::delete_many().filter(answer::Column::Id.is_in(some())).exec(on).await?;
    }
    Ok(rows.into_iter().map(Mark::gone).collect())
}

/// What a row of answers says: the values as JSON, empty ones left out.
pub(crate) fn written(values: &Answers) -> Result<String> {
    let filled: std::collections::BTreeMap<&String, &Value> =
        values.iter().filter(|(_, value)| !value.is_empty()).collect();
    serde_json::to_string(&filled).map_err(|_| Error::Meaning("answer"))
}

/// The ciphertext of a row of a sealed part, bound to the row and its owner.
pub(crate) fn sealed(
    keyring: &Keyring,
    key: &OwnerKey,
    part: Part,
    (row, owner): (Uuid, Uuid),
    text: &str,
) -> Vec<u8> {
    let binding = Binding { table: TABLE, part: part.as_str(), row, owner };
    keys::seal(key, &binding, keyring.generation(), text.as_bytes())
}

/// The row of the index that filters and sorts read; an empty value has none.
pub(crate) fn indexed(field: &str, record: Uuid, root: Uuid, value: &Value) -> Option<answer_index::Model> {
    let (text, number, day) = match value {
        Value::Empty => return None,
        Value::Text(text) => (Some(domain::fold(text)), None, None),
        Value::Choice(code) => (Some(code.clone()), None, None),
        Value::Choices(codes) => (Some(codes.join(" ")), None, None),
        Value::Boolean(yes) => (None, Some(i64::from(*yes)), None),
        Value::Integer(number) => (None, Some(*number), None),
        Value::Date(day) => (None, None, Some(*day)),
        Value::Instant(moment) => (None, Some(moment.timestamp_micros()), None),
    };
    Some(answer_index::Model { field: field.to_owned(), record, root, text, number, day })
}
