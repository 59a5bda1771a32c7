//! Recording what was read before it is shown, many readers to a commit.

use std::io::ErrorKind;

use permissions::Actor;
use tokio::sync::{mpsc, oneshot};

use super::entry::Entry;
use super::lane;
use crate::{Error, Result, Store};

/// One reader waiting for its entries to be durable.
pub(crate) struct Waiting {
    actor: Actor,
    notes: Vec<Entry>,
    done: oneshot::Sender<Written>,
}

/// What became of entries: not written, and why if it was the disk.
type Written = std::result::Result<(), Option<ErrorKind>>;

/// Where readers hand in what they read.
///
/// One task commits whatever gathered while its last commit ran. There is no timer: a
/// reader who is alone waits for one commit, eight together share one.
pub(crate) struct ReadLog(mpsc::Sender<Waiting>);

impl ReadLog {
    /// The log and the inbox that [`run`](Self::run) empties.
    pub fn new() -> (Self, mpsc::Receiver<Waiting>) {
        let (sender, inbox) = mpsc::channel(1_024);
        (Self(sender), inbox)
    }

    /// Starts the task, which ends when the store is gone.
    pub fn run(store: &Store, mut inbox: mpsc::Receiver<Waiting>) {
        let store = std::sync::Arc::downgrade(&store.0);
        tokio::spawn(async move {
            let mut gathered = Vec::new();
            while inbox.recv_many(&mut gathered, 256).await > 0 {
                let Some(inner) = store.upgrade() else { return };
                let store = Store(inner);
                let mut written = write(&store, &gathered).await;
                if let Err(error) = &written
                    && store.gives_up_reserve(error).await
                {
                    written = write(&store, &gathered).await;
                }
                let written = written.map_err(|error| {
                    tracing::error!(%error, "what was read could not be recorded");
                    if let Error::NotKept(cause) = error { Some(cause.kind()) } else { None }
                });
                for waiting in gathered.drain(..) {
                    // A reader that has gone away needs no answer.
                    let _ = waiting.done.send(written);
                }
            }
        });
    }

    /// Returns once `notes` are durable.
    pub async fn record(&self, actor: &Actor, notes: Vec<Entry>) -> Result<()> {
        let (done, answer) = oneshot::channel();
        let gone = || Error::Database("the read log has stopped".into());
        self.0.send(Waiting { actor: actor.clone(), notes, done }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?.map_err(|disk| match disk {
            Some(kind) => Error::NotKept(kind.into()),
            None => gone(),
        })
    }
}

async fn write(store: &Store, gathered: &[Waiting]) -> Result<()> {
    let transaction = store.begin_write().await?;
    let batches: Vec<(&Actor, &[Entry])> =
        gathered.iter().map(|waiting| (&waiting.actor, waiting.notes.as_slice())).collect();
    lane::append_all(store, &transaction, &batches).await?;
    store.commit(transaction).await
}
