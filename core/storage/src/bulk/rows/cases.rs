//! The rows of a case: spine, sides, participants, what happened, who may see it.

use chrono::Datelike;
use domain::codes::{CaseStatus, Complexity};
use domain::{Part, PartSet, ReferenceKind, initials, service_day};
use uuid::Uuid;

use super::answers::Place;
use super::{Composer, word};
use crate::Error;
use crate::Result;
use crate::answers::SERVICE;
use crate::bulk::insert::SearchRow;
use crate::bulk::record::{
    AccessKind, AccessState, AnswersOn, BulkAudience, BulkCase, BulkParticipant, Counted,
};
use crate::entity::{
    case, case_access, case_flag, closure, exclusion, incident, participant, pause, side, statistic,
};
use crate::owner::OwnerKind;
use crate::rows::REGIME;
use crate::scope::{ACCEPTED, ALLOW, INVITED, NAMED, side_bit};

/// A case whose rows are being made: what its children refer to.
pub(super) struct Making<'a> {
    pub case: &'a BulkCase,
    pub id: Uuid,
    pub sides: Vec<Uuid>,
    pub participants: Vec<Uuid>,
}

impl Making<'_> {
    pub fn side(&self, place: usize) -> Result<Uuid> {
        self.sides.get(place).copied().ok_or(Error::Meaning("side"))
    }

    pub fn participant(&self, place: usize) -> Result<Uuid> {
        self.participants.get(place).copied().ok_or(Error::Meaning("participant"))
    }

    /// How answers name this audience.
    fn addressed(&self, to: BulkAudience) -> Result<Uuid> {
        match to {
            BulkAudience::Side(place) => self.side(place),
            BulkAudience::Shared => Ok(Uuid::nil()),
            BulkAudience::Internal => Ok(SERVICE),
        }
    }
}

