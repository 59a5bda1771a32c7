//! The plan of an import: everything that will be written, and everything that will not.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use csv::ByteRecord;
use domain::Message;

use super::build::{self, Builder, Digest};
use super::figures::Figures;
use super::folder::Export;
use super::judge::{Sheets, judge};
use super::profile::{FileKind, Profile};
use super::read::{Sheet, Table, TableError};
use super::record::{
    Origin, PlannedAgreement, PlannedCase, PlannedConsent, PlannedDocument, PlannedEntry, PlannedParticipant,
    PlannedPerson, PlannedRisk, PlannedVolunteer,
};
use crate::matching::{Likeness, Match, pairs};

/// Something about a row for a person's eye; it rejects nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub file: FileKind,
    /// The line on which the row begins.
    pub line: u64,
    /// The row's id.
    pub id: String,
    /// What it is; no value of the row is in it.
    pub message: Message,
}

/// A row that will not be brought in.
#[derive(Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The line on which it begins.
    pub line: u64,
    /// Its id.
    pub id: String,
    /// The first reason that fits.
    pub reason: String,
    /// Its cells, byte for byte.
    pub cells: ByteRecord,
}

impl std::fmt::Debug for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Rejected {{ line: {}, reason: {:?} }}", self.line, self.reason)
    }
}

/// A file of the export, as far as it was not brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    /// Its name.
    pub file: String,
    /// Its header.
    pub header: Vec<String>,
    /// What is to be said of the file as a whole.
    pub remarks: Vec<Message>,
    /// The rows that will not be brought in, in their order.
    pub rejected: Vec<Rejected>,
}

/// Everything that an import will do, before it does anything.
///
/// A dry run makes the plan and shows it; a commit makes the same plan and writes it. Two
/// plans of one export under one profile are equal.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPlan {
    /// The profile's name.
    pub profile: String,
    /// The profile's version.
    pub version: u32,
    /// The day the export was taken.
    pub taken_on: NaiveDate,
    /// The time zone of all times in it.
    pub zone: Tz,
    /// The files, with what is left behind.
    pub files: BTreeMap<FileKind, PlannedFile>,
    /// People.
    pub people: Vec<PlannedPerson>,
    /// Cases.
    pub cases: Vec<PlannedCase>,
    /// Who is in which case.
    pub participants: Vec<PlannedParticipant>,
    /// The work log.
    pub entries: Vec<PlannedEntry>,
    /// Risk assessments.
    pub risks: Vec<PlannedRisk>,
    /// Agreements.
    pub agreements: Vec<PlannedAgreement>,
    /// Volunteers.
    pub volunteers: Vec<PlannedVolunteer>,
    /// Consents.
    pub consents: Vec<PlannedConsent>,
    /// Documents of the index.
    pub documents: Vec<PlannedDocument>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// The totals.
    pub figures: Figures,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// A file of the profile is not in the folder.
    #[error("the folder has no file '{0}'")]
    NoFile(String),
    /// A file cannot be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        error: TableError,
    },
    /// A file has not the columns that the profile names.
    #[error("{file} has no column {}", quoted(.columns))]
    NoColumn {
        /// The file.
        file: String,
        /// The columns that are missing.
        columns: Vec<String>,
    },
}

fn quoted(columns: &[String]) -> String {
    columns.iter().map(|column| format!("'{column}'")).collect::<Vec<_>>().join(", ")
}

impl ImportPlan {
    /// Plans an import.
    ///
    /// # Errors
    /// When a file is missing, cannot be read, or has not the columns of the profile. A row,
    /// whatever is in it, is never an error: it is rejected, with its reason.
    pub fn make(profile: &Profile, export: &Export, digest: Digest<'_>) -> Result<Self, ImportError> {
        let mut sheets = Sheets::new();
        for (kind, file) in &profile.files {
            let bytes = export.get(&file.file).ok_or_else(|| ImportError::NoFile(file.file.clone()))?;
            let table = Table::read(bytes, file.total_line.as_deref(), profile.reading.longest_record)
                .map_err(|error| ImportError::Unreadable { file: file.file.clone(), error })?;
            let sheet = Sheet::map(*kind, file, table, profile)
                .map_err(|columns| ImportError::NoColumn { file: file.file.clone(), columns })?;
            sheets.insert(*kind, sheet);
        }
        judge(&mut sheets, profile);
        Ok(Self::of(profile, &sheets, digest))
    }

