//! The search box and the filters find nothing that may not be known, and say nothing
//! about whether it is there.

use tests::canaries::cast::{NAMES, readers};
use tests::canaries::{Canary, Finder, Stock, spare};
use tests::crawl::plain::parting;
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{House, Reader, count, plain, tell};
use tests::databases::Kind;

/// What the search box or a filter could find somebody by.
const FINDABLE: [&str; 18] = [
    "case.legacy-reference",
    "case.summary",
    "participant.name",
    "participant.first-name",
    "person.given-name",
    "person.family-name",
    "person.known-as",
    "person.other-names",
    "person.phone",
    "person.email",
    "person.postcode",
    "person.identifier",
    "incident.detail",
    "incident.crime-reference",
    "incident.description",
    "entry.summary",
    "extra.referral-partner.crime-reference",
    "case.reference",
];

/// Types `text` into the box; the results without what was typed. Whoever may not search
/// is told so, whatever they type.
async fn results(house: &House, reader: &mut Reader, token: &Token, text: &str, within: &str) -> String {
    let fields = [
        (FIELD, token.renewed(&house.identity, "search").sealed(&house.identity)),
        ("text", text.to_owned()),
        ("within", within.to_owned()),
    ];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let sealed = reader.post("/search", fields).await;
    let Some(to) = sealed.leads_to.clone() else {
        assert_eq!(sealed.status, 403, "{}", sealed.text());
        return plain(&sealed);
    };
    let page = reader.get(&to).await;
    assert_eq!(page.status, 200, "{}", page.text());
    plain(&page).replace(text, "IT")
}

/// A text of the same shape that nobody has.
fn nonsense(canary: &Canary) -> String {
    match canary.what {
        "person.phone" => "07700 999999".to_owned(),
        "person.postcode" => "XQ9W 9WW".to_owned(),
        "person.email" => format!("{}@example.org", spare(2)),
        "case.reference" => tests::crawl::addresses::unknown(domain::ReferenceKind::Case).to_string(),
        _ => spare(2),
    }
}

fn typed(canary: &Canary) -> String {
    match canary.what {
        "person.email" => format!("{}@example.org", canary.forms[0]),
        _ => canary.forms[0].clone(),
    }
}

/// The findable words that this reader may not know, spread over the whole service.
fn hidden(stock: &Stock, person: usize) -> Vec<&Canary> {
    let wanted = count("ACCORD_SEARCHES", 24);
    let all: Vec<&Canary> = stock
        .canaries
        .iter()
        .filter(|canary| FINDABLE.contains(&canary.what) && !stock.world.may_know(person, canary, true))
        .collect();
    let step = (all.len() / wanted).max(1);
    all.into_iter().step_by(step).collect()
}

async fn a_search_for_what_may_not_be_known_is_a_search_for_nonsense(kind: Kind) {
    let (house, stock) = House::stocked(House::ground(kind).await).await;
    let finder = Finder::new(&stock.canaries);
    let (mut compared, mut different) = (0, Vec::new());
    for person in readers(kind) {
        let mut reader = house.reader(person).await;
        let page = reader.get("/account").await;
        let forms = tests::crawl::links::forms(&page);
        let fields = forms.iter().flat_map(|form| &form.fields).filter(|(name, _)| name == FIELD);
        let mut tokens = fields.filter_map(|(_, sealed)| Token::open(&house.identity, sealed));
        let token = tokens.find(|token| token.account().is_some()).expect("a page has a form");
        for canary in hidden(&stock, person) {
            let (text, nothing) = (typed(canary), nonsense(canary));
            for within in ["names", "notes"] {
                let one = results(&house, &mut reader, &token, &text, within).await;
                let two = results(&house, &mut reader, &token, &nothing, within).await;
                compared += 1;
                let met = finder.find(one.as_bytes());
                let leaks: Vec<_> = met
                    .iter()
                    .map(|place| &stock.canaries[*place])
                    .filter(|met| !stock.world.may_know(person, met, false))
                    .collect();
                if one != two || !leaks.is_empty() {
                    let what = format!("{} {:?}", canary.what, canary.spots);
                    let parted = parting(&one, &two);
                    different
                        .push(format!("{} by {what} within {within}: {leaks:?}, {parted}", NAMES[person]));
                }
            }
        }
    }
    tell(&format!("{compared} searches compared with searches for nonsense"));
    assert!(compared > 150, "{compared} searches are too few to mean anything");
    let shown = different.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(different.is_empty(), "{} differ:\n{shown}", different.len());
}

crate::on_both!(a_search_for_what_may_not_be_known_is_a_search_for_nonsense);
