//! Proving again that it is really oneself, before an act that wants to be sure.
//!
//! Kim is about to give a plugin more rights. She signed in this morning; anybody may have
//! sat down at her desk since. She gives a code, and for some minutes such acts are open to
//! her. What is asked for is never less than what signing in asks for beside the password.

use domain::{Instant, Message};
use keys::Secret;
use storage::identity::{OwnPermit, Renewal, UsedFactor};
use storage::{Unit, Writing};

use crate::counting::wait;
use crate::sign_in::Origin;
use crate::throttle::Step;
use crate::{Answer, Identity, Present, Result, Wait};

/// By what somebody can prove who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    /// By a code of their authenticator, or a recovery code. Without one it is the password.
    pub has_factor: bool,
    /// By a passkey.
    pub has_passkey: bool,
    /// By nothing but a passkey.
    pub passkey_only: bool,
    /// Whether there is a password at all: who signs in with a provider may have none.
    pub has_password: bool,
}

/// What somebody gives as a proof.
pub enum Proof {
    /// A one-time code, or a recovery code.
    Code(String),
    /// The password: of accounts that have nothing better.
    Password(String),
    /// A passkey: the hidden field, and what the device answered.
    Passkey {
        /// The hidden field.
        ceremony: String,
        /// What the device answered.
        answer: String,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum Proving {
    /// Proved; the session goes on under this token.
    Done(Secret),
    /// It was wrong.
    Refused(Message),
    /// Too many attempts were made: this one was not looked at.
    TooMany(Wait),
}

impl Identity {
    /// By what whoever is signed in can prove who they are.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn means(&self, me: &Present) -> Result<Means> {
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let has_passkey = self.has_passkeys() && !unit.passkeys(&permit).await?.is_empty();
        let passkey_only = self.demand(&unit, &permit).await?.passkey_only(me.actor.now());
        let (has_factor, has_password) = (permit.totp.is_some(), permit.password.is_some());
        Ok(Means { has_factor, has_passkey, passkey_only, has_password })
    }

    /// Takes a proof of who somebody is. Attempts are counted like those of signing in.
    ///
    /// # Errors
    /// Storage's, where the database fails or the same code was used at the same moment.
    pub async fn prove(&self, me: &Present, proof: Proof, origin: &Origin) -> Result<Proving> {
        if !matches!(proof, Proof::Passkey { .. }) && self.means(me).await?.passkey_only {
            return Ok(Proving::Refused(Message::new("sign-in-passkey-only")));
        }
        match proof {
            Proof::Code(code) => self.prove_by_code(me, &code, origin).await,
            Proof::Password(password) => self.prove_by_password(me, password, origin).await,
            Proof::Passkey { ceremony, answer } => {
                self.prove_by_passkey(me, Answer { ceremony: &ceremony, answer: &answer }, origin).await
            }
        }
    }

    async fn prove_by_code(&self, me: &Present, code: &str, origin: &Origin) -> Result<Proving> {
        let now = me.actor.now();
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let permit = unit.credentials(me.account).await?;
        let counts = self.counts(Step::Code, &permit.username, origin, now);
        if let Err(until) = counts.count(&mut unit, now).await? {
            drop(unit);
            self.refused(counts.source(), Some(me.account), "too many codes", now).await?;
            return Ok(Proving::TooMany(wait(until, now)));
        }
        let Some(factor) = self.factor(&permit, code, now) else {
            unit.commit().await?;
            self.refused(counts.source(), Some(me.account), "own code", now).await?;
            return Ok(Proving::Refused(Message::new("sign-in-code-wrong")));
        };
        counts.was_right(&mut unit, now).await?;
        self.proved(me, unit, permit, Some(factor)).await
    }

    async fn prove_by_password(&self, me: &Present, password: String, origin: &Origin) -> Result<Proving> {
        let now: Instant = me.actor.now();
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let (has_factor, stored, epoch) = (permit.totp.is_some(), permit.password.clone(), permit.epoch);
        let counts = self.counts(Step::Password, &permit.username, origin, now);
        drop((permit, unit));
        if has_factor {
            // A password that was seen over a shoulder must not do what a code is asked for.
            return Ok(Proving::Refused(Message::new("sign-in-code-wrong")));
        }
        if let Err(message) = self.is_own_password(me, &counts, password, stored).await? {
            return Ok(Proving::Refused(message));
        }
        let unit = self.store().write(&self.doorkeeper(now)).await?;
        let permit = unit.credentials(me.account).await?;
        if permit.epoch != epoch {
            return Ok(Proving::Refused(Message::new("password-wrong")));
        }
        self.proved(me, unit, permit, None).await
    }

    async fn prove_by_passkey(&self, me: &Present, given: Answer<'_>, origin: &Origin) -> Result<Proving> {
        let now = me.actor.now();
        let Some(used) = self.own_passkey(me, given).await? else {
            let source = self.counts(Step::Code, "", origin, now).source();
            self.refused(source, Some(me.account), "own passkey", now).await?;
            return Ok(Proving::Refused(Message::new("passkey-wrong")));
        };
        let unit = self.store().write(&self.doorkeeper(now)).await?;
        let permit = unit.credentials(me.account).await?;
        self.proved(me, unit, permit, Some(used)).await
    }

    async fn proved(
        &self,
        me: &Present,
        mut unit: Unit<Writing>,
        permit: OwnPermit,
        factor: Option<UsedFactor>,
    ) -> Result<Proving> {
        let session = Secret::generate();
        let renewal = Renewal { from: me.session(), to: session.digest() };
        unit.prove_session(permit, renewal, factor).await?;
        unit.commit().await?;
        Ok(Proving::Done(session))
    }
}
