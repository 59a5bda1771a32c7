//! The quarterly review of access (`security.md` §3.1): what no manager confirms lapses after
//! fourteen days, once, whichever node comes first.

use cases::work::{Casework, keep_reviews, quarter};
use chrono::TimeDelta;
use domain::Instant;
use permissions::{Actor, Role, ViewCase};
use tests::databases::Kind;

use crate::service::{OTHER_MANAGER, Service, VOLUNTEER, cell, moment, now, reference};

async fn sees(service: &Service, case: u128, at: Instant) -> bool {
    let actor = service.volunteer().at(at);
    let mut unit = service.store.read(&actor).await.expect("a unit begins");
    unit.case::<ViewCase>(reference(case)).await.is_ok()
}

/// Three cases of the volunteer, one of them restricted and not the manager's to see.
async fn service(kind: Kind) -> (Service, Casework) {
    let service = Service::open(kind).await;
    for (number, class) in [(1, "standard"), (2, "standard"), (3, "restricted")] {
        service.case(number, "2026-09-01T10:00:00Z", &[cell("class", class)]).await;
        service.access(VOLUNTEER, number, "lead", "accepted", 1).await;
    }
    service.access(VOLUNTEER, 3, "allow", "accepted", 0).await;
    // They were given a month ago.
    service.change("UPDATE case_access SET created_at = from_at").await;
    let casework = Casework::new(service.store.clone());
    (service, casework)
}

fn manager(service: &Service, at: Instant) -> Actor {
    service.manager().at(at)
}

async fn what_nobody_confirms_lapses(kind: Kind) {
    let (service, casework) = service(kind).await;
    let other = service.second_node().await;
    for node in [&service.store, &other, &service.store] {
        assert_eq!(keep_reviews(node).await.expect("it opens"), 0);
    }
    assert_eq!(service.how_many("access_reviews", "period = '2026-Q4'").await, 1, "once a quarter");
    assert_eq!(service.how_many("audit_entries", "verb = 'open-access-review'").await, 1);
    let view = casework.access_review(&manager(&service, now())).await.expect("the manager's");
    assert!(view.closes.is_some());
    assert_eq!(view.grants.len(), 2, "the restricted case is not this manager's: {view:?}");
    assert!(view.grants.iter().all(|grant| grant.waits && grant.last_used.is_none()));
    let first = view.grants.iter().find(|grant| grant.case == reference(1)).expect("it is listed").id;
    let of_restricted = service.how_many("case_access", "kind = 'lead'").await;
    assert_eq!(of_restricted, 3);
    let confirmed = casework.decide_grants(&manager(&service, now()), &[first], true).await;
    assert_eq!(confirmed.expect("the manager decides"), 1);
    let last = now() + TimeDelta::days(14) - TimeDelta::seconds(1);
    service.clock.set(last);
    assert_eq!(keep_reviews(&service.store).await.expect("it is looked"), 0);
    assert!(sees(&service, 2, last).await, "to the end of the fourteenth day");
    let over = now() + TimeDelta::days(14);
    service.clock.set(over);
    let (here, there) = (keep_reviews(&service.store).await, keep_reviews(&other).await);
    assert_eq!(here.expect("it lapses") + there.expect("nothing is left"), 2);
    assert!(sees(&service, 1, over).await, "what was confirmed stays");
    assert!(!sees(&service, 2, over).await && !sees(&service, 3, over).await);
    assert_eq!(service.how_many("case_access", "kind = 'allow' AND state = 'accepted'").await, 1);
    // The next quarter asks again.
    service.clock.set(moment("2027-01-01T00:00:00Z"));
    keep_reviews(&service.store).await.expect("it opens");
    let view =
        casework.access_review(&manager(&service, moment("2027-01-02T09:00:00Z"))).await.expect("theirs");
    assert!(view.grants.len() == 1 && view.grants[0].waits, "{view:?}");
}

async fn ending_in_bulk_ends_at_once_and_only_ones_own(kind: Kind) {
    let (service, casework) = service(kind).await;
    keep_reviews(&service.store).await.expect("it opens");
    let view = casework.access_review(&manager(&service, now())).await.expect("the manager's");
    let ids: Vec<_> = view.grants.iter().map(|grant| grant.id).collect();
    for role in [Role::Coordinator, Role::LeadFacilitator, Role::SystemAdministrator, Role::Dpo] {
        let somebody = service.actor(OTHER_MANAGER, role);
        assert!(casework.access_review(&somebody).await.is_err(), "{role:?}");
        assert!(casework.decide_grants(&somebody, &ids, false).await.is_err(), "{role:?}");
    }
    assert_eq!(casework.decide_grants(&manager(&service, now()), &ids, false).await.expect("they end"), 2);
    assert!(!sees(&service, 1, now()).await && !sees(&service, 2, now()).await);
    assert!(sees(&service, 3, now()).await);
    assert_eq!(casework.decide_grants(&manager(&service, now()), &ids, true).await.expect("no more"), 0);
}

#[test]
fn quarters_have_names() {
    let check = |day: &str, name: &str| assert_eq!(quarter(day.parse().expect("a day")), name);
    check("2026-01-01", "2026-Q1");
    check("2026-06-30", "2026-Q2");
    check("2026-11-25", "2026-Q4");
}

on_both!(what_nobody_confirms_lapses);
on_both!(ending_in_bulk_ends_at_once_and_only_ones_own);
