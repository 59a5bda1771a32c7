//! A page of cases: one statement for the cases, one for those who take part.

use std::collections::HashMap;

use contributions::{Catalogue, CatalogueField, RecordKind};
use domain::{
    Audience, CaseClass, CaseId, Instant, OrganisationId, PartSet, Reference, Relation, SideId, SideKind,
    SideLetter, TeamId,
};
use permissions::{Act, Mask, Permit, Record, Scope, ViewCase, decide, roots};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::Serialize;
use uuid::Uuid;

use super::cursor::Cursor;
use super::query::{COUNTED, CaseQuery, Count};
use super::sort::Ordering;
use super::{filter, reach, widest};
use crate::audit::Entry;
use crate::case::{Field, Side};
use crate::columns::{self, Column, Table};
use crate::entity::{case, incident, participant, person, side};
use crate::scope::{self, Footing, RootTable, side_bit};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most rows of one page.
const LONGEST: u64 = 1_000;

/// One page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Page<Row> {
    /// The rows, in the order asked for.
    pub rows: Vec<Row>,
    /// How many there are in all; not known on a page without rows.
    pub count: Option<Count>,
    /// The cursor of the page before this one.
    pub previous: Option<String>,
    /// The cursor of the page after this one.
    pub next: Option<String>,
}

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

/// The fields of a list, sorted by where they come from; none that the widest mask lacks.
pub(crate) struct Wanted<'a> {
    fields: Vec<&'a str>,
    case: Vec<&'static Column>,
    participant: Vec<&'static Column>,
    extra: Vec<&'a CatalogueField>,
    widest: Mask,
}

impl<'a> Wanted<'a> {
    /// Those of `fields` that `widest` could let be read on some case.
    pub fn resolve(fields: &'a [String], catalogue: &'a Catalogue, widest: Mask) -> Self {
        let mut wanted =
            Self { fields: Vec::new(), case: Vec::new(), participant: Vec::new(), extra: Vec::new(), widest };
        for id in fields {
            let Some(field) = catalogue.get(id).filter(|field| !field.is_sealed()) else { continue };
            let known = match columns::column(id) {
                Some(column) if !column.sometimes(&wanted.widest) => continue,
                Some(column) => match column.table {
                    Table::Case | Table::Incident => {
                        wanted.case.push(column);
                        true
                    }
                    Table::Participant | Table::Person => {
                        wanted.participant.push(column);
                        true
                    }
                    _ => false,
                },
                None => {
                    let of_case =
                        matches!(field.on, RecordKind::Case | RecordKind::Incident | RecordKind::Participant);
                    let listed = of_case && field.plugin.is_some();
                    if listed {
                        wanted.extra.push(field);
                    }
                    listed
                }
            };
            if known {
                wanted.fields.push(id);
            }
        }
        wanted
    }

