//! Sharing with a partner in a case: one client, for a time, on stated grounds; and access
//! that ends by itself.

use std::sync::Arc;

use cases::Error;
use cases::work::{Casework, SharingAsked};
use chrono::{NaiveDate, TimeDelta};
use domain::codes::{ConsentMethod, ConsentPurpose};
use domain::process::{Consent, ConsentState};
use domain::{AccountId, Audience, Instant, OrganisationId, Part, Reference, ReferenceKind, TeamId};
use permissions::{Actor, Policy, RecordConsent, Rights, Role, ViewCase};
use tests::databases::Kind;

use crate::service::{Service, cell, id, moment, now, reference};

pub const PAT: u128 = 4;
pub const POLICE: u128 = 70;

pub fn account(number: u128) -> Reference {
    Reference::from_random(ReferenceKind::Account, number as u64)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's own day")
}

/// The officer of the partner, at a moment.
pub fn pat(at: Instant) -> Actor {
    let rights = Rights {
        account: AccountId(id(PAT)),
        organisation: Some(OrganisationId(id(POLICE))),
        teams: vec![TeamId(id(998))],
        roles: vec![Role::PartnerInCase],
        policy: Arc::new(Policy::default()),
        until: Instant::MAX_UTC,
    };
    Actor::account(rights, at)
}

/// Writes the partner and its officer.
pub async fn partner(service: &Service) {
    let row = [
        cell("id", id(POLICE)),
        cell("reference", Reference::from_random(ReferenceKind::Organisation, 7).stored()),
        cell("name", "Essex Police"),
        cell("sort_key", "essex police"),
        cell("kind", "police"),
        cell("agreement_until", day("2026-12-31")),
    ];
    service.root("organisations", &row).await;
    let row = [
        cell("id", id(PAT)),
        cell("reference", account(PAT).stored()),
        cell("username", "pat"),
        cell("display_name", "Pat"),
        cell("sort_key", "pat"),
        cell("kind", "partner"),
        cell("organisation", id(POLICE)),
        cell("status", "active"),
        cell("language", "en"),
        cell("epoch", 1_i64),
        cell("sensitive_trained", false),
    ];
    service.root("accounts", &row).await;
    let role = [
        cell("account", id(PAT)),
        cell("role", "partner-in-case"),
        cell("from_at", moment("2026-01-01T00:00:00Z")),
        cell("until_at", moment("2027-12-31T00:00:00Z")),
    ];
    service.insert("account_roles", &role).await;
}

/// A service with a case of two people and a partner.
async fn service(kind: Kind) -> (Service, Casework) {
    let service = Service::open(kind).await;
    partner(&service).await;
    service.case(1, "2026-09-01T10:00:00Z", &[]).await;
    service.participant(1, "A", "Ama", "Harmed").await;
    service.participant(1, "B", "Bea", "Responsible").await;
    let casework = Casework::new(service.store.clone());
    (service, casework)
}

/// Records that whoever stands at this place consents to share with an agency.
async fn consent(service: &Service, place: usize, purpose: ConsentPurpose) -> Reference {
    let manager = service.manager();
    let mut unit = service.store.write(&manager).await.expect("a unit begins");
    let seen = unit.case::<ViewCase>(reference(1)).await.expect("the manager sees it");
    let of = unit.case_file(&seen).await.expect("it can be read").participants[place].reference;
    let permit = unit.case::<RecordConsent>(reference(1)).await.expect("the manager may");
    let given = Consent {
        purpose,
        method: ConsentMethod::ALL[0],
        state: ConsentState::Given { on: day("2026-11-01"), until: Some(day("2026-12-20")) },
    };
    let consent = unit.record_consent(permit, of, &given).await.expect("it is kept");
    unit.commit().await.expect("it is committed");
    consent
}

fn asked(grounds: &str, side: char, until: &str) -> SharingAsked {
    SharingAsked {
        account: Some(account(PAT)),
        side: Some(side),
        groups: vec!["g2".to_owned(), "g4".to_owned()],
        until: Some(day(until)),
        grounds: grounds.to_owned(),
    }
}

async fn sees(service: &Service, at: Instant) -> bool {
    let mut unit = service.store.read(&pat(at)).await.expect("a unit begins");
    unit.case::<ViewCase>(reference(1)).await.is_ok()
}

