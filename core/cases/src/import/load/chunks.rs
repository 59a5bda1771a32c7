//! Records in chunks, each with the rows it comes from, and the count of both.

use std::collections::{BTreeMap, HashMap};

use domain::{CaseId, ReferralId};
use storage::bulk::{BulkChunk, BulkOrganisation, BulkOrigin, CHUNK};
use uuid::Uuid;

use super::maker::Maker;
use super::selection::{Gathered, Selection};
use super::{LoadError, Result};
use crate::import::profile::FileKind;
use crate::import::record::{Origin, PlannedPerson};

/// How many rows of the export a chunk holds at most, unless one case has more.
const ROWS: usize = 500;

/// The chunks of a selection, one after another: first whoever is referred to, then cases.
pub struct Chunks<'a> {
    maker: &'a Maker<'a>,
    people: HashMap<&'a str, &'a PlannedPerson>,
    began: bool,
    /// How many people and cases have been given out.
    given: (usize, usize),
    tally: Tally,
}

impl<'a> Chunks<'a> {
    /// All chunks of what `maker` makes.
    pub fn new(maker: &'a Maker<'a>) -> Self {
        let all = &maker.selection.plan.people;
        let people = all.iter().map(|person| (person.origin.id.as_str(), person)).collect();
        Self { maker, people, began: false, given: (0, 0), tally: Tally::default() }
    }

    /// The next chunk.
    ///
    /// # Errors
    /// [`LoadError::Differs`] where a record could not be made of its row.
    pub fn next(&mut self) -> Result<Option<BulkChunk>> {
        let selection = self.maker.selection;
        let chunk = if !self.began {
            self.began = true;
            self.first()
        } else if self.given.0 < selection.people.len() {
            let some = selection.people[self.given.0..].iter().take(CHUNK);
            self.given.0 += some.len();
            let mut chunk = BulkChunk::default();
            for planned in some {
                let person = self.maker.person(planned);
                chunk.origins.push(origin(FileKind::People, "person", &planned.origin, person.id));
                chunk.people.push(person);
            }
            chunk
        } else if self.given.1 < selection.cases.len() {
            self.cases()?
        } else {
            return Ok(None);
        };
        self.tally.add(&chunk);
        Ok(Some(chunk))
    }

    /// Organisations and volunteers.
    fn first(&self) -> BulkChunk {
        let mut chunk = BulkChunk::default();
        for (name, partner) in self.maker.organisations.iter().filter(|(_, partner)| partner.is_new) {
            chunk.organisations.push(BulkOrganisation {
                id: partner.id,
                name: (*name).to_owned(),
                kind: partner.kind.as_str().to_owned(),
                agreement_until: None,
                team: self.maker.found.top,
                created_at: self.maker.now,
                legacy_id: None,
            });
        }
        for planned in &self.maker.selection.volunteers {
            let (account, volunteer) = self.maker.account(planned);
            chunk.origins.push(origin(FileKind::Volunteers, "account", &planned.origin, account.id));
            chunk.accounts.push(account);
            chunk.volunteers.push(volunteer);
        }
        chunk
    }

    fn cases(&mut self) -> Result<BulkChunk> {
        let mut chunk = BulkChunk::default();
        while let Some(gathered) = self.maker.selection.cases.get(self.given.1) {
            let is_full = chunk.cases.len() >= CHUNK || chunk.origins.len() + gathered.rows() > ROWS;
            if is_full && !chunk.cases.is_empty() {
                break;
            }
            self.given.1 += 1;
            self.one(gathered, &mut chunk)?;
        }
        Ok(chunk)
    }

