//! Rows of a list: one statement for those who take part, then each row is decided and cut.

use std::collections::HashMap;

use domain::{
    Audience, CaseClass, CaseId, Instant, OrganisationId, PartSet, Reference, Relation, SideId, SideKind,
    SideLetter, TeamId,
};
use permissions::{Act, Permit, Record, decide, roots};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::wanted::Wanted;
use crate::audit::Entry;
use crate::case::{Field, Side};
use crate::columns::{self, Column, Table};
use crate::entity::{participant, person, side};
use crate::scope::{self, Footing, side_bit};
use crate::unit::Unit;
use crate::{Error, Result};

/// A case as a line of a list, cut to what its reader may see of it.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Its inner name.
    pub id: CaseId,
    /// Its outer name.
    pub reference: Reference,
    /// The fields asked for that its reader may see, in the order asked.
    pub fields: Vec<Field>,
    /// Those who take part, of whom its reader may see something.
    pub participants: Vec<ParticipantRow>,
}

/// A participant in a line of a list.
#[derive(Clone, Debug)]
pub struct ParticipantRow {
    /// Their side.
    pub side: Side,
    /// The fields asked for that the reader may see, in the order asked.
    pub fields: Vec<Field>,
}

impl CaseRow {
    /// The value of a field, where the row has it.
    pub fn field(&self, id: &str) -> Option<&domain::Value> {
        self.fields.iter().find(|field| field.id == id).map(|field| &field.value)
    }
}

/// What policy needs of a case in a list.
pub(crate) struct Listed {
    pub id: CaseId,
    reference: Reference,
    class: CaseClass,
}

impl Record for Listed {
    type Marker = roots::Case;

    fn class(&self) -> CaseClass {
        self.class
    }
}

/// A row of a list, with the permit that cut it.
pub(crate) struct Seen<A> {
    pub row: CaseRow,
    pub permit: Permit<A, Listed>,
    /// The place of the row in the statement's answer.
    pub index: usize,
}

impl<Mode> Unit<Mode> {
    /// Reads those who take part and plugins' answers, decides each row, and cuts it.
    pub(crate) async fn read_rows<A: Act<Record = roots::Case>>(
        &self,
        rows: &[QueryResult],
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Seen<A>>> {
        let ids = rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect::<Result<Vec<Uuid>>>()?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut people = self.people_of(&ids, wanted).await?;
        let mut extras = self.extras_of(&ids, &wanted.extra).await?;
        let mut seen = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let sides = people.remove(&ids[index]).unwrap_or_default();
            let bits: Vec<(i64, SideId)> =
                sides.iter().map(|(side, _)| (side_bit(side.letter.0), side.id)).collect();
            let listed = listed(row)?;
            let footing = Footing {
                team: TeamId(row.try_get("", "team")?),
                organisation: row.try_get::<Option<Uuid>>("", "organisation")?.map(OrganisationId),
                closed_at: row.try_get::<Option<Instant>>("", "closed_at")?,
            };
            let standing = scope::standing(row, &self.actor, &footing, &bits)?;
            // The condition let it through; should policy think otherwise, it is not shown.
            let Ok(permit) = decide::<A, Listed>(&self.actor, &standing, listed, self.id) else { continue };
            let mut fields = Vec::with_capacity(wanted.case.len());
            for column in wanted.case.iter().filter(|column| column.readable(permit.mask(), Relation::Shared))
            {
                let value = columns::value(row, column, self.store.zone())?;
                fields.push(Field { id: column.id.to_owned(), value, masked: false });
            }
            let mut participants = Vec::new();
            let extra = extras.remove(&ids[index]).unwrap_or_default();
            for (side, persons) in sides {
                let relation = permit.relation(Audience::Side(side.id));
                for (id, values) in persons {
                    let mut cut: Vec<Field> = values
                        .into_iter()
                        .filter(|(column, _)| column.readable(permit.mask(), relation))
                        .map(|(column, value)| Field { id: column.id.to_owned(), value, masked: false })
                        .collect();
                    cut.extend(
                        extra
                            .iter()
                            .filter(|answer| answer.record == id)
                            .filter_map(|answer| answer.cut(&permit)),
                    );
                    cut.sort_by_cached_key(|field| wanted.place(&field.id));
                    if !cut.is_empty() {
                        participants.push(ParticipantRow { side, fields: cut });
                    }
                }
            }
            fields.extend(
                extra.iter().filter(|answer| !answer.of_participant).filter_map(|answer| answer.cut(&permit)),
            );
            fields.sort_by_cached_key(|field| wanted.place(&field.id));
            let row = CaseRow { id: permit.id, reference: permit.reference, fields, participants };
            seen.push(Seen { row, permit, index });
        }
        Ok(seen)
    }

