//! What people type into boxes.

use domain::{Reference, fold, initials, normalise, sort_key};
use storage::search::Look;

use super::{Target, text};

const TYPED: [&str; 14] = [
    "Ama Mensah",
    "Siân Ŵyn-Parry",
    "O'Neill",
    "07700 900123",
    "+44 (0) 7700 900 123",
    "priya.shah@example.org",
    "SS14 1AB",
    "C-7KQ2-M4XD",
    "Mensah 28/02/1990",
    "42/123456/26",
    "李小龍",
    "محمد",
    "e\u{301}e\u{301}",
    "ß İ ı ﬁ",
];

/// What is typed into the search box.
pub(super) const SEARCH: Target = Target {
    name: "search",
    run: |bytes| drop(Look::read(&text(bytes))),
    seeds: typed,
    words: &["\"", "*", " OR ", "%"],
};

/// Names, telephone numbers, addresses, references.
pub(super) const TEXT: Target =
    Target { name: "text", run: read, seeds: typed, words: &["+44", "@", "C-", " ", "-"] };

fn typed() -> Vec<Vec<u8>> {
    TYPED.map(|text| text.as_bytes().to_vec()).into()
}

fn read(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(reference) = text.parse::<Reference>() {
        assert_eq!(reference.to_string().parse(), Ok(reference), "what is read reads back");
    }
    let tidy = normalise::tidy(&text);
    assert_eq!(normalise::tidy(&tidy), tidy, "what is tidy stays as it is");
    for number in normalise::phones(&text) {
        assert_eq!(normalise::phone(&number), Some(number.clone()), "a number is read as itself");
    }
    if let Some(address) = normalise::email(&text) {
        assert_eq!(normalise::email(&address), Some(address.clone()));
    }
    if let Some(code) = normalise::postcode(&text) {
        assert_eq!(normalise::postcode(&code), Some(code.clone()));
    }
    let _ = (normalise::identifier(&text), normalise::skeleton(&text), normalise::name_key(&text));
    let _ =
        (initials(&text), fold(&text), sort_key(&text), identity::username(&text), identity::device(&text));
    assert!(web::own_path(&text).starts_with('/') && !web::own_path(&text).starts_with("//"));
}
