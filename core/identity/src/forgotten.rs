//! A password that was forgotten, and another one chosen by a link.
//!
//! Ama types her name or her address. Whether or not there is such an account, the answer is
//! the same, as many counts are kept and as many rows written: only the letter box tells. The
//! link lets her choose a password and nothing else. It begins no session, and whoever
//! follows it signs in like anybody, second factor and all; who lost that as well needs a
//! person (`crate::restart`).

use std::time::Duration;

use domain::{FieldErrors, Message, normalise};
use storage::identity::OwnPermit;
use storage::{Reading, Unit, Writing};

use crate::counting::{count, minutes, stored};
use crate::mailed::ResetLink;
use crate::own_password::finding;
use crate::sign_in::Origin;
use crate::throttle::{Bucket, reset_keys};
use crate::{Identity, Result, Wait, username};

/// Within this stretch an account is sent one link, by whichever of its names it is asked for.
const SLOT: Duration = Duration::from_secs(5 * 60);

/// What came of asking for a link.
#[derive(Debug)]
pub enum Asking {
    /// If there is such an account, a link is on its way.
    Done,
    /// Too many were asked for.
    TooMany(Wait),
}

impl Identity {
    /// Sends a link to the account with this sign-in name or address, if there is one.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn ask_for_reset(&self, typed: &str, origin: &Origin) -> Result<Asking> {
        let now = self.store().now();
        let keys @ [_, source, _] = reset_keys(self.keys(), typed, origin.address, now);
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let kept = unit.throttles(&keys).await?;
        let rules = [Bucket::NAME, Bucket::SOURCE, Bucket::ALL];
        let before = kept.into_iter().map(|kept| kept.map(count));
        let taken: Vec<_> = rules.iter().zip(before).map(|(rule, before)| rule.take(before, now)).collect();
        if let Some(until) = taken.iter().filter_map(|taken| taken.err()).max() {
            drop(unit);
            self.refused(source, None, "too many resets", now).await?;
            let message = Message::new("forgotten-wait").with("minutes", minutes(until, now));
            return Ok(Asking::TooMany(Wait::until(until, now, message)));
        }
        for (key, taken) in keys.into_iter().zip(taken.into_iter().flatten()) {
            unit.set_throttle(key, Some(stored(taken))).await?;
        }
        // What is no address is compared all the same: it is nobody's.
        let address = normalise::email(typed).unwrap_or_else(|| typed.trim().to_lowercase());
        let found = unit.accounts_asked_for(&username(typed), &address).await?;
        unit.ask_for_reset(&found, now.timestamp().div_euclid(SLOT.as_secs().cast_signed())).await?;
        unit.commit().await?;
        Ok(Asking::Done)
    }

    /// Whether a link to choose another password works. Whose it is is not said.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn can_reset(&self, token: &str) -> Result<bool> {
        let now = self.store().now();
        let Some(link) = self.reset_of(token, now) else { return Ok(false) };
        let unit: Unit<Reading> = self.store().read(&self.doorkeeper(now)).await?;
        Ok(self.resettable(&unit, &link).await?.is_some())
    }

    /// Sets the password chosen by a link, which then is used up; every session ends.
    ///
    /// The findings are about the field `new`. Nothing where the link does not work.
    ///
    /// # Errors
    /// Storage's, where the database fails or somebody was quicker with the same link.
    pub async fn reset_password(
        &self,
        token: &str,
        password: String,
    ) -> Result<Option<std::result::Result<(), FieldErrors>>> {
        let now = self.store().now();
        let doorkeeper = self.doorkeeper(now);
        let Some(link) = self.reset_of(token, now) else { return Ok(None) };
        let unit = self.store().read(&doorkeeper).await?;
        let Some(permit) = self.resettable(&unit, &link).await? else { return Ok(None) };
        if let Err(message) = self.acceptable(&permit, &password) {
            return Ok(Some(Err(finding("new", message))));
        }
        drop((permit, unit));
        let hash = self.hashing().hash(password).await;
        let mut unit: Unit<Writing> = self.store().write(&doorkeeper).await?;
        let Some(permit) = self.resettable(&unit, &link).await? else { return Ok(None) };
        unit.reset_password(permit, link.asked_at, hash).await?;
        unit.commit().await?;
        Ok(Some(Ok(())))
    }

    /// The account of a link that works: nothing changed how it signs in since it was asked
    /// for, and nobody has signed in to it. So a link is used once, and whoever still knows
    /// the password ends a stranger's by signing in.
    async fn resettable<Mode>(&self, unit: &Unit<Mode>, link: &ResetLink) -> Result<Option<OwnPermit>> {
        let permit = match unit.credentials(link.account).await {
            Ok(permit) => permit,
            Err(storage::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let is_quiet = permit.last_sign_in_at.is_none_or(|at| at < link.asked_at);
        Ok(Some(permit).filter(|permit| permit.is_active && permit.epoch == link.epoch && is_quiet))
    }
}
