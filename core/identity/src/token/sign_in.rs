//! Tokens of signing in itself.

use std::fmt;
use std::time::Duration;

use domain::{AccountId, Instant};
use keys::totp::TotpSecret;
use keys::{Keyring, random_bytes};
use storage::identity::Via;
use uuid::Uuid;

use super::{Fields, Payload, is_fresh};

/// The password was right, or a provider said who it is; the code is still to come.
///
/// No session exists yet, so a password alone opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfWay {
    /// Whose password it was.
    pub account: AccountId,
    /// The account's epoch at that moment; a password changed since makes it void.
    pub epoch: i64,
    /// The provider that said who it is, where one did in place of a password.
    pub via: Option<Via>,
}

impl HalfWay {
    /// Time enough to find the telephone.
    pub const LIFE: Duration = Duration::from_secs(10 * 60);
    const PURPOSE: &str = "half-way";

    /// The token for the page that asks for the code.
    pub fn issue(&self, keyring: &Keyring, now: Instant) -> String {
        let mut payload = Payload::new().account(self.account).number(self.epoch).moment(now);
        if let Some(via) = self.via {
            payload =
                payload.bytes(via.link.as_bytes()).bytes(via.session.as_ref().map_or(&[], |one| &one[..]));
        }
        keyring.seal_token(Self::PURPOSE, b"", &payload.0)
    }

    /// What a token says, while it is fresh.
    pub fn open(keyring: &Keyring, token: &str, now: Instant) -> Option<Self> {
        let payload = keyring.open_token(Self::PURPOSE, b"", token).ok()?;
        let mut fields = Fields(&payload);
        let (account, epoch, issued) = (fields.account()?, fields.number()?, fields.moment()?);
        let via = fields.take().map(|link| Via { link: Uuid::from_bytes(link), session: fields.take() });
        is_fresh(issued, Self::LIFE, now).then_some(Self { account, epoch, via })
    }
}

/// A browser in which an account has signed in before.
///
/// It lets nobody in. It only has a count of wrong guesses of its own, so that a stranger
/// who guesses at an account cannot keep its owner waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownBrowser([u8; 16]);

impl KnownBrowser {
    /// How long a browser is remembered after the last sign-in.
    pub const LIFE: Duration = Duration::from_secs(180 * 24 * 60 * 60);
    const PURPOSE: &str = "known browser";

    /// The cookie for a browser in which `username` has just signed in; one that was known
    /// stays the same browser.
    pub fn issue(keyring: &Keyring, username: &str, known: Option<Self>, now: Instant) -> String {
        let browser = known.map_or_else(random_bytes, |known| known.0);
        let payload = Payload::new().moment(now).bytes(&browser);
        keyring.seal_token(Self::PURPOSE, username.as_bytes(), &payload.0)
    }

    /// The browser, when its cookie was issued to `username`.
    pub fn open(keyring: &Keyring, username: &str, cookie: &str, now: Instant) -> Option<Self> {
        let payload = keyring.open_token(Self::PURPOSE, username.as_bytes(), cookie).ok()?;
        let mut fields = Fields(&payload);
        let fresh = is_fresh(fields.moment()?, Self::LIFE, now);
        fields.take().filter(|_| fresh).map(Self)
    }

    /// The bytes that its count goes by.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// The secret shown to an account that is setting up its authenticator.
///
/// It is stored only after a code has proved that the app took it, so an abandoned set-up
/// leaves nothing behind and nobody is locked out by a square code never scanned.
pub struct NewFactor(TotpSecret);

impl NewFactor {
    /// Time enough to install an app.
    pub const LIFE: Duration = Duration::from_secs(30 * 60);
    const PURPOSE: &str = "new factor";

    /// A fresh secret.
    pub fn generate() -> Self {
        Self(TotpSecret::generate())
    }

    /// The secret inside.
    pub fn secret(&self) -> &TotpSecret {
        &self.0
    }

    /// The hidden field of the page that shows it.
    pub fn issue(&self, keyring: &Keyring, account: AccountId, now: Instant) -> String {
        let payload = Payload::new().moment(now).bytes(self.0.as_bytes());
        keyring.seal_token(Self::PURPOSE, Uuid::from(account).as_bytes(), &payload.0)
    }

    /// The secret that was shown to `account`, while the page is fresh.
    pub fn open(keyring: &Keyring, account: AccountId, token: &str, now: Instant) -> Option<Self> {
        let payload = keyring.open_token(Self::PURPOSE, Uuid::from(account).as_bytes(), token).ok()?;
        let mut fields = Fields(&payload);
        let fresh = is_fresh(fields.moment()?, Self::LIFE, now);
        TotpSecret::from_bytes(fields.rest()).ok().filter(|_| fresh).map(Self)
    }
}

impl fmt::Debug for NewFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewFactor")
    }
}
