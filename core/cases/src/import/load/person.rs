//! People, with everything that is sealed under a key of their own.

use domain::codes::{AgeBand, Asked};
use domain::{Answers, Message, Part, Value};
use storage::bulk::BulkPerson;

use super::maker::Maker;
use crate::import::record::PlannedPerson;

impl Maker<'_> {
    pub fn person(&self, planned: &PlannedPerson) -> BulkPerson {
        let seen_on = self.seen_on.get(planned.origin.id.as_str()).copied();
        let age_band = AgeBand::of(planned.birth_date, seen_on.unwrap_or(self.selection.plan.taken_on));
        let language = planned.language.as_deref().map(language);
        BulkPerson {
            id: self.people[planned.origin.id.as_str()],
            team: self.found.top,
            given_name: planned.given_name.clone(),
            family_name: planned.family_name.clone(),
            known_as: planned.known_as.clone(),
            other_names: None,
            organisation_name: planned.organisation.clone(),
            age_band: (age_band != AgeBand::Unknown).then_some(age_band),
            language: language.map(str::to_owned),
            interpreter: false,
            sections: self.sections(planned),
            created_at: planned.created_at.unwrap_or(self.now),
            legacy_id: Some(planned.origin.id.clone()),
        }
    }

    fn sections(&self, planned: &PlannedPerson) -> Vec<(Part, Answers)> {
        let mut sections = vec![
            (Part::BirthDate, one("person.birth-date", planned.birth_date.map(Value::Date))),
            (Part::Contact, contact(planned)),
            (Part::SafeContact, self.safe_contact(planned)),
            (Part::CodeWord, one("person.code-word", text(planned.code_word.as_deref()))),
            // What somebody needs may well say why; it is kept with health.
            (Part::Health, one("person.health", text(planned.support_needs.as_deref()))),
            (Part::Equality, equality(planned)),
        ];
        // A language that we have no code for is kept in words.
        let spoken = planned.language.as_deref().filter(|typed| language(typed) == "other");
        let spoken = spoken.map(|typed| self.text(&Message::new("import-language").with("language", typed)));
        sections.push((Part::Adjustments, one("person.adjustment-note", spoken.map(Value::Text))));
        sections.retain(|(_, values)| !values.is_empty());
        sections
    }

    /// The wish word for word, what it was taken to mean, and whatever else was typed beside
    /// numbers and addresses: "ask for Ama" is a wish as well.
    fn safe_contact(&self, planned: &PlannedPerson) -> Answers {
        let mut rules = Answers::new();
        let mut words: Vec<String> = Vec::new();
        if let Some(wish) = &planned.safe_contact {
            let ways = [
                ("person.may-phone", wish.phone),
                ("person.may-text", wish.text),
                ("person.may-voicemail", wish.voicemail),
                ("person.may-email", wish.email),
                ("person.may-post", wish.post),
                ("person.may-visit", wish.visit),
            ];
            let said = |(id, way): (&str, domain::codes::ContactPermission)| {
                (id.to_owned(), Value::Choice(way.as_str().to_owned()))
            };
            rules.extend(ways.map(said));
            words.push(wish.words.clone());
        }
        let beside_numbers =
            planned.phone_notes.iter().filter(|note| note.chars().any(char::is_alphabetic)).cloned();
        words.extend(beside_numbers);
        for other in planned.emails.iter().skip(1) {
            words.push(self.text(&Message::new("import-other-email").with("address", other)));
        }
        if !words.is_empty() {
            rules.insert("person.safe-times".to_owned(), Value::Text(words.join("\n")));
        }
        rules
    }
}

fn contact(planned: &PlannedPerson) -> Answers {
    let address: Vec<&str> =
        [&planned.address, &planned.town].into_iter().flatten().map(String::as_str).collect();
    let mut contact = Answers::new();
    for (id, value) in [
        ("person.phone", planned.phones.join(", ")),
        ("person.email", planned.emails.first().cloned().unwrap_or_default()),
        ("person.address", address.join(", ")),
        ("person.postcode", planned.postcode.clone().unwrap_or_default()),
    ] {
        if !value.is_empty() {
            contact.insert(id.to_owned(), Value::Text(value));
        }
    }
    contact
}

fn equality(planned: &PlannedPerson) -> Answers {
    let mut equality = Answers::new();
    if let Asked::Answered(sex) = planned.sex {
        equality.insert("person.sex".to_owned(), Value::Choice(sex.as_str().to_owned()));
    }
    if let Asked::Answered(group) = planned.ethnic_group {
        equality.insert("person.ethnic-group".to_owned(), Value::Choice(group.as_str().to_owned()));
    }
    equality
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(|text| Value::Text(text.to_owned()))
}

fn one(id: &str, value: Option<Value>) -> Answers {
    value.map(|value| (id.to_owned(), value)).into_iter().collect()
}

/// The code of a language as people type it.
fn language(typed: &str) -> &'static str {
    match domain::fold(typed.trim()).as_str() {
        "english" | "eng" | "en" => "en",
        "welsh" | "cymraeg" | "cy" => "cy",
        _ => "other",
    }
}
