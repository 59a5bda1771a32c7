//! Non-interference (`security.md` §7, requirement 3): two services that differ only in what
//! one reader may not know answer that reader alike, byte for byte.
//!
//! What differs is taken from the oracle: every value that the reader may not know is
//! another and longer one in the second service, and every case and referral that they may
//! not know of is not there at all. The base is one database, copied; ids and references
//! come from the same dice, and the clock stands still. What is left aside is what
//! `crawl::plain` says, and nothing else.

use std::collections::{BTreeSet, VecDeque};

use tests::canaries::Stock;
use tests::canaries::cast::{NAMES, ONE_EACH, who};
use tests::crawl::links::links;
use tests::crawl::plain::parting;
use tests::crawl::{Addresses, House, plain, tell, template_of};
use tests::databases::Kind;

/// The one declared exception (`decisions.md` 7): a return counts every case of the service,
/// whoever asks for it. What protects its numbers is tested with the returns; here only
/// status and headers are compared. A test holds the list to exactly these routes.
const SERVICE_FIGURES: [&str; 2] = ["/api/v1/reports/{plugin}/{report}", "/reports/{plugin}/{report}"];

/// A page that is never the same twice: it offers a fresh secret.
const RANDOM: &str = "/account/authenticator";

/// How many links each pair follows beyond the addresses of the table.
const LINKS: usize = 250;

/// Fields by which a list may be sorted, readable and not.
const SORTS: [&str; 6] = [
    "case.received-on",
    "case.priority",
    "participant.name",
    "person.family-name",
    "extra.referral-partner.crime-reference",
    "extra.referral-partner.admission",
];

/// Whose pairs are compared: some of each kind on every run, everybody where asked.
fn readers() -> Vec<usize> {
    let usual = [who::LEAD, who::OBSERVER, who::PARTNER, who::REFERRER, who::COORDINATOR];
    let all = std::env::var("ACCORD_READERS").is_ok_and(|word| word == "all");
    if all { ONE_EACH.to_vec() } else { usual.to_vec() }
}

async fn compare(
    first: &House,
    second: &House,
    names: &tests::canaries::Names,
    person: usize,
) -> (usize, Vec<String>) {
    let table = House::routes();
    let rows = table.rows();
    let (mut one, mut two) = (first.reader(person).await, second.reader(person).await);
    let addresses = Addresses::new(names);
    let gets = rows.iter().filter(|row| row.method == http::Method::GET);
    let mut open: VecDeque<String> = gets.flat_map(|row| addresses.of_route(row)).collect();
    open.extend(
        SORTS
            .iter()
            .flat_map(|field| ["up", "down"].map(|order| format!("/cases?sort={field}&order={order}"))),
    );
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    let limit = open.len() + LINKS;
    let (mut compared, mut different) = (0, Vec::new());
    while let Some(path) = open.pop_front() {
        let route = template_of(&rows, &path).unwrap_or_default();
        let (page, other) = (one.get(&path).await, two.get(&path).await);
        compared += 1;
        if route == RANDOM {
            continue;
        }
        let (mut mine, mut theirs) = (plain(&page), plain(&other));
        if SERVICE_FIGURES.contains(&route) {
            for answer in [&mut mine, &mut theirs] {
                answer.truncate(answer.find("\n\n").unwrap_or(answer.len()));
            }
        }
        if mine != theirs {
            different.push(format!("{} at {path}: {}", NAMES[person], parting(&mine, &theirs)));
        }
        for to in links(&page) {
            // What is sealed in an address can be read by its own service alone.
            let is_sealed = to.split(['=', '&', '/']).any(|word| word.len() > 50);
            if !is_sealed && !to.starts_with("/language/") && seen.len() < limit && seen.insert(to.clone()) {
                open.push_back(to);
            }
        }
    }
    (compared, different)
}

#[tokio::test]
async fn what_one_may_not_know_changes_nothing_that_one_sees() {
    let ground = House::ground(Kind::Sqlite).await;
    let (mut compared, mut different) = (0, Vec::new());
    for person in readers() {
        let (first, stock) = House::stocked(ground.copy().await).await;
        let second = House::open(ground.copy().await).await;
        let other = Stock::put_differing(&second.ground, &second.store, &second.registry(), person).await;
        let left_out = other.names.cases.iter().filter(|name| name.is_none()).count();
        let words: BTreeSet<&String> = stock.canaries.iter().flat_map(|canary| &canary.forms).collect();
        let changed = other.canaries.iter().filter(|canary| !words.contains(&canary.forms[0])).count();
        assert!(changed > 100, "{}: only {changed} words differ", NAMES[person]);
        let (pages, found) = compare(&first, &second, &stock.names, person).await;
        tell(&format!("{}: {pages} pages; {changed} other words, {left_out} cases fewer", NAMES[person]));
        compared += pages;
        different.extend(found);
    }
    let shown = different.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(different.is_empty(), "{} of {compared} pages differ:\n{shown}", different.len());
}

#[test]
fn only_returns_count_what_their_reader_may_not_see() {
    let table = House::routes();
    let returns: Vec<&str> =
        table.rows().iter().map(|row| row.path).filter(|path| path.contains("{report}")).collect();
    assert_eq!(returns, SERVICE_FIGURES);
}
