//! Who looked: the log of one case.

use chrono::DateTime;
use domain::{Group, Part, PartSet, Reference};
use permissions::{ActKind, Actor, Task, ViewAudit, ViewTeamAccess};
use serde::Serialize;
use storage::audit::{AccessEntry, AccessPage, Older};
use storage::{Shown, Store};
use wording::Text;

use crate::Result;

/// Lines on one page.
const LINES: u64 = 50;

/// Lines that one unit brings into the index by subject, so that nobody else waits long for
/// the one writer of a SQLite file: an export of a whole service leaves as many lines as it
/// has cases.
const CHUNK: usize = 5_000;

/// The use cases of the audit pages.
#[derive(Clone)]
pub struct AccessLog {
    store: Store,
}

/// Who looked at a case or changed it, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct AccessView {
    /// The case, which this page is no way to.
    pub reference: Reference,
    /// Whether only the reader's own team is shown.
    pub own_team_only: bool,
    /// The lines.
    pub lines: Vec<AccessLine>,
    /// Where the page of older lines begins.
    pub older: Option<String>,
}

/// What the reader's own team looked at and did, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct TeamAccessView {
    /// The lines, each with its case.
    pub lines: Vec<AccessLine>,
    /// Where the page of older lines begins.
    pub older: Option<String>,
}

/// One line of it.
#[derive(Clone, Debug, Serialize)]
pub struct AccessLine {
    /// The case, where the lines are of several.
    pub reference: Option<Reference>,
    /// When.
    pub at: Text,
    /// Who: a name, or the words for what the server did by itself.
    pub who: Text,
    /// What was done.
    pub what: Text,
    /// For what.
    pub purpose: Text,
    /// The groups of data that were shown or changed.
    pub data: Text,
    /// Codes that say more.
    pub detail: Option<String>,
    /// Whether it was refused.
    pub is_refused: bool,
}

impl AccessLog {
    /// The log of the installation in `store`.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Who looked at the case with this reference: everybody, for the data protection
    /// officer, who needs no way to the case itself; their own team, for a manager.
    ///
    /// `older` is what the page before named.
    ///
    /// # Errors
    /// Not found, not permitted; storage's.
    pub async fn of_case(
        &self,
        actor: &Actor,
        case: Reference,
        older: Option<&str>,
    ) -> Result<Shown<AccessView>> {
        self.index().await?;
        let older = older.and_then(read_older);
        let mut unit = self.store.read(actor).await?;
        let own_team_only = !actor.holds(ActKind::ViewAudit);
        let page = if own_team_only {
            let permit = unit.case::<ViewTeamAccess>(case).await?;
            unit.team_access_to_case(&permit, older, LINES).await?
        } else {
            let permit = unit.case::<ViewAudit>(case).await?;
            unit.access_to_case(&permit, older, LINES).await?
        };
        Ok(unit.show(view(case, own_team_only, page)).await?)
    }

    /// What people of the actor's own teams looked at and did, newest first.
    ///
    /// # Errors
    /// Not permitted; storage's.
    pub async fn of_team(&self, actor: &Actor, older: Option<&str>) -> Result<Shown<TeamAccessView>> {
        self.index().await?;
        let mut unit = self.store.read(actor).await?;
        let page = unit.team_access(older.and_then(read_older), LINES).await?;
        let view = TeamAccessView {
            lines: page.entries.into_iter().map(line).collect(),
            older: page.older.map(|older| write_older(&older)),
        };
        Ok(unit.show(view).await?)
    }

    /// Brings the index by subject up to date, chunk by chunk.
    ///
    /// # Errors
    /// Storage's.
    pub async fn index(&self) -> Result<()> {
        loop {
            let mut unit = self.store.write(&Actor::system(Task::Maintenance, self.store.now())).await?;
            let complete = unit.index_audit(CHUNK).await?;
            unit.commit().await?;
            if complete {
                return Ok(());
            }
        }
    }
}

fn view(reference: Reference, own_team_only: bool, page: AccessPage) -> AccessView {
    AccessView {
        reference,
        own_team_only,
        lines: page.entries.into_iter().map(line).collect(),
        older: page.older.map(|older| write_older(&older)),
    }
}

fn line(entry: AccessEntry) -> AccessLine {
    let who = match entry.account {
        Some(_) => Text::plain(entry.actor),
        None => Text::key(format!("actor-{}", entry.actor)),
    };
    AccessLine {
        reference: entry.reference,
        at: entry.at.into(),
        who,
        what: Text::key(format!("act-{}", entry.verb)),
        purpose: Text::key(format!("purpose-{}", entry.purpose)),
        data: groups(entry.parts),
        detail: entry.detail,
        is_refused: entry.outcome == "refused",
    }
}

/// The groups that `parts` belong to: a person who reads the log knows groups, not parts.
fn groups(parts: PartSet) -> Text {
    let is_in = |group: &Group| parts.iter().any(|part: Part| part.group() == *group);
    let named = Group::ALL.into_iter().filter(is_in);
    let key = |group: Group| Text::key(format!("data-{}", format!("{group:?}").to_lowercase()));
    Text::List(named.map(key).collect())
}

fn write_older(older: &Older) -> String {
    format!("{}-{}-{}", older.at.timestamp_micros(), older.sequence, older.lane)
}

fn read_older(text: &str) -> Option<Older> {
    let mut numbers = text.splitn(3, '-');
    let at = DateTime::from_timestamp_micros(numbers.next()?.parse().ok()?)?;
    Some(Older { at, sequence: numbers.next()?.parse().ok()?, lane: numbers.next()?.parse().ok()? })
}
