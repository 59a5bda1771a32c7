//! Passkeys: signing in by a finger, a face or a PIN of one's own device.
//!
//! The state of a ceremony goes to the browser and back as a sealed field, like everything
//! else that has to survive from one page to the next; so showing the sign-in page stores
//! nothing, and any node can end what another began. That a challenge is answered only once
//! is held by the database, in the unit of work in which the answer opens something.

use std::time::Duration;

use domain::{AccountId, FieldErrors, Instant, Message};
use keys::Secret;
use keys::passkey::Ceremony;
use serde::Serialize;
use storage::identity::{
    Challenge, NewPasskey, OwnChange, OwnPermit, PASSKEY_SEALED_FOR, UsedFactor, UsedPasskey,
};
use storage::{Shown, Unit};
use uuid::Uuid;

use crate::counting::{Counts, wait};
use crate::own_password::finding;
use crate::sign_in::{Given, Origin};
use crate::throttle::Step;
use crate::token::{Fields, Payload, is_fresh};
use crate::{Identity, Present, Proved, Result, SignIn};

const HANDLE: &str = "own passkey";
/// A sign-in page may stand open for a while before somebody sits down at it.
const LIFE: Duration = Duration::from_secs(30 * 60);
/// The most passkeys of an account.
const MOST: usize = 20;
/// The longest name of one, in characters.
const LONGEST_NAME: usize = 60;

/// A question for the browser, and the sealed field that brings back what its answer has to fit.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The options of the browser's own function, as JSON.
    pub options: String,
    /// The hidden field.
    pub ceremony: String,
}

/// A browser's answer.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The hidden field.
    pub ceremony: &'a str,
    /// What the device said, as JSON.
    pub answer: &'a str,
}

/// A passkey, on the page of its owner.
#[derive(Clone, Debug, Serialize)]
pub struct PasskeyView {
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Instant,
    /// When it was last used.
    pub last_used_at: Option<Instant>,
    /// What the button that removes it sends back.
    pub handle: String,
}

/// What came of removing a passkey.
#[derive(Debug)]
pub enum Removal {
    /// It is gone; the session goes on under this token.
    Done(Secret),
    /// There is none of that name.
    Unknown,
    /// It is the last one of somebody who needs one.
    Needed,
}

/// For what a ceremony is: the answer of one is no good for another.
#[derive(Clone, Copy)]
enum Purpose {
    SignIn,
    Proof(AccountId),
    Making(AccountId),
}

impl Purpose {
    fn seal(self) -> (&'static str, Vec<u8>) {
        match self {
            Self::SignIn => ("passkey sign-in", Vec::new()),
            Self::Proof(account) => ("passkey proof", Uuid::from(account).as_bytes().to_vec()),
            Self::Making(account) => ("passkey making", Uuid::from(account).as_bytes().to_vec()),
        }
    }
}

impl Identity {
    /// Whether people can have passkeys here.
    pub fn has_passkeys(&self) -> bool {
        self.site().is_some()
    }

    /// The question of the sign-in page, for any passkey of this service. Nothing where there
    /// are none.
    pub fn ask_for_passkey(&self) -> Option<Asked> {
        Some(self.asked(Purpose::SignIn, self.site()?.ask()?, self.store().now()))
    }

    /// The question of the page that asks for a proof.
    pub fn ask_for_own_passkey(&self, me: &Present) -> Option<Asked> {
        Some(self.asked(Purpose::Proof(me.account), self.site()?.ask()?, me.actor.now()))
    }

