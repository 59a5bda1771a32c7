//! Correcting how somebody is contacted, and reading what was there before.

use domain::{Answers, Audience, Instant, Part, PartSet, Reference, Relation, SideId, Value};
use keys::Binding;
use permissions::{AmendContact, Permit, ViewCase};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::file::Field;
use super::lookup::Case;
use crate::answers::{CORE, SERVICE, Slot, TABLE, Wanted};
use crate::entity::{account, history, owner_key, person};
use crate::owner::OwnerKind;
use crate::people::found_by;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// The parts that a contact form fills.
const CONTACT: [Part; 3] = [Part::Contact, Part::SafeContact, Part::CodeWord];

/// Something as it was before it was changed.
#[derive(Clone, Debug)]
pub struct Former {
    /// Of whom, where it was somebody's.
    pub participant: Option<Reference>,
    /// When it was written, in the version that was replaced.
    pub written_at: Instant,
    /// Who wrote it.
    pub by: Option<String>,
    /// The values, cut to what the reader may see today; masked ones as dots.
    pub fields: Vec<Field>,
}

/// What a form says of one part.
#[derive(Clone, Debug)]
pub struct PartAmended {
    /// The part.
    pub part: Part,
    /// The catalogue ids that the form asks for; what else is kept of the part stays.
    pub asked: Vec<String>,
    /// The answers, by catalogue id. A field that was asked and is not here was emptied.
    pub answers: Answers,
}

/// How many former versions are shown.
const SHOWN: u64 = 100;

impl<Mode> Unit<Mode> {
    /// The contact points and rules of a participant, opened, for those who may change them.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Sealed`].
    pub async fn contact_of(
        &mut self,
        permit: &Permit<AmendContact, Case>,
        of: Reference,
    ) -> Result<Answers> {
        let (kept, parts) = self.kept_contact(permit, of).await?;
        self.note("view", "case", permit.id.into(), parts);
        Ok(kept)
    }

    async fn kept_contact(
        &mut self,
        permit: &Permit<AmendContact, Case>,
        of: Reference,
    ) -> Result<(Answers, PartSet)> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let (_, person, side) = self.participant_of(permit.id, of).await?;
        let relation = permit.relation(Audience::Side(side));
        let parts = CONTACT.into_iter().filter(|part| permit.mask().reads(*part, relation)).collect();
        let loaded = self.load_answers(&[Wanted { records: vec![person.into()], parts }]).await?;
        Ok((loaded.into_iter().flat_map(|loaded| loaded.values).collect(), parts))
    }

    /// What was changed in the case, the newest first, under the reader's mask of today.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`], [`Error::Sealed`].
    pub async fn former(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<Former>> {
        let file = self.case_file(permit).await?;
        let column = |column| Expr::col((history::Entity, column));
        let mut records = vec![Uuid::from(permit.id)];
        for participant in &file.participants {
            records.extend([Uuid::from(participant.id), Uuid::from(participant.person)]);
        }
        let query = Query::select()
            .columns(
                [
                    history::Column::Row,
                    history::Column::Record,
                    history::Column::Plugin,
                    history::Column::Part,
                    history::Column::Side,
                    history::Column::By,
                    history::Column::Owner,
                    history::Column::Body,
                    history::Column::Sealed,
                    history::Column::At,
                ]
                .map(|column| (history::Entity, column)),
            )
            .column((account::Entity, account::Column::DisplayName))
            .column((owner_key::Entity, owner_key::Column::Wrapped))
            .from(history::Entity)
            .left_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((history::Entity, history::Column::By)),
            )
            .left_join(
                owner_key::Entity,
                Expr::col((owner_key::Entity, owner_key::Column::Id))
                    .equals((history::Entity, history::Column::Owner)),
            )
            .cond_where(
                Condition::any()
                    .add(column(history::Column::Root).eq(Uuid::from(permit.id)))
                    .add(column(history::Column::Record).is_in(records)),
            )
            .order_by((history::Entity, history::Column::At), Order::Desc)
            .limit(SHOWN)
            .take();
        let mut former = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let word: String = row.try_get("", "part")?;
            let part = Part::parse(&word).ok_or(Error::Meaning("part"))?;
            let record: Uuid = row.try_get("", "record")?;
            let whose = file
                .participants
                .iter()
                .find(|one| Uuid::from(one.id) == record || Uuid::from(one.person) == record);
            // An answer addressed to one side of the case stands to the reader as that side.
            let side: Uuid = row.try_get("", "side")?;
            let relation = match whose {
                _ if side == SERVICE => Relation::Internal,
                _ if !side.is_nil() => permit.relation(Audience::Side(SideId(side))),
                Some(one) => one.relation,
                None => Relation::Internal,
            };
            let author = self.author(row.try_get("", "by")?);
            let reads = permit.mask().reads_of(part, relation, author);
            let masked = permit.mask().masked(part, relation);
            if !reads && !masked {
                continue;
            }
            let Some(values) = self.former_values(&row, part)? else { continue };
            let plugin: String = row.try_get("", "plugin")?;
            let id = |field: String| if plugin == CORE { field } else { format!("extra.{plugin}.{field}") };
            former.push(Former {
                participant: whose.map(|one| one.reference),
                written_at: row.try_get("", "at")?,
                by: row.try_get("", "display_name")?,
                fields: values
                    .into_iter()
                    .map(|(field, value)| Field {
                        id: id(field),
                        value: if reads { value } else { Value::Empty },
                        masked: !reads,
                    })
                    .collect(),
            });
            self.note("view-history", "case", permit.id.into(), [part].into_iter().collect());
        }
        Ok(former)
    }

    fn former_values(&self, row: &sea_orm::QueryResult, part: Part) -> Result<Option<Answers>> {
        let body: Option<String> = row.try_get("", "body")?;
        let text = match body {
            Some(body) => body.into_bytes(),
            None => {
                let sealed: Option<Vec<u8>> = row.try_get("", "sealed")?;
                let owner: Option<Uuid> = row.try_get("", "owner")?;
                let wrapped: Option<Vec<u8>> = row.try_get("", "wrapped")?;
                // A destroyed key means an erased owner: their past says nothing either.
                let (Some(sealed), Some(owner), Some(wrapped)) = (sealed, owner, wrapped) else {
                    return Ok(None);
                };
                let key = self.store.keys().unwrap(&wrapped, owner)?;
                let row_id: Uuid = row.try_get("", "row")?;
                keys::open(&key, &Binding { table: TABLE, part: part.as_str(), row: row_id, owner }, &sealed)?
            }
        };
        serde_json::from_slice(&text).map(Some).map_err(|_| Error::Meaning("answer"))
    }
}

