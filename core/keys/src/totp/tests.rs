use std::collections::BTreeSet;
use std::time::Duration;

use uuid::Uuid;

use super::*;
use crate::Keyring;

/// The secret of RFC 6238, appendix B.
fn published() -> TotpSecret {
    TotpSecret::from_bytes(b"12345678901234567890").expect("twenty bytes")
}

fn at(seconds: u64) -> Instant {
    Instant::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn the_published_codes_are_right_at_their_time() {
    // RFC 6238 gives eight digits; the last six are the six-digit code.
    let check = |seconds: u64, code: &str| {
        assert_eq!(published().check(code, at(seconds), None), Some(seconds / 30), "{seconds}");
        assert_eq!(published().code(at(seconds)), code, "{seconds}");
    };
    check(59, "287082");
    check(1_111_111_109, "081804");
    check(1_111_111_111, "050471");
    check(1_234_567_890, "005924");
    check(2_000_000_000, "279037");
    check(20_000_000_000, "353130");
}

#[test]
fn a_code_is_taken_one_step_early_or_late_and_no_more() {
    let step = 1_234_567_890 / 30;
    let check = |steps_away: i64, expect: bool| {
        let now = at((step as i64 + steps_away) as u64 * 30);
        assert_eq!(published().check("005924", now, None).is_some(), expect, "{steps_away}");
    };
    check(-2, false);
    check(-1, true);
    check(0, true);
    check(1, true);
    check(2, false);
}

#[test]
fn a_code_is_refused_the_second_time() {
    let now = at(1_234_567_890);
    let step = published().check("005924", now, None).expect("the first time");
    assert_eq!(published().check("005924", now, Some(step)), None);
    assert_eq!(published().check("005924", now, Some(step + 1)), None, "after a later code");
    assert_eq!(published().check("005924", now, Some(step - 1)), Some(step));
}

#[test]
fn codes_are_read_as_people_type_them() {
    let now = at(1_234_567_890);
    for typed in ["005924", "005 924", " 005-924 "] {
        assert!(published().check(typed, now, None).is_some(), "{typed}");
    }
    for typed in ["", "5924", "0059240", "00592a", "００５９２４", "005925"] {
        assert!(published().check(typed, now, None).is_none(), "{typed}");
    }
    assert!(published().check("005924", Instant::UNIX_EPOCH - Duration::from_secs(60), None).is_none());
}

#[test]
fn the_address_for_the_app_names_service_and_account() {
    let uri = published().uri("Essex: Restorative & Mediation", "ama.mensah");
    assert!(uri.starts_with("otpauth://totp/"), "{uri}");
    assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
    assert!(uri.contains("ama.mensah") && uri.contains("Essex") && !uri.contains(' '), "{uri}");
    assert_eq!(published().for_typing(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assert!(published().uri("", "").starts_with("otpauth://totp/"), "names left empty do no harm");
}

#[test]
fn a_secret_is_twenty_random_bytes_and_is_not_printed() {
    assert_ne!(TotpSecret::generate().as_bytes(), TotpSecret::generate().as_bytes());
    assert!(TotpSecret::from_bytes(&[0; 19]).is_err());
    let secret = TotpSecret::generate();
    let typed = TotpSecret::from_typed(&secret.for_typing()).expect("what was shown");
    assert_eq!(typed.as_bytes(), secret.as_bytes());
    assert!(TotpSecret::from_typed("GEZD GNBV").is_err() && TotpSecret::from_typed("01!").is_err());
    assert_eq!(format!("{:?}", published()), "TotpSecret");
}

#[test]
fn the_square_code_is_drawn_as_the_encoder_says() {
    let uri = published().uri("Accord", "ama");
    let drawn = Qr::draw(&uri).expect("short enough");
    let code = qrcodegen::QrCode::encode_text(&uri, qrcodegen::QrCodeEcc::Medium).expect("short enough");
    assert_eq!(drawn.size as i32, code.size() + 8);
    assert_eq!(painted(&drawn.path), dark(&code));
    assert!(drawn.svg().contains(&drawn.path));
    assert!(Qr::draw(&"x".repeat(4_000)).is_none(), "too long for any such code");
}

/// The modules that a path of runs covers.
fn painted(path: &str) -> BTreeSet<(i32, i32)> {
    let number = |text: &str| text.parse::<i32>().expect("whole modules");
    path.split('M')
        .skip(1)
        .flat_map(|run| {
            let (start, rest) = run.split_once('h').expect("a run goes right");
            let (x, y) = start.split_once(' ').expect("two numbers");
            let (x, y, length) = (number(x), number(y), number(&rest[..rest.find('v').expect("then down")]));
            (x..x + length).map(move |x| (x, y)).collect::<Vec<_>>()
        })
        .collect()
}

fn dark(code: &qrcodegen::QrCode) -> BTreeSet<(i32, i32)> {
    let edge = 0..code.size();
    edge.clone()
        .flat_map(|y| edge.clone().map(move |x| (x, y)))
        .filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| (x + 4, y + 4))
        .collect()
}

#[test]
fn recovery_codes_are_ten_and_all_different() {
    let codes = recovery_codes();
    let different: BTreeSet<&str> = codes.iter().map(RecoveryCode::expose).collect();
    assert_eq!((codes.len(), different.len()), (10, 10));
    assert_eq!(format!("{:?}", codes[0]), "RecoveryCode");
}

#[test]
fn a_recovery_code_is_recognised_however_it_is_typed() {
    let (keyring, account) = (Keyring::generate(), Uuid::from_u128(1));
    let stored = recovery_digest(&keyring, account, "70K1-M4XD-91TB").expect("a code");
    for typed in ["70k1m4xd91tb", " 7oKl M4XD 9iTB ", "70K1-M4XD-91TB"] {
        assert_eq!(recovery_digest(&keyring, account, typed), Some(stored), "{typed}");
    }
    for typed in ["70K1-M4XD-91TC", "70K1-M4XD-91T"] {
        assert_ne!(recovery_digest(&keyring, account, typed), Some(stored), "{typed}");
    }
    for typed in ["", "70K1-M4XD", "70K1-M4XD-91TB-0", "70K1-M4XD-91TU", "ŵ0K1-M4XD-91TB"] {
        assert_eq!(recovery_digest(&keyring, account, typed), None, "{typed}");
    }
    assert_ne!(recovery_digest(&keyring, Uuid::from_u128(2), "70K1-M4XD-91TB"), Some(stored));
    assert_ne!(recovery_digest(&Keyring::generate(), account, "70K1-M4XD-91TB"), Some(stored));
}
