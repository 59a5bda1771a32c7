//! What somebody typed cannot add a header, a recipient or a mail (`security.md` X-17), and no
//! mail says anything of a case (TM-23).

use std::collections::BTreeSet;

use domain::AccountId;
use identity::{Letter, MailKind};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use tests::canaries::{Canary, Finder, Spot};
use tests::crawl::{House, tell};
use tests::databases::Kind;
use tests::sink::Taken;
use uuid::Uuid;

use super::office::Office;

/// What ends a line, a header, a mail or a command somewhere.
const HOSTILE: [&str; 24] = [
    "\r\nBcc: eve@example.net",
    "\nBcc: eve@example.net",
    "\rBcc: eve@example.net",
    "\r\n.\r\nMAIL FROM:<eve@example.net>\r\nRCPT TO:<eve@example.net>\r\nDATA\r\nx\r\n.\r\n",
    "\n.\nMAIL FROM:<eve@example.net>\n",
    "\r.\rMAIL FROM:<eve@example.net>\r",
    "\n.\r\nMAIL FROM:<eve@example.net>\r\n",
    "\r\n.\nMAIL FROM:<eve@example.net>\r\n",
    "\0",
    "\r\n\0.\r\n",
    "\u{85}Bcc: eve@example.net",
    "\u{2028}Bcc: eve@example.net",
    "\r\n\r\nA second text",
    "\r\n Bcc: eve@example.net",
    "%0d%0aBcc: eve@example.net",
    "=0D=0ABcc: eve@example.net",
    "=?utf-8?q?=0d=0aBcc:_eve=40example.net?=",
    ".",
    "\r\n.",
    "..\r\n.\r\n",
    ", eve@example.net",
    "> NOTIFY=SUCCESS",
    "\u{1b}[2J",
    "{ $link }",
];

fn letter(kind: MailKind, username: &str, to: &str, language: &str) -> Letter {
    let moment = "2026-11-24T10:00:00Z".parse().expect("a test's own moment");
    Letter {
        id: Uuid::now_v7(),
        kind,
        account: AccountId(Uuid::from_u128(1)),
        to: Some(to.to_owned()),
        language: language.to_owned(),
        username: username.to_owned(),
        about: Some(vec![7; 16]),
        epoch: Some(1),
        asked_at: moment,
        until: moment,
        attempt: 1,
        is_current: true,
    }
}

/// What is wrong with a mail that may hold nothing but what we wrote.
fn wrong(taken: &Taken, to: &str) -> Option<String> {
    const HEADERS: [&str; 9] = [
        "Auto-Submitted",
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ];
    let envelope = ["MAIL FROM:<accord@example.org>".to_owned(), format!("RCPT TO:<{to}>")];
    if !taken.envelope.iter().zip(&envelope).all(|(found, meant)| found.starts_with(meant.as_str()))
        || taken.envelope.len() != 2
    {
        return Some(format!("the envelope is {:?}", taken.envelope));
    }
    let (headers, _) = taken.read();
    let mut names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    let mut meant = HEADERS.to_vec();
    meant.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    if names != meant {
        return Some(format!("the headers are {names:?}"));
    }
    let raw = &taken.raw;
    let lone = |at: usize| match raw[at] {
        b'\r' => raw.get(at + 1) != Some(&b'\n'),
        b'\n' => at == 0 || raw[at - 1] != b'\r',
        0 => true,
        _ => false,
    };
    if let Some(at) = (0..raw.len()).find(|at| lone(*at)) {
        return Some(format!("a byte {} stands alone at {at}", raw[at]));
    }
    // A dot that begins a line is sent twice; one alone would end the mail.
    raw.split(|byte| *byte == b'\n')
        .find(|line| line.first() == Some(&b'.') && line.get(1) != Some(&b'.'))
        .map(|_| "a line begins with one dot".to_owned())
}

#[tokio::test]
async fn nothing_typed_adds_a_header_a_recipient_or_a_mail() {
    let office = Office::open(Kind::Sqlite).await;
    let (pen, post) = (office.pen(), office.post());
    let (mut sent, mut refused, mut injected) = (0, 0, Vec::new());
    for hostile in HOSTILE {
        for kind in MailKind::ALL {
            // As a sign-in name, at the beginning of one, at the end, and alone.
            for (username, language) in
                [(format!("{hostile}ama"), "en"), (format!("ama{hostile}"), "cy"), (hostile.to_owned(), "en")]
            {
                let letter = letter(*kind, &username, "ama@example.org", language);
                let mail = pen.write(&letter, &post).expect("words").expect("an address");
                post.send(&mail).await.expect("the sink takes it");
                sent += 1;
                let taken = office.sink.taken();
                if taken.len() != sent {
                    injected.push(format!("{hostile:?}: {} mails for {sent}", taken.len()));
                }
                let found = wrong(taken.last().expect("one was sent"), "ama@example.org");
                injected.extend(found.map(|what| format!("{hostile:?} {kind:?}: {what}")));
            }
        }
        // As an address: it is one that we would write to as it stands, or none.
        for to in [
            format!("ama@example.org{hostile}"),
            format!("{hostile}ama@example.org"),
            format!("ama{hostile}@example.org"),
        ] {
            let letter = letter(MailKind::News, "ama", &to, "en");
            match pen.write(&letter, &post).expect("words") {
                None => refused += 1,
                Some(mail) => {
                    post.send(&mail).await.expect("the sink takes it");
                    sent += 1;
                    let found = wrong(office.sink.taken().last().expect("one was sent"), &to);
                    injected.extend(found.map(|what| format!("{to:?}: {what}")));
                }
            }
            // As what a trial is sent to.
            let is_trial = server::mail::Pen::trial(&office.words, &post, &to).is_ok();
            let is_written = pen.write(&letter, &post).expect("words").is_some();
            assert_eq!(is_trial, is_written, "{to:?}");
        }
        // As the language of an account.
        let odd = letter(MailKind::News, "ama", "ama@example.org", &format!("en{hostile}"));
        post.send(&pen.write(&odd, &post).expect("words").expect("an address")).await.expect("it is taken");
        sent += 1;
    }
    tell(&format!("{sent} mails with hostile words, {refused} addresses refused"));
    assert!(sent > 800 && refused > 50, "{sent} {refused}");
    assert!(injected.is_empty(), "{} of {sent}: {:?}", injected.len(), &injected[..injected.len().min(5)]);
    assert_eq!(office.sink.taken().len(), sent);
}

