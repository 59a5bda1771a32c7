//! What somebody sees of their own account, and the language they read it in.

use serde::Serialize;
use storage::Shown;

use crate::{Identity, Present, RecoverySet, Result, SessionView};

/// Somebody's own account, on the page where they look after it.
#[derive(Clone, Debug, Serialize)]
pub struct OwnAccountView {
    /// The name they sign in with.
    pub username: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// Whether they want to be told, once a day, that something is new.
    pub news: bool,
    /// Whether an authenticator is set up.
    pub has_factor: bool,
    /// How many recovery codes are not used yet.
    pub recovery_codes: usize,
    /// How many passkeys there are; none where there can be none here.
    pub passkeys: Option<usize>,
    /// Every session that is not over, the one used last first.
    pub sessions: Vec<SessionView>,
}

impl Identity {
    /// The account of whoever is signed in, as its owner sees it.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn own_account(&self, me: &Present) -> Result<Shown<OwnAccountView>> {
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let sessions = unit.open_sessions(&permit).await?;
        let passkeys = match self.has_passkeys() {
            true => Some(unit.passkeys(&permit).await?.len()),
            false => None,
        };
        let view = OwnAccountView {
            passkeys,
            username: permit.username.clone(),
            email: permit.email.clone(),
            news: permit.news,
            has_factor: permit.totp.is_some(),
            recovery_codes: permit.recovery.as_deref().map_or(0, |codes| RecoverySet::parse(codes).left()),
            sessions: sessions.into_iter().map(|session| self.session_view(me, session)).collect(),
        };
        Ok(unit.show(view).await?)
    }

    /// Remembers in which language, `en` or `cy`, whoever is signed in reads the service.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn choose_language(&self, me: &Present, language: &str) -> Result<()> {
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        unit.choose_language(permit, language).await?;
        unit.commit().await?;
        Ok(())
    }
}
