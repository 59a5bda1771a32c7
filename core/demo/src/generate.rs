//! Making the whole service.

use chrono::TimeDelta;
use domain::codes::CaseStatus;
use domain::process::default_routes;
use permissions::{Actor, Task};
use storage::bulk::{BulkChunk, CHUNK, Loader, NewBatch, undo, unfinished};
use storage::{InstallationKind, Store};

use crate::calendar::Calendar;
use crate::case::{Builder, Roster};
use crate::dice::Dice;
use crate::error::{Error, Result};
use crate::persona::People;
use crate::population::Population;
use crate::queue;
use crate::schedule::outlines;
use crate::service::{Founding, found, teams};
use crate::size::Size;

/// The name of the batch.
const PROFILE: &str = "demo";
const NAMES: u64 = 41;

/// How long ago the service changed over to Accord: what came before has the older system's
/// references.
const SINCE_CHANGE_OVER: i64 = 913;

/// What is being made, for a line that shows progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What an interrupted start left behind is removed.
    Cleaning,
    /// Partners and accounts.
    Accounts,
    /// Cases with everything in them.
    Cases,
    /// Referrals that are no case.
    Referrals,
    /// Everything becomes visible.
    SwitchingOn,
}

/// Fills a demonstration that holds nobody yet, and returns who can sign in.
///
/// What is made depends on the size, the seed and the moment of the store's clock, and on
/// nothing else. `progress` is told how many of how many are done. An interrupted run leaves
/// nothing that can be seen; the next one clears it away first.
///
/// # Errors
/// [`Error::NotDemo`] where the installation was not born as a demonstration,
/// [`Error::NotEmpty`] where it holds somebody, and the database's.
pub async fn generate(
    store: &Store,
    size: Size,
    seed: u64,
    progress: &(dyn Fn(Step, usize, usize) + Send + Sync),
) -> Result<People> {
    let installation = store.installation().await?.ok_or(Error::NotDemo)?;
    if installation.kind != InstallationKind::Demo {
        return Err(Error::NotDemo);
    }
    let actor = Actor::system(Task::Demo, store.now());
    if store.holds_records(&actor).await? {
        return Err(Error::NotEmpty);
    }
    for batch in unfinished(store, &actor, PROFILE).await? {
        undo(store, &actor, batch, &|gone| progress(Step::Cleaning, gone as usize, 0)).await?;
    }
    let calendar = Calendar { now: store.now(), zone: store.zone() };
    let teams = teams(store, &actor, &installation.service_name).await?;
    let batch =
        NewBatch { profile: PROFILE.to_owned(), digest: seed.to_be_bytes().to_vec(), by: PROFILE.to_owned() };
    let mut names = Dice::of(seed, NAMES, 0);
    let mut loader = Loader::begin_with(store, &actor, batch, move || names.number()).await?;

    progress(Step::Accounts, 0, 1);
    let Founding { mut service, organisations, accounts, people } =
        found(&mut loader, teams, size.volunteers(), seed, &calendar);
    loader.load(&BulkChunk { organisations, accounts, ..BulkChunk::default() }).await?;
    progress(Step::Accounts, 1, 1);

    let changed_over = calendar.now - TimeDelta::days(SINCE_CHANGE_OVER);
    let outlines = outlines(size, seed, &calendar);
    let mut builder = Builder {
        seed,
        calendar,
        routes: default_routes(),
        population: Population::default(),
        roster: Roster::default(),
        changed_over,
    };
    let (mut done, mut open) = (0, 0);
    for some in outlines.chunks(CHUNK) {
        let mut chunk = BulkChunk::default();
        for outline in some {
            let built = builder.build(outline, &mut service, &mut loader);
            open += usize::from(built.case.status != CaseStatus::Closed);
            chunk.people.extend(built.people);
            chunk.cases.push(built.case);
            chunk.referrals.push(built.referral);
        }
        loader.load(&chunk).await?;
        done += some.len();
        progress(Step::Cases, done, outlines.len());
    }

    let recent = outlines.iter().filter(|outline| outline.received >= changed_over).count();
    let population = &mut builder.population;
    let mut referrals =
        queue::turned_away(seed, recent, changed_over, &service, population, &mut loader, &calendar);
    referrals.extend(queue::waiting(seed, &service, population, &mut loader, &calendar));
    let total = referrals.len();
    let mut written = 0;
    while !referrals.is_empty() {
        let some: Vec<_> = referrals.drain(..referrals.len().min(CHUNK)).collect();
        written += some.len();
        loader.load(&BulkChunk { referrals: some, ..BulkChunk::default() }).await?;
        progress(Step::Referrals, written, total);
    }

    progress(Step::SwitchingOn, 0, 1);
    loader.finish(&format!("cases {done} open {open} referrals {}", done + total)).await?;
    progress(Step::SwitchingOn, 1, 1);
    Ok(people)
}
