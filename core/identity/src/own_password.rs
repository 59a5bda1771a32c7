//! Changing one's own password.

use domain::{FieldErrors, Message};
use keys::Secret;
use keys::password::{self, Verdict};
use storage::identity::{OwnChange, OwnPermit, Renewal};

use crate::counting::{Counts, wait};
use crate::sign_in::Origin;
use crate::throttle::Step;
use crate::{Identity, Present, Proved, Result};

impl Identity {
    /// Changes the password of whoever is signed in, who has to know the present one, and
    /// ends their other sessions; this one goes on under the token that is returned.
    ///
    /// The findings are about the fields `current` and `new`.
    ///
    /// # Errors
    /// Storage's, where the database fails or the account changed meanwhile.
    pub async fn change_password(
        &self,
        me: &Proved,
        current: String,
        new: String,
        origin: &Origin,
    ) -> Result<std::result::Result<Secret, FieldErrors>> {
        let now = me.actor.now();
        let unit = self.store().read(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let stored = permit.password.clone();
        let refused = self.acceptable(&permit, &new);
        let counts = self.counts(Step::Password, &permit.username, origin, now);
        drop((permit, unit));
        if let Err(message) = refused {
            return Ok(Err(finding("new", message)));
        }
        if let Err(message) = self.is_own_password(me, &counts, current, stored).await? {
            return Ok(Err(finding("current", message)));
        }
        let hash = self.hashing().hash(new).await;
        Ok(Ok(self.change_own(me, OwnChange::Password(hash)).await?))
    }

    /// Makes a change of one's own account, ends the other sessions, and gives this one's new
    /// token.
    pub(crate) async fn change_own(&self, me: &Proved, change: OwnChange) -> Result<Secret> {
        let session = Secret::generate();
        let mut unit = self.store().write(&me.actor).await?;
        let permit = unit.credentials(me.account).await?;
        let renewal = Renewal { from: me.session(), to: session.digest() };
        unit.change_own_account(permit, change, renewal).await?;
        unit.commit().await?;
        Ok(session)
    }

    /// Compares the password of somebody who is signed in, counted like any other attempt:
    /// whoever finds a laptop open must not be able to guess on.
    pub(crate) async fn is_own_password(
        &self,
        me: &Present,
        counts: &Counts,
        typed: String,
        stored: Option<String>,
    ) -> Result<std::result::Result<(), Message>> {
        let now = me.actor.now();
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        if let Err(until) = counts.count(&mut unit, now).await? {
            return Ok(Err(wait(until, now).message));
        }
        unit.commit().await?;
        if self.hashing().verify(typed, stored).await == Verdict::Wrong {
            self.refused(counts.source(), Some(me.account), "own password", now).await?;
            return Ok(Err(Message::new("password-wrong")));
        }
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        counts.was_right(&mut unit, now).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }

    /// Whether `new` may be the password of this account.
    pub(crate) fn acceptable(&self, permit: &OwnPermit, new: &str) -> std::result::Result<(), Message> {
        password::acceptable(new, &[&permit.username, &permit.display_name, self.service_name()])
    }
}

pub(crate) fn finding(field: &str, message: Message) -> FieldErrors {
    let mut findings = FieldErrors::default();
    findings.push(field, message);
    findings
}
