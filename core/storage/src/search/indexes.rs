//! The two indexes, for readers of many cases.

use std::collections::HashSet;

use chrono::DateTime;
use domain::{Instant, Part, PartSet};
use permissions::{Scope, ViewCase};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement, SimpleExpr};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::cursor::Cursor;
use super::{FoundBy, SearchQuery, Within};
use crate::entity::{case, participant, person};
use crate::list::{Seen, Wanted};
use crate::unit::Unit;
use crate::{Error, Result};

/// How many letters a fragment needs for the index of fragments.
const FRAGMENT: usize = 3;

/// What one page of results is made of.
pub(super) type Results = (FoundBy, Vec<Seen<ViewCase>>, Option<String>);

impl<Mode> Unit<Mode> {
    /// Searches the index of names or that of notes.
    ///
    /// Only parts that the reader may read on every case of the scope, whoever wrote them
    /// and whichever side they are addressed to, are looked into: so a hit tells nothing
    /// that could not be read.
    pub(super) async fn search_wide(
        &mut self,
        scope: &Scope,
        query: &SearchQuery,
        words: &[String],
        limit: u64,
        wanted: &Wanted<'_>,
    ) -> Result<Results> {
        let readable = permissions::filterable::<ViewCase>(&self.actor);
        let (by, table, parts) = match query.within {
            Within::Names => (FoundBy::Name, "name_search", PartSet::of(&[Part::Name, Part::FullName])),
            Within::Notes => (FoundBy::Note, "note_search", PartSet::of(&[Part::Notes, Part::IntakeNotes])),
        };
        let parts = parts.intersection(readable);
        if by == FoundBy::Name && words.iter().all(|word| word.chars().count() < FRAGMENT) {
            let (seen, next) = match parts.contains(Part::FullName) {
                true => self.by_surname(scope, query, &words.join(" "), limit, wanted).await?,
                false => (Vec::new(), None),
            };
            return Ok((FoundBy::Surname, seen, next));
        }
        if parts.is_empty() {
            return Ok((by, Vec::new(), None));
        }
        let matches = match by {
            FoundBy::Name => self.name_matches(words),
            _ => self.note_matches(words),
        };
        let from = Cursor::open(&self.store, &self.actor, query)?;
        let column = |name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
        let mut statement = SelectStatement::new();
        statement
            .from(Alias::new(table))
            .inner_join(case::Entity, Expr::col((case::Entity, case::Column::Id)).eq(column("case_id")))
            .expr_as(column("rowid"), Alias::new("hit"))
            .cond_where(matches)
            .and_where(column("part").is_in(parts.iter().map(Part::as_str)))
            .cond_where(crate::scope::condition(&crate::scope::RootTable::cases(), scope, self.when()))
            .order_by((Alias::new(table), Alias::new("rowid")), Order::Desc);
        self.select_case(&mut statement, wanted);

        // A case is found once, however many of its names or notes match; the rows of one
        // case lie close together, so a page is soon full.
        let mut shown: HashSet<Uuid> = from.iter().flat_map(|from| from.shown.iter().copied()).collect();
        let mut last = from.map(|from| from.row);
        let mut page: Vec<(i64, QueryResult)> = Vec::new();
        let mut more = false;
        loop {
            let ask = 2 * limit + 1;
            let mut part = statement.clone();
            part.limit(ask);
            if let Some(last) = last {
                part.and_where(column("rowid").lt(last));
            }
            let rows = self.transaction.query_all(&part).await?;
            let exhausted = (rows.len() as u64) < ask;
            for row in rows {
                let hit: i64 = row.try_get("", "hit")?;
                let case: Uuid = row.try_get("", "id")?;
                if shown.contains(&case) {
                    last = Some(hit);
                    continue;
                }
                if page.len() as u64 == limit {
                    more = true;
                    break;
                }
                last = Some(hit);
                shown.insert(case);
                page.push((hit, row));
            }
            if more || exhausted {
                break;
            }
        }
        let next = match (more, last) {
            (true, Some(row)) => {
                let second = row >> 20;
                let same = |(hit, row): &(i64, QueryResult)| {
                    if hit >> 20 == second { row.try_get::<Uuid>("", "id").ok() } else { None }
                };
                let mut shown: Vec<Uuid> = page.iter().filter_map(same).collect();
                shown.extend(self.shown_before(query, second)?);
                Some(Cursor { row, shown }.seal(&self.store, &self.actor, query)?)
            }
            _ => None,
        };
        let rows: Vec<QueryResult> = page.into_iter().map(|(_, row)| row).collect();
        Ok((by, self.read_rows::<ViewCase>(&rows, wanted).await?, next))
    }

    /// The cases that earlier pages showed, where they were received in the same second.
    fn shown_before(&self, query: &SearchQuery, second: i64) -> Result<Vec<Uuid>> {
        let earlier = Cursor::open(&self.store, &self.actor, query)?.unwrap_or_default();
        Ok(if earlier.row >> 20 == second { earlier.shown } else { Vec::new() })
    }

