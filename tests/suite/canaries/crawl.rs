//! Everybody opens everything (`security.md` §7, requirements 1, 13 and 14).
//!
//! What is met must be allowed by the oracle, and whatever the oracle allows must be met:
//! a service that shows nothing keeps every secret and helps nobody.

use std::collections::{BTreeMap, BTreeSet};

use tests::canaries::cast::{NAMES, ONE_EACH, readers, which, who};
use tests::canaries::{Canary, Finder, Spot, Stock, spare};
use tests::crawl::log::Log;
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{Addresses, House, Reader, Walk, tell, template_of};
use tests::databases::Kind;
use web::Row;

/// What somebody may know and meets nowhere, whom that concerns, and why. It may only shrink.
const UNSHOWN: &[(&str, &[&str], &str)] = &[
    (
        "account.email",
        &["manager", "area-manager", "dpo", "administrator"],
        "other people's addresses are for notices; one's own stands on its page",
    ),
    (
        "account.name",
        &["co-facilitator", "coordinator", "lead", "office", "supervisor"],
        "who works a case is listed for those who may allocate it; volunteers have no list",
    ),
    ("case.lawful-basis", &["dpo"], "the record of processing is no page yet"),
    ("case.reference", &["dpo"], "the log of a case is asked for by a reference that is typed"),
    (
        "feedback.comments",
        &["area-manager", "coordinator", "manager", "supervisor"],
        "answers to surveys are no page yet",
    ),
    (
        "organisation.name",
        &["area-manager", "office", "partner"],
        "partners who referred nothing are listed for who runs the service or may share a case",
    ),
    (
        "participant.initials",
        &["co-facilitator", "dpo", "lead", "office", "partner", "supervisor"],
        "whoever may know the name is shown the name",
    ),
    ("person.birth-date", &["lead"], "dots alone: nothing asks for the day yet"),
    ("volunteer.record", &VOLUNTEERS, "volunteers' records are no page yet"),
];

/// Everybody who walks on every run.
const EVERYBODY: [&str; 16] = [
    "administrator",
    "area-manager",
    "co-facilitator",
    "colleague",
    "commissioner",
    "coordinator",
    "dpo",
    "lead",
    "manager",
    "observer",
    "office",
    "participant",
    "partner",
    "pool",
    "referrer",
    "supervisor",
];

/// Those who may read a volunteer's record, their own or their team's.
const VOLUNTEERS: [&str; 7] =
    ["co-facilitator", "coordinator", "lead", "manager", "observer", "office", "pool"];

/// Those who walk: besides one of each role, who differs from another by team or organisation.
fn walkers(kind: Kind) -> Vec<usize> {
    let mut walkers = readers(kind);
    if walkers.len() == ONE_EACH.len() {
        walkers.extend([who::AREA_MANAGER, who::COLLEAGUE]);
    }
    walkers
}

