//! What a reader may see of a case: its file, cut to their mask as it is read.

use std::collections::HashMap;

use domain::{
    Answers, Audience, CaseId, Part, PartSet, ParticipantId, PersonId, Reference, Relation, SideId, Value,
};
use permissions::{Author, Permit, ViewCase};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SimpleExpr};
use uuid::Uuid;

use super::lookup::{Case, Side};
use crate::answers::{Loaded, SERVICE, Wanted};
use crate::columns::{self, CASE, Column, INCIDENT, PARTICIPANT, PERSON, Sides};
use crate::entity::{case, incident, participant, person};
use crate::unit::Unit;
use crate::{Error, Result};

/// One field of a record as its reader may see it. What they may not see is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The catalogue id; a plugin's field is `extra.<plugin>.<field>`.
    pub id: String,
    /// The value; empty means that nothing is recorded, or that it is masked.
    pub value: Value,
    /// Whether something is recorded that shows only when it is revealed.
    pub masked: bool,
}

impl Field {
    fn open(id: impl Into<String>, value: Value) -> Self {
        Self { id: id.into(), value, masked: false }
    }
}

/// One participant as a reader may see them.
#[derive(Clone, Debug)]
pub struct ParticipantFile {
    /// Their outer name.
    pub reference: Reference,
    /// Their inner name.
    pub id: ParticipantId,
    /// The person they are.
    pub person: PersonId,
    /// Their side.
    pub side: Side,
    /// How the reader stands to that side.
    pub relation: Relation,
    /// What is kept about them in this case and as a person.
    pub fields: Vec<Field>,
}

/// A case as a reader may see it.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The facts of the case as a whole.
    pub fields: Vec<Field>,
    /// The matter: offence, incident or dispute.
    pub incident: Vec<Field>,
    /// Those who take part, by side.
    pub participants: Vec<ParticipantFile>,
}

