//! The totals of a plan, which people compare with what they know of the older system.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Period;

use super::judge::Sheets;
use super::profile::{FileKind, Profile};
use super::record::{PlannedCase, PlannedDocument, PlannedPerson};

/// The totals of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFigures {
    /// Records after the header, without empty lines and the line of totals.
    pub rows: usize,
    /// Rows that are brought in.
    pub valid: usize,
    /// Rows that are not, each under the first reason that fits.
    pub invalid: BTreeMap<String, usize>,
}

/// The totals of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// By file.
    pub files: BTreeMap<FileKind, FileFigures>,
    /// Cases by the stage of the older system, as the profile spells it; the empty word for none.
    pub stages: BTreeMap<String, usize>,
    /// Cases by the financial year of receipt, dates as they read.
    pub years: BTreeMap<String, usize>,
    /// The same, dates put right that were probably written month first.
    pub years_put_right: BTreeMap<String, usize>,
    /// Cases whose day of disposal lay before the day of the export.
    pub past_disposal: usize,
    /// People's rows that are organisations.
    pub organisations: usize,
    /// Documents that the older system could not find.
    pub missing_documents: usize,
}

impl Figures {
    /// The totals of judged sheets and the records planned from them.
    pub fn of(
        profile: &Profile,
        sheets: &Sheets,
        cases: &[PlannedCase],
        people: &[PlannedPerson],
        documents: &[PlannedDocument],
    ) -> Self {
        let mut figures = Self { stages: stages(profile, sheets), ..Self::default() };
        for (kind, sheet) in sheets {
            let mut file = FileFigures { rows: sheet.rows.len(), ..FileFigures::default() };
            for row in &sheet.rows {
                match &row.rejected {
                    None => file.valid += 1,
                    Some(reason) => *file.invalid.entry(reason.clone()).or_default() += 1,
                }
            }
            figures.files.insert(*kind, file);
        }
        for case in cases {
            *figures.years.entry(financial_year(case.received.read)).or_default() += 1;
            let right = case.received.proposed.unwrap_or(case.received.read);
            *figures.years_put_right.entry(financial_year(right)).or_default() += 1;
        }
        let taken_on = profile.taken_on();
        figures.past_disposal =
            cases.iter().filter(|c| c.dispose_after.is_some_and(|day| day < taken_on)).count();
        figures.organisations = people.iter().filter(|person| person.is_organisation()).count();
        figures.missing_documents = documents.iter().filter(|document| document.missing).count();
        figures
    }
}

fn financial_year(day: NaiveDate) -> String {
    Period::quarter_of(day).financial_year()
}

/// Accepted cases by stage, each stage as the profile spells it.
fn stages(profile: &Profile, sheets: &Sheets) -> BTreeMap<String, usize> {
    let mut stages = BTreeMap::new();
    for row in sheets.get(&FileKind::Cases).into_iter().flat_map(|sheet| sheet.accepted()) {
        let written = row.text("stage");
        let stage = profile.codes.stages.spelling(written).unwrap_or(written);
        *stages.entry(stage.to_owned()).or_default() += 1;
    }
    stages
}
