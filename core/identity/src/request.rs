//! Who sends a request.

use std::ops::Deref;
use std::time::Duration;

use domain::Instant;
use keys::Secret;
use storage::identity::{SignedIn, Strength};

use crate::strength::Demand;
use crate::{Identity, Result, Times};

/// Somebody signed in, for the length of one request.
#[derive(Clone, Debug)]
pub struct Present {
    signed_in: SignedIn,
    session: [u8; 32],
    needs_factor: bool,
    demand: Demand,
    confirm: Duration,
}

impl Present {
    /// Whether nothing is open yet but the page that sets up a second factor.
    ///
    /// Every other page asks this first; in a live installation a password alone shows
    /// nobody anything.
    pub fn must_enrol(&self) -> bool {
        self.needs_factor && self.signed_in.second_factor_at.is_none()
    }

    /// Whether nothing is open but the page that adds a passkey: their role needs one, and
    /// the time of grace is over.
    pub fn must_add_passkey(&self) -> bool {
        !self.must_enrol() && self.demand.must_add(self.signed_in.actor.now())
    }

    /// By when they have to add a passkey, while there is time.
    pub fn add_passkey_until(&self) -> Option<Instant> {
        self.demand.add_until(self.signed_in.actor.now())
    }

    /// When a second factor was last given in this session.
    pub fn second_factor_at(&self) -> Option<Instant> {
        self.signed_in.second_factor_at
    }

    /// Whether they have to prove again that it is them before an act that asks for
    /// [`Proved`]. Somebody who has yet to set up a second factor has nothing to prove it by
    /// but the password that they have just given.
    pub fn must_prove(&self) -> bool {
        let now = self.signed_in.actor.now();
        // A proof from the future is none: a clock is wrong.
        let is_recent = |at: Instant| at <= now && now < at + self.confirm;
        !self.must_enrol() && !self.signed_in.proved_at.is_some_and(is_recent)
    }

    /// The same person, where they proved a short while ago that it is them.
    pub fn proved(&self) -> Option<Proved> {
        (!self.must_prove()).then(|| Proved(self.clone()))
    }

    pub(crate) fn session(&self) -> [u8; 32] {
        self.session
    }
}

/// Somebody who proved a short while ago that it is them.
///
/// What changes how one signs in takes this and not a [`Present`]: a laptop found open, or a
/// cookie that was stolen, is not enough. Only [`Present::proved`] makes one.
#[derive(Clone, Debug)]
pub struct Proved(Present);

impl Deref for Proved {
    type Target = Present;

    fn deref(&self) -> &Present {
        &self.0
    }
}

impl Deref for Present {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.signed_in
    }
}

impl Identity {
    /// Who the session of this cookie belongs to; nobody where it is over or was never
    /// ours.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn present(&self, cookie: &str) -> Result<Option<Present>> {
        let session = Secret::digest_of(cookie);
        let Some(signed_in) = self.store().open_request(session, self.passkey_roles()).await? else {
            return Ok(None);
        };
        let now = signed_in.actor.now();
        if now >= signed_in.last_seen_at + Times::NOTED_EVERY {
            let mut unit = self.store().write(&self.doorkeeper(now)).await?;
            unit.touch_session(session).await?;
            unit.commit().await?;
        }
        let (needs_factor, confirm) = (self.needs_second_factor(), self.settings().confirm());
        let SignedIn { has_passkey, holds_since, .. } = signed_in;
        let demand = Demand::of(Strength { has_passkey, holds_since }, self.settings().passkey_grace());
        Ok(Some(Present { signed_in, session, needs_factor, demand, confirm }))
    }
}
