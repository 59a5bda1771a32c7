//! Signing in: a name, a password, a code.
//!
//! Ama types her name and password. Before anything is looked at, the attempt is counted;
//! then the password is compared away from the threads that answer requests, for a name
//! without an account just as long. A right password opens nothing yet: it gives a token
//! for the page that asks for the code. A right code begins the session. Whatever was
//! wrong, the answer is the same.

use std::net::IpAddr;

use domain::{AccountId, Instant, Message};
use keys::Secret;
use keys::password::Verdict;
use keys::totp::TotpSecret;
use storage::identity::{Credentials, NewSession, OwnPermit, TOTP_SEALED_FOR, UsedFactor, Via};
use storage::{Unit, Writing};

use crate::counting::{Counts, wait};
use crate::throttle::Step;
use crate::{HalfWay, Identity, KnownBrowser, Lifetime, RecoverySet, Result, Wait, device, username};

/// From where somebody tries to sign in.
#[derive(Clone)]
pub struct Origin {
    /// The network address; used for counting and never stored.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The cookie of a browser in which the account signed in before.
    pub known_browser: Option<String>,
}

/// How an attempt ended.
#[derive(Debug)]
pub enum SignIn {
    /// Signed in.
    Done(Begun),
    /// The password was right; this token goes into the page that asks for the code.
    CodeNeeded(String),
    /// Something was wrong; the message does not say what.
    Refused(Message),
    /// Too many attempts were made: this one was not looked at.
    TooMany(Wait),
}

/// A session that has just begun.
#[derive(Debug)]
pub struct Begun {
    /// The account.
    pub account: AccountId,
    /// The session's cookie.
    pub session: Secret,
    /// When the session ends in any case.
    pub until: Instant,
    /// The cookie by which this browser is known to the account from now on.
    pub known_browser: String,
}

/// What was given to begin a session.
pub(crate) struct Given {
    /// The second factor.
    pub factor: Option<UsedFactor>,
    /// The provider that said who it is, in place of a password.
    pub via: Option<Via>,
}

impl Given {
    /// The password alone.
    pub const PASSWORD: Self = Self { factor: None, via: None };
}

impl Identity {
    /// Compares a sign-in name and password.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn sign_in(&self, name: &str, password: String, origin: &Origin) -> Result<SignIn> {
        let now = self.store().now();
        let name = username(name);
        let counts = self.counts(Step::Password, &name, origin, now);
        let doorkeeper = self.doorkeeper(now);

        let mut unit = self.store().write(&doorkeeper).await?;
        if let Err(until) = counts.count(&mut unit, now).await? {
            drop(unit);
            self.refused(counts.source(), None, "too many attempts", now).await?;
            return Ok(SignIn::TooMany(wait(until, now)));
        }
        let found = unit.credentials_of_name(&name).await?;
        let account = found.as_ref().map(|permit| permit.account);
        let stored = found.filter(|permit| permit.is_active).and_then(|permit| permit.password.clone());
        unit.commit().await?;

        let verdict = self.hashing().verify(password.clone(), stored).await;
        let Some(account) = account.filter(|_| verdict != Verdict::Wrong) else {
            self.refused(counts.source(), account, "password", now).await?;
            return Ok(SignIn::Refused(Message::new("sign-in-wrong")));
        };
        let renewed = match verdict {
            Verdict::RightButRehash => Some(self.hashing().hash(password).await),
            _ => None,
        };

