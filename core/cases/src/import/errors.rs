//! Error files: the rows left behind, with the reason, to be mended and brought in again.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use domain::Message;

use super::plan::{ImportPlan, PlannedFile};
use crate::matching::Match;

/// The error file of one file of the export: line and reason, then the row as it was.
///
/// It begins with a byte order mark, without which spreadsheets take it for Windows-1252. A
/// cell that a spreadsheet would run begins with an apostrophe, which spreadsheets hide; a
/// NUL, which many cut a text at, is shown as `␀`. The file holds personal data.
pub fn error_file(file: &PlannedFile) -> Vec<u8> {
    let header = ["line", "reason"].into_iter().chain(file.header.iter().map(|column| column.trim()));
    let mut lines: Vec<Vec<String>> = vec![header.map(str::to_owned).collect()];
    for rejected in &file.rejected {
        let mut cells = vec![rejected.line.to_string(), rejected.reason.clone()];
        cells.extend(rejected.cells.iter().map(|cell| super::read::decoded(cell).into_owned()));
        lines.push(cells);
    }
    sheet(&lines)
}

/// The list of what a person should look at: file, line, id and what it is.
pub fn warnings_file(plan: &ImportPlan, say: &dyn Fn(&Message) -> String) -> Vec<u8> {
    let mut lines = vec![["file", "line", "id", "look at"].map(str::to_owned).to_vec()];
    for warning in &plan.warnings {
        let file = plan.files.get(&warning.file).map_or("", |file| file.file.as_str());
        let (line, id) = (warning.line.to_string(), warning.id.clone());
        lines.push(vec![file.to_owned(), line, id, say(&warning.message)]);
    }
    sheet(&lines)
}

/// The list of people who may be one person, by their ids: an import joins nobody.
pub fn duplicates_file(plan: &ImportPlan, duplicates: &[(usize, usize, Match)]) -> Vec<u8> {
    let mut lines = vec![["one", "other", "likeness of 100"].map(str::to_owned).to_vec()];
    for (one, other, found) in duplicates {
        let id = |place: usize| plan.people[place].origin.id.clone();
        lines.push(vec![id(*one), id(*other), found.score.to_string()]);
    }
    sheet(&lines)
}

/// Lines as a file that every spreadsheet opens and none runs.
fn sheet(lines: &[Vec<String>]) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    for cells in lines {
        let cells = cells.iter().map(|cell| harmless(cell).into_owned());
        writer.write_record(cells).expect("writing records of any length into memory cannot fail");
    }
    writer.into_inner().expect("flushing into memory cannot fail")
}

/// The name of the error file of `file`.
pub fn error_file_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{stem}-rejected.csv")
}

/// A cell that no spreadsheet runs.
fn harmless(cell: &str) -> Cow<'_, str> {
    let cell = if cell.contains('\0') { Cow::Owned(cell.replace('\0', "␀")) } else { Cow::Borrowed(cell) };
    if cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
    {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}
