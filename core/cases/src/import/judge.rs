//! Which rows are brought in, and the first reason why a row is not.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::profile::{FileKind, Finding, Profile, Refers, RejectRule, Test, folded};
use super::read::{Row, Sheet};

/// The sheets of an export.
pub type Sheets = BTreeMap<FileKind, Sheet>;

/// Applies each file's rules in the order of the files, so that a rule which looks into
/// another file finds it judged.
pub fn judge(sheets: &mut Sheets, profile: &Profile) {
    let mut context = Context { indexes: HashMap::new(), pairs: HashMap::new(), today: profile.taken_on() };
    for kind in FileKind::ALL {
        let (Some(file), Some(mut sheet)) = (profile.file(kind), sheets.remove(&kind)) else { continue };
        for rule in &file.reject {
            context.prepare(rule, sheets);
        }
        for row in sheet.rows.iter_mut().filter(|row| row.rejected.is_none()) {
            row.rejected =
                file.reject.iter().find(|rule| context.rejects(rule, row)).map(|r| r.reason.clone());
        }
        sheets.insert(kind, sheet);
    }
}

/// What a reference finds.
#[derive(Clone, PartialEq, Eq)]
enum Found {
    /// One row, brought in or not. A record exported twice is one record.
    One { id: String, accepted: bool },
    /// Rows with different ids.
    Several,
}

struct Context {
    indexes: HashMap<(FileKind, String), HashMap<String, Found>>,
    pairs: HashMap<FileKind, HashSet<(String, String)>>,
    today: NaiveDate,
}

impl Context {
    fn prepare(&mut self, rule: &RejectRule, sheets: &Sheets) {
        match &rule.test {
            Test::Refers(refers) => {
                let key = (refers.to, refers.by.clone());
                if let (false, Some(sheet)) = (self.indexes.contains_key(&key), sheets.get(&refers.to)) {
                    self.indexes.insert(key, index(sheet, &refers.by));
                }
            }
            Test::NotTogether(kind) => {
                if let Some(sheet) = sheets.get(kind) {
                    let pair = |row: &Row| (row.text("case").to_owned(), row.text("person").to_owned());
                    self.pairs.entry(*kind).or_insert_with(|| sheet.accepted().map(pair).collect());
                }
            }
            _ => {}
        }
    }

    fn rejects(&self, rule: &RejectRule, row: &Row) -> bool {
        match &rule.test {
            Test::When(condition) => condition.holds(&row.values, self.today),
            Test::StartsWith(field, letters) => row.text(field).starts_with(letters.as_str()),
            Test::UnsafePath(field) => leaves_its_folder(row.text(field)),
            Test::Refers(refers) => self.finds(refers, row) == Some(refers.is),
            Test::NotTogether(kind) => {
                let pair = (row.text("case").to_owned(), row.text("person").to_owned());
                self.pairs.get(kind).is_none_or(|pairs| !pairs.contains(&pair))
            }
        }
    }

    /// What is wrong with the row that is referred to, if anything.
    fn finds(&self, refers: &Refers, row: &Row) -> Option<Finding> {
        let index = self.indexes.get(&(refers.to, refers.by.clone()));
        match index.and_then(|index| index.get(&key(&refers.by, row.text(&refers.field)))) {
            None => Some(Finding::Unknown),
            Some(Found::Several) => Some(Finding::Ambiguous),
            Some(Found::One { accepted: false, .. }) => Some(Finding::Rejected),
            Some(Found::One { accepted: true, .. }) => None,
        }
    }
}

fn key(by: &str, word: &str) -> String {
    if by == "id" { word.to_owned() } else { folded(word) }
}

/// The rows of a sheet by a field.
///
/// By id, a record without an id is found under the empty id: rows that name no case belong
/// to it as much as to none, and go the way it goes. By any other field the empty word names
/// nothing.
fn index(sheet: &Sheet, by: &str) -> HashMap<String, Found> {
    let mut index: HashMap<String, Found> = HashMap::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let word = key(by, row.text(by));
        if by != "id" && word.is_empty() {
            continue;
        }
        let here = Found::One { id: row.id.clone(), accepted: row.is_accepted() };
        match index.get_mut(&word) {
            None => drop(index.insert(word, here)),
            Some(Found::One { id, accepted }) if *id == row.id => *accepted |= row.is_accepted(),
            Some(other) => *other = Found::Several,
        }
    }
    index
}

/// Whether a file name climbs out of its folder or names a drive, in any spelling.
pub fn leaves_its_folder(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.starts_with(|c: char| c.is_ascii_alphabetic());
    name.contains("..") || drive
}

/// The ids of accepted rows by a field that names each alone: how a reference is followed.
pub fn followed(sheet: &Sheet, by: &str) -> HashMap<String, String> {
    let alone = index(sheet, by).into_iter().filter_map(|(word, found)| match found {
        Found::One { id, accepted: true } => Some((word, id)),
        _ => None,
    });
    alone.collect()
}
