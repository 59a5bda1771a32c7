//! Referrals that are no case: those that wait for a decision, and those that were not taken.

use chrono::TimeDelta;
use domain::codes::{Channel, ReferralDecision, ServiceType, SourceType};
use domain::normalise::name_key;
use domain::{Answers, CaseClass, Instant, PersonId, Value};
use storage::bulk::{BulkDecision, BulkReferral, Loader};
use storage::{KnownBy, found_by};

use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::outline::{Outline, service_type, source_type};
use crate::partner_form::{Form, PARTNER, PUBLIC};
use crate::population::{Part, Population, Somebody};
use crate::service::Service;
use crate::words::{self, DISTRICTS};

const WAITING: u64 = 31;
const TURNED_AWAY: u64 = 32;

/// How many wait, and how many of them came by the public form.
const WAIT: (usize, usize) = (9, 3);

/// A submission while it is put together.
struct Submission<'a> {
    outline: Outline,
    form: Form,
    service: &'a Service,
    calendar: &'a Calendar,
    first: Somebody,
    second: Somebody,
}

/// The referrals that wait: received in the last week, sealed under keys of their own, some
/// about people whom the service knows.
pub fn waiting(
    seed: u64,
    service: &Service,
    population: &mut Population,
    loader: &mut Loader,
    calendar: &Calendar,
) -> Vec<BulkReferral> {
    let (count, public) = WAIT;
    let mut referrals = Vec::with_capacity(count);
    for number in 0..count {
        let dice = &mut Dice::of(seed, WAITING, number as u64);
        let is_public = number % (count / public) == 1;
        let kind = if is_public { ServiceType::NeighbourMediation } else { service_type(dice) };
        let source = if is_public {
            SourceType::SelfParty
        } else {
            // Whoever uses the partners' form is a partner.
            loop {
                let source = source_type(kind, dice);
                if service.partners.iter().any(|partner| partner.kind == source) {
                    break source;
                }
            }
        };
        let at = calendar.now - crate::calendar::span(dice.between(0.1, 6.5));
        let received =
            if is_public { at } else { calendar.office(at) }.min(calendar.now - TimeDelta::minutes(20));
        let outline = Outline::draw(number, received, kind, source, dice);
        let people = somebodies(&outline, population, loader, calendar, dice);
        let form = if is_public { PUBLIC } else { PARTNER };
        let submission = Submission { outline, form, service, calendar, first: people.0, second: people.1 };
        referrals.push(submission.referral(None, loader, dice));
    }
    // One of the older ones was sent back with a question.
    if let Some(asked) = referrals.iter_mut().min_by_key(|referral| referral.received_at) {
        asked.decision = Some(BulkDecision {
            decision: ReferralDecision::MoreInformation,
            at: (asked.received_at + TimeDelta::hours(5)).min(calendar.now),
            by: Some(service.coordinators[0]),
            reason: Some("Which of the two would rather be rung first?".to_owned()),
            case: None,
        });
    }
    referrals
}

/// The referrals of the time since the change-over that never became a case: about one for
/// every twenty that did.
pub fn turned_away(
    seed: u64,
    cases: usize,
    since: Instant,
    service: &Service,
    population: &mut Population,
    loader: &mut Loader,
    calendar: &Calendar,
) -> Vec<BulkReferral> {
    let length = (calendar.now - since).num_minutes() as f64 / 1_440.0;
    let mut referrals = Vec::new();
    for number in 0..cases / 20 {
        let dice = &mut Dice::of(seed, TURNED_AWAY, number as u64);
        let kind = service_type(dice);
        let source = loop {
            let source = source_type(kind, dice);
            if service.partners.iter().any(|partner| partner.kind == source) {
                break source;
            }
        };
        let received = calendar.office(since + crate::calendar::span(length * dice.between(0.0, 0.97)));
        let outline = Outline::draw(number, received, kind, source, dice);
        let people = somebodies(&outline, population, loader, calendar, dice);
        let days = dice.around(3.0, 9.0);
        let decision = BulkDecision {
            decision: dice
                .weighed(&[(ReferralDecision::Rejected, 60.0), (ReferralDecision::Redirected, 40.0)]),
            at: calendar.after(received, days).min(calendar.now),
            by: Some(*dice.pick(&service.coordinators)),
            reason: Some(dice.word(words::NOT_TAKEN).to_owned()),
            case: None,
        };
        let submission =
            Submission { outline, form: PARTNER, service, calendar, first: people.0, second: people.1 };
        referrals.push(submission.referral(Some(decision), loader, dice));
    }
    referrals
}

