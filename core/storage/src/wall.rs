//! What a unit tells PostgreSQL of its actor, for the wall around the rows of cases.
//!
//! The policies of `m022_row_level_security` read these settings, which last as long as the
//! transaction. They are derived from the scopes of everything the actor may do, so that a
//! policy that gives a role less gives it less here too. Who tells nothing sees nothing.

use std::fmt::Write as _;

use chrono::SecondsFormat;
use domain::TeamId;
use permissions::{Actor, Branch, Root, Scope, Task, Who, known, reach};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use uuid::Uuid;

use crate::unit::Unit;
use crate::{Result, Store};

/// Begins a transaction's work for `actor` in one round trip: `mode` is how PostgreSQL runs it.
/// SQLite has no such wall, and is not asked.
pub(crate) async fn tell(transaction: &DatabaseTransaction, mode: &str, actor: &Actor) -> Result<()> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("SET TRANSACTION {mode}; {}", told(actor))).await?;
    }
    Ok(())
}

impl<Mode> Unit<Mode> {
    /// From here on the wall lets through what `task` may see, until
    /// [`see_as_oneself`](Self::see_as_oneself): for what the server looks into by itself and
    /// tells nobody of.
    pub(crate) async fn see_as_a_task(&self, task: Task) -> Result<()> {
        self.tell_wall(&told(&Actor::system(task, self.now()))).await
    }

    /// The same for the spine of every case, to find one that is named.
    pub(crate) async fn see_every_case(&self) -> Result<()> {
        self.tell_wall("SET LOCAL accord.case_reach = 'all'; SET LOCAL accord.seen = '';").await
    }

    /// Back to what the unit's own actor may see.
    pub(crate) async fn see_as_oneself(&self) -> Result<()> {
        self.tell_wall(&told(&self.actor)).await
    }

    async fn tell_wall(&self, told: &str) -> Result<()> {
        if !self.is_sqlite() {
            self.transaction.execute_unprepared(told).await?;
        }
        Ok(())
    }
}

impl Store {
    /// Whether the wall stands before the role that the server signs in as: a superuser, or a
    /// role that may pass by, sees every row whatever the policies say. There is none on SQLite.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn is_walled(&self) -> Result<bool> {
        if self.0.backend == DbBackend::Sqlite {
            return Ok(true);
        }
        let question =
            "SELECT NOT (rolsuper OR rolbypassrls) AS walled FROM pg_roles WHERE rolname = current_user";
        let row = self.0.pools.readers.query_one_raw(Statement::from_string(DbBackend::Postgres, question));
        Ok(row.await?.map(|row| row.try_get("", "walled")).transpose()?.unwrap_or_default())
    }
}

/// The settings as statements; whoever is signed in to the database as the server and runs them
/// in a transaction sees what `actor` can reach.
///
/// Every value is an id, a moment or a word of ours, so nothing in them needs to be escaped.
pub fn told(actor: &Actor) -> String {
    let mut told = String::new();
    let mut set = |name: &str, value: &str| {
        write!(told, "SET LOCAL accord.{name} = '{value}';").expect("text can be written to");
    };
    let (who, account) = match actor.who() {
        Who::Account(account) => ("account", Uuid::from(account).to_string()),
        Who::System(_) => ("system", String::new()),
        Who::Public => ("public", String::new()),
    };
    set("actor", who);
    // The case that was seen last, by whoever was told of before.
    set("seen", "");
    set("account", &account);
    set("now", &actor.now().to_rfc3339_opts(SecondsFormat::Micros, true));
    for (root, name) in [(Root::Case, "case"), (Root::Referral, "referral"), (Root::Person, "person")] {
        let reach = Reach::of(actor, &reach(actor, root));
        set(&format!("{name}_reach"), if reach.all { "all" } else { "some" });
        set(&format!("{name}_teams"), &list(&reach.teams));
        set(&format!("{name}_organisation"), &reach.organisation);
        set(&format!("{name}_access"), if reach.access { "yes" } else { "no" });
    }
    // Whoever reads the log of every case finds every case, and what is in it only where they
    // were let in.
    let spine_only = reach(actor, Root::Case).is_everything() && !known(actor, Root::Case).is_everything();
    set("case_content", if spine_only { "with-access" } else { "with-the-case" });
    told
}

/// A scope as the wall knows it.
#[derive(Default)]
struct Reach {
    all: bool,
    teams: Vec<TeamId>,
    organisation: String,
    access: bool,
}

impl Reach {
    fn of(actor: &Actor, scope: &Scope) -> Self {
        // A task of the server has a row of its own, which says what it may do; it may have to
        // look at every row to do it.
        let all = scope.is_everything() || matches!(actor.who(), Who::System(_));
        let mut reach = Self { all, ..Self::default() };
        for branch in &scope.branches {
            match branch {
                Branch::Team(teams) => reach.teams.clone_from(teams),
                Branch::Organisation(organisation) => {
                    reach.organisation = Uuid::from(*organisation).to_string()
                }
                Branch::Assigned { .. }
                | Branch::Invited { .. }
                | Branch::Named { .. }
                | Branch::Glass { .. } => reach.access = true,
                Branch::Everything | Branch::Own { .. } | Branch::Vacancy => {}
            }
        }
        reach
    }
}

/// A list of ids as PostgreSQL writes an array.
fn list(ids: &[TeamId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| Uuid::from(*id).to_string()).collect();
    format!("{{{}}}", ids.join(","))
}
