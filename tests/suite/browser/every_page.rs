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
    let (rows, addresses, finder) = (table.rows(), Addresses::new(&stock.names), Finder::new(&[]));
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
    let unseen: Vec<&str> =
        pages.map(|row| row.path).filter(|path| !seen.contains(*path) && !NO_PAGE.contains(path)).collect();
    assert_eq!(unseen, [""; 0], "pages that nobody was shown");
}

/// What is got and is no page: it leads elsewhere, or is a file.
const NO_PAGE: [&str; 1] = [""];

#[tokio::test]
async fn as_everybody_on_sqlite() {
    every_page_is_accessible(Kind::Sqlite).await;
}
