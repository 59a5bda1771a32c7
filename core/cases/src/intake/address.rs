//! From the answers of a form to what storage keeps of a submission. Pure.

use chrono::NaiveDate;
use contributions::{
    CORE, Described, DescribedParty, FieldDefinition, FormDefinition, PartyField, SideRule, extra_id,
};
use domain::{Answers, SideKind, Value};
use storage::{Addressee, KnownBy, Section, found_by};

/// Whom the answer of `field` concerns.
///
/// A rule that names a side means the party of the form that stands on it; where the form
/// describes none, the answer is for the service alone: a side is never guessed.
pub(super) fn addressee(form: &FormDefinition, field: &FieldDefinition) -> Addressee {
    let on = |kind| form.parties.iter().find(|party| party.side == Some(kind)).map(|party| &party.id);
    let party = match field.side {
        SideRule::Shared => return Addressee::Matter,
        SideRule::Internal => None,
        SideRule::OwnSide => field.party.as_ref(),
        SideRule::Harmed => on(SideKind::Harmed),
        SideRule::Responsible => on(SideKind::Responsible),
    };
    party.map_or(Addressee::Service, |party| Addressee::Party(party.clone()))
}

/// The answers by part and addressee, in the order of the form.
pub(super) fn sections(form: &FormDefinition, answers: &Answers) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for field in form.fields() {
        let Some(value) = answers.get(&field.id) else { continue };
        let (part, addressee) = (field.part, addressee(form, field));
        let known = sections.iter_mut().find(|one| one.part == part && one.addressee == addressee);
        let section = match known {
            Some(section) => section,
            None => {
                sections.push(Section { part, addressee, values: Answers::new() });
                sections.last_mut().expect("one was just pushed")
            }
        };
        section.values.insert(field.id.clone(), value.clone());
    }
    sections
}

/// Those of a plugin's answers that lists are filtered and sorted by. Answers of sealed
/// parts are in no such list.
pub(super) fn indexed(plugin: &str, form: &FormDefinition, answers: &Answers) -> Vec<(String, Value)> {
    let is_listed = |field: &&FieldDefinition| {
        plugin != CORE
            && field.feeds.is_none()
            && (field.indexed || field.sortable)
            && !field.part.is_sealed()
    };
    let entry =
        |field: &FieldDefinition| Some((extra_id(plugin, &field.id), answers.get(&field.id)?.clone()));
    form.fields().filter(is_listed).filter_map(entry).collect()
}

/// By what the people described may be known already.
pub(super) fn known_by(described: &Described) -> Vec<KnownBy> {
    let mut known = Vec::new();
    for party in &described.parties {
        let names = Names::of(party);
        let found = found_by(&person_answers(party), &names.given, &names.family);
        known.extend(found.into_iter().map(|(kind, value)| KnownBy { party: party.id.clone(), kind, value }));
    }
    known
}

/// What is said about a party, under the catalogue ids of a person.
pub(super) fn person_answers(party: &DescribedParty) -> Answers {
    let own = |(field, value): (&PartyField, &Value)| (format!("person.{}", field.as_str()), value.clone());
    party.values.iter().map(own).collect()
}

/// The names of a party, as a person's row keeps them.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub given: String,
    pub family: String,
    pub known_as: Option<String>,
    pub organisation: Option<String>,
}

impl Names {
    /// The names said. Where a form asks for one name alone, its last word is the family
    /// name; a single word is a given name.
    pub fn of(party: &DescribedParty) -> Self {
        let text = |field| party.text(field).map(domain::normalise::tidy).filter(|text| !text.is_empty());
        let (given, family) = (text(PartyField::GivenName), text(PartyField::FamilyName));
        let known_as = text(PartyField::KnownAs);
        let organisation = text(PartyField::Organisation);
        if given.is_some() || family.is_some() {
            return Self {
                given: given.unwrap_or_default(),
                family: family.unwrap_or_default(),
                known_as,
                organisation,
            };
        }
        let (given, family) =
            match known_as.as_deref().map(|name| name.rsplit_once(' ').unwrap_or((name, ""))) {
                Some((given, family)) => (given.to_owned(), family.to_owned()),
                None => Default::default(),
            };
        Self { given, family, known_as, organisation }
    }

    /// The name they are called by until they say otherwise.
    pub fn called(&self) -> String {
        let full = || format!("{} {}", self.given, self.family).trim().to_owned();
        let known_as = self.known_as.clone().filter(|name| !name.is_empty());
        let name = known_as.unwrap_or_else(full);
        if name.is_empty() { self.organisation.clone().unwrap_or_default() } else { name }
    }

    /// Whether nothing is known by which anybody could be called.
    pub fn is_empty(&self) -> bool {
        self.called().is_empty()
    }
}

/// The day somebody was born, where the form says.
pub(super) fn birth_date(party: &DescribedParty) -> Option<NaiveDate> {
    party.values.get(&PartyField::BirthDate).and_then(Value::as_date)
}
