use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, TimeZone, Utc, Weekday};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::codes::*;
use crate::{AccountId, CaseId, Message};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's own date")
}

const TODAY: &str = "2026-11-24";

fn route(service: ServiceType) -> Route {
    route_for(&default_routes(), service).expect("every service type has a route").clone()
}

/// The facts of a case in which all was done that anyone could ask for.
fn all_done() -> Facts {
    let before = Some(day("2026-11-01"));
    Facts {
        sensitive: true,
        referral_accepted: true,
        checks_done: true,
        eligible: true,
        first_contact_on: before,
        information_given_on: before,
        willingness: Willingness::Willing,
        responsibility: Some(Responsibility::Full),
        consent_to_take_part: Validity::Unlimited,
        consent_to_meet: Validity::Until(day(TODAY)),
        initial_risk: Validity::Until(day("2027-01-01")),
        second_risk: Validity::Until(day(TODAY)),
        lead_accepted: true,
        facilitators: 2,
        all_trained_for_sensitive: true,
        manager_approved_on: before,
        readiness: Readiness::Ready,
        event_held_on: before,
        agreement: AgreementFact::Recorded,
        followed_up_on: before,
        evaluation_done: true,
        ..Facts::default()
    }
}

fn keys(messages: Vec<Message>) -> Vec<String> {
    messages.into_iter().map(|message| message.key).collect()
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

#[test]
fn every_service_type_has_exactly_one_route() {
    let routes = default_routes();
    for service in ServiceType::ALL {
        let count = routes.iter().filter(|route| route.service_types.contains(service)).count();
        assert_eq!(count, 1, "{service:?}");
    }
}

#[test]
fn a_route_that_makes_no_sense_is_refused_in_words() {
    let check = |change: fn(&str) -> String, expect: &str| {
        let text = change(include_str!("routes/advice.toml"));
        let error = Route::from_toml(&text).expect_err("a broken route").to_string();
        assert!(error.contains(expect), "{error}");
    };
    check(|text| text.replace("phase = \"triage\"", "phase = \"tirage\""), "tirage");
    check(|text| text.replace("needs = [\"contact-made\"]", "needs = [\"luck\"]"), "its codes are");
    check(|text| text.replace("phase = \"first-contact\"", "phase = \"received\""), "goes back");
    check(|text| text.replace("id = \"triage\"", "id = \"received\""), "there twice");
    check(|text| text.replace("optional", "optoinal"), "unknown field");
    check(|text| text.replace("phase = \"closed\"", "phase = \"evaluation\""), "the last stage");
    check(|text| format!("{text}needs = [\"contact-made\"]\n"), "a rule of its own");
}

#[test]
fn each_missing_fact_is_named_at_the_gate_it_closes() {
    let route = route(ServiceType::RestorativeJustice);
    let check = |from: &str, to: &str, change: fn(&mut Facts), expect: &[&str]| {
        let mut facts = all_done();
        change(&mut facts);
        let unmet = advance(&route, &from.into(), &to.into(), &facts, day(TODAY)).err().unwrap_or_default();
        assert_eq!(keys(unmet), expect, "{from} to {to}");
    };
    check("preparation", "event", |_| (), &[]);
    check("preparation", "event", |f| f.consent_to_meet = Validity::Missing, &["unmet-consent-to-meet"]);
    check(
        "preparation",
        "event",
        |f| f.second_risk = Validity::Until(day("2026-11-23")),
        &["unmet-second-risk-approved-expired"],
    );
    check(
        "preparation",
        "event",
        |f| f.responsibility = Some(Responsibility::None),
        &["unmet-responsibility-accepted"],
    );
    check("preparation", "event", |f| f.responsibility = Some(Responsibility::NotApplicable), &[]);
    check("preparation", "event", |f| f.manager_approved_on = None, &["unmet-manager-approval"]);
    check("preparation", "event", |f| (f.manager_approved_on, f.sensitive) = (None, false), &[]);
    check("allocation", "preparation", |f| f.facilitators = 1, &["unmet-two-facilitators"]);
    check("event", "follow-up", |f| f.event_held_on = Some(day("2026-12-01")), &["unmet-event-held"]);
    check("event", "agreement", |f| f.agreement = AgreementFact::Missing, &[]);
    check("event", "follow-up", |f| f.agreement = AgreementFact::NotWanted, &[]);
    check("follow-up", "evaluation", |f| f.open_actions = 2, &["unmet-actions-settled"]);
    check("event", "event", |_| (), &["unmet-already-there"]);
    check("evaluation", "closed", |_| (), &["unmet-close-instead"]);
    check("event", "coaching", |_| (), &["unmet-unknown-stage"]);
    check("event", "preparation", |f| f.lead_accepted = false, &[]);
    check("event", "preparation", |f| f.status = CaseStatus::Paused, &["unmet-case-paused"]);
    check("event", "agreement", |f| f.objections.push(Message::new("guard/no")), &["guard/no"]);
}

#[test]
fn someone_may_go_several_stages_at_once_if_nothing_on_the_way_is_missing() {
    let route = route(ServiceType::NeighbourMediation);
    let nothing = Facts::default();
    let unmet = advance(&route, &"received".into(), &"preparation".into(), &nothing, day(TODAY));
    assert_eq!(keys(unmet.expect_err("nothing was done")).len(), 9);
    let step = advance(&route, &"received".into(), &"follow-up".into(), &all_done(), day(TODAY));
    let step = step.expect("all was done");
    assert_eq!((step.phase, step.way), (Phase::FollowUp, Way::Forward));
    assert_eq!(step.skipped, ["agreement".into()]);
}

#[test]
fn the_outlook_names_the_next_stage_that_must_be_passed() {
    let route = route(ServiceType::NeighbourMediation);
    let look = outlook(&route, &"event".into(), &Facts::default(), day(TODAY)).expect("a stage follows");
    assert_eq!(look.next, "follow-up".into());
    assert_eq!(keys(look.unmet), ["unmet-event-held", "unmet-agreement-recorded"]);
    assert_eq!(outlook(&route, &"follow-up".into(), &all_done(), day(TODAY)), None);
}

#[test]
fn a_case_stands_where_all_required_participants_have_arrived() {
    let route = route(ServiceType::RestorativeJustice);
    let at = |role, stage: &str, out| ParticipantStage { role, stage: stage.into(), out };
    let check = |participants: &[ParticipantStage], expect: &str| {
        assert_eq!(case_stage(&route, participants, None).stage, expect.into());
    };
    let (harmed, responsible) = (ParticipantRole::PersonHarmed, ParticipantRole::PersonResponsible);
    check(&[at(harmed, "event", false), at(responsible, "first-contact", false)], "first-contact");
    check(&[at(harmed, "event", false), at(responsible, "first-contact", true)], "event");
    check(&[at(harmed, "event", false), at(ParticipantRole::Supporter, "received", false)], "event");
    check(&[at(harmed, "triage", true), at(responsible, "event", true)], "triage");
    check(&[at(ParticipantRole::Supporter, "allocation", false)], "allocation");
    check(&[], "received");
    check(&[at(harmed, "no-longer-there", false)], "received");

    let by_hand =
        StageOverride::new(&route, "event".into(), "Both met before we were told").expect("a reason");
    let stage = case_stage(&route, &[at(harmed, "triage", false)], Some(&by_hand));
    assert_eq!((stage.stage, stage.overridden), ("event".into(), true));
    assert!(StageOverride::new(&route, "event".into(), "  ").is_err());
    assert!(StageOverride::new(&route, "closed".into(), "done").is_err());
    assert!(!format!("{by_hand:?}").contains("met"), "a reason is personal and not printed");
}

#[test]
fn bank_holidays_are_working_days_otherwise_and_easter_is_where_it_was() {
    let holidays = Holidays::england_and_wales();
    for holiday in holidays.iter() {
        assert!(!matches!(holiday.weekday(), Weekday::Sat | Weekday::Sun), "{holiday}");
    }
    for year in 2016..=2028 {
        let easter = easter(year);
        assert!(!holidays.is_working_day(easter - Days::new(2)), "Good Friday {year}");
        assert!(!holidays.is_working_day(easter + Days::new(1)), "Easter Monday {year}");
        let count = holidays.iter().filter(|day| day.year() == year).count();
        let expect = match year {
            2022 => 10,
            2023 => 9,
            _ => 8,
        };
        assert_eq!(count, expect, "{year}");
        for (month, last) in [(5, false), (5, true), (8, true)] {
            let mondays: Vec<_> = (1..=31)
                .filter_map(|d| NaiveDate::from_ymd_opt(year, month, d))
                .filter(|d| d.weekday() == Weekday::Mon)
                .collect();
            let monday = if last { mondays[mondays.len() - 1] } else { mondays[0] };
            // VE Day moved the first in 2020, the jubilee the last in 2022.
            let moved = matches!((year, month, last), (2020, 5, false) | (2022, 5, true));
            assert_eq!(holidays.is_working_day(monday), moved, "{monday}");
        }
    }
}

/// Easter Sunday by the method of Meeus, Jones and Butcher.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, (n / 31) as u32, (n % 31 + 1) as u32).expect("Easter is a day")
}

