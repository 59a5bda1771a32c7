//! A post whose session had ended, carried across the sign-in page.

use std::fmt;

use domain::{AccountId, Instant};
use keys::Keyring;

use super::{Fields, FormToken, Payload, is_fresh};

const PURPOSE: &str = "carried post";

/// The most that is carried, in bytes of the posted body; longer text than any note.
pub const CARRIED_MOST: usize = 256 * 1024;

/// What someone sent while nobody was signed in any more.
///
/// The sign-in page holds it as one sealed field; the server stores nothing, so a
/// stranger can leave nothing behind. It comes back only for the account that the form
/// was drawn for, and then the form is shown again as it was typed (`decisions.md` 54).
#[derive(Clone, PartialEq, Eq)]
pub struct CarriedPost {
    /// The address it was sent to, path and query.
    pub path: String,
    /// The body, as it was encoded by the browser.
    pub body: Vec<u8>,
}

impl CarriedPost {
    /// Seals the post for `account`, whom its form token names; nothing when it is too long.
    pub fn seal(&self, keyring: &Keyring, account: AccountId, now: Instant) -> Option<String> {
        if self.body.len() > CARRIED_MOST || self.path.len() > 2_048 {
            return None;
        }
        let payload = Payload::new()
            .moment(now)
            .number(self.path.len() as i64)
            .bytes(self.path.as_bytes())
            .bytes(&self.body);
        Some(keyring.seal_token(PURPOSE, uuid::Uuid::from(account).as_bytes(), &payload.0))
    }

    /// The post, once `account` has signed in; nothing for anybody else, or after a day.
    pub fn open(keyring: &Keyring, account: AccountId, token: &str, now: Instant) -> Option<Self> {
        let payload = keyring.open_token(PURPOSE, uuid::Uuid::from(account).as_bytes(), token).ok()?;
        let mut fields = Fields(&payload);
        if !is_fresh(fields.moment()?, FormToken::LIFE, now) {
            return None;
        }
        let path_length = usize::try_from(fields.number()?).ok()?;
        let (path, body) = fields.rest().split_at_checked(path_length)?;
        Some(Self { path: String::from_utf8(path.to_vec()).ok()?, body: body.to_vec() })
    }
}

impl fmt::Debug for CarriedPost {
    /// Neither the address nor the body: both may name a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CarriedPost({} bytes)", self.body.len())
    }
}