        let mut unit = self.store().write(&doorkeeper).await?;
        let permit = unit.credentials(account).await?;
        counts.was_right(&mut unit, now).await?;
        if let Some(hash) = renewed {
            unit.renew_hash(&permit, hash).await?;
        }
        if permit.totp.is_some() {
            let token = HalfWay { account, epoch: permit.epoch, via: None }.issue(self.keys(), now);
            unit.commit().await?;
            return Ok(SignIn::CodeNeeded(token));
        }
        if let Some(message) = self.is_passkey_only(&unit, &permit, now).await? {
            unit.commit().await?;
            return Ok(SignIn::Refused(message));
        }
        self.begin(unit, permit, Given::PASSWORD, origin, now).await.map(SignIn::Done)
    }

    /// Takes a one-time or recovery code from somebody whose password was right.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn confirm_code(&self, token: &str, code: &str, origin: &Origin) -> Result<SignIn> {
        let now = self.store().now();
        let Some(half_way) = HalfWay::open(self.keys(), token, now) else {
            return Ok(SignIn::Refused(Message::new("sign-in-expired")));
        };
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let permit = unit.credentials(half_way.account).await?;
        let counts = self.counts(Step::Code, &permit.username, origin, now);
        if let Err(until) = counts.count(&mut unit, now).await? {
            drop(unit);
            self.refused(counts.source(), Some(half_way.account), "too many codes", now).await?;
            return Ok(SignIn::TooMany(wait(until, now)));
        }
        if permit.epoch != half_way.epoch || !permit.is_active {
            unit.commit().await?;
            return Ok(SignIn::Refused(Message::new("sign-in-expired")));
        }
        let Some(factor) = self.factor(&permit, code, now) else {
            unit.commit().await?;
            self.refused(counts.source(), Some(half_way.account), "code", now).await?;
            return Ok(SignIn::Refused(Message::new("sign-in-code-wrong")));
        };
        counts.was_right(&mut unit, now).await?;
        if let Some(message) = self.is_passkey_only(&unit, &permit, now).await? {
            unit.commit().await?;
            self.refused(counts.source(), Some(half_way.account), "a passkey is needed", now).await?;
            return Ok(SignIn::Refused(message));
        }
        self.begin(unit, permit, Given { factor: Some(factor), via: half_way.via }, origin, now)
            .await
            .map(SignIn::Done)
    }

    /// The second factor that `code` is, if it is right and unused.
    pub(crate) fn factor(&self, credentials: &Credentials, code: &str, now: Instant) -> Option<UsedFactor> {
        let binding = uuid::Uuid::from(credentials.account);
        let sealed = credentials.totp.as_deref()?;
        let secret = match self.keys().open_value(TOTP_SEALED_FOR, binding.as_bytes(), sealed) {
            Ok(bytes) => TotpSecret::from_bytes(&bytes).ok()?,
            Err(error) => {
                tracing::error!(%error, account = %credentials.reference, "an authenticator's secret does not open");
                return None;
            }
        };
        if let Some(step) = secret.check(code, now, credentials.totp_step) {
            return Some(UsedFactor::Code(step));
        }
        let set = RecoverySet::parse(credentials.recovery.as_deref()?);
        let left = set.without(self.keys(), credentials.account, code)?;
        Some(UsedFactor::Recovery(left.stored()))
    }

    pub(crate) fn counts(&self, step: Step, name: &str, origin: &Origin, now: Instant) -> Counts {
        let known = self.known(name, origin, now);
        Counts::of(self.keys(), step, name, known, origin.address, now)
    }

    fn known(&self, name: &str, origin: &Origin, now: Instant) -> Option<KnownBrowser> {
        KnownBrowser::open(self.keys(), name, origin.known_browser.as_deref()?, now)
    }

    pub(crate) async fn begin(
        &self,
        mut unit: Unit<Writing>,
        permit: OwnPermit,
        given: Given,
        origin: &Origin,
        now: Instant,
    ) -> Result<Begun> {
        let lifetime = Lifetime::of(self.settings(), &permit.roles);
        let session = Secret::generate();
        let until = now + lifetime.absolute;
        let known = self.known(&permit.username, origin, now);
        let begun = Begun {
            account: permit.account,
            known_browser: KnownBrowser::issue(self.keys(), &permit.username, known, now),
            session,
            until,
        };
        let new = NewSession {
            digest: begun.session.digest(),
            idle: lifetime.idle,
            absolute_until: until,
            device: device(&origin.user_agent),
            factor: given.factor,
            via: given.via,
        };
        unit.begin_session(permit, new).await?;
        unit.commit().await?;
        Ok(begun)
    }
}
