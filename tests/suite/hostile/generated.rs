//! Requests as nobody would send them, made from the route table and from our own description
//! of the interface (X-02): never a fault, never an answer that the description does not know.
//!
//! `ACCORD_REQUESTS` says how many. Schemathesis does the same from the outside; see
//! `tests/schemathesis/README.md`.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reqwest::Method;
use serde_json::{Value, json};
use tests::canaries::cast::{NAMES, who};
use tests::crawl::harvest::{Forms, form_of};
use tests::crawl::links::forms;
use tests::crawl::plain::parting;
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{Addresses, House, Reader, Sent, count, harvest, plain, tell, template_of};
use tests::databases::Kind;
use tests::dice::Dice;
use tests::page::Page;
use web::Row;

use crate::canaries::posts::contents;

const USUAL: usize = 2_500;

/// Those who send: all rights between them, few, and none.
const SENDERS: [usize; 4] = [who::MANAGER, who::LEAD, who::REFERRER, who::ADMINISTRATOR];

/// After these somebody is not signed in any more; they are tried elsewhere.
const ENDS: [&str; 3] = ["/sign-out", "/account/sessions/end", "/account/sessions/end-all"];

/// Texts that parsers trip over, and whatever else there is.
fn text() -> BoxedStrategy<String> {
    let odd = [
        "",
        " ",
        "0",
        "-1",
        "1e309",
        "NaN",
        "null",
        "true",
        "\0",
        "\u{feff}",
        "\u{202e}x",
        "e\u{301}",
        "2026-02-30",
        "31",
        "9223372036854775808",
        "C-0000-0000",
        "yes",
        "../../x",
        "%00",
        "%",
        "a\r\nb",
        "'--",
        "{{x}}",
        "[]",
        "\u{10ffff}",
        "first",
        "0001-01-01T00:00:00Z",
        "+262143-01-01",
        "-9999-12-31",
    ];
    prop_oneof![
        3 => proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => proptest::collection::vec(any::<char>(), 200..2_000).prop_map(|all| all.into_iter().collect()),
        2 => any::<i64>().prop_map(|number| number.to_string()),
    ]
    .boxed()
}

/// Any JSON at all.
fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    let nested = leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(text(), inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    });
    nested.boxed()
}

struct Making {
    runner: TestRunner,
    dice: Dice,
}

impl Making {
    fn any<T: std::fmt::Debug>(&mut self, of: &BoxedStrategy<T>) -> T {
        of.new_tree(&mut self.runner).expect("there is always one").current()
    }

    fn text(&mut self) -> String {
        self.any(&text())
    }

    /// The path, one part of it perhaps another.
    fn path(&mut self, path: &str) -> String {
        if !self.dice.chance(20) {
            return path.to_owned();
        }
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        let at = self.dice.below(parts.len());
        parts[at] = encoded(&self.text());
        let path = parts.join("/");
        if path.starts_with('/') { path } else { format!("/{path}") }
    }

