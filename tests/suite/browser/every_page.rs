//! Every page, as somebody sees it: by the rules of WCAG 2.2 AA, and within its window, at the
//! width of a desk and of a narrow telephone, in English and in Welsh, whose words are longer.

use std::collections::BTreeSet;
use std::sync::Arc;

use administration::{Edit, Policies};
use chrono::TimeDelta;
use domain::Reference;
use permissions::{ActKind, Actor, Letter, Rights, Role};
use tests::browser::Browser;
use tests::canaries::cast::{NAMES, who};
use tests::canaries::{Finder, Stock};
use tests::crawl::{Addresses, House, Reader, Walk, tell};
use tests::databases::Kind;

/// Those who between them are shown every page there is.
const WALKERS: [usize; 6] =
    [who::MANAGER, who::LEAD, who::COORDINATOR, who::REFERRER, who::DPO, who::ADMINISTRATOR];

async fn every_page_is_accessible(kind: Kind) {
    let (house, stock) = House::stocked(House::ground(kind).await).await;
    let table = House::routes();
    let (rows, addresses, finder) = (
        table.rows(),
        Addresses::new(&stock.names).and_drafts(&drafts(&house, &stock).await),
        Finder::new(&[]),
    );
    let browser = Browser::open(house.base()).await;
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    let stranger = [(house.stranger(), "nobody")];
    let mut walkers: Vec<(Reader, &str)> = stranger.into();
    for person in WALKERS {
        walkers.push((house.reader(person).await, NAMES[person]));
    }
    for (mut walker, name) in walkers {
        let walk = Walk::all(&mut walker, &rows, &addresses, &finder).await;
        let new: Vec<_> = walk.shown.into_iter().filter(|(route, _)| seen.insert(route.clone())).collect();
        for language in ["en", "cy"] {
            browser.go("/cookies").await;
            browser.become_reader(&walker.speaking(language).cookies).await;
            for (route, path) in &new {
                browser.go(path).await;
                let found = browser.faults().await;
                wrong.extend(found.into_iter().map(|fault| format!("{route} ({name}, {language}): {fault}")));
            }
        }
    }
    tell(&format!("{} pages, each at two widths and in two languages", seen.len()));
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    let pages = rows.iter().filter(|row| row.method == http::Method::GET && !row.path.starts_with("/api/"));
    let unseen: BTreeSet<&str> = pages.map(|row| row.path).filter(|path| !seen.contains(*path)).collect();
    assert_eq!(
        unseen,
        NOT_SHOWN.map(|(path, _)| path).into(),
        "pages that nobody was shown, or is shown now"
    );
}

/// A draft of other permissions that the manager has begun, and one of the administrator's that
/// waits for a second person.
async fn drafts(house: &House, stock: &Stock) -> [Reference; 2] {
    let policies = Policies::new(house.store.clone());
    let actor = |person: usize, role| {
        let rights = Rights {
            account: stock.accounts[person],
            organisation: None,
            teams: Vec::new(),
            roles: vec![role],
            policy: Arc::default(),
            until: house.store.now() + TimeDelta::hours(1),
        };
        Actor::account(rights, house.store.now())
    };
    let mut drafts = Vec::new();
    let written = [
        (who::MANAGER, Role::ServiceManager, Vec::new()),
        (who::ADMINISTRATOR, Role::SystemAdministrator, vec![Letter::Team]),
    ];
    for (person, role, letters) in written {
        let author = actor(person, role);
        let draft = policies.begin(&author, [person as u8; 16], None).await.expect("they may draft");
        let edit = Edit::Act(ActKind::SignOffClosure, letters);
        let role = if person == who::MANAGER { Role::ServiceManager } else { Role::Coordinator };
        policies.change(&author, draft, 1, role, edit).await.expect("it breaks no rule");
        drafts.push((author, draft));
    }
    policies.ask(&drafts[1].0, drafts[1].1, "To try it").await.expect("it can be asked for");
    [drafts[0].1, drafts[1].1]
}

/// What is got and not looked at here, and why. It may only shrink.
const NOT_SHOWN: [(&str, &str); 15] = [
    ("/assets/{*path}", "files"),
    ("/audit/log", "a file"),
    ("/cases/export", "a file"),
    ("/favicon.ico", "a file"),
    ("/health/live", "for programs"),
    ("/health/ready", "for programs"),
    ("/intake/new", "leads to the form"),
    ("/intake/{referral}/answers", "leads to the form's page; none of these referrals waits for an answer"),
    ("/invitation/{token}", "nobody here has a link that was not used"),
    ("/language/{code}", "leads back"),
    ("/permissions/cells", "a file"),
    ("/permissions/matrix", "a file"),
    ("/refer", "leads to the form"),
    ("/referrals/new/{plugin}/{form}", "leads to the form's first page"),
    ("/sign-in/code", "stands between two steps of signing in"),
];

#[tokio::test]
async fn as_everybody_on_sqlite() {
    every_page_is_accessible(Kind::Sqlite).await;
}
