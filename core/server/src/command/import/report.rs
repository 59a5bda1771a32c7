//! What an import says: the plan in figures, and the list of batches.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use cases::import::{Found, ImportPlan};
use cases::matching::{LIKELY, Match};
use domain::Message;
use serde::Serialize;
use storage::bulk::Batch;
use wording::{Language, Text, Wording};

use crate::output;

/// Prints everything that will happen, and everything that will not.
pub fn plan(
    plan: &ImportPlan,
    duplicates: &[(usize, usize, Match)],
    found: Option<&Found>,
    say: &dyn Fn(&Message) -> String,
) -> Result<()> {
    let (profile, version) = (&plan.profile, plan.version);
    output::line(format!(
        "Plan by the profile {profile}, version {version}, for the export of {}\n",
        plan.taken_on
    ))?;
    rows(plan)?;
    left_behind(plan)?;
    to_look_at(plan, say)?;
    let stages: Vec<_> = plan
        .figures
        .stages
        .iter()
        .map(|(stage, count)| {
            [if stage.is_empty() { "(blank)" } else { stage }.to_owned(), count.to_string()]
        })
        .collect();
    section(["STAGE OF THE OLDER SYSTEM", "CASES"], &stages)?;
    years(plan)?;
    let figures = &plan.figures;
    let likely = duplicates.iter().filter(|(_, _, found)| found.score >= LIKELY).count();
    let totals = [
        (figures.past_disposal, "cases past their day of disposal; a rule in the profile can leave them out"),
        (figures.organisations, "people's rows that are organisations"),
        (figures.missing_documents, "documents that the older system could not find"),
        (likely, "pairs of people who are likely one person; nobody is joined"),
    ];
    section(["COUNT", "OF"], &totals.map(|(count, of)| [count.to_string(), of.to_owned()]))?;
    found.map_or(Ok(()), |found| compared(plan, found))
}

fn rows(plan: &ImportPlan) -> Result<()> {
    let mut rows = Vec::new();
    let mut sum = [0, 0, 0];
    for (kind, figures) in &plan.figures.files {
        let numbers = [figures.rows, figures.valid, figures.rows - figures.valid];
        sum.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        let [all, valid, invalid] = numbers.map(|number| number.to_string());
        rows.push([plan.files[kind].file.clone(), all, valid, invalid]);
    }
    let [all, valid, invalid] = sum.map(|number| number.to_string());
    rows.push(["together".to_owned(), all, valid, invalid]);
    output::table(["FILE", "ROWS", "BROUGHT IN", "LEFT BEHIND"], &rows)
}

fn left_behind(plan: &ImportPlan) -> Result<()> {
    let reasons = plan.figures.files.iter().flat_map(|(kind, figures)| {
        let file = &plan.files[kind].file;
        figures.invalid.iter().map(move |(reason, count)| [file.clone(), count.to_string(), reason.clone()])
    });
    section(["LEFT BEHIND OF", "ROWS", "REASON"], &reasons.collect::<Vec<_>>())
}

/// Warnings that say the same of many rows, counted.
fn to_look_at(plan: &ImportPlan, say: &dyn Fn(&Message) -> String) -> Result<()> {
    let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
    for warning in &plan.warnings {
        let mut message = warning.message.clone();
        // A field is the same for many rows, a day is not.
        for (name, value) in &mut message.args {
            if name != "field" {
                "…".clone_into(value);
            }
        }
        *counted.entry((plan.files[&warning.file].file.clone(), say(&message))).or_default() += 1;
    }
    for remark in plan.files.values().flat_map(|file| &file.remarks) {
        output::line(say(remark))?;
    }
    let rows: Vec<_> =
        counted.into_iter().map(|((file, said), count)| [file, count.to_string(), said]).collect();
    section(["TO LOOK AT IN", "ROWS", "WHAT"], &rows)
}

