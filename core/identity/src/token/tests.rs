use std::time::Duration;

use super::*;
use keys::Keyring;

const AMA: AccountId = AccountId(Uuid::from_u128(1));
const BEN: AccountId = AccountId(Uuid::from_u128(2));

fn at(minutes: u64) -> Instant {
    Instant::UNIX_EPOCH + Duration::from_secs(minutes * 60)
}

#[test]
fn half_way_lasts_ten_minutes() {
    let keyring = Keyring::generate();
    let half = HalfWay { account: AMA, epoch: 7, via: None };
    let token = half.issue(&keyring, at(0));
    assert_eq!(HalfWay::open(&keyring, &token, at(9)), Some(half));
    assert_eq!(HalfWay::open(&keyring, &token, at(10)), None);
    let later = half.issue(&keyring, at(5));
    assert_eq!(HalfWay::open(&keyring, &later, at(4)), None, "from the future: a clock is wrong");
}

#[test]
fn a_browser_is_known_to_one_name_and_stays_itself() {
    let keyring = Keyring::generate();
    let cookie = KnownBrowser::issue(&keyring, "ama", None, at(0));
    let known = KnownBrowser::open(&keyring, "ama", &cookie, at(1)).expect("hers");
    assert_eq!(KnownBrowser::open(&keyring, "ben", &cookie, at(1)), None);
    let renewed = KnownBrowser::issue(&keyring, "ama", Some(known), at(200 * 24 * 60));
    assert_eq!(KnownBrowser::open(&keyring, "ama", &renewed, at(200 * 24 * 60)), Some(known));
    assert_eq!(KnownBrowser::open(&keyring, "ama", &cookie, at(200 * 24 * 60)), None, "long ago");
}

#[test]
fn a_new_factor_is_for_the_account_that_was_shown_it() {
    let keyring = Keyring::generate();
    let factor = NewFactor::generate();
    let token = factor.issue(&keyring, AMA, at(0));
    let opened = NewFactor::open(&keyring, AMA, &token, at(29)).expect("hers");
    assert_eq!(opened.secret().as_bytes(), factor.secret().as_bytes());
    assert!(NewFactor::open(&keyring, BEN, &token, at(1)).is_none());
    assert!(NewFactor::open(&keyring, AMA, &token, at(30)).is_none());
}

#[test]
fn one_kind_of_token_is_no_other() {
    let keyring = Keyring::generate();
    let half = HalfWay { account: AMA, epoch: 7, via: None }.issue(&keyring, at(0));
    assert!(KnownBrowser::open(&keyring, "", &half, at(1)).is_none());
    assert!(NewFactor::open(&keyring, AMA, &half, at(1)).is_none());
}