async fn a_partner_sees_their_own_client_and_what_was_chosen(kind: Kind) {
    let (service, casework) = service(kind).await;
    assert!(!sees(&service, now()).await);
    let of_ama = consent(&service, 0, ConsentPurpose::ShareWithAgency).await;
    let share = asked(&of_ama.to_string(), 'A', "2026-12-10");
    casework.share(&service.manager(), reference(1), &share).await.expect("it is shared");
    let officer = pat(now());
    let mut unit = service.store.read(&officer).await.expect("a unit begins");
    let permit = unit.case::<ViewCase>(reference(1)).await.expect("it is shared");
    let (own, other) = (permit.sides[0].id, permit.sides[1].id);
    let reads = |part, side| permit.mask().reads(part, permit.relation(Audience::Side(side)));
    for part in [Part::Name, Part::Contact, Part::SafeContact] {
        assert!(reads(part, own), "{part:?} was chosen");
        assert!(!reads(part, other), "{part:?} of the other side");
    }
    for part in [Part::FullName, Part::BirthDate, Part::Offence, Part::Consent] {
        assert!(!reads(part, own), "{part:?} was not chosen");
    }
    assert!(reads(Part::Stage, own), "how it goes is always shared");
    let file = unit.case_file(&permit).await.expect("it can be read");
    let text = format!("{:?}", file.participants.iter().map(|one| &one.fields).collect::<Vec<_>>());
    assert!(text.contains("Ama Harmed") && !text.contains("Bea"), "{text}");
    drop(unit);
    // It ends with its last day, in the service's own time.
    assert!(sees(&service, moment("2026-12-10T23:59:59Z")).await);
    assert!(!sees(&service, moment("2026-12-11T00:00:00Z")).await);
    let view = casework.sharing(&service.manager(), reference(1)).await.expect("it is shown");
    assert!(view.shares.len() == 1 && view.shares[0].in_force && view.shares[0].sides == ['A']);
    let entry = "verb = 'share-case' AND detail = 'consent g2 g4'";
    assert_eq!(service.how_many("audit_entries", entry).await, 1);
}

async fn taking_the_consent_back_ends_it_at_once(kind: Kind) {
    let (service, casework) = service(kind).await;
    let of_ama = consent(&service, 0, ConsentPurpose::ShareWithAgency).await;
    let share = asked(&of_ama.to_string(), 'A', "2026-12-10");
    casework.share(&service.manager(), reference(1), &share).await.expect("it is shared");
    assert!(sees(&service, now()).await);
    let manager = service.manager();
    let mut unit = service.store.write(&manager).await.expect("a unit begins");
    let permit = unit.case::<RecordConsent>(reference(1)).await.expect("the manager may");
    unit.withdraw_consent(permit, of_ama, day("2026-11-24"), ConsentMethod::ALL[0])
        .await
        .expect("it is kept");
    unit.commit().await.expect("it is committed");
    assert!(!sees(&service, now()).await);
    let view = casework.sharing(&manager, reference(1)).await.expect("it is shown");
    assert!(!view.shares[0].in_force, "staff see that it counts no more");
    let longer = casework.extend_share(&manager, reference(1), account(PAT), Some(day("2026-12-15"))).await;
    assert!(matches!(longer, Err(Error::NotFound)), "{longer:?}");
}

async fn an_agreement_that_ends_ends_it_too(kind: Kind) {
    let (service, casework) = service(kind).await;
    let manager = service.manager();
    let beyond = casework.share(&manager, reference(1), &asked("agreement", 'B', "2027-01-01")).await;
    assert!(matches!(beyond, Err(Error::Unmet(_))), "the agreement ends before: {beyond:?}");
    casework
        .share(&manager, reference(1), &asked("agreement", 'B', "2026-12-15"))
        .await
        .expect("it is shared");
    assert!(sees(&service, now()).await);
    let beyond = casework.extend_share(&manager, reference(1), account(PAT), Some(day("2027-01-01"))).await;
    assert!(matches!(beyond, Err(Error::Unmet(_))), "{beyond:?}");
    casework
        .extend_share(&manager, reference(1), account(PAT), Some(day("2026-12-31")))
        .await
        .expect("as long as the agreement lasts");
    assert!(sees(&service, moment("2026-12-31T23:00:00Z")).await);
    service.change("UPDATE organisations SET agreement_until = '2026-11-23'").await;
    assert!(!sees(&service, now()).await);
}

