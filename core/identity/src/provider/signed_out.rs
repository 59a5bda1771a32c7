//! A provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0).

use keys::provider::Wrong;

use super::person::{session_of, sub};
use crate::{Identity, Result};

/// The longest token that is read.
const LONGEST: usize = 16 << 10;

impl Identity {
    /// Ends the sessions that a provider's token names. Nothing where the token is not one to be
    /// believed; that it names nobody here is as good.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn signed_out_at(&self, provider: &str, token: &str) -> Result<Option<()>> {
        let now = self.store().now();
        let Some(provider) = self.known_providers().find(provider) else { return Ok(None) };
        if token.len() > LONGEST {
            return Ok(None);
        }
        let Ok(known) = provider.known(now).await else { return Ok(None) };
        let judged = match provider.client.judge_logout(token, &known.keys, now) {
            Err(Wrong::UnknownKey) => match provider.newer(&known, now).await {
                Ok(newer) => provider.client.judge_logout(token, &newer.keys, now),
                Err(_) => Err(Wrong::UnknownKey),
            },
            judged => judged,
        };
        let out = match judged {
            Ok(out) => out,
            Err(wrong) => {
                tracing::warn!(provider = provider.settings.id, %wrong, "a token of signing out is not believed");
                return Ok(None);
            }
        };
        let session = out.session.as_deref().map(|session| session_of(self.keys(), &provider, session));
        let subject = sub(self.keys(), &provider, &out.subject);
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        unit.signed_out_by(&provider.settings.id, subject, session).await?;
        unit.commit().await?;
        Ok(Some(()))
    }
}
