//! The log of a case: attempts, conversations, office work.
//!
//! A line belongs to whoever could have written it at that time: the office and the
//! coordinator until a facilitator is there, the facilitators afterwards.

use chrono::TimeDelta;
use domain::codes::{ContactKind, ContactOutcome, ContactPurpose, Direction, Willingness};
use domain::{AccountId, Instant, Part};
use storage::bulk::{BulkAudience, BulkEntry};

use super::Scene;
use super::parties::Party;
use super::team::Team;
use crate::calendar::span;
use crate::course::Ending;
use crate::dice::Dice;
use crate::words;

/// A log while it is written.
pub struct Log<'a> {
    pub scene: &'a Scene<'a>,
    pub parties: &'a [Party],
    pub team: &'a Team,
    pub office: AccountId,
    pub entries: Vec<BulkEntry>,
}

/// What one line is, but for who, when and to whom.
struct Line {
    kind: ContactKind,
    direction: Option<Direction>,
    outcome: Option<ContactOutcome>,
    purpose: ContactPurpose,
    minutes: Option<i32>,
    summary: Option<String>,
}

impl Log<'_> {
    /// Writes the whole log, in the order of time.
    pub fn write(mut self, dice: &mut Dice) -> Vec<BulkEntry> {
        self.intake(dice);
        let (first, other): (Vec<usize>, Vec<usize>) = (0..self.parties.len())
            .filter(|at| self.parties[*at].is_principal())
            .partition(|at| self.parties[*at].is_first);
        if self.scene.outline.ending != Ending::NotTaken {
            let from = self.scene.times.triaged;
            self.reaching(&first, from, self.scene.times.contact, dice);
            let from = self.scene.times.contact.filter(|_| self.scene.outline.course.risk.is_some());
            self.reaching(&other, from, self.scene.times.other, dice);
        }
        self.preparing(dice);
        self.event(dice);
        self.fill(dice);
        self.quieten(dice);
        self.entries.retain(|entry| entry.at.is_some_and(|at| at <= self.scene.calendar.now));
        self.entries.sort_by_key(|entry| entry.at);
        self.entries
    }

    /// Who writes at that time.
    fn author(&self, at: Instant, dice: &mut Dice) -> AccountId {
        match self.scene.times.allocated {
            Some(allocated) if at > allocated => {
                let co = self.team.co.filter(|_| dice.chance(0.2));
                co.or(self.team.lead).unwrap_or(self.team.owner)
            }
            _ => self.team.owner,
        }
    }

    fn add(&mut self, with: Option<usize>, at: Instant, line: Line, dice: &mut Dice) {
        let to = with.map_or(BulkAudience::Internal, |place| BulkAudience::Side(self.parties[place].side));
        let by = self.author(at, dice);
        self.push(with, to, at, Part::Notes, by, line);
    }

    fn push(
        &mut self,
        with: Option<usize>,
        to: BulkAudience,
        at: Instant,
        part: Part,
        by: AccountId,
        line: Line,
    ) {
        self.entries.push(BulkEntry {
            participant: with,
            to,
            part,
            kind: line.kind,
            direction: line.direction,
            outcome: line.outcome,
            purpose: Some(line.purpose),
            at: Some(at),
            on: self.scene.calendar.day(at),
            minutes: line.minutes,
            summary: line.summary,
            by: Some(by),
            by_name: None,
            follow_up: false,
            needs_person: false,
            legacy_id: None,
        });
    }

    /// What the office writes: acknowledging and triage.
    fn intake(&mut self, dice: &mut Dice) {
        let office = self.office;
        let note = |kind, outcome, text: &str| Line {
            kind,
            direction: Some(Direction::Out).filter(|_| kind != ContactKind::Note),
            outcome,
            purpose: ContactPurpose::Admin,
            minutes: None,
            summary: Some(text.to_owned()),
        };
        if let Some(at) = self.scene.times.acknowledged {
            let line = note(ContactKind::Email, Some(ContactOutcome::Done), "Acknowledged to the referrer.");
            self.push(None, BulkAudience::Internal, at, Part::IntakeNotes, office, line);
        }
        if let Some(at) = self.scene.times.triaged {
            let texts =
                if self.scene.outline.ending == Ending::NotTaken { words::NOT_TAKEN } else { words::TRIAGE };
            let line = note(ContactKind::Note, None, dice.word(texts));
            self.push(None, BulkAudience::Internal, at, Part::IntakeNotes, self.team.owner, line);
        }
    }

    /// Attempts on one side until somebody is reached, or until they are given up.
    fn reaching(&mut self, side: &[usize], from: Option<Instant>, reached: Option<Instant>, dice: &mut Dice) {
        let (Some(from), Some(main)) = (from, side.first().copied()) else { return };
        let end = reached.or(self.scene.times.closed).unwrap_or(self.scene.calendar.now);
        let attempts = match reached {
            Some(_) => dice.weighed(&[(0, 52.0), (1, 24.0), (2, 12.0), (4, 12.0)]),
            None => 3 + dice.below(3),
        };
        let length = (end - from).num_minutes().max(30) as f64 / 1_440.0;
        for attempt in 0..attempts {
            let days = length * (attempt as f64 + dice.between(0.3, 0.8)) / (attempts as f64 + 1.0);
            let at = self.scene.calendar.after(from, days);
            if reached.is_some_and(|reached| at >= reached) {
                continue;
            }
            let by_letter = attempt > 1 && dice.chance(0.4);
            let (kind, outcome, text) = match () {
                () if by_letter => (ContactKind::Letter, ContactOutcome::Done, None),
                () if dice.chance(0.3) => (
                    ContactKind::Voicemail,
                    ContactOutcome::LeftMessage,
                    Some(dice.word(words::LEFT_MESSAGE)),
                ),
                () => {
                    let text = dice.word(words::NO_ANSWER);
                    (ContactKind::Call, ContactOutcome::NoAnswer, dice.chance(0.5).then_some(text))
                }
            };
            let line = Line {
                kind,
                direction: Some(Direction::Out),
                outcome: Some(outcome),
                purpose: ContactPurpose::FirstContact,
                minutes: None,
                summary: text.map(str::to_owned),
            };
            self.add(Some(main), at, line, dice);
        }
        let Some(reached) = reached else { return };
        for (number, place) in side.iter().enumerate() {
            let party = &self.parties[*place];
            let answer = match party.willing {
                Willingness::Unwilling => words::UNWILLING,
                _ => words::WILLING,
            };
            let summary = format!("{} {}", dice.word(words::FIRST_SPOKE), dice.word(answer));
            let line = Line {
                kind: ContactKind::Call,
                direction: Some(Direction::Out),
                outcome: Some(ContactOutcome::Spoke),
                purpose: ContactPurpose::FirstContact,
                minutes: Some(8 + dice.below(30) as i32),
                summary: Some(summary),
            };
            self.add(Some(*place), reached + TimeDelta::minutes(25 * number as i64), line, dice);
        }
    }

    /// Visits and calls of preparation.
    fn preparing(&mut self, dice: &mut Dice) {
        let Some(allocated) = self.scene.times.allocated else { return };
        let end = self.scene.times.event.or(self.scene.times.closed).unwrap_or(self.scene.calendar.now);
        let days = (end - allocated).num_minutes() as f64 / 1_440.0;
        for place in 0..self.parties.len() {
            if !(self.parties[place].is_principal() && self.parties[place].is_in()) {
                continue;
            }
            let from = self.parties[place].reached.unwrap_or(allocated).max(allocated);
            let left = (end - from).num_minutes() as f64 / 1_440.0;
            let times = ((days / 14.0).clamp(1.0, 6.0) as usize) + dice.below(2);
            for time in 0..times {
                let at = self
                    .scene
                    .calendar
                    .after(from, left * (time as f64 + dice.between(0.1, 0.9)) / times as f64);
                let kind = dice.weighed(&[
                    (ContactKind::Call, 55.0),
                    (ContactKind::Visit, 30.0),
                    (ContactKind::Text, 8.0),
                    (ContactKind::Email, 7.0),
                ]);
                let line = Line {
                    kind,
                    direction: Some(if dice.chance(0.8) { Direction::Out } else { Direction::In }),
                    outcome: Some(ContactOutcome::Spoke),
                    purpose: ContactPurpose::Prepare,
                    minutes: Some(if kind == ContactKind::Visit {
                        45 + dice.below(50) as i32
                    } else {
                        5 + dice.below(25) as i32
                    }),
                    summary: Some(format!("{} {}", dice.word(words::PREPARING), dice.word(words::NEXT))),
                };
                if at < end {
                    self.add(Some(place), at, line, dice);
                }
            }
        }
        if let Some(planned) = self.scene.times.event.or(self.scene.times.planned) {
            let at =
                self.scene.calendar.after(allocated, (planned - allocated).num_days().max(1) as f64 * 0.8);
            let line = Line {
                kind: ContactKind::Call,
                direction: Some(Direction::Out),
                outcome: Some(ContactOutcome::Done),
                purpose: ContactPurpose::Arrange,
                minutes: Some(10),
                summary: Some(dice.word(words::ARRANGING).to_owned()),
            };
            self.add(None, at, line, dice);
        }
    }

    /// The event itself, which both sides may know of, and the calls afterwards.
    fn event(&mut self, dice: &mut Dice) {
        let Some(event) = self.scene.times.event else { return };
        let line = Line {
            kind: ContactKind::Meeting,
            direction: None,
            outcome: Some(ContactOutcome::Done),
            purpose: ContactPurpose::Prepare,
            minutes: Some(60 + dice.below(90) as i32),
            summary: Some(dice.word(words::EVENT).to_owned()),
        };
        let by = self.author(event, dice);
        self.push(None, BulkAudience::Shared, event + TimeDelta::hours(2), Part::Notes, by, line);
        let Some(followed) = self.scene.times.followed_up else { return };
        for place in 0..self.parties.len() {
            if self.parties[place].is_principal() && self.parties[place].reached.is_some() {
                let line = Line {
                    kind: ContactKind::Call,
                    direction: Some(Direction::Out),
                    outcome: Some(ContactOutcome::Spoke),
                    purpose: ContactPurpose::FollowUp,
                    minutes: Some(6 + dice.below(15) as i32),
                    summary: Some(dice.word(words::FOLLOW_UP).to_owned()),
                };
                self.add(Some(place), followed + TimeDelta::minutes(20 * place as i64), line, dice);
            }
        }
    }

    /// Office work and agencies, until the log is as long as logs are.
    fn fill(&mut self, dice: &mut Dice) {
        let long = match self.scene.outline.ending {
            Ending::NotTaken => 0.2,
            Ending::NotReached | Ending::FirstDeclined => 0.55,
            Ending::Held { .. } | Ending::Coached => 1.5,
            _ => 1.0,
        };
        let wanted = (dice.around(14.0, 45.0) * long).min(140.0) as usize;
        let end = self.scene.times.closed.unwrap_or(self.scene.calendar.now);
        let from = self.scene.times.triaged.unwrap_or(self.scene.outline.received);
        let days = (end - from).num_minutes().max(60) as f64 / 1_440.0;
        // A young case has had no time for a long log.
        let possible = self.entries.len() + (days * 1.2) as usize;
        while self.entries.len() < wanted.min(possible) {
            let at = self.scene.calendar.after(from, days * dice.share());
            if at > end {
                break;
            }
            let kind = dice.weighed(&[
                (ContactKind::Agency, 40.0),
                (ContactKind::Note, 35.0),
                (ContactKind::Email, 25.0),
            ]);
            let line = Line {
                kind,
                direction: Some(Direction::Out).filter(|_| kind != ContactKind::Note),
                outcome: Some(ContactOutcome::Done).filter(|_| kind != ContactKind::Note),
                purpose: if kind == ContactKind::Agency {
                    ContactPurpose::AgencyLiaison
                } else {
                    ContactPurpose::Admin
                },
                minutes: None,
                summary: Some(dice.word(words::OFFICE).to_owned()),
            };
            self.add(None, at, line, dice);
        }
    }

    /// In every eighth open case nothing was written for a month, and somebody should look.
    fn quieten(&mut self, dice: &mut Dice) {
        if self.scene.outline.is_open && !self.scene.times.is_paused() && dice.chance(0.12) {
            let since = self.scene.calendar.now - span(32.0);
            let milestones = [
                self.scene.times.contact,
                self.scene.times.other,
                self.scene.times.event,
                self.scene.times.followed_up,
            ];
            let moved = milestones.into_iter().flatten().any(|at| at > since);
            if !moved && self.scene.outline.received < since {
                self.entries.retain(|entry| entry.at.is_none_or(|at| at < since));
            }
        }
    }
}
