use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;

const OWNER: Uuid = Uuid::from_u128(7);

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a place for the test's files");
    let path = folder.path().join("accord.keys");
    (folder, path)
}

fn same(one: &OwnerKey, two: &OwnerKey) -> bool {
    one.bytes() == two.bytes()
}

#[test]
fn an_owner_key_unwraps_for_its_owner_alone() {
    let keyring = Keyring::generate();
    let key = OwnerKey::generate();
    let wrapped = keyring.wrap(&key, OWNER);
    assert!(same(&keyring.unwrap(&wrapped, OWNER).expect("the owner"), &key));
    assert!(matches!(keyring.unwrap(&wrapped, Uuid::from_u128(8)), Err(KeyError::Sealed)));
    assert!(matches!(Keyring::generate().unwrap(&wrapped, OWNER), Err(KeyError::Sealed)));
    assert!(matches!(keyring.unwrap(&wrapped[..20], OWNER), Err(KeyError::Sealed)));
}

#[test]
fn a_created_keyring_is_the_one_opened_later() {
    let (_folder, path) = folder();
    let created = Keyring::create(&path).expect("a new file");
    let opened = Keyring::open(&path).expect("the file just made");
    assert_eq!(created.blind("phone", "07700900123"), opened.blind("phone", "07700900123"));
    assert_eq!(created.digest("audit", b"x"), opened.digest("audit", b"x"));
    let key = OwnerKey::generate();
    assert!(same(&opened.unwrap(&created.wrap(&key, OWNER), OWNER).expect("the same keyring"), &key));
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let (_folder, path) = folder();
    Keyring::create(&path).expect("a new file");
    let before = fs::read(&path).expect("the file");
    assert!(matches!(Keyring::create(&path), Err(KeyError::Exists(_))));
    assert_eq!(fs::read(&path).expect("the file"), before);
}

#[test]
fn a_missing_file_is_named() {
    let (_folder, path) = folder();
    assert!(matches!(Keyring::open(&path), Err(KeyError::Missing(missing)) if missing == path));
}

#[cfg(unix)]
#[test]
fn a_file_open_to_others_is_refused_with_the_cure() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    Keyring::create(&path).expect("a new file");
    let mode = |path: &PathBuf| fs::metadata(path).expect("the file").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    for exposed in [0o640, 0o604, 0o620, 0o601] {
        fs::set_permissions(&path, fs::Permissions::from_mode(exposed)).expect("our own file");
        let error = Keyring::open(&path).expect_err("it is open to others");
        assert!(matches!(error, KeyError::Exposed { mode, .. } if mode == exposed));
        assert!(error.to_string().ends_with(&format!("chmod 600 {}", path.display())), "{error}");
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).expect("our own file");
    assert!(Keyring::open(&path).is_ok(), "readable by its owner alone is fine");
}

#[test]
fn a_rotated_keyring_still_opens_what_came_before() {
    let (_folder, path) = folder();
    let keyring = Keyring::create(&path).expect("a new file");
    let old = Keyring::open(&path).expect("the file");
    let key = OwnerKey::generate();
    let (wrapped, token) = (keyring.wrap(&key, OWNER), keyring.seal_token("cursor", b"a", b"page 2"));
    let blind = keyring.blind("phone", "1");

    assert_eq!(keyring.rotate().expect("the folder is ours"), 2);
    let reopened = Keyring::open(&path).expect("the new file");
    assert_eq!(reopened.generation(), 2);
    assert!(same(&reopened.unwrap(&wrapped, OWNER).expect("generation 1 is kept"), &key));
    assert_eq!(reopened.open_token("cursor", b"a", &token).expect("generation 1 is kept"), b"page 2");
    assert_eq!(reopened.blind("phone", "1"), blind, "the blind index stays");

    let rewrapped = reopened.wrap(&key, OWNER);
    assert_eq!(crate::generation_of(&rewrapped).expect("wrapped"), 2);
    assert!(same(&old.unwrap(&rewrapped, OWNER).expect("it looks into the file again"), &key));
    let elsewhere = Keyring::generate();
    assert!(matches!(elsewhere.unwrap(&rewrapped, OWNER), Err(KeyError::UnknownGeneration(2))));
}

#[test]
fn a_retired_generation_is_gone_from_the_file_and_from_memory() {
    let (_folder, path) = folder();
    let keyring = Keyring::create(&path).expect("a new file");
    let other = Keyring::open(&path).expect("the file");
    let wrapped = keyring.wrap(&OwnerKey::generate(), OWNER);
    assert_eq!(keyring.retire().expect("nothing to do"), Vec::<u32>::new());
    keyring.rotate().expect("ours");
    keyring.rotate().expect("ours");
    assert_eq!(keyring.generations(), [1, 2, 3]);
    assert_eq!(keyring.retire().expect("ours"), [1, 2]);
    assert_eq!(keyring.generations(), [3]);
    assert!(matches!(keyring.unwrap(&wrapped, OWNER), Err(KeyError::UnknownGeneration(1))));
    assert!(other.refresh().expect("the new file"));
    assert!(!other.refresh().expect("the same file"));
    assert_eq!(other.generations(), [3]);
    assert!(!fs::read_to_string(&path).expect("the file").contains("sealing 1"));
}

