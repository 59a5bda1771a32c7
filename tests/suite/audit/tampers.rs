//! Whatever is done to the log or to the rows it speaks of is found.
//!
//! `ACCORD_TAMPERS` says how many are tried, on each database; 1,000 is the full figure.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
use tests::databases::Kind;
use tests::dice::Dice;

use super::forge::{hash, hash_anew, lane, put_lane, statement};
use super::log::{Log, how_many};

/// The kinds of tampering.
const KINDS: [&str; 12] = [
    "change",
    "delete",
    "insert",
    "reorder",
    "truncate",
    "rewrite",
    "replay",
    "swap-lanes",
    "checkpoint",
    "roll-back",
    "row",
    "head",
];

impl Log {
    async fn number(&self, sql: &str) -> i64 {
        let on = &self.forger;
        let row = on.query_one_raw(statement(on, sql, Vec::new())).await.expect("it can be asked");
        row.expect("a row").try_get_by_index(0).expect("a number")
    }

    /// A lane that holds several entries.
    async fn some_lane(&self, dice: &mut Dice) -> i32 {
        let lanes = if self.forger.get_database_backend() == DbBackend::Sqlite { 1 } else { 8 };
        dice.below(lanes) as i32
    }

    /// Does something of this kind; says what, or that there was nothing to do it to.
    async fn tamper(&mut self, kind: &str, dice: &mut Dice) -> Option<String> {
        let on = self.forger.clone();
        let of = self.some_lane(dice).await;
        let mut rows = lane(&on, of).await;
        let one = dice.below(rows.len());
        let anew = dice.chance(50);
        let mut said = format!("{kind}, lane {of}, entry {}, hashed anew: {anew}", one + 1);
        match kind {
            "change" => {
                let column = dice.below(13);
                rows[one].change(column);
                // One hash made to fit does not make the next entry fit.
                if anew && column != 12 {
                    let head = rows[one].previous.as_slice().try_into().expect("32 bytes");
                    rows[one].hash = hash(&head, &rows[one]).to_vec();
                }
                put_lane(&on, of, &rows, false).await;
                said.push_str(&format!(", column {column}"));
            }
            "delete" => {
                rows.remove(one);
                if anew {
                    hash_anew(&mut rows);
                }
                put_lane(&on, of, &rows, anew).await;
            }
            "insert" => {
                let mut new = rows[one].clone();
                new.verb = "view-case".to_owned();
                if dice.chance(30) {
                    // Before the first, or after the last without the head.
                    new.sequence = if anew { -(dice.below(5) as i64) } else { rows.len() as i64 + 1 };
                    rows.insert(if anew { 0 } else { rows.len() }, new);
                    put_lane(&on, of, &rows, false).await;
                } else {
                    rows.insert(one, new);
                    hash_anew(&mut rows);
                    put_lane(&on, of, &rows, anew).await;
                }
            }
            "reorder" => {
                let other = (one + 1 + dice.below(rows.len() - 1)) % rows.len();
                let (a, b) = (rows[one].sequence, rows[other].sequence);
                rows.swap(one, other);
                (rows[one].sequence, rows[other].sequence) = (a, b);
                if rows[one].verb == rows[other].verb && anew {
                    rows[one].verb.push('x');
                }
                if anew {
                    hash_anew(&mut rows);
                }
                put_lane(&on, of, &rows, anew).await;
            }
            "truncate" => {
                rows.truncate(one);
                put_lane(&on, of, &rows, true).await;
                // A careful forger removes what still tells of the end.
                if anew {
                    let ends: Vec<i64> = (0..3).map(|_| dice.below(4) as i64).collect();
                    self.run(&format!(
                        "DELETE FROM audit_checkpoints WHERE number > \
                         (SELECT MAX(number) FROM audit_checkpoints) - 1 - {}",
                        ends[0]
                    ))
                    .await;
                }
            }
            "rewrite" => {
                rows[one].change(dice.below(12));
                hash_anew(&mut rows);
                put_lane(&on, of, &rows, true).await;
                if anew {
                    // With our own key, even: a new story from the beginning.
                    self.run("DELETE FROM audit_checkpoints").await;
                    self.log.checkpoint_now().await.expect("the forged log looks whole");
                }
            }
            "replay" => {
                let found = self.number("SELECT count(*) FROM history").await;
                if found == 0 {
                    return None;
                }
                let nth = dice.below(found as usize);
                let columns = if anew { "sealed, body" } else { "sealed, body, version" };
                let old = format!("(SELECT {columns} FROM history ORDER BY id LIMIT 1 OFFSET {nth})");
                let row = format!("(SELECT \"row\" FROM history ORDER BY id LIMIT 1 OFFSET {nth})");
                self.run(&format!("UPDATE answers SET ({columns}) = {old} WHERE id = {row}")).await;
                said = format!("replay of history {nth}, its version as well: {}", !anew);
            }
            "swap-lanes" => {
                let other = if of == 0 { 1 } else { of - 1 };
                let mut others = lane(&on, other).await;
                let (mut mine, at) = (rows[one].clone(), dice.below(others.len().max(1)));
                mine.lane = other;
                match others.get(at).cloned() {
                    Some(mut theirs) => {
                        theirs.lane = of;
                        (mine.sequence, theirs.sequence) = (theirs.sequence, mine.sequence);
                        (rows[one], others[at]) = (theirs, mine);
                    }
                    None => {
                        mine.sequence = 1;
                        others.push(mine);
                        rows.remove(one);
                    }
                }
                if anew {
                    hash_anew(&mut rows);
                    hash_anew(&mut others);
                }
                put_lane(&on, of, &rows, anew).await;
                put_lane(&on, other, &others, anew).await;
            }
            "checkpoint" => {
                let number = 1 + dice.below(self.outside.len());
                let change = *dice.pick(&[
                    "UPDATE audit_checkpoints SET note = replace(note, 'time 2026', 'time 2025')",
                    "UPDATE audit_checkpoints SET note = note || 'x'",
                    "UPDATE audit_checkpoints SET note = \
                     (SELECT c.note FROM audit_checkpoints c WHERE c.number <> audit_checkpoints.number LIMIT 1)",
                    "UPDATE audit_checkpoints SET size = size + 1",
                    "UPDATE audit_checkpoints SET ends = replace(ends, '0:', '9:')",
                    "UPDATE audit_checkpoints SET edge = \
                     (SELECT head FROM audit_lanes ORDER BY id DESC LIMIT 1)",
                    "DELETE FROM audit_checkpoints",
                ]);
                // Every text is of another length, or the change would be none.
                let only = format!("{change} WHERE audit_checkpoints.number = {number}");
                let before = self.number("SELECT SUM(length(note)) FROM audit_checkpoints").await;
                self.run(&only).await;
                if change.ends_with("|| 'x'") {
                    assert_ne!(before, self.number("SELECT SUM(length(note)) FROM audit_checkpoints").await);
                }
                said = only;
            }
            "roll-back" => {
                let name = *dice.pick(&["early", "middle"]);
                self.put_back(name).await;
                said = format!("roll-back to {name}");
            }
            "row" => {
                let found = self.number("SELECT count(*) FROM answers").await;
                let nth = dice.below(found as usize);
                let row = format!("(SELECT id FROM answers ORDER BY id LIMIT 1 OFFSET {nth})");
                let other = "(SELECT id FROM accounts ORDER BY id LIMIT 1)";
                let change = match dice.below(5) {
                    0 => format!("DELETE FROM answers WHERE id = {row}"),
                    1 => format!("UPDATE answers SET side = {other} WHERE id = {row}"),
                    2 => format!("UPDATE answers SET record = {other} WHERE id = {row}"),
                    3 => format!("UPDATE answers SET version = version + 1 WHERE id = {row}"),
                    _ => format!("UPDATE answers SET id = {other}, field_set = 99 WHERE id = {row}"),
                };
                self.run(&change).await;
                said = change;
            }
            _ => {
                let change = *dice.pick(&[
                    "UPDATE audit_lanes SET sequence = sequence + 1",
                    "UPDATE audit_lanes SET sequence = sequence - 1",
                    "UPDATE audit_lanes SET head = (SELECT hash FROM audit_entries ORDER BY sequence LIMIT 1)",
                    "DELETE FROM audit_lanes",
                ]);
                said = format!("{change} WHERE id = {of}");
                self.run(&said).await;
            }
        }
        Some(said)
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what a long run is for")]
async fn every_tampering_is_found(kind: Kind) {
    let wanted = how_many("ACCORD_TAMPERS", 60);
    let (_, mut dice) = Dice::fresh();
    let mut log = Log::open(kind).await;
    for round in 0..60 {
        log.act(&mut dice).await;
        if round % 12 == 11 {
            log.checkpoint().await;
        }
        match round {
            20 => log.keep("early").await,
            40 => log.keep("middle").await,
            _ => {}
        }
    }
    log.checkpoint().await;
    log.keep("whole").await;
    let whole = log.check(&log.outside).await;
    assert_eq!(whole.findings, [], "before anything was done");
    assert_eq!(whole.covered, whole.entries, "everything is covered");
    assert_eq!(whole.outside, log.outside.len() as u64);
    assert!(whole.rows > 20 && whole.entries > 60, "{whole:?}");
    let (mut tried, mut round) = (0, 0);
    let mut found = std::collections::BTreeMap::new();
    while tried < wanted {
        let kind = KINDS[round % KINDS.len()];
        round += 1;
        if let Some(said) = log.tamper(kind, &mut dice).await {
            let check = log.check(&log.outside).await;
            assert!(check.wrong() > 0, "not found: {said}");
            tried += 1;
            *found.entry(kind).or_insert(0) += 1;
        }
        log.put_back("whole").await;
        if tried % 50 == 0 {
            assert_eq!(log.check(&log.outside).await.findings, [], "put back after {kind}");
        }
    }
    println!("{tried} tamperings of {} entries, all found: {found:?}", whole.entries);
}
crate::on_both!(every_tampering_is_found);

/// What each of the plain ones is called, since people act on the words.
async fn findings_say_what_is_wrong_and_where(kind: Kind) {
    let mut dice = Dice::new(7);
    let mut log = Log::open(kind).await;
    for _ in 0..40 {
        log.act(&mut dice).await;
    }
    log.checkpoint().await;
    log.keep("whole").await;
    let lane = 0;
    for (change, wrong) in [
        (format!("UPDATE audit_entries SET verb = 'x' WHERE lane = {lane} AND sequence = 3"), vec!["altered"]),
        (format!("DELETE FROM audit_entries WHERE lane = {lane} AND sequence = 3"), vec!["missing"]),
        ("UPDATE audit_checkpoints SET note = note || 'x'".to_owned(), vec!["unsigned"]),
        (
            "UPDATE answers SET (sealed, body, version) = (SELECT sealed, body, version FROM history ORDER BY id \
             LIMIT 1) WHERE id = (SELECT \"row\" FROM history ORDER BY id LIMIT 1)"
                .to_owned(),
            vec!["older"],
        ),
        (
            "UPDATE answers SET (sealed, body) = (SELECT sealed, body FROM history ORDER BY id LIMIT 1) WHERE id = \
             (SELECT \"row\" FROM history ORDER BY id LIMIT 1)"
                .to_owned(),
            vec!["altered"],
        ),
        (
            "DELETE FROM answers WHERE id = (SELECT id FROM answers ORDER BY id LIMIT 1)".to_owned(),
            vec!["gone"],
        ),
        ("DELETE FROM audit_checkpoints".to_owned(), vec!["ahead"]),
    ] {
        log.run(&change).await;
        let found = log.check(&log.outside).await;
        let words: Vec<&str> = found.findings.iter().map(|finding| finding.wrong).collect();
        for expected in &wrong {
            assert!(words.contains(expected), "{change}: {words:?}");
        }
        log.put_back("whole").await;
    }
}
crate::on_both!(findings_say_what_is_wrong_and_where);
