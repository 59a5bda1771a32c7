//! What came with the referral: the plugin's fields, and the referral itself.

use domain::codes::{Channel, ReferralDecision};
use domain::{AccountId, Part, Value};
use storage::bulk::{AnswersOn, BulkAnswers, BulkAudience, BulkCase, BulkDecision, BulkReferral, Loader};

use super::case::Builder;
use super::course::Course;
use super::work::SUMMARIES;

/// The plugin whose fields every case has.
const PLUGIN: &str = "measured";

impl Builder {
    /// The ten fields of the plugin.
    pub(super) fn answers(&mut self, course: &Course) -> Vec<BulkAnswers> {
        let dice = &mut self.dice;
        let text = |value: String| Value::Text(value);
        let code = |value: &str| Value::Choice(value.to_owned());
        let offence = vec![
            ("force-reference", text(format!("BENCH/{:06}", dice.below(1_000_000))), true),
            ("disposal", code(dice.pick::<&str>(&["none", "resolution", "caution"])), true),
            ("officer", text("Constable of Northside".to_owned()), false),
            ("circumstances", text(SUMMARIES[dice.below(SUMMARIES.len())].to_owned()), false),
        ];
        let source = vec![
            ("tenancy-reference", text(format!("TEN-{:06}", dice.below(1_000_000))), true),
            ("beat", text(format!("N{}", dice.below(40))), false),
        ];
        let matter = vec![
            ("exclusion", code(dice.pick::<&str>(&["none", "fixed-term", "permanent"])), true),
            ("incidents", Value::Integer(dice.below(6) as i64), false),
            ("repeated", Value::Boolean(dice.chance(30)), false),
            ("reported-on", Value::Date(course.received.date_naive()), false),
        ];
        let put = |part, to, fields: Vec<(&str, Value, bool)>| BulkAnswers {
            on: AnswersOn::Case,
            plugin: PLUGIN.to_owned(),
            field_set: 1,
            part,
            to,
            indexed: fields
                .iter()
                .filter(|(_, _, indexed)| *indexed)
                .map(|(id, value, _)| (format!("extra.{PLUGIN}.{id}"), value.clone()))
                .collect(),
            values: fields.into_iter().map(|(id, value, _)| (id.to_owned(), value)).collect(),
        };
        vec![
            put(Part::Offence, BulkAudience::Internal, offence),
            put(Part::Source, BulkAudience::Internal, source),
            put(Part::Category, BulkAudience::Shared, matter),
        ]
    }

    /// The referral that became the case.
    pub(super) fn referral(&self, loader: &mut Loader, case: &BulkCase, owner: AccountId) -> BulkReferral {
        BulkReferral {
            id: loader.id(),
            channel: Channel::Email,
            source_type: case.source_type,
            organisation: None,
            submitted_by: None,
            source_person: Some("Duty officer".to_owned()),
            team: self.team,
            plugin: "core".to_owned(),
            form: "referral".to_owned(),
            form_version: 1,
            received_at: case.received_at,
            decision: Some(BulkDecision {
                decision: ReferralDecision::Accepted,
                at: case.received_at,
                by: Some(owner),
                reason: None,
                case: Some(case.id),
            }),
            class: case.class,
            service_type: Some(case.service_type),
            area: case.area.clone(),
            category: case.category,
            outcome_class: case.outcome_class,
            sections: Vec::new(),
            indexed: Vec::new(),
            known_by: Vec::new(),
        }
    }
}