    /// The position of a field in the order asked for.
    fn place(&self, id: &str) -> usize {
        self.fields.iter().position(|known| *known == id).unwrap_or(usize::MAX)
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
    /// A page of the cases that the actor may see.
    ///
    /// Two statements, and one more where fields of plugins are asked for. One audit entry
    /// names every case that was shown.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the query filters or sorts by what the reader may not
    /// filter or sort by; [`Error::NotFound`] where its cursor is not one of this list.
    pub async fn list_cases(&mut self, catalogue: &Catalogue, query: &CaseQuery) -> Result<Page<CaseRow>> {
        self.list_for::<ViewCase>(catalogue, query, "list").await
    }

    /// The same for the cases to which the actor may do `A`.
    pub(super) async fn list_for<A: Act<Record = roots::Case>>(
        &mut self,
        catalogue: &Catalogue,
        query: &CaseQuery,
        verb: &'static str,
    ) -> Result<Page<CaseRow>> {
        let allowed = permissions::filterable::<A>(&self.actor);
        let filters = filter::compile(&query.filters, catalogue, allowed, self.store.zone())?;
        let order = Ordering::compile(&query.sort, catalogue, allowed, self.is_sqlite())?;
        let cursor = match &query.cursor {
            Some(token) => Some(Cursor::open(token, &self.store, &self.actor, query)?),
            None => None,
        };
        let limit = query.limit.clamp(1, LONGEST);
        let wanted = Wanted::resolve(&query.fields, catalogue, widest::<A>(&self.actor, self.id));
        let scope = permissions::scope::<A>(&self.actor);
        let mut statement = self.case_statement(&scope, &wanted);
        statement.cond_where(filters.clone());
        if verb == "list" {
            let mut counted = self.bare_statement(&scope);
            counted.expr(Expr::val(1)).cond_where(filters).limit(COUNTED + 1);
            let count = Query::select()
                .expr(Expr::cust("count(*)"))
                .from_subquery(counted, Alias::new("counted"))
                .take();
            statement.expr_as(Expr::from(count), Alias::new("counted"));
        }
        order.apply(&mut statement, cursor.as_ref());
        statement.limit(limit + 1);

        let mut rows = self.transaction.query_all(&statement).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let back = cursor.as_ref().is_some_and(|cursor| cursor.back);
        if back {
            rows.reverse();
        }
        let count = match rows.first() {
            Some(row) if verb == "list" => Some(Count::of(row.try_get::<i64>("", "counted")?.unsigned_abs())),
            _ => None,
        };
        let beside = |row: Option<&QueryResult>, back: bool| -> Result<Option<String>> {
            let Some(row) = row else { return Ok(None) };
            let place = Cursor { key: order.key(row)?, id: row.try_get("", "id")?, back };
            place.seal(&self.store, &self.actor, query).map(Some)
        };
        let previous = if cursor.is_some() && (more || !back) { beside(rows.first(), true)? } else { None };
        let next = if back || more { beside(rows.last(), false)? } else { None };
        let seen = self.read_rows::<A>(&rows, &wanted).await?;
        let rows = self.show_rows(verb, seen, None);
        Ok(Page { rows, count, previous, next })
    }

    /// Rows of cases in `scope`, nothing selected yet, starting from where the scope says.
    pub(crate) fn bare_statement(&self, scope: &Scope) -> SelectStatement {
        self.statement_from(scope, reach(scope, self.now()))
    }

    /// The same starting from `few`, a statement whose `case_id` names the cases; its other
    /// columns are those of `reach`.
    pub(crate) fn statement_from(&self, scope: &Scope, few: Option<SelectStatement>) -> SelectStatement {
        let mut query = Query::select();
        match few {
            Some(few) => query.from_subquery(few, Alias::new("reach")).inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((Alias::new("reach"), Alias::new("case_id"))),
            ),
            None => query.from(case::Entity),
        };
        query.cond_where(scope::condition(&RootTable::cases(), scope, self.now()));
        query
    }

    /// The same with what policy needs and with the wanted columns of the case.
    pub(crate) fn case_statement(&self, scope: &Scope, wanted: &Wanted<'_>) -> SelectStatement {
        let mut query = self.bare_statement(scope);
        self.select_case(&mut query, wanted);
        query
    }

    /// Selects what policy needs and the wanted columns of the case.
    pub(crate) fn select_case(&self, query: &mut SelectStatement, wanted: &Wanted<'_>) {
        query.columns(
            [
                case::Column::Id,
                case::Column::Reference,
                case::Column::Class,
                case::Column::Team,
                case::Column::Organisation,
                case::Column::ClosedAt,
            ]
            .map(|column| (case::Entity, column)),
        );
        scope::select_standing(query, &RootTable::cases(), &self.actor);
        for column in &wanted.case {
            let value =
                if column.table == Table::Incident { newest_incident(column) } else { column.value() };
            query.expr_as(value, Alias::new(column.id));
        }
    }

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
                    cut.sort_by_key(|field| wanted.place(&field.id));
                    if !cut.is_empty() {
                        participants.push(ParticipantRow { side, fields: cut });
                    }
                }
            }
            fields.extend(
                extra.iter().filter(|answer| !answer.of_participant).filter_map(|answer| answer.cut(&permit)),
            );
            fields.sort_by_key(|field| wanted.place(&field.id));
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

/// The column of the case's newest incident.
fn newest_incident(column: &Column) -> SimpleExpr {
    Expr::from(
        Query::select()
            .expr(column.value())
            .from(incident::Entity)
            .and_where(
                Expr::col((incident::Entity, incident::Column::CaseId))
                    .equals((case::Entity, case::Column::Id)),
            )
            .and_where(Expr::col((incident::Entity, incident::Column::Live)).eq(true))
            .order_by((incident::Entity, incident::Column::CreatedAt), Order::Desc)
            .order_by((incident::Entity, incident::Column::Id), Order::Desc)
            .limit(1)
            .take(),
    )
}

/// The parts of which these rows show something.
pub(super) fn parts(rows: &[CaseRow]) -> PartSet {
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
