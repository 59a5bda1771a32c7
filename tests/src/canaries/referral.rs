//! Referrals in which everything that can be asked is answered.

use chrono::TimeDelta;
use contributions::Registry;
use domain::codes::{Category, Channel, OutcomeClass, ReferralDecision, ServiceType, SourceType};
use domain::{Answers, CaseClass, FieldKind, Value};
use storage::bulk::{BulkDecision, BulkReferral, Loader};
use storage::{Addressee, Section};

use super::cast::{TURNED_DOWN, who};
use super::stock::People;
use super::{Ink, Spot};
use crate::oracle::To;

/// The form in which all of them are written: the office's, which asks most.
const FORM: (&str, &str, u32) = ("core", "referral", 1);

impl Ink<'_> {
    /// One referral.
    pub(super) fn referral(
        &mut self,
        loader: &mut Loader,
        referral: usize,
        people: &People,
        registry: &Registry,
    ) -> BulkReferral {
        let row = &self.world.referrals[referral];
        let now = self.world.now;
        let case = row.case.map(|case| people.cases[case]);
        let turned_down = referral == TURNED_DOWN;
        let internal = |part| Spot::Referral { referral, part, to: To::Internal };
        let ruling = match case {
            Some(_) => Some(ReferralDecision::Accepted),
            None if turned_down => Some(ReferralDecision::Rejected),
            None => None,
        };
        let reason =
            turned_down.then(|| self.sentence("referral.decision-reason", internal("g9.intake-notes")));
        let decision = ruling.map(|decision| BulkDecision {
            decision,
            at: now - TimeDelta::days(20),
            by: Some(people.accounts[who::COORDINATOR]),
            reason,
            case,
        });
        let channel = match (row.organisation, row.submitted_by) {
            (Some(_), _) => Channel::PartnerPortal,
            (None, Some(_)) => Channel::Phone,
            (None, None) => Channel::PublicForm,
        };
        BulkReferral {
            id: loader.id(),
            channel,
            source_type: if row.organisation.is_some() { SourceType::Police } else { SourceType::SelfHarmed },
            organisation: row.organisation.map(|organisation| people.organisations[organisation]),
            submitted_by: row.submitted_by.map(|person| people.accounts[person]),
            source_person: Some(self.word("referral.source-person", internal("g1.source"))),
            team: people.teams[row.team],
            plugin: FORM.0.to_owned(),
            form: FORM.1.to_owned(),
            form_version: FORM.2,
            received_at: now
                - TimeDelta::days(if ruling.is_some() { 90 } else { 2 })
                - TimeDelta::hours(referral as i64),
            class: CaseClass::parse(row.class).expect("the world has known classes"),
            service_type: Some(ServiceType::RestorativeJustice),
            area: Some("colchester".to_owned()),
            category: Some(Category::ViolenceWithInjury),
            outcome_class: turned_down.then_some(OutcomeClass::NotStarted),
            sections: self.answered(referral, registry),
            indexed: Vec::new(),
            known_by: Vec::new(),
            decision,
        }
    }

    /// Every question of the form that takes words, answered with one.
    fn answered(&mut self, referral: usize, registry: &Registry) -> Vec<Section> {
        let form = registry.form(FORM.0, FORM.1, FORM.2).expect("the core has its form").clone();
        let mut sections: Vec<Section> = Vec::new();
        for field in form.fields() {
            // A dispute has other parties than a crime.
            if field.party.as_deref().is_some_and(|party| ["first", "second"].contains(&party)) {
                continue;
            }
            let (addressee, to) = addressee(field.side, field.party.as_deref());
            let spot = Spot::Referral { referral, part: field.part.as_str(), to };
            let value = match field.kind {
                FieldKind::Text => Value::Text(self.word("referral.answer", spot)),
                FieldKind::LongText => self.text("referral.answer", spot),
                FieldKind::Phone => self.phone("referral.answer", vec![spot]),
                FieldKind::Email => self.email("referral.answer", vec![spot]),
                FieldKind::Postcode => self.postcode("referral.answer", vec![spot]),
                FieldKind::Date if field.part.as_str() == "g3.birth-date" => {
                    self.birth_date("referral.answer", vec![spot])
                }
                _ if field.id == "is-crime" => Value::Boolean(true),
                _ => continue,
            };
            let known = sections.iter_mut().find(|one| one.part == field.part && one.addressee == addressee);
            match known {
                Some(section) => {
                    section.values.insert(field.id.clone(), value);
                }
                None => sections.push(Section {
                    part: field.part,
                    addressee,
                    values: Answers::from([(field.id.clone(), value)]),
                }),
            }
        }
        sections
    }
}

/// Whom an answer concerns: the matter, the service, or one of the people described.
fn addressee(side: contributions::SideRule, party: Option<&str>) -> (Addressee, To) {
    use contributions::SideRule::{Harmed, Internal, OwnSide, Responsible, Shared};
    let party = match side {
        Shared => return (Addressee::Matter, To::Shared),
        Internal => None,
        OwnSide => party,
        Harmed => Some("harmed"),
        Responsible => Some("responsible"),
    };
    match party {
        Some(party) => {
            let to = To::Side(u32::from(party != "harmed"));
            (Addressee::Party(party.to_owned()), to)
        }
        None => (Addressee::Service, To::Internal),
    }
}
