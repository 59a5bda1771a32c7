//! Consents, risk assessments, meetings, agreements and feedback.

use chrono::NaiveDate;
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, ConsentMethod, ConsentPurpose, Readiness, Responsibility,
    RiskFactor, RiskKind, RiskLevel, SessionKind, Willingness,
};
use domain::process::Consent;
use domain::{Answers, FieldErrors, Message, Reference, Value, service_day};
use permissions::{
    Actor, AmendParticipant, ApproveRisk, MoveStage, RecordAgreement, RecordConsent, RecordFeedback,
    RecordRisk, RecordSession, ViewCase,
};
use serde::Serialize;
use storage::Shown;
use wording::Text;

use super::{Casework, say};
use crate::{Error, Result};

/// A consent.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentView {
    /// Its reference.
    pub reference: Reference,
    /// Whose.
    pub participant: Reference,
    /// To what.
    pub purpose: Text,
    /// Yes or no.
    pub given: bool,
    /// How.
    pub method: Text,
    /// When.
    pub given_on: Text,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Text>,
    /// Since when no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<Text>,
    /// Whether it holds today.
    pub holds: bool,
}

/// A risk assessment.
#[derive(Clone, Debug, Serialize)]
pub struct RiskView {
    /// Its reference.
    pub reference: Reference,
    /// Which one.
    pub kind: Text,
    /// The judgement.
    pub level: Text,
    /// The judgement's word, for the tag's colour.
    pub level_code: &'static str,
    /// `draft`, `submitted`, `approved` or `superseded`.
    pub state: String,
    /// When it was made.
    pub done_on: Text,
    /// Until when it may be relied on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Text>,
    /// What was found.
    pub factors: Vec<Text>,
    /// What is done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mitigation: Option<String>,
}

/// A meeting.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingView {
    /// Its reference.
    pub reference: Reference,
    /// What kind.
    pub kind: Text,
    /// When.
    pub when: Text,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// `planned`, `yes` or `no`.
    pub held: String,
}

/// An agreement.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementView {
    /// Its reference.
    pub reference: Reference,
    /// What kind.
    pub kind: Text,
    /// Its text.
    pub text: String,
    /// When.
    pub agreed_on: Text,
    /// What became of it.
    pub status: Text,
    /// Its actions: words, due day, state.
    pub actions: Vec<(String, Option<Text>, Text)>,
}

/// The records page of a case.
#[derive(Clone, Debug, Serialize)]
pub struct RecordsView {
    /// The case.
    pub reference: Reference,
    /// Its version.
    pub version: i64,
    /// Whose consents can be recorded: reference and name.
    pub participants: Vec<(Reference, Option<Text>, char)>,
    /// The consents.
    pub consents: Vec<ConsentView>,
    /// The risk assessments.
    pub risks: Vec<RiskView>,
    /// The meetings.
    pub meetings: Vec<MeetingView>,
    /// The agreements.
    pub agreements: Vec<AgreementView>,
    /// Options of the forms, by list.
    pub lists: std::collections::BTreeMap<&'static str, Vec<(String, Text)>>,
}

/// A consent as the form hands it over.
#[derive(Clone, Copy, Debug)]
pub struct NewConsent {
    /// To what.
    pub purpose: ConsentPurpose,
    /// How it was given.
    pub method: ConsentMethod,
    /// The day on which it was given.
    pub on: NaiveDate,
    /// The last day on which it holds, where it ends by itself.
    pub until: Option<NaiveDate>,
}

/// What a participant said, as the form hands it over; what was not answered is absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// They were told impartially what the process is (Code of Practice A).
    pub informed: bool,
    /// Whether they are willing.
    pub willing: Option<Willingness>,
    /// How ready they are.
    pub readiness: Option<Readiness>,
    /// Whether they accept responsibility.
    pub responsibility: Option<Responsibility>,
}

/// A risk assessment as the form hands it over.
#[derive(Clone, Debug)]
pub struct NewRisk {
    /// Which one.
    pub kind: RiskKind,
    /// The judgement.
    pub level: RiskLevel,
    /// What was found.
    pub factors: Vec<RiskFactor>,
    /// What is done about it.
    pub mitigation: String,
}

const LISTS: [&str; 12] = [
    "willingness",
    "readiness",
    "responsibility",
    "consent-purpose",
    "consent-method",
    "risk-kind",
    "risk-level",
    "risk-factor",
    "session-kind",
    "agreement-kind",
    "action-kind",
    "action-status",
];

/// The longest that an approved assessment may be relied on.
const RISK_DAYS: u64 = 183;

fn today_or_before(errors: &mut FieldErrors, field: &str, day: NaiveDate, today: NaiveDate) {
    if day > today {
        errors.push(field, Message::new("record-in-future"));
    }
}

