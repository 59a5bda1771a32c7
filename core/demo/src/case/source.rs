//! Where a case came from: who referred it, what they alone know, and the referral itself.

use domain::codes::{Channel, ReferralDecision, ServiceType, SourceType};
use domain::{AccountId, Answers, Instant, OrganisationId, Part, SideKind, Value};
use storage::bulk::{AnswersOn, BulkAnswers, BulkAudience, BulkCase, BulkDecision, BulkReferral, Loader};

use super::Scene;
use super::parties::Party;
use crate::dice::Dice;
use crate::outline::Outline;
use crate::partner_form::{Form, PARTNER, PUBLIC};
use crate::service::Service;
use crate::words::{self, DISTRICTS};

/// What the partners' form asks of partners alone stands under this name.
const PLUGIN: &str = PARTNER.plugin;

/// Who refers, and how.
pub struct Referring {
    pub channel: Channel,
    pub organisation: Option<OrganisationId>,
    name: Option<String>,
    account: Option<AccountId>,
    form: Option<Form>,
    pub crime_reference: Option<String>,
    reason: &'static str,
    partner: String,
}

impl Referring {
    /// Draws who referred the case.
    pub fn draw(outline: &Outline, service: &Service, changed_over: Instant, dice: &mut Dice) -> Self {
        let partner = service.partner(outline.source, outline.district, dice);
        let officer = partner.map(|partner| dice.pick(&partner.officers));
        let recent = outline.received >= changed_over;
        let channel = match (outline.source.is_self(), partner.is_some(), recent) {
            (true, _, true) => dice.weighed(&[(Channel::PublicForm, 75.0), (Channel::Phone, 25.0)]),
            (_, true, true) => dice.weighed(&[(Channel::PartnerPortal, 85.0), (Channel::Email, 15.0)]),
            (_, true, false) => {
                dice.weighed(&[(Channel::Email, 55.0), (Channel::PoliceFeed, 25.0), (Channel::Phone, 20.0)])
            }
            _ => dice.weighed(&[(Channel::Phone, 60.0), (Channel::Email, 25.0), (Channel::InPerson, 15.0)]),
        };
        let form = match channel {
            Channel::PartnerPortal => Some(PARTNER),
            Channel::PublicForm => Some(PUBLIC),
            _ => None,
        };
        let from_police = matches!(outline.source, SourceType::Police | SourceType::YouthJustice);
        let has_reference = from_police && outline.service.is_restorative();
        Self {
            channel,
            organisation: partner.map(|partner| partner.id),
            name: officer.map(|officer| officer.name.clone()),
            account: officer
                .and_then(|officer| officer.account)
                .filter(|_| channel == Channel::PartnerPortal),
            form,
            // No force writes its references like this.
            crime_reference: has_reference
                .then(|| format!("DEMO/{:05}/{:02}", dice.below(100_000), outline.received.format("%y"))),
            reason: dice.word(words::REASONS),
            partner: partner.map(|partner| partner.name.clone()).unwrap_or_default(),
        }
    }