async fn grounds_have_to_carry_it(kind: Kind) {
    let (service, casework) = service(kind).await;
    let manager = service.manager();
    let of_bea = consent(&service, 1, ConsentPurpose::ShareWithAgency).await;
    let to_meet = consent(&service, 0, ConsentPurpose::Meet).await;
    let cases = [
        (asked(&of_bea.to_string(), 'A', "2026-12-10"), "a consent of the other side"),
        (asked(&to_meet.to_string(), 'A', "2026-12-10"), "a consent to something else"),
        (asked(&of_bea.to_string(), 'B', "2026-12-21"), "a day after the consent runs out"),
        (asked("agreement", 'A', "2026-11-23"), "yesterday"),
        (asked("", 'A', "2026-12-10"), "no grounds"),
        (SharingAsked { groups: vec!["g10".to_owned()], ..asked("agreement", 'A', "2026-12-10") }, "notes"),
        (SharingAsked { groups: vec![], ..asked("agreement", 'A', "2026-12-10") }, "nothing"),
    ];
    for (asked, why) in cases {
        let answer = casework.share(&manager, reference(1), &asked).await;
        assert!(matches!(answer, Err(Error::Unmet(_))), "{why}: {answer:?}");
    }
    let nobody = SharingAsked {
        account: Some(account(crate::service::VOLUNTEER)),
        ..asked("agreement", 'A', "2026-12-10")
    };
    let answer = casework.share(&manager, reference(1), &nobody).await;
    assert!(matches!(answer, Err(Error::NotFound)), "a volunteer is no partner: {answer:?}");
    assert_eq!(service.how_many("case_access", "kind = 'partner'").await, 0);
    casework
        .share(&manager, reference(1), &asked(&of_bea.to_string(), 'B', "2026-12-20"))
        .await
        .expect("it is");
    casework.end_share(&manager, reference(1), account(PAT)).await.expect("it ends early");
    assert!(!sees(&service, now()).await);
}

async fn volunteers_keep_a_closed_case_for_fourteen_days(kind: Kind) {
    let service = Service::open(kind).await;
    let closed = moment("2026-11-01T15:30:00Z");
    service.case(1, "2026-09-01T10:00:00Z", &[cell("closed_at", closed), cell("status", "closed")]).await;
    for kind in ["lead", "co-facilitator", "observer"] {
        service.access(crate::service::VOLUNTEER, 1, kind, "accepted", 1).await;
    }
    let at = async |moment: Instant| {
        let roles = [Role::LeadFacilitator, Role::CoFacilitator, Role::Observer];
        for role in roles {
            let actor = service.actor(crate::service::VOLUNTEER, role).at(moment);
            let mut unit = service.store.read(&actor).await.expect("a unit begins");
            let seen = unit.case::<ViewCase>(reference(1)).await.is_ok();
            let listed = unit
                .list_cases(&contributions::Catalogue::core(), &storage::list::CaseQuery::default())
                .await
                .expect("a list")
                .rows
                .len();
            assert_eq!(seen, listed == 1, "{role:?}: the list says the same");
            if !seen {
                return false;
            }
        }
        true
    };
    let fortnight = TimeDelta::days(14);
    assert!(at(closed + TimeDelta::days(1)).await);
    assert!(at(closed + fortnight - TimeDelta::microseconds(1)).await, "the fourteenth day to its end");
    assert!(!at(closed + fortnight).await, "the fifteenth day");
    assert!(!at(closed + TimeDelta::days(15)).await);
    // And every grant has an end of its own: none is without.
    assert_eq!(service.how_many("case_access", "until_at IS NULL").await, 0);
}

on_both!(a_partner_sees_their_own_client_and_what_was_chosen);
on_both!(taking_the_consent_back_ends_it_at_once);
on_both!(an_agreement_that_ends_ends_it_too);
on_both!(grounds_have_to_carry_it);
on_both!(volunteers_keep_a_closed_case_for_fourteen_days);
