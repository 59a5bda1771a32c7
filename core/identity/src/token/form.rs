//! The one hidden field of every form.

use std::time::Duration;

use domain::{AccountId, Instant};
use keys::{Keyring, random_bytes};

use super::{Fields, Payload, is_fresh};

const PURPOSE: &str = "form";

/// Proof that a form was drawn by us, for this account.
///
/// It goes by account and not by session, so it still counts after signing in again; on
/// public forms there is no account. The random part makes the form's submission one
/// act: the second press of a button finds the answer to the first (`decisions.md` 53).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormToken {
    /// For whom the form was drawn; nobody on a public form.
    pub account: Option<AccountId>,
    /// When.
    pub issued_at: Instant,
    /// The submission's own key.
    pub key: [u8; 16],
}

impl FormToken {
    /// How long a form may stand open.
    pub const LIFE: Duration = Duration::from_secs(24 * 60 * 60);

    /// The field's value for a fresh drawing of `form`.
    pub fn issue(keyring: &Keyring, account: Option<AccountId>, form: &str, now: Instant) -> String {
        let payload = Payload::new().account(account).moment(now).bytes(&random_bytes::<16>());
        keyring.seal_token(PURPOSE, form.as_bytes(), &payload.0)
    }

    /// What the field of `form` says, for whichever account it was drawn; nothing when it
    /// was not ours, was another form's, or has stood open too long.
    ///
    /// Whoever acts on it compares [`account`](Self::account) with the account signed in.
    pub fn open(keyring: &Keyring, form: &str, token: &str, now: Instant) -> Option<Self> {
        let payload = keyring.open_token(PURPOSE, form.as_bytes(), token).ok()?;
        let mut fields = Fields(&payload);
        let found = Self { account: fields.account()?, issued_at: fields.moment()?, key: fields.take()? };
        is_fresh(found.issued_at, Self::LIFE, now).then_some(found)
    }

    /// The same, when it was drawn for `account`.
    pub fn accept(
        keyring: &Keyring,
        account: Option<AccountId>,
        form: &str,
        token: &str,
        now: Instant,
    ) -> Option<Self> {
        Self::open(keyring, form, token, now).filter(|found| found.account == account)
    }
}