fn somebodies(
    outline: &Outline,
    population: &mut Population,
    loader: &mut Loader,
    calendar: &Calendar,
    dice: &mut Dice,
) -> (Somebody, Somebody) {
    let day = calendar.day(outline.received);
    let parts = match outline.service.is_restorative() {
        true => [Part::Harmed, Part::Responsible],
        false => [Part::Party, Part::Party],
    };
    // One in three is somebody the service knows: that is what the search for duplicates is for.
    let known = population.met_lately(dice).filter(|one| dice.chance(0.35) && !one.is_child(day));
    let not: Vec<PersonId> = known.iter().map(|one| one.id).collect();
    let mut new = |part, dice: &mut Dice| {
        let id = loader.id();
        population.draw(part, outline.district, day, id, &not, dice).somebody
    };
    let first = known.unwrap_or_else(|| new(parts[0], dice));
    let second = new(parts[1], dice);
    (first, second)
}

impl Submission<'_> {
    fn referral(self, decision: Option<BulkDecision>, loader: &mut Loader, dice: &mut Dice) -> BulkReferral {
        let partner = self.service.partner(self.outline.source, self.outline.district, dice);
        let officer = partner.map(|partner| dice.pick(&partner.officers));
        let is_public = self.form == PUBLIC;
        let answers = if is_public {
            self.public_answers(dice)
        } else {
            let organisation = partner.map(|partner| partner.name.as_str()).unwrap_or_default();
            self.partner_answers(organisation, officer.map_or("", |officer| officer.name.as_str()), dice)
        };
        let indexed = ["crime-reference", "out-of-court-disposal", "admission", "tenancy-reference"]
            .into_iter()
            .filter_map(|id| answers.iter().find(|(known, _)| *known == id))
            .map(|(id, value)| (format!("extra.{}.{id}", self.form.plugin), value.clone()));
        BulkReferral {
            id: loader.id(),
            channel: if is_public { Channel::PublicForm } else { Channel::PartnerPortal },
            source_type: self.outline.source,
            organisation: partner.map(|partner| partner.id),
            submitted_by: officer.and_then(|officer| officer.account),
            source_person: officer.map(|officer| officer.name.clone()),
            team: self.service.top,
            plugin: self.form.plugin.to_owned(),
            form: self.form.form.to_owned(),
            form_version: 1,
            received_at: self.outline.received,
            class: CaseClass::Standard,
            service_type: Some(self.outline.service).filter(|_| !is_public),
            area: Some(DISTRICTS[self.outline.district].code().to_owned()),
            category: Some(self.outline.category),
            outcome_class: None,
            sections: self.form.sections(&answers),
            indexed: indexed.collect(),
            known_by: if decision.is_none() { self.known_by() } else { Vec::new() },
            decision,
        }
    }

    /// The ids that the parties have in the form.
    fn parties(&self) -> [&'static str; 2] {
        match (self.form == PUBLIC, self.outline.service.is_restorative()) {
            (true, _) => ["me", "second"],
            (_, true) => ["harmed", "responsible"],
            (_, false) => ["first", "second"],
        }
    }

    fn known_by(&self) -> Vec<KnownBy> {
        let mut known = Vec::new();
        for (party, one) in self.parties().into_iter().zip([&self.first, &self.second]) {
            let text = |value: &str| Value::Text(value.to_owned());
            let mut said = Answers::from([("person.postcode".to_owned(), text(&one.postcode))]);
            said.extend(one.mobile.as_deref().map(|phone| ("person.phone".to_owned(), text(phone))));
            if one.birth_known && self.form == PARTNER && self.outline.service.is_restorative() {
                said.insert("person.birth-date".to_owned(), Value::Date(one.born));
            }
            let found = found_by(&said, &one.given, &one.family);
            known.extend(found.into_iter().map(|(kind, value)| KnownBy {
                party: party.to_owned(),
                kind,
                value,
            }));
        }
        known
    }

    fn partner_answers(
        &self,
        organisation: &str,
        officer: &str,
        dice: &mut Dice,
    ) -> Vec<(&'static str, Value)> {
        let text = |value: &str| Value::Text(value.to_owned());
        let code = |value: &str| Value::Choice(value.to_owned());
        let outline = &self.outline;
        let restorative = outline.service.is_restorative();
        let mut answers = vec![
            ("source-type", code(outline.source.as_str())),
            ("organisation", text(organisation)),
            ("contact-name", text(officer)),
            ("contact-email", text(&format!("{}@example.org", name_key(officer)))),
            ("service-type", code(outline.service.as_str())),
            ("initiated-by", code("agency")),
            ("reason", text(dice.word(words::REASONS))),
            ("hoped-outcome", text("That both can say what they need, and that it stays calm.")),
            ("district", code(DISTRICTS[outline.district].code())),
        ];
        if !(outline.service.is_mediation()) {
            let day = self.calendar.day(outline.received) - TimeDelta::days(6 + dice.below(60) as i64);
            answers.push(("offence-group", code(outline.category.as_str())));
            answers.push(("occurred-on", Value::Date(day)));
            answers.push(("description", text("Reported at the time; both were spoken to.")));
            if matches!(outline.source, SourceType::Police | SourceType::YouthJustice) {
                let reference =
                    format!("DEMO/{:05}/{:02}", dice.below(100_000), outline.received.format("%y"));
                answers.push(("crime-reference", text(&reference)));
                answers.push(("out-of-court-disposal", code("community-resolution")));
                answers.push(("admission", code(dice.word(&["full", "partial"]))));
            }
        }
        if matches!(outline.source, SourceType::HousingAssociation | SourceType::CouncilHousing) {
            answers.push(("tenancy-reference", text(&format!("TEN-{:06}", dice.below(1_000_000)))));
        }
        let ids: [[&'static str; 7]; 2] = match (outline.service.is_mediation(), restorative) {
            (true, _) => [
                [
                    "first-given-name",
                    "first-family-name",
                    "first-phone",
                    "first-address",
                    "first-postcode",
                    "first-aware",
                    "first-consent",
                ],
                [
                    "second-given-name",
                    "second-family-name",
                    "second-phone",
                    "second-address",
                    "second-postcode",
                    "second-aware",
                    "second-consent",
                ],
            ],
            _ => [
                [
                    "harmed-given-name",
                    "harmed-family-name",
                    "harmed-phone",
                    "harmed-address",
                    "harmed-postcode",
                    "harmed-aware",
                    "harmed-consent",
                ],
                [
                    "responsible-given-name",
                    "responsible-family-name",
                    "responsible-phone",
                    "responsible-address",
                    "responsible-postcode",
                    "responsible-aware",
                    "responsible-consent",
                ],
            ],
        };
        for ([given, family, phone, address, postcode, aware, consent], one) in
            ids.into_iter().zip([&self.first, &self.second])
        {
            answers.push((given, text(&one.given)));
            answers.push((family, text(&one.family)));
            answers.extend(one.mobile.as_deref().map(|number| (phone, text(number))));
            answers.push((address, text(&one.address)));
            answers.push((postcode, text(&one.postcode)));
            answers.push((aware, code("yes")));
            answers.push((consent, code(dice.word(&["given-verbal", "given-written"]))));
        }
        if restorative {
            answers.extend(self.first.birth_known.then_some(("harmed-born", Value::Date(self.first.born))));
            answers.push(("harmed-may-phone", code("yes")));
            answers.push(("harmed-may-voicemail", code("no")));
            answers.extend(
                self.second.birth_known.then_some(("responsible-born", Value::Date(self.second.born))),
            );
        }
        if dice.chance(0.4) {
            answers.push(("risks", Value::Choices(vec!["dogs".to_owned()])));
        }
        answers
    }

    fn public_answers(&self, dice: &mut Dice) -> Vec<(&'static str, Value)> {
        let text = |value: &str| Value::Text(value.to_owned());
        let code = |value: &str| Value::Choice(value.to_owned());
        let (me, other) = (&self.first, &self.second);
        let (street, town) = me.address.rsplit_once(", ").unwrap_or((&me.address, ""));
        let mut answers = vec![
            ("role", code("party-a")),
            ("asking-party", code("self-party")),
            ("lives-with-other", code("no")),
            ("may-phone", code(if me.mobile.is_some() { "yes" } else { "no" })),
            ("may-email", code("no")),
            ("may-post", code("yes")),
            ("address", text(street)),
            ("town", text(town)),
            ("postcode", text(&me.postcode)),
            ("safe-times", text(dice.word(words::SAFE_TIMES))),
            ("known-as", text(me.known_as.as_deref().unwrap_or(&me.given))),
            ("given-name", text(&me.given)),
            ("family-name", text(&me.family)),
            ("reason", text("I would like things with my neighbour to be easier.")),
            ("dispute", code(self.outline.category.as_str())),
            ("district", code(DISTRICTS[self.outline.district].code())),
            ("second-name", text(&other.full_name())),
            ("second-address", text(&other.address)),
            ("second-aware", code("unknown")),
            ("hoped-outcome", text("To talk about it with somebody neutral there.")),
            ("danger", code("no")),
            ("agrees", Value::Boolean(true)),
        ];
        if let Some(phone) = &me.mobile {
            answers.push(("phone", text(phone)));
            answers.push(("may-voicemail", code("yes")));
            answers.push(("may-text", code("yes")));
        }
        answers
    }
}
