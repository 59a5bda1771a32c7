use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn place() -> Binding<'static> {
    Binding { table: "section", part: "contact", row: Uuid::from_u128(1), owner: Uuid::from_u128(2) }
}

#[test]
fn a_section_opens_where_it_was_sealed() {
    let key = OwnerKey::generate();
    let sealed = seal(&key, &place(), 3, b"07700 900123");
    assert_eq!(open(&key, &place(), &sealed).expect("the same place"), b"07700 900123");
    assert_eq!(generation_of(&sealed).expect("a sealed value"), 3);
    assert!(!sealed.windows(5).any(|bytes| bytes == b"07700"), "nothing stays readable");
}

#[test]
fn sealing_the_same_twice_shows_nothing_in_common() {
    let key = OwnerKey::generate();
    let (one, two) = (seal(&key, &place(), 1, b"same"), seal(&key, &place(), 1, b"same"));
    assert_ne!(one[5..], two[5..]);
}

#[test]
fn a_section_opens_in_no_other_place() {
    let key = OwnerKey::generate();
    let sealed = seal(&key, &place(), 1, b"an address");
    let check = |elsewhere: Binding<'_>| {
        assert!(matches!(open(&key, &elsewhere, &sealed), Err(KeyError::Sealed)), "{elsewhere:?}");
    };
    check(Binding { table: "answer", ..place() });
    check(Binding { part: "health", ..place() });
    check(Binding { row: Uuid::from_u128(9), ..place() });
    check(Binding { owner: Uuid::from_u128(9), ..place() });
    check(Binding { row: place().owner, owner: place().row, ..place() });
    check(Binding { table: "sectioncontact", part: "", ..place() });
    assert!(open(&OwnerKey::generate(), &place(), &sealed).is_err(), "another owner's key");
}

#[test]
fn the_generation_in_the_header_cannot_be_changed() {
    let key = OwnerKey::generate();
    let mut sealed = seal(&key, &place(), 1, b"note");
    sealed[4] = 2;
    assert_eq!(generation_of(&sealed).expect("it still looks like one"), 2);
    assert!(matches!(open(&key, &place(), &sealed), Err(KeyError::Sealed)));
}

#[test]
fn a_key_makes_digests_of_its_own() {
    let (one, two) = (OwnerKey::generate(), OwnerKey::generate());
    assert_eq!(one.digest("statistic", b"case"), one.digest("statistic", b"case"));
    assert_ne!(one.digest("statistic", b"case"), two.digest("statistic", b"case"));
    assert_ne!(one.digest("statistic", b"case"), one.digest("other", b"case"));
}

proptest! {
    #[test]
    fn any_content_comes_back(plain: Vec<u8>, table: String, part: String, row: u128, owner: u128) {
        let binding = Binding { table: &table, part: &part, row: Uuid::from_u128(row), owner: Uuid::from_u128(owner) };
        let key = OwnerKey::generate();
        let sealed = seal(&key, &binding, 1, &plain);
        prop_assert_eq!(open(&key, &binding, &sealed).ok(), Some(plain));
    }

    #[test]
    fn one_changed_bit_is_noticed(plain: Vec<u8>, place_in: prop::sample::Index, bit in 0..8_u32) {
        let key = OwnerKey::generate();
        let mut sealed = seal(&key, &place(), 1, &plain);
        let at = place_in.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open(&key, &place(), &sealed).is_err());
    }

    #[test]
    fn a_cut_or_lengthened_value_is_noticed(plain: Vec<u8>, cut: prop::sample::Index, more in 1..40_usize) {
        let key = OwnerKey::generate();
        let sealed = seal(&key, &place(), 1, &plain);
        prop_assert!(open(&key, &place(), &sealed[..cut.index(sealed.len())]).is_err());
        let longer = [sealed, vec![0; more]].concat();
        prop_assert!(open(&key, &place(), &longer).is_err());
    }

    #[test]
    fn noise_never_opens(noise: Vec<u8>) {
        prop_assert!(open(&OwnerKey::generate(), &place(), &noise).is_err());
    }
}
