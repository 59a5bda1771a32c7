//! Room set aside for the day on which the disk is full.
//!
//! Pages about people are shown only once it is recorded who looked. Without a reserve a
//! full disk would therefore close the service for readers as well, and could not even
//! record that somebody had tried to write.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::Store;

/// How much is set aside: SQLite's log grows to some four million bytes before it is begun
/// anew, and an entry about a page takes less than a thousand, so what is left is room for
/// thousands of pages.
pub const RESERVE_BYTES: usize = 8 << 20;

/// How often it is looked whether a reserve that was given up can be set aside again.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// A file whose room can be had back.
#[derive(Default)]
pub(crate) struct Reserve {
    path: OnceLock<PathBuf>,
    is_given_up: Mutex<bool>,
}

impl Reserve {
    /// Gives the room up; whether there was any to give.
    pub async fn give_up(&self) -> bool {
        let Some(path) = self.path.get() else { return false };
        let mut is_given_up = self.is_given_up.lock().await;
        if *is_given_up {
            return false;
        }
        *is_given_up = std::fs::remove_file(path).is_ok();
        *is_given_up
    }

    /// Sets the room aside again where it was given up; whether it is set aside now.
    pub async fn take_back(&self) -> bool {
        let Some(path) = self.path.get().cloned() else { return true };
        let mut is_given_up = self.is_given_up.lock().await;
        if *is_given_up {
            let set_aside = tokio::task::spawn_blocking(move || set_aside(&path)).await;
            *is_given_up = !set_aside.is_ok_and(|done| done.is_ok());
        }
        !*is_given_up
    }
}

impl Store {
    /// Sets room aside in this file and keeps doing so, for a server that is going to serve.
    pub async fn keep_reserve(&self, path: PathBuf) {
        let reserve = &self.0.durable.reserve;
        if reserve.path.set(path).is_err() {
            return;
        }
        *reserve.is_given_up.lock().await = true;
        if !self.has_room().await {
            tracing::error!("there is no room on the disk for the reserve");
        }
        let inner = std::sync::Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK_EVERY).await;
                let Some(inner) = inner.upgrade() else { return };
                Self(inner).has_room().await;
            }
        });
    }
}

/// Writes the file whole: one without bytes behind its length would reserve nothing.
fn set_aside(path: &Path) -> std::io::Result<()> {
    if std::fs::metadata(path).is_ok_and(|file| file.len() == RESERVE_BYTES as u64) {
        return Ok(());
    }
    let mut file = std::fs::File::create(path)?;
    let written = (|| {
        let zeros = vec![0; 1 << 20];
        for _ in 0..RESERVE_BYTES / zeros.len() {
            file.write_all(&zeros)?;
        }
        file.sync_all()
    })();
    if written.is_err() {
        // What of it was written is room that others need.
        std::fs::remove_file(path)?;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn room_is_given_up_once_and_taken_back() {
        let place = tempfile::tempdir().expect("a place for the test's files");
        let path = place.path().join("reserve");
        let reserve = Reserve::default();
        assert!(!reserve.give_up().await, "there is none yet");
        assert!(reserve.take_back().await, "and none is wanted");
        reserve.path.set(path.clone()).expect("the first");
        *reserve.is_given_up.lock().await = true;
        assert!(reserve.take_back().await);
        assert_eq!(std::fs::metadata(&path).expect("it is there").len(), RESERVE_BYTES as u64);
        assert!(reserve.give_up().await);
        assert!(!path.exists());
        assert!(!reserve.give_up().await, "it is gone already");
        assert!(reserve.take_back().await);
        assert!(path.exists());
    }
}
