//! What every column of the schema holds, as a table that a data protection officer reads
//! (`decisions.md` 67, `security.md` §7, requirement 22).
//!
//! The table is [`columns.txt`](TABLE): a new column has to say there what part it is, how
//! it is kept and for how long, and what becomes of it in a subject's own copy and in
//! figures. A test of the suite reads the migrated schema and demands a line for each
//! column; the tests here hold the lines against what the store does.

use domain::Part;

/// The table, with its legend.
pub const TABLE: &str = include_str!("columns.txt");

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A part: rights are given by it.
    Part(Part),
    /// The part that the row itself names.
    Row,
    /// A code of a sealed part, kept in the clear so that it can be counted or warned of.
    Marker(Part),
    /// What its author has not sent.
    Draft,
    /// Nothing about anybody by itself; the word of the legend that says why it is there.
    Stated(&'static str),
}

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the clear, under disk encryption.
    Clear,
    /// Sealed under an owner's key, or by the keyring.
    Sealed,
    /// As a hash or a keyed digest.
    Hashed,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// How.
    pub kept: Kept,
    /// How long it is kept.
    pub retention: &'static str,
    /// What becomes of it in a subject's own copy.
    pub access: &'static str,
    /// Whether figures count it.
    pub counted: bool,
}

/// Words of the legend for what is not about anybody by itself.
const STATED: [&str; 9] =
    ["key", "link", "origin", "switch", "counter", "handling", "form", "digest", "secret"];
const RETENTIONS: [&str; 14] = [
    "case",
    "referral",
    "person",
    "survey",
    "volunteer",
    "owner",
    "author",
    "account",
    "session",
    "organisation",
    "service",
    "day",
    "statistic",
    "log",
];
const ACCESS: [&str; 5] = ["given", "redacted", "withheld", "log", "none"];

/// Every column, in the order of the table.
///
/// # Errors
/// The first line that says something the legend does not know.
pub fn columns() -> Result<Vec<Classified>, String> {
    let mut table: Option<(&str, &str, &str, bool)> = None;
    let mut all = Vec::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(column) = line.strip_prefix("  ") {
            let table = table.ok_or_else(|| format!("{line}: of which table?"))?;
            all.push(read(table, column).ok_or_else(|| format!("{}: {line}", table.0))?);
        } else {
            let mut words = line.split('|').map(str::trim);
            let mut word = || words.next().unwrap_or_default();
            let (name, retention, access, figures) = (word(), word(), word(), word());
            let is_known = RETENTIONS.contains(&retention)
                && ACCESS.contains(&access)
                && ["counted", "never"].contains(&figures);
            if !is_known {
                return Err(line.to_owned());
            }
            table = Some((name, retention, access, figures == "counted"));
        }
    }
    Ok(all)
}

fn read(
    (table, retention, access, counted): (&'static str, &'static str, &'static str, bool),
    line: &'static str,
) -> Option<Classified> {
    let (column, said) = line.split_once(": ")?;
    let mut words = said.split(' ');
    let holds = match words.next()? {
        "row" => Holds::Row,
        "draft" => Holds::Draft,
        word => match (word.strip_prefix("marker:"), Part::parse(word)) {
            (Some(part), _) => Holds::Marker(Part::parse(part)?),
            (None, Some(part)) => Holds::Part(part),
            (None, None) => Holds::Stated(STATED.into_iter().find(|known| *known == word)?),
        },
    };
    let kept = if holds == Holds::Stated("digest") { Kept::Hashed } else { Kept::Clear };
    let mut one = Classified { table, column, holds, kept, retention, access, counted };
    for word in words {
        match word {
            "sealed" => one.kept = Kept::Sealed,
            "hashed" => one.kept = Kept::Hashed,
            "counted" => one.counted = true,
            "redacted" | "withheld" => one.access = word,
            _ => return None,
        }
    }
    Some(one)
}

#[cfg(test)]
mod tests;