#[test]
fn the_clock_stands_still_in_a_pause_and_on_days_nobody_works() {
    let holidays = Holidays::england_and_wales();
    let check = |from: &str, to: &str, pauses: &Pauses, calendar, working| {
        let found = elapsed(day(from), day(to), pauses, &holidays);
        assert_eq!(found, Some(Elapsed { calendar, working }), "{from} to {to}");
    };
    let none = Pauses::default();
    check("2026-11-23", "2026-11-23", &none, 0, 0);
    check("2026-11-20", "2026-11-23", &none, 3, 1);
    check("2026-12-24", "2026-12-29", &none, 5, 1);
    let paused =
        Pauses::default().pause(day("2026-11-23"), PauseReason::Court).expect("nothing stands still");
    check("2026-11-20", "2026-11-30", &paused, 3, 1);
    let resumed = paused.clone().resume(day("2026-11-25")).expect("it stands still");
    check("2026-11-20", "2026-11-30", &resumed, 8, 4);
    assert_eq!(elapsed(day("2026-11-24"), day("2026-11-23"), &none, &holidays), None);

    assert_eq!(
        paused.clone().pause(day(TODAY), PauseReason::Health).expect_err("twice").key,
        "pause-already-paused"
    );
    assert_eq!(paused.resume(day("2026-11-22")).expect_err("too early").key, "pause-ends-before-start");
    assert_eq!(none.clone().resume(day(TODAY)).expect_err("nothing").key, "pause-not-paused");
    assert_eq!(
        resumed.pause(day("2026-11-24"), PauseReason::Court).expect_err("overlap").key,
        "pause-overlaps"
    );
    assert_eq!(holidays.add_working_days(day("2026-12-24"), 2), day("2026-12-30"));
}

