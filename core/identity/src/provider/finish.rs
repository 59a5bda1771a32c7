//! Somebody comes back from a provider.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::Instant;
use keys::Secret;
use keys::provider::{Claims, Expected, Wrong};
use storage::identity::{OwnPermit, Renewal, RoleGrant, UsedFactor, Via};
use storage::{Unit, Writing};

use super::flow::{Flow, Purpose};
use super::person::Person;
use super::providers::{Known, Provider};
use super::settings::WithoutFactor;
use crate::sign_in::{Given, Origin};
use crate::throttle::Step;
use crate::{Begun, HalfWay, Identity, Present, Result};

/// How long a role lasts that a group gives. Signing in gives it again when it is over.
const GRANTED_DAYS: i64 = 90;

/// With what somebody came back.
pub struct Returned<'a> {
    /// What stands in the address.
    pub state: &'a str,
    /// The code, or nothing where the provider sent none.
    pub code: &'a str,
    /// Whether the provider says that it did not sign them in.
    pub is_error: bool,
    /// What the provider calls itself, where it says so.
    pub issuer: Option<&'a str>,
    /// The cookie of the sign-in under way.
    pub cookie: &'a str,
}

/// Somebody who came back.
pub struct Arrived {
    /// What came of it.
    pub back: Back,
    /// Where they were going.
    pub next: String,
    /// The form that waited, sealed, or nothing.
    pub carried: String,
    /// Whether they went from a session of theirs, and not to sign in.
    pub is_own: bool,
}

/// What came of it.
pub enum Back {
    /// Signed in.
    SignedIn(Begun),
    /// The provider did not ask for a second factor: ours is asked for, with this token.
    CodeNeeded(String),
    /// They proved who they are; the session goes on under this token.
    Proved(Secret),
    /// The provider is linked; the session goes on under this token.
    Linked(Secret),
    /// Nothing.
    Refused(Refusal),
}

/// Why nothing came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It did not begin in this browser, took too long, or came back before.
    Over,
    /// The provider did not sign them in.
    Declined,
    /// What it sent cannot be believed, or it cannot be asked; the word is for the log.
    Failed(&'static str),
    /// It did not ask for a second factor, and has to.
    SecondFactor,
    /// Their role signs in by passkey alone, which no provider can promise.
    PasskeyOnly,
    /// Nobody here is linked to them.
    Unknown,
    /// Their account is closed, or waits.
    Closed,
    /// Their groups are for no role any more.
    NoRole,
    /// They are not who the session belongs to.
    SomebodyElse,
    /// The provider's person, or the account, is linked already.
    Taken,
}

impl Refusal {
    /// The word for the audit log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Over => "not under way",
            Self::Declined => "declined",
            Self::Failed(word) => word,
            Self::SecondFactor => "no second factor",
            Self::PasskeyOnly => "a passkey is needed",
            Self::Unknown => "not linked",
            Self::Closed => "closed",
            Self::NoRole => "no role",
            Self::SomebodyElse => "somebody else",
            Self::Taken => "linked already",
        }
    }
}

