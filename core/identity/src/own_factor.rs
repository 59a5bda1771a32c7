//! Setting up an authenticator, and getting new recovery codes.

use domain::{FieldErrors, Message};
use keys::Secret;
use keys::totp::{Qr, RecoveryCode};
use storage::identity::OwnChange;

use crate::own_password::finding;
use crate::{Identity, NewFactor, Present, Proved, RecoverySet, Result};
use storage::identity::TOTP_SEALED_FOR;

/// What the page that sets up an authenticator shows. It is shown once and never stored.
pub struct FactorOffer {
    /// The hidden field that brings the secret back.
    pub token: String,
    /// The square code; absent only for names too long to be drawn.
    pub square: Option<Qr>,
    /// The secret to type where nothing can be scanned.
    pub for_typing: String,
    /// The link that opens the app on the same telephone, with the secret in it.
    pub link: String,
    /// Whether it takes the place of one in use.
    pub replaces: bool,
}

/// Recovery codes that were just made. No page shows them again.
pub struct FreshCodes {
    /// The codes.
    pub codes: Vec<RecoveryCode>,
    /// The token under which the session goes on.
    pub session: Secret,
}

impl Identity {
    /// Offers a new secret to whoever is signed in.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn offer_factor(&self, me: &Present) -> Result<FactorOffer> {
        self.offer(me, &NewFactor::generate()).await
    }

    /// The offer that `token` was part of, to show again beside what was wrong, so that
    /// nobody scans twice; a new one where the page stood open for too long.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn offer_factor_again(&self, me: &Present, token: &str) -> Result<FactorOffer> {
        let shown = NewFactor::open(self.keys(), me.account, token, me.actor.now());
        self.offer(me, &shown.unwrap_or_else(NewFactor::generate)).await
    }

    async fn offer(&self, me: &Present, factor: &NewFactor) -> Result<FactorOffer> {
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let link = factor.secret().uri(self.service_name(), &permit.username);
        Ok(FactorOffer {
            token: factor.issue(self.keys(), me.account, me.actor.now()),
            square: Qr::draw(&link),
            for_typing: factor.secret().for_typing(),
            link,
            replaces: permit.totp.is_some(),
        })
    }

    /// Takes the offered secret, once a `code` has proved that the app has it, and gives the
    /// recovery codes to show, once. Other sessions end.
    ///
    /// The findings are about the field `code`.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn take_factor(
        &self,
        me: &Proved,
        token: &str,
        code: &str,
    ) -> Result<std::result::Result<FreshCodes, FieldErrors>> {
        let now = me.actor.now();
        let Some(offered) = NewFactor::open(self.keys(), me.account, token, now) else {
            return Ok(Err(finding("code", Message::new("factor-expired"))));
        };
        let Some(step) = offered.secret().check(code, now, None) else {
            return Ok(Err(finding("code", Message::new("factor-code-wrong"))));
        };
        let (set, codes) = RecoverySet::generate(self.keys(), me.account);
        let binding = uuid::Uuid::from(me.account);
        let change = OwnChange::SecondFactor {
            totp: self.keys().seal_value(TOTP_SEALED_FOR, binding.as_bytes(), offered.secret().as_bytes()),
            step,
            recovery: set.stored(),
        };
        let session = self.change_own(me, change).await?;
        Ok(Ok(FreshCodes { codes, session }))
    }

    /// New recovery codes in place of those left. Other sessions end.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn new_recovery_codes(&self, me: &Proved) -> Result<FreshCodes> {
        let (set, codes) = RecoverySet::generate(self.keys(), me.account);
        let session = self.change_own(me, OwnChange::RecoveryCodes(set.stored())).await?;
        Ok(FreshCodes { codes, session })
    }
}
