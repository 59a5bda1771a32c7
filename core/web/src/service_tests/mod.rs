//! Pages and the interface for programs over a real store: a demonstration service with the
//! standard plugins, in which somebody has signed in and a case was accepted.

mod administering;
mod auditing;
mod program;
mod reporting;

pub(crate) mod standard;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use ::cases::intake::{FormName, Submission};
use axum::Router;
use domain::{Instant, Reference, Value};
use permissions::{Actor, Role};
use storage::{InstallationKind, StillClock};

use crate::account::tests::browser::{Browser, Page};
use crate::account::tests::house::{House, PASSWORD};

/// The service.
struct Northside {
    house: House,
    router: Router,
    sent: AtomicU8,
}

/// Somebody who has signed in.
struct Person {
    browser: Browser,
    actor: Actor,
}

impl Northside {
    async fn open() -> Self {
        let now = Instant::UNIX_EPOCH + Duration::from_secs(1_795_510_800);
        let house = House::new(InstallationKind::Demo, Arc::new(StillClock::at(now))).await;
        let (registry, words) = standard::registry_and_words();
        house.contribute(registry);
        house.site.speak(words);
        let table = crate::account_pages().and(crate::case_pages()).and(crate::list_pages());
        let table = table.and(crate::report_pages()).and(crate::audit_pages());
        let table = table.and(crate::administration_pages()).and(crate::api());
        let router = house.services.clone().around(house.site.router(table));
        Self { house, router, sent: AtomicU8::new(1) }
    }

    /// Somebody with this role, signed in.
    async fn person(&self, name: &str, role: Role) -> Person {
        let username = name.to_lowercase();
        self.house.account(&username, name, "active", role).await;
        let mut browser = Browser::new(self.router.clone(), self.sent.fetch_add(1, Ordering::Relaxed));
        let page = browser.get("/sign-in").await;
        let typed = [("name", username.as_str()), ("password", PASSWORD)];
        // Where each role's work is, is not served here.
        browser.submit(&page, &typed).await;
        let cookie = browser.cookie("__Host-session").expect("a session").to_owned();
        let present = self.house.identity.present(&cookie).await.expect("it is read");
        Person { browser, actor: present.expect("somebody").actor.clone() }
    }

    /// A dispute between Priya and Tom, keyed in and accepted by `by`.
    async fn case(&self, by: &Person) -> Reference {
        let text = |value: &str| Value::Text(value.to_owned());
        let choice = |code: &str| Value::Choice(code.to_owned());
        let answers = [
            ("source-type", choice("self-party")),
            ("service-type", choice("neighbour-mediation")),
            ("is-crime", Value::Boolean(false)),
            ("reason", text("The music at night")),
            ("offence-group", choice("noise")),
            ("first-given-name", text("Priya")),
            ("first-family-name", text("Rao")),
            ("first-phone", text("07700 900123")),
            ("first-aware", choice("yes")),
            ("first-consent", choice("given-verbal")),
            ("second-given-name", text("Tom")),
            ("second-aware", choice("no")),
            ("second-consent", choice("not-sought")),
        ];
        let submission = Submission {
            form: FormName::new("core", "referral"),
            version: 1,
            key: [self.sent.fetch_add(1, Ordering::Relaxed); 16],
            answers: Some(answers.into_iter().map(|(id, value)| (id.to_owned(), value)).collect()),
            locale: "en".to_owned(),
        };
        let intake = self.house.services.intake();
        let referral = intake.submit(&by.actor, submission).await.expect("it is keyed in").reference;
        let proposal = intake.proposal(&by.actor, referral).await.expect("a proposal").into_inner();
        let accepted = intake.accept(&by.actor, referral, proposal.version, &proposal.accepting).await;
        accepted.expect("it is accepted").case
    }
}
