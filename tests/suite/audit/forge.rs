//! A forger who knows how the log is made: reads entries, changes them, and hashes anew.
//!
//! The canonical bytes are written here a second time, from their description, so that the
//! tests do not trust what they test.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, Value};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub lane: i32,
    pub sequence: i64,
    pub at: DateTime<Utc>,
    pub account: Option<Uuid>,
    pub actor: String,
    pub purpose: String,
    pub verb: String,
    pub object_kind: String,
    pub object: Option<Uuid>,
    pub parts: i64,
    pub subjects: Option<Vec<u8>>,
    pub detail: Option<String>,
    pub outcome: String,
    pub digest: Option<Vec<u8>>,
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
}

const COLUMNS: &str = "lane, sequence, at, account, actor, purpose, verb, object_kind, object, parts, subjects, \
                       detail, outcome, digest, previous, hash";

/// A statement with its values, in the way of either database.
pub fn statement(on: &DatabaseConnection, sql: &str, values: Vec<Value>) -> Statement {
    let backend = on.get_database_backend();
    let mut text = String::new();
    for (number, part) in sql.split('?').enumerate() {
        if number > 0 {
            text.push_str(&if backend == DbBackend::Sqlite { "?".to_owned() } else { format!("${number}") });
        }
        text.push_str(part);
    }
    Statement::from_sql_and_values(backend, text, values)
}

/// The entries of a lane in their order.
pub async fn lane(on: &DatabaseConnection, lane: i32) -> Vec<Row> {
    let sql = format!("SELECT {COLUMNS} FROM audit_entries WHERE lane = ? ORDER BY sequence");
    let rows = on.query_all_raw(statement(on, &sql, vec![lane.into()])).await.expect("it can be read");
    let get =
        |row: &sea_orm_migration::sea_orm::QueryResult| -> Result<Row, sea_orm_migration::sea_orm::DbErr> {
            Ok(Row {
                lane: row.try_get("", "lane")?,
                sequence: row.try_get("", "sequence")?,
                at: row.try_get("", "at")?,
                account: row.try_get("", "account")?,
                actor: row.try_get("", "actor")?,
                purpose: row.try_get("", "purpose")?,
                verb: row.try_get("", "verb")?,
                object_kind: row.try_get("", "object_kind")?,
                object: row.try_get("", "object")?,
                parts: row.try_get("", "parts")?,
                subjects: row.try_get("", "subjects")?,
                detail: row.try_get("", "detail")?,
                outcome: row.try_get("", "outcome")?,
                digest: row.try_get("", "digest")?,
                previous: row.try_get("", "previous")?,
                hash: row.try_get("", "hash")?,
            })
        };
    rows.iter().map(|row| get(row).expect("its columns")).collect()
}

/// Puts these entries in place of all that the lane holds, and its head where `head`.
pub async fn put_lane(on: &DatabaseConnection, lane: i32, rows: &[Row], head: bool) {
    let run = async |sql: &str, values| {
        on.execute_raw(statement(on, sql, values)).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    };
    run("DELETE FROM audit_entries WHERE lane = ?", vec![lane.into()]).await;
    let sql = format!(
        "INSERT INTO audit_entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    );
    for row in rows {
        let row = row.clone();
        let values: Vec<Value> = vec![
            row.lane.into(),
            row.sequence.into(),
            row.at.into(),
            row.account.into(),
            row.actor.into(),
            row.purpose.into(),
            row.verb.into(),
            row.object_kind.into(),
            row.object.into(),
            row.parts.into(),
            row.subjects.into(),
            row.detail.into(),
            row.outcome.into(),
            row.digest.into(),
            row.previous.into(),
            row.hash.into(),
        ];
        run(&sql, values).await;
    }
    if head {
        let (sequence, hash) = rows.last().map_or((0, vec![0; 32]), |row| (row.sequence, row.hash.clone()));
        run(
            "UPDATE audit_lanes SET sequence = ?, head = ? WHERE id = ?",
            vec![sequence.into(), hash.into(), lane.into()],
        )
        .await;
    }
}

/// Makes a lane's rows a chain again: numbered from 1, each hanging on the one before.
pub fn hash_anew(rows: &mut [Row]) {
    let mut head = [0; 32];
    for (place, row) in rows.iter_mut().enumerate() {
        row.sequence = place as i64 + 1;
        row.previous = head.to_vec();
        head = hash(&head, row);
        row.hash = head.to_vec();
    }
}

/// The hash of a row on `head`.
pub fn hash(head: &[u8; 32], row: &Row) -> [u8; 32] {
    let mut bytes = head.to_vec();
    let mut put = |field: Option<&[u8]>| {
        let length = field.map_or(u32::MAX, |field| field.len() as u32);
        bytes.extend(length.to_be_bytes());
        bytes.extend(field.unwrap_or_default());
    };
    put(Some(&i64::from(row.lane).to_be_bytes()));
    put(Some(&row.sequence.to_be_bytes()));
    put(Some(&row.at.timestamp_micros().to_be_bytes()));
    put(row.account.as_ref().map(|id| &id.as_bytes()[..]));
    for word in [&row.actor, &row.purpose, &row.verb, &row.object_kind] {
        put(Some(word.as_bytes()));
    }
    put(row.object.as_ref().map(|id| &id.as_bytes()[..]));
    put(Some(&row.parts.to_be_bytes()));
    put(row.subjects.as_deref());
    put(row.detail.as_deref().map(str::as_bytes));
    put(Some(row.outcome.as_bytes()));
    put(row.digest.as_deref());
    keys::sha256(&bytes)
}

impl Row {
    /// Changes one of the columns that are hashed; there are 13 besides lane and sequence.
    pub fn change(&mut self, column: usize) {
        let other = |id: Option<Uuid>| if id.is_some() { None } else { Some(Uuid::now_v7()) };
        let bytes = |field: &Option<Vec<u8>>| if field.is_some() { None } else { Some(vec![7; 40]) };
        match column % 13 {
            0 => self.at += TimeDelta::seconds(1),
            1 => self.account = other(self.account),
            2 => self.actor.push('x'),
            3 => self.purpose.push('x'),
            4 => self.verb.push('x'),
            5 => self.object_kind.push('x'),
            6 => self.object = other(self.object),
            7 => self.parts ^= 1,
            8 => self.subjects = bytes(&self.subjects),
            9 => self.detail = if self.detail.is_some() { None } else { Some(String::new()) },
            10 => self.outcome.push('x'),
            11 => self.digest = bytes(&self.digest),
            _ => self.hash[3] ^= 1,
        }
    }
}
