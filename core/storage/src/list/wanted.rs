//! The fields of a list, and the statement that selects them.

use contributions::{Catalogue, CatalogueField, RecordKind};
use permissions::{Mask, Scope};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};

use super::reach;
use crate::columns::{self, Column, Table};
use crate::entity::{case, incident};
use crate::scope::{self, RootTable};
use crate::unit::Unit;

/// The fields of a list, sorted by where they come from; none that the widest mask lacks.
pub(crate) struct Wanted<'a> {
    fields: Vec<&'a str>,
    pub(super) case: Vec<&'static Column>,
    pub(super) participant: Vec<&'static Column>,
    pub(super) extra: Vec<&'a CatalogueField>,
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
    pub(super) fn place(&self, id: &str) -> usize {
        self.fields.iter().position(|known| *known == id).unwrap_or(usize::MAX)
    }
}

impl<Mode> Unit<Mode> {
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
        query.cond_where(scope::condition(&RootTable::cases(), scope, self.when()));
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
        scope::select_standing(query, &RootTable::cases(), &self.actor, self.when());
        for column in &wanted.case {
            let value =
                if column.table == Table::Incident { newest_incident(column) } else { column.value() };
            query.expr_as(value, Alias::new(column.id));
        }
    }
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
