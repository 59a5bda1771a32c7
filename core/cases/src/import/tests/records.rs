//! Rows as records.

use chrono::NaiveDate;
use domain::CaseClass;
use domain::codes::{
    ActionKind, ActionStatus, Asked, CaseStatus, ClosingReason, Complexity, ConsentMethod,
    ContactPermission as Permission, Flag, OutcomeClass, RiskFactor, RiskKind, RiskLevel, ServiceType, Sex,
};
use domain::process::Phase;

use super::*;
use crate::import::record::{PlannedSide, ReferringOrganisation};

#[test]
fn cases_stand_where_their_stage_and_their_dates_say() {
    let plan = small_plan();
    let case = |id: &str| plan.cases.iter().find(|case| case.origin.id == id).expect("an accepted case");
    let first = case("1001");
    assert_eq!((first.stage.as_str(), first.status), ("preparation", CaseStatus::Open));
    assert_eq!(first.organisation, ReferringOrganisation::Known("Essex Police".to_owned()));
    assert_eq!(first.district.as_deref(), Some("tendring"));
    let volunteers: Vec<_> = first.facilitators.iter().map(|f| f.volunteer.as_deref()).collect();
    assert_eq!(volunteers, [Some("V001"), Some("V002")]);

    let second = case("1002");
    assert_eq!(
        (second.phase, second.reached, second.status),
        (Phase::Closed, Phase::Event, CaseStatus::Closed)
    );
    assert_eq!(second.closing_reason, Some(ClosingReason::DirectMeeting));
    assert_eq!(second.outcome_class, Some(OutcomeClass::Completed));
    assert_eq!(second.outcome_note.as_deref(), Some("Outcome letter sent."));
    assert_eq!(second.linked_to.as_deref(), Some("1001"));
    assert_eq!(second.flags, [Flag::DomesticAbuse, Flag::Harassment, Flag::Child]);
    assert_eq!((second.class, second.complexity), (CaseClass::Restricted, Complexity::Sensitive));
    assert!(
        matches!(&second.organisation, ReferringOrganisation::Ambiguous { candidates, .. } if candidates.len() == 2)
    );
    assert_eq!(second.created_at.map(|at| at.to_rfc3339()).as_deref(), Some("2019-04-16T09:00:00+00:00"));

    let third = case("1003");
    assert_eq!(third.received.proposed, NaiveDate::from_ymd_opt(2019, 10, 2));
    assert_eq!((third.phase, third.status), (Phase::FirstContact, CaseStatus::Open));
    assert_eq!(warned(&plan, FileKind::Cases, "1003"), ["swapped"]);

    let parked = case("1009");
    assert_eq!((parked.status, parked.phase), (CaseStatus::Paused, Phase::FirstContact));
    assert_eq!(parked.flags, [Flag::SexualHarm]);
    assert_eq!(parked.sides, [PlannedSide::Harmed, PlannedSide::Responsible]);

    let odd = case("1010");
    assert_eq!((odd.service_type, odd.status), (ServiceType::AdviceOnly, CaseStatus::Closed));
    assert_eq!(odd.received.read, NaiveDate::from_ymd_opt(2019, 4, 25).expect("a day"));
    let expect = ["shared-reference", "month-first", "word", "stage", "live", "closing-reason"];
    assert_eq!(warned(&plan, FileKind::Cases, "1010"), expect);
}