    fn query(&mut self, names: &[String]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for _ in 0..self.dice.below(4) {
            let name = if self.dice.chance(80) { self.dice.pick(names).clone() } else { self.text() };
            query.append_pair(&name, &self.text());
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// A body of the described kind, a little or altogether wrong.
    fn body(&mut self, schema: &Value) -> Value {
        if self.dice.chance(15) {
            return self.any(&anything());
        }
        let mut body = serde_json::Map::new();
        for (name, of) in schema["properties"].as_object().into_iter().flatten() {
            if self.dice.chance(25) {
                continue;
            }
            let kind = of["type"].as_str().or_else(|| of["type"][0].as_str()).unwrap_or("string");
            let value = match kind {
                _ if self.dice.chance(20) => self.any(&anything()),
                "integer" | "number" => json!(self.dice.next() as i32),
                "boolean" => json!(self.dice.chance(50)),
                _ => of
                    .get("example")
                    .cloned()
                    .filter(|_| self.dice.chance(50))
                    .unwrap_or_else(|| json!(self.text())),
            };
            body.insert(name.clone(), value);
        }
        if self.dice.chance(10) {
            body.insert(self.text(), self.any(&anything()));
        }
        body.into()
    }
}

/// As a part of a path that a client can send.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// Names of fields, by the route that takes them.
type Fields = BTreeMap<String, Vec<(String, String)>>;

async fn fields_of(reader: &mut Reader, rows: &[&Row], addresses: &Addresses, known: &mut Fields) {
    for row in rows.iter().filter(|row| row.method == http::Method::GET) {
        for path in addresses.of_route(row) {
            let page = reader.get(&path).await;
            for form in forms(&page) {
                if let Some(route) = template_of(rows, &form.action) {
                    let fields = form.fields.into_iter().filter(|(name, _)| name != FIELD);
                    known.entry(route.to_owned()).or_default().extend(fields);
                }
            }
        }
    }
}

/// The statuses that the description has for an operation, and the schema of its body.
fn described<'a>(description: &'a Value, row: &Row) -> Option<(Vec<String>, &'a Value)> {
    let operation = &description["paths"][row.path][row.method.as_str().to_lowercase()];
    let statuses = operation["responses"].as_object()?.keys().cloned().collect();
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let named = schema["$ref"].as_str().and_then(|named| named.rsplit('/').next());
    Some((statuses, named.map_or(schema, |named| &description["components"]["schemas"][named])))
}

fn judge(row: &Row, page: &Page, statuses: Option<&[String]>) -> Option<String> {
    let status = page.status.as_u16();
    if status >= 500 {
        return Some(format!("{} {}: {status}", row.method, page.path));
    }
    let statuses = statuses?;
    let is_json = page.headers.get("content-type").is_some_and(|kind| kind == "application/json");
    // Refusals may be described by their class, or all at once.
    let named = [status.to_string(), format!("{}XX", status / 100), "default".to_owned()];
    let undescribed = !named.iter().any(|name| statuses.contains(name));
    if undescribed || is_json && serde_json::from_str::<Value>(&page.body).is_err() {
        return Some(format!("{} {}: {status}, which the description does not know", row.method, page.path));
    }
    None
}

#[tokio::test]
async fn whatever_is_sent_there_is_an_answer() {
    let (seed, dice) = Dice::fresh();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut making = Making { runner: TestRunner::new_with_rng(Config::default(), rng), dice };

    let (house, stock) = House::stocked(House::ground(Kind::Sqlite).await).await;
    let table = House::routes();
    let rows = table.rows();
    let states = Addresses::of_every_state(&stock.names);
    let (mut forms, mut fields, mut senders) = (Forms::new(), Fields::new(), Vec::new());
    for person in SENDERS {
        let mut reader = house.reader(person).await;
        let token = harvest(&mut reader, &house.identity, &rows, &states, &mut forms).await;
        fields_of(&mut reader, &rows, &states, &mut fields).await;
        senders.push((NAMES[person], reader, token));
    }
    let mut stranger = house.stranger();
    harvest(&mut stranger, &house.identity, &rows, &states, &mut forms).await;
    senders.push(("nobody", stranger, None));
    let description = senders[0].1.get("/api/v1/openapi.json").await;
    let description: Value = serde_json::from_str(&description.body).expect("the description is JSON");
    unknown_fields_change_nothing(&house, &rows, &states, (&forms, &fields), &mut senders).await;

    let names: Vec<String> = [
        "page",
        "q",
        "next",
        "done",
        "stage",
        "month",
        "from",
        "to",
        "after",
        "before",
        "limit",
        "sort",
        "fields",
        "cursor",
        "quarter",
        "year",
        "part",
        "side",
        "participant",
        "status",
        "filter",
        "team",
    ]
    .map(str::to_owned)
    .into();
    let (requests, mut wrong, mut by_status) = (count("ACCORD_REQUESTS", USUAL), Vec::new(), BTreeMap::new());
    for at in 0..requests {
        let row = *making.dice.pick(&rows);
        let (name, reader, token) = making.dice.pick(&senders).clone();
        if ENDS.contains(&row.path) {
            continue;
        }
        let mut reader = reader;
        let path = making.dice.pick(&states.of_route(row)).clone();
        let mut path = making.path(&path);
        let is_api = row.path.starts_with("/api/");
        let known = described(&description, row).filter(|_| template_of(&rows, &path) == Some(row.path));
        let sent = if row.method == Method::GET {
            path += &making.query(&names);
            Sent::default()
        } else if is_api {
            let body = known.as_ref().map_or(Value::Null, |(_, schema)| making.body(schema));
            let body = if making.dice.chance(5) { making.text() } else { body.to_string() };
            let key = ("idempotency-key", uuid::Uuid::now_v7().to_string());
            Sent { json: Some(body), headers: vec![key], ..Sent::default() }
        } else {
            let form = form_of(&forms, row.path);
            let name = form.map_or("", |form| form.name.as_str());
            let mut pairs: Vec<_> = token
                .as_ref()
                .map(|token| token.renewed(&house.identity, name).sealed(&house.identity))
                .map(|sealed| (FIELD.to_owned(), sealed))
                .into_iter()
                .collect();
            for (field, value) in fields.get(row.path).into_iter().flatten() {
                match making.dice.below(4) {
                    0 => {}
                    1 => pairs.push((field.clone(), value.clone())),
                    _ => pairs.push((field.clone(), making.text())),
                }
            }
            if making.dice.chance(20) {
                pairs.push((making.text(), making.text()));
            }
            path += form.map_or("", |form| form.query.as_str());
            let in_parts = form.is_some_and(|form| form.in_parts);
            // A part ends where its border stands, so nothing typed may hold it.
            Sent { in_parts, ..Sent::form(pairs) }
        };
        let page = reader.send(row.method.clone(), &path, sent).await;
        *by_status.entry(page.status.as_u16()).or_insert(0) += 1;
        let statuses = known.as_ref().filter(|_| is_api).map(|(statuses, _)| statuses.as_slice());
        wrong.extend(judge(row, &page, statuses).map(|what| format!("{at}, {name}: {what}")));
    }
    tell(&format!("{requests} requests: {by_status:?}"));
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} went wrong:\n{shown}", wrong.len());
    let fine: usize = by_status.iter().filter(|(status, _)| **status < 400).map(|(_, count)| count).sum();
    assert!(fine > requests / 20, "{by_status:?}: hardly anything was understood");
}