impl Composer<'_> {
    pub(super) fn case(&mut self, new: &BulkCase) -> Result<()> {
        let sides = new.sides.iter().map(|_| self.names.id()).collect();
        let participants = new.participants.iter().map(|one| one.id.into()).collect();
        let making = Making { case: new, id: new.id.into(), sides, participants };
        self.new_key(making.id, OwnerKind::Case);
        self.spine(new)?;
        for ((id, kind), letter) in making.sides.iter().zip(&new.sides).zip('A'..='Z') {
            self.rows.sides.push(side::Model {
                id: *id,
                case_id: making.id,
                kind: kind.as_str().to_owned(),
                letter: letter.to_string(),
            });
        }
        for one in &new.participants {
            self.participant(&making, one)?;
        }
        let incident = self.incident(&making);
        let mut flags: Vec<_> = new.flags.iter().map(|flag| flag.as_str()).collect();
        flags.sort_unstable();
        flags.dedup();
        self.rows.flags.extend(
            flags.into_iter().map(|flag| case_flag::Model { case_id: making.id, flag: flag.to_owned() }),
        );
        self.access(&making);
        self.course(&making);
        self.work(&making)?;
        for one in &new.answers {
            let (record_kind, record) = match one.on {
                AnswersOn::Case => ("case", making.id),
                AnswersOn::Incident => ("incident", incident.ok_or(Error::Meaning("incident"))?),
                AnswersOn::Participant(place) => ("participant", making.participant(place)?),
            };
            let place = Place {
                record_kind,
                record,
                root: making.id,
                plugin: &one.plugin,
                field_set: one.field_set.try_into().map_err(|_| Error::Meaning("field set"))?,
                part: one.part,
                side: making.addressed(one.to)?,
                owner: making.id,
            };
            self.put(&place, &one.values, new.created_at)?;
            self.index(&place, making.id, &one.indexed);
        }
        Ok(())
    }

    fn spine(&mut self, new: &BulkCase) -> Result<()> {
        let reference = self.names.reference(ReferenceKind::Case);
        let dates = new.dates;
        self.rows.cases.push(case::Model {
            id: new.id.into(),
            reference,
            legacy_reference: new.legacy_reference.clone(),
            service_type: new.service_type.as_str().to_owned(),
            route: new.route.0.clone(),
            route_version: new.route.1.try_into().map_err(|_| Error::Meaning("route version"))?,
            stage: new.stage.as_str().to_owned(),
            phase: new.phase.as_str().to_owned(),
            status: new.status.as_str().to_owned(),
            stage_override: None,
            override_reason: None,
            owner: new.owner.map(Uuid::from),
            priority: new.priority.as_str().to_owned(),
            complexity: new.complexity.as_str().to_owned(),
            complex: new.complexity == Complexity::Sensitive,
            risk_flag: new.risk_flag,
            area: new.area.clone(),
            source_type: new.source_type.as_str().to_owned(),
            organisation: new.organisation.map(Uuid::from),
            category: word(new.category.map(|code| code.as_str())),
            justice_stage: word(new.justice_stage.map(|code| code.as_str())),
            initiated_by: word(new.initiated_by.map(|code| code.as_str())),
            coarse_status: if new.status == CaseStatus::Closed { "closed" } else { "in-progress" }.to_owned(),
            outcome_class: word(new.outcome_class.map(|code| code.as_str())),
            outcome: word(new.outcome.map(|code| code.as_str())),
            closing_reason: word(new.closing_reason.map(|code| code.as_str())),
            closing_note: new.closing_note.clone(),
            received_at: new.received_at,
            acknowledged_at: dates.acknowledged_at,
            triaged_at: dates.triaged_at,
            first_contact_at: dates.first_contact_at,
            allocated_at: dates.allocated_at,
            ready_at: dates.ready_at,
            event_at: dates.event_at,
            closed_at: dates.closed_at,
            dispose_after: new.dispose_after,
            summary: new.summary.clone(),
            lawful_basis: new.lawful_basis.clone(),
            team: new.team.into(),
            class: new.class.as_str().to_owned(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            regime: REGIME.to_owned(),
            retention: new.retention.clone(),
            hold: None,
            created_at: new.created_at,
        });
        self.rows.parts = self.rows.parts.union(SPINE);
        Ok(())
    }

    fn participant(&mut self, making: &Making<'_>, new: &BulkParticipant) -> Result<()> {
        let side = making.side(new.side)?;
        // One row finds somebody by any of their names.
        let mut names = new.full_name.clone();
        if !names.contains(&new.called) {
            names = format!("{names} {}", new.called);
        }
        let number = self.names.row(making.case.received_at);
        self.rows.names.push(SearchRow {
            number,
            text: domain::fold(names.trim()),
            case: making.id,
            record: new.id.into(),
            part: Part::FullName.as_str(),
            side,
        });
        let reference = self.names.reference(ReferenceKind::Item);
        self.rows.participants.push(participant::Model {
            id: new.id.into(),
            reference,
            case_id: making.id,
            side,
            person: new.person.into(),
            role: new.role.as_str().to_owned(),
            stage: new.stage.as_str().to_owned(),
            required: new.required,
            called: new.called.clone(),
            first_name: new.called.split_whitespace().next().unwrap_or_default().to_owned(),
            initials: initials(&new.called),
            age_band: Some(new.age_band.as_str().to_owned()),
            responsibility: word(new.responsibility.map(|code| code.as_str())),
            readiness: new.readiness.as_str().to_owned(),
            willing: word(new.willing.map(|code| code.as_str())),
            adjustments: (!new.adjustments.is_empty()).then(|| new.adjustments.join(" ")),
            outcome: word(new.outcome.map(|code| code.as_str())),
            first_contact_at: new.first_contact_at,
            information_given_at: new.information_given_at,
            withdrew_at: new.withdrew_at,
            search_row: Some(number),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at: making.case.created_at,
        });
        if let Some(counted) = &new.counted {
            self.statistic(making, new, counted)?;
        }
        Ok(())
    }

    fn statistic(&mut self, making: &Making<'_>, one: &BulkParticipant, counted: &Counted) -> Result<()> {
        let key = self.keys.get(&Uuid::from(one.person)).ok_or(Error::Meaning("owner key"))?;
        let month = service_day(making.case.received_at, self.zone);
        self.rows.statistics.push(statistic::Model {
            key: key.digest("statistic", making.id.as_bytes()).to_vec(),
            case_id: making.id,
            role: one.role.as_str().to_owned(),
            side_kind: making.case.sides[one.side].as_str().to_owned(),
            age_band: one.age_band.as_str().to_owned(),
            sex: counted.sex.to_owned(),
            ethnic_group: counted.ethnic_group.to_owned(),
            disability: counted.disability.to_owned(),
            district: counted.district.clone(),
            risk_level: counted.risk_level.as_str().to_owned(),
            received_month: format!("{:04}-{:02}", month.year(), month.month()),
            live: false,
        });
        Ok(())
    }

    fn incident(&mut self, making: &Making<'_>) -> Option<Uuid> {
        let new = making.case.incident.as_ref()?;
        let id = self.names.id();
        self.rows.incidents.push(incident::Model {
            id,
            case_id: making.id,
            kind: new.kind.clone(),
            category: word(new.category.map(|code| code.as_str())),
            detail: new.detail.clone(),
            occurred_from: new.occurred_from,
            occurred_to: new.occurred_to,
            reported_to_police: new.reported_to_police,
            crime_reference: new.crime_reference.clone(),
            summary: new.summary.clone(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: None,
            created_at: making.case.created_at,
        });
        Some(id)
    }

    fn access(&mut self, making: &Making<'_>) {
        for one in &making.case.access {
            let kind = match one.kind {
                AccessKind::Assigned(kind) => kind.as_str(),
                AccessKind::Allowed => ALLOW,
                AccessKind::Named => NAMED,
            };
            let state = match one.state {
                AccessState::Invited => INVITED,
                AccessState::Accepted => ACCEPTED,
                AccessState::Declined => "declined",
                AccessState::Ended => "ended",
            };
            let letters = ('A'..='Z').enumerate().take(making.sides.len());
            let asked = letters.filter(|(place, _)| one.sides >> place & 1 == 1);
            let id = self.names.id();
            self.rows.access.push(case_access::Model {
                id,
                account: one.account.into(),
                case_id: making.id,
                kind: kind.to_owned(),
                state: state.to_owned(),
                sides: asked.fold(0, |bits, (_, letter)| bits | side_bit(letter)),
                from_at: one.from,
                until_at: one.until,
                answered_at: one.answered_at,
                answer: one.answered_at.map(|_| "clear".to_owned()),
                reason: None,
                granted_by: one.granted_by.map(Uuid::from),
                live: false,
                batch: Some(self.batch),
                created_at: one.from,
                consent: None,
                agreement: None,
                groups: None,
                confirmed_at: None,
            });
        }
        self.rows.exclusions.extend(making.case.exclusions.iter().map(|one| exclusion::Model {
            account: one.account.into(),
            case_id: making.id,
            reason: one.reason.clone(),
            from_at: one.from,
            until_at: one.until,
            set_by: None,
        }));
    }

    /// Pauses, and the end.
    fn course(&mut self, making: &Making<'_>) {
        for one in &making.case.pauses {
            let (id, created_at) = (self.names.id(), self.on_day(one.from_on));
            self.rows.pauses.push(pause::Model {
                id,
                case_id: making.id,
                reason: one.reason.as_str().to_owned(),
                from_on: one.from_on,
                until_on: one.until_on,
                by: one.by.map(Uuid::from),
                live: false,
                batch: Some(self.batch),
                created_at,
            });
        }
        if let Some(one) = &making.case.closure {
            let id = self.names.id();
            self.rows.closures.push(closure::Model {
                id,
                case_id: making.id,
                reason: one.reason.as_str().to_owned(),
                outcome: one.outcome.as_str().to_owned(),
                note: one.note.clone(),
                proposed_by: one.proposed_by.into(),
                proposed_at: one.proposed_at,
                state: if one.signed.is_some() { "approved" } else { "proposed" }.to_owned(),
                decided_by: one.signed.map(|(by, _)| by.into()),
                decided_at: one.signed.map(|(_, at)| at),
                decision_note: None,
                version: 1,
            });
        }
    }
}

/// The parts that the columns of a case and its participants have.
const SPINE: PartSet = PartSet::of(&[
    Part::Reference,
    Part::Kind,
    Part::Stage,
    Part::Dates,
    Part::Team,
    Part::Area,
    Part::Source,
    Part::CoarseStatus,
    Part::Name,
    Part::FirstName,
    Part::Initials,
    Part::FullName,
    Part::AgeBand,
    Part::Offence,
    Part::Category,
    Part::Flags,
    Part::RiskFlag,
    Part::Complex,
    Part::Adjustments,
    Part::Consent,
    Part::LawfulBasis,
    Part::OutcomeClass,
    Part::Agreement,
]);