fn years(plan: &ImportPlan) -> Result<()> {
    let (read, right) = (&plan.figures.years, &plan.figures.years_put_right);
    let all: std::collections::BTreeSet<&String> = read.keys().chain(right.keys()).collect();
    let count =
        |years: &BTreeMap<String, usize>, year| years.get(year).copied().unwrap_or_default().to_string();
    let rows: Vec<_> =
        all.into_iter().map(|year| [year.clone(), count(read, year), count(right, year)]).collect();
    section(["RECEIVED IN", "AS DATES READ", "WITH SWAPPED DATES PUT RIGHT"], &rows)
}

/// How the plan stands to what is here.
fn compared(plan: &ImportPlan, found: &Found) -> Result<()> {
    let delta = found.compare(plan);
    let rows: Vec<_> = delta
        .files
        .iter()
        .map(|(kind, one)| {
            let [new, here, changed, late] =
                [one.new, one.unchanged, one.changed, one.late].map(|number| number.to_string());
            [plan.files[kind].file.clone(), new, here, changed, late]
        })
        .collect();
    section(["FILE", "NEW", "HERE ALREADY", "CHANGED SINCE", "NEW FOR A CASE THAT IS HERE"], &rows)?;
    let total = delta.total();
    if total.changed + total.late > 0 {
        output::line(format!(
            "\n{} rows changed since they were brought in and {} are new for a case that is here. They are left \
             alone, because somebody may have worked there; taking the batch back and bringing it in again includes them.",
            total.changed, total.late
        ))?;
    }
    match found.restricted(plan) {
        (0, _) => {}
        (cases, 0) => output::line(format!(
            "{cases} cases are restricted, and nobody manages the service yet: nobody will know of them until \
             `accord import allow BATCH USERNAME`."
        ))?,
        (cases, managers) => output::line(format!(
            "{cases} cases are restricted: only those who manage the service now ({managers}) will know of them."
        ))?,
    }
    for (team, cases) in found.missing_teams(plan) {
        output::line(format!(
            "The service has no team '{team}'; its {cases} cases go to the service itself."
        ))?;
    }
    match found.interrupted() {
        0 => Ok(()),
        _ => output::line(
            "An interrupted run left records that nobody sees. They are removed before anything is brought in.",
        ),
    }
}

/// Says where error files lie.
pub fn files(written: &[String], folder: &Path) -> Result<()> {
    if written.is_empty() {
        return Ok(());
    }
    let (names, folder) = (written.join(", "), folder.display());
    output::line(format!(
        "\nWritten to {folder}: {names}. They hold personal data: remove them when they are done with."
    ))
}

fn section<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    output::line("")?;
    output::table(head, rows)
}

/// A batch for machines.
#[derive(Serialize)]
struct BatchLine<'a> {
    reference: String,
    profile: &'a str,
    state: &'static str,
    by: &'a str,
    started_at: domain::Instant,
    finished_at: Option<domain::Instant>,
    rows: BTreeMap<String, u64>,
}

/// Prints the batches.
pub fn batches(batches: &[Batch], words: &Wording, json: bool) -> Result<()> {
    let lines: Vec<BatchLine<'_>> = batches.iter().map(line).collect();
    if json {
        return output::json(&lines);
    }
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let began = words.say(Language::En, &Text::from(line.started_at));
            let rows = line.rows.values().sum::<u64>();
            [
                line.reference.clone(),
                line.profile.to_owned(),
                line.state.to_owned(),
                if rows == 0 { String::new() } else { rows.to_string() },
                began,
                line.by.to_owned(),
            ]
        })
        .collect();
    output::table(["REFERENCE", "PROFILE", "STATE", "ROWS", "BEGUN", "BY"], &rows)
}

fn line(batch: &Batch) -> BatchLine<'_> {
    BatchLine {
        reference: batch.reference.to_string(),
        profile: &batch.profile,
        state: batch.state.as_str(),
        by: &batch.by,
        started_at: batch.started_at,
        finished_at: batch.finished_at,
        // A demonstration keeps other totals than rows by file.
        rows: serde_json::from_str(&batch.counts).unwrap_or_default(),
    }
}
