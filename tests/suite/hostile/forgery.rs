//! No form is taken that was not drawn by us, for this reader, for this purpose, and sent from
//! our own page.
//!
//! Driven by the route table: a new row is tried by itself, and one whose form no page has is
//! named here.

use reqwest::{Method, StatusCode};
use tests::canaries::cast::who;
use tests::crawl::harvest::{Forms, form_of};
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{Addresses, House, Reader, Sent, harvest, tell};
use tests::databases::Kind;
use web::Row;

use crate::canaries::posts::{UNDRAWN, contents, is_api};

/// Those who send everything: between them they may do nearly everything.
const SENDERS: [usize; 2] = [who::MANAGER, who::ADMINISTRATOR];

/// Those who between them are shown every form.
const SHOWN: [usize; 6] =
    [who::MANAGER, who::ADMINISTRATOR, who::COORDINATOR, who::LEAD, who::REFERRER, who::DPO];

/// What is true of a sending that comes from elsewhere, by the headers that say so.
const ELSEWHERE: [(&str, &[(&str, &str)]); 7] = [
    ("another site says so", &[("sec-fetch-site", "cross-site")]),
    ("a neighbour under the same domain", &[("sec-fetch-site", "same-site")]),
    ("an origin alone", &[("sec-fetch-site", ""), ("origin", "https://elsewhere.example")]),
    ("no origin to be told", &[("sec-fetch-site", ""), ("origin", "null")]),
    ("our name in another's", &[("sec-fetch-site", ""), ("origin", "http://127.0.0.1.elsewhere.example")]),
    ("our name on another port", &[("sec-fetch-site", ""), ("origin", "http://127.0.0.1:1")]),
    ("both", &[("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")]),
];

struct Forger<'a> {
    house: &'a House,
    forms: &'a Forms,
    reader: Reader,
    own: Token,
    other: Token,
    sent: usize,
    wrong: Vec<String>,
}

impl Forger<'_> {
    /// A hidden field: `token`'s, for the form that the row takes or for another one.
    fn field(&self, row: &Row, token: &Token, form: Option<&str>) -> Vec<(String, String)> {
        let own = form_of(self.forms, row.path).map_or("", |form| form.name.as_str());
        let sealed = token.renewed(&self.house.identity, form.unwrap_or(own)).sealed(&self.house.identity);
        vec![(FIELD.to_owned(), sealed)]
    }

    /// A sending as the row takes it, with these fields and headers.
    fn sending(&self, row: &Row, fields: Vec<(String, String)>, headers: &[(&'static str, &str)]) -> Sent {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned()));
        if is_api(row) {
            let key = ("idempotency-key", uuid::Uuid::now_v7().to_string());
            return Sent {
                json: Some("{}".to_owned()),
                headers: headers.chain([key]).collect(),
                ..Sent::default()
            };
        }
        let in_parts = form_of(self.forms, row.path).is_some_and(|form| form.in_parts);
        Sent { in_parts, headers: headers.collect(), ..Sent::form(fields) }
    }

    async fn refused(&mut self, what: &str, method: Method, path: &str, sent: Sent, by: &[StatusCode]) {
        let status = self.reader.send(method.clone(), path, sent).await.status;
        self.sent += 1;
        if !by.contains(&status) {
            self.wrong.push(format!("{method} {path}, {what}: {status}"));
        }
    }

    async fn forge(&mut self, row: &Row, path: &str) {
        const FORBIDDEN: &[StatusCode] = &[StatusCode::FORBIDDEN];
        const UNREAD: &[StatusCode] =
            &[StatusCode::FORBIDDEN, StatusCode::BAD_REQUEST, StatusCode::UNSUPPORTED_MEDIA_TYPE];
        let right = self.field(row, &self.own, None);
        for (what, headers) in ELSEWHERE {
            let sent = self.sending(row, right.clone(), headers);
            self.refused(what, Method::POST, path, sent, FORBIDDEN).await;
        }
        for method in [Method::PUT, Method::PATCH, Method::DELETE] {
            let sent = self.sending(row, right.clone(), &[("sec-fetch-site", "same-origin")]);
            let by = &[StatusCode::METHOD_NOT_ALLOWED];
            self.refused("another method", method, path, sent, by).await;
        }
        let (name, value) = &right[0];
        let json = format!("{{\"{name}\":\"{value}\"}}");
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
            let sent = Sent {
                fields: None,
                // What is set last is what is sent.
                json: Some(json.clone()),
                headers: vec![("content-type", kind.to_owned())],
                ..Sent::default()
            };
            let by =
                if is_api(row) { &[UNREAD, &[StatusCode::UNPROCESSABLE_ENTITY]].concat() } else { UNREAD };
            self.refused(kind, Method::POST, path, sent, by).await;
        }
        if is_api(row) {
            return;
        }
        let plain = Sent {
            json: Some(format!("{name}={value}\r\n")),
            headers: vec![("content-type", "text/plain".to_owned())],
            ..Sent::default()
        };
        self.refused("a form as plain text", Method::POST, path, plain, UNREAD).await;
        let joint = if path.contains('?') { '&' } else { '?' };
        let in_address = format!("{path}{joint}{name}={value}");
        let fields = [
            ("nothing", path, Vec::new()),
            ("the field in the address", &in_address, Vec::new()),
            ("a field of somebody else", path, self.field(row, &self.other, None)),
            ("a field of another form", path, self.field(row, &self.own, Some("another-form"))),
            ("an invented field", path, vec![(FIELD.to_owned(), "A".repeat(120))]),
        ];
        for (what, path, fields) in fields {
            let sent = self.sending(row, fields, &[]);
            self.refused(what, Method::POST, path, sent, FORBIDDEN).await;
        }
        // Asked for as a page, with everything in the address: it may show something, and does
        // nothing; whether it did is counted below.
        self.reader.get(&in_address).await;
        self.sent += 1;
    }
}

