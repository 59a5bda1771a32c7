//! Fields of plugins in a list.

use std::collections::HashMap;

use contributions::{CatalogueField, RecordKind, SideRule};
use domain::{Answers, Audience, PartSet, SideId, Value};
use permissions::{Author, Permit};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use crate::case::Field;
use crate::entity::answer;
use crate::unit::Unit;
use crate::{Error, Result};

/// One answer to a plugin's field, before it is cut.
pub(super) struct Extra {
    pub record: Uuid,
    pub of_participant: bool,
    id: String,
    part: domain::Part,
    rule: SideRule,
    side: Option<SideId>,
    value: Value,
}

impl Extra {
    /// The answer as a field, where the permit's mask lets it be read.
    ///
    /// An answer names its author, but a list does not ask who wrote it: only what may be
    /// read whoever wrote it is shown.
    pub fn cut<A, R>(&self, permit: &Permit<A, R>) -> Option<Field> {
        let audience = match (self.rule, self.side) {
            (SideRule::Shared, _) => Audience::Shared,
            (SideRule::Internal, _) => Audience::Internal,
            (_, Some(side)) => Audience::Side(side),
            // Addressed to a side that was never told: within the service.
            (_, None) => Audience::Internal,
        };
        let readable = permit.mask().reads_of(self.part, permit.relation(audience), Author::Other);
        readable.then(|| Field { id: self.id.clone(), value: self.value.clone(), masked: false })
    }
}

impl<Mode> Unit<Mode> {
    /// The clear answers of these cases to these fields, by case; no statement where no
    /// field is asked for.
    pub(super) async fn extras_of(
        &self,
        cases: &[Uuid],
        fields: &[&CatalogueField],
    ) -> Result<HashMap<Uuid, Vec<Extra>>> {
        let mut found: HashMap<Uuid, Vec<Extra>> = HashMap::new();
        if fields.is_empty() || cases.is_empty() {
            return Ok(found);
        }
        let parts: PartSet = fields.iter().map(|field| field.part).collect();
        let mut plugins: Vec<&str> = fields.iter().filter_map(|field| field.plugin.as_deref()).collect();
        plugins.sort_unstable();
        plugins.dedup();
        let column = |column| Expr::col((answer::Entity, column));
        let query = Query::select()
            .columns([
                answer::Column::Root,
                answer::Column::Record,
                answer::Column::RecordKind,
                answer::Column::Plugin,
                answer::Column::Part,
                answer::Column::Side,
                answer::Column::Body,
            ])
            .from(answer::Entity)
            .and_where(column(answer::Column::Root).is_in(cases.iter().copied()))
            .and_where(column(answer::Column::Plugin).is_in(plugins))
            .and_where(column(answer::Column::Part).is_in(parts.iter().map(domain::Part::as_str)))
            .and_where(column(answer::Column::Body).is_not_null())
            .and_where(column(answer::Column::Live).eq(true))
            // A newer set of fields is read after an older one and replaces its answers.
            .order_by(answer::Column::FieldSet, Order::Asc)
            .take();
        for row in self.transaction.query_all(&query).await? {
            let plugin: String = row.try_get("", "plugin")?;
            let part: String = row.try_get("", "part")?;
            let body: String = row.try_get("", "body")?;
            let answers: Answers = serde_json::from_str(&body).map_err(|_| Error::Meaning("answer"))?;
            let record: Uuid = row.try_get("", "record")?;
            let kind: String = row.try_get("", "record_kind")?;
            let side: Uuid = row.try_get("", "side")?;
            let known = found.entry(row.try_get("", "root")?).or_default();
            for field in fields {
                let mine = field.plugin.as_deref() == Some(&plugin) && field.part.as_str() == part;
                let Some((_, name)) = contributions::parse_extra(&field.id).filter(|_| mine) else {
                    continue;
                };
                let Some(value) = answers.get(name) else { continue };
                known.retain(|older| older.id != field.id || older.record != record);
                known.push(Extra {
                    record,
                    of_participant: kind == RecordKind::Participant.as_str(),
                    id: field.id.clone(),
                    part: field.part,
                    rule: field.side,
                    side: (!side.is_nil()).then_some(SideId(side)),
                    value: value.clone(),
                });
            }
        }
        Ok(found)
    }
}
