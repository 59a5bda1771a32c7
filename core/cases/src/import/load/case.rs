//! A case with everything in it, and the referral it came from.

use std::collections::HashMap;

use chrono::TimeDelta;
use domain::codes::{
    CaseStatus, Channel, Complexity, PauseReason, Priority, ReferralDecision, RiskLevel, SourceType,
    VolunteerStatus,
};
use domain::{CaseId, OrganisationId, ReferralId};
use permissions::AssignmentKind;
use storage::bulk::{
    AccessKind, AccessState, BulkAccess, BulkCase, BulkDecision, BulkIncident, BulkMeeting, BulkPause,
    BulkReferral, CaseDates, MeetingHeld,
};

use super::history;
use super::maker::Maker;
use super::participant::Cast;
use super::selection::Gathered;
use crate::import::record::{PlannedCase, PlannedPerson, ReferringOrganisation};

/// How long an invitation to a case stands, in days.
const INVITED_FOR: i64 = 365;

/// The form that an imported referral is said to have been made with: there is none.
const NO_FORM: &str = "import";

impl Maker<'_> {
    /// A case of these ids.
    pub fn case(
        &self,
        id: CaseId,
        gathered: &Gathered<'_>,
        people: &HashMap<&str, &PlannedPerson>,
    ) -> BulkCase {
        let planned = gathered.case;
        let cast = self.cast(gathered, people);
        let received_at = self.day(planned.received.read);
        let closed = planned.status == CaseStatus::Closed;
        let version = self.routes.iter().find(|route| route.id == planned.route).map_or(1, |r| r.version);
        let mut entries = vec![history::entry(self, gathered, &cast)];
        entries.extend(self.entries(gathered, &cast));
        let spoken = gathered.participants.iter().filter_map(|one| one.first_contact_on).min();
        BulkCase {
            id,
            team: self.found.team(planned.team.as_deref()).unwrap_or(self.found.top),
            legacy_reference: planned.reference.clone(),
            legacy_id: Some(planned.origin.id.clone()),
            service_type: planned.service_type,
            route: (planned.route.clone(), version),
            stage: planned.stage.clone(),
            phase: planned.phase,
            status: planned.status,
            class: planned.class,
            owner: None,
            priority: Priority::Routine,
            complexity: planned.complexity,
            risk_flag: gathered
                .risks
                .iter()
                .any(|risk| matches!(risk.level, RiskLevel::High | RiskLevel::Unsuitable)),
            area: planned.district.clone(),
            source_type: planned.source_type,
            organisation: self.organisation(planned),
            category: Some(planned.category),
            justice_stage: None,
            initiated_by: None,
            received_at,
            created_at: planned.created_at.unwrap_or(received_at),
            dates: CaseDates {
                first_contact_at: spoken.map(|day| self.day(day)),
                allocated_at: planned.allocated_on.map(|day| self.day(day)),
                event_at: planned.event_on.map(|day| self.day(day)),
                closed_at: planned.closed_on.filter(|_| closed).map(|day| self.day(day)),
                ..CaseDates::default()
            },
            closing_reason: planned.closing_reason.filter(|_| closed),
            outcome_class: planned.outcome_class.filter(|_| closed),
            outcome: None,
            closing_note: planned.outcome_note.clone().filter(|_| closed),
            dispose_after: planned.dispose_after,
            retention: "case".to_owned(),
            summary: None,
            lawful_basis: None,
            flags: planned.flags.clone(),
            incident: Some(incident(planned)),
            access: self.invitations(planned, &cast),
            exclusions: Vec::new(),
            consents: self.consents(gathered, &cast),
            risks: self.risks(gathered),
            meetings: self.meeting(planned).into_iter().collect(),
            agreements: self.agreements(gathered),
            feedback: Vec::new(),
            pauses: self.pause(planned).into_iter().collect(),
            closure: None,
            answers: Vec::new(),
            entries,
            sides: cast.sides,
            participants: cast.participants,
        }
    }

    /// The referral that a case came from, so that referrals of past years are counted.
    ///
    /// The older system did not keep when it was decided: a case's record was made when the
    /// service took the matter on.
    pub fn referral(&self, id: ReferralId, case: &BulkCase, planned: &PlannedCase) -> BulkReferral {
        let decision = BulkDecision {
            decision: ReferralDecision::Accepted,
            at: case.created_at.max(case.received_at),
            by: None,
            reason: None,
            case: Some(case.id),
        };
        BulkReferral {
            id,
            channel: Channel::Import,
            source_type: planned.source_type,
            organisation: case.organisation,
            submitted_by: None,
            source_person: planned.referrer.clone(),
            team: case.team,
            plugin: "core".to_owned(),
            form: NO_FORM.to_owned(),
            form_version: 1,
            received_at: case.received_at,
            decision: Some(decision),
            class: case.class,
            service_type: Some(planned.service_type),
            area: planned.district.clone(),
            category: Some(planned.category),
            outcome_class: case.outcome_class,
            sections: Vec::new(),
            indexed: Vec::new(),
            known_by: Vec::new(),
        }
    }

    fn organisation(&self, planned: &PlannedCase) -> Option<OrganisationId> {
        let ReferringOrganisation::Known(name) = &planned.organisation else { return None };
        self.organisations.get(name.as_str()).map(|partner| partner.id)
    }

    /// Facilitators of a case that goes on are asked again, so that each answers whether they
    /// know anyone in it; nobody is given a case by an import. One who is not trained for
    /// sensitive matters is not asked to a sensitive one: a coordinator decides.
    fn invitations(&self, planned: &PlannedCase, cast: &Cast) -> Vec<BulkAccess> {
        if planned.status == CaseStatus::Closed {
            return Vec::new();
        }
        let mut invited: Vec<BulkAccess> = Vec::new();
        for facilitator in &planned.facilitators {
            let known = self.selection.plan.volunteers.iter().find(|volunteer| {
                facilitator.volunteer.as_ref() == Some(&volunteer.origin.id)
                    && volunteer.status == VolunteerStatus::Active
                    && (volunteer.sensitive || planned.complexity != Complexity::Sensitive)
            });
            let account = known.and_then(|volunteer| self.volunteer(Some(&volunteer.origin.id)));
            let Some(account) = account.filter(|account| invited.iter().all(|one| one.account != *account))
            else {
                continue;
            };
            let kind = if facilitator.lead { AssignmentKind::Lead } else { AssignmentKind::CoFacilitator };
            invited.push(BulkAccess {
                account,
                kind: AccessKind::Assigned(kind),
                state: AccessState::Invited,
                // The older system knew no sides of facilitators: they worked with everybody.
                sides: (1 << cast.own_sides) - 1,
                from: self.now,
                until: self.now + TimeDelta::days(INVITED_FOR),
                answered_at: None,
                granted_by: None,
            });
        }
        invited
    }

    /// The event, where its kind is known; otherwise its day stands in the history alone.
    fn meeting(&self, planned: &PlannedCase) -> Option<BulkMeeting> {
        let (day, kind) = (planned.event_on?, planned.event_kind?);
        let planned_at = self.day(day);
        let was_held = day <= self.selection.plan.taken_on;
        Some(BulkMeeting {
            kind,
            planned_at,
            venue: None,
            held: if was_held { MeetingHeld::Yes(planned_at) } else { MeetingHeld::Planned },
            reason: None,
            recorded_by: None,
            legacy_id: None,
        })
    }

    /// A paused case has waited since the export at the latest; since when, nobody wrote down.
    fn pause(&self, planned: &PlannedCase) -> Option<BulkPause> {
        (planned.status == CaseStatus::Paused).then_some(BulkPause {
            reason: PauseReason::ServiceHold,
            from_on: self.selection.plan.taken_on,
            until_on: None,
            by: None,
        })
    }
}

fn incident(planned: &PlannedCase) -> BulkIncident {
    let is_crime = planned.service_type.is_restorative() || planned.crime_reference.is_some();
    BulkIncident {
        kind: if is_crime { "crime" } else { "dispute" }.to_owned(),
        category: Some(planned.category),
        detail: planned.category_typed.clone(),
        occurred_from: None,
        occurred_to: None,
        reported_to_police: planned.crime_reference.is_some() || planned.source_type == SourceType::Police,
        crime_reference: planned.crime_reference.clone(),
        summary: None,
    }
}
