use std::time::Duration;

use super::*;
use keys::Keyring;

const AMA: AccountId = AccountId(Uuid::from_u128(1));
const BEN: AccountId = AccountId(Uuid::from_u128(2));

fn at(minutes: u64) -> Instant {
    Instant::UNIX_EPOCH + Duration::from_secs(minutes * 60)
}

#[test]
fn a_form_is_taken_from_the_account_it_was_drawn_for() {
    let keyring = Keyring::generate();
    let token = FormToken::issue(&keyring, Some(AMA), "refer", at(0));
    let accept = |account, form, minutes| FormToken::accept(&keyring, account, form, &token, at(minutes));
    assert!(accept(Some(AMA), "refer", 0).is_some());
    assert!(accept(Some(AMA), "refer", 24 * 60 - 1).is_some());
    assert!(accept(Some(AMA), "refer", 24 * 60).is_none(), "it stood open for a day");
    assert!(accept(Some(BEN), "refer", 1).is_none());
    assert!(accept(None, "refer", 1).is_none());
    assert!(accept(Some(AMA), "close", 1).is_none());
    assert!(FormToken::accept(&Keyring::generate(), Some(AMA), "refer", &token, at(1)).is_none());
    assert!(FormToken::open(&keyring, "refer", "", at(1)).is_none());
}

#[test]
fn each_drawing_of_a_form_is_one_submission() {
    let keyring = Keyring::generate();
    let key = || {
        let token = FormToken::issue(&keyring, None, "public", at(0));
        let accepted = FormToken::accept(&keyring, None, "public", &token, at(1)).expect("ours");
        let again = FormToken::accept(&keyring, None, "public", &token, at(2)).expect("ours");
        assert_eq!(accepted.key, again.key, "a second press of the button");
        accepted.key
    };
    assert_ne!(key(), key());
}

#[test]
fn a_token_from_the_future_is_refused() {
    let keyring = Keyring::generate();
    let token = FormToken::issue(&keyring, Some(AMA), "refer", at(10));
    assert!(FormToken::open(&keyring, "refer", &token, at(9)).is_none());
}

#[test]
fn a_post_comes_back_as_it_was_and_to_nobody_else() {
    let keyring = Keyring::generate();
    let post = CarriedPost { path: "/cases/C-7KQ2-M4XD/log".into(), body: b"note=She+agreed".to_vec() };
    let token = post.seal(&keyring, AMA, at(0)).expect("short");
    assert_eq!(CarriedPost::open(&keyring, AMA, &token, at(30)), Some(post.clone()));
    assert_eq!(CarriedPost::open(&keyring, BEN, &token, at(30)), None);
    assert_eq!(CarriedPost::open(&keyring, AMA, &token, at(24 * 60)), None);
    assert!(!format!("{post:?}").contains("agreed"));

    let long = CarriedPost { body: vec![b'a'; CARRIED_MOST], ..post.clone() };
    assert!(long.seal(&keyring, AMA, at(0)).is_some());
    let longer = CarriedPost { body: vec![b'a'; CARRIED_MOST + 1], ..post };
    assert!(longer.seal(&keyring, AMA, at(0)).is_none());
}

#[test]
fn half_way_lasts_ten_minutes() {
    let keyring = Keyring::generate();
    let half = HalfWay { account: AMA, epoch: 7 };
    let token = half.issue(&keyring, at(0));
    assert_eq!(HalfWay::open(&keyring, &token, at(9)), Some(half));
    assert_eq!(HalfWay::open(&keyring, &token, at(10)), None);
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
    let half = HalfWay { account: AMA, epoch: 7 }.issue(&keyring, at(0));
    assert!(KnownBrowser::open(&keyring, "", &half, at(1)).is_none());
    assert!(FormToken::open(&keyring, "", &half, at(1)).is_none());
}
