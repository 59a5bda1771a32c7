//! Volunteers and documents.

use std::collections::HashMap;

use domain::Message;
use domain::codes::{DocumentClass, RoleLevel, VettingLevel, VolunteerStatus};
use domain::normalise::{email, phone};

use super::Builder;
use super::case::district_code;
use super::entry::audience;
use super::person::given_name_first;
use crate::import::profile::{Answer, FileKind, folded};
use crate::import::record::{PlannedCase, PlannedDocument, PlannedVolunteer};

/// All accepted volunteers.
pub fn volunteers(builder: &mut Builder<'_>) -> Vec<PlannedVolunteer> {
    const KIND: FileKind = FileKind::Volunteers;
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        builder.warn_of_oddities(KIND, row);
        let list = |field: &str| -> Vec<String> {
            row.text(field)
                .split([',', '/', ';'])
                .map(|w| w.trim().to_owned())
                .filter(|w| !w.is_empty())
                .collect()
        };
        let districts: Vec<Option<String>> =
            list("districts").iter().map(|name| district_code(name)).collect();
        if districts.iter().any(Option::is_none) {
            builder.warn_unknown(KIND, row, "districts");
        }
        planned.push(PlannedVolunteer {
            origin: builder.origin(row),
            name: given_name_first(row.text("name")),
            status: builder.code(KIND, row, "status", VolunteerStatus::Unknown),
            level: builder.code(KIND, row, "role", RoleLevel::Unknown),
            started_on: row.day("started-on"),
            left_on: row.day("left-on"),
            email: email(row.text("email")),
            phone: phone(row.text("mobile")),
            vetted_on: row.day("vetted-on"),
            vetting: builder.code(KIND, row, "vetting-level", VettingLevel::Unknown),
            trained_on: row.day("trained-on"),
            sensitive: builder.profile.codes.answer(row.text("sensitive-trained")) == Some(Answer::Yes),
            districts: districts.into_iter().flatten().collect(),
            languages: list("languages"),
            most_cases: builder.profile.codes.number(row.text("most-cases")),
        });
    }
    planned
}

/// All accepted documents.
pub fn documents(builder: &mut Builder<'_>, cases: &[PlannedCase]) -> Vec<PlannedDocument> {
    const KIND: FileKind = FileKind::Documents;
    let references = builder.references();
    let by_id: HashMap<&str, &PlannedCase> =
        cases.iter().map(|case| (case.origin.id.as_str(), case)).collect();
    let rows = builder.rows(KIND);
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let case = references.get(&folded(row.text("case"))).and_then(|id| by_id.get(id.as_str()));
        let Some(case) = case else { continue };
        builder.warn_of_oddities(KIND, row);
        let missing = builder.profile.codes.answer(row.text("in-store")) != Some(Answer::Yes);
        if missing {
            builder.warn(KIND, row, Message::new("import-warning-missing-file"));
        }
        let (to, undecided) = audience(builder, KIND, row, case);
        if undecided {
            builder.warn(KIND, row, Message::new("import-warning-audience"));
        }
        planned.push(PlannedDocument {
            origin: builder.origin(row),
            case: case.origin.id.clone(),
            file_name: bare_name(row.text("file-name")),
            old_path: row.some("path"),
            class: builder.code(KIND, row, "class", DocumentClass::Other),
            audience: to,
            added_on: row.day("added-on"),
            size: row.text("size").parse().ok().filter(|_| !missing),
            missing,
        });
    }
    planned
}

/// A file's name without folders, and without letters that no file system agrees on.
fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().map(|c| if "<>:\"|?*".contains(c) || c.is_control() { '_' } else { c }).collect()
}
