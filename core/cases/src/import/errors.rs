//! Error files: the rows left behind, with the reason, to be mended and brought in again.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::plan::PlannedFile;

/// The error file of one file of the export: line and reason, then the row as it was.
///
/// It begins with a byte order mark, without which spreadsheets take it for Windows-1252. A
/// cell that a spreadsheet would run begins with an apostrophe, which spreadsheets hide; a
/// NUL, which many cut a text at, is shown as `␀`. The file holds personal data.
pub fn error_file(file: &PlannedFile) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let header = ["line", "reason"].into_iter().chain(file.header.iter().map(|column| column.trim()));
    let mut lines: Vec<Vec<String>> = vec![header.map(harmless).map(Cow::into_owned).collect()];
    for rejected in &file.rejected {
        let mut cells = vec![rejected.line.to_string(), harmless(&rejected.reason).into_owned()];
        cells.extend(rejected.cells.iter().map(|cell| harmless(&super::read::decoded(cell)).into_owned()));
        lines.push(cells);
    }
    for cells in lines {
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