impl Identity {
    /// Takes somebody who comes back from a provider; `me` is who is signed in in this browser.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn arrive_from(
        &self,
        provider: &str,
        with: Returned<'_>,
        me: Option<&Present>,
        origin: &Origin,
    ) -> Result<Arrived> {
        let now = self.store().now();
        let nowhere = |refusal| Arrived {
            back: Back::Refused(refusal),
            next: String::new(),
            carried: String::new(),
            is_own: false,
        };
        let Some(provider) = self.known_providers().find(provider) else { return Ok(nowhere(Refusal::Over)) };
        let flow = Flow::open(self, &provider.settings.id, with.cookie, with.state, now);
        let carried = match &flow {
            Some(flow) => self.come_back(flow, now).await?,
            None => None,
        };
        let (Some(flow), Some(carried)) = (flow, carried) else {
            self.turned_away(&provider, Refusal::Over, origin, now).await?;
            return Ok(nowhere(Refusal::Over));
        };
        let back = match self.taken(&provider, &flow, with, me, origin, now).await {
            Ok(back) => back,
            // The account changed at the same moment: they may try again.
            Err(crate::Error::Storage(storage::Error::Conflict)) => Back::Refused(Refusal::Over),
            Err(error) => return Err(error),
        };
        if let Back::Refused(refusal) = back {
            self.turned_away(&provider, refusal, origin, now).await?;
        }
        let is_own = flow.owner().is_some();
        Ok(Arrived { back, next: flow.next, carried, is_own })
    }

    /// Marks a sign-in as back; gives the form that waited, or nothing where it was back before.
    async fn come_back(&self, flow: &Flow, now: Instant) -> Result<Option<String>> {
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        match unit.come_back(flow.challenge(now)).await {
            Ok(()) => {}
            Err(storage::Error::Conflict) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let parked = match flow.parked {
            Some(digest) => unit.take_parked_form(digest).await?,
            None => None,
        };
        unit.commit().await?;
        Ok(Some(parked.unwrap_or_default()))
    }

    async fn turned_away(
        &self,
        provider: &Provider,
        refusal: Refusal,
        origin: &Origin,
        now: Instant,
    ) -> Result<()> {
        let source = self.counts(Step::Password, "", origin, now).source();
        let entry = storage::audit::Entry::new("sign-in", "account");
        let entry = entry.detail(format!("{}: {}", provider.settings.id, refusal.word()));
        self.enter_refusal(source, entry, now).await
    }

    async fn taken(
        &self,
        provider: &Arc<Provider>,
        flow: &Flow,
        with: Returned<'_>,
        me: Option<&Present>,
        origin: &Origin,
        now: Instant,
    ) -> Result<Back> {
        let refused = |refusal| Ok(Back::Refused(refusal));
        // Who began it in a session has to be in it still.
        if flow.owner().is_some() && me.map(|me| me.account) != flow.owner() {
            return refused(Refusal::SomebodyElse);
        }
        let person = match self.person(provider, flow, &with, now).await {
            Ok(person) => person,
            Err(refusal) => return refused(refusal),
        };
        match (&flow.purpose, me) {
            (Purpose::SignIn, _) => self.sign_in_as(provider, person, None, origin, now).await,
            (Purpose::Invitation(digest), _) => {
                self.sign_in_as(provider, person, Some(*digest), origin, now).await
            }
            (Purpose::Link(_), Some(me)) => self.link_as(provider, person, me).await,
            (Purpose::Proof(_, session), Some(me)) if *session == me.session() => {
                self.prove_as(person, me, now).await
            }
            (Purpose::Link(_) | Purpose::Proof(..), _) => refused(Refusal::SomebodyElse),
        }
    }

    /// Whom the provider says that it is.
    async fn person(
        &self,
        provider: &Arc<Provider>,
        flow: &Flow,
        with: &Returned<'_>,
        now: Instant,
    ) -> std::result::Result<Person, Refusal> {
        let failed = |wrong: Wrong| Refusal::Failed(wrong.word());
        let known = provider.known(now).await.map_err(|trouble| Refusal::Failed(trouble.word()))?;
        // An answer of another provider, mixed in, is looked at no further, not even its error.
        if !known.directory.sent(provider.client.issuer(), with.issuer) {
            return Err(failed(Wrong::Issuer));
        }
        if with.is_error || with.code.is_empty() {
            return Err(Refusal::Declined);
        }
        let token = provider.redeem(&known, with.code, &flow.verifier).await.map_err(failed)?;
        // Time has passed: somebody may have been slow to answer.
        let now = self.store().now();
        let proved_since = match flow.purpose {
            Purpose::Proof(..) => flow.began(),
            Purpose::SignIn | Purpose::Invitation(_) | Purpose::Link(_) => None,
        };
        let expected = Expected { nonce: &flow.nonce, now, proved_since };
        let claims = judged(provider, &known, &token, &expected).await.map_err(Refusal::Failed)?;
        Person::of(provider, &claims, self.keys()).map_err(failed)
    }

    async fn sign_in_as(
        &self,
        provider: &Provider,
        person: Person,
        invitation: Option<[u8; 32]>,
        origin: &Origin,
        now: Instant,
    ) -> Result<Back> {
        let refused = |refusal| Ok(Back::Refused(refusal));
        let is_strong = person.has_factor || !self.needs_second_factor();
        if !is_strong && provider.settings.without_second_factor == WithoutFactor::Refuse {
            return refused(Refusal::SecondFactor);
        }
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let mut found = unit.linked(&provider.settings.id, person.link.subject).await?;
        if found.is_some() && invitation.is_some() {
            return refused(Refusal::Taken);
        }
        if let Some(digest) = invitation
            && let Some(invited) = unit.invited(digest).await?
        {
            if unit.organisation_of(&invited.permit).await? != provider.organisation {
                return refused(Refusal::Unknown);
            }
            let account = invited.permit.account;
            let link = match unit.accept_with_provider(invited, person.link.clone()).await {
                Ok(link) => link,
                Err(storage::Error::Forbidden) => return refused(Refusal::Unknown),
                Err(error) => return Err(error.into()),
            };
            found = Some((link, unit.credentials(account).await?));
        }
        let Some((link, permit)) = found else { return refused(Refusal::Unknown) };
        if unit.organisation_of(&permit).await? != provider.organisation {
            return refused(Refusal::Unknown);
        }
        if !permit.is_active {
            return refused(Refusal::Closed);
        }
        let permit = match self.follow_groups(provider, &person, &mut unit, permit, now).await? {
            Ok(permit) => permit,
            Err(refusal) => {
                unit.commit().await?;
                return refused(refusal);
            }
        };
        if self.is_passkey_only(&unit, &permit, now).await?.is_some() {
            unit.commit().await?;
            return refused(Refusal::PasskeyOnly);
        }
        let via = Some(Via { link, session: person.session });
        if !is_strong && permit.totp.is_some() {
            let token = HalfWay { account: permit.account, epoch: permit.epoch, via }.issue(self.keys(), now);
            unit.commit().await?;
            return Ok(Back::CodeNeeded(token));
        }
        // Without either, the session opens the page alone on which a second factor is set up.
        let factor = person.has_factor.then_some(UsedFactor::Provider);
        self.begin(unit, permit, Given { factor, via }, origin, now).await.map(Back::SignedIn)
    }

    /// Does to somebody's roles what their groups say, where the settings have groups.
    async fn follow_groups(
        &self,
        provider: &Provider,
        person: &Person,
        unit: &mut Unit<Writing>,
        permit: OwnPermit,
        now: Instant,
    ) -> Result<std::result::Result<OwnPermit, Refusal>> {
        if !provider.roles.is_used() {
            return Ok(Ok(permit));
        }
        // No list is not an empty one: Entra ID leaves it out where it would be too long.
        let Some(groups) = &person.groups else { return Ok(Err(Refusal::Failed("no groups"))) };
        let groups: Vec<_> = groups.iter().map(String::as_str).collect();
        let change = provider.roles.follow(&permit.roles, &groups);
        let account = permit.account;
        if !change.ended.is_empty() || !change.granted.is_empty() {
            let until = now + TimeDelta::days(GRANTED_DAYS);
            let grant = |role| RoleGrant { role, from: now, until };
            let granted: Vec<_> = change.granted.into_iter().map(grant).collect();
            unit.follow_provider(permit, &change.ended, &granted).await?;
        }
        if !change.is_any_left {
            return Ok(Err(Refusal::NoRole));
        }
        Ok(Ok(unit.credentials(account).await?))
    }

    async fn link_as(&self, provider: &Provider, person: Person, me: &Present) -> Result<Back> {
        let refused = |refusal| Ok(Back::Refused(refusal));
        // They may have been away for a while; that it is them was proved before they went.
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        if unit.organisation_of(&permit).await? != provider.organisation {
            return refused(Refusal::Unknown);
        }
        let session = Secret::generate();
        let renewal = Renewal { from: me.session(), to: session.digest() };
        match unit.link_own(permit, person.link, renewal).await {
            Ok(()) => {}
            Err(storage::Error::Conflict) => return refused(Refusal::Taken),
            Err(error) => return Err(error.into()),
        }
        unit.commit().await?;
        Ok(Back::Linked(session))
    }

    /// Takes a provider's word, given anew, that a session is still its owner's. It is worth a
    /// second factor, or nothing.
    async fn prove_as(&self, person: Person, me: &Present, now: Instant) -> Result<Back> {
        let refused = |refusal| Ok(Back::Refused(refusal));
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let linked = unit.linked(&person.link.provider, person.link.subject).await?;
        let Some((_, permit)) = linked.filter(|(_, permit)| permit.account == me.account) else {
            return refused(Refusal::SomebodyElse);
        };
        if !person.has_factor && self.needs_second_factor() {
            return refused(Refusal::SecondFactor);
        }
        let session = Secret::generate();
        let renewal = Renewal { from: me.session(), to: session.digest() };
        unit.prove_session(permit, renewal, person.has_factor.then_some(UsedFactor::Provider)).await?;
        unit.commit().await?;
        Ok(Back::Proved(session))
    }
}

/// What a token says; where it is signed by an unknown key, the provider is asked once for its
/// newer ones.
async fn judged(
    provider: &Provider,
    known: &Arc<Known>,
    token: &str,
    expected: &Expected<'_>,
) -> std::result::Result<Claims, &'static str> {
    match provider.client.judge(token, &known.keys, expected) {
        Err(Wrong::UnknownKey) => {
            let newer = provider.newer(known, expected.now).await.map_err(super::providers::Trouble::word)?;
            provider.client.judge(token, &newer.keys, expected).map_err(Wrong::word)
        }
        judged => judged.map_err(Wrong::word),
    }
}
