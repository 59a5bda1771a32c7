//! Revocation (`security.md` §7, requirement 9): what one node takes away, the next request
//! on the other does not have. Two stores on one database stand for two nodes, each with its
//! own cache of rights.

use cases::work::Casework;
use chrono::NaiveDate;
use domain::AccountId;
use permissions::{Allocate, AssignmentKind, ChangeClass, ViewCase};
use storage::Store;
use tests::crawl::tell;
use tests::databases::Kind;

use crate::service::{Service, VOLUNTEER, cell, id, moment, now, reference};
use crate::shares::{PAT, account, partner};

/// How many times each thing is taken away; five things make a thousand trials.
fn trials() -> usize {
    std::env::var("ACCORD_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

const DIGESTS: [(u128, [u8; 32]); 2] = [(VOLUNTEER, [2; 32]), (PAT, [4; 32])];

async fn signed_in(service: &Service) {
    for (account, digest) in DIGESTS {
        let row = [
            cell("digest", digest.to_vec()),
            cell("account", id(account)),
            cell("created_at", now()),
            cell("last_seen_at", now()),
            cell("idle_seconds", 900),
            cell("absolute_until", now() + chrono::TimeDelta::hours(12)),
            cell("device", "a test"),
        ];
        service.insert("sessions", &row).await;
    }
    lead_role(service).await;
}

async fn lead_role(service: &Service) {
    let role = [
        cell("account", id(VOLUNTEER)),
        cell("role", "lead-facilitator"),
        cell("from_at", moment("2026-01-01T00:00:00Z")),
        cell("until_at", moment("2027-12-31T00:00:00Z")),
    ];
    service.insert("account_roles", &role).await;
}

/// Whether the next request on this node, by the session of `account`, sees the case.
async fn sees(node: &Store, account: u128) -> bool {
    let digest = DIGESTS.iter().find(|(known, _)| *known == account).expect("they have a session").1;
    let Some(request) = node.open_request(digest, &[]).await.expect("the database answers") else {
        return false;
    };
    let mut unit = node.read(&request.actor).await.expect("a unit begins");
    unit.case::<ViewCase>(reference(1)).await.is_ok()
}

/// Gives and takes away `trials()` times; how often the other node still had it.
async fn stale(node: &Store, account: u128, give: impl AsyncFn(usize), take: impl AsyncFn(usize)) -> usize {
    let mut stale = 0;
    for trial in 0..trials() {
        give(trial).await;
        assert!(sees(node, account).await, "trial {trial}: what was given is there");
        take(trial).await;
        stale += usize::from(sees(node, account).await);
    }
    stale
}

async fn nothing_taken_away_is_served_again(kind: Kind) {
    let service = Service::open(kind).await;
    partner(&service).await;
    signed_in(&service).await;
    service.case(1, "2026-09-01T10:00:00Z", &[]).await;
    let other = service.second_node().await;
    let casework = Casework::new(service.store.clone());
    let manager = service.manager();
    let volunteer = id(VOLUNTEER);
    let mut found = Vec::new();

    // An assignment that ends.
    let accept = async || {
        service.change("UPDATE case_access SET state = 'accepted' WHERE state = 'invited'").await;
    };
    let invite = async |_| {
        let (who, lead) = (account(VOLUNTEER), AssignmentKind::Lead);
        casework.invite(&manager, reference(1), who, lead, vec!['A']).await.expect("she is asked");
        accept().await;
    };
    let release = async |_| {
        let lead = AssignmentKind::Lead;
        casework.release(&manager, reference(1), account(VOLUNTEER), lead).await.expect("it ends");
    };
    found.push(("assignment", stale(&other, VOLUNTEER, invite, release).await));

    // An exclusion, with the assignment still there.
    invite(0).await;
    let include = async |_| service.change("DELETE FROM exclusions").await;
    let exclude = async |_| {
        let mut unit = service.store.write(&manager).await.expect("a unit begins");
        let permit = unit.case::<ChangeClass>(reference(1)).await.expect("the manager may");
        unit.exclude_account(permit, AccountId(volunteer), "related").await.expect("it is kept");
        unit.commit().await.expect("it is committed");
    };
    found.push(("exclusion", stale(&other, VOLUNTEER, include, exclude).await));
    include(0).await;

    // A role that is taken away: as every act that changes one, it raises the account's epoch.
    let raise =
        async || service.change("UPDATE accounts SET epoch = epoch + 1 WHERE username = 'vera'").await;
    let grant = async |_| {
        service.change("DELETE FROM account_roles WHERE role = 'lead-facilitator'").await;
        lead_role(&service).await;
        raise().await;
    };
    let withdraw = async |_| {
        service.change("DELETE FROM account_roles WHERE role = 'lead-facilitator'").await;
        raise().await;
    };
    found.push(("role", stale(&other, VOLUNTEER, grant, withdraw).await));
    grant(0).await;

    // An account that is suspended.
    let status = async |status: &str| {
        service.change(&format!("UPDATE accounts SET status = '{status}' WHERE username = 'vera'")).await;
    };
    let (resume, suspend) = (async |_| status("active").await, async |_| status("suspended").await);
    found.push(("account", stale(&other, VOLUNTEER, resume, suspend).await));
    resume(0).await;

    // Something shared that is shared no more.
    let until = NaiveDate::from_ymd_opt(2026, 12, 10);
    let share = async |_| {
        let asked = cases::work::SharingAsked {
            account: Some(account(PAT)),
            side: Some('A'),
            groups: vec!["g2".to_owned()],
            until,
            grounds: "agreement".to_owned(),
        };
        casework.share(&manager, reference(1), &asked).await.expect("it is shared");
    };
    let end = async |_| casework.end_share(&manager, reference(1), account(PAT)).await.expect("it ends");
    found.push(("share", stale(&other, PAT, share, end).await));

    let sum: usize = found.iter().map(|(_, stale)| stale).sum();
    tell(&format!("{} trials, stale: {found:?}", trials() * found.len()));
    assert_eq!(sum, 0, "{found:?}");
    let mut unit = other.read(&manager).await.expect("a unit begins");
    assert!(unit.case::<Allocate>(reference(1)).await.is_ok(), "the manager kept everything");
}

on_both!(nothing_taken_away_is_served_again);
