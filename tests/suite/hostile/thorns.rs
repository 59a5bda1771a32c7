//! Nothing that somebody wrote comes to life in a page: a thorn behind every word of
//! every record, and in every box of every form, in both languages.
//!
//! Which thorn stands behind which word changes from run to run; the seed is printed.
//! `ACCORD_LONG=xss` goes through all three hundred.

use std::collections::{BTreeSet, VecDeque};

use reqwest::Method;
use tests::browser::Browser;
use tests::canaries::Stock;
use tests::canaries::cast::{NAMES, who};
use tests::crawl::links::{forms, links};
use tests::crawl::{Addresses, House, Reader, Sent, tell, template_of};
use tests::databases::Kind;
use tests::dice::Dice;
use tests::page::Page;
use tests::thorns::{COUNT, MARK, alive, thorn};
use web::Row;

/// Those who between them see every kind of page.
const READERS: [usize; 6] =
    [who::MANAGER, who::LEAD, who::COORDINATOR, who::REFERRER, who::DPO, who::ADMINISTRATOR];

/// The most addresses of one reader beyond those of the table.
const MOST: usize = 60;

#[derive(Default)]
struct Seen {
    pages: usize,
    with_thorns: usize,
    wrong: BTreeSet<String>,
}

impl Seen {
    fn look(&mut self, reader: &str, page: &Page) {
        let kind = page.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_page = kind.starts_with("text/html");
        self.pages += 1;
        if page.status.is_server_error() {
            self.wrong.insert(format!("{reader} at {}: {}", page.path, page.status));
        }
        for (name, value) in &page.headers {
            let value = value.as_bytes();
            if value.windows(MARK.len() + 1).any(|part| part == b"<x9k") {
                self.wrong.insert(format!("{reader} at {}: in the header {name}", page.path));
            }
        }
        if !is_page || !page.body.contains(MARK) {
            return;
        }
        self.with_thorns += 1;
        for what in alive(&page.body) {
            self.wrong.insert(format!("{reader} at {}: {what}", page.path));
        }
    }
}

/// Everything that this reader can open, and one more step from there.
async fn walk(
    reader: &mut Reader,
    name: &str,
    rows: &[&Row],
    addresses: &Addresses,
    seen: &mut Seen,
) -> Vec<Page> {
    let gets = rows.iter().filter(|row| row.method == http::Method::GET);
    let mut open: VecDeque<String> = gets.flat_map(|row| addresses.of_route(row)).collect();
    let mut known: BTreeSet<String> = open.iter().cloned().collect();
    let limit = known.len() + MOST;
    let (mut pages, mut routes) = (Vec::new(), BTreeSet::new());
    while let Some(path) = open.pop_front() {
        let page = reader.get(&path).await;
        seen.look(name, &page);
        let next = links(&page).into_iter().chain(page.leads_to.clone());
        for to in next.filter(|to| to.starts_with('/') && !to.starts_with("/language/")) {
            if known.len() < limit && known.insert(to.clone()) {
                open.push_back(to);
            }
        }
        if page.status == 200 && template_of(rows, &path).is_some_and(|route| routes.insert(route.to_owned()))
        {
            pages.push(page);
        }
    }
    pages
}