impl Casework {
    /// Everything that is recorded about the process.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn records(&self, actor: &Actor, case: Reference) -> Result<Shown<RecordsView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewCase>(case).await?;
        let today = service_day(actor.now(), self.store.zone());
        let file = unit.case_file(&permit).await?;
        let named = |field: &&storage::Field| {
            ["participant.name", "participant.first-name"].contains(&field.id.as_str())
                && !field.value.is_empty()
        };
        let participants = file
            .participants
            .iter()
            .map(|p| {
                (
                    p.reference,
                    p.fields.iter().find(named).map(|field| Text::from(&field.value)),
                    p.side.letter.0,
                )
            })
            .collect();
        let consents = unit.consents(&permit).await?;
        let risks = unit.risks(&permit).await?;
        let meetings = unit.meetings(&permit).await?;
        let agreements = unit.agreements(&permit).await?;
        let view = RecordsView {
            reference: permit.reference,
            version: permit.version,
            participants,
            consents: consents
                .into_iter()
                .map(|consent| ConsentView {
                    reference: consent.reference,
                    participant: consent.participant,
                    purpose: say::code(consent.purpose),
                    given: consent.given,
                    method: say::code(consent.method),
                    given_on: consent.given_on.into(),
                    expires_on: consent.expires_on.map(Text::from),
                    withdrawn_on: consent.withdrawn_on.map(Text::from),
                    holds: consent.given
                        && consent.withdrawn_on.is_none()
                        && consent.expires_on.is_none_or(|last| today <= last),
                })
                .collect(),
            risks: risks
                .into_iter()
                .map(|risk| RiskView {
                    reference: risk.reference,
                    kind: say::code(risk.kind),
                    level: say::code(risk.level),
                    level_code: risk.level.as_str(),
                    state: risk.state,
                    done_on: risk.done_on.into(),
                    valid_until: risk.valid_until.map(Text::from),
                    factors: match risk.answers.get("risk.factors") {
                        Some(Value::Choices(codes)) => codes
                            .iter()
                            .map(|code| RiskFactor::parse(code).map_or_else(|| Text::plain(code), say::code))
                            .collect(),
                        _ => Vec::new(),
                    },
                    mitigation: risk
                        .answers
                        .get("risk.mitigation")
                        .and_then(Value::as_text)
                        .map(str::to_owned),
                })
                .collect(),
            meetings: meetings
                .into_iter()
                .map(|meeting| MeetingView {
                    reference: meeting.reference,
                    kind: say::code(meeting.kind),
                    when: meeting.held_at.unwrap_or(meeting.planned_at).into(),
                    venue: meeting.venue,
                    held: meeting.held,
                })
                .collect(),
            agreements: agreements
                .into_iter()
                .map(|agreement| AgreementView {
                    reference: agreement.reference,
                    kind: say::code(agreement.kind),
                    text: agreement.text,
                    agreed_on: agreement.agreed_on.into(),
                    status: say::code(agreement.status),
                    actions: agreement
                        .actions
                        .into_iter()
                        .map(|(_, words, due, status)| (words, due.map(Text::from), say::code(status)))
                        .collect(),
                })
                .collect(),
            lists: LISTS.iter().map(|list| (*list, say::list(list))).collect(),
        };
        Ok(unit.show(view).await?)
    }

    /// Records that a participant gave or refused consent.
    ///
    /// # Errors
    /// [`Error::Unmet`] where the rules refuse it; [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn record_consent(
        &self,
        actor: &Actor,
        case: Reference,
        of: Reference,
        consent: NewConsent,
    ) -> Result<Reference> {
        let today = service_day(actor.now(), self.store.zone());
        let NewConsent { purpose, method, on, until } = consent;
        let consent =
            Consent::give(purpose, method, on, until, today).map_err(|unmet| Error::Unmet(vec![unmet]))?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordConsent>(case).await?;
        let reference = unit.record_consent(permit, of, &consent).await?;
        unit.commit().await?;
        Ok(reference)
    }

    /// Takes a consent back as of today.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such consent in force.
    pub async fn withdraw_consent(
        &self,
        actor: &Actor,
        case: Reference,
        consent: Reference,
        method: ConsentMethod,
    ) -> Result<()> {
        let today = service_day(actor.now(), self.store.zone());
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordConsent>(case).await?;
        unit.withdraw_consent(permit, consent, today, method).await?;
        Ok(unit.commit().await?)
    }

    /// Records what a participant said: each answer under the act that it belongs to, all
    /// of them or none.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] where one of the answers is not the actor's
    /// to record.
    pub async fn record_said(&self, actor: &Actor, case: Reference, of: Reference, said: Said) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        if said.informed || said.willing.is_some() {
            let permit = unit.case::<RecordConsent>(case).await?;
            unit.record_willing(permit, of, said.informed, said.willing).await?;
        }
        if let Some(readiness) = said.readiness {
            let permit = unit.case::<MoveStage>(case).await?;
            unit.record_readiness(permit, of, readiness).await?;
        }
        if let Some(responsibility) = said.responsibility {
            let permit = unit.case::<AmendParticipant>(case).await?;
            unit.record_responsibility(permit, of, responsibility).await?;
        }
        Ok(unit.commit().await?)
    }

    /// Hands in a risk assessment.
    ///
    /// # Errors
    /// [`Error::Fields`] without a judgement, or without a mitigation where the judgement
    /// asks for one; [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn record_risk(&self, actor: &Actor, case: Reference, new: NewRisk) -> Result<Reference> {
        let mut errors = FieldErrors::default();
        if new.level == RiskLevel::Unknown {
            errors.push("level", Message::new("risk-level-required"));
        }
        if matches!(new.level, RiskLevel::Medium | RiskLevel::High) && new.mitigation.trim().is_empty() {
            errors.push("mitigation", Message::new("risk-mitigation-required"));
        }
        let new = errors.or(new).map_err(Error::Fields)?;
        let factors = new.factors.iter().map(|factor| factor.as_str().to_owned()).collect();
        let answers: Answers = [
            ("risk.factors".to_owned(), Value::Choices(factors)),
            ("risk.mitigation".to_owned(), Value::Text(new.mitigation)),
        ]
        .into();
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordRisk>(case).await?;
        let reference = unit.record_risk(permit, new.kind, new.level, &answers).await?;
        unit.commit().await?;
        Ok(reference)
    }

    /// Approves a risk assessment that somebody else made, for half a year.
    ///
    /// # Errors
    /// [`Error::Unmet`] for one's own; [`Error::NotFound`] where none of this name waits.
    pub async fn approve_risk(&self, actor: &Actor, case: Reference, risk: Reference) -> Result<()> {
        let today = service_day(actor.now(), self.store.zone());
        let until = today.checked_add_days(chrono::Days::new(RISK_DAYS)).unwrap_or(today);
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<ApproveRisk>(case).await?;
        match unit.approve_risk(permit, risk, until).await {
            Err(storage::Error::Forbidden) => {
                return Err(Error::Unmet(vec![Message::new("risk-own-assessment")]));
            }
            other => other?,
        }
        Ok(unit.commit().await?)
    }

    /// Records a meeting that is planned or was held.
    ///
    /// # Errors
    /// [`Error::Fields`] where it was held in the future; [`Error::NotFound`],
    /// [`Error::Forbidden`].
    pub async fn record_meeting(
        &self,
        actor: &Actor,
        case: Reference,
        kind: SessionKind,
        on: NaiveDate,
        venue: Option<String>,
        held: bool,
    ) -> Result<Reference> {
        let mut errors = FieldErrors::default();
        if held {
            today_or_before(&mut errors, "on", on, service_day(actor.now(), self.store.zone()));
        }
        errors.or(()).map_err(Error::Fields)?;
        // The day is what people know; noon keeps it that day wherever it is read.
        let at = domain::on_day(on, self.store.zone()) + chrono::TimeDelta::hours(12);
        let at = if held { at.min(actor.now()) } else { at };
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordSession>(case).await?;
        let reference = unit.record_meeting(permit, kind, at, venue, held.then_some(at)).await?;
        unit.commit().await?;
        Ok(reference)
    }

    /// Records an agreement with what it asks people to do.
    ///
    /// # Errors
    /// [`Error::Fields`] without a text or with a day in the future; [`Error::NotFound`],
    /// [`Error::Forbidden`].
    pub async fn record_agreement(
        &self,
        actor: &Actor,
        case: Reference,
        kind: AgreementKind,
        text: String,
        on: NaiveDate,
        actions: Vec<(ActionKind, String, Option<NaiveDate>)>,
    ) -> Result<Reference> {
        let today = service_day(actor.now(), self.store.zone());
        let mut errors = FieldErrors::default();
        if text.trim().is_empty() {
            errors.push("text", Message::new("agreement-text-required"));
        }
        today_or_before(&mut errors, "on", on, today);
        let text = errors.or(text).map_err(Error::Fields)?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordAgreement>(case).await?;
        let reference = unit.record_agreement(permit, kind, text, on, actions).await?;
        unit.commit().await?;
        Ok(reference)
    }

    /// Settles the open actions of the case.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn settle_actions(&self, actor: &Actor, case: Reference, status: ActionStatus) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordAgreement>(case).await?;
        unit.settle_actions(permit, status).await?;
        Ok(unit.commit().await?)
    }

    /// Records how a participant found it, from 1 (very dissatisfied) to 5 (very satisfied).
    ///
    /// # Errors
    /// [`Error::Fields`] for a number out of range; [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn record_feedback(
        &self,
        actor: &Actor,
        case: Reference,
        of: Reference,
        satisfaction: Option<i32>,
        comments: Option<String>,
    ) -> Result<()> {
        let mut errors = FieldErrors::default();
        if satisfaction.is_some_and(|number| !(1..=5).contains(&number)) {
            errors.push("satisfaction", Message::new("feedback-range"));
        }
        errors.or(()).map_err(Error::Fields)?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<RecordFeedback>(case).await?;
        unit.record_feedback(permit, of, satisfaction, comments).await?;
        Ok(unit.commit().await?)
    }
}
