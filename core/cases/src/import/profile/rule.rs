//! Rules by which rows are rejected.

use contributions::Condition;
use serde::Deserialize;

use super::FileKind;

/// One rule: a reason, in the hub's words, and when it is the reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Spelling")]
pub struct RejectRule {
    /// The reason, as the error file gives it.
    pub reason: String,
    /// When it is the reason.
    pub test: Test,
}

/// When a rule rejects a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A condition over the row's own fields; "today" is the day the export was taken.
    When(Condition),
    /// A field begins with these letters.
    StartsWith(String, String),
    /// A field names a row of another file, and that row is not there, or not alone, or rejected.
    Refers(Refers),
    /// No accepted row of a file has both this row's case and this row's person.
    NotTogether(FileKind),
    /// A field is a file name that leaves its folder or names a drive.
    UnsafePath(String),
}

/// What a field says of a row in another file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Refers {
    /// The field that names the row.
    pub field: String,
    /// The file in which it should be.
    pub to: FileKind,
    /// The field of that file by which it is named: its id, unless said otherwise. Any other
    /// field is compared without regard to letter case and outer spaces.
    #[serde(default = "id")]
    pub by: String,
    /// What is found.
    pub is: Finding,
}

fn id() -> String {
    "id".to_owned()
}

/// What is found of a row that another row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// There is none.
    Unknown,
    /// There are several.
    Ambiguous,
    /// There is one, and it is not brought in.
    Rejected,
}

impl RejectRule {
    /// The other files that the rule looks into.
    pub fn files(&self) -> Vec<FileKind> {
        match &self.test {
            Test::Refers(refers) => vec![refers.to],
            Test::NotTogether(kind) => vec![*kind],
            _ => Vec::new(),
        }
    }
}

impl Test {
    /// The fields of the row that it looks at.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::When(condition) => condition.fields(),
            Self::StartsWith(field, _) | Self::UnsafePath(field) => vec![field],
            Self::Refers(refers) => vec![&refers.field],
            Self::NotTogether(_) => vec!["case", "person"],
        }
    }
}

/// How a rule is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Spelling {
    reason: String,
    when: Option<Condition>,
    field: Option<String>,
    starts_with: Option<String>,
    refers: Option<Refers>,
    not_together_in: Option<FileKind>,
    unsafe_path: Option<String>,
}

impl TryFrom<Spelling> for RejectRule {
    type Error = String;

    fn try_from(s: Spelling) -> Result<Self, String> {
        let test = match (s.when, s.field, s.starts_with, s.refers, s.not_together_in, s.unsafe_path) {
            (Some(condition), None, None, None, None, None) => Test::When(condition),
            (None, Some(field), Some(letters), None, None, None) => Test::StartsWith(field, letters),
            (None, None, None, Some(refers), None, None) => Test::Refers(refers),
            (None, None, None, None, Some(kind), None) => Test::NotTogether(kind),
            (None, None, None, None, None, Some(field)) => Test::UnsafePath(field),
            _ => {
                return Err(format!(
                    "the rule '{}' needs one of: when; field with starts-with; refers; not-together-in; unsafe-path",
                    s.reason
                ));
            }
        };
        Ok(Self { reason: s.reason, test })
    }
}