/// The rows of a table that hold words, as text.
pub async fn rows(office: &Office, table: &str) -> Vec<String> {
    assert_eq!(table, "outbox");
    let sql = "SELECT kind || ' ' || dedupe || ' ' || state || ' ' || COALESCE(trouble, '') AS words, about \
               FROM outbox";
    let statement = Statement::from_string(office.rows.get_database_backend(), sql);
    let rows = office.rows.query_all_raw(statement).await.expect("the outbox");
    let text = |row: &sea_orm_migration::sea_orm::QueryResult| {
        let about: Option<Vec<u8>> = row.try_get("", "about").expect("bytes");
        let words: String = row.try_get("", "words").expect("words");
        format!("{words} {}", String::from_utf8_lossy(&about.unwrap_or_default()))
    };
    rows.iter().map(text).collect()
}

/// Every kind of mail to everybody, in a service in which each value is a word found nowhere
/// else: no mail holds any of them but the reader's own sign-in name.
async fn no_mail_holds_a_canary(kind: Kind) {
    let (house, stock) = House::stocked(House::ground(kind).await).await;
    let rows = house.ground.database.connect().await;
    let backend = rows.get_database_backend();
    let at = house.store.now();
    let mut meant = 0;
    for account in &stock.accounts {
        for kind in MailKind::ALL {
            // Those about a row of their own come about by their acts, in other tests.
            let own = matches!(
                kind,
                MailKind::Invitation
                    | MailKind::SignInReset
                    | MailKind::ConfirmAddress
                    | MailKind::ChangedAddress
            );
            if own {
                continue;
            }
            let sql = "INSERT INTO outbox (id, account, kind, epoch, dedupe, state, attempts, next_at, until_at, \
                       created_at) VALUES ($1, $2, $3, 1, $4, 'waiting', 0, $5, $6, $5)";
            let (id, until) = (Uuid::now_v7(), at + std::time::Duration::from_secs(3_600));
            let values = [
                id.into(),
                Uuid::from(*account).into(),
                kind.as_str().into(),
                id.to_string().into(),
                at.into(),
                until.into(),
            ];
            rows.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.expect("a row");
            meant += 1;
        }
    }
    house.runner.tidy().await.expect("the database works");
    while house.runner.round().await.expect("the database works") > 0 {}
    // The server's own runner may be at the last of them.
    for _ in 0..100 {
        if waiting(&rows).await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let taken = house.sink.taken();
    let own = |canary: &Canary| canary.spots.iter().all(|spot| matches!(spot, Spot::Account(_)));
    let finder = Finder::new(&stock.canaries);
    let mut found = BTreeSet::new();
    for mail in &taken {
        let (headers, text) = mail.read();
        let whole = format!("{}\n{headers:?}\n{text}", String::from_utf8_lossy(&mail.raw));
        for place in finder.find(whole.as_bytes()) {
            let canary = &stock.canaries[place];
            let is_readers = own(canary)
                && canary.forms.iter().any(|form| {
                    let to = mail.envelope[1].to_lowercase();
                    to.contains(&form.to_lowercase()) || text.contains(&format!("user name {form}"))
                });
            if !is_readers {
                found.insert((canary.what, text.chars().take(60).collect::<String>()));
            }
        }
    }
    tell(&format!("{} mails for {meant} rows, {} canaries looked for", taken.len(), stock.canaries.len()));
    assert!(taken.len() > 50, "{} mails are too few to mean anything", taken.len());
    assert!(found.is_empty(), "{found:?}");
}

async fn waiting(rows: &sea_orm_migration::sea_orm::DatabaseConnection) -> usize {
    let sql = "SELECT id FROM outbox WHERE state = 'waiting'";
    let statement = Statement::from_string(rows.get_database_backend(), sql);
    rows.query_all_raw(statement).await.expect("the outbox").len()
}

crate::on_both!(no_mail_holds_a_canary);
