//! One file of an export: its name, its columns, its rules.

use std::collections::BTreeMap;

use contributions::Shapes;
use domain::FieldKind;
use serde::Deserialize;

use super::{FieldShape, FileKind, RejectRule, Test};

/// What one file of the export means.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileProfile {
    /// Its name in the folder.
    pub file: String,
    /// Our field and the header of their column, which may have spaces at its ends.
    pub columns: BTreeMap<String, String>,
    /// Columns that are left behind on purpose.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// How the line of totals begins that some exports write at their end.
    pub total_line: Option<String>,
    /// Rules by which rows are rejected; the first that fits gives the reason.
    #[serde(default)]
    pub reject: Vec<RejectRule>,
}

impl FileProfile {
    /// Checks the columns and the rules of a file of this kind.
    pub(super) fn check(&self, kind: FileKind) -> Result<(), String> {
        if self.file.contains(['/', '\\', ':']) || self.file.starts_with('.') {
            return Err(format!("'{}' is not the name of a file in the folder", self.file));
        }
        let known = kind.fields().iter().map(|(field, _)| *field);
        if let Some(unknown) = self.columns.keys().find(|field| kind.shape(field).is_none()) {
            let near = nearest(unknown, known);
            return Err(format!("there is no field '{unknown}'; did you mean '{near}'?"));
        }
        if !self.columns.contains_key("id") {
            return Err("the field 'id' needs a column".to_owned());
        }
        let mut shapes = Shapes::default();
        for (field, shape) in kind.fields().iter().filter(|(field, _)| self.columns.contains_key(*field)) {
            let kind = match shape {
                FieldShape::Day | FieldShape::BirthDay => FieldKind::Date,
                _ => FieldKind::Text,
            };
            shapes.add(field, kind, None);
        }
        for rule in &self.reject {
            let wrong = |finding: String| format!("the rule '{}': {finding}", rule.reason);
            if rule.reason.trim().is_empty() {
                return Err("a rule without a reason rejects without saying why".to_owned());
            }
            match &rule.test {
                Test::When(condition) => {
                    condition.check(&shapes).map_err(|error| wrong(error.to_string()))?
                }
                other => {
                    if let Some(missing) = other.fields().into_iter().find(|field| !shapes.contains(field)) {
                        return Err(wrong(format!("the field '{missing}' has no column")));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The candidate most like `word`.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> &'a str {
    candidates.min_by_key(|candidate| strsim::damerau_levenshtein(word, candidate)).unwrap_or_default()
}