/// Whether the row keeps a draft, which counts how often it was kept.
fn drafts(row: &Row) -> bool {
    row.path.contains("/new/") || row.path.contains("/answers/")
}

/// Fields that no form asks for are as if they had not been sent (X-23): the answer is the same
/// byte for byte, and no row that they name is another.
async fn unknown_fields_change_nothing(
    house: &House,
    rows: &[&Row],
    states: &Addresses,
    (forms, fields): (&Forms, &Fields),
    senders: &mut [(&'static str, Reader, Option<Token>)],
) {
    const UNKNOWN: [&str; 16] = [
        "id",
        "role",
        "roles[]",
        "status",
        "class",
        "team",
        "organisation",
        "account",
        "version",
        "live",
        "is_admin",
        "created_at",
        "author",
        "owner",
        "password_hash",
        "__proto__",
    ];
    let before = contents(&house.ground.database.connect().await).await;
    let mut compared = 0;
    for (name, reader, token) in senders.iter_mut() {
        let Some(token) = token else { continue };
        for row in
            rows.iter().filter(|row| row.method == Method::POST && !ENDS.contains(&row.path) && !drafts(row))
        {
            // These make something each time they are sent, whatever is in them.
            let makes = [
                "/draft",
                "/permissions/drafts",
                "/recovery-codes",
                "/authenticator",
                "/invitation",
                "/disable",
                "/enable",
                "/discard",
                "/discard-changes",
                "/verify",
                "/standing/{change}",
                "/keys/replace/{what}",
                "/keys/retire",
            ];
            let Some(form) =
                form_of(forms, row.path).filter(|_| !makes.iter().any(|end| row.path.ends_with(end)))
            else {
                continue;
            };
            let path = states.of_route(row).swap_remove(0) + &form.query;
            let mut answers = Vec::new();
            for more in [&[][..], &UNKNOWN[..]] {
                let sealed = token.renewed(&house.identity, &form.name).sealed(&house.identity);
                let mut pairs = vec![(FIELD.to_owned(), sealed)];
                let asked =
                    |name: &str| fields.get(row.path).into_iter().flatten().any(|(field, _)| field == name);
                let more = more.iter().filter(|name| !asked(name));
                pairs.extend(more.map(|name| ((*name).to_owned(), "system-administrator".to_owned())));
                let sent = Sent { in_parts: form.in_parts, ..Sent::form(pairs) };
                let answer = reader.send(Method::POST, &path, sent).await;
                answers.push(plain(&answer));
            }
            compared += 1;
            assert!(answers[0] == answers[1], "{name} POST {path}: {}", parting(&answers[0], &answers[1]));
        }
    }
    // For programs it is an error, the same whatever the field is called.
    let case = states.of_route(
        rows.iter().find(|row| row.path == "/api/v1/cases/{case}/contacts").expect("the row is there"),
    );
    let mut refusals = Vec::new();
    for body in [
        r#"{"kind":"note","summary":"a","role":1}"#,
        r#"{"kind":"note","summary":"a","account":1}"#,
        r#"{"kind":"note","summary":"a","kind":"note"}"#,
    ] {
        let key = ("idempotency-key", uuid::Uuid::now_v7().to_string());
        let sent = Sent { json: Some(body.to_owned()), headers: vec![key], ..Sent::default() };
        let answer = senders[0].1.send(Method::POST, &case[0], sent).await;
        assert!(answer.status.is_client_error(), "{body}: {}", answer.status);
        refusals.push(answer.status);
    }
    assert!(refusals.iter().all(|status| *status == refusals[0]), "{refusals:?}");
    let after = contents(&house.ground.database.connect().await).await;
    assert_eq!(before, after, "something was written");
    tell(&format!("{compared} forms sent with {} fields that nobody asked for", UNKNOWN.len()));
}