#[test]
fn measures_need_both_dates_in_the_right_order() {
    let dates = CaseDates {
        received_on: Some(day("2026-11-02")),
        allocated_on: Some(day("2026-11-09")),
        event_on: Some(day("2026-11-01")),
        ..CaseDates::default()
    };
    let (none, holidays) = (Pauses::default(), Holidays::england_and_wales());
    assert_eq!(Measure::Allocation.of(&dates, &none, &holidays), Some(Elapsed { calendar: 7, working: 5 }));
    assert_eq!(Measure::Event.of(&dates, &none, &holidays), None);
    assert_eq!(Measure::Closure.of(&dates, &none, &holidays), None);
}

#[test]
fn a_closing_reason_fits_the_service_the_stage_and_what_happened() {
    let check = |reason, service, reached, held, expect: Option<&str>| {
        let found = fits(reason, service, reached, held).err().map(|message| message.key);
        assert_eq!(found.as_deref(), expect, "{reason:?} {service:?} {reached:?}");
    };
    use {ClosingReason as R, ServiceType as S};
    check(R::DirectMeeting, S::RestorativeJustice, Phase::FollowUp, true, None);
    check(R::DirectMeeting, S::RestorativeJustice, Phase::Preparation, false, Some("closing-no-event"));
    check(R::DirectMeeting, S::NeighbourMediation, Phase::FollowUp, true, Some("closing-not-for-service"));
    check(
        R::HarmedDeclined,
        S::NeighbourMediation,
        Phase::FirstContact,
        false,
        Some("closing-not-for-service"),
    );
    check(R::NotEligible, S::RestorativeJustice, Phase::Triage, false, None);
    check(R::NotEligible, S::RestorativeJustice, Phase::Event, false, Some("closing-already-started"));
    check(
        R::WithdrewAfterPreparation,
        S::AsbRestorative,
        Phase::Allocation,
        false,
        Some("closing-not-prepared"),
    );
    check(R::CoachingCompleted, S::NeighbourMediation, Phase::Event, true, None);
    check(R::ResolvedThemselves, S::NeighbourMediation, Phase::FirstContact, false, None);
    for reason in ClosingReason::ALL {
        let somewhere = ServiceType::ALL.iter().any(|service| {
            Phase::ALL.iter().any(|phase| fits(*reason, *service, *phase, reason.says_event_held()).is_ok())
        });
        assert!(somewhere, "{reason:?} can never be chosen");
    }
    for service in ServiceType::ALL {
        for phase in Phase::ALL {
            let some = ClosingReason::ALL.iter().any(|reason| fits(*reason, *service, *phase, false).is_ok());
            assert!(some, "nothing closes {service:?} in {phase:?}");
        }
    }
}

