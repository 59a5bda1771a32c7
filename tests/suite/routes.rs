//! The printed table of routes: who may come, what each role gets, how many statements it
//! takes (`decisions.md` 48, 57). A change of rights is a line in a diff.
//!
//! `ACCORD_BLESS=1` writes the table anew.

use std::fmt::Write;
use std::sync::atomic::Ordering::Relaxed;

use domain::Instant;
use reqwest::Method;
use tests::canaries::cast::{NAMES, ONE_EACH, WAITING, which, who};
use tests::canaries::{Ground, Stock};
use tests::crawl::harvest::{Forms, form_of};
use tests::crawl::token::{FIELD, Token};
use tests::crawl::{Addresses, House, Reader, Sent, harvest};
use tests::databases::Kind;
use web::Row;

use crate::canaries::posts::UNDRAWN;

/// Whose statements are counted, where the route is open to them: the first of these.
const COUNTED: [usize; 4] = [who::LEAD, who::MANAGER, who::REFERRER, who::ADMINISTRATOR];

const HEAD: &str = "\
# Every route, with the access it states and what came of asking for it.
#
# Asked about one standard case (and one waiting referral of a partner), worked by the lead,
# the co-facilitator, the observer, the supervisor and the partner below; posts with a valid
# form of the reader's own and nothing in it. Statements: of one reader, what is read + what
# is written, which on a page is its entry in the log of who looked. Made by the suite;
# ACCORD_BLESS=1 writes it anew.
";

/// What one role got, by the place of the route in the table.
struct Column {
    name: &'static str,
    statuses: Vec<u16>,
    statements: Vec<Option<(u64, u64)>>,
}

/// Routes that end sessions come last, since nothing can be asked after them.
fn in_order<'a>(rows: &[&'a Row]) -> Vec<(usize, &'a Row)> {
    let mut all: Vec<_> = rows.iter().copied().enumerate().collect();
    let ends = |row: &Row| row.path == "/sign-out" || row.path.ends_with("/end-all");
    all.sort_by_key(|(_, row)| (row.method == Method::POST, ends(row)));
    all
}

struct Asking<'a> {
    house: &'a House,
    rows: &'a [&'a Row],
    addresses: &'a Addresses,
    forms: &'a Forms,
}

impl Asking<'_> {
    async fn column(&self, person: Option<usize>) -> Column {
        let name = person.map_or("nobody", |person| NAMES[person]);
        let mut reader = match person {
            Some(person) => self.house.reader(person).await,
            None => self.house.stranger(),
        };
        let mut token = None;
        let mut forms = Forms::new();
        if person.is_some() {
            token = harvest(&mut reader, &self.house.identity, self.rows, self.addresses, &mut forms).await;
        }
        let mut column =
            Column { name, statuses: vec![0; self.rows.len()], statements: vec![None; self.rows.len()] };
        let mut moment = self.house.ground.now;
        for (place, row) in in_order(self.rows) {
            let path = self.addresses.of_route(row).swap_remove(0);
            if row.method == Method::GET {
                let (status, statements) = self.get(&mut reader, &path).await;
                (column.statuses[place], column.statements[place]) = (status, Some(statements));
                continue;
            }
            column.statuses[place] = self.post(&mut reader, row, &path, token.as_ref()).await;
            if let Some(person) = person
                && !reader.is_signed_in().await
            {
                moment = self.later(moment);
                reader.sign_in_again(NAMES[person], moment).await;
            }
        }
        column
    }

    /// A minute later, when an authenticator shows another code.
    fn later(&self, moment: Instant) -> Instant {
        let moment = moment + chrono::TimeDelta::minutes(1);
        self.house.ground.clock.set(moment);
        moment
    }

    /// Opens a page three times and keeps the smallest count: now and then something else
    /// of the server asks as well.
    async fn get(&self, reader: &mut Reader, path: &str) -> (u16, (u64, u64)) {
        let (mut status, mut fewest) = (0, (u64::MAX, u64::MAX));
        for _ in 0..3 {
            let counted = || {
                let statements = &self.house.statements;
                (statements.reads.load(Relaxed), statements.writes.load(Relaxed))
            };
            let before = counted();
            status = reader.get(path).await.status.as_u16();
            let after = counted();
            fewest = (fewest.0.min(after.0 - before.0), fewest.1.min(after.1 - before.1));
        }
        (status, fewest)
    }

    async fn post(&self, reader: &mut Reader, row: &Row, path: &str, own: Option<&Token>) -> u16 {
        let form = form_of(self.forms, row.path);
        // Only programs have no forms; a route whose form no page has would be refused unread.
        assert!(
            form.is_some() || row.path.starts_with("/api/") || UNDRAWN.contains(&row.path),
            "{}",
            row.path
        );
        let name = form.map_or("", |form| form.name.as_str());
        let path = format!("{path}{}", form.map_or("", |form| form.query.as_str()));
        let field = own.map(|token| token.renewed(&self.house.identity, name).sealed(&self.house.identity));
        let sent = match row.path.starts_with("/api/") {
            true => Sent {
                json: Some("{}".to_owned()),
                headers: vec![("idempotency-key", uuid::Uuid::now_v7().to_string())],
                ..Sent::default()
            },
            false => Sent {
                in_parts: form.is_some_and(|form| form.in_parts),
                ..Sent::form(field.map(|field| (FIELD.to_owned(), field)).into_iter().collect())
            },
        };
        reader.send(Method::POST, &path, sent).await.status.as_u16()
    }
}