#[test]
fn people_keep_what_they_said_and_wishes_bind() {
    let plan = small_plan();
    let person =
        |id: &str| plan.people.iter().find(|person| person.origin.id == id).expect("an accepted person");
    let first = person("11");
    assert_eq!((first.given_name.as_str(), first.title.as_deref()), ("Te Rangi", Some("Mr")));
    assert_eq!(first.birth_date, NaiveDate::from_ymd_opt(1950, 9, 7));
    assert_eq!(first.sex, Asked::Answered(Sex::Male));
    assert_eq!(first.phones, ["+447700900750", "+441632960268"]);
    assert_eq!(first.emails, ["rangi@example.org"]);
    assert_eq!(first.postcode.as_deref(), Some("CO13 0AB"));
    assert_eq!(first.support_needs, None);
    let wish = first.safe_contact.as_ref().expect("a wish");
    assert_eq!(
        (wish.phone, wish.voicemail, wish.post),
        (Permission::Yes, Permission::No, Permission::AsStated)
    );

    let second = person("12");
    assert_eq!(second.family_name, "Hargrove Café");
    assert_eq!(second.ethnic_group, Asked::PreferNotToSay);
    assert_eq!((second.birth_date, second.emails.len()), (None, 0));
    assert_eq!(second.phone_notes, ["1632960648 ask for Siân"]);
    let wish = second.safe_contact.as_ref().expect("a wish");
    assert_eq!(wish.words, "Ring the bell twice.");
    assert_eq!((wish.phone, wish.visit), (Permission::AsStated, Permission::AsStated));
    assert_eq!(warned(&plan, FileKind::People, "12"), ["encoding", "postcode", "email", "safe-contact"]);

    assert_eq!(person("13").family_name, "", "NULL in capitals is an empty cell");
    assert_eq!(person("14").family_name, "Null", "and Null is a surname");
    assert!(person("15").is_organisation());
    assert_eq!(person("17").family_name, "Testa", "who only begins like a test");
    assert_eq!(person("19").given_name, "Siân");
    assert_eq!(person("19").family_name, "Ashby Cole");
}

#[test]
fn consents_risks_agreements_volunteers_and_documents_say_what_the_row_said() {
    let plan = small_plan();
    let consent = |id: &str| plan.consents.iter().find(|consent| consent.origin.id == id).expect("accepted");
    assert_eq!((consent("C1").given, consent("C1").method), (true, ConsentMethod::Written));
    assert_eq!((consent("C2").given, consent("C2").method), (true, ConsentMethod::Verbal));
    assert_eq!(warned(&plan, FileKind::Consents, "C2"), ["withdrawn-early"]);
    assert!(!consent("C3").given);

    let risk = |id: &str| plan.risks.iter().find(|risk| risk.origin.id == id).expect("accepted");
    assert_eq!(
        (risk("R1").case.as_str(), risk("R1").score, risk("R1").level),
        ("1001", Some(11), RiskLevel::Medium)
    );
    assert_eq!(risk("R1").factors, [RiskFactor::NoContactOrder, RiskFactor::Dogs]);
    assert_eq!(risk("R1").factors_typed.len(), 3);
    assert_eq!((risk("R1").mitigation.as_deref(), risk("R1").review_on), (Some("two staff"), None));
    assert_eq!(
        (risk("R2").kind, risk("R2").score, risk("R2").level),
        (RiskKind::Second, Some(9), RiskLevel::Unknown)
    );

    let agreement = |id: &str| plan.agreements.iter().find(|one| one.origin.id == id).expect("accepted");
    let actions: Vec<_> =
        agreement("A1").actions.iter().map(|a| (a.kind, a.description.as_str(), a.status)).collect();
    assert_eq!(
        actions,
        [
            (ActionKind::Payment, "Pay £60 towards the fence", ActionStatus::Done),
            (ActionKind::Communication, "Say hello, nothing more", ActionStatus::Done),
        ]
    );
    assert_eq!(agreement("A1").parties, ["11", "12"]);
    assert!(agreement("A1").confidential, "unless the row says no");
    assert!(!agreement("A2").confidential);
    assert_eq!(agreement("A2").actions[0].kind, ActionKind::ApologyWritten);

    let volunteer = |id: &str| plan.volunteers.iter().find(|one| one.origin.id == id).expect("accepted");
    assert_eq!(volunteer("V002").name, "Idris Rowe");
    assert_eq!((volunteer("V001").most_cases, volunteer("V001").sensitive), (Some(3), true));
    assert_eq!(volunteer("V001").districts, ["tendring", "southend-on-sea"]);
    assert_eq!(warned(&plan, FileKind::Volunteers, "V001"), ["date"]);
    assert_eq!(warned(&plan, FileKind::Volunteers, "V002"), ["word"]);

    let document = |id: &str| plan.documents.iter().find(|one| one.origin.id == id).expect("accepted");
    assert_eq!((document("F1").missing, document("F1").size), (false, Some(994_440)));
    assert_eq!((document("F2").missing, document("F2").size), (true, None));
}
