//! What of a plan is written: the rows that are new, each with its case.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::found::Found;
use super::{LoadError, Result};
use crate::import::delta::RowStanding;
use crate::import::plan::ImportPlan;
use crate::import::profile::FileKind;
use crate::import::record::{
    Origin, PlannedAgreement, PlannedCase, PlannedConsent, PlannedDocument, PlannedEntry, PlannedParticipant,
    PlannedPerson, PlannedRisk, PlannedVolunteer,
};

/// A new case with all that is in it.
pub struct Gathered<'a> {
    pub case: &'a PlannedCase,
    pub participants: Vec<&'a PlannedParticipant>,
    pub entries: Vec<&'a PlannedEntry>,
    pub risks: Vec<&'a PlannedRisk>,
    pub agreements: Vec<&'a PlannedAgreement>,
    pub consents: Vec<&'a PlannedConsent>,
    pub documents: Vec<&'a PlannedDocument>,
}

impl Gathered<'_> {
    /// How many rows of the export it is made of.
    pub fn rows(&self) -> usize {
        1 + self.participants.len()
            + self.entries.len()
            + self.risks.len()
            + self.agreements.len()
            + self.consents.len()
            + self.documents.len()
    }
}

/// What is written.
pub struct Selection<'a> {
    pub plan: &'a ImportPlan,
    pub people: Vec<&'a PlannedPerson>,
    pub volunteers: Vec<&'a PlannedVolunteer>,
    pub cases: Vec<Gathered<'a>>,
    /// How many rows of each file are written.
    pub planned: BTreeMap<FileKind, u64>,
}

impl<'a> Selection<'a> {
    /// The new rows of `plan`.
    ///
    /// # Errors
    /// [`LoadError::Unresolved`] where a row leads nowhere, [`LoadError::Differs`] where the
    /// plan has not a record for every row that its figures call valid.
    pub fn of(plan: &'a ImportPlan, found: &Found) -> Result<Self> {
        is_whole(plan)?;
        let known = |kind: FileKind, key: &str| found.digest(kind, key);
        let is_new = |kind, origin: &Origin, case: Option<&str>| {
            RowStanding::of(&known, (kind, origin, case)) == RowStanding::New
        };
        let mut selection = Self {
            plan,
            people: plan.people.iter().filter(|one| is_new(FileKind::People, &one.origin, None)).collect(),
            volunteers: plan
                .volunteers
                .iter()
                .filter(|one| is_new(FileKind::Volunteers, &one.origin, None))
                .collect(),
            cases: Vec::new(),
            planned: BTreeMap::new(),
        };
        let mut places: HashMap<&str, usize> = HashMap::new();
        for case in plan.cases.iter().filter(|case| is_new(FileKind::Cases, &case.origin, None)) {
            places.insert(&case.origin.id, selection.cases.len());
            selection.cases.push(Gathered {
                case,
                participants: Vec::new(),
                entries: Vec::new(),
                risks: Vec::new(),
                agreements: Vec::new(),
                consents: Vec::new(),
                documents: Vec::new(),
            });
        }
        macro_rules! gather {
            ($($records:ident: $kind:ident)*) => {$(
                for one in &plan.$records {
                    if is_new(FileKind::$kind, &one.origin, Some(&one.case)) {
                        let place = places.get(one.case.as_str());
                        let place = place.ok_or_else(|| unresolved(FileKind::$kind, &one.origin, "case"))?;
                        selection.cases[*place].$records.push(one);
                    }
                }
            )*};
        }
        gather! {
            participants: Participants
            entries: Entries
            risks: Risks
            agreements: Agreements
            consents: Consents
            documents: Documents
        }
        selection.leads_somewhere(found)?;
        for row in plan.rows().filter(|(kind, origin, case)| is_new(*kind, origin, *case)) {
            *selection.planned.entry(row.0).or_default() += 1;
        }
        Ok(selection)
    }

    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.rows() == 0
    }

    /// How many rows of the export are written.
    pub fn rows(&self) -> usize {
        self.people.len() + self.volunteers.len() + self.cases.iter().map(Gathered::rows).sum::<usize>()
    }

    /// Every person who is named is written or here, and every consent is somebody's.
    fn leads_somewhere(&self, found: &Found) -> Result<()> {
        let people: HashSet<&str> = self.people.iter().map(|person| person.origin.id.as_str()).collect();
        for gathered in &self.cases {
            let mut here = HashSet::new();
            for one in &gathered.participants {
                let is_known = || found.record(FileKind::People, &one.person).is_some();
                if !people.contains(one.person.as_str()) && !is_known() {
                    return Err(unresolved(FileKind::Participants, &one.origin, "person"));
                }
                here.insert(one.person.as_str());
            }
            if let Some(one) = gathered.consents.iter().find(|one| !here.contains(one.person.as_str())) {
                return Err(unresolved(FileKind::Consents, &one.origin, "person"));
            }
        }
        Ok(())
    }
}

/// Whether every row that the figures call valid has a record.
fn is_whole(plan: &ImportPlan) -> Result<()> {
    let mut planned: BTreeMap<FileKind, u64> = BTreeMap::new();
    for (kind, _) in plan.origins() {
        *planned.entry(kind).or_default() += 1;
    }
    for (kind, figures) in &plan.figures.files {
        let found = planned.get(kind).copied().unwrap_or_default();
        if found != figures.valid as u64 {
            let what = kind.as_str().to_owned();
            return Err(LoadError::Differs { what, planned: figures.valid as u64, found });
        }
    }
    Ok(())
}

fn unresolved(file: FileKind, origin: &Origin, what: &'static str) -> LoadError {
    LoadError::Unresolved { file, line: origin.line, what }
}
