//! The hidden field of every form, and sealed texts in addresses.

use chrono::Duration;
use domain::{AccountId, Instant};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Site;

/// How old a form may be when it is sent.
///
/// Longer than any session: a form that was open over a weekend is not lost when its
/// writer has signed in again.
const LIFETIME: Duration = Duration::days(7);

/// The name of the hidden field.
pub(crate) const FIELD: &str = "_token";

const PURPOSE: &str = "form";

/// What the hidden field holds, sealed.
///
/// It proves, beside the check of the browser's own headers, that the form came from us
/// to this account. It belongs to the account and not to the session, so it survives
/// signing in again. On public forms the account is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormToken {
    /// For whom the form was drawn.
    pub account: Option<Uuid>,
    /// Which form it is.
    pub form: String,
    /// When it was drawn.
    pub issued_at: Instant,
    /// The name of this sending: whoever sees it twice gives the first answer again.
    pub key: [u8; 16],
}

impl FormToken {
    /// A fresh token, sealed.
    pub(crate) fn issue(site: &Site, form: &str, account: Option<AccountId>) -> String {
        let token = Self {
            account: account.map(Uuid::from),
            form: form.to_owned(),
            issued_at: site.now(),
            key: site.ports().tokens.random(),
        };
        seal(site, PURPOSE, None, &token)
    }

    /// The token sealed in `text`, for whichever account and form, if it is not too old.
    pub(crate) fn open(site: &Site, text: &str) -> Option<Self> {
        let token: Self = open(site, PURPOSE, None, text)?;
        let age = site.now() - token.issued_at;
        (age <= LIFETIME && age >= -Duration::minutes(5)).then_some(token)
    }

    /// Whether it was made for this form and account.
    pub(crate) fn is_for(&self, form: &str, account: Option<AccountId>) -> bool {
        self.form == form && self.account == account.map(Uuid::from)
    }
}

/// `value` as a text that only this installation can read, for this account alone.
pub(crate) fn seal(site: &Site, purpose: &str, account: Option<AccountId>, value: &impl Serialize) -> String {
    let payload = serde_json::to_vec(value).expect("our own values have text keys and no failing serialiser");
    site.ports().tokens.seal(purpose, binding(account).as_bytes(), &payload)
}

/// The value that [`seal`] made for the same purpose and account.
pub(crate) fn open<T: DeserializeOwned>(
    site: &Site,
    purpose: &str,
    account: Option<AccountId>,
    text: &str,
) -> Option<T> {
    let payload = site.ports().tokens.open(purpose, binding(account).as_bytes(), text)?;
    serde_json::from_slice(&payload).ok()
}

fn binding(account: Option<AccountId>) -> Uuid {
    account.map_or(Uuid::nil(), Uuid::from)
}
