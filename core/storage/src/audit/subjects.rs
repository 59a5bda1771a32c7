//! Who looked at a record: the index by subject, and the page over it.

use std::collections::HashMap;

use domain::{AccountId, Instant, PartSet, Reference, TeamId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entry::unpack;
use crate::entity::{account, audit_by_subject, audit_entry, audit_lane, case};
use crate::unit::{Reading, Unit, Writing};
use crate::{Error, Result};

/// One line of "who looked at this record".
#[derive(Clone, Debug)]
pub struct AccessEntry {
    /// When.
    pub at: Instant,
    /// Who: the account's name, or the task.
    pub actor: String,
    /// The case, where the lines are of several.
    pub reference: Option<Reference>,
    /// The account, where it was one.
    pub account: Option<AccountId>,
    /// For which purpose.
    pub purpose: String,
    /// What was done.
    pub verb: String,
    /// On what kind of page.
    pub object_kind: String,
    /// The parts that were shown or changed.
    pub parts: PartSet,
    /// Codes that say more.
    pub detail: Option<String>,
    /// Done, refused or failed.
    pub outcome: String,
}

/// A page of them, newest first.
#[derive(Clone, Debug)]
pub struct AccessPage {
    /// The lines.
    pub entries: Vec<AccessEntry>,
    /// The place of each.
    pub(super) places: Vec<Older>,
    /// Where the next older page begins, where there is one.
    pub older: Option<Older>,
}

/// Where a page of older lines begins: after the line of this moment and sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Older {
    /// When the last line shown was entered.
    pub at: Instant,
    /// Its place in its lane, since one act may enter several lines at one moment.
    pub sequence: i64,
    /// The lane, since several nodes may enter lines at one moment.
    pub lane: i32,
}

const EPOCH_PREFIX: &str = "audit-indexed-";

/// How many entries are read at a time; one may name a thousand subjects.
const AT_A_TIME: u64 = 100;

impl Unit<Writing> {
    /// Brings the index by subject up to the newest entry, or as far as `limit` lines go: a
    /// line is one subject of one entry. An entry is indexed whole.
    ///
    /// Inserting an entry costs no index; this catches up when somebody asks. Returns
    /// whether everything is indexed.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn index_audit(&mut self, limit: usize) -> Result<bool> {
        let mut left = limit;
        for lane in audit_lane::Entity::find().all(&self.transaction).await? {
            let name = format!("{EPOCH_PREFIX}{}", lane.id);
            let begun = self.epoch(&name).await?;
            let mut reached = begun;
            while reached < lane.sequence && left > 0 {
                let Some(last) = self.index_some(lane.id, reached, &mut left).await? else { break };
                reached = last;
            }
            if reached > begun {
                self.set_epoch(&name, reached).await?;
            }
            if reached < lane.sequence && left == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Indexes some entries of a lane after `done`, counts their lines off `left`, and names
    /// the last of them.
    async fn index_some(&self, lane: i32, done: i64, left: &mut usize) -> Result<Option<i64>> {
        let entries = audit_entry::Entity::find()
            .filter(audit_entry::Column::Lane.eq(lane))
            .filter(audit_entry::Column::Sequence.gt(done))
            .order_by_asc(audit_entry::Column::Sequence)
            .limit(AT_A_TIME)
            .all(&self.transaction)
            .await?;
        let teams = self.teams_of(&entries).await?;
        let mut rows = Vec::new();
        let mut last = None;
        for entry in entries {
            if *left == 0 {
                break;
            }
            let packed = entry.subjects.as_deref().map(|bytes| unpack(bytes).collect::<Vec<_>>());
            let mut subjects: Vec<Uuid> =
                entry.object.into_iter().chain(packed.unwrap_or_default()).collect();
            // What somebody did to a case is found under their team as well.
            let team = entry.account.filter(|_| is_of_case(&entry)).and_then(|id| teams.get(&id));
            subjects.extend(team);
            subjects.sort_unstable();
            subjects.dedup();
            *left = left.saturating_sub(subjects.len().max(1));
            rows.extend(subjects.into_iter().map(|subject| audit_by_subject::ActiveModel {
                subject: Set(subject),
                at: Set(entry.at),
                lane: Set(entry.lane),
                sequence: Set(entry.sequence),
            }));
            last = Some(entry.sequence);
        }
        while !rows.is_empty() {
            let chunk: Vec<_> = rows.drain(..rows.len().min(2_000)).collect();
            audit_by_subject::Entity::insert_many(chunk)
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(&self.transaction)
                .await?;
        }
        Ok(last)
    }

    /// The teams of those who did something to a case.
    async fn teams_of(&self, entries: &[audit_entry::Model]) -> Result<HashMap<Uuid, Uuid>> {
        let mut accounts: Vec<Uuid> =
            entries.iter().filter(|entry| is_of_case(entry)).filter_map(|entry| entry.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        if accounts.is_empty() {
            return Ok(HashMap::new());
        }
        let teams: Vec<(Uuid, Uuid)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::Team])
            .filter(account::Column::Id.is_in(accounts))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        Ok(teams.into_iter().collect())
    }
}

fn is_of_case(entry: &audit_entry::Model) -> bool {
    entry.object_kind == "case" && entry.object.is_some()
}

