//! Public forms are let in one after the other: so many from one place, so many in all.
//!
//! Whoever fills one in has no account and no cookie, so what is counted is the network
//! address, by the same daily digest as in signing in. Who is told to wait keeps what they
//! typed, and learns not whether it was theirs or everybody's turn.

use std::net::IpAddr;

use domain::Message;
use permissions::ActKind;
use storage::audit::Entry;

use crate::counting::{count, minutes, stored};
use crate::throttle::{Bucket, submission_keys};
use crate::{Identity, Result, Wait};

impl Identity {
    /// Lets a public form in that comes from `address`, or says how long to wait.
    ///
    /// The form is counted before it is looked at, like an attempt to sign in.
    ///
    /// # Errors
    /// Storage's, where the database fails.
    pub async fn admit_submission(&self, address: IpAddr) -> Result<std::result::Result<(), Wait>> {
        let now = self.store().now();
        let keys @ [source, _] = submission_keys(self.keys(), address, now);
        let mut unit = self.store().write(&self.doorkeeper(now)).await?;
        let kept = unit.throttles(&keys).await?;
        let before = |at: usize| kept.get(at).copied().flatten().map(count);
        let taken = (Bucket::SOURCE.take(before(0), now), Bucket::ALL.take(before(1), now));
        let until = match taken {
            (Ok(one), Ok(all)) => {
                unit.set_throttle(keys[0], Some(stored(one))).await?;
                unit.set_throttle(keys[1], Some(stored(all))).await?;
                unit.commit().await?;
                return Ok(Ok(()));
            }
            (one, all) => one.err().max(all.err()).unwrap_or(now),
        };
        drop(unit);
        let entry = Entry::new(ActKind::Refer.as_str(), "referral").detail("too many forms");
        self.enter_refusal(source, entry, now).await?;
        let message = Message::new("refer-wait").with("minutes", minutes(until, now));
        Ok(Err(Wait::until(until, now, message)))
    }
}
