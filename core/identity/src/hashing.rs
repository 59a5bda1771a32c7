//! Hashing passwords away from the threads that answer requests.

use std::sync::Arc;

use keys::password::{self, Verdict};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// A few places at the hashing bench; whoever comes when they are taken waits in turn.
///
/// So a flood of sign-ins costs memory and cores that are known beforehand, and pages of
/// those who are signed in stay quick.
#[derive(Clone, Debug)]
pub(crate) struct Hashing {
    places: Arc<Semaphore>,
    /// How many hashes were computed: equal work is counted and not timed.
    #[cfg(test)]
    made: Arc<std::sync::atomic::AtomicUsize>,
}

impl Hashing {
    pub fn new(threads: u16) -> Self {
        Self {
            places: Arc::new(Semaphore::new(usize::from(threads.max(1)))),
            #[cfg(test)]
            made: Arc::default(),
        }
    }

    #[cfg(test)]
    pub fn made(&self) -> usize {
        self.made.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Compares a password with the stored hash, or does the same work when there is none.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Verdict {
        self.run(move || match stored {
            Some(stored) => password::verify(&password, &stored),
            None => {
                password::dummy_verify(&password);
                Verdict::Wrong
            }
        })
        .await
    }

    /// The hash to store for a password.
    pub async fn hash(&self, password: String) -> String {
        self.run(move || password::hash(&password)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let place = self.places.clone().acquire_owned().await.expect("the bench is never closed");
        #[cfg(test)]
        self.made.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        // The place goes with the work: a client that leaves does not free it early.
        let done = spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        });
        match done.await {
            Ok(result) => result,
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn no_more_run_at_once_than_there_are_places() {
        let (bench, running) = (Hashing::new(2), Arc::new(AtomicUsize::new(0)));
        let together = Arc::new(Barrier::new(2));
        let work = (0..8).map(|_| {
            let (bench, running, together) = (bench.clone(), running.clone(), together.clone());
            tokio::spawn(async move {
                bench
                    .run(move || {
                        let at_once = running.fetch_add(1, Ordering::SeqCst) + 1;
                        together.wait();
                        running.fetch_sub(1, Ordering::SeqCst);
                        at_once
                    })
                    .await
            })
        });
        let mut most = 0;
        for done in work.collect::<Vec<_>>() {
            most = most.max(done.await.expect("no panic"));
        }
        // The barrier lets nobody go before two are there, so both places were in use.
        assert_eq!(most, 2);
    }

    #[tokio::test]
    async fn an_unknown_account_is_a_wrong_password() {
        assert_eq!(Hashing::new(1).verify("a lamp beside the harbour".into(), None).await, Verdict::Wrong);
    }
}
