//! Searching one's own cases, for readers of few.
//!
//! They are read as a list is, cut to the mask, and only what is left is looked into: so
//! the answer cannot depend on anything that its reader may not read. No index is asked,
//! because a service of any size has few cases per volunteer.

use std::collections::HashSet;

use contributions::Catalogue;
use domain::{Audience, Relation, SideId, Value, fold};
use permissions::{Scope, ViewCase};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use super::{FoundBy, SearchQuery, Within};
use crate::Result;
use crate::entity::{case, entry};
use crate::list::{CaseRow, Seen, Wanted, widest};
use crate::unit::Unit;

/// The most of one's own cases that are looked into.
const MOST: u64 = 500;

/// The names by which somebody is looked for.
const NAMES: [&str; 8] = [
    "participant.name",
    "participant.first-name",
    "person.given-name",
    "person.family-name",
    "person.known-as",
    "person.other-names",
    "person.organisation-name",
    "case.legacy-reference",
];

impl<Mode> Unit<Mode> {
    pub(super) async fn search_own(
        &mut self,
        scope: &Scope,
        catalogue: &Catalogue,
        query: &SearchQuery,
        words: &[String],
    ) -> Result<(FoundBy, Vec<Seen<ViewCase>>)> {
        let names = NAMES.map(str::to_owned);
        let more = names.iter().filter(|name| !query.fields.contains(name)).cloned();
        let fields: Vec<String> = query.fields.iter().cloned().chain(more).collect();
        let wanted = Wanted::resolve(&fields, catalogue, widest::<ViewCase>(&self.actor, self.id));
        let mut statement = self.case_statement(scope, &wanted);
        statement
            .order_by((case::Entity, case::Column::ReceivedAt), Order::Desc)
            .order_by((case::Entity, case::Column::Id), Order::Desc)
            .limit(MOST);
        let rows = self.transaction.query_all(&statement).await?;
        let mut seen = self.read_rows::<ViewCase>(&rows, &wanted).await?;
        let by = match query.within {
            Within::Names => {
                seen.retain(|seen| names_hold(&seen.row, words));
                FoundBy::Name
            }
            Within::Notes => {
                let found = self.notes_holding(&seen, words).await?;
                seen.retain(|seen| found.contains(&Uuid::from(seen.row.id)));
                FoundBy::Note
            }
        };
        for seen in &mut seen {
            // What was read to be looked into and not asked for is not shown.
            seen.row.fields.retain(|field| query.fields.contains(&field.id));
            for participant in &mut seen.row.participants {
                participant.fields.retain(|field| query.fields.contains(&field.id));
            }
            seen.row.participants.retain(|participant| !participant.fields.is_empty());
        }
        Ok((by, seen))
    }

    /// Those of these cases with a note that its reader may read and that holds every word,
    /// or a word that begins so.
    async fn notes_holding(&self, seen: &[Seen<ViewCase>], words: &[String]) -> Result<HashSet<Uuid>> {
        let mut found = HashSet::new();
        if seen.is_empty() {
            return Ok(found);
        }
        let sides = self.sides_of(seen).await?;
        let mut any = Condition::any();
        for seen in seen {
            let all = sides.get(&seen.row.id.into()).map_or(&[][..], Vec::as_slice);
            let is_own = |side: &&SideId| seen.permit.relation(Audience::Side(**side)) == Relation::Own;
            let own: Vec<SideId> = all.iter().filter(is_own).copied().collect();
            any = any.add(
                Condition::all()
                    .add(Expr::col((entry::Entity, entry::Column::CaseId)).eq(Uuid::from(seen.row.id)))
                    .add(self.readable_entries(seen.permit.mask(), &own)),
            );
        }
        let query = Query::select()
            .columns([entry::Column::CaseId, entry::Column::Summary])
            .from(entry::Entity)
            .and_where(Expr::col((entry::Entity, entry::Column::Live)).eq(true))
            .and_where(Expr::col((entry::Entity, entry::Column::Summary)).is_not_null())
            .cond_where(any)
            .take();
        for row in self.transaction.query_all(&query).await? {
            let text: String = row.try_get("", "summary")?;
            let text = fold(&text);
            let tokens: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            let holds = |(place, word): (usize, &String)| {
                let last = place + 1 == words.len();
                tokens.iter().any(|token| if last { token.starts_with(word.as_str()) } else { token == word })
            };
            if words.iter().enumerate().all(holds) {
                found.insert(row.try_get("", "case_id")?);
            }
        }
        Ok(found)
    }
}

/// Whether the readable names of one participant, or the case's own reference of an older
/// system, hold every word.
fn names_hold(row: &CaseRow, words: &[String]) -> bool {
    let holds = |fields: &[crate::Field]| {
        let named = fields.iter().filter(|field| NAMES.contains(&field.id.as_str()));
        let text: Vec<String> = named
            .filter_map(|field| match &field.value {
                Value::Text(text) => Some(fold(text)),
                _ => None,
            })
            .collect();
        let text = text.join("\n");
        !text.is_empty() && words.iter().all(|word| text.contains(word.as_str()))
    };
    holds(&row.fields) || row.participants.iter().any(|participant| holds(&participant.fields))
}