impl Unit<Writing> {
    /// What [`contact_of`](Self::contact_of) would show, for comparing a change with it.
    /// Nobody is shown it, so nothing is noted.
    ///
    /// # Errors
    /// As [`contact_of`](Self::contact_of).
    pub async fn contact_now(
        &mut self,
        permit: &Permit<AmendContact, Case>,
        of: Reference,
    ) -> Result<Answers> {
        Ok(self.kept_contact(permit, of).await?.0)
    }

    /// Writes a participant's contact points and rules in place of what is there; what was
    /// there is kept in history under the same seal. What no field of the form asked for, such
    /// as a guardian's number or the district, stays.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Conflict`].
    pub async fn amend_contact(
        &mut self,
        permit: Permit<AmendContact, Case>,
        of: Reference,
        amended: &[PartAmended],
    ) -> Result<()> {
        let (_, person_id, side) = self.participant_of(permit.id, of).await?;
        let relation = permit.relation(Audience::Side(side));
        if amended.iter().any(|amended| !CONTACT.contains(&amended.part)) {
            return Err(Error::Forbidden);
        }
        let written: Vec<_> = amended.iter().map(|amended| (amended.part, relation)).collect();
        self.act(&permit, permit.id.into(), &written)?;
        let source = self.source();
        for PartAmended { part, asked, answers } in amended {
            let wanted = Wanted { records: vec![person_id.into()], parts: [*part].into_iter().collect() };
            let kept = self.load_answers(&[wanted]).await?;
            let kept = kept.into_iter().filter(|loaded| loaded.plugin == CORE);
            let stays = kept.flat_map(|loaded| loaded.values).filter(|(id, _)| !asked.contains(id));
            let answers: Answers = stays.chain(answers.clone()).collect();
            let slot = Slot {
                record_kind: "person",
                record: person_id.into(),
                root: person_id.into(),
                plugin: CORE.to_owned(),
                field_set: 1,
                part: *part,
                side: None,
                owner: person_id.into(),
                owner_kind: OwnerKind::Person,
            };
            self.put_answers(&slot, &answers, &source).await?;
        }
        let row = person::Entity::find_by_id(Uuid::from(person_id)).one(&self.transaction).await?;
        let row = row.ok_or(Error::NotFound)?;
        let parts = [Part::Contact, Part::BirthDate, Part::Identifiers].into_iter().collect();
        let known: Answers = self
            .load_answers(&[Wanted { records: vec![row.id], parts }])
            .await?
            .into_iter()
            .flat_map(|loaded| loaded.values)
            .collect();
        self.index_blind(row.id, row.id, &found_by(&known, &row.given_name, &row.family_name)).await?;
        self.recheck_person(person_id).await?;
        self.touch_case(&permit).await
    }
}