/// Which lines of those about one subject.
#[derive(Clone, Default)]
pub(super) struct Only<'a> {
    /// Those of accounts of these teams.
    pub teams: Option<&'a [TeamId]>,
    /// Those about cases for which this holds, each with its reference.
    pub cases: Option<Condition>,
}

impl Unit<Reading> {
    /// Who looked at or changed `subject`, newest first, from `before` on where given.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub(super) async fn access_to(
        &self,
        subject: Uuid,
        only: Only<'_>,
        before: Option<Older>,
        limit: u64,
    ) -> Result<AccessPage> {
        let mut query = Query::select();
        let entries = audit_entry::Entity;
        query
            .columns([
                (entries, audit_entry::Column::Sequence),
                (entries, audit_entry::Column::Lane),
                (entries, audit_entry::Column::At),
                (entries, audit_entry::Column::Account),
                (entries, audit_entry::Column::Actor),
                (entries, audit_entry::Column::Purpose),
                (entries, audit_entry::Column::Verb),
                (entries, audit_entry::Column::ObjectKind),
                (entries, audit_entry::Column::Parts),
                (entries, audit_entry::Column::Detail),
                (entries, audit_entry::Column::Outcome),
            ])
            .column((account::Entity, account::Column::DisplayName))
            .from(audit_by_subject::Entity)
            .inner_join(
                entries,
                Expr::col((entries, audit_entry::Column::Lane))
                    .equals((audit_by_subject::Entity, audit_by_subject::Column::Lane))
                    .and(
                        Expr::col((entries, audit_entry::Column::Sequence))
                            .equals((audit_by_subject::Entity, audit_by_subject::Column::Sequence)),
                    ),
            )
            .left_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((entries, audit_entry::Column::Account)),
            )
            .and_where(Expr::col((audit_by_subject::Entity, audit_by_subject::Column::Subject)).eq(subject))
            .order_by((audit_by_subject::Entity, audit_by_subject::Column::At), Order::Desc)
            .order_by((audit_by_subject::Entity, audit_by_subject::Column::Sequence), Order::Desc)
            .order_by((audit_by_subject::Entity, audit_by_subject::Column::Lane), Order::Desc)
            .limit(limit + 1);
        if let Some(Older { at, sequence, lane }) = before {
            let moment = || Expr::col((audit_by_subject::Entity, audit_by_subject::Column::At));
            let place = || Expr::col((audit_by_subject::Entity, audit_by_subject::Column::Sequence));
            let within = Expr::col((audit_by_subject::Entity, audit_by_subject::Column::Lane));
            let earlier = place().lt(sequence).or(place().eq(sequence).and(within.lt(lane)));
            query.and_where(moment().lt(at).or(moment().eq(at).and(earlier)));
        }
        let is_of_cases = only.cases.is_some();
        if let Some(cases) = only.cases {
            query
                .column((case::Entity, case::Column::Reference))
                .inner_join(
                    case::Entity,
                    Expr::col((case::Entity, case::Column::Id))
                        .equals((entries, audit_entry::Column::Object))
                        .and(Expr::col((entries, audit_entry::Column::ObjectKind)).eq("case")),
                )
                .cond_where(cases);
        }
        if let Some(teams) = only.teams {
            let teams = teams.iter().map(|team| Uuid::from(*team));
            query.and_where(Expr::col((account::Entity, account::Column::Team)).is_in(teams));
        }
        let mut entries = Vec::new();
        let mut places = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let name: Option<String> = row.try_get("", "display_name")?;
            places.push(Older {
                at: row.try_get("", "at")?,
                sequence: row.try_get("", "sequence")?,
                lane: row.try_get("", "lane")?,
            });
            let reference: Option<String> =
                if is_of_cases { Some(row.try_get("", "reference")?) } else { None };
            let reference = reference.map(|text| text.parse().map_err(|_| Error::Meaning("reference")));
            entries.push(AccessEntry {
                reference: reference.transpose()?,
                at: row.try_get("", "at")?,
                actor: name.map_or_else(|| row.try_get("", "actor"), Ok)?,
                account: row.try_get::<Option<Uuid>>("", "account")?.map(AccountId),
                purpose: row.try_get("", "purpose")?,
                verb: row.try_get("", "verb")?,
                object_kind: row.try_get("", "object_kind")?,
                parts: PartSet::from_bits(row.try_get::<i64>("", "parts")? as u64),
                detail: row.try_get("", "detail")?,
                outcome: row.try_get("", "outcome")?,
            });
        }
        let more = entries.len() as u64 > limit;
        entries.truncate(limit as usize);
        places.truncate(entries.len());
        let older = places.last().filter(|_| more).copied();
        Ok(AccessPage { entries, places, older })
    }
}

impl<Mode> Unit<Mode> {
    /// The value of the epoch or counter `name`; one that was never set is 0.
    pub(crate) async fn epoch(&self, name: &str) -> Result<i64> {
        Ok(crate::entity::epoch::Entity::find_by_id(name)
            .one(&self.transaction)
            .await?
            .map_or(0, |row| row.value))
    }

    pub(crate) async fn set_epoch(&self, name: &str, value: i64) -> Result<()> {
        use crate::entity::epoch;
        epoch::Entity::insert(epoch::ActiveModel { name: Set(name.to_owned()), value: Set(value) })
            .on_conflict(
                OnConflict::column(epoch::Column::Name).update_column(epoch::Column::Value).to_owned(),
            )
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }
}
