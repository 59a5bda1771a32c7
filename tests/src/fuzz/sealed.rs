//! What comes back from browsers and partners and claims to be ours.

use std::io::{Read, Write};
use std::sync::OnceLock;

use domain::{AccountId, Instant};
use identity::{HalfWay, KnownBrowser, NewFactor};
use keys::Keyring;
use keys::age::{Decrypting, Encrypting, Identity, Recipient};
use keys::log::{Tree, notes};
use keys::passkey::RelyingParty;
use uuid::Uuid;

use super::{Target, text};

const ACCOUNT: AccountId = AccountId(Uuid::from_u128(7));

fn keyring() -> &'static Keyring {
    static KEYRING: OnceLock<Keyring> = OnceLock::new();
    KEYRING.get_or_init(Keyring::generate)
}

/// Sealed fields and cookies. Whatever is not exactly what was sealed opens nothing.
pub(super) const TOKEN: Target =
    Target { name: "token", run: token, seeds: tokens, words: &["=", "; ", "__Host-session=", "-", "_"] };

fn token(bytes: &[u8]) {
    let (text, now) = (text(bytes), Instant::UNIX_EPOCH);
    let was_sealed = tokens().iter().any(|seed| seed.as_slice() == text.as_bytes());
    let opened = [
        HalfWay::open(keyring(), &text, now).is_some(),
        KnownBrowser::open(keyring(), "ama", &text, now).is_some(),
        NewFactor::open(keyring(), ACCOUNT, &text, now).is_some(),
        keyring().open_token("form", b"", &text).is_ok(),
    ];
    assert!(was_sealed || !opened.contains(&true), "a forged token opens: {text}");
    let _ = keyring().open_value("passkey", b"x", bytes);
    let mut headers = http::HeaderMap::new();
    if let Ok(value) = http::HeaderValue::from_bytes(bytes) {
        headers.insert(http::header::COOKIE, value);
        if let Some(session) = web::session_of(&headers) {
            assert!((16..=128).contains(&session.len()) && session.is_ascii(), "{session}");
        }
    }
}

fn tokens() -> Vec<Vec<u8>> {
    static TOKENS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let made = || {
        let now = Instant::UNIX_EPOCH;
        let all = [
            HalfWay { account: ACCOUNT, epoch: 1, via: None }.issue(keyring(), now),
            KnownBrowser::issue(keyring(), "ama", None, now),
            NewFactor::generate().issue(keyring(), ACCOUNT, now),
            keyring().seal_token("form", b"", b"{}"),
            format!("__Host-session={}; __Host-language=cy", "A".repeat(43)),
        ];
        all.map(String::into_bytes).into()
    };
    TOKENS.get_or_init(made).clone()
}

/// Checkpoints of the audit log, their keys and their files.
pub(super) const NOTE: Target =
    Target { name: "note", run: note, seeds: signed, words: &["\n\n", "\u{2014} ", "time ", "+", "\n"] };

fn note(bytes: &[u8]) {
    let (text, verifier) = (text(bytes), keyring().log_key());
    let verifier = verifier.verifier();
    if let Some(stated) = verifier.checkpoint(&text) {
        // What we signed is what is believed, whatever stands around it.
        assert_eq!(stated.size, 3, "a forged checkpoint: {text}");
    }
    for note in notes(&text) {
        let _ = verifier.open(&note);
    }
    let _ = keys::log::LogVerifier::parse(&text);
    let size = bytes.first().map_or(0, |byte| u64::from(*byte));
    if let Some(tree) = Tree::with_edge(size, bytes) {
        let _ = (tree.root(), tree.edge());
    }
}

fn signed() -> Vec<Vec<u8>> {
    let (key, mut tree) = (keyring().log_key(), Tree::default());
    for leaf in 0..3_u8 {
        tree.push(&[leaf; 32]);
    }
    let note = key.checkpoint(&tree, Instant::UNIX_EPOCH);
    vec![
        note.clone().into(),
        format!("{note}\n{note}").into(),
        key.verifier().to_string().into(),
        tree.edge(),
    ]
}

/// Sealed backups, and the keys that people paste.
pub(super) const AGE: Target = Target {
    name: "age",
    run: age,
    seeds: backups,
    words: &["-> X25519 ", "\n--- ", "age-encryption.org/v1\n", "age1", "AGE-SECRET-KEY-1"],
};

fn identity() -> &'static Identity {
    static IDENTITY: OnceLock<Identity> = OnceLock::new();
    IDENTITY.get_or_init(Identity::generate)
}

fn age(bytes: &[u8]) {
    let mut opened = Vec::new();
    if let Ok(mut reading) = Decrypting::new(identity(), bytes)
        && reading.read_to_end(&mut opened).is_ok()
    {
        assert!(opened.iter().all(|byte| *byte == b'x'), "something opened that was not sealed");
    }
    let text = text(bytes);
    let _ = (Identity::parse(&text), text.parse::<Recipient>());
}

fn backups() -> Vec<Vec<u8>> {
    static BACKUPS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let made = || {
        let sealed = |length: usize| {
            let mut to = Encrypting::new(&[identity().recipient()], Vec::new()).expect("memory takes it");
            to.write_all(&vec![b'x'; length]).expect("memory takes it");
            to.finish().expect("memory takes it")
        };
        vec![
            sealed(0),
            sealed(10),
            sealed(70_000),
            identity().text().as_bytes().to_vec(),
            identity().recipient().to_string().into(),
        ]
    };
    BACKUPS.get_or_init(made).clone()
}

/// What a browser says that a passkey answered.
pub(super) const PASSKEY: Target = Target {
    name: "passkey",
    run: passkey,
    seeds: answers,
    words: &["\"response\":{", "\"id\":\"", "\"userHandle\":", "null", "AAAA"],
};

fn passkey(bytes: &[u8]) {
    let site = RelyingParty::at("https://accord.example.org", "Accord").expect("a site");
    let text = text(bytes);
    let _ = site.claim(&text);
    let asked = site.ask().expect("a question");
    assert!(site.made(&text, &asked.state).is_none() && site.made(&text, bytes).is_none());
    assert!(site.proves(&text, &asked.state, bytes).is_none() && site.proves(&text, bytes, bytes).is_none());
}

fn answers() -> Vec<Vec<u8>> {
    [
        r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","extensions":{},"response":{"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAAAAAAAAAAAAAAAAAABw"}}"#,
        r#"{"id":"AAAA","rawId":"AAAA","type":"public-key","extensions":{},"response":{"clientDataJSON":"e30","attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUA","transports":[]}}"#,
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}
