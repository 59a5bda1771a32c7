//! What somebody sees of their own sessions, and ending them.

use domain::{AccountId, Instant};
use serde::Serialize;
use storage::identity::OpenSession;
use uuid::Uuid;

use crate::{Identity, Present, Result};

const PURPOSE: &str = "own session";

/// One of somebody's sessions, on the page where they can end it.
#[derive(Clone, Debug, Serialize)]
pub struct SessionView {
    /// The browser in a few words; empty where it did not say.
    pub device: String,
    /// When it began.
    pub began_at: Instant,
    /// When it was last seen, to the minute.
    pub last_seen_at: Instant,
    /// Whether it is the one the page is shown in.
    pub is_this: bool,
    /// What the button that ends it sends back.
    pub handle: String,
}

impl Identity {
    /// Ends the session of this request.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn sign_out(&self, me: &Present) -> Result<()> {
        self.end(me, me.session()).await
    }

    /// Ends one session, named by the handle that the page gave it; a handle that is not
    /// this account's ends nothing.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn end_own_session(&self, me: &Present, handle: &str) -> Result<()> {
        match self.session_of(me.account, handle) {
            Some(digest) => self.end(me, digest).await,
            None => Ok(()),
        }
    }

    /// Signs the account out everywhere, this session included, and says how many
    /// sessions ended.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn sign_out_everywhere(&self, me: &Present) -> Result<u64> {
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let ended = unit.end_sessions(permit, None).await?;
        unit.commit().await?;
        Ok(ended)
    }

    async fn end(&self, me: &Present, digest: [u8; 32]) -> Result<()> {
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        unit.end_session(permit, digest).await?;
        unit.commit().await?;
        Ok(())
    }

    /// How the page shows a session that is not over.
    pub(crate) fn session_view(&self, me: &Present, session: OpenSession) -> SessionView {
        SessionView {
            is_this: session.digest == me.session(),
            handle: self.seal(PURPOSE, Uuid::from(me.account).as_bytes(), &session.digest),
            device: session.device,
            began_at: session.created_at,
            last_seen_at: session.last_seen_at,
        }
    }

    fn session_of(&self, account: AccountId, handle: &str) -> Option<[u8; 32]> {
        self.open(PURPOSE, Uuid::from(account).as_bytes(), handle)?.try_into().ok()
    }
}
