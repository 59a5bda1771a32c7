//! Districts: a list of the hub's own, not of the program.

use serde::{Deserialize, Serialize};

/// A district or unitary area that a hub serves.
///
/// Names of places are not translated by us: a hub that uses a Welsh name writes it here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// The word that is stored.
    pub code: String,
    /// The name that is shown.
    pub name: String,
}

impl District {
    /// The districts of Greater Essex, the default of the first hub.
    pub fn essex() -> Vec<Self> {
        let district = |&(code, name): &(&str, &str)| Self { code: code.to_owned(), name: name.to_owned() };
        ESSEX_DISTRICTS.iter().map(district).collect()
    }
}

/// Code and name of the twelve districts of Essex and the two unitary areas beside them.
pub const ESSEX_DISTRICTS: &[(&str, &str)] = &[
    ("basildon", "Basildon"),
    ("braintree", "Braintree"),
    ("brentwood", "Brentwood"),
    ("castle-point", "Castle Point"),
    ("chelmsford", "Chelmsford"),
    ("colchester", "Colchester"),
    ("epping-forest", "Epping Forest"),
    ("harlow", "Harlow"),
    ("maldon", "Maldon"),
    ("rochford", "Rochford"),
    ("southend-on-sea", "Southend-on-Sea"),
    ("tendring", "Tendring"),
    ("thurrock", "Thurrock"),
    ("uttlesford", "Uttlesford"),
];