fn proposal(reason: ClosingReason) -> ClosureProposal {
    ClosureProposal {
        reason,
        note: String::new(),
        outcome: OverallOutcome::PositiveOther,
        closed_on: day(TODAY),
        proposed_by: account(1),
    }
}

#[test]
fn a_case_is_closed_by_two_people_and_can_be_opened_again() {
    let put = |proposal, facts: &Facts| {
        propose(
            proposal,
            ServiceType::NeighbourMediation,
            Phase::FollowUp,
            facts,
            day("2026-09-01"),
            day(TODAY),
        )
    };
    let closure = put(proposal(ClosingReason::MediationAgreement), &all_done()).expect("it fits");
    let own = closure.clone().approve(account(1), day(TODAY), FourEyes::Required);
    assert_eq!(own.expect_err("two eyes").key, "closing-own-proposal");
    assert!(closure.clone().approve(account(1), day(TODAY), FourEyes::Waived).is_ok());
    let closed = closure.clone().approve(account(2), day(TODAY), FourEyes::Required).expect("four eyes");
    assert!(closed.clone().send_back(account(2), day(TODAY)).is_err());
    let open = closed.reopen(account(2), day(TODAY)).expect("it was closed");
    assert!(matches!(open, Closure::Reopened { .. }));
    let returned = closure.send_back(account(2), day(TODAY)).expect("it waited");
    assert!(returned.approve(account(2), day(TODAY), FourEyes::Required).is_err());

    let wrong = |change: fn(&mut ClosureProposal)| {
        let mut it = proposal(ClosingReason::Other);
        it.note = "a reason".to_owned();
        change(&mut it);
        keys(put(it, &all_done()).err().unwrap_or_default())
    };
    assert_eq!(wrong(|_| ()), Vec::<String>::new());
    assert_eq!(wrong(|p| p.note = " ".to_owned()), ["closing-note-required"]);
    assert_eq!(wrong(|p| p.closed_on = day("2026-11-25")), ["closing-in-future"]);
    assert_eq!(wrong(|p| p.closed_on = day("2026-08-31")), ["closing-before-received"]);
    assert_eq!(wrong(|p| p.outcome = OverallOutcome::PositiveDirect), ["closing-outcome-without-event"]);
    let open_actions = Facts { open_actions: 1, ..all_done() };
    let found = put(proposal(ClosingReason::MediationAgreement), &open_actions);
    assert_eq!(keys(found.expect_err("an action is open")), ["unmet-actions-settled"]);
    assert_eq!(access_ends(day(TODAY), 14), day("2026-12-08"));
}

#[test]
fn a_consent_holds_from_its_day_to_its_last_and_no_longer_once_withdrawn() {
    let give = |purpose, method| {
        Consent::give(purpose, method, day("2026-10-01"), Some(day("2026-12-01")), day(TODAY))
            .expect("a consent")
    };
    let consent = give(ConsentPurpose::TakePart, ConsentMethod::Verbal);
    assert!(consent.holds(day("2026-12-01")));
    assert!(!consent.holds(day("2026-12-02")));
    assert!(!consent.holds(day("2026-09-30")));
    assert!(
        !give(ConsentPurpose::Meet, ConsentMethod::Verbal).holds(day(TODAY)),
        "meeting needs it in writing"
    );
    assert!(give(ConsentPurpose::Meet, ConsentMethod::Written).holds(day(TODAY)));
    let withdrawn = consent.withdraw(day("2026-11-01")).expect("it was given");
    assert!(!withdrawn.holds(day(TODAY)));
    assert!(withdrawn.withdraw(day(TODAY)).is_err());
    assert!(consent.withdraw(day("2026-09-01")).is_err());
    let refused = Consent::refuse(ConsentPurpose::Research, ConsentMethod::Written, day(TODAY), day(TODAY));
    assert_eq!(refused.expect("a refusal").validity(), Validity::Missing);
    assert!(
        Consent::give(ConsentPurpose::Research, ConsentMethod::Written, day("2026-11-25"), None, day(TODAY))
            .is_err()
    );
}