fn printed(rows: &[&Row], columns: &[Column]) -> String {
    let mut text = String::from(HEAD);
    let counted = |place: usize| {
        COUNTED.iter().find_map(|person| {
            let column = columns.iter().find(|column| column.name == NAMES[*person])?;
            let (reads, writes) = column.statements[place].filter(|_| column.statuses[place] < 400)?;
            Some(format!("{} {reads}+{writes}", column.name))
        })
    };
    for (place, row) in rows.iter().enumerate() {
        let statements = counted(place).unwrap_or_else(|| "-".to_owned());
        writeln!(text, "\n{} {} {} | {statements}", row.method, row.path, row.access.as_str())
            .expect("text can be written to");
        let mut by_status: Vec<(u16, Vec<&str>)> = Vec::new();
        for column in columns {
            let status = column.statuses[place];
            match by_status.iter_mut().find(|(known, _)| *known == status) {
                Some((_, names)) => names.push(column.name),
                None => by_status.push((status, vec![column.name])),
            }
        }
        by_status.sort_by_key(|(status, _)| *status);
        for (status, names) in by_status {
            let names = if names.len() == columns.len() { "everybody".to_owned() } else { names.join(" ") };
            writeln!(text, "  {status} {names}").expect("text can be written to");
        }
    }
    text
}

/// Pages of a case or a referral that were shown and entered nothing in the log of who looked
/// (`security.md` §7, requirement 7).
fn unaudited<'a>(rows: &[&'a Row], columns: &[Column]) -> Vec<&'a str> {
    // They ask what is to be done, and say nothing about the record.
    const ASKING: [&str; 1] = ["/intake/{referral}/decision/{decision}"];
    let is_record = |row: &Row| row.path.contains("{case}") || row.path.contains("{referral}");
    let shown = |place: usize| {
        let seen = columns.iter().filter(move |column| column.statuses[place] == 200);
        seen.filter_map(move |column| column.statements[place])
    };
    let all = rows.iter().enumerate();
    all.filter(|(place, row)| is_record(row) && shown(*place).any(|(_, writes)| writes == 0))
        .map(|(_, row)| row.path)
        .filter(|path| !ASKING.contains(path))
        .collect()
}

/// A service of its own for every role: what one does must not show in what another gets.
async fn ask_all(ground: &Ground, stock: &Stock, rows: &[&Row]) -> Vec<Column> {
    let names =
        [stock.names.cases[which::OPEN], stock.names.referrals[WAITING], stock.names.accounts[who::NEWCOMER]];
    let [case, referral, account] = names.map(|name| name.expect("it is there"));
    let mut people = stock.names.participants.iter().filter(|(within, _)| *within == which::OPEN);
    let (_, person) = *people.next().expect("somebody takes part");
    let addresses = Addresses::of(case, referral, account, person);
    let mut forms = Forms::new();
    let house = House::open(ground.copy().await).await;
    let states = Addresses::of_every_state(&stock.names).and_drafts(&house.drafts(stock).await);
    for person in ONE_EACH {
        let mut reader = house.reader(person).await;
        harvest(&mut reader, &house.identity, rows, &states, &mut forms).await;
    }
    harvest(&mut house.stranger(), &house.identity, rows, &states, &mut forms).await;
    let mut columns = Vec::new();
    for person in [None].into_iter().chain(ONE_EACH.map(Some)) {
        let house = House::open(ground.copy().await).await;
        house.ground.clock.set(ground.now);
        let asking = Asking { house: &house, rows, addresses: &addresses, forms: &forms };
        columns.push(asking.column(person).await);
    }
    columns
}

#[tokio::test]
async fn the_table_of_routes_is_as_printed() {
    let (house, stock) = House::stocked(House::ground(Kind::Sqlite).await).await;
    let ground = house.close();
    let table = House::routes();
    let rows = table.rows();
    let columns = ask_all(&ground, &stock, &rows).await;
    let unseen = unaudited(&rows, &columns);
    assert!(unseen.is_empty(), "pages of a record that leave no trace in the log: {unseen:?}");
    let text = printed(&rows, &columns);
    let path = tests::root().join("tests/suite/routes.txt");
    if std::env::var_os("ACCORD_BLESS").is_some() {
        std::fs::write(&path, &text).expect("the table can be written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = known.lines().zip(text.lines()).find(|(known, now)| known != now);
    assert!(known == text, "the routes are not as printed; ACCORD_BLESS=1 writes them anew: {differs:?}");
}
