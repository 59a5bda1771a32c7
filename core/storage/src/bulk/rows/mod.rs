//! From records to rows, in memory: names given, parts sealed, things made findable.

mod answers;
mod cases;
mod people;
mod referrals;
mod service;
mod work;

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{Instant, PartSet};
use keys::{Keyring, OwnerKey};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::insert::{self, SearchRow};
use super::names::Names;
use super::record::{BulkChunk, BulkOrigin};
use crate::Result;
use crate::audit::Mark;
use crate::entity::{
    account, account_role, agreement, agreement_action, answer, answer_index, batch_row, blind_index, case,
    case_access, case_flag, closure, consent, entry, exclusion, feedback, incident, meeting, organisation,
    owner_key, participant, pause, person, referral, risk, side, statistic,
};
use crate::owner::OwnerKind;

/// The rows of one chunk, by table.
#[derive(Default)]
pub(super) struct Rows {
    organisations: Vec<organisation::Model>,
    accounts: Vec<account::Model>,
    roles: Vec<account_role::Model>,
    owner_keys: Vec<owner_key::Model>,
    people: Vec<person::Model>,
    cases: Vec<case::Model>,
    sides: Vec<side::Model>,
    participants: Vec<participant::Model>,
    incidents: Vec<incident::Model>,
    flags: Vec<case_flag::Model>,
    access: Vec<case_access::Model>,
    exclusions: Vec<exclusion::Model>,
    entries: Vec<entry::Model>,
    consents: Vec<consent::Model>,
    risks: Vec<risk::Model>,
    meetings: Vec<meeting::Model>,
    agreements: Vec<agreement::Model>,
    actions: Vec<agreement_action::Model>,
    feedback: Vec<feedback::Model>,
    pauses: Vec<pause::Model>,
    closures: Vec<closure::Model>,
    referrals: Vec<referral::Model>,
    answers: Vec<answer::Model>,
    answer_index: Vec<answer_index::Model>,
    blind_index: Vec<blind_index::Model>,
    statistics: Vec<statistic::Model>,
    names: Vec<SearchRow>,
    notes: Vec<SearchRow>,
    origins: Vec<batch_row::Model>,
    /// The parts that were written.
    pub parts: PartSet,
    /// Marks of the answers, for the entry of the chunk.
    pub marks: Vec<Mark>,
}

impl Rows {
    /// Writes them, each table after those it refers to.
    pub async fn write(self, on: &DatabaseTransaction) -> Result<()> {
        insert::all(on, self.organisations).await?;
        insert::all(on, self.accounts).await?;
        insert::all(on, self.roles).await?;
        insert::all(on, self.owner_keys).await?;
        insert::all(on, self.people).await?;
        insert::all(on, self.cases).await?;
        insert::all(on, self.sides).await?;
        insert::all(on, self.participants).await?;
        insert::all(on, self.incidents).await?;
        insert::all(on, self.flags).await?;
        insert::all(on, self.access).await?;
        insert::all(on, self.exclusions).await?;
        insert::all(on, self.entries).await?;
        insert::all(on, self.consents).await?;
        insert::all(on, self.risks).await?;
        insert::all(on, self.meetings).await?;
        insert::all(on, self.agreements).await?;
        insert::all(on, self.actions).await?;
        insert::all(on, self.feedback).await?;
        insert::all(on, self.pauses).await?;
        insert::all(on, self.closures).await?;
        insert::all(on, self.referrals).await?;
        insert::all(on, self.answers).await?;
        insert::all(on, self.answer_index).await?;
        insert::all(on, self.blind_index).await?;
        insert::all(on, self.statistics).await?;
        insert::search(on, "name_search", "name", self.names).await?;
        insert::search(on, "note_search", "note", self.notes).await?;
        insert::all(on, self.origins).await?;
        Ok(())
    }
}

/// Makes rows of records, one chunk.
pub(super) struct Composer<'a> {
    pub names: &'a mut Names,
    pub keyring: &'a Keyring,
    /// The keys of people loaded before; those of this chunk are added.
    pub keys: HashMap<Uuid, OwnerKey>,
    pub batch: Uuid,
    pub now: Instant,
    pub zone: Tz,
    /// The word by which every row names where it came from.
    pub source: String,
    pub rows: Rows,
}

impl Composer<'_> {
    /// Makes all rows of `chunk`.
    pub fn compose(mut self, chunk: &BulkChunk, profile: &str) -> Result<Rows> {
        for one in &chunk.organisations {
            self.organisation(one);
        }
        for one in &chunk.accounts {
            self.account(one);
        }
        for one in &chunk.volunteers {
            self.volunteer(one)?;
        }
        for one in &chunk.people {
            self.person(one)?;
        }
        for one in &chunk.cases {
            self.case(one)?;
        }
        for one in &chunk.referrals {
            self.referral(one)?;
        }
        for one in &chunk.origins {
            self.origin(one, profile);
        }
        Ok(self.rows)
    }

    /// A new key for `owner`, kept wrapped.
    fn new_key(&mut self, owner: Uuid, kind: OwnerKind) {
        let key = OwnerKey::generate();
        self.rows.owner_keys.push(owner_key::Model {
            id: owner,
            kind: kind.as_str().to_owned(),
            wrapped: Some(self.keyring.wrap(&key, owner)),
            generation: self.keyring.generation().cast_signed(),
            created_at: self.now,
            erased_at: None,
            keyed_at: None,
        });
        self.keys.insert(owner, key);
    }

    fn origin(&mut self, origin: &BulkOrigin, profile: &str) {
        self.rows.origins.push(batch_row::Model {
            batch: self.batch,
            profile: profile.to_owned(),
            file: origin.file.clone(),
            legacy_id: origin.legacy_id.clone(),
            record_kind: origin.record_kind.clone(),
            record: origin.record,
            digest: origin.digest.to_vec(),
        });
    }

    /// The first moment of `day`, for rows that know no better.
    fn on_day(&self, day: NaiveDate) -> Instant {
        domain::on_day(day, self.zone)
    }
}

fn word(code: Option<&'static str>) -> Option<String> {
    code.map(str::to_owned)
}
