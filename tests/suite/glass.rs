//! Break glass (`security.md` TM-21): staff open one case for an hour, others are told in the
//! same transaction, and whether a case exists is told to nobody by it.

use std::sync::Arc;

use cases::Error;
use cases::work::Casework;
use chrono::TimeDelta;
use domain::codes::{GlassReason, GlassVerdict};
use domain::{Instant, Part, Reference, ReferenceKind, Relation, TeamId};
use permissions::{
    Act, Actor, Allocate, ChangeClass, LogContact, Policy, RecordConfidential, Rights, Role, ViewAudit,
    ViewCase, ViewTeamAccess, roots,
};
use tests::databases::Kind;

use crate::service::{MANAGER, OTHER_MANAGER, Service, VOLUNTEER, cell, id, moment, now, reference};

const WORDS: &str = "A hospital asks who may be told.";

/// A coordinator of another team, at a moment.
fn outsider(at: Instant) -> Actor {
    somebody(Role::Coordinator, OTHER_MANAGER, at)
}

fn somebody(role: Role, account: u128, at: Instant) -> Actor {
    let rights = Rights {
        account: domain::AccountId(id(account)),
        organisation: None,
        teams: vec![TeamId(id(999))],
        roles: vec![role],
        policy: Arc::new(Policy::default()),
        until: Instant::MAX_UTC,
    };
    Actor::account(rights, at)
}

/// A service with an open case, a sealed one, and one from which the outsider is excluded.
async fn service(kind: Kind) -> (Service, Casework) {
    let service = Service::open(kind).await;
    for (number, class) in [(1, "standard"), (2, "sealed"), (3, "standard"), (4, "restricted")] {
        service.case(number, "2026-09-01T10:00:00Z", &[cell("class", class)]).await;
        service.participant(number, "A", "George", "Baxter").await;
    }
    let excluded = [
        cell("account", id(OTHER_MANAGER)),
        cell("case_id", crate::service::case_id(3)),
        cell("reason", "related"),
        cell("from_at", moment("2026-01-01T00:00:00Z")),
        cell("until_at", moment("2036-01-01T00:00:00Z")),
    ];
    service.insert("exclusions", &excluded).await;
    for (account, role) in [(MANAGER, "service-manager"), (VOLUNTEER, "data-protection-officer")] {
        let row = [
            cell("account", id(account)),
            cell("role", role),
            cell("from_at", moment("2026-01-01T00:00:00Z")),
            cell("until_at", moment("2027-12-31T00:00:00Z")),
        ];
        service.insert("account_roles", &row).await;
    }
    let casework = Casework::new(service.store.clone());
    (service, casework)
}

async fn may<A: Act<Record = roots::Case>>(service: &Service, actor: &Actor, case: u128) -> bool {
    let mut unit = service.store.read(actor).await.expect("a unit begins");
    unit.case::<A>(reference(case)).await.is_ok()
}

async fn open(casework: &Casework, actor: &Actor, case: Reference) -> cases::Result<()> {
    casework.break_glass(actor, case, Some(GlassReason::UrgentEnquiry), WORDS).await
}

async fn it_opens_one_case_until_the_second(kind: Kind) {
    let (service, casework) = service(kind).await;
    let actor = outsider(now());
    assert!(!may::<ViewCase>(&service, &actor, 1).await);
    open(&casework, &actor, reference(1)).await.expect("it opens");
    assert!(may::<ViewCase>(&service, &actor, 1).await);
    assert!(may::<LogContact>(&service, &actor, 1).await, "what was done there can be logged");
    assert!(!may::<ViewCase>(&service, &actor, 4).await, "one case, not all");
    // Nothing that decides, nothing confidential, no log of access.
    assert!(!may::<Allocate>(&service, &actor, 1).await);
    assert!(!may::<ChangeClass>(&service, &actor, 1).await);
    assert!(!may::<RecordConfidential>(&service, &actor, 1).await);
    assert!(
        !may::<ViewTeamAccess>(&service, &actor, 1).await && !may::<ViewAudit>(&service, &actor, 1).await
    );
    let mut unit = service.store.read(&actor).await.expect("a unit begins");
    let permit = unit.case::<ViewCase>(reference(1)).await.expect("it is open");
    for part in [Part::Safeguarding, Part::Supervision, Part::Equality, Part::TeamAccessLog] {
        let seen = Relation::ALL.into_iter().any(|relation| permit.mask().reads(part, relation));
        assert!(!seen, "{part:?}");
    }
    assert!(permit.mask().reads(Part::Contact, permit.relation(domain::Audience::Side(permit.sides[0].id))));
    drop(unit);
    let hour = TimeDelta::minutes(60);
    let last = now() + hour - TimeDelta::microseconds(1);
    assert!(may::<ViewCase>(&service, &outsider(last), 1).await);
    assert!(!may::<ViewCase>(&service, &outsider(now() + hour), 1).await);
}

async fn those_who_look_after_it_are_told_with_it(kind: Kind) {
    let (service, casework) = service(kind).await;
    let actor = outsider(now());
    open(&casework, &actor, reference(4)).await.expect("a restricted case opens too");
    // The manager and the data protection officer, in the same commit as the access.
    assert_eq!(service.how_many("account_notices", "kind = 'glass-opened'").await, 2);
    for verb in ["break-glass", "glass-told"] {
        assert_eq!(
            service.how_many("audit_entries", &format!("verb = '{verb}' AND outcome = 'done'")).await,
            1
        );
    }
    let dpo = somebody(Role::Dpo, VOLUNTEER, now());
    assert_eq!(casework.glass_notices(&dpo).await.expect("theirs"), 1);
    let uses = casework.glass_uses(&dpo).await.expect("theirs to see");
    assert!(uses.len() == 1 && uses[0].is_open && !uses[0].may_review, "{uses:?}");
    casework.see_glass_notices(&dpo).await.expect("seen");
    assert_eq!(casework.glass_notices(&dpo).await.expect("theirs"), 0);
    assert_eq!(casework.glass_notices(&service.manager()).await.expect("each their own"), 1);
    // A coordinator sees no list of who did.
    assert!(casework.glass_uses(&actor).await.is_err());
}

