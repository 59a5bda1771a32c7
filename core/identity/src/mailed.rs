//! Links that go by mail.
//!
//! The outbox holds no link: one is made when the mail is written, as a sealed token that
//! names a row or an account, and only this installation's keys open it. What it may do is
//! asked of the database when it is followed, so that a link which lies in a letter box is
//! worth what the row behind it is worth, and no more.

use domain::{AccountId, Instant};
use keys::Secret;
use storage::mail::{Letter, MailKind};
use uuid::Uuid;

use crate::Identity;
use crate::token::{Fields, Payload, is_fresh};

const INVITATION: &str = "mailed invitation";
const RESET: &str = "mailed reset";
const ADDRESS: &str = "mailed address";

/// What a link to choose another password says.
pub(crate) struct ResetLink {
    /// For which account.
    pub account: AccountId,
    /// The account's epoch when it was asked for.
    pub epoch: i64,
    /// When it was asked for.
    pub asked_at: Instant,
}

impl Identity {
    /// The path to which the link in a letter leads; nothing for letters without one.
    pub fn path_of(&self, letter: &Letter) -> Option<String> {
        match letter.kind {
            MailKind::Invitation | MailKind::SignInReset => {
                let token = self.seal(INVITATION, b"", letter.about.as_deref()?);
                Some(format!("/invitation/{token}"))
            }
            MailKind::ResetPassword => {
                let payload =
                    Payload::new().account(letter.account).number(letter.epoch?).moment(letter.asked_at);
                Some(format!("/sign-in/forgotten/{}", self.seal(RESET, b"", payload.as_bytes())))
            }
            MailKind::ConfirmAddress => {
                let token = self.seal(ADDRESS, b"", letter.about.as_deref()?);
                Some(format!("/account/address/{token}"))
            }
            _ => None,
        }
    }

    /// The digest by which the invitation of a link is found, whether it was shown or mailed.
    pub(crate) fn invitation_of(&self, token: &str) -> [u8; 32] {
        let mailed = self.open(INVITATION, b"", token).and_then(|digest| digest.try_into().ok());
        mailed.unwrap_or_else(|| Secret::digest_of(token))
    }

    /// What a link to choose another password says, while it is fresh.
    pub(crate) fn reset_of(&self, token: &str, now: Instant) -> Option<ResetLink> {
        let payload = self.open(RESET, b"", token)?;
        let mut fields = Fields(&payload);
        let link =
            ResetLink { account: fields.account()?, epoch: fields.number()?, asked_at: fields.moment()? };
        is_fresh(link.asked_at, MailKind::RESET_LIFE, now).then_some(link)
    }

    /// The change of an address that a link confirms.
    pub(crate) fn address_of(&self, token: &str) -> Option<Uuid> {
        Uuid::from_slice(&self.open(ADDRESS, b"", token)?).ok()
    }
}
