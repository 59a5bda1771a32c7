//! Planned records: what an import will write, before it writes anything.
//!
//! Each names the row it came from, so that a second run finds it again. References between
//! records are ids of the older system; storage gives them inner names when it writes.

mod case;
mod delivery;
mod person;
mod work;

use std::borrow::Cow;
use std::fmt;

pub use case::{
    Facilitator, PlannedCase, PlannedParticipant, PlannedSide, ReceivedDay, ReferringOrganisation, SideOf,
};
pub use delivery::{PlannedDocument, PlannedVolunteer};
pub use person::{PlannedPerson, PlannedSafeContact};
pub use work::{PlannedAction, PlannedAgreement, PlannedAudience, PlannedConsent, PlannedEntry, PlannedRisk};

/// The row a planned record comes from.
#[derive(Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its id in its file.
    pub id: String,
    /// The line on which it begins.
    pub line: u64,
    /// A keyed digest of its cells: the same for the same row in every run.
    pub digest: [u8; 32],
}

impl Origin {
    /// What names the row in its file for ever: its id or, where it has none, its digest.
    pub fn key(&self) -> Cow<'_, str> {
        if !self.id.is_empty() {
            return Cow::Borrowed(&self.id);
        }
        self.digest.iter().fold("#".to_owned(), |name, byte| format!("{name}{byte:02x}")).into()
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (line {})", self.id, self.line)
    }
}

/// Declares planned records: their fields, and a `Debug` that prints the row and no value.
macro_rules! planned {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq)]
        pub struct $name {
            /// The row it comes from.
            pub origin: crate::import::record::Origin,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), " {:?}"), self.origin)
            }
        }
    )*};
}

use planned;