    /// Signs in whoever's passkey it is. A passkey is two factors by itself, so nothing else
    /// is asked; and it is not slowed by those who guess at the account's password.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn sign_in_with_passkey(&self, given: Answer<'_>, origin: &Origin) -> Result<SignIn> {
        let now = self.store().now();
        let claimed =
            self.site().and_then(|site| site.claim(given.answer)).map(|claim| AccountId(claim.account));
        let counts = self.counts(Step::Passkey, "", origin, now);
        if let Err(until) = self.count_passkey(&counts, now).await? {
            self.refused(counts.source(), None, "too many passkeys", now).await?;
            return Ok(SignIn::TooMany(wait(until, now)));
        }
        let refused = async || {
            self.refused(counts.source(), None, "passkey", now).await?;
            Ok(SignIn::Refused(Message::new("passkey-wrong")))
        };
        let Some(account) = claimed else { return refused().await };
        let Some(used) = self.used_passkey(Purpose::SignIn, account, given, now).await? else {
            return refused().await;
        };
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let permit = unit.credentials(account).await?;
        if !permit.is_active {
            drop((permit, unit));
            return refused().await;
        }
        counts.source_was_right(&mut unit, now).await?;
        let given = Given { factor: Some(used), via: None };
        match self.begin(unit, permit, given, origin, now).await {
            Ok(begun) => Ok(SignIn::Done(begun)),
            // The same answer was sent before, or at the same moment.
            Err(crate::Error::Storage(storage::Error::Conflict)) => refused().await,
            Err(error) => Err(error),
        }
    }

    /// Counts an answer that may be wrong, by its source alone: whoever guesses at an
    /// account must not keep its owner's passkey out.
    async fn count_passkey(&self, counts: &Counts, now: Instant) -> Result<std::result::Result<(), Instant>> {
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let counted = counts.count_source(&mut unit, now).await?;
        unit.commit().await?;
        Ok(counted)
    }

    /// The passkey of `me` that `given` proves to be there, to be used up by a proof.
    pub(crate) async fn own_passkey(&self, me: &Present, given: Answer<'_>) -> Result<Option<UsedFactor>> {
        self.used_passkey(Purpose::Proof(me.account), me.account, given, me.actor.now()).await
    }

    async fn used_passkey(
        &self,
        purpose: Purpose,
        account: AccountId,
        given: Answer<'_>,
        now: Instant,
    ) -> Result<Option<UsedFactor>> {
        let Some(site) = self.site() else { return Ok(None) };
        let Some((state, challenge)) = self.state(purpose, given.ceremony, now) else { return Ok(None) };
        let Some(claim) = site.claim(given.answer).filter(|claim| AccountId(claim.account) == account) else {
            return Ok(None);
        };
        let unit = self.store().read(&self.doorkeeper(now)).await?;
        let permit = match unit.credentials(account).await {
            Ok(permit) => permit,
            Err(storage::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let known = unit.passkeys(&permit).await?;
        drop((permit, unit));
        let Some(kept) = known.into_iter().find(|one| one.credential == claim.id) else { return Ok(None) };
        let binding = Uuid::from(account);
        let stored = match self.keys().open_value(PASSKEY_SEALED_FOR, binding.as_bytes(), &kept.sealed) {
            Ok(stored) => stored,
            Err(error) => {
                tracing::error!(%error, "a passkey does not open");
                return Ok(None);
            }
        };
        let Some(renewed) = site.proves(given.answer, &state, &stored) else { return Ok(None) };
        let sealed = self.keys().seal_value(PASSKEY_SEALED_FOR, binding.as_bytes(), &renewed);
        let used = UsedPasskey { id: kept.id, before: kept.sealed, sealed, challenge };
        Ok(Some(UsedFactor::Passkey(used)))
    }

    /// The passkeys of whoever is signed in.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn own_passkeys(&self, me: &Present) -> Result<Shown<Vec<PasskeyView>>> {
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let binding = Uuid::from(me.account);
        let view = |one: storage::identity::Passkey| PasskeyView {
            name: one.name,
            created_at: one.created_at,
            last_used_at: one.last_used_at,
            handle: self.seal(HANDLE, binding.as_bytes(), one.id.as_bytes()),
        };
        let views = unit.passkeys(&permit).await?.into_iter().map(view).collect();
        Ok(unit.show(views).await?)
    }

    /// The question by which the browser makes a passkey for whoever is signed in.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn offer_passkey(&self, me: &Proved) -> Result<Option<Asked>> {
        let Some(site) = self.site() else { return Ok(None) };
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let known = credentials(&unit, &permit).await?;
        let ceremony = site.offer(me.account.into(), &permit.username, &permit.display_name, known);
        Ok(ceremony.map(|ceremony| self.asked(Purpose::Making(me.account), ceremony, me.actor.now())))
    }

    /// Takes a passkey that the browser made. The findings are about the field `name`.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn take_passkey(
        &self,
        me: &Proved,
        given: Answer<'_>,
        name: &str,
    ) -> Result<std::result::Result<Secret, FieldErrors>> {
        let name = name.trim();
        let count = name.chars().count();
        if count == 0 {
            return Ok(Err(finding("name", Message::new("passkey-name-missing"))));
        }
        if count > LONGEST_NAME {
            return Ok(Err(finding("name", Message::new("passkey-name-long").with("most", LONGEST_NAME))));
        }
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let known = credentials(&unit, &permit).await?.len();
        drop((permit, unit));
        if known >= MOST {
            return Ok(Err(finding("name", Message::new("passkey-too-many").with("most", MOST))));
        }
        let made = self
            .state(Purpose::Making(me.account), given.ceremony, me.actor.now())
            .and_then(|(state, challenge)| Some((self.site()?.made(given.answer, &state)?, challenge)));
        let Some((made, challenge)) = made else {
            return Ok(Err(finding("name", Message::new("passkey-not-made"))));
        };
        let sealed =
            self.keys().seal_value(PASSKEY_SEALED_FOR, Uuid::from(me.account).as_bytes(), &made.stored);
        let new = NewPasskey { credential: made.id, sealed, name: name.to_owned(), challenge };
        Ok(Ok(self.change_own(me, OwnChange::AddPasskey(new)).await?))
    }

    /// Removes the passkey that the page named by `handle`, and ends the other sessions. The
    /// last one of somebody who needs one stays.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn remove_passkey(&self, me: &Proved, handle: &str) -> Result<Removal> {
        let opened = self.open(HANDLE, Uuid::from(me.account).as_bytes(), handle);
        let Some(id) = opened.and_then(|bytes| Uuid::from_slice(&bytes).ok()) else {
            return Ok(Removal::Unknown);
        };
        if self.keeps_last_passkey(me).await? {
            return Ok(Removal::Needed);
        }
        match self.change_own(me, OwnChange::RemovePasskey(id)).await {
            Ok(session) => Ok(Removal::Done(session)),
            Err(crate::Error::Storage(storage::Error::NotFound)) => Ok(Removal::Unknown),
            Err(error) => Err(error),
        }
    }

    fn asked(&self, purpose: Purpose, ceremony: Ceremony, now: Instant) -> Asked {
        let (name, binding) = purpose.seal();
        let payload = Payload::new().moment(now).bytes(&ceremony.state);
        Asked { options: ceremony.options, ceremony: self.seal(name, &binding, payload.as_bytes()) }
    }

    /// What an answer has to fit, and the challenge that it uses up.
    fn state(&self, purpose: Purpose, token: &str, now: Instant) -> Option<(Vec<u8>, Challenge)> {
        let (name, binding) = purpose.seal();
        let payload = self.open(name, &binding, token)?;
        let mut fields = Fields(&payload);
        let issued = fields.moment()?;
        let state = is_fresh(issued, LIFE, now).then(|| fields.rest().to_vec())?;
        let challenge = Challenge { digest: keys::sha256(&state), until: issued + LIFE };
        Some((state, challenge))
    }
}

async fn credentials<Mode>(unit: &Unit<Mode>, permit: &OwnPermit) -> Result<Vec<Vec<u8>>> {
    Ok(unit.passkeys(permit).await?.into_iter().map(|one| one.credential).collect())
}
