//! The rows of the work on a case.

use domain::{Part, PartSet, ReferenceKind};
use uuid::Uuid;

use super::answers::Place;
use super::cases::Making;
use super::{Composer, word};
use crate::answers::CORE;
use crate::bulk::insert::SearchRow;
use crate::bulk::record::{
    BulkAgreement, BulkAudience, BulkConsent, BulkEntry, BulkFeedback, BulkMeeting, BulkRisk, MeetingHeld,
    RiskProgress,
};
use crate::entity::{agreement, agreement_action, consent, entry, feedback, meeting, risk};
use crate::{Error, Result};

impl Composer<'_> {
    pub(super) fn work(&mut self, making: &Making<'_>) -> Result<()> {
        for one in &making.case.entries {
            self.entry(making, one)?;
        }
        for one in &making.case.consents {
            self.consent(making, one)?;
        }
        for one in &making.case.risks {
            self.risk(making, one)?;
        }
        for one in &making.case.meetings {
            self.meeting(making, one);
        }
        for one in &making.case.agreements {
            self.agreement(making, one);
        }
        for one in &making.case.feedback {
            self.feedback(making, one)?;
        }
        Ok(())
    }

    fn entry(&mut self, making: &Making<'_>, new: &BulkEntry) -> Result<()> {
        if new.part.is_sealed() {
            return Err(Error::Meaning("part of an entry"));
        }
        let (side, audience) = match new.to {
            BulkAudience::Side(place) => (making.side(place)?, "side"),
            BulkAudience::Shared => (Uuid::nil(), "shared"),
            BulkAudience::Internal => (Uuid::nil(), "internal"),
        };
        let id = self.names.id();
        let summary = new.summary.as_ref().filter(|text| !text.trim().is_empty());
        let search_row = summary.map(|text| {
            let number = self.names.row(making.case.received_at);
            self.rows.notes.push(SearchRow {
                number,
                text: text.clone(),
                case: making.id,
                record: id,
                part: new.part.as_str(),
                side,
            });
            number
        });
        let participant = new.participant.map(|place| making.participant(place)).transpose()?;
        let created_at = new.at.unwrap_or_else(|| self.on_day(new.on));
        let reference = self.names.reference(ReferenceKind::Item);
        self.rows.parts = self.rows.parts.union(PartSet::of(&[new.part]));
        self.rows.entries.push(entry::Model {
            id,
            reference,
            case_id: making.id,
            side,
            audience: audience.to_owned(),
            part: new.part.as_str().to_owned(),
            participant,
            kind: new.kind.as_str().to_owned(),
            direction: word(new.direction.map(|code| code.as_str())),
            outcome: word(new.outcome.map(|code| code.as_str())),
            purpose: word(new.purpose.map(|code| code.as_str())),
            occurred_at: new.at,
            occurred_on: new.on,
            minutes: new.minutes,
            summary: new.summary.clone(),
            by: new.by.map(Uuid::from),
            by_name: new.by_name.clone(),
            follow_up: new.follow_up,
            needs_person: new.needs_person,
            search_row,
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at,
        });
        Ok(())
    }

    fn consent(&mut self, making: &Making<'_>, new: &BulkConsent) -> Result<()> {
        let (id, reference) = (self.names.id(), self.names.reference(ReferenceKind::Item));
        let created_at = self.on_day(new.given_on);
        self.rows.consents.push(consent::Model {
            id,
            reference,
            case_id: making.id,
            participant: making.participant(new.participant)?,
            purpose: new.purpose.as_str().to_owned(),
            given: new.given,
            method: new.method.as_str().to_owned(),
            given_on: new.given_on,
            expires_on: new.expires_on,
            withdrawn_on: new.withdrawn_on,
            withdrawn_method: None,
            recorded_by: new.recorded_by.map(Uuid::from),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at,
        });
        Ok(())
    }

    fn risk(&mut self, making: &Making<'_>, new: &BulkRisk) -> Result<()> {
        let (id, reference) = (self.names.id(), self.names.reference(ReferenceKind::Item));
        let created_at = self.on_day(new.done_on);
        let state = match new.progress {
            RiskProgress::Submitted => "submitted",
            RiskProgress::Approved => "approved",
            RiskProgress::Superseded => "superseded",
        };
        self.rows.risks.push(risk::Model {
            id,
            reference,
            case_id: making.id,
            kind: new.kind.as_str().to_owned(),
            level: new.level.as_str().to_owned(),
            state: state.to_owned(),
            done_on: new.done_on,
            valid_until: new.valid_until,
            done_by: new.done_by.map(Uuid::from),
            approved_by: new.approved.map(|(by, _)| by.into()),
            approved_at: new.approved.map(|(_, at)| at),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at,
        });
        let place = Place {
            record_kind: "risk",
            record: id,
            root: making.id,
            plugin: CORE,
            field_set: 1,
            part: Part::RiskAssessment,
            side: Uuid::nil(),
            owner: making.id,
        };
        self.put(&place, &new.answers, created_at)
    }

    fn meeting(&mut self, making: &Making<'_>, new: &BulkMeeting) {
        let (id, reference) = (self.names.id(), self.names.reference(ReferenceKind::Item));
        let (held, held_at) = match new.held {
            MeetingHeld::Planned => ("planned", None),
            MeetingHeld::Yes(at) => ("yes", Some(at)),
            MeetingHeld::No => ("no", None),
        };
        self.rows.meetings.push(meeting::Model {
            id,
            reference,
            case_id: making.id,
            kind: new.kind.as_str().to_owned(),
            direct: new.kind.is_direct(),
            planned_at: new.planned_at,
            venue: new.venue.clone(),
            held: held.to_owned(),
            held_at,
            reason: new.reason.clone(),
            recorded_by: new.recorded_by.map(Uuid::from),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at: held_at.unwrap_or(new.planned_at).min(self.now),
        });
    }

    fn agreement(&mut self, making: &Making<'_>, new: &BulkAgreement) {
        let (id, reference) = (self.names.id(), self.names.reference(ReferenceKind::Item));
        let created_at = self.on_day(new.agreed_on);
        self.rows.agreements.push(agreement::Model {
            id,
            reference,
            case_id: making.id,
            kind: new.kind.as_str().to_owned(),
            text: new.text.clone(),
            agreed_on: new.agreed_on,
            method: new.method.to_owned(),
            status: new.status.as_str().to_owned(),
            recorded_by: new.recorded_by.map(Uuid::from),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at,
        });
        for action in &new.actions {
            self.rows.actions.push(agreement_action::Model {
                id: self.names.id(),
                agreement: id,
                case_id: making.id,
                kind: action.kind.as_str().to_owned(),
                description: action.description.clone(),
                due_on: action.due_on,
                status: action.status.as_str().to_owned(),
                done_on: action.done_on,
                live: false,
                batch: Some(self.batch),
            });
        }
    }

    fn feedback(&mut self, making: &Making<'_>, new: &BulkFeedback) -> Result<()> {
        let answer = |yes: Option<bool>| yes.map(|yes| if yes { "yes" } else { "no" }.to_owned());
        let id = self.names.id();
        let created_at = self.on_day(new.invited_on);
        self.rows.parts = self.rows.parts.union(PartSet::of(&[Part::Feedback]));
        self.rows.feedback.push(feedback::Model {
            id,
            case_id: making.id,
            participant: new.participant.map(|place| making.participant(place)).transpose()?,
            stage: new.stage.clone(),
            invited_on: new.invited_on,
            answered_on: new.answered_on,
            satisfaction: new.satisfaction,
            better_able_to_cope: answer(new.better_able_to_cope),
            feels_safer: answer(new.feels_safer),
            better_informed: answer(new.better_informed),
            comments: new.comments.clone(),
            quote_permission: "none".to_owned(),
            version: 1,
            live: false,
            source: self.source.clone(),
            batch: Some(self.batch),
            legacy_id: new.legacy_id.clone(),
            created_at,
        });
        Ok(())
    }
}
