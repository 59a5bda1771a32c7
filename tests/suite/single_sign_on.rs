//! Signing in with a provider that others wrote, over HTTP from the first page to the last.

use administration::{Accounts, NewPartner, NewPerson, Partners};
use domain::Reference;
use domain::codes::SourceType;
use identity::{ProviderSettings, WithoutFactor};
use permissions::Role;
use reqwest::StatusCode;
use tests::databases::Kind;
use tests::page::Page;
use tests::person::Person;
use tests::provider::{Browser, Provider, There};
use tests::server::Server;

struct Station {
    server: Server,
    police: Provider,
}

impl Station {
    async fn new(kind: Kind, without: WithoutFactor) -> Self {
        let mut police = Provider::start().await;
        let server = Server::live_with(kind, |settings, base| {
            settings.service.address = base.to_owned();
            let json = serde_json::json!({
                "id": "police", "name": "Essex Police", "issuer": police.issuer, "client_id": "accord",
                "client_secret": "a secret: with % and +", "addresses": ["127.0.0.1"],
                "without_second_factor": without,
            });
            let provider: ProviderSettings = serde_json::from_value(json).expect("settings");
            settings.sign_in.provider = vec![provider];
        })
        .await;
        police.meet(server.base()).await;
        Self { server, police }
    }

    /// Makes an account whose owner is to sign in with the police, and gives the link.
    async fn invite(&self, name: &str) -> String {
        let account = self.account(name, None).await;
        let link = self.server.identity.invite_with(&self.server.operator(), account, "police").await;
        let link = link.expect("the operator may").expect("the provider is for them");
        format!("/invitation/{}", link.expose())
    }

    async fn account(&self, name: &str, organisation: Option<Reference>) -> Reference {
        let new = NewPerson {
            username: name.to_lowercase(),
            name: name.to_owned(),
            email: None,
            roles: vec![Role::Coordinator],
            until: None,
            team: None,
            organisation,
            language: wording::Language::En,
        };
        let accounts = Accounts::new(self.server.store.clone());
        accounts.add(&self.server.operator(), new).await.expect("a new name")
    }
}

/// Where a page leads that sends its reader to the provider.
fn address(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let address = page.link("Continue to Essex Police");
    let refresh = page.attributes("meta[http-equiv=refresh]", "content");
    assert_eq!(refresh, [format!("0; url={address}")], "without a script it leads on by itself");
    address
}

/// Signs in from the page, and gives the page at which that ends.
async fn sign_in(person: &mut Person, browser: &mut Browser, there: There<'_>) -> Page {
    let page = person.get("/sign-in?next=/account").await;
    let leaving = person.submit_to(&page, "/sign-in/with/police", &[]).await;
    let back = browser.go(&address(&leaving), there).await;
    person.get(&back).await
}

async fn somebody_is_invited_comes_in_and_goes_on(kind: Kind) {
    let station = Station::new(kind, WithoutFactor::Ask).await;
    let (mut esi, mut browser) = (station.server.stranger(), Browser::default());

    // Known to the police, and to nobody here.
    let page = sign_in(&mut esi, &mut browser, There::Factor("esi")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.says("Nothing was created"), "{}", page.text());

    // Invited: no password is asked for, and none can be chosen.
    let link = station.invite("Esi").await;
    let page = esi.get(&link).await;
    assert!(page.fields("password").is_empty() && page.says("Essex Police"), "{}", page.text());
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Factor("esi")).await;
    let page = esi.get(&back).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(esi.session().is_some());
    let account = esi.get("/account").await;
    assert!(account.says("Essex Police"), "{}", account.text());

    // The link is used, and so is the callback.
    assert_eq!(esi.get(&link).await.status, StatusCode::NOT_FOUND);
    let mut thief = station.server.stranger();
    let page = thief.get(&back).await;
    assert!(page.status == StatusCode::FORBIDDEN && thief.session().is_none(), "{}", page.text());
    let page = esi.get(&back).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "a second time: {}", page.text());

    // The next morning, in the same browser, she is at the provider still.
    let mut again = station.server.stranger();
    let before = again.session().map(str::to_owned);
    let page = sign_in(&mut again, &mut browser, There::Factor("esi")).await;
    assert!(page.path == "/account" && page.status == StatusCode::OK, "{}", page.text());
    assert_ne!(again.session().map(str::to_owned), before);
}

