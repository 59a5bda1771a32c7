//! Who sends a request.

use std::ops::Deref;

use domain::Instant;
use keys::Secret;
use storage::identity::SignedIn;

use crate::{Identity, Result, Times};

/// Somebody signed in, for the length of one request.
#[derive(Clone, Debug)]
pub struct Present {
    signed_in: SignedIn,
    session: [u8; 32],
    needs_factor: bool,
}

impl Present {
    /// Whether nothing is open yet but the page that sets up a second factor.
    ///
    /// Every other page asks this first; in a live installation a password alone shows
    /// nobody anything.
    pub fn must_enrol(&self) -> bool {
        self.needs_factor && self.signed_in.second_factor_at.is_none()
    }

    /// When a second factor was last given in this session.
    pub fn second_factor_at(&self) -> Option<Instant> {
        self.signed_in.second_factor_at
    }

    pub(crate) fn session(&self) -> [u8; 32] {
        self.session
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
        let Some(signed_in) = self.store().open_request(session).await? else { return Ok(None) };
        let now = signed_in.actor.now();
        if now >= signed_in.last_seen_at + Times::NOTED_EVERY {
            let mut unit = self.store().write(&self.doorkeeper(now)).await?;
            unit.touch_session(session).await?;
            unit.commit().await?;
        }
        Ok(Some(Present { signed_in, session, needs_factor: self.needs_second_factor() }))
    }
}
