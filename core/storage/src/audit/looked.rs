//! The doors to "who looked at this case".
//!
//! The data protection officer finds every line by the case's reference, without a way to
//! the case itself; a manager finds what their own team did. Looking is entered too.

use domain::{Part, PartSet, Relation};
use permissions::{Permit, ViewAudit, ViewTeamAccess};
use uuid::Uuid;

use super::subjects::{AccessPage, Older};
use crate::unit::{Reading, Unit};
use crate::{Case, Error, Result};

impl Unit<Reading> {
    /// Everybody who looked at the case or changed it, newest first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], and [`Error::Forbidden`] where the log is not the reader's.
    pub async fn access_to_case(
        &mut self,
        permit: &Permit<ViewAudit, Case>,
        before: Option<Older>,
        limit: u64,
    ) -> Result<AccessPage> {
        self.look(permit, Part::AccessLog, "view-audit")?;
        self.access_to(permit.id.into(), None, before, limit).await
    }

    /// Those of the reader's own teams who did.
    ///
    /// # Errors
    /// As [`access_to_case`](Self::access_to_case).
    pub async fn team_access_to_case(
        &mut self,
        permit: &Permit<ViewTeamAccess, Case>,
        before: Option<Older>,
        limit: u64,
    ) -> Result<AccessPage> {
        self.look(permit, Part::TeamAccessLog, "view-team-access")?;
        let teams = self.actor().teams().to_vec();
        self.access_to(permit.id.into(), Some(&teams), before, limit).await
    }

    fn look<A>(&mut self, permit: &Permit<A, Case>, part: Part, verb: &'static str) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if !Relation::ALL.into_iter().any(|relation| permit.mask().reads(part, relation)) {
            return Err(Error::Forbidden);
        }
        self.note(verb, "case", Uuid::from(permit.id), PartSet::of(&[part]));
        Ok(())
    }
}