#[test]
fn a_risk_assessment_is_approved_by_someone_else_and_then_locked() {
    let draft = RiskState::Draft { by: account(1) };
    assert_eq!(draft.submit(RiskLevel::Unknown).expect_err("no judgement").key, "risk-level-required");
    let submitted = draft.submit(RiskLevel::Medium).expect("a draft");
    assert_eq!(submitted.validity(), Validity::Missing);
    let own = submitted.approve(account(1), day(TODAY), day("2027-01-01"));
    assert_eq!(own.expect_err("own").key, "risk-own-assessment");
    let approved = submitted.approve(account(2), day(TODAY), day("2027-01-01")).expect("another");
    assert_eq!(approved.validity(), Validity::Until(day("2027-01-01")));
    assert!(approved.submit(RiskLevel::Low).is_err());
    assert_eq!(approved.supersede().validity(), Validity::Missing);
    assert_eq!(submitted.send_back(), Ok(draft));
    let unsuitable = draft.submit(RiskLevel::Unsuitable).expect("a draft");
    let approved = unsuitable.approve(account(2), day(TODAY), day("2027-01-01")).expect("another");
    assert_eq!(approved.validity(), Validity::Missing, "unsuitable opens no gate");
}

#[test]
fn an_invitation_and_a_referral_are_answered_once() {
    let at = Utc.timestamp_opt(1_795_000_000, 0).single().expect("an instant");
    let invited = Invitation::Invited { at };
    assert_eq!(invited.accept(at, true).expect_err("knows someone").key, "invitation-conflict");
    let accepted = invited.accept(at, false).expect("open");
    assert!(accepted.decline(at, false).is_err());
    assert_eq!(accepted.end(at).expect("it began").as_str(), "ended");
    assert!(invited.decline(at, true).expect("open").accept(at, false).is_err());
    assert_eq!(invited.withdraw(at).expect("open").as_str(), "withdrawn");

    let received = ReferralState::Received { at };
    let case = CaseId(Uuid::from_u128(7));
    let waiting = received.clone().decide(Ruling::AskForMore, account(1), at).expect("open");
    assert_eq!(waiting.clone().supplement(), Ok(received.clone()));
    let accepted = waiting.decide(Ruling::Accept(case), account(1), at).expect("open");
    assert_eq!(accepted.case(), Some(case));
    let twice = accepted.decide(Ruling::Merge(case), account(1), at);
    assert_eq!(twice.expect_err("decided").key, "referral-already-decided");
    let mute = received.decide(Ruling::Reject(" ".to_owned()), account(1), at);
    assert_eq!(mute.expect_err("no words").key, "referral-reason-required");
}

