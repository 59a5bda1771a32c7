//! The doors to "who looked at this case".
//!
//! The data protection officer finds every line by the case's reference, without a way to
//! the case itself; a manager finds what their own team did. Looking is entered too.

use domain::{Part, PartSet, Relation, TeamId};
use permissions::{Permit, Place, ViewAudit, ViewTeamAccess, scope};
use uuid::Uuid;

use super::entry::Entry;
use super::subjects::{AccessEntry, AccessPage, Older, Only};
use crate::scope::{RootTable, condition};
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
        self.access_to(permit.id.into(), Only::default(), before, limit).await
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
        let only = Only { teams: Some(&teams), ..Only::default() };
        self.access_to(permit.id.into(), only, before, limit).await
    }

    /// What people of the reader's own teams looked at and did, in the cases of which the
    /// reader may see such a log, newest first.
    ///
    /// A case that is closed to the reader (by its class, or because it went to another
    /// team) is not among them.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a reader who has no team to look after.
    pub async fn team_access(&mut self, before: Option<Older>, limit: u64) -> Result<AccessPage> {
        let (actor, id) = (self.actor().clone(), self.id);
        let reads = |team: &&TeamId| {
            let leave = actor.may::<ViewTeamAccess>(&Place::team(**team), id);
            let reads =
                |relation| leave.as_ref().is_ok_and(|it| it.mask().reads(Part::TeamAccessLog, relation));
            Relation::ALL.into_iter().any(reads)
        };
        let teams: Vec<TeamId> = actor.teams().iter().filter(reads).copied().collect();
        if teams.is_empty() {
            return Err(Error::Forbidden);
        }
        let seen = condition(&RootTable::cases(), &scope::<ViewTeamAccess>(&actor), self.when());
        let mut all: Vec<(Older, AccessEntry)> = Vec::new();
        let mut more = false;
        // A team's lines stand in their order in the index; those of few teams are merged.
        for team in teams {
            let only = Only { cases: Some(seen.clone()), ..Only::default() };
            let page = self.access_to(team.into(), only, before, limit).await?;
            more |= page.older.is_some();
            all.extend(page.places.into_iter().zip(page.entries));
        }
        all.sort_by(|(a, _), (b, _)| b.cmp(a));
        more |= all.len() as u64 > limit;
        all.truncate(limit as usize);
        let (places, entries): (Vec<Older>, Vec<AccessEntry>) = all.into_iter().unzip();
        let older = places.last().filter(|_| more).copied();
        let mut entry = Entry::new("view-team-access", "case");
        entry.parts = PartSet::of(&[Part::TeamAccessLog]);
        self.note_entry(entry);
        Ok(AccessPage { entries, places, older })
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