async fn nobody_meets_a_word_that_they_may_not_know(kind: Kind) {
    let log = Log::begin();
    let (house, mut stock) = House::stocked(House::ground(kind).await).await;
    let table = House::routes();
    let rows = table.rows();
    let draft = spare(1);
    stock.canaries.push(Canary {
        what: "draft",
        spots: vec![Spot::Draft(who::LEAD)],
        forms: vec![draft.clone()],
    });
    let finder = Finder::new(&stock.canaries);
    let addresses = Addresses::new(&stock.names);
    let (mut leaks, mut missing, mut broken) = (Vec::new(), BTreeMap::<_, BTreeSet<_>>::new(), Vec::new());
    let mut opened: BTreeMap<String, u16> = BTreeMap::new();
    let mut pages = 0;
    let mut walked = |walk: &Walk| {
        pages += walk.pages;
        broken.extend(walk.broken.clone());
        for (route, status) in &walk.opened {
            let best = opened.entry(route.clone()).or_insert(*status);
            *best = (*best).min(*status);
        }
    };
    let walkers = walkers(kind);
    for person in walkers.iter().copied() {
        let mut reader = house.reader(person).await;
        if person == who::LEAD {
            keep_draft(&house, &stock, &mut reader, &draft).await;
        }
        let walk = Walk::all(&mut reader, &rows, &addresses, &finder).await;
        walked(&walk);
        leaks.extend(leaked(&stock, Some(person), &walk));
        for canary in not_met(&stock, person, &walk) {
            missing.entry(canary.what).or_default().insert(NAMES[person]);
        }
        // The words are the same in another language; so must be what is left out.
        if [who::LEAD, who::REFERRER].contains(&person) {
            let walk = Walk::all(&mut reader.speaking("cy"), &rows, &addresses, &finder).await;
            walked(&walk);
            leaks.extend(leaked(&stock, Some(person), &walk));
        }
    }
    let walk = Walk::all(&mut house.stranger(), &rows, &addresses, &finder).await;
    walked(&walk);
    leaks.extend(leaked(&stock, None, &walk));
    tell(&format!("{pages} answers looked through for {} words", stock.canaries.len()));
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), shorten(&leaks));
    assert!(broken.is_empty(), "answers that broke:\n{}", shorten(&broken));
    let walked: Vec<&str> = walkers.iter().map(|person| NAMES[*person]).collect();
    let listed = |whom: &[&'static str]| whom.iter().copied().filter(|name| walked.contains(name)).collect();
    let mut unshown: BTreeMap<_, BTreeSet<_>> =
        UNSHOWN.iter().map(|(what, whom, _)| (*what, listed(whom))).collect();
    unshown.retain(|_, whom| !whom.is_empty());
    for readers in missing.values_mut() {
        readers.retain(|reader| EVERYBODY.contains(reader));
    }
    missing.retain(|_, readers| !readers.is_empty());
    for (what, readers) in &missing {
        let known = unshown.get(what).cloned().unwrap_or_default();
        assert_eq!(
            *readers, known,
            "{what}: somebody may know a word and no page shows it, or it is shown now"
        );
    }
    let shown_now: Vec<_> = unshown.keys().filter(|what| !missing.contains_key(*what)).collect();
    assert!(shown_now.is_empty(), "these are shown now, and leave the list: {shown_now:?}");
    // A few walkers cannot come everywhere.
    let uncovered = if walkers.len() < ONE_EACH.len() { Vec::new() } else { uncovered(&rows, &opened) };
    assert!(uncovered.is_empty(), "routes that nobody could open: {uncovered:?}");
    let logged = finder.find(&log.bytes());
    let logged: Vec<_> = logged.iter().map(|place| &stock.canaries[*place]).collect();
    assert!(logged.is_empty(), "words in the server's log: {logged:?}");
    at_rest(&house, &stock).await;
}

crate::on_both!(nobody_meets_a_word_that_they_may_not_know);

