//! People.

use domain::Message;
use domain::codes::{Asked, ContactPermission, EthnicGroup, Sex};
use domain::normalise::{email, phone, phones, postcode};

use super::Builder;
use crate::import::profile::{FileKind, folded};
use crate::import::read::Row;
use crate::import::record::{PlannedPerson, PlannedSafeContact};

const KIND: FileKind = FileKind::People;
const TITLES: [&str; 8] = ["mr", "mrs", "miss", "ms", "mx", "dr", "rev", "sir"];

/// All accepted people.
pub fn people(builder: &mut Builder<'_>) -> Vec<PlannedPerson> {
    let rows = builder.rows(KIND);
    rows.into_iter().map(|row| person(builder, row)).collect()
}

fn person(builder: &mut Builder<'_>, row: &Row) -> PlannedPerson {
    builder.warn_of_oddities(KIND, row);
    let (in_name, given_name) = without_title(row.text("given-name"));
    if in_name.is_some() {
        builder.warn(KIND, row, Message::new("import-warning-title-in-name"));
    }
    let title = row.some("title").or(in_name).map(|title| title.trim_end_matches('.').to_owned());
    let (numbers, phone_notes) = telephone(builder, row);
    PlannedPerson {
        origin: builder.origin(row),
        given_name,
        family_name: row.text("family-name").to_owned(),
        known_as: row.some("known-as"),
        title: title.map(|title| capitalised(&title)),
        organisation: row.some("organisation"),
        birth_date: row.day("birth-date"),
        sex: sex(builder, row),
        ethnic_group: ethnic_group(row.text("ethnic-group")),
        ethnic_code: row.some("ethnic-group"),
        address: row.some("address"),
        town: row.some("town"),
        postcode: read_postcode(builder, row),
        phones: numbers,
        phone_notes,
        emails: emails(builder, row),
        language: row.some("language"),
        safe_contact: safe_contact(builder, row),
        code_word: row.some("code-word"),
        support_needs: row
            .some("support-needs")
            .filter(|needs| !matches!(folded(needs).as_str(), "n/a" | "none")),
        created_at: builder.instant(row.stamp("created-at", builder.profile)),
    }
}

/// A title typed into the given name, and the name without it.
fn without_title(name: &str) -> (Option<String>, String) {
    match name.split_once(' ') {
        Some((first, rest)) if TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str()) => {
            (Some(first.to_owned()), rest.trim().to_owned())
        }
        _ => (None, name.to_owned()),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Mensah, Ama" as "Ama Mensah".
pub fn given_name_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') => format!("{} {}", given.trim(), family.trim()),
        _ => name.to_owned(),
    }
}

fn sex(builder: &mut Builder<'_>, row: &Row) -> Asked<Sex> {
    let typed = row.text("sex");
    match builder.profile.codes.code::<Sex>(typed) {
        Some(sex) => Asked::Answered(sex),
        None => {
            if !typed.is_empty() && folded(typed) != "u" {
                builder.warn_unknown(KIND, row, "sex");
            }
            Asked::NotAsked
        }
    }
}

/// Police codes; "not stated" is an answer, and nothing is none.
fn ethnic_group(code: &str) -> Asked<EthnicGroup> {
    match EthnicGroup::from_police_code(code) {
        Some(group) => Asked::Answered(group),
        None if code.eq_ignore_ascii_case("NS") => Asked::PreferNotToSay,
        None => Asked::NotAsked,
    }
}

fn read_postcode(builder: &mut Builder<'_>, row: &Row) -> Option<String> {
    let typed = row.some("postcode")?;
    let normal = postcode(&typed);
    if normal.is_none() {
        builder.warn(KIND, row, Message::new("import-warning-postcode"));
    }
    Some(normal.unwrap_or(typed))
}

/// Numbers, and the cells that hold anything beside one number: "ask for Ama" is a wish.
fn telephone(builder: &mut Builder<'_>, row: &Row) -> (Vec<String>, Vec<String>) {
    let (mut numbers, mut notes) = (Vec::new(), Vec::new());
    for cell in ["mobile", "landline"].into_iter().filter_map(|field| row.some(field)) {
        let found = phones(&cell);
        if found.is_empty() {
            builder.warn(KIND, row, Message::new("import-warning-phone"));
        }
        if phone(&cell).is_none() {
            notes.push(cell);
        }
        for number in found {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    (numbers, notes)
}

fn emails(builder: &mut Builder<'_>, row: &Row) -> Vec<String> {
    let typed = row.text("email");
    if typed.is_empty() || folded(typed) == "none" {
        return Vec::new();
    }
    let parts: Vec<Option<String>> =
        typed.split([';', ' ']).filter(|part| !part.is_empty()).map(email).collect();
    if parts.iter().any(Option::is_none) {
        builder.warn(KIND, row, Message::new("import-warning-email"));
    }
    parts.into_iter().flatten().collect()
}

/// What a wish means, never less strictly than it was put.
///
/// Sentences that the profile knows say yes or no; where two speak of one way of making
/// contact, the stricter counts. Every way that none speaks of is "only as stated", because
/// the words may hold something that no list foresees.
fn safe_contact(builder: &mut Builder<'_>, row: &Row) -> Option<PlannedSafeContact> {
    let words = row.some("safe-contact")?;
    let text = folded(&words);
    let known = builder.profile.codes.safe_contact.iter();
    let said: Vec<_> =
        known.filter(|(phrase, _)| text.contains(phrase)).map(|(_, meaning)| *meaning).collect();
    let strictest = |way: fn(&crate::import::profile::ContactPermissions) -> Option<ContactPermission>| {
        said.iter().filter_map(way).max_by_key(|permission| match permission {
            ContactPermission::Yes => 0,
            ContactPermission::AsStated => 1,
            ContactPermission::No => 2,
        })
    };
    let or_as_stated =
        |permission: Option<ContactPermission>| permission.unwrap_or(ContactPermission::AsStated);
    if said.is_empty() {
        builder.warn(KIND, row, Message::new("import-warning-safe-contact"));
    }
    Some(PlannedSafeContact {
        phone: or_as_stated(strictest(|p| p.phone)),
        text: or_as_stated(strictest(|p| p.text)),
        voicemail: or_as_stated(strictest(|p| p.voicemail)),
        email: or_as_stated(strictest(|p| p.email)),
        post: or_as_stated(strictest(|p| p.post)),
        visit: or_as_stated(strictest(|p| p.visit)),
        words,
    })
}