/// Sends every form of these pages with a thorn in every box that takes a text, and looks at
/// what comes back; and asks for their addresses with thorns behind them.
async fn prick(reader: &mut Reader, name: &str, pages: &[Page], dice: &mut Dice, seen: &mut Seen) -> usize {
    let mut sent = 0;
    for page in pages {
        for form in forms(page)
            .into_iter()
            .filter(|form| !form.action.contains("sign-out") && !form.action.contains("/end"))
        {
            let fields = form.fields.into_iter().map(|(field, value)| {
                let keeps = field.starts_with('_') || !value.is_empty() && dice.chance(50);
                let value = if keeps { value } else { thorn(dice.below(COUNT)) };
                (field, value)
            });
            let fields: Vec<_> = fields.collect();
            let answer = if form.is_post {
                let sent = Sent { in_parts: form.in_parts, ..Sent::form(fields) };
                reader.send(Method::POST, &form.action, sent).await
            } else {
                reader.get(&format!("{}?{}", form.action, encoded(&fields))).await
            };
            seen.look(name, &answer);
            if let Some(to) = answer.leads_to.clone().filter(|to| to.starts_with('/')) {
                let led = reader.get(&to).await;
                seen.look(name, &led);
            }
            sent += 1;
        }
        let words = ["q", "next", "done", "stage", "sort", "after", "cursor", "month", "from", "language"];
        let fields: Vec<_> = words.map(|word| (word.to_owned(), thorn(dice.below(COUNT)))).into();
        let path = page.path.split('?').next().unwrap_or_default();
        let answer = reader.get(&format!("{path}?{}", encoded(&fields))).await;
        seen.look(name, &answer);
        sent += 1;
    }
    sent
}

fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

async fn with_thorns_from(first: usize, dice: &mut Dice) {
    let house = House::open(House::ground(Kind::Sqlite).await).await;
    let stock = Stock::put_thorny(&house.ground, &house.store, &house.registry(), first).await;
    let table = House::routes();
    let rows = table.rows();
    let addresses = Addresses::of_every_state(&stock.names);
    let mut seen = Seen::default();
    let (mut sent, mut lead) = (0, None);
    for person in READERS {
        let mut reader = house.reader(person).await;
        if person == who::LEAD {
            lead = Some(reader.clone());
        }
        let pages = walk(&mut reader, NAMES[person], &rows, &addresses, &mut seen).await;
        if person == who::LEAD {
            walk(&mut reader.speaking("cy"), "lead in Welsh", &rows, &addresses, &mut seen).await;
        }
        sent += prick(&mut reader, NAMES[person], &pages, dice, &mut seen).await;
    }
    let mut stranger = house.stranger();
    let pages = walk(&mut stranger, "nobody", &rows, &addresses, &mut seen).await;
    sent += prick(&mut stranger, "nobody", &pages, dice, &mut seen).await;
    tell(&format!(
        "{} pages, {} of them with thorns; {sent} forms and addresses sent",
        seen.pages, seen.with_thorns
    ));
    let wrong: Vec<_> = seen.wrong.iter().take(30).cloned().collect();
    assert!(wrong.is_empty(), "{} came to life:\n{}", seen.wrong.len(), wrong.join("\n"));
    assert!(seen.with_thorns > 150 && sent > 100, "{} pages and {sent} forms are too few", seen.with_thorns);

    // The same in a browser, where scripts of our own might build what the server did not.
    let browser = Browser::open(house.base()).await;
    browser.go("/cookies").await;
    browser.become_reader(&lead.expect("the lead walked").cookies).await;
    let case = stock.names.cases[0].expect("the open case is there");
    for path in [
        "/my-work",
        "/cases",
        "/search",
        &format!("/cases/{case}"),
        &format!("/cases/{case}/contact"),
        &format!("/cases/{case}/history"),
        &format!("/cases/{case}/records"),
        &format!("/cases/{case}/progress"),
    ] {
        // A dialogue would make every further command fail.
        browser.go(path).await;
        let page = browser.ask("return document.documentElement.outerHTML").await;
        let page = page.as_str().expect("a page");
        let alive: Vec<_> =
            alive(page).into_iter().filter(|what| what.contains(MARK) || what.contains("not ours")).collect();
        assert!(alive.is_empty(), "{path} in a browser: {alive:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_written_comes_to_life() {
    let (_, mut dice) = Dice::fresh();
    let is_long = std::env::var("ACCORD_LONG").is_ok_and(|parts| parts.contains("xss"));
    let firsts = if is_long { (0..COUNT).step_by(11).collect() } else { vec![dice.below(COUNT)] };
    for first in firsts {
        with_thorns_from(first, &mut dice).await;
    }
}