/// Somebody begins to write, and does not send it.
async fn keep_draft(house: &House, stock: &Stock, reader: &mut Reader, word: &str) {
    let case = stock.names.cases[which::OPEN].expect("the open case is there");
    let page = reader.get(&format!("/cases/{case}/contact")).await;
    let forms = tests::crawl::links::forms(&page);
    let form = forms.iter().find(|form| form.action.ends_with("/contact")).expect("the page has its form");
    let (_, sealed) =
        form.fields.iter().find(|(name, _)| name == FIELD).expect("a form has its hidden field");
    assert!(Token::open(&house.identity, sealed).is_some(), "the hidden field can be read");
    let fields = vec![
        (FIELD.to_owned(), sealed.clone()),
        ("draft-version".to_owned(), "0".to_owned()),
        ("kind".to_owned(), "call".to_owned()),
        ("summary".to_owned(), format!("They said {word}.")),
    ];
    let answer = reader.post(&format!("/cases/{case}/contact/draft"), fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// What this reader met and may not know.
fn leaked(stock: &Stock, reader: Option<usize>, walk: &Walk) -> Vec<String> {
    let may = |place: &usize, asked: bool| {
        reader.is_some_and(|reader| stock.world.may_know(reader, &stock.canaries[*place], asked))
    };
    let name = reader.map_or("nobody", |reader| NAMES[reader]);
    let told = |((place, _), found): (&(usize, bool), &tests::crawl::Found)| {
        let canary = &stock.canaries[*place];
        format!("{name} met {} {:?} at {}", canary.what, canary.spots, found.path)
    };
    walk.found.iter().filter(|((place, asked), _)| !may(place, *asked)).map(told).collect()
}

/// What this reader may know and did not meet.
fn not_met<'a>(stock: &'a Stock, reader: usize, walk: &'a Walk) -> Vec<&'a Canary> {
    let met = |place: usize| [false, true].iter().any(|asked| walk.found.contains_key(&(place, *asked)));
    let all = stock.canaries.iter().enumerate();
    all.filter(|(place, canary)| stock.world.may_know(reader, canary, true) && !met(*place))
        .map(|(_, canary)| canary)
        .collect()
}

/// The routes that no reader could open, or that were not asked at all.
fn uncovered<'a>(rows: &[&'a Row], opened: &BTreeMap<String, u16>) -> Vec<&'a str> {
    let gets = rows.iter().filter(|row| row.method == http::Method::GET).map(|row| row.path);
    let is_open = |path: &&str| opened.get(*path).is_some_and(|status| *status < 400);
    // A static file is asked for by pages; links in letters, and a provider that sends somebody
    // back, have tests of their own.
    let elsewhere = [
        "/assets/{*path}",
        "/invitation/{token}",
        "/account/address/{token}",
        "/sign-in/forgotten/{token}",
        "/sign-in/with/{provider}/callback",
    ];
    gets.filter(|path| !is_open(path) && !elsewhere.contains(path)).collect()
}

/// What is sealed stands nowhere in the clear: in no file of the database.
async fn at_rest(house: &House, stock: &Stock) {
    if house.ground.database.kind() != Kind::Sqlite {
        return;
    }
    let sealed: Vec<Canary> = stock.canaries.iter().filter(|canary| canary.is_sealed()).cloned().collect();
    assert!(sealed.len() > 300, "{} sealed words are too few to mean anything", sealed.len());
    let finder = Finder::new(&sealed);
    let file = house.ground.database.url().trim_start_matches("sqlite://");
    let folder = std::path::Path::new(file).parent().expect("a file lies in a folder");
    let (mut bytes, mut clear) = (0, 0);
    let whole = Finder::new(&stock.canaries);
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry of it too").path();
        let content = std::fs::read(&path).expect("a file can be read");
        bytes += content.len();
        clear += whole.find(&content).len();
        let found: Vec<_> = finder.find(&content).into_iter().map(|place| &sealed[place]).collect();
        assert!(found.is_empty(), "in the clear in {}: {found:?}", path.display());
    }
    // What is not sealed is found by the same eyes.
    assert!(bytes > 100_000 && clear > 300, "{clear} clear words in {bytes} bytes");
}

fn shorten(lines: &[String]) -> String {
    let shown = lines.iter().take(60).cloned().collect::<Vec<_>>().join("\n");
    if lines.len() > 60 { format!("{shown}\n… and {} more", lines.len() - 60) } else { shown }
}

#[test]
fn every_route_is_found_again_by_its_addresses() {
    let table = House::routes();
    let rows = table.rows();
    let names = tests::canaries::Names::default();
    let addresses = Addresses::new(&names);
    for row in &rows {
        for path in addresses.of_route(row) {
            let found = template_of(&rows, &path).map(|found| found.matches('{').count());
            let wanted = Some(row.path.matches('{').count());
            assert!(found <= wanted && found.is_some(), "{path} of {}", row.path);
        }
    }
}