    /// Names that hold every word.
    fn name_matches(&self, words: &[String]) -> Condition {
        let name = || Expr::col((Alias::new("name_search"), Alias::new("name")));
        let mut all = Condition::all();
        let long: Vec<&String> = words.iter().filter(|word| word.chars().count() >= FRAGMENT).collect();
        if self.is_sqlite() {
            all = all.add(matching(
                "name_search",
                long.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" AND "),
            ));
        } else {
            for word in long {
                all = all.add(name().like(format!("%{word}%")));
            }
        }
        // Words hold letters and digits only, so none is a wildcard.
        for word in words.iter().filter(|word| word.chars().count() < FRAGMENT) {
            all = all.add(name().like(format!("%{word}%")));
        }
        all
    }

    /// Notes that hold every word, the last of them perhaps only begun.
    fn note_matches(&self, words: &[String]) -> Condition {
        let last = words.len().saturating_sub(1);
        let (quote, prefix, and) = if self.is_sqlite() { ("\"", "*", " AND ") } else { ("'", ":*", " & ") };
        let wanted = words
            .iter()
            .enumerate()
            .map(|(place, word)| format!("{quote}{word}{quote}{}", if place == last { prefix } else { "" }))
            .collect::<Vec<_>>()
            .join(and);
        Condition::all().add(if self.is_sqlite() {
            matching("note_search", wanted)
        } else {
            Expr::cust_with_values("note_search.words @@ to_tsquery('simple', $1)", [wanted])
        })
    }

    /// Cases with somebody whose surname begins with these few letters.
    async fn by_surname(
        &mut self,
        scope: &Scope,
        query: &SearchQuery,
        beginning: &str,
        limit: u64,
        wanted: &Wanted<'_>,
    ) -> Result<(Vec<Seen<ViewCase>>, Option<String>)> {
        let surname: SimpleExpr = Expr::col((person::Entity, person::Column::SortKey));
        // By bytes on both databases, which is also how the index is kept.
        let surname =
            if self.is_sqlite() { surname } else { Expr::cust_with_expr("($1) COLLATE \"C\"", surname) };
        let after = format!("{beginning}\u{10ffff}");
        let begins = surname.clone().gte(beginning).and(surname.lt(after));
        let mut people = Query::select();
        people
            .from(person::Entity)
            .inner_join(
                participant::Entity,
                Expr::col((participant::Entity, participant::Column::Person))
                    .equals((person::Entity, person::Column::Id)),
            )
            .and_where(begins.clone())
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true));
        let mut statement = if self.are_many(begins).await? {
            // The newest cases are tested one by one, and a page is soon full.
            let of_case = Expr::col((participant::Entity, participant::Column::CaseId))
                .equals((case::Entity, case::Column::Id));
            let has = Expr::exists(people.expr(Expr::val(1)).and_where(of_case).take());
            self.bare_statement(scope).and_where(has).take()
        } else {
            let found = people
                .distinct()
                .expr_as(Expr::col((participant::Entity, participant::Column::CaseId)), "case_id")
                .take();
            self.statement_from(scope, Some(found))
        };
        self.select_case(&mut statement, wanted);
        statement
            .order_by((case::Entity, case::Column::ReceivedAt), Order::Desc)
            .order_by((case::Entity, case::Column::Id), Order::Desc)
            .expr_as(Expr::col((case::Entity, case::Column::ReceivedAt)), "received")
            .limit(limit + 1);
        // Here the row is the moment of the last case shown, and the case breaks ties.
        if let Some(Cursor { row, shown }) = Cursor::open(&self.store, &self.actor, query)? {
            let received = Expr::col((case::Entity, case::Column::ReceivedAt));
            let last = DateTime::from_timestamp_micros(row).ok_or(Error::NotFound)?;
            let tied = received.clone().eq(last).and(
                Expr::col((case::Entity, case::Column::Id)).lt(shown.first().copied().unwrap_or_default()),
            );
            statement.cond_where(Condition::any().add(received.lt(last)).add(tied));
        }
        let mut rows = self.transaction.query_all(&statement).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let next = match rows.last() {
            Some(last) if more => {
                let received: Instant = last.try_get("", "received")?;
                let place = Cursor { row: received.timestamp_micros(), shown: vec![last.try_get("", "id")?] };
                Some(place.seal(&self.store, &self.actor, query)?)
            }
            _ => None,
        };
        Ok((self.read_rows::<ViewCase>(&rows, wanted).await?, next))
    }
}

/// How many people are too many to start a search from.
const MANY: u64 = 1_000;

impl<Mode> Unit<Mode> {
    /// Whether more people than one would start from have such a surname.
    async fn are_many(&self, begins: SimpleExpr) -> Result<bool> {
        let some =
            Query::select().expr(Expr::val(1)).from(person::Entity).and_where(begins).limit(MANY + 1).take();
        let count =
            Query::select().expr_as(Expr::cust("count(*)"), "people").from_subquery(some, "some").take();
        let row = self.transaction.query_one(&count).await?.ok_or(Error::Meaning("count"))?;
        Ok(row.try_get::<i64>("", "people")?.unsigned_abs() > MANY)
    }
}

/// SQLite's full-text condition; the words are bound, and quoted for its own language.
fn matching(table: &'static str, wanted: String) -> SimpleExpr {
    Expr::cust_with_values(format!("{table} MATCH ?"), [wanted])
}
