//! The whole server over HTTP: it starts, is signed in to, takes plugins, and stops.

use permissions::Role;
use reqwest::StatusCode;
use tests::databases::Kind;
use tests::server::Server;

async fn a_live_service_is_signed_in_to_with_two_factors(kind: Kind) {
    let server = Server::live(kind).await;
    let mut stranger = server.stranger();
    assert_eq!(stranger.get("/health/ready").await.status, StatusCode::OK);
    let away = stranger.ask("/account").await;
    assert_eq!(away.leads_to.as_deref(), Some("/sign-in?next=/account"));

    let mut ama = server.person("Ama Mensah", Role::LeadFacilitator).await;
    let account = ama.get("/account").await;
    assert_eq!(account.status, StatusCode::OK);
    assert!(account.says("Ama Mensah"), "{}", account.text());
}

async fn an_ended_session_opens_nothing_even_to_a_thief(kind: Kind) {
    let server = Server::live(kind).await;
    let mut ama = server.person("Ama Mensah", Role::LeadFacilitator).await;
    let mut thief = server.stranger();
    thief.steal(&ama);
    assert_eq!(thief.ask("/account").await.status, StatusCode::OK, "the cookie is what counts");
    let page = ama.get("/account").await;
    ama.submit_to(&page, "/sign-out", &[]).await;
    assert!(thief.ask("/account").await.leads_to.is_some(), "the session is over on the next request");
}

async fn a_suspended_account_is_out_at_once_and_stays_out_until_it_is_resumed(kind: Kind) {
    use administration::{AccountChange, Accounts, Error};
    let server = Server::live(kind).await;
    let accounts = Accounts::new(server.store.clone());
    let mut ama = server.person("Ama Mensah", Role::LeadFacilitator).await;
    let mut kim = server.person("Kim Kendall", Role::SystemAdministrator).await;
    let operator = server.operator();
    let list = accounts.list(&operator).await.expect("the operator may");
    let of = |name: &str| list.iter().find(|view| view.name == name).expect("listed").reference;
    let (a, k) = (of("Ama Mensah"), of("Kim Kendall"));
    let ended = accounts.change(&operator, a, AccountChange::Suspend).await.expect("suspended");
    assert!(ended >= 1, "her session is ended, not only refused");
    assert!(ama.ask("/account").await.leads_to.is_some(), "out with the next request");
    assert_eq!(kim.ask("/account").await.status, StatusCode::OK, "nobody else is");
    let again = accounts.change(&operator, a, AccountChange::Suspend).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    assert!(server.identity.invite(&operator, a).await.is_err(), "an invitation is no way around it");
    accounts.change(&operator, a, AccountChange::Resume).await.expect("resumed");
    assert!(ama.ask("/account").await.leads_to.is_some(), "the session of before stays ended");
    let list = accounts.list(&operator).await.expect("the operator may");
    let status = |of| list.iter().find(|view| view.reference == of).expect("listed").status.clone();
    assert_eq!((status(a).as_str(), status(k).as_str()), ("active", "active"));

    // Somebody who has not chosen a password yet waits again, and the link of before is dead.
    let new = administration::NewPerson {
        username: "dee".into(),
        name: "Dee".into(),
        email: None,
        roles: vec![Role::Observer],
        until: None,
        team: None,
        organisation: None,
        language: wording::Language::En,
    };
    let dee = accounts.add(&operator, new).await.expect("a new name");
    let link = server.identity.invite(&operator, dee).await.expect("she waits");
    accounts.change(&operator, dee, AccountChange::Leave).await.expect("closed");
    accounts.change(&operator, dee, AccountChange::Resume).await.expect("opened");
    assert!(server.identity.invitation(link.expose()).await.expect("it is read").is_none());
    server.identity.invite(&operator, dee).await.expect("she waits again");
}

async fn a_demonstration_needs_a_password_only_and_says_what_it_is(kind: Kind) {
    let server = Server::demo(kind).await;
    let mut kofi = server.person("Kofi Boateng", Role::Coordinator).await;
    let page = kofi.get("/account").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("emonstration"), "{}", page.body);
}

async fn a_plugin_speaks_on_the_next_request(kind: Kind) {
    let server = Server::live(kind).await;
    let key = domain::Message::new("referral-partner/name");
    let said = || server.plugins.current().wording().text(wording::Language::En, &key);
    assert!(said().starts_with('['), "nothing is installed yet");
    server.install("plugins/referral-partner").await;
    assert!(!said().starts_with('['), "{}", said());
    assert_eq!(server.plugins.current().left_out(), []);
}

crate::on_both!(a_live_service_is_signed_in_to_with_two_factors);
crate::on_both!(an_ended_session_opens_nothing_even_to_a_thief);
crate::on_both!(a_suspended_account_is_out_at_once_and_stays_out_until_it_is_resumed);
crate::on_both!(a_demonstration_needs_a_password_only_and_says_what_it_is);
crate::on_both!(a_plugin_speaks_on_the_next_request);