    /// The sides of these cases and those who take part, each with the wanted columns.
    async fn people_of(&self, cases: &[Uuid], wanted: &Wanted<'_>) -> Result<HashMap<Uuid, Sides>> {
        let mut query = Query::select();
        query
            .column((side::Entity, side::Column::CaseId))
            .column((side::Entity, side::Column::Letter))
            .expr_as(Expr::col((side::Entity, side::Column::Id)), "side_id")
            .expr_as(Expr::col((side::Entity, side::Column::Kind)), "side_kind")
            .expr_as(Expr::col((participant::Entity, participant::Column::Id)), "participant_id")
            .from(side::Entity)
            .left_join(
                participant::Entity,
                Expr::col((participant::Entity, participant::Column::Side))
                    .equals((side::Entity, side::Column::Id))
                    .and(Expr::col((participant::Entity, participant::Column::Live)).eq(true)),
            )
            .and_where(Expr::col((side::Entity, side::Column::CaseId)).is_in(cases.iter().copied()))
            .order_by((side::Entity, side::Column::Letter), Order::Asc)
            .order_by((participant::Entity, participant::Column::Id), Order::Asc);
        if wanted.participant.iter().any(|column| column.table == Table::Person) {
            query.left_join(
                person::Entity,
                Expr::col((person::Entity, person::Column::Id))
                    .equals((participant::Entity, participant::Column::Person)),
            );
        }
        for column in &wanted.participant {
            query.expr_as(column.value(), Alias::new(column.id));
        }
        let mut found: HashMap<Uuid, Sides> = HashMap::new();
        for row in self.transaction.query_all(&query).await? {
            let kind: String = row.try_get("", "side_kind")?;
            let letter: String = row.try_get("", "letter")?;
            let side = Side {
                id: SideId(row.try_get("", "side_id")?),
                kind: SideKind::parse(&kind).ok_or(Error::Meaning("side"))?,
                letter: SideLetter(letter.chars().next().unwrap_or('A')),
            };
            let sides = found.entry(row.try_get("", "case_id")?).or_default();
            if sides.last().is_none_or(|(known, _)| known.id != side.id) {
                sides.push((side, Vec::new()));
            }
            let Some(participant) = row.try_get::<Option<Uuid>>("", "participant_id")? else { continue };
            let mut values = Vec::with_capacity(wanted.participant.len());
            for column in &wanted.participant {
                values.push((*column, columns::value(&row, column, self.store.zone())?));
            }
            if let Some((_, persons)) = sides.last_mut() {
                persons.push((participant, values));
            }
        }
        Ok(found)
    }

    /// Notes the rows in one audit entry, and gives them out.
    pub(crate) fn show_rows<A>(
        &mut self,
        verb: &'static str,
        seen: Vec<Seen<A>>,
        detail: Option<String>,
    ) -> Vec<CaseRow> {
        let rows: Vec<CaseRow> = seen.into_iter().map(|seen| seen.row).collect();
        let mut entry = Entry::new(verb, "case");
        entry.parts = parts(&rows);
        entry.subjects = rows.iter().map(|row| row.id.into()).collect();
        entry.detail = detail;
        self.note_entry(entry);
        rows
    }
}

/// The sides of a case in the order of their letters, each with its participants' values.
type Sides = Vec<(Side, Vec<(Uuid, Vec<(&'static Column, domain::Value)>)>)>;

fn listed(row: &QueryResult) -> Result<Listed> {
    let text = |column: &str| row.try_get::<String>("", column);
    Ok(Listed {
        id: CaseId(row.try_get("", "id")?),
        reference: text("reference")?.parse().map_err(|_| Error::Meaning("reference"))?,
        // A class that is not understood is the narrowest.
        class: CaseClass::parse(&text("class")?).unwrap_or(CaseClass::Sealed),
    })
}

/// The parts of which these rows show something.
fn parts(rows: &[CaseRow]) -> PartSet {
    let fields =
        rows.iter().flat_map(|row| row.fields.iter().chain(row.participants.iter().flat_map(|p| &p.fields)));
    let mut seen: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.into_iter()
        .filter_map(|id| columns::column(id).map(|column| column.part))
        .collect::<PartSet>()
        .union(PartSet::of(&[domain::Part::Reference]))
}
