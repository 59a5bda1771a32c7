//! The answers of the two referral forms, by part and addressee.
//!
//! The forms are plugins', and the generator must not depend on a plugin being there. So
//! the fields it fills in stand here; a test holds them against the forms themselves.

use domain::{Answers, Part, Value};
use storage::{Addressee, Section};

/// A form of a plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    pub plugin: &'static str,
    pub form: &'static str,
    fields: &'static [Field],
}

/// Id, part, and whom the answer concerns: `*` the matter, `-` the service, or a party.
type Field = (&'static str, Part, &'static str);

/// The partners' form.
pub const PARTNER: Form = Form { plugin: "referral-partner", form: "referral", fields: PARTNER_FIELDS };

/// The public form.
pub const PUBLIC: Form = Form { plugin: "referral-public", form: "self-referral", fields: PUBLIC_FIELDS };

const PARTNER_FIELDS: &[Field] = &[
    ("source-type", Part::Source, "*"),
    ("organisation", Part::Source, "*"),
    ("contact-name", Part::Source, "*"),
    ("contact-email", Part::Source, "*"),
    ("service-type", Part::Kind, "*"),
    ("initiated-by", Part::Kind, "*"),
    ("reason", Part::IntakeNotes, "*"),
    ("hoped-outcome", Part::IntakeNotes, "*"),
    ("district", Part::Area, "*"),
    ("offence-group", Part::Category, "*"),
    ("occurred-on", Part::Offence, "*"),
    ("description", Part::Offence, "*"),
    ("flags", Part::Flags, "*"),
    ("crime-reference", Part::Offence, "-"),
    ("out-of-court-disposal", Part::Offence, "-"),
    ("admission", Part::Offence, "responsible"),
    ("tenancy-reference", Part::Source, "-"),
    ("harmed-given-name", Part::FullName, "harmed"),
    ("harmed-family-name", Part::FullName, "harmed"),
    ("harmed-born", Part::BirthDate, "harmed"),
    ("harmed-phone", Part::Contact, "harmed"),
    ("harmed-address", Part::Contact, "harmed"),
    ("harmed-postcode", Part::Contact, "harmed"),
    ("harmed-may-phone", Part::SafeContact, "harmed"),
    ("harmed-may-voicemail", Part::SafeContact, "harmed"),
    ("harmed-aware", Part::Consent, "harmed"),
    ("harmed-consent", Part::Consent, "harmed"),
    ("responsible-given-name", Part::FullName, "responsible"),
    ("responsible-family-name", Part::FullName, "responsible"),
    ("responsible-born", Part::BirthDate, "responsible"),
    ("responsible-phone", Part::Contact, "responsible"),
    ("responsible-address", Part::Contact, "responsible"),
    ("responsible-postcode", Part::Contact, "responsible"),
    ("responsible-aware", Part::Consent, "responsible"),
    ("responsible-consent", Part::Consent, "responsible"),
    ("first-given-name", Part::FullName, "first"),
    ("first-family-name", Part::FullName, "first"),
    ("first-phone", Part::Contact, "first"),
    ("first-address", Part::Contact, "first"),
    ("first-postcode", Part::Contact, "first"),
    ("first-aware", Part::Consent, "first"),
    ("first-consent", Part::Consent, "first"),
    ("second-given-name", Part::FullName, "second"),
    ("second-family-name", Part::FullName, "second"),
    ("second-phone", Part::Contact, "second"),
    ("second-address", Part::Contact, "second"),
    ("second-postcode", Part::Contact, "second"),
    ("second-aware", Part::Consent, "second"),
    ("second-consent", Part::Consent, "second"),
    ("risks", Part::SharedRisk, "*"),
];

const PUBLIC_FIELDS: &[Field] = &[
    ("role", Part::Kind, "me"),
    ("asking-party", Part::Source, "*"),
    ("lives-with-other", Part::SafeContact, "me"),
    ("may-phone", Part::SafeContact, "me"),
    ("phone", Part::Contact, "me"),
    ("may-voicemail", Part::SafeContact, "me"),
    ("may-text", Part::SafeContact, "me"),
    ("may-email", Part::SafeContact, "me"),
    ("may-post", Part::SafeContact, "me"),
    ("address", Part::Contact, "me"),
    ("town", Part::Contact, "me"),
    ("postcode", Part::Contact, "me"),
    ("safe-times", Part::SafeContact, "me"),
    ("known-as", Part::Name, "me"),
    ("given-name", Part::FullName, "me"),
    ("family-name", Part::FullName, "me"),
    ("born", Part::BirthDate, "me"),
    ("language", Part::Adjustments, "me"),
    ("reason", Part::IntakeNotes, "*"),
    ("dispute", Part::Category, "*"),
    ("district", Part::Area, "*"),
    ("second-name", Part::Name, "second"),
    ("second-address", Part::Contact, "second"),
    ("second-aware", Part::Consent, "second"),
    ("hoped-outcome", Part::IntakeNotes, "*"),
    ("danger", Part::SharedRisk, "me"),
    ("agrees", Part::Consent, "me"),
];

impl Form {
    /// The answers as they are kept of a submission. Answers to questions that are not in
    /// the list above are a mistake of the generator's own.
    pub fn sections(&self, answers: &[(&'static str, Value)]) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for (id, value) in answers {
            let found = self.fields.iter().find(|(known, ..)| known == id);
            let (_, part, to) = found.expect("the generator answers only what the list has");
            let addressee = addressee(to);
            let known = sections.iter_mut().find(|one| one.part == *part && one.addressee == addressee);
            match known {
                Some(section) => {
                    section.values.insert((*id).to_owned(), value.clone());
                }
                None => {
                    let values = Answers::from([((*id).to_owned(), value.clone())]);
                    sections.push(Section { part: *part, addressee, values });
                }
            }
        }
        sections
    }
}

fn addressee(to: &str) -> Addressee {
    match to {
        "*" => Addressee::Matter,
        "-" => Addressee::Service,
        party => Addressee::Party(party.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use contributions::{Package, SideRule};

    use super::*;

    /// The plugin as its folder has it, without its component.
    fn package(plugin: &str) -> Package {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins").join(plugin);
        let mut files = BTreeMap::new();
        let mut folders: Vec<PathBuf> = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the plugin's folder is there") {
                let path = entry.expect("it can be read").path();
                let name = path.strip_prefix(&root).expect("it lies in the folder").display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if !name.starts_with("src") && !name.starts_with("Cargo") {
                    files.insert(name, std::fs::read(&path).expect("it can be read"));
                }
            }
        }
        Package::draft(&files).expect("the standard plugin is sound")
    }

    #[test]
    fn the_fields_are_those_of_the_forms() {
        for form in [PARTNER, PUBLIC] {
            let package = package(form.plugin);
            assert_eq!(package.manifest.field_set, 1);
            let real = package.forms.get(form.form).expect("the form is there");
            assert_eq!(real.version, 1);
            for (id, part, to) in form.fields {
                let field = real.fields().find(|field| field.id == *id).unwrap_or_else(|| panic!("{id}"));
                let whom = match field.side {
                    SideRule::Shared => "*".to_owned(),
                    SideRule::Internal => "-".to_owned(),
                    SideRule::OwnSide => field.party.clone().unwrap_or("-".to_owned()),
                    SideRule::Harmed => "harmed".to_owned(),
                    SideRule::Responsible => "responsible".to_owned(),
                };
                assert_eq!((field.part, whom.as_str()), (*part, *to), "{id}");
            }
        }
    }
}
