//! What the pages need and cannot name, joined to what offers it.

use std::io::ErrorKind;
use std::sync::Arc;

use administration::Plugins;
use domain::Instant;
use identity::Identity;
use permissions::{Actor, Task};
use storage::{Condition, Store};
use web::{BoxFuture, Clock, Fault, NotReady, Ports, Readiness, Sessions, Visitor};

/// The ports of one node.
pub fn ports(store: &Store, identity: &Identity, plugins: &Plugins) -> Ports {
    Ports {
        sessions: Arc::new(Doorkeeper { identity: identity.clone(), plugins: plugins.clone() }),
        tokens: Arc::new(identity.clone()),
        readiness: Arc::new(Wellbeing(store.clone())),
        clock: Arc::new(StoreClock(store.clone())),
    }
}

/// Recognises who sends a request, and sees to it that the request meets the plugins of its
/// epoch.
struct Doorkeeper {
    identity: Identity,
    plugins: Plugins,
}

impl Sessions for Doorkeeper {
    fn recognise<'a>(
        &'a self,
        token: &'a str,
        now: Instant,
    ) -> BoxFuture<'a, Result<Option<Visitor>, Fault>> {
        Box::pin(async move {
            let visitor = self.identity.recognise(token, now).await?;
            if let Some(visitor) = &visitor
                && let Err(error) = self.plugins.catch_up(visitor.registry_epoch).await
            {
                // The page is drawn with the plugins there are; the next request tries again.
                tracing::error!(%error, "plugins could not be brought up to date");
            }
            Ok(visitor)
        })
    }
}

/// Whether the database answers, and keeps what is written.
struct Wellbeing(Store);

impl Readiness for Wellbeing {
    fn ready(&self) -> BoxFuture<'_, Result<(), NotReady>> {
        Box::pin(async move {
            self.is_well()
                .await
                .map_err(|error| NotReady { reason: self.reason(&error), cause: error.into() })
        })
    }
}

impl Wellbeing {
    async fn is_well(&self) -> storage::Result<()> {
        let unit = self.0.read(&Actor::system(Task::Startup, self.0.now())).await?;
        unit.registry_epoch().await?;
        unit.show(()).await?;
        self.0.can_keep().await
    }

    fn reason(&self, error: &storage::Error) -> &'static str {
        match error {
            _ if self.0.condition() == Condition::Failed => "the database cannot be trusted; Accord stops",
            storage::Error::NotKept(cause) if cause.kind() == ErrorKind::StorageFull => "the disk is full",
            storage::Error::NotKept(_) => "the disk cannot be written to",
            _ => "the database does not answer",
        }
    }
}

/// The store's clock is the only one.
struct StoreClock(Store);

impl Clock for StoreClock {
    fn now(&self) -> Instant {
        self.0.now()
    }
}