#[tokio::test]
async fn every_forged_sending_is_refused_and_changes_nothing() {
    let (house, stock) = House::stocked(House::ground(Kind::Sqlite).await).await;
    let table = House::routes();
    let rows = table.rows();
    let states = Addresses::of_every_state(&stock.names).and_drafts(&house.drafts(&stock).await);
    let mut forms = Forms::new();
    let mut senders = Vec::new();
    for person in SHOWN {
        let mut reader = house.reader(person).await;
        let token = harvest(&mut reader, &house.identity, &rows, &states, &mut forms).await;
        if SENDERS.contains(&person) {
            senders.push((reader, token.expect("somebody signed in has a form")));
        }
    }
    harvest(&mut house.stranger(), &house.identity, &rows, &states, &mut forms).await;
    let posts: Vec<&Row> = rows.iter().filter(|row| row.method == http::Method::POST).copied().collect();
    let is_known =
        |row: &&&Row| is_api(row) || UNDRAWN.contains(&row.path) || form_of(&forms, row.path).is_some();
    let strange: Vec<&str> = posts.iter().filter(|row| !is_known(row)).map(|row| row.path).collect();
    assert!(strange.is_empty(), "routes that take a form which no page has: {strange:?}");

    let before = contents(&house.ground.database.connect().await).await;
    let (mut sent, mut wrong) = (0, Vec::new());
    for at in 0..senders.len() {
        let other = senders[(at + 1) % senders.len()].1.clone();
        let (reader, own) = senders[at].clone();
        let mut forger =
            Forger { house: &house, forms: &forms, reader, own, other, sent: 0, wrong: Vec::new() };
        for row in &posts {
            let query = form_of(&forms, row.path).map_or("", |form| form.query.as_str());
            let path = states.of_route(row).swap_remove(0) + query;
            forger.forge(row, &path).await;
            assert!(forger.reader.is_signed_in().await, "{path} signed somebody out");
        }
        sent += forger.sent;
        wrong.extend(forger.wrong);
    }
    tell(&format!("{sent} forged sendings to {} routes", posts.len()));
    assert!(sent > 30 * posts.len(), "{sent} are too few to mean anything");
    let shown = wrong.iter().take(30).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} were not refused:\n{shown}", wrong.len());
    let after = contents(&house.ground.database.connect().await).await;
    assert_eq!(before, after, "something was written");
}
