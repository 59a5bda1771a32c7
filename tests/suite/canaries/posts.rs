//! Everybody sends everything to what is not theirs (`security.md` §5.3, X-07).
//!
//! A reader with a valid form of their own who names a record that they may not know gets
//! what one gets who names nothing. A form of somebody else's, none, and one sent from
//! another site are refused before anything is looked at.

use std::collections::BTreeMap;

use domain::ReferenceKind;
use reqwest::Method;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tests::canaries::cast::{NAMES, readers, which};
use tests::canaries::{Finder, Spot};
use tests::crawl::addresses::unknown;
use tests::crawl::harvest::{Forms, form_of};
use tests::crawl::plain::parting;
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{Addresses, House, Reader, Sent, harvest, plain, tell};
use tests::databases::Kind;
use web::Row;

/// One reader with a form of their own.
struct Sender {
    person: usize,
    reader: Reader,
    token: Token,
}

impl Sender {
    /// Sends the form of `route` to `path` with this hidden field.
    async fn send(
        &mut self,
        path: &str,
        field: Option<String>,
        headers: &[(&'static str, &str)],
    ) -> tests::page::Page {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let sent = match path.starts_with("/api/") {
            // A program names its sending in a header; without one it is refused.
            true => Sent {
                json: Some("{}".to_owned()),
                headers: field
                    .map(|_| ("idempotency-key", uuid::Uuid::now_v7().to_string()))
                    .into_iter()
                    .chain(headers)
                    .collect(),
                ..Sent::default()
            },
            false => Sent {
                fields: Some(field.map(|field| (FIELD.to_owned(), field)).into_iter().collect()),
                headers,
                ..Sent::default()
            },
        };
        self.reader.send(Method::POST, path, sent).await
    }
}

/// The hidden records that everybody tries: shut, locked, another's, switched off.
const TRIED: [usize; 4] = [which::SHUT, which::LOCKED, which::ANOTHERS, which::UNSEEN];

async fn nothing_is_done_to_what_is_not_ones_own(kind: Kind) {
    let (house, stock) = House::stocked(House::ground(kind).await).await;
    let table = House::routes();
    let rows = table.rows();
    let finder = Finder::new(&stock.canaries);
    let account = stock.names.accounts[0].expect("it is there");
    let seen = Addresses::of_every_state(&stock.names);
    let (mut forms, mut senders) = (Forms::new(), Vec::new());
    for person in readers(kind) {
        let mut reader = house.reader(person).await;
        let token = harvest(&mut reader, &house.identity, &rows, &seen, &mut forms).await;
        senders.push(Sender { person, reader, token: token.expect("somebody signed in has a form") });
    }
    let rows_before = contents(&house.ground.database.connect().await).await;
    let posts: Vec<&Row> = rows.iter().filter(|row| row.method == http::Method::POST).copied().collect();
    let no_case = unknown(ReferenceKind::Case);
    let no_referral = unknown(ReferenceKind::Referral);
    let (mut sent, mut wrong) = (0, Vec::new());
    for at in 0..senders.len() {
        let others = senders[(at + 1) % senders.len()].token.clone();
        let sender = &mut senders[at];
        let hides = |spot: Spot| stock.world.sight_of(sender.person, &spot, false).is_none();
        let cases = TRIED.into_iter().filter(|case| hides(Spot::CaseReference(*case)));
        let cases: Vec<_> = cases.filter_map(|case| stock.names.cases[case]).collect();
        let referrals = (0..stock.names.referrals.len()).filter(|one| hides(Spot::ReferralReference(*one)));
        let referrals: Vec<_> = referrals.filter_map(|one| stock.names.referrals[one]).take(2).collect();
        for row in &posts {
            let (hidden, absent) = match row.path {
                path if path.contains("{case}") => (&cases, no_case),
                path if path.contains("{referral}") => (&referrals, no_referral),
                _ => continue,
            };
            let is_api = row.path.starts_with("/api/");
            let Some(form) = form_of(&forms, row.path).or(is_api.then_some("")) else {
                wrong.push(format!("{} takes a form that no page has", row.path));
                continue;
            };
            let own = |token: &Token| token.renewed(&house.identity, form).sealed(&house.identity);
            for (number, reference) in hidden.iter().enumerate() {
                let address =
                    |reference| Addresses::of(reference, reference, account).of_route(row).swap_remove(0);
                let (path, nowhere) = (address(*reference), address(absent));
                let field = own(&sender.token);
                let first = sender.send(&path, Some(field), &[]).await;
                let field = own(&sender.token);
                let second = sender.send(&nowhere, Some(field), &[]).await;
                sent += 2;
                let said = |page: &tests::page::Page, name: domain::Reference| {
                    plain(page).replace(&name.to_string(), "IT")
                };
                let (one, two) = (said(&first, *reference), said(&second, absent));
                let met = finder.find(first.body.as_bytes());
                let met = met.difference(&finder.find(path.as_bytes())).copied().collect::<Vec<_>>();
                let may = |place: &usize| stock.world.may_know(sender.person, &stock.canaries[*place], false);
                // What is wrong with the form may be said before anything is looked for.
                if one != two || !met.iter().all(may) || !first.status.is_client_error() {
                    let parted = parting(&one, &two);
                    wrong.push(format!("{} POST {path}: {}, {parted}", NAMES[sender.person], first.status));
                }
                if number > 0 {
                    continue;
                }
                let theirs = (!is_api).then(|| own(&others));
                let cross_site = [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")];
                for (field, headers) in
                    [(theirs, &[][..]), (None, &[]), (Some(own(&sender.token)), &cross_site)]
                {
                    // A program's own name for its sending is nobody else's.
                    let answer = sender.send(&path, field, headers).await;
                    sent += 1;
                    if !answer.status.is_client_error() {
                        wrong.push(format!(
                            "{} POST {path} by a foreign form: {}",
                            NAMES[sender.person], answer.status
                        ));
                    }
                }
            }
        }
    }
    tell(&format!("{sent} forms sent to what is not one's own"));
    assert!(sent > 700, "{sent} are too few to mean anything");
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} went wrong:\n{shown}", wrong.len());
    let rows_after = contents(&house.ground.database.connect().await).await;
    assert_eq!(rows_before, rows_after, "something was written");
}

crate::on_both!(nothing_is_done_to_what_is_not_ones_own);

/// How many rows each table of records has, and how often they were changed.
async fn contents(rows: &DatabaseConnection) -> BTreeMap<&'static str, (i64, i64)> {
    const TABLES: [&str; 13] = [
        "cases",
        "referrals",
        "participants",
        "people",
        "entries",
        "consents",
        "risks",
        "meetings",
        "agreements",
        "feedback",
        "closures",
        "answers",
        "accounts",
    ];
    let mut found = BTreeMap::new();
    for table in TABLES {
        let text = format!("SELECT count(*) AS n, CAST(sum(version) AS bigint) AS v FROM {table}");
        let row = rows.query_one_raw(Statement::from_string(rows.get_database_backend(), text)).await;
        let row = row.expect("the table is there").expect("a count has a row");
        let number = |name: &str| row.try_get::<i64>("", name).expect("a number");
        found.insert(table, (number("n"), number("v")));
    }
    found
}
