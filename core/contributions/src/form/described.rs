//! What a filled-in form says about the matter and the people in it, whichever form it was.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::ParticipantRole;
use domain::{Answers, SideKind, Value};

use super::FormDefinition;
use crate::core_field::{CoreField, MatterField, PartyField};

/// What the answers of a form fill in the core when the referral is accepted.
#[derive(Clone, Default, PartialEq)]
pub struct Described {
    /// About the matter.
    pub matter: BTreeMap<MatterField, Value>,
    /// About each party of which the form says anything, in the form's order.
    pub parties: Vec<DescribedParty>,
}

/// What a form says about one person or organisation.
#[derive(Clone, Default, PartialEq)]
pub struct DescribedParty {
    /// The party's id in the form.
    pub id: String,
    /// Their side: that of their role, if the form asks for it, otherwise the form's own.
    pub side: Option<SideKind>,
    /// Whether they filled the form in.
    pub submitter: bool,
    /// What is said.
    pub values: BTreeMap<PartyField, Value>,
}

impl Described {
    /// The text or code said about the matter.
    pub fn text(&self, field: MatterField) -> Option<&str> {
        self.matter.get(&field).and_then(Value::as_text)
    }
}

impl DescribedParty {
    /// The text or code said about them.
    pub fn text(&self, field: PartyField) -> Option<&str> {
        self.values.get(&field).and_then(Value::as_text)
    }

    /// The role said, where it is one of the core's.
    pub fn role(&self) -> Option<ParticipantRole> {
        self.text(PartyField::Role).and_then(ParticipantRole::parse)
    }
}

/// Counts, never values: what is described is personal data.
impl std::fmt::Debug for Described {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Described({} about the matter, {} parties)", self.matter.len(), self.parties.len())
    }
}

impl std::fmt::Debug for DescribedParty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DescribedParty({}, {} values)", self.id, self.values.len())
    }
}

impl FormDefinition {
    /// What the visible `answers` say, by what they feed. When two fields feed the same,
    /// the first that was answered counts.
    pub fn described(&self, answers: &Answers, today: NaiveDate) -> Described {
        let answers = self.visible(answers, today);
        let mut described = Described::default();
        let mut parties: BTreeMap<&str, BTreeMap<PartyField, Value>> = BTreeMap::new();
        for field in self.fields() {
            let value = answers.get(&field.id).filter(|value| !value.is_empty());
            match (&field.feeds, value) {
                (Some(CoreField::Matter(fed)), Some(value)) => {
                    described.matter.entry(*fed).or_insert_with(|| value.clone());
                }
                (Some(CoreField::Party { party, field: fed }), Some(value)) => {
                    parties.entry(party).or_default().entry(*fed).or_insert_with(|| value.clone());
                }
                _ => {}
            }
        }
        for party in &self.parties {
            let Some(values) = parties.remove(party.id.as_str()) else { continue };
            let mut one =
                DescribedParty { id: party.id.clone(), side: None, submitter: party.submitter, values };
            one.side = one.role().and_then(ParticipantRole::side).or(party.side);
            described.parties.push(one);
        }
        described
    }
}
