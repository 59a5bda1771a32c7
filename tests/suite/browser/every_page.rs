//! Every page, as somebody sees it: by the rules of WCAG 2.2 AA, and within its window, at the
//! width of a desk and of a narrow telephone, in English and in Welsh, whose words are longer.

use std::collections::BTreeSet;

use tests::browser::Browser;
use tests::canaries::Finder;
use tests::canaries::cast::{NAMES, who};
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
        Addresses::new(&stock.names).and_drafts(&house.drafts(&stock).await),
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

/// What is got and not looked at here, and why. It may only shrink.
const NOT_SHOWN: [(&str, &str); 19] = [
    ("/account/address/{token}", "by a link in a letter: looked at on its own journey"),
    ("/sign-in/forgotten/{token}", "by a link in a letter: looked at on its own journey"),
    ("/sign-in/with/{provider}", "there is no provider here: it has its own journeys"),
    ("/sign-in/with/{provider}/callback", "there is no provider here: it has its own journeys"),
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
