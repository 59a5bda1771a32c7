//! What a running server does by itself, again and again.
//!
//! Each job may run on several nodes at once: what it finds to do is taken in the database.

use std::time::Duration;

use administration::{AccessLog, Erasures, Keys, Plugins};
use permissions::{Actor, Task};
use storage::Store;
use tokio::task::JoinHandle;

use crate::home::clock;

/// How often a node looks for changed plugins by itself: for the public forms, whose
/// requests have no session that would tell.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How often what was entered in the audit log is brought into its index by subject.
const INDEX_EVERY: Duration = Duration::from_secs(60);

/// How often it is looked whether keys are to be replaced.
const KEYS_EVERY: Duration = Duration::from_secs(2);

/// How often it is looked whether somebody is to be erased.
const ERASE_EVERY: Duration = Duration::from_secs(5);

/// How often it is looked whether a quarter's review of access is to be opened or closed.
const REVIEW_EVERY: Duration = Duration::from_secs(60 * 60);

/// Starts them all; whoever stops the server ends them.
pub(crate) fn start(store: &Store, plugins: &Plugins) -> Vec<JoinHandle<()>> {
    vec![
        tokio::spawn(look_for_plugins(plugins.clone())),
        tokio::spawn(index_the_log(AccessLog::new(store.clone()))),
        tokio::spawn(replace_keys(Keys::new(store.clone()))),
        tokio::spawn(erase_people(Erasures::new(store.clone()))),
        tokio::spawn(watch_the_clock(store.clone())),
        tokio::spawn(review_access(store.clone())),
    ]
}

async fn look_for_plugins(plugins: Plugins) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if let Err(error) = plugins.refresh().await {
            tracing::error!(%error, "plugins could not be looked for");
        }
    }
}

/// Carries out what managers approved.
async fn erase_people(erasures: Erasures) {
    loop {
        match erasures.run().await {
            Ok(0) => {}
            Ok(people) => tracing::info!(people, "erased"),
            Err(error) => tracing::error!(
                %error,
                cause = std::error::Error::source(&error).map(ToString::to_string),
                "an erasure could not be carried out"
            ),
        }
        tokio::time::sleep(ERASE_EVERY).await;
    }
}

/// Does what a page began or an earlier server left, and hears of generations made elsewhere.
async fn replace_keys(keys: Keys) {
    loop {
        if let Err(error) = keys.refresh() {
            tracing::error!(%error, "the key file could not be looked at");
        }
        match keys.run(|_, _| {}).await {
            Ok(Some(done)) => tracing::info!(number = done.number, keys = done.done, "keys were replaced"),
            Ok(None) => {}
            Err(error) => tracing::error!(
                %error,
                cause = std::error::Error::source(&error).map(ToString::to_string),
                "keys could not be replaced"
            ),
        }
        tokio::time::sleep(KEYS_EVERY).await;
    }
}

/// Enters in the log when somebody sets the computer's clock.
async fn watch_the_clock(store: Store) {
    let mut step = None;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(by) = step.take().or_else(|| clock().take_step()) else { continue };
        tracing::warn!(seconds = by.num_seconds(), "the computer's clock was set");
        let maintenance = Actor::system(Task::Maintenance, store.now());
        if let Err(error) = store.clock_was_set(&maintenance, by).await {
            tracing::error!(%error, "that the clock was set could not be recorded");
            step = Some(by);
        }
    }
}

/// Opens the quarterly review of access and ends what nobody confirmed, by whichever node
/// comes first.
async fn review_access(store: Store) {
    loop {
        match cases::work::keep_reviews(&store).await {
            Ok(0) => {}
            Ok(lapsed) => tracing::info!(lapsed, "access that no manager confirmed has lapsed"),
            Err(error) => tracing::error!(%error, "the review of access could not be kept"),
        }
        tokio::time::sleep(REVIEW_EVERY).await;
    }
}

async fn index_the_log(log: AccessLog) {
    loop {
        if let Err(error) = log.index().await {
            tracing::error!(%error, "the audit log could not be indexed");
        }
        tokio::time::sleep(INDEX_EVERY).await;
    }
}
