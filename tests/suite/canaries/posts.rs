//! Everybody sends everything to what is not theirs (`security.md` §5.3, X-07).
//!
//! A reader with a valid form of their own who names a record that they may not know gets
//! what one gets who names nothing. A form of somebody else's, none, and one sent from
//! another site are refused before anything is looked at.

use std::collections::BTreeMap;

use domain::{Reference, ReferenceKind};
use reqwest::{Method, StatusCode};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tests::canaries::cast::{NAMES, readers, which};
use tests::canaries::{Finder, Spot, Stock};
use tests::crawl::addresses::unknown;
use tests::crawl::harvest::{Forms, form_of};
use tests::crawl::plain::parting;
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{Addresses, House, Reader, Sent, harvest, plain, tell};
use tests::databases::Kind;
use tests::page::Page;
use web::Row;

/// One reader with a form of their own.
struct Sender {
    person: usize,
    reader: Reader,
    token: Token,
}

impl Sender {
    /// Sends a form to `path` with this hidden field.
    async fn send(
        &mut self,
        path: &str,
        in_parts: bool,
        field: Option<String>,
        headers: &[(&'static str, &str)],
    ) -> Page {
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
                in_parts,
                ..Sent::default()
            },
        };
        self.reader.send(Method::POST, path, sent).await
    }
}

/// The hidden records that everybody tries: shut, locked, another's, switched off.
const TRIED: [usize; 4] = [which::SHUT, which::LOCKED, which::ANOTHERS, which::UNSEEN];

/// Forms that only come after another form, with a letter, where one is signed in twice, beside
/// a plugin or a letter that failed, with a conflict that was found or a case that was opened by
/// break glass, or where there is a provider of single sign-on.
pub(crate) const UNDRAWN: [&str; 19] = [
    "/sign-in/code",
    "/sign-in/forgotten/{token}",
    "/sign-in/with/{provider}",
    "/sign-in/with/{provider}/logout",
    "/invitation/{token}",
    "/invitation/{token}/with",
    "/account/address/{token}",
    "/account/confirm/with",
    "/account/sessions/end",
    "/account/single-sign-on",
    "/accounts/{account}/unlink",
    "/access-review",
    "/break-glass/close",
    "/break-glass/review",
    "/break-glass/seen",
    "/cases/{case}/people/keep",
    "/permissions/drafts/{draft}/renew",
    "/plugins/{plugin}/{version}/wake",
    "/mail/retry",
];

/// Everything that is sent, and what went wrong with it.
struct Trial<'a> {
    house: &'a House,
    stock: &'a Stock,
    finder: Finder,
    forms: Forms,
    sent: usize,
    wrong: Vec<String>,
}

impl Trial<'_> {
    /// The form of the route, sealed for whom `token` was drawn; a program's post has none.
    fn field(&self, row: &Row, token: &Token) -> Option<String> {
        let form = form_of(&self.forms, row.path).map(|form| form.name.as_str());
        let form = form.or(is_api(row).then_some(""))?;
        Some(token.renewed(&self.house.identity, form).sealed(&self.house.identity))
    }

    /// What stands behind the path that the route's form is sent to, and whether it goes in
    /// parts.
    fn manner(&self, row: &Row) -> (String, bool) {
        let form = form_of(&self.forms, row.path);
        form.map_or_else(Default::default, |form| (form.query.clone(), form.in_parts))
    }

    /// A valid form of one's own, sent to a record that one may not know, and to none.
    async fn foreign_record(&mut self, sender: &mut Sender, row: &Row, hidden: Reference, absent: Reference) {
        let account = self.stock.names.accounts[0].expect("it is there");
        let (query, in_parts) = self.manner(row);
        let address = |reference| {
            Addresses::of(reference, reference, account, unknown(ReferenceKind::Person))
                .of_route(row)
                .swap_remove(0)
                + query.as_str()
        };
        let (path, nowhere) = (address(hidden), address(absent));
        let field = self.field(row, &sender.token);
        let first = sender.send(&path, in_parts, field, &[]).await;
        let field = self.field(row, &sender.token);
        let second = sender.send(&nowhere, in_parts, field, &[]).await;
        self.sent += 2;
        let one = plain(&first).replace(&hidden.to_string(), "IT");
        let two = plain(&second).replace(&absent.to_string(), "IT");
        let met = self.finder.find(first.body.as_bytes());
        let own = self.finder.find(path.as_bytes());
        let may =
            |place: &&usize| self.stock.world.may_know(sender.person, &self.stock.canaries[**place], false);
        let leaks = met.difference(&own).filter(|place| !may(place)).count();
        // What is wrong with the form may be said before anything is looked for.
        if one != two || leaks > 0 || !first.status.is_client_error() {
            let parted = parting(&one, &two);
            self.wrong.push(format!("{} POST {path}: {}, {parted}", NAMES[sender.person], first.status));
        }
    }

    /// What is no form of one's own is refused as that, whatever it is sent to: one that was
    /// drawn for another account, none, and one's own sent from another site.
    async fn foreign_form(&mut self, sender: &mut Sender, row: &Row, path: &str, other: &Token) {
        const ELSEWHERE: [(&str, &str); 2] =
            [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")];
        let (query, in_parts) = self.manner(row);
        let path = format!("{path}{query}");
        // A few senders on PostgreSQL have not seen every form.
        if form_of(&self.forms, row.path).is_none() && !is_api(row) && !UNDRAWN.contains(&row.path) {
            return;
        }
        let (own, theirs) = (self.field(row, &sender.token), self.field(row, other));
        let mut sent = vec![(None, &[][..]), (own, &ELSEWHERE)];
        // A program's name for its sending is nobody's in particular.
        if !is_api(row) && theirs.is_some() {
            sent.push((theirs, &[]));
        }
        for (field, headers) in sent {
            let answer = sender.send(&path, in_parts, field, headers).await;
            self.sent += 1;
            let refused = answer.status == StatusCode::FORBIDDEN;
            if !(refused || is_api(row) && answer.status.is_client_error()) {
                let name = NAMES[sender.person];
                self.wrong.push(format!("{name} POST {path} by a foreign form: {}", answer.status));
            }
        }
    }
}