async fn what_was_typed_is_kept_over_a_sign_in_elsewhere(kind: Kind) {
    let station = Station::new(kind, WithoutFactor::Ask).await;
    let (mut esi, mut browser) = (station.server.stranger(), Browser::default());
    let link = station.invite("Esi").await;
    let page = esi.get(&link).await;
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Factor("esi")).await;
    esi.get(&back).await;

    // Her session ends while she chooses a language; the form is sent all the same.
    let form = esi.get("/account/language").await;
    let account = esi.get("/account").await;
    let mut other = station.server.stranger();
    other.steal(&esi);
    other.submit_to(&account, "/sign-out", &[]).await;
    let page = esi.submit(&form, &[("language", "cy")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", page.text());
    let leaving = esi.submit_to(&page, "/sign-in/with/police", &[]).await;
    // She turns back at the provider: nothing is lost, and the page still offers both ways.
    let back = browser.go(&address(&leaving).replace("/auth?", "/auth?prompt=login&"), There::Refuses).await;
    let page = esi.get(&back).await;
    assert!(page.status == StatusCode::FORBIDDEN && page.says("Nothing is lost"), "{}", page.text());
    assert!(!page.body.contains("alert(1)"), "nothing of the provider's words");
    let leaving = esi.submit_to(&page, "/sign-in/with/police", &[]).await;
    let back = browser.go(&address(&leaving), There::Factor("esi")).await;
    let resume = esi.get(&back).await;
    assert_eq!(resume.status, StatusCode::OK, "{}", resume.text());
    let shown = esi.submit(&resume, &[]).await;
    assert_eq!(shown.path, "/account/language");
    assert_eq!(shown.attributes("input[name=language][checked]", "value"), ["cy"], "as she left it");
}

async fn without_a_second_factor_there_ours_is_asked_for(kind: Kind) {
    let station = Station::new(kind, WithoutFactor::Ask).await;
    let (mut esi, mut browser) = (station.server.stranger(), Browser::default());
    let link = station.invite("Esi").await;
    let page = esi.get(&link).await;
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Password("esi")).await;
    esi.get(&back).await;
    let page = esi.ask("/my-work").await;
    assert_eq!(page.leads_to.as_deref(), Some("/account/authenticator"), "nothing else is open");

    let strict = Station::new(kind, WithoutFactor::Refuse).await;
    let (mut esi, mut browser) = (strict.server.stranger(), Browser::default());
    let page = esi.get(&strict.invite("Esi").await).await;
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Password("esi")).await;
    let page = esi.get(&back).await;
    assert!(page.status == StatusCode::FORBIDDEN && page.says("second proof"), "{}", page.text());
    assert!(esi.session().is_none());
}

