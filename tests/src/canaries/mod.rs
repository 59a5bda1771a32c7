//! Canaries: a service in which every value is a word found nowhere else.
//!
//! Each word knows where it stands: whose record, what part, to whom it is addressed, who
//! wrote it. Wherever one is met, the [oracle](crate::oracle) says whether whoever met it
//! may know it. A page that shows a word too many is a leak, whichever way it came there.
//!
//! The [world](cast::world) is small and made by hand, so that each rule has a case which it
//! decides: a side, a class, a list, a team, an organisation, an exclusion, an invitation,
//! a closed case, a batch that was not switched on.

pub mod cast;

mod case;
mod find;
mod ink;
mod judge;
mod people;
mod referral;
mod service;
mod stock;

pub use find::Finder;
pub use ink::{Difference, Ink, spare};
pub use stock::{Ground, Names, Stock};

use crate::oracle::To;

/// Where a word stands, which decides who may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In a case.
    Case {
        /// Which.
        case: usize,
        /// The part's word.
        part: &'static str,
        /// To whom it is addressed.
        to: To,
        /// Who wrote it, where that is somebody with an account.
        by: Option<usize>,
    },
    /// The case's own reference.
    CaseReference(usize),
    /// In a referral.
    Referral {
        /// Which.
        referral: usize,
        /// The part's word.
        part: &'static str,
        /// To whom it is addressed.
        to: To,
    },
    /// The referral's own reference.
    ReferralReference(usize),
    /// The name by which colleagues know somebody.
    Name(usize),
    /// The rest of somebody's account: sign-in name, e-mail address.
    Account(usize),
    /// In the record of a volunteer.
    Volunteer {
        /// Whose account.
        person: usize,
        /// The part's word.
        part: &'static str,
    },
    /// The name of a partner organisation.
    Organisation(usize),
    /// What somebody typed and has not sent.
    Draft(usize),
}

/// A word and everything that is known about it.
#[derive(Clone, Debug)]
pub struct Canary {
    /// The catalogue id of its field, or what there is instead of a field.
    pub what: &'static str,
    /// Where it stands: who may know it in one place may know it.
    pub spots: Vec<Spot>,
    /// How it is written: the word, or a number with and without its spaces.
    pub forms: Vec<String>,
}

impl Canary {
    /// Whether its part may be stored under a seal alone (`decisions.md` 8).
    pub fn is_sealed(&self) -> bool {
        const SEALED: [&str; 13] = [
            "g3.birth-date",
            "g3.identifiers",
            "g4.contact",
            "g4.safe-contact",
            "g4.code-word",
            "g6.assessment",
            "g6.shared-risk",
            "g7.health",
            "g8.equality",
            "g10.safeguarding",
            "g10.supervision",
            "g15.vetting",
            "g15.home",
        ];
        self.spots.iter().all(|spot| match spot {
            Spot::Case { part, .. } | Spot::Referral { part, .. } | Spot::Volunteer { part, .. } => {
                SEALED.contains(part)
            }
            Spot::Draft(_) => true,
            _ => false,
        })
    }
}
