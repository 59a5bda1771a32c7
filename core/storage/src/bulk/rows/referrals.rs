//! Referrals and what they say.

use domain::ReferenceKind;
use domain::codes::ReferralDecision;
use uuid::Uuid;

use super::Composer;
use super::answers::Place;
use crate::bulk::record::BulkReferral;
use crate::entity::referral;
use crate::owner::OwnerKind;
use crate::people::BlindKind;
use crate::referral::party_row;
use crate::rows::REGIME;
use crate::{Error, Result};

impl Composer<'_> {
    pub(super) fn referral(&mut self, new: &BulkReferral) -> Result<()> {
        let reference = self.names.reference(ReferenceKind::Referral);
        let id = Uuid::from(new.id);
        let form_version = i32::try_from(new.form_version).map_err(|_| Error::Meaning("form version"))?;
        let decision = new.decision.as_ref();
        let case = decision.and_then(|decision| decision.case).map(Uuid::from);
        let is_case = decision.is_some_and(|decision| decision.decision == ReferralDecision::Accepted);
        let coarse = match (decision.map(|decision| decision.decision), new.outcome_class) {
            (None | Some(ReferralDecision::MoreInformation), _) => "received",
            (Some(ReferralDecision::Accepted | ReferralDecision::Merged), None) => "in-progress",
            _ => "closed",
        };
        self.rows.referrals.push(referral::Model {
            id,
            reference,
            channel: new.channel.as_str().to_owned(),
            source_type: new.source_type.as_str().to_owned(),
            organisation: new.organisation.map(Uuid::from),
            submitted_by: new.submitted_by.map(Uuid::from),
            source_person: new.source_person.clone(),
            plugin: new.plugin.clone(),
            form: new.form.clone(),
            form_version,
            not_checked_by: None,
            received_at: new.received_at,
            decision: decision.map_or("received", |decision| decision.decision.as_str()).to_owned(),
            decided_at: decision.map(|decision| decision.at),
            decided_by: decision.and_then(|decision| decision.by).map(Uuid::from),
            decision_reason: decision.and_then(|decision| decision.reason.clone()),
            case_id: case,
            service_type: new.service_type.map(|kind| kind.as_str().to_owned()),
            area: new.area.clone(),
            category: new.category.map(|category| category.as_str().to_owned()),
            coarse_status: coarse.to_owned(),
            outcome_class: new.outcome_class.map(|class| class.as_str().to_owned()),
            team: new.team.into(),
            class: new.class.as_str().to_owned(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: None,
            regime: REGIME.to_owned(),
            retention: "referral".to_owned(),
            hold: None,
            created_at: new.received_at,
        });
        // What became a case is sealed under the case's key, and found through the people in it.
        let owner = case.filter(|_| is_case).unwrap_or(id);
        if !is_case && new.sections.iter().any(|section| section.part.is_sealed()) {
            self.new_key(id, OwnerKind::Intake);
        }
        let mut place = Place {
            record_kind: "referral",
            record: id,
            root: id,
            plugin: &new.plugin,
            field_set: form_version,
            part: domain::Part::IntakeNotes,
            side: Uuid::nil(),
            owner,
        };
        for section in &new.sections {
            place.part = section.part;
            place.side = section.addressee.side(new.id).map_or_else(Uuid::nil, Uuid::from);
            self.put(&place, &section.values, new.received_at)?;
        }
        if is_case {
            return Ok(());
        }
        for (field, value) in &new.indexed {
            self.rows.answer_index.extend(crate::answers::indexed(field, id, id, value));
        }
        let mut parties: Vec<&str> = new.known_by.iter().map(|known| known.party.as_str()).collect();
        parties.sort_unstable();
        parties.dedup();
        for party in parties {
            let theirs = new.known_by.iter().filter(|known| known.party == party);
            let found: Vec<(BlindKind, String)> =
                theirs.map(|known| (known.kind, known.value.clone())).collect();
            self.find_by(party_row(new.id, party), id, &found);
        }
        Ok(())
    }
}
