//! Consents, risk, meetings, agreements, surveys and pauses of a case.

use chrono::{NaiveDate, TimeDelta};
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, AgreementStatus, ConsentMethod, ConsentPurpose, PauseReason,
    RiskFactor, RiskKind, RiskLevel, ServiceType, SessionKind,
};
use domain::{Answers, Instant, Value};
use storage::bulk::{
    BulkAction, BulkAgreement, BulkConsent, BulkFeedback, BulkMeeting, BulkPause, BulkRisk, MeetingHeld,
    RiskProgress,
};

use super::Scene;
use super::parties::{CONSENT_DAYS, Party};
use super::team::Team;
use crate::course::Ending;
use crate::dice::Dice;
use crate::words;

/// What all of them are made from.
pub struct Records<'a> {
    pub scene: &'a Scene<'a>,
    pub parties: &'a [Party],
    pub team: &'a Team,
    pub manager: domain::AccountId,
    pub sensitive: bool,
}

impl Records<'_> {
    /// Until when something of an open case holds: it is renewed in time.
    fn until(&self, on: NaiveDate, days: i64, dice: &mut Dice) -> NaiveDate {
        let end = on + TimeDelta::days(days);
        if self.scene.outline.is_open {
            end.max(self.scene.calendar.today() + TimeDelta::days(25 + dice.below(130) as i64))
        } else {
            end
        }
    }

    /// What each willing party agreed to, and what the others did not.
    pub fn consents(&self, dice: &mut Dice) -> Vec<BulkConsent> {
        let mut consents = Vec::new();
        for (place, party) in self.parties.iter().enumerate() {
            let Some(reached) = party.reached else { continue };
            let mut say = |purpose, given, method, at: Instant, dice: &mut Dice| {
                if at > self.scene.calendar.now || self.scene.times.closed.is_some_and(|closed| at > closed) {
                    return;
                }
                let on = self.scene.calendar.day(at);
                let withdrawn = party.withdrew.filter(|_| given && purpose != ConsentPurpose::HoldData);
                consents.push(BulkConsent {
                    participant: place,
                    purpose,
                    given,
                    method,
                    given_on: on,
                    expires_on: given.then(|| self.until(on, 365, dice)),
                    withdrawn_on: withdrawn.map(|at| self.scene.calendar.day(at).max(on)),
                    recorded_by: Some(self.team.owner),
                    legacy_id: None,
                });
            };
            if !matches!(party.willing, domain::codes::Willingness::Willing) {
                let refused = party.willing == domain::codes::Willingness::Unwilling;
                if refused {
                    say(ConsentPurpose::TakePart, false, ConsentMethod::Verbal, reached, dice);
                }
                continue;
            }
            let signed = if dice.chance(0.75) { ConsentMethod::Written } else { ConsentMethod::Electronic };
            let at = self.scene.calendar.after(reached, CONSENT_DAYS);
            say(ConsentPurpose::TakePart, true, signed, at, dice);
            say(ConsentPurpose::HoldData, true, signed, at, dice);
            if let Some(ready) = self.scene.times.ready {
                say(ConsentPurpose::Meet, true, signed, ready, dice);
            }
            if let Some(event) = self.scene.times.event {
                say(ConsentPurpose::Evaluation, dice.chance(0.8), ConsentMethod::Verbal, event, dice);
            }
        }
        consents
    }

    /// The assessments, and the judgement of the newest.
    pub fn risks(&self, unsuitable: bool, dice: &mut Dice) -> (Vec<BulkRisk>, RiskLevel) {
        let mut risks = Vec::new();
        let mut level = RiskLevel::Unknown;
        let high = if self.sensitive { 30.0 } else { 7.0 };
        let ordinary =
            dice.weighed(&[(RiskLevel::Low, 56.0), (RiskLevel::Medium, 36.0), (RiskLevel::High, high)]);
        for (kind, at) in
            [(RiskKind::Initial, self.scene.times.risk), (RiskKind::Second, self.scene.times.second_risk)]
        {
            let Some(approved) = at else { continue };
            let maker = if kind == RiskKind::Second { self.team.lead } else { None };
            level = ordinary;
            risks.push(self.risk(kind, level, maker, Some(approved), dice));
        }
        // What was judged unsuitable ends the process; it is never approved to go on.
        if let (true, Some(closed)) = (unsuitable, self.scene.times.closed) {
            level = RiskLevel::Unsuitable;
            let at = closed - TimeDelta::days(3);
            risks.push(BulkRisk {
                progress: RiskProgress::Submitted,
                ..self.risk(RiskKind::Dynamic, level, self.team.lead, Some(at), dice)
            });
            if let Some(last) = risks.last_mut() {
                (last.approved, last.valid_until) = (None, None);
            }
        }
        // An assessment that waits for approval: the work of the next hours.
        let waits = self.scene.outline.is_open
            && self.scene.times.contact.is_some()
            && self.scene.times.risk.is_none();
        if waits && self.scene.outline.course.risk.is_some() && dice.chance(0.6) {
            let done = self.scene.calendar.now - TimeDelta::hours(20);
            let mut risk = self.risk(RiskKind::Initial, ordinary, Some(self.team.owner), Some(done), dice);
            (risk.progress, risk.approved, risk.valid_until) = (RiskProgress::Submitted, None, None);
            risks.push(risk);
        }
        (risks, level)
    }

    fn risk(
        &self,
        kind: RiskKind,
        level: RiskLevel,
        maker: Option<domain::AccountId>,
        approved: Option<Instant>,
        dice: &mut Dice,
    ) -> BulkRisk {
        let at = approved.unwrap_or(self.scene.calendar.now);
        let on = self.scene.calendar.day(at);
        let count = match level {
            RiskLevel::Low | RiskLevel::Unknown => dice.below(2),
            RiskLevel::Medium => 1 + dice.below(2),
            _ => 2 + dice.below(3),
        };
        let mut factors: Vec<String> =
            (0..count).map(|_| dice.pick(RiskFactor::ALL).as_str().to_owned()).collect();
        factors.sort_unstable();
        factors.dedup();
        let answers = Answers::from([
            ("risk.factors".to_owned(), Value::Choices(factors)),
            ("risk.mitigation".to_owned(), Value::Text(dice.word(words::MITIGATIONS).to_owned())),
        ]);
        BulkRisk {
            kind,
            level,
            progress: RiskProgress::Approved,
            done_on: on,
            valid_until: Some(self.until(on, 183, dice)),
            done_by: maker.or(Some(self.team.owner)),
            approved: approved.map(|at| (self.manager, at)),
            answers,
            legacy_id: None,
        }
    }

    /// Preparation, the event where there is one, and what is planned.
    pub fn meetings(&self, dice: &mut Dice) -> Vec<BulkMeeting> {
        let mut meetings = Vec::new();
        let mut meet = |kind, at: Instant, held, reason: Option<&str>, dice: &mut Dice| {
            meetings.push(BulkMeeting {
                kind,
                planned_at: at,
                venue: Some(dice.word(words::VENUES).to_owned()),
                held,
                reason: reason.map(str::to_owned),
                recorded_by: self.team.lead.or(Some(self.team.owner)),
                legacy_id: None,
            });
        };
        if let (Some(allocated), Some(end)) =
            (self.scene.times.allocated, self.scene.times.ready.or(self.scene.times.closed))
        {
            for party in self.parties.iter().filter(|party| party.is_principal() && party.reached.is_some()) {
                let days = (end - allocated).num_minutes() as f64 / 1_440.0 * dice.between(0.2, 0.8);
                let at = self
                    .scene
                    .calendar
                    .after(allocated.max(party.reached.unwrap_or(allocated)), days.max(0.2));
                if at < end {
                    meet(SessionKind::Preparation, at, MeetingHeld::Yes(at), None, dice);
                }
            }
        }
        let kind = self.event_kind(dice);
        if let Some(event) = self.scene.times.event {
            meet(kind, event, MeetingHeld::Yes(event), None, dice);
        } else if let Some(planned) = self.scene.times.planned {
            meet(kind, planned, MeetingHeld::Planned, None, dice);
        } else if self.scene.outline.ending == Ending::NotHeld
            && self.scene.times.closed.is_some()
            && dice.chance(0.2)
        {
            // A tenth of all who withdraw do so when the day is set.
            let at = self.scene.times.closed.unwrap_or(self.scene.calendar.now) - TimeDelta::days(4);
            meet(kind, at, MeetingHeld::No, Some("withdrew"), dice);
        }
        meetings
    }

    fn event_kind(&self, dice: &mut Dice) -> SessionKind {
        let direct = matches!(self.scene.outline.ending, Ending::Held { direct: true, .. });
        match self.scene.outline.service {
            _ if self.scene.outline.ending == Ending::Coached => SessionKind::CoachingSession,
            ServiceType::ConflictCoaching => SessionKind::CoachingSession,
            service if service.is_mediation() && direct => SessionKind::MediationMeeting,
            _ if direct => SessionKind::Conference,
            service if service.is_mediation() => SessionKind::ShuttleStep,
            _ if dice.chance(0.6) => SessionKind::ShuttleStep,
            _ => SessionKind::LetterDelivery,
        }
    }

    /// What was agreed, where something was.
    pub fn agreements(&self, dice: &mut Dice) -> Vec<BulkAgreement> {
        let (Some(event), Ending::Held { agreed: true, .. }) =
            (self.scene.times.event, self.scene.outline.ending)
        else {
            return Vec::new();
        };
        if self.scene.outline.service == ServiceType::ConflictCoaching {
            return Vec::new();
        }
        let agreed_on = self.scene.calendar.day(event);
        let actions: Vec<BulkAction> =
            (0..1 + dice.below(4)).map(|number| self.action(agreed_on, number, dice)).collect();
        let settled = actions.iter().all(|action| action.status.is_settled());
        let all_done = actions.iter().all(|action| action.status == ActionStatus::Done);
        vec![BulkAgreement {
            kind: if self.scene.outline.service.is_mediation() {
                AgreementKind::Mediation
            } else {
                AgreementKind::Outcome
            },
            text: dice.word(words::AGREEMENTS).to_owned(),
            agreed_on,
            method: if dice.chance(0.8) { "signed" } else { "verbal" },
            status: match (settled, all_done) {
                (false, _) => AgreementStatus::Active,
                (true, true) => AgreementStatus::Completed,
                (true, false) => AgreementStatus::PartlyCompleted,
            },
            actions,
            recorded_by: self.team.lead,
            legacy_id: None,
        }]
    }

    fn action(&self, agreed_on: NaiveDate, number: usize, dice: &mut Dice) -> BulkAction {
        let (kind, description) = if self.scene.outline.service.is_mediation() {
            *dice.pick(&[
                (ActionKind::NoiseOrTime, "Music is turned down after nine in the evening."),
                (ActionKind::BoundaryOrSpace, "The shared path is kept clear."),
                (ActionKind::Communication, "Questions are asked by text message first."),
                (ActionKind::StopBehaviour, "No more shouting over the fence."),
                (ActionKind::StartBehaviour, "Visitors park in the bay across the road."),
            ])
        } else {
            *dice.pick(&[
                (ActionKind::ApologySpoken, "An apology is made at the meeting."),
                (ActionKind::ApologyWritten, "A letter of apology is written and passed on."),
                (ActionKind::RepairOrWork, "The fence is mended together with the housing officer."),
                (ActionKind::Support, "The course that was offered is begun."),
                (ActionKind::KeepDistance, "They keep out of each other's way at the shops."),
            ])
        };
        let due = agreed_on + TimeDelta::days(10 + 9 * number as i64 + dice.below(30) as i64);
        // Eighty-three in a hundred are done; an open case waits for those that lie ahead,
        // and for a few that are late.
        let is_over =
            self.scene.times.closed.is_some() || due < self.scene.calendar.today() - TimeDelta::days(6);
        let status = match is_over {
            true if self.scene.times.closed.is_none() && dice.chance(0.12) => ActionStatus::Open,
            true => dice.weighed(&[
                (ActionStatus::Done, 83.0),
                (ActionStatus::Partly, 7.0),
                (ActionStatus::NotDone, 7.0),
                (ActionStatus::Cancelled, 3.0),
            ]),
            false => ActionStatus::Open,
        };
        // A case that is closed has nothing left in part.
        let status = match status {
            ActionStatus::Partly if self.scene.times.closed.is_some() => ActionStatus::NotDone,
            status => status,
        };
        let done = (status == ActionStatus::Done).then(|| due - TimeDelta::days(dice.below(8) as i64));
        BulkAction {
            kind,
            description: description.to_owned(),
            due_on: Some(due),
            status,
            done_on: done.map(|day| day.max(agreed_on)),
        }
    }

    /// The surveys that were sent, and the 38 in a hundred that came back.
    pub fn feedback(&self, dice: &mut Dice) -> Vec<BulkFeedback> {
        let asked = match (self.scene.times.event, self.scene.times.followed_up, self.scene.times.closed) {
            (Some(_), Some(followed), _) => Some((followed, "after-event")),
            (None, _, Some(closed)) if self.scene.times.allocated.is_some() => Some((closed, "withdrawal")),
            _ => None,
        };
        let Some((asked, stage)) = asked else { return Vec::new() };
        let invited_on = self.scene.calendar.day(asked);
        let mut surveys = Vec::new();
        for (place, party) in self.parties.iter().enumerate() {
            if !party.is_principal()
                || party.reached.is_none()
                || (stage == "withdrawal" && !dice.chance(0.4))
            {
                continue;
            }
            let on = invited_on + TimeDelta::days(3 + dice.below(18) as i64);
            let came_back = dice.chance(0.38) && on <= self.scene.calendar.today();
            let yes = |share: f64, dice: &mut Dice| came_back.then(|| dice.chance(share));
            surveys.push(BulkFeedback {
                participant: Some(place),
                stage: stage.to_owned(),
                invited_on,
                answered_on: came_back.then_some(on),
                satisfaction: came_back
                    .then(|| dice.weighed(&[(5, 62.0), (4, 32.0), (3, 3.5), (2, 1.5), (1, 1.0)])),
                better_able_to_cope: yes(0.71, dice),
                feels_safer: yes(0.62, dice),
                better_informed: yes(0.81, dice),
                comments: (came_back && dice.chance(0.5)).then(|| dice.word(words::COMMENTS).to_owned()),
                legacy_id: None,
            });
        }
        surveys
    }

    /// The stretch in which work waited.
    pub fn pauses(&self, dice: &mut Dice) -> Vec<BulkPause> {
        let Some((from_on, until_on)) = self.scene.times.pause else { return Vec::new() };
        let last = self.scene.times.closed.map(|closed| self.scene.calendar.day(closed));
        let reason = if self.scene.outline.service.is_mediation() {
            dice.weighed(&[
                (PauseReason::PartyRequest, 5.0),
                (PauseReason::Health, 4.0),
                (PauseReason::AwaitingAgency, 3.0),
            ])
        } else {
            dice.weighed(&[
                (PauseReason::Court, 5.0),
                (PauseReason::CustodyMove, 2.0),
                (PauseReason::PartyRequest, 3.0),
                (PauseReason::Health, 2.0),
            ])
        };
        vec![BulkPause { reason, from_on, until_on: until_on.or(last), by: Some(self.team.owner) }]
    }
}
