//! One cell: bytes into text, with a note of everything that was strange about them.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Something about a row that a person may want to look at; none of it rejects a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum Oddity {
    /// Bytes of Windows-1252 inside UTF-8.
    Encoding = 1,
    /// UTF-8 that was taken for Windows-1252 and written again, so that "é" became "Ã©".
    DoubleEncoding = 2,
    /// NUL and other control characters; they are removed.
    Control = 4,
    /// A cell that a spreadsheet would run; it is kept as text and runs nowhere.
    Formula = 8,
    /// Markup; tags of mere formatting are removed, all other markup stays as text.
    Markup = 16,
    /// A very long text.
    Long = 32,
    /// A date that cannot be read; the field is left empty.
    Date = 64,
    /// A date that is impossible day first and was read month first.
    MonthFirst = 128,
}

impl Oddity {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Encoding,
        Self::DoubleEncoding,
        Self::Control,
        Self::Formula,
        Self::Markup,
        Self::Long,
        Self::Date,
        Self::MonthFirst,
    ];

    /// The message key of its sentence.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Encoding => "import-warning-encoding",
            Self::DoubleEncoding => "import-warning-double-encoding",
            Self::Control => "import-warning-control",
            Self::Formula => "import-warning-formula",
            Self::Markup => "import-warning-markup",
            Self::Long => "import-warning-long",
            Self::Date => "import-warning-date",
            Self::MonthFirst => "import-warning-month-first",
        }
    }
}

/// The oddities of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddities(u16);

impl Oddities {
    /// Notes one more.
    pub fn note(&mut self, oddity: Oddity) {
        self.0 |= oddity as u16;
    }

    /// Those noted.
    pub fn iter(self) -> impl Iterator<Item = Oddity> {
        Oddity::ALL.into_iter().filter(move |oddity| self.0 & *oddity as u16 != 0)
    }
}

/// The text of a cell, with line ends as `\n` and nothing that cannot be seen.
pub fn text(bytes: &[u8], oddities: &mut Oddities) -> String {
    let decoded = decode(bytes, oddities);
    let mended = mend(&decoded, oddities);
    let clean = without_controls(&mended, oddities);
    let formula = clean.trim_start_matches(['\t', ' ']);
    if let Some(quoted) = formula.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'))
        && !quoted.contains('"')
    {
        // ="text" is how spreadsheets are told to keep a cell as it is.
        return quoted.to_owned();
    }
    if formula.starts_with(['=', '@']) {
        oddities.note(Oddity::Formula);
    }
    clean
}

/// The text of a cell as it is, whatever is in it.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    decode(bytes, &mut Oddities::default())
}

/// UTF-8, and where a byte is none, the letter that Windows-1252 has for it.
fn decode<'a>(bytes: &'a [u8], oddities: &mut Oddities) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    oddities.note(Oddity::Encoding);
    let mut text = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

/// Undoes a double encoding, run by run.
///
/// A run of letters beyond ASCII is mended only if its bytes in Windows-1252 are valid UTF-8,
/// which no run of real letters is by chance in the languages at hand.
fn mend<'a>(text: &'a str, oddities: &mut Oddities) -> Cow<'a, str> {
    if !text.contains(['Ã', 'Â', 'â', 'Å', 'Ä', 'È']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (before, from) = rest.split_at(start);
        let (run, after) = from.split_at(from.find(|c: char| c.is_ascii()).unwrap_or(from.len()));
        out.push_str(before);
        match unmangled(run) {
            Some(mended) => {
                oddities.note(Oddity::DoubleEncoding);
                out.push_str(&mended);
            }
            None => out.push_str(run),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn unmangled(run: &str) -> Option<String> {
    let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
    if unmappable {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok()
}

fn without_controls(text: &str, oddities: &mut Oddities) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\r' => {
                if letters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                oddities.note(Oddity::Control);
                // Two words that only a control character kept apart stay apart.
                if !out.ends_with([' ', '\n']) && letters.peek().is_some_and(|next| *next != ' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}