async fn it_tells_nobody_which_cases_there_are(kind: Kind) {
    let (service, casework) = service(kind).await;
    let actor = outsider(now());
    let unknown = Reference::from_random(ReferenceKind::Case, 0x3_1415_9265);
    // Unknown, sealed, excluded: one answer for those who may break glass.
    for case in [unknown, reference(2), reference(3)] {
        let answer = open(&casework, &actor, case).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
    // And one for those who may not, whatever they name.
    for role in
        [Role::LeadFacilitator, Role::PartnerReferrer, Role::SystemAdministrator, Role::CaseSupervisor]
    {
        let volunteer = somebody(role, VOLUNTEER, now());
        for case in [unknown, reference(1), reference(2), reference(3)] {
            let answer = open(&casework, &volunteer, case).await;
            assert!(matches!(answer, Err(Error::Forbidden)), "{role:?} {answer:?}");
        }
    }
    let refused = "verb = 'break-glass' AND outcome = 'refused'";
    assert_eq!(service.how_many("audit_entries", refused).await, 3);
    assert_eq!(service.how_many("audit_entries", &format!("{refused} AND object IS NOT NULL")).await, 0);
    assert_eq!(service.how_many("case_access", "kind = 'glass'").await, 0);
}

async fn a_reason_is_asked_for(kind: Kind) {
    let (service, casework) = service(kind).await;
    let actor = outsider(now());
    let missing = casework.break_glass(&actor, reference(1), None, "short").await;
    assert!(matches!(&missing, Err(Error::Fields(errors)) if errors.0.len() == 2), "{missing:?}");
    let needless =
        casework.break_glass(&service.manager(), reference(1), Some(GlassReason::Other), WORDS).await;
    assert!(matches!(needless, Err(Error::Unmet(_))), "it is the manager's to see anyway: {needless:?}");
}

async fn somebody_else_reviews_it_in_time(kind: Kind) {
    let (service, casework) = service(kind).await;
    let actor = outsider(now());
    open(&casework, &actor, reference(1)).await.expect("it opens");
    let of = casework.glass_uses(&service.manager()).await.expect("theirs")[0].reference;
    // Tuesday, so five working days are over on the Wednesday after next.
    let late = moment("2026-12-02T10:00:00Z");
    let again = open(&casework, &outsider(late), reference(4)).await;
    assert!(matches!(again, Err(Error::Unmet(_))), "a review is overdue: {again:?}");
    let own = somebody(Role::ServiceManager, OTHER_MANAGER, late);
    let own = casework.review_glass(&own, of, GlassVerdict::Justified, "").await;
    assert!(matches!(own, Err(Error::Unmet(_))), "nobody reviews themselves: {own:?}");
    let dpo = somebody(Role::Dpo, VOLUNTEER, late);
    assert!(casework.review_glass(&dpo, of, GlassVerdict::Justified, "").await.is_err());
    let manager = service.manager().at(late);
    let silent = casework.review_glass(&manager, of, GlassVerdict::NotJustified, " ").await;
    assert!(matches!(silent, Err(Error::Unmet(_))), "what was wrong is said: {silent:?}");
    casework.review_glass(&manager, of, GlassVerdict::Justified, "").await.expect("the manager reviews");
    let twice = casework.review_glass(&manager, of, GlassVerdict::Justified, "").await;
    assert!(matches!(twice, Err(Error::Unmet(_))), "{twice:?}");
    open(&casework, &outsider(late), reference(4)).await.expect("nothing stands in the way any more");
}

async fn a_review_or_a_click_ends_it_at_once(kind: Kind) {
    let (service, casework) = service(kind).await;
    let actor = outsider(now());
    open(&casework, &actor, reference(1)).await.expect("it opens");
    casework.close_glass(&actor, reference(1)).await.expect("it closes");
    assert!(!may::<ViewCase>(&service, &actor, 1).await);
    assert!(matches!(casework.close_glass(&actor, reference(1)).await, Err(Error::NotFound)));
    let later = outsider(now() + TimeDelta::minutes(5));
    open(&casework, &later, reference(1)).await.expect("it opens again");
    let uses = casework.glass_uses(&service.manager()).await.expect("theirs");
    let (first, second) = (uses[1].reference, uses[0].reference);
    let manager = service.manager().at(now() + TimeDelta::minutes(6));
    casework.review_glass(&manager, first, GlassVerdict::Justified, "").await.expect("the first");
    assert!(may::<ViewCase>(&service, &later, 1).await, "the review of the first ends the first alone");
    casework
        .review_glass(&manager, second, GlassVerdict::NotJustified, "Call me.")
        .await
        .expect("the second");
    assert!(!may::<ViewCase>(&service, &later, 1).await);
}

on_both!(it_opens_one_case_until_the_second);
on_both!(those_who_look_after_it_are_told_with_it);
on_both!(it_tells_nobody_which_cases_there_are);
on_both!(a_reason_is_asked_for);
on_both!(somebody_else_reviews_it_in_time);
on_both!(a_review_or_a_click_ends_it_at_once);