async fn an_administrator_takes_it_away(kind: Kind) {
    let station = Station::new(kind, WithoutFactor::Ask).await;
    let (mut esi, mut browser) = (station.server.stranger(), Browser::default());
    let mut kim = station.server.person("Kim Park", Role::SystemAdministrator).await;
    // By the pages, as Kim does it.
    let page = kim.get("/accounts/new").await;
    let typed = [
        ("name", "Esi"),
        ("username", "esi"),
        ("roles", "coordinator"),
        ("with", "police"),
        ("language", "en"),
    ];
    let page = kim.submit(&page, &typed).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let link = page.texts(".accord-link-once").concat();
    let link = link.trim().strip_prefix(station.server.base()).expect("the whole address").to_owned();
    let page = esi.get(&link).await;
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Factor("esi")).await;
    esi.get(&back).await;
    assert!(esi.session().is_some());

    let accounts = kim.get("/accounts").await;
    assert!(accounts.says("Signs in with Essex Police"), "{}", accounts.text());
    let unlink = accounts.attributes("form[action$=\"/unlink\"]", "action");
    assert_eq!(unlink.len(), 1, "{unlink:?}");
    kim.submit_to(&accounts, &unlink[0], &[]).await;
    assert!(esi.ask("/account").await.leads_to.is_some(), "her session is over");
    let page = sign_in(&mut esi, &mut browser, There::Factor("esi")).await;
    assert!(page.says("Nothing was created"), "{}", page.text());

    // A provider for the service's own people is none for a partner's.
    let partners = Partners::new(station.server.store.clone());
    let new = NewPartner { name: "Kent".into(), kind: SourceType::Police, team: None, agreement_until: None };
    let kent = partners.add(&station.server.operator(), new).await.expect("a partner");
    let account = station.account("Abena", Some(kent)).await;
    let invited = station.server.identity.invite_with(&station.server.operator(), account, "police").await;
    assert!(invited.expect("the operator may").is_none());
}

async fn a_proof_is_given_anew_there(kind: Kind) {
    let station = Station::new(kind, WithoutFactor::Ask).await;
    let (mut esi, mut browser) = (station.server.stranger(), Browser::default());
    let page = esi.get(&station.invite("Esi").await).await;
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Factor("esi")).await;
    esi.get(&back).await;
    let before = esi.session().map(str::to_owned);
    let page = esi.get("/account/confirm?next=/account/passkeys").await;
    assert!(page.fields("password").is_empty(), "she has none: {}", page.text());
    let leaving = esi.submit_to(&page, "/account/confirm/with", &[]).await;
    let to = address(&leaving);
    assert!(to.contains("prompt=login") && to.contains("max_age=0"), "{to}");
    let back = browser.go(&to, There::Factor("esi")).await;
    let page = esi.get(&back).await;
    assert_eq!((page.path.as_str(), page.status), ("/account/passkeys", StatusCode::OK), "{}", page.text());
    assert_ne!(esi.session().map(str::to_owned), before, "the session has another token");
    // By somebody else it is none.
    let page = esi.get("/account/confirm").await;
    let leaving = esi.submit_to(&page, "/account/confirm/with", &[]).await;
    let back = Browser::default().go(&address(&leaving), There::Factor("somebody else")).await;
    let page = esi.get(&back).await;
    assert!(page.status == StatusCode::FORBIDDEN && page.says("as somebody else"), "{}", page.text());
    assert!(esi.session().is_some(), "the session that there was goes on");
}

async fn signing_out_there_signs_out_here(kind: Kind) {
    let station = Station::new(kind, WithoutFactor::Ask).await;
    let (mut esi, mut browser) = (station.server.stranger(), Browser::default());
    let page = esi.get(&station.invite("Esi").await).await;
    let leaving = esi.submit(&page, &[]).await;
    let back = browser.go(&address(&leaving), There::Factor("esi")).await;
    esi.get(&back).await;
    assert_eq!(esi.ask("/account").await.status, StatusCode::OK);
    browser.sign_out(&station.police.issuer).await;
    let page = esi.ask("/account").await;
    assert!(page.leads_to.is_some(), "she is out here as well: {}", page.text());
    // What is no token of the provider's is not taken.
    let page = esi.post("/sign-in/with/police/logout", &[("logout_token", "nonsense")]).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

crate::on_both!(somebody_is_invited_comes_in_and_goes_on);
crate::on_both!(what_was_typed_is_kept_over_a_sign_in_elsewhere);
crate::on_both!(without_a_second_factor_there_ours_is_asked_for);
crate::on_both!(an_administrator_takes_it_away);
crate::on_both!(a_proof_is_given_anew_there);
crate::on_both!(signing_out_there_signs_out_here);
