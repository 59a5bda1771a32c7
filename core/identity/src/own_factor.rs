//! Setting up an authenticator, and getting new recovery codes.

use domain::{FieldErrors, Message};
use keys::totp::{Qr, RecoveryCode};
use storage::identity::{OwnChange, OwnPermit};

use crate::counting::{Counts, wait};
use crate::own_password::finding;
use crate::sign_in::{Origin, TOTP_PURPOSE};
use crate::throttle::Step;
use crate::{Identity, NewFactor, Present, RecoverySet, Result};

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
    /// Whether a code of the authenticator in use is asked for too.
    pub replaces: bool,
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
    /// Someone who replaces an authenticator gives a code of the one in use as `current`, or
    /// a recovery code. The findings are about the fields `code` and `current`.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn take_factor(
        &self,
        me: &Present,
        token: &str,
        code: &str,
        current: &str,
        origin: &Origin,
    ) -> Result<std::result::Result<Vec<RecoveryCode>, FieldErrors>> {
        let now = me.actor.now();
        let Some(offered) = NewFactor::open(self.keys(), me.account, token, now) else {
            return Ok(Err(finding("code", Message::new("factor-expired"))));
        };
        let Some(step) = offered.secret().check(code, now, None) else {
            return Ok(Err(finding("code", Message::new("factor-code-wrong"))));
        };
        if let Err(message) = self.has_factor_in_use(me, current, origin).await? {
            return Ok(Err(finding("current", message)));
        }
        let (set, codes) = RecoverySet::generate(self.keys(), me.account);
        let binding = uuid::Uuid::from(me.account);
        let change = OwnChange::SecondFactor {
            totp: self.keys().seal_value(TOTP_PURPOSE, binding.as_bytes(), offered.secret().as_bytes()),
            step,
            recovery: set.stored(),
        };
        self.change(me, change).await?;
        Ok(Ok(codes))
    }

    /// New recovery codes in place of those left, for a code of the authenticator in use.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn new_recovery_codes(
        &self,
        me: &Present,
        current: &str,
        origin: &Origin,
    ) -> Result<std::result::Result<Vec<RecoveryCode>, FieldErrors>> {
        if let Err(message) = self.has_factor_in_use(me, current, origin).await? {
            return Ok(Err(finding("current", message)));
        }
        let (set, codes) = RecoverySet::generate(self.keys(), me.account);
        self.change(me, OwnChange::RecoveryCodes(set.stored())).await?;
        Ok(Ok(codes))
    }

    async fn change(&self, me: &Present, change: OwnChange) -> Result<()> {
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        unit.change_own_account(permit, change, Some(me.session())).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Whether `code` is of the authenticator in use; an account without one has nothing to
    /// prove yet. A code that was right is used up, as it is by signing in.
    async fn has_factor_in_use(
        &self,
        me: &Present,
        code: &str,
        origin: &Origin,
    ) -> Result<std::result::Result<(), Message>> {
        let now = me.actor.now();
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let permit: OwnPermit = unit.credentials(me.account).await?;
        if permit.totp.is_none() {
            return Ok(Ok(()));
        }
        let counts: Counts = self.counts(Step::Code, &permit.username, origin, now);
        if let Err(until) = counts.count(&mut unit, now).await? {
            return Ok(Err(wait(until, now).message));
        }
        let Some(factor) = self.factor(&permit, code, now) else {
            unit.commit().await?;
            self.refused(counts.source(), Some(me.account), "own code", now).await?;
            return Ok(Err(Message::new("sign-in-code-wrong")));
        };
        counts.was_right(&mut unit, now).await?;
        unit.use_factor(permit, factor).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}