    fn of(profile: &Profile, sheets: &Sheets, digest: Digest<'_>) -> Self {
        let mut builder = Builder::new(profile, sheets, digest);
        let zone = builder.zone();
        let mut cases = build::cases(&mut builder);
        let people = build::people(&mut builder);
        let participants = build::participants(&mut builder, &cases);
        build::settle(&mut cases, &people, &participants, profile);
        let entries = build::entries(&mut builder, &cases, &participants);
        let risks = build::risks(&mut builder);
        let agreements = build::agreements(&mut builder, &participants);
        let volunteers = build::volunteers(&mut builder);
        let consents = build::consents(&mut builder);
        let documents = build::documents(&mut builder, &cases);
        let warnings = builder.warnings;
        let figures = Figures::of(profile, sheets, &cases, &people, &documents);
        Self {
            profile: profile.id.clone(),
            version: profile.version,
            taken_on: profile.taken_on(),
            zone,
            files: sheets.iter().map(|(kind, sheet)| (*kind, left_behind(sheet))).collect(),
            people,
            cases,
            participants,
            entries,
            risks,
            agreements,
            volunteers,
            consents,
            documents,
            warnings,
            figures,
        }
    }

    /// Pairs of people who may be one person, the likeliest first, by their places in
    /// [`people`](Self::people). The import joins nobody: a person decides on each pair.
    pub fn duplicates(&self) -> Vec<(usize, usize, Match)> {
        let likeness = |person: &PlannedPerson| {
            Likeness::of(
                &person.given_name,
                person.known_as.as_deref().unwrap_or_default(),
                &person.family_name,
            )
            .born(person.birth_date)
            .reached(&person.phones, &person.emails, person.postcode.as_deref())
        };
        pairs(&self.people.iter().map(likeness).collect::<Vec<_>>())
    }

    /// The row of every planned record, by file.
    pub fn origins(&self) -> impl Iterator<Item = (FileKind, &Origin)> {
        self.rows().map(|(kind, origin, _)| (kind, origin))
    }

    /// The same, with the case that a record belongs to, where it belongs to one.
    pub fn rows(&self) -> impl Iterator<Item = (FileKind, &Origin, Option<&str>)> {
        fn of<'a, T>(
            kind: FileKind,
            records: &'a [T],
            row: fn(&'a T) -> (&'a Origin, Option<&'a str>),
        ) -> impl Iterator<Item = (FileKind, &'a Origin, Option<&'a str>)> {
            records.iter().map(row).map(move |(origin, case)| (kind, origin, case))
        }
        of(FileKind::Cases, &self.cases, |r| (&r.origin, None))
            .chain(of(FileKind::People, &self.people, |r| (&r.origin, None)))
            .chain(of(FileKind::Participants, &self.participants, |r| (&r.origin, Some(&r.case))))
            .chain(of(FileKind::Entries, &self.entries, |r| (&r.origin, Some(&r.case))))
            .chain(of(FileKind::Risks, &self.risks, |r| (&r.origin, Some(&r.case))))
            .chain(of(FileKind::Agreements, &self.agreements, |r| (&r.origin, Some(&r.case))))
            .chain(of(FileKind::Volunteers, &self.volunteers, |r| (&r.origin, None)))
            .chain(of(FileKind::Consents, &self.consents, |r| (&r.origin, Some(&r.case))))
            .chain(of(FileKind::Documents, &self.documents, |r| (&r.origin, Some(&r.case))))
    }
}

fn left_behind(sheet: &Sheet) -> PlannedFile {
    let rejected = sheet.rows.iter().filter_map(|row| {
        let reason = row.rejected.clone()?;
        Some(Rejected { line: row.record.line, id: row.id.clone(), reason, cells: row.record.cells.clone() })
    });
    PlannedFile {
        file: sheet.file.clone(),
        header: sheet.header.clone(),
        remarks: sheet.remarks.clone(),
        rejected: rejected.collect(),
    }
}