    fn one(&self, gathered: &Gathered<'a>, chunk: &mut BulkChunk) -> Result<()> {
        let id = CaseId(Uuid::now_v7());
        let case = self.maker.case(id, gathered, &self.people);
        let referral = self.maker.referral(ReferralId(Uuid::now_v7()), &case, gathered.case);
        let made = [
            (FileKind::Participants, gathered.participants.len(), case.participants.len()),
            // The history is of the case itself.
            (FileKind::Entries, gathered.entries.len() + gathered.documents.len(), case.entries.len() - 1),
            (FileKind::Consents, gathered.consents.len(), case.consents.len()),
            (FileKind::Risks, gathered.risks.len(), case.risks.len()),
            (FileKind::Agreements, gathered.agreements.len(), case.agreements.len()),
        ];
        if let Some((kind, planned, found)) = made.into_iter().find(|(_, planned, found)| planned != found) {
            let what = kind.as_str().to_owned();
            return Err(LoadError::Differs { what, planned: planned as u64, found: found as u64 });
        }
        chunk.origins.push(origin(FileKind::Cases, "case", &gathered.case.origin, id));
        for (planned, made) in gathered.participants.iter().zip(&case.participants) {
            chunk.origins.push(origin(FileKind::Participants, "participant", &planned.origin, made.id));
        }
        // What hangs on a case is found through it: these have no name outside of it.
        let hanging = (gathered.entries.iter().map(|one| (FileKind::Entries, &one.origin)))
            .chain(gathered.risks.iter().map(|one| (FileKind::Risks, &one.origin)))
            .chain(gathered.agreements.iter().map(|one| (FileKind::Agreements, &one.origin)))
            .chain(gathered.consents.iter().map(|one| (FileKind::Consents, &one.origin)))
            .chain(gathered.documents.iter().map(|one| (FileKind::Documents, &one.origin)));
        chunk.origins.extend(hanging.map(|(kind, row)| origin(kind, "case", row, id)));
        chunk.cases.push(case);
        chunk.referrals.push(referral);
        Ok(())
    }

    /// What all chunks held.
    pub fn into_tally(self) -> Tally {
        self.tally
    }
}

fn origin(kind: FileKind, record_kind: &str, row: &Origin, record: impl Into<Uuid>) -> BulkOrigin {
    BulkOrigin {
        file: kind.as_str().to_owned(),
        legacy_id: row.key().into_owned(),
        record_kind: record_kind.to_owned(),
        record: record.into(),
        digest: row.digest,
    }
}

/// What was given to storage, by table and by file.
#[derive(Default)]
pub struct Tally {
    tables: BTreeMap<&'static str, u64>,
    files: BTreeMap<String, u64>,
}

impl Tally {
    fn add(&mut self, chunk: &BulkChunk) {
        let cases = &chunk.cases;
        let sum = |count: fn(&storage::bulk::BulkCase) -> usize| cases.iter().map(count).sum::<usize>();
        for (table, count) in [
            ("organisations", chunk.organisations.len()),
            ("accounts", chunk.accounts.len()),
            ("people", chunk.people.len()),
            ("cases", cases.len()),
            ("referrals", chunk.referrals.len()),
            ("participants", sum(|case| case.participants.len())),
            ("incidents", sum(|case| usize::from(case.incident.is_some()))),
            ("case_access", sum(|case| case.access.len())),
            ("entries", sum(|case| case.entries.len())),
            ("consents", sum(|case| case.consents.len())),
            ("risks", sum(|case| case.risks.len())),
            ("meetings", sum(|case| case.meetings.len())),
            ("agreements", sum(|case| case.agreements.len())),
            ("agreement_actions", sum(|case| case.agreements.iter().map(|one| one.actions.len()).sum())),
            ("pauses", sum(|case| case.pauses.len())),
            ("batch_rows", chunk.origins.len()),
        ] {
            *self.tables.entry(table).or_default() += count as u64;
        }
        for row in &chunk.origins {
            *self.files.entry(row.file.clone()).or_default() += 1;
        }
    }

    /// Whether as many rows of each file were loaded as were planned.
    ///
    /// # Errors
    /// [`LoadError::Differs`].
    pub fn agrees_with(&self, selection: &Selection<'_>) -> Result<()> {
        for (kind, planned) in &selection.planned {
            let found = self.files.get(kind.as_str()).copied().unwrap_or_default();
            differ(kind.as_str(), *planned, found)?;
        }
        Ok(())
    }

    /// Whether the tables hold as much as was given to them.
    ///
    /// # Errors
    /// [`LoadError::Differs`].
    pub fn agrees_with_tables(&self, contents: &BTreeMap<&'static str, u64>) -> Result<()> {
        for (table, planned) in &self.tables {
            differ(table, *planned, contents.get(table).copied().unwrap_or_default())?;
        }
        Ok(())
    }

    /// The totals as the batch keeps them: rows of the export by file.
    pub fn written(&self) -> String {
        serde_json::to_string(&self.files).expect("words and numbers can be written")
    }
}

fn differ(what: &str, planned: u64, found: u64) -> Result<()> {
    if planned == found {
        return Ok(());
    }
    Err(LoadError::Differs { what: what.to_owned(), planned, found })
}