    /// What came of the partners' questions: the plugin's fields on the case.
    pub fn answers(&self, outline: &Outline, parties: &[Party], dice: &mut Dice) -> Vec<BulkAnswers> {
        let mut all = Vec::new();
        if self.form.is_none() {
            return all;
        }
        let reason = Answers::from([("referral.reason".to_owned(), Value::Text(self.reason.to_owned()))]);
        all.push(BulkAnswers {
            on: AnswersOn::Case,
            plugin: "core".to_owned(),
            field_set: 1,
            part: Part::IntakeNotes,
            to: BulkAudience::Internal,
            values: reason,
            indexed: Vec::new(),
        });
        if self.form != Some(PARTNER) {
            return all;
        }
        let mut put = |part, to, fields: &[(&'static str, Value)]| {
            let indexed = fields.iter().map(|(id, value)| (format!("extra.{PLUGIN}.{id}"), value.clone()));
            all.push(BulkAnswers {
                on: AnswersOn::Case,
                plugin: PLUGIN.to_owned(),
                field_set: 1,
                part,
                to,
                values: fields.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect(),
                indexed: indexed.collect(),
            });
        };
        if let Some(reference) = &self.crime_reference {
            let disposal = disposal(outline, dice);
            let fields = [
                ("crime-reference", Value::Text(reference.clone())),
                ("out-of-court-disposal", Value::Choice(disposal.to_owned())),
            ];
            put(Part::Offence, BulkAudience::Internal, &fields);
            let responsible = parties.iter().find(|party| party.role.side() == Some(SideKind::Responsible));
            if let Some(responsible) = responsible.filter(|_| disposal != "none") {
                let admission = dice.weighed(&[("full", 72.0), ("partial", 20.0), ("not-asked", 8.0)]);
                let to = BulkAudience::Side(responsible.side);
                put(Part::Offence, to, &[("admission", Value::Choice(admission.to_owned()))]);
            }
        }
        let landlord = matches!(
            outline.source,
            SourceType::HousingAssociation | SourceType::CouncilHousing | SourceType::CouncilAsb
        );
        if landlord {
            let tenancy = Value::Text(format!("TEN-{:06}", dice.below(1_000_000)));
            put(Part::Source, BulkAudience::Internal, &[("tenancy-reference", tenancy)]);
        }
        all
    }

    /// The referral, decided.
    pub fn referral(
        &self,
        scene: &Scene<'_>,
        case: &BulkCase,
        parties: &[Party],
        service: &Service,
        loader: &mut Loader,
    ) -> BulkReferral {
        let Scene { outline, times, calendar } = scene;
        let (plugin, form) = self.form.map_or(("core", "referral"), |form| (form.plugin, form.form));
        BulkReferral {
            id: loader.id(),
            channel: self.channel,
            source_type: outline.source,
            organisation: self.organisation,
            submitted_by: self.account,
            source_person: self.name.clone(),
            team: service.top,
            plugin: plugin.to_owned(),
            form: form.to_owned(),
            form_version: 1,
            received_at: outline.received,
            decision: Some(BulkDecision {
                decision: ReferralDecision::Accepted,
                at: times.triaged.unwrap_or_else(|| calendar.after(outline.received, 0.02)).min(calendar.now),
                by: case.owner,
                reason: None,
                case: Some(case.id),
            }),
            class: case.class,
            service_type: Some(outline.service),
            area: case.area.clone(),
            category: Some(outline.category),
            outcome_class: case.outcome_class,
            sections: match self.form {
                Some(form) if form == PARTNER => form.sections(&self.partner_answers(outline, parties)),
                _ => Vec::new(),
            },
            indexed: Vec::new(),
            known_by: Vec::new(),
        }
    }

    /// What a partner's own colleagues may read again: the matter and the names.
    fn partner_answers(&self, outline: &Outline, parties: &[Party]) -> Vec<(&'static str, Value)> {
        let text = |value: &str| Value::Text(value.to_owned());
        let mut answers = vec![
            ("source-type", Value::Choice(outline.source.as_str().to_owned())),
            ("organisation", text(&self.partner)),
            ("contact-name", text(self.name.as_deref().unwrap_or_default())),
            ("service-type", Value::Choice(outline.service.as_str().to_owned())),
            ("reason", text(self.reason)),
            ("district", Value::Choice(DISTRICTS[outline.district].code().to_owned())),
        ];
        if let Some(reference) = &self.crime_reference {
            answers.push(("crime-reference", text(reference)));
        }
        let mediation = outline.service.is_mediation() || outline.service == ServiceType::ConflictCoaching;
        let names: [[&'static str; 2]; 2] = if mediation {
            [["first-given-name", "first-family-name"], ["second-given-name", "second-family-name"]]
        } else {
            [
                ["harmed-given-name", "harmed-family-name"],
                ["responsible-given-name", "responsible-family-name"],
            ]
        };
        for (side, [given, family]) in names.into_iter().enumerate() {
            let Some(party) = parties.iter().find(|party| party.side == side && party.is_principal()) else {
                continue;
            };
            answers.push((given, text(&party.somebody.given)));
            answers.push((family, text(&party.somebody.family)));
        }
        answers
    }
}

fn disposal(outline: &Outline, dice: &mut Dice) -> &'static str {
    match outline.service {
        ServiceType::AsbRestorative => dice.weighed(&[("none", 55.0), ("community-resolution", 45.0)]),
        _ => dice.weighed(&[
            ("community-resolution", 44.0),
            ("conditional-caution", 24.0),
            ("outcome-22", 10.0),
            ("youth-caution", 4.0),
            ("none", 18.0),
        ]),
    }
}