#[test]
fn every_stage_route_phase_and_message_has_words_in_both_languages() {
    for locale in ["en", "cy"] {
        let path = format!("{}/../wording/locales/{locale}/domain.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let known: BTreeSet<&str> = text.lines().filter_map(|line| Some(line.split_once(" =")?.0)).collect();
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        for route in default_routes() {
            wanted.insert(format!("route-{}", route.id));
            wanted.extend(route.stages.iter().map(Stage::key));
        }
        wanted.extend(Phase::ALL.iter().map(|phase| phase.key().to_owned()));
        wanted.extend(Measure::ALL.iter().map(|measure| measure.key().to_owned()));
        wanted.extend(Guard::ALL.iter().map(|guard| guard.key().to_owned()));
        for source in [
            include_str!("advance.rs"),
            include_str!("pause.rs"),
            include_str!("closing.rs"),
            include_str!("consent.rs"),
            include_str!("risk.rs"),
            include_str!("invitation.rs"),
            include_str!("referral.rs"),
        ] {
            let named = source.split("Message::new(\"").skip(1).filter_map(|rest| rest.split('"').next());
            wanted.extend(named.map(str::to_owned));
            let refused = source.split("refuse(\"").skip(1).filter_map(|rest| rest.split('"').next());
            wanted.extend(refused.map(str::to_owned));
        }
        for expiring in [
            Guard::ConsentToTakePart,
            Guard::ConsentToMeet,
            Guard::InitialRiskApproved,
            Guard::SecondRiskApproved,
        ] {
            wanted.insert(format!("{}-expired", expiring.key()));
        }
        let missing: Vec<_> = wanted.iter().filter(|key| !known.contains(key.as_str())).collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..4_700).prop_map(|n| day("2016-01-01") + Days::new(n))
}

fn any_pauses() -> impl Strategy<Value = Pauses> {
    let pause = (any_day(), proptest::option::of(0u64..200)).prop_map(|(from, length)| Pause {
        from,
        to: length.map(|length| from + Days::new(length)),
        reason: PauseReason::Court,
    });
    proptest::collection::vec(pause, 0..5).prop_map(Pauses::from_stored)
}

fn any_facts() -> impl Strategy<Value = Facts> {
    (proptest::collection::vec(any::<bool>(), 12), 0u32..3, any_day()).prop_map(|(yes, count, on)| {
        let validity = |there: bool| if there { Validity::Until(on) } else { Validity::Missing };
        Facts {
            sensitive: yes[0],
            referral_accepted: yes[1],
            checks_done: yes[2],
            eligible: yes[3],
            first_contact_on: yes[4].then_some(on),
            information_given_on: yes[5].then_some(on),
            willingness: if yes[6] { Willingness::Willing } else { Willingness::Undecided },
            consent_to_take_part: validity(yes[7]),
            consent_to_meet: validity(yes[8]),
            initial_risk: validity(yes[9]),
            lead_accepted: yes[10],
            facilitators: count,
            event_held_on: yes[11].then_some(on),
            ..all_done()
        }
    })
}

proptest! {
    #[test]
    fn the_clock_counts_as_someone_with_a_calendar_would(
        from in any_day(), length in 0u64..900, pauses in any_pauses()
    ) {
        let holidays = Holidays::england_and_wales();
        let to = from + Days::new(length);
        let paused = |day: NaiveDate| pauses.iter().any(|p| p.from < day && p.to.is_none_or(|to| day <= to));
        let counted: Vec<NaiveDate> =
            from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| !paused(*day)).collect();
        let working = counted.iter().filter(|day| holidays.is_working_day(**day)).count() as i64;
        let found = elapsed(from, to, &pauses, &holidays);
        prop_assert_eq!(found, Some(Elapsed { calendar: counted.len() as i64, working }));
    }

    #[test]
    fn nobody_is_let_through_a_gate_that_the_stages_on_the_way_close(
        facts in any_facts(), today in any_day(), from in 0usize..10, to in 0usize..10
    ) {
        let route = route(ServiceType::RestorativeJustice);
        let (start, end) = (&route.stages[from].id, &route.stages[to].id);
        match advance(&route, start, end, &facts, today) {
            Ok(step) if step.way == Way::Forward => {
                prop_assert!(from < to);
                for stage in &route.stages[from + 1..=to] {
                    if !step.skipped.contains(&stage.id) {
                        prop_assert!(stage.guards(facts.sensitive).all(|g| g.unmet(&facts, today).is_none()));
                    }
                }
            }
            Ok(_) => prop_assert!(to < from),
            Err(unmet) => prop_assert!(!unmet.is_empty()),
        }
    }

    #[test]
    fn no_required_participant_is_behind_their_case(places in proptest::collection::vec((0usize..11, 0usize..11, any::<bool>()), 0..6)) {
        let route = route(ServiceType::RestorativeJustice);
        let participants: Vec<_> = places
            .into_iter()
            .map(|(role, stage, out)| ParticipantStage {
                role: ParticipantRole::ALL[role],
                stage: route.stages[stage].id.clone(),
                out,
            })
            .collect();
        let position = route.position(&case_stage(&route, &participants, None).stage);
        let position = position.expect("a stage of the route");
        for participant in participants.iter().filter(|p| route.requires(p.role) && !p.out) {
            prop_assert!(position <= route.position(&participant.stage).expect("a stage of the route"));
        }
    }
}
