//! Closing a case: signed off or returned, and what ends with it.

use cases::Error;
use cases::work::Casework;
use domain::codes::{ClosingReason, OverallOutcome};
use domain::process::FourEyes;
use permissions::{ProposeClosure, Role};
use storage::InvitationAnswer;
use tests::databases::Kind;

use crate::service::{MANAGER, OTHER_MANAGER, Service, VOLUNTEER, cell, reference, registry};

/// A case with a proposal to close it, made by the first manager, and somebody invited.
async fn proposed(kind: Kind) -> (Service, Casework) {
    let service = Service::open(kind).await;
    service.case(1, "2026-02-05T10:00:00Z", &[cell("stage", "triage")]).await;
    service.access(VOLUNTEER, 1, "lead", "invited", 3).await;
    let mut unit = service.store.write(&service.manager()).await.expect("a unit begins");
    let permit = unit.case::<ProposeClosure>(reference(1)).await.expect("the manager may propose");
    let (reason, outcome) = (ClosingReason::NoSafeContact, OverallOutcome::NoChange);
    unit.propose_closure(permit, reason, outcome, None).await.expect("it is kept");
    unit.commit().await.expect("it is committed");
    let casework = Casework::new(service.store.clone());
    (service, casework)
}

async fn an_invitation_nobody_answered_ends_with_the_case(kind: Kind) {
    let (service, casework) = proposed(kind).await;
    let (other, volunteer) = (service.actor(OTHER_MANAGER, Role::ServiceManager), service.volunteer());
    assert!(casework.invitation(&volunteer, reference(1)).await.is_ok(), "it can be answered before");
    casework
        .decide_closure(&other, &registry(&[]), reference(1), true, String::new(), FourEyes::Required)
        .await
        .expect("another manager signs off");
    assert_eq!(service.how_many("case_access", "state = 'invited'").await, 0);
    let answer = InvitationAnswer { accept: true, knows_someone: false, reason: None };
    let late = casework.answer(&volunteer, reference(1), answer).await;
    assert!(matches!(late, Err(Error::NotFound)), "{late:?}");
}

async fn a_returned_proposal_leaves_the_invitation_open(kind: Kind) {
    let (service, casework) = proposed(kind).await;
    let other = service.actor(OTHER_MANAGER, Role::ServiceManager);
    let registry = registry(&[]);
    let decide = |note: &str| {
        casework.decide_closure(&other, &registry, reference(1), false, note.to_owned(), FourEyes::Required)
    };
    assert!(matches!(decide(" ").await, Err(Error::Unmet(_))), "a return needs a note");
    decide("Try the letter first.").await.expect("it goes back");
    assert!(casework.invitation(&service.volunteer(), reference(1)).await.is_ok());
    assert_eq!(service.how_many("cases", "closed_at is not null").await, 0);
    assert!(matches!(decide("Again.").await, Err(Error::Conflict)), "nothing waits any more");
}

async fn nobody_signs_off_their_own_proposal(kind: Kind) {
    let (service, casework) = proposed(kind).await;
    let own = casework
        .decide_closure(
            &service.actor(MANAGER, Role::ServiceManager),
            &registry(&[]),
            reference(1),
            true,
            String::new(),
            FourEyes::Required,
        )
        .await;
    assert!(matches!(own, Err(Error::Unmet(_))), "{own:?}");
    assert_eq!(service.how_many("cases", "closed_at is not null").await, 0);
}

on_both!(an_invitation_nobody_answered_ends_with_the_case);
on_both!(a_returned_proposal_leaves_the_invitation_open);
on_both!(nobody_signs_off_their_own_proposal);
