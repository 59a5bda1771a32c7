//! A sealed value opens in its own place and in no other: every one of a small service is put
//! into the place of every other.

use keys::Keyring;
use tests::databases::Kind;
use tests::dice::Dice;
use uuid::Uuid;

use super::places::{Place, Sealed};
use crate::audit::Log;

/// A small service with everything that is sealed, secrets of accounts among it.
async fn small(kind: Kind) -> (Log, Sealed) {
    let mut log = Log::open(kind).await;
    let mut dice = Dice::new(11);
    for _ in 0..40 {
        log.act(&mut dice).await;
    }
    let (house, keys) = (&log.house, log.house.store.keys());
    let key = house.coordinator.account_id().map(Uuid::from).expect("an account");
    let totp = keys.seal_value("one-time codes", key.as_bytes(), b"twenty bytes of seed");
    let passkey = keys.seal_value("passkey", key.as_bytes(), b"a public half");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let blob = |bytes: &[u8]| match kind {
        Kind::Sqlite => format!("X'{}'", hex(bytes)),
        Kind::Postgres => format!("'\\x{}'", hex(bytes)),
    };
    let id = |id: Uuid| match kind {
        Kind::Sqlite => format!("X'{}'", id.simple()),
        Kind::Postgres => format!("'{id}'"),
    };
    log.run(&format!("UPDATE accounts SET totp = {} WHERE id = {}", blob(&totp), id(key))).await;
    log.run(&format!(
        "INSERT INTO passkeys (id, account, credential, sealed, name, created_at) \
         VALUES ({0}, {0}, {1}, {1}, 'x', '2026-01-01 00:00:00+00:00')",
        id(key),
        blob(&passkey)
    ))
    .await;
    let place = format!("referral/{}", key.simple());
    let mut unit = house.store.write(&house.coordinator).await.expect("a unit");
    let answers = crate::intake::house::burglary(("Ama", "Mensah"), "07700 900123", ("Kit", "Lowe"));
    let draft = storage::SaveDraft { place: &place, form: "core/referral/1", seen: 0, answers: &answers };
    unit.save_draft(&draft).await.expect("a draft");
    unit.commit().await.expect("kept");
    let sealed = Sealed::read(&log.forger).await;
    (log, sealed)
}

/// Whether a value may open in another place: one row's old value and its new one have one
/// place, and which of them is the newer only the log tells.
fn is_same_row(one: &Place, other: &Place) -> bool {
    let row = |place: &Place| match place {
        Place::Section { bound_to, row, .. } => Some((*bound_to, *row)),
        _ => None,
    };
    row(one).is_some() && row(one) == row(other)
}

#[expect(clippy::print_stdout, reason = "how many were tried is what the test is worth")]
async fn nothing_opens_in_the_place_of_another(kind: Kind) {
    let (log, sealed) = small(kind).await;
    let keys = log.house.store.keys();
    let count = |wanted: fn(&Place) -> bool| sealed.all.iter().filter(|(place, _)| wanted(place)).count();
    for (what, count) in [
        ("answers", count(|place| matches!(place, Place::Section { table: "answers", .. }))),
        ("history", count(|place| matches!(place, Place::Section { table: "history", .. }))),
        ("drafts", count(|place| matches!(place, Place::Section { table: "drafts", .. }))),
        ("keys", count(|place| matches!(place, Place::Wrapped { .. }))),
        ("secrets", count(|place| matches!(place, Place::Secret { .. }))),
    ] {
        assert!(count > 0, "there are no {what}");
    }
    let (mut tried, mut same) = (0, 0);
    for (place, own) in &sealed.all {
        assert!(sealed.open(keys, place, own).is_some(), "{place:?} opens where it stands");
        for (from, value) in &sealed.all {
            if from == place {
                continue;
            }
            if is_same_row(from, place) {
                same += 1;
                continue;
            }
            tried += 1;
            assert!(sealed.open(keys, place, value).is_none(), "what stands in {from:?} opens in {place:?}");
        }
        // Another generation in the head, another format, another byte anywhere.
        for at in [0, 4, 5, 28, 29, own.len() - 1] {
            let mut wrong = own.clone();
            wrong[at] ^= 1;
            tried += 1;
            assert!(sealed.open(keys, place, &wrong).is_none(), "{place:?} with another byte {at}");
        }
        assert!(sealed.open(&Keyring::generate(), place, own).is_none(), "{place:?} under other keys");
        // The same bytes under another part, another table and another owner.
        if let Place::Section { bound_to, part, row, owner, table } = place {
            let other = |bound_to: &'static str, part: &str, row: Uuid, owner: Uuid| Place::Section {
                table,
                bound_to,
                part: part.to_owned(),
                row,
                owner,
            };
            let elsewhere = sealed.all.iter().find_map(|(place, _)| match place {
                Place::Wrapped { owner: other } if other != owner => Some(*other),
                _ => None,
            });
            for place in [
                other("entries", part, *row, *owner),
                other(bound_to, "g10.confidential", *row, *owner),
                other(bound_to, part, Uuid::from_u128(row.as_u128() ^ 1), *owner),
                other(bound_to, part, *row, elsewhere.expect("another owner")),
            ] {
                tried += 1;
                assert!(sealed.open(keys, &place, own).is_none(), "{place:?}");
            }
        }
    }
    println!("{} sealed values, {tried} wrong places tried, {same} of the same row", sealed.all.len());
    assert!(tried > 10_000, "{tried} are too few to mean anything");
}
crate::on_both!(nothing_opens_in_the_place_of_another);