/// Whether programs send to it, who have no form: the interface, and a provider's server.
pub(crate) fn is_api(row: &Row) -> bool {
    row.path.starts_with("/api/") || row.path == "/sign-in/with/{provider}/logout"
}

async fn nothing_is_done_to_what_is_not_ones_own(kind: Kind) {
    let (house, stock) = House::stocked(House::ground(kind).await).await;
    let table = House::routes();
    let rows = table.rows();
    let states = Addresses::of_every_state(&stock.names).and_drafts(&house.drafts(&stock).await);
    let (mut forms, mut senders) = (Forms::new(), Vec::new());
    for person in readers(kind) {
        let mut reader = house.reader(person).await;
        let token = harvest(&mut reader, &house.identity, &rows, &states, &mut forms).await;
        senders.push(Sender { person, reader, token: token.expect("somebody signed in has a form") });
    }
    harvest(&mut house.stranger(), &house.identity, &rows, &states, &mut forms).await;
    let rows_before = contents(&house.ground.database.connect().await).await;
    let posts: Vec<&Row> = rows.iter().filter(|row| row.method == http::Method::POST).copied().collect();
    let (no_case, no_referral) = (unknown(ReferenceKind::Case), unknown(ReferenceKind::Referral));
    let finder = Finder::new(&stock.canaries);
    let mut trial = Trial { house: &house, stock: &stock, finder, forms, sent: 0, wrong: Vec::new() };
    if kind == Kind::Sqlite {
        let is_known = |row: &&&Row| {
            is_api(row) || UNDRAWN.contains(&row.path) || form_of(&trial.forms, row.path).is_some()
        };
        let strange: Vec<&str> = posts.iter().filter(|row| !is_known(row)).map(|row| row.path).collect();
        assert!(strange.is_empty(), "routes that take a form which no page has: {strange:?}");
    }
    for at in 0..senders.len() {
        let other = senders[(at + 1) % senders.len()].token.clone();
        let sender = &mut senders[at];
        let hides = |spot: Spot| stock.world.sight_of(sender.person, &spot, false).is_none();
        let cases = TRIED.into_iter().filter(|case| hides(Spot::CaseReference(*case)));
        let cases: Vec<_> = cases.filter_map(|case| stock.names.cases[case]).collect();
        let referrals = (0..stock.names.referrals.len()).filter(|one| hides(Spot::ReferralReference(*one)));
        let referrals: Vec<_> = referrals.filter_map(|one| stock.names.referrals[one]).take(2).collect();
        for row in &posts {
            let (hidden, absent) = match row.path {
                path if path.contains("{case}") => (&cases[..], no_case),
                path if path.contains("{referral}") => (&referrals[..], no_referral),
                _ => (&[][..], no_case),
            };
            for reference in hidden {
                trial.foreign_record(sender, row, *reference, absent).await;
            }
            // The record is one that most readers see, so that nothing else refuses.
            let path = states.of_route(row).swap_remove(0);
            trial.foreign_form(sender, row, &path, &other).await;
        }
    }
    let Trial { sent, wrong, .. } = trial;
    tell(&format!("{sent} forms sent to what is not one's own"));
    assert!(sent > 700, "{sent} are too few to mean anything");
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} went wrong:\n{shown}", wrong.len());
    let rows_after = contents(&house.ground.database.connect().await).await;
    assert_eq!(rows_before, rows_after, "something was written");
}

crate::on_both!(nothing_is_done_to_what_is_not_ones_own);

/// How many rows each table of records has, and how often they were changed.
pub(crate) async fn contents(rows: &DatabaseConnection) -> BTreeMap<&'static str, (i64, i64)> {
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
