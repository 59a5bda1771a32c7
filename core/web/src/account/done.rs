//! What the reader has just done, as the page to which they are led says it.

use axum::response::Redirect;
use serde::Deserialize;

use crate::parts::Notice;
use wording::Text;

/// An act that is over. It stands in the address as a word, which says nothing about anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    SignedOut,
    SignedOutEverywhere,
    Invitation,
    Password,
    Language,
    SessionEnded,
    PasskeyAdded,
    PasskeyRemoved,
    Reset,
    AddressAsked,
    News,
    ProviderLinked,
}

/// Every act with its word and the key of its sentence.
const WORDS: [(Done, &str, &str); 12] = [
    (Done::SignedOut, "signed-out", "done-signed-out"),
    (Done::SignedOutEverywhere, "signed-out-everywhere", "done-signed-out-everywhere"),
    (Done::Invitation, "invitation", "done-invitation"),
    (Done::Password, "password", "done-password"),
    (Done::Language, "language", "done-language"),
    (Done::SessionEnded, "session-ended", "done-session-ended"),
    (Done::PasskeyAdded, "passkey-added", "done-passkey-added"),
    (Done::PasskeyRemoved, "passkey-removed", "done-passkey-removed"),
    (Done::Reset, "reset", "done-reset"),
    (Done::AddressAsked, "address-asked", "done-address-asked"),
    (Done::News, "news", "done-news"),
    (Done::ProviderLinked, "provider-linked", "done-provider-linked"),
];

/// The part of an address that holds it.
#[derive(Deserialize)]
pub(super) struct Just {
    #[serde(default)]
    done: String,
}

impl Just {
    /// The notice, unless the address says nothing or nonsense.
    pub fn notice(&self) -> Option<Notice> {
        let (_, _, key) = WORDS.iter().find(|(_, word, _)| *word == self.done)?;
        Some(Notice::success(Text::key(*key)))
    }
}

impl Done {
    /// To the page `path`, which says it.
    pub fn to(self, path: &str) -> Redirect {
        let word = WORDS.iter().find(|(done, ..)| *done == self).map_or("", |(_, word, _)| word);
        Redirect::to(&format!("{path}?done={word}"))
    }
}