#[test]
fn the_keys_of_another_installation_are_not_taken_up() {
    let (_folder, path) = folder();
    let keyring = Keyring::create(&path).expect("a new file");
    fs::remove_file(&path).expect("our own file");
    Keyring::create(&path).expect("a new file");
    assert!(matches!(keyring.rotate(), Err(KeyError::Other(other)) if other == path));
    assert_eq!(keyring.generation(), 1);
}

#[cfg(unix)]
#[test]
fn a_credential_of_systemd_may_show_the_reading_of_its_group() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = folder();
    Keyring::create(&path).expect("a new file");
    for (mode, borne) in [(0o440, true), (0o400, true), (0o460, false), (0o444, false), (0o600, true)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("our own file");
        let opened = Keyring::open_as(&path, Secrecy::Credential);
        assert_eq!(opened.is_ok(), borne, "{mode:o}");
        assert_eq!(opened.is_ok_and(|keyring| keyring.file().is_some()), borne);
    }
}

#[test]
fn every_single_wrong_character_in_the_file_is_noticed() {
    let text = Keyring::generate().text();
    assert!(Keyring::parse(&text).is_ok());
    let keys = text.find("accord-keys").expect("the first line of the body");
    for (at, letter) in text.char_indices().skip_while(|(at, _)| *at < keys) {
        if letter.is_whitespace() {
            continue;
        }
        let other = if letter == 'A' { "B" } else { "A" };
        let mut wrong = text.to_string();
        wrong.replace_range(at..at + letter.len_utf8(), other);
        assert!(Keyring::parse(&wrong).is_err(), "character {at}: {letter} to {other}");
    }
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let text = Keyring::generate().text();
    for length in 0..text.len() - 1 {
        assert!(Keyring::parse(&text[..length]).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn remarks_and_spaces_at_the_ends_do_not_matter() {
    let text = Keyring::generate().text();
    let spaced = text.lines().map(|line| format!("  {line} \r\n# a remark\n\n")).collect::<String>();
    assert!(Keyring::parse(&spaced).is_ok());
}

#[test]
fn a_blind_entry_depends_on_kind_value_and_key() {
    let keyring = Keyring::generate();
    let entry = keyring.blind("phone", "07700900123");
    assert_eq!(keyring.blind("phone", "07700900123"), entry);
    assert_ne!(keyring.blind("identifier", "07700900123"), entry);
    assert_ne!(keyring.blind("phone", "07700900124"), entry);
    assert_ne!(Keyring::generate().blind("phone", "07700900123"), entry);
}

#[test]
fn an_authenticated_artefact_is_recognised() {
    let keyring = Keyring::generate();
    let mac = keyring.mac(b"compiled plugin");
    assert!(keyring.verify_mac(b"compiled plugin", &mac));
    assert!(!keyring.verify_mac(b"another plugin!", &mac));
    assert!(!keyring.verify_mac(b"compiled plugin", &mac[..31]));
    assert!(!Keyring::generate().verify_mac(b"compiled plugin", &mac));
}

#[test]
fn a_token_opens_for_its_purpose_and_binding_alone() {
    let keyring = Keyring::generate();
    let token = keyring.seal_token("form", b"account 1", b"payload");
    assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{token}");
    assert_eq!(keyring.open_token("form", b"account 1", &token).expect("as sealed"), b"payload");
    for (purpose, binding) in
        [("cursor", "account 1"), ("form", "account 2"), ("forma", "ccount 1"), ("form", "")]
    {
        assert!(keyring.open_token(purpose, binding.as_bytes(), &token).is_err(), "{purpose} {binding}");
    }
    assert!(Keyring::generate().open_token("form", b"account 1", &token).is_err());
}

#[test]
fn nothing_secret_is_printed() {
    let (keyring, key) = (Keyring::generate(), OwnerKey::generate());
    assert_eq!(format!("{keyring:?} {key:?}"), "Keyring OwnerKey");
}

proptest! {
    #[test]
    fn any_text_offered_as_a_token_is_refused_quietly(text: String) {
        prop_assert!(Keyring::generate().open_token("form", b"", &text).is_err());
    }

    #[test]
    fn any_text_offered_as_a_key_file_is_refused_quietly(text in "(accord-keys 1\n)?[ -~\n]{0,200}") {
        prop_assert!(Keyring::parse(&text).is_err());
    }

    #[test]
    fn any_payload_travels_and_returns(payload: Vec<u8>, binding: Vec<u8>, purpose: String) {
        let keyring = Keyring::generate();
        let token = keyring.seal_token(&purpose, &binding, &payload);
        prop_assert_eq!(keyring.open_token(&purpose, &binding, &token).ok(), Some(payload));
    }
}
