//! Who has to sign in by passkey, and from when.
//!
//! A code can be asked for on a page that only looks like ours; a passkey cannot, because it
//! answers no other site. So whoever could open the service to others, the manager, the data
//! protection officer, the administrator, needs one in a live installation (`security.md` §7,
//! requirement 10). There is a time of grace after the role is given. When it is over:
//!
//! * without a passkey, signing in opens the page that adds one and nothing else;
//! * with one, the password and a code open nothing: an account is as strong as its weakest
//!   way in; and the last passkey stays.

use std::time::Duration;

use domain::{Instant, Message};
use permissions::Role;
use storage::Unit;
use storage::identity::{OwnPermit, Strength};

use crate::{Identity, Present, Result};

/// What an installation asks of how somebody signs in, at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    /// From when a passkey is needed; never, for most.
    needed_from: Option<Instant>,
    has_passkey: bool,
}

impl Demand {
    /// What is asked of an account of this strength, after this time of grace.
    pub fn of(strength: Strength, grace: Duration) -> Self {
        Self {
            needed_from: strength.holds_since.map(|since| since + grace),
            has_passkey: strength.has_passkey,
        }
    }

    fn is_due(self, now: Instant) -> bool {
        self.needed_from.is_some_and(|from| from <= now)
    }

    /// Whether nothing is open but the page that adds a passkey.
    pub fn must_add(self, now: Instant) -> bool {
        self.is_due(now) && !self.has_passkey
    }

    /// Whether nothing but a passkey lets them in.
    pub fn passkey_only(self, now: Instant) -> bool {
        self.is_due(now) && self.has_passkey
    }

    /// By when a passkey has to be added, while there is time.
    pub fn add_until(self, now: Instant) -> Option<Instant> {
        self.needed_from.filter(|from| now < *from && !self.has_passkey)
    }
}

impl Identity {
    /// The roles that have to sign in by passkey here: none in a demonstration, and none
    /// where there is no address for which browsers make passkeys.
    pub(crate) fn passkey_roles(&self) -> &[Role] {
        let demands = self.needs_second_factor() && self.has_passkeys();
        if demands { &self.settings().passkey_roles } else { &[] }
    }

    pub(crate) async fn demand<Mode>(&self, unit: &Unit<Mode>, permit: &OwnPermit) -> Result<Demand> {
        let strength = unit.strength(permit, self.passkey_roles()).await?;
        Ok(Demand::of(strength, self.settings().passkey_grace()))
    }

    /// Why the way by password is closed to an account, if it is. Asked once everything
    /// given was right, so that it tells nobody else anything.
    pub(crate) async fn is_passkey_only<Mode>(
        &self,
        unit: &Unit<Mode>,
        permit: &OwnPermit,
        now: Instant,
    ) -> Result<Option<Message>> {
        let only = self.demand(unit, permit).await?.passkey_only(now);
        Ok(only.then(|| Message::new("sign-in-passkey-only")))
    }

    /// Whether the last passkey of whoever is signed in has to stay.
    pub(crate) async fn keeps_last_passkey(&self, me: &Present) -> Result<bool> {
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let needed = self.demand(&unit, &permit).await?.passkey_only(me.actor.now());
        Ok(needed && unit.passkeys(&permit).await?.len() <= 1)
    }
}
