//! The report as a file for a spreadsheet: the same value, so the same numbers.

use wording::{Language, Text, Wording, spreadsheet_cell};

use crate::view::ReportView;

/// The message keys of the columns.
const HEAD: [&str; 9] = [
    "report-figure",
    "report-group",
    "report-count",
    "report-share-of-all",
    "report-share-of-known",
    "report-unit",
    "report-date-basis",
    "report-definition",
    "report-note",
];

impl ReportView {
    /// The report as comma-separated values in UTF-8, in the reader's language.
    ///
    /// The first lines say what it is, for which period, made when and protected how
    /// (`domain.md` §5.3, rule 8). No cell begins like a formula.
    pub fn csv(&self, wording: &Wording, language: Language) -> Vec<u8> {
        let say = |text: &Text| wording.say(language, text);
        let mut sheet = Sheet::default();
        let period = domain::Message::new("report-period").with("first", self.first).with("last", self.last);
        sheet.row([say(&self.title), wording.text(language, &period)]);
        let made = Text::from(self.made_at);
        let version = domain::Message::new("report-version").with("version", self.version);
        sheet.row([wording.text(language, &version), say(&made), wording.key(language, "report-revised")]);
        if !self.rule.is_empty() {
            sheet.row([say(&self.rule)]);
        }
        sheet.row(HEAD.map(|key| wording.key(language, key)));
        for id in &self.order {
            if let Some(figure) = self.figures.get(id) {
                let nothing = String::new;
                sheet.row([
                    say(&figure.label),
                    nothing(),
                    say(&figure.value),
                    nothing(),
                    nothing(),
                    say(&figure.unit),
                    say(&figure.date_basis),
                    say(&figure.definition),
                    say(&figure.note),
                ]);
            }
            if let Some(table) = self.tables.get(id) {
                for row in &table.rows {
                    let mut cells = vec![say(&table.caption)];
                    cells.extend(row.iter().map(say));
                    cells.extend([
                        say(&table.unit),
                        say(&table.date_basis),
                        say(&table.definition),
                        String::new(),
                    ]);
                    sheet.row(cells);
                }
            }
        }
        sheet.finish()
    }
}

/// Rows of safe cells.
struct Sheet(csv::Writer<Vec<u8>>);

impl Default for Sheet {
    fn default() -> Self {
        Self(
            csv::WriterBuilder::new()
                .flexible(true)
                .terminator(csv::Terminator::CRLF)
                .from_writer(Vec::new()),
        )
    }
}

impl Sheet {
    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().map(|cell| spreadsheet_cell(&cell));
        self.0.write_record(cells).expect("writing into memory does not fail");
    }

    fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect("writing into memory does not fail")
    }
}