impl<Mode> Unit<Mode> {
    /// Reads the file of the case: four statements, whatever is in it.
    ///
    /// Everything that is selected is noted for the audit log by its part.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`], [`Error::Sealed`].
    pub async fn case_file(&mut self, permit: &Permit<ViewCase, Case>) -> Result<CaseFile> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mask = permit.mask();
        let mut shown = PartSet::NONE;
        let (fields, _) = self.masked_row(permit, CASE, &mut shown).await?;
        let (incident, incident_id) = self.masked_row(permit, INCIDENT, &mut shown).await?;
        let participants = self.participants(permit, &mut shown).await?;
        let mut file = CaseFile { fields, incident, participants };
        // Own sides and other sides differ in what may be read, so each record goes with
        // the parts of its relation. What is masked is read too, and shown as dots.
        let parts = |relation| mask.parts_read(relation).union(mask.parts_masked(relation));
        // Answers of the case may be addressed to one side each, or to the service.
        let of_case = std::iter::once(Uuid::from(permit.id)).chain(incident_id).collect();
        let anywhere = Relation::ALL.into_iter().map(parts).fold(PartSet::NONE, PartSet::union);
        let mut wanted = vec![Wanted { records: of_case, parts: anywhere }];
        for participant in &file.participants {
            wanted.push(Wanted {
                records: vec![participant.id.into(), participant.person.into()],
                parts: parts(participant.relation),
            });
        }
        for loaded in self.load_answers(&wanted).await? {
            let holder = file
                .participants
                .iter_mut()
                .find(|p| Uuid::from(p.id) == loaded.record || Uuid::from(p.person) == loaded.record);
            let (relation, fields) = match holder {
                Some(participant) => (participant.relation, &mut participant.fields),
                None => (Relation::Shared, &mut file.incident),
            };
            // An answer addressed to one side of the case stands to the reader as that side.
            let relation = match loaded.side {
                None => relation,
                Some(SideId(SERVICE)) => permit.relation(Audience::Internal),
                Some(side) => permit.relation(Audience::Side(side)),
            };
            let readable = mask.reads_of(loaded.part, relation, self.author(loaded.by));
            if readable || mask.masked(loaded.part, relation) {
                shown = if readable { shown.union(PartSet::of(&[loaded.part])) } else { shown };
                fields.extend(answers(loaded, !readable));
            }
        }
        self.note("view", "case", permit.id.into(), shown);
        Ok(file)
    }

    /// Who wrote an answer, as this reader sees it.
    pub(crate) fn author(&self, by: Option<Uuid>) -> Author {
        let reader = self.actor.account_id().map(Uuid::from);
        if by.is_some() && by == reader { Author::Reader } else { Author::Other }
    }

    /// Reads the readable columns of the case, or of its newest incident, and its id.
    async fn masked_row(
        &self,
        permit: &Permit<ViewCase, Case>,
        columns: &'static [Column],
        shown: &mut PartSet,
    ) -> Result<(Vec<Field>, Option<Uuid>)> {
        let mut query = Query::select();
        let selected = if std::ptr::eq(columns, CASE) {
            query
                .from(case::Entity)
                .and_where(Expr::col((case::Entity, case::Column::Id)).eq(Uuid::from(permit.id)));
            columns::select(&mut query, case::Entity, columns, permit.mask(), &Sides::Whole)
        } else {
            query
                .from(incident::Entity)
                .and_where(Expr::col((incident::Entity, incident::Column::CaseId)).eq(Uuid::from(permit.id)))
                .order_by((incident::Entity, incident::Column::CreatedAt), Order::Desc)
                .limit(1);
            columns::select(&mut query, incident::Entity, columns, permit.mask(), &Sides::Whole)
        };
        if selected.is_empty() {
            return Ok((Vec::new(), None));
        }
        query.expr_as(Expr::col(Alias::new("id")), "row_id");
        *shown = selected.iter().map(|column| column.part).collect::<PartSet>().union(*shown);
        let row = self.transaction.query_one(&query).await?;
        let read = |column: &&'static Column| match &row {
            Some(row) => Ok(Field::open(column.id, columns::value(row, column, self.store.zone())?)),
            None => Ok(Field::open(column.id, Value::Empty)),
        };
        let id = row.as_ref().map(|row| row.try_get("", "row_id")).transpose()?;
        Ok((selected.iter().map(read).collect::<Result<_>>()?, id))
    }

    async fn participants(
        &self,
        permit: &Permit<ViewCase, Case>,
        shown: &mut PartSet,
    ) -> Result<Vec<ParticipantFile>> {
        let relations: HashMap<SideId, Relation> =
            permit.sides.iter().map(|side| (side.id, permit.relation(Audience::Side(side.id)))).collect();
        let own: Vec<SideId> = relations
            .iter()
            .filter(|(_, relation)| **relation == Relation::Own)
            .map(|(side, _)| *side)
            .collect();
        let side_column: SimpleExpr = Expr::col((participant::Entity, participant::Column::Side));
        let sides =
            if own.len() == permit.sides.len() { Sides::AllOwn } else { Sides::Column(side_column, &own) };
        let mut query = Query::select();
        query
            .columns(
                [
                    participant::Column::Id,
                    participant::Column::Reference,
                    participant::Column::Side,
                    participant::Column::Person,
                ]
                .map(|column| (participant::Entity, column)),
            )
            .from(participant::Entity)
            .inner_join(
                person::Entity,
                Expr::col((person::Entity, person::Column::Id))
                    .equals((participant::Entity, participant::Column::Person)),
            )
            .and_where(
                Expr::col((participant::Entity, participant::Column::CaseId)).eq(Uuid::from(permit.id)),
            )
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
            .order_by((participant::Entity, participant::Column::Side), Order::Asc)
            .order_by((participant::Entity, participant::Column::Id), Order::Asc);
        let mut selected =
            columns::select(&mut query, participant::Entity, PARTICIPANT, permit.mask(), &sides);
        selected.extend(columns::select(&mut query, person::Entity, PERSON, permit.mask(), &sides));
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let side = SideId(row.try_get("", "side")?);
            let side = permit.sides.iter().find(|known| known.id == side).ok_or(Error::Meaning("side"))?;
            let relation = relations[&side.id];
            // What the other side's rows were not selected for is absent, not empty.
            let readable = selected.iter().filter(|column| column.readable(permit.mask(), relation));
            let mut fields = Vec::new();
            for column in readable {
                *shown = shown.union(PartSet::of(&[column.part]));
                fields.push(Field::open(column.id, columns::value(&row, column, self.store.zone())?));
            }
            let reference: String = row.try_get("", "reference")?;
            found.push(ParticipantFile {
                reference: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                id: ParticipantId(row.try_get("", "id")?),
                person: PersonId(row.try_get("", "person")?),
                side: *side,
                relation,
                fields,
            });
        }
        found.sort_by_key(|participant| participant.side.letter);
        Ok(found)
    }

    /// Reads one masked value of a participant; each time is recorded.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the case has no such participant, or where they have no
    /// such value that the reader may reveal.
    pub async fn reveal(
        &mut self,
        permit: &Permit<permissions::RevealContact, Case>,
        participant: Reference,
        field: &str,
    ) -> Result<Value> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let (id, person, side) = self.participant_of(permit.id, participant).await?;
        let relation = permit.relation(Audience::Side(side));
        let parts: PartSet =
            Part::ALL.iter().copied().filter(|part| permit.mask().reveals(*part, relation)).collect();
        let wanted = [Wanted { records: vec![id.into(), person.into()], parts }];
        for loaded in self.load_answers(&wanted).await? {
            if let Some(value) = loaded.values.get(field) {
                let mut entry =
                    crate::audit::Entry::new("reveal-contact", "case").about(permit.id).detail(field);
                entry.parts = PartSet::of(&[loaded.part]);
                entry.subjects = vec![person.into()];
                self.note_entry(entry);
                return Ok(value.clone());
            }
        }
        Err(Error::NotFound)
    }

    /// The participant of `case` named `reference`.
    pub(crate) async fn participant_of(
        &self,
        case: CaseId,
        reference: Reference,
    ) -> Result<(ParticipantId, PersonId, SideId)> {
        let query = Query::select()
            .columns([participant::Column::Id, participant::Column::Person, participant::Column::Side])
            .from(participant::Entity)
            .and_where(Expr::col(participant::Column::Reference).eq(reference.stored()))
            .and_where(Expr::col(participant::Column::CaseId).eq(Uuid::from(case)))
            .and_where(Expr::col(Alias::new("live")).eq(true))
            .take();
        let row = self.transaction.query_one(&query).await?.ok_or(Error::NotFound)?;
        Ok((
            ParticipantId(row.try_get("", "id")?),
            PersonId(row.try_get("", "person")?),
            SideId(row.try_get("", "side")?),
        ))
    }
}

/// The answers as fields; those of a plugin under its own name.
fn answers(loaded: Loaded, masked: bool) -> Vec<Field> {
    let id = |field: &str| match loaded.plugin.as_str() {
        crate::answers::CORE => field.to_owned(),
        plugin => format!("extra.{plugin}.{field}"),
    };
    let values: &Answers = &loaded.values;
    values
        .iter()
        .map(|(field, value)| match masked {
            true => Field { id: id(field), value: Value::Empty, masked: true },
            false => Field::open(id(field), value.clone()),
        })
        .collect()
}
