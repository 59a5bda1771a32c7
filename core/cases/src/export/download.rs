//! The reader's end of an export.

use storage::Shown;
use tokio::sync::mpsc;

/// A file on its way.
pub struct Download {
    pieces: mpsc::Receiver<Sent>,
    ended: bool,
}

/// A piece of the file.
#[derive(Debug)]
pub enum Piece {
    /// Cases, whose reading is recorded.
    Cases(Shown<Vec<u8>>),
    /// Words of the catalogue alone: the names of the columns, or that the file is not complete.
    Words(Vec<u8>),
}

/// The file ends before its end: what has left must not be taken for the whole of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the export could not be completed")]
pub struct Incomplete;

/// What travels to the reader. That it is all is said, and not concluded from silence:
/// whatever befalls the sender, a part is never taken for the whole.
pub(super) enum Sent {
    More(Piece),
    Last(Piece),
}

impl Download {
    /// A way for the pieces, with room for one.
    pub(super) fn channel() -> (mpsc::Sender<Sent>, Self) {
        let (sender, pieces) = mpsc::channel(1);
        (sender, Self { pieces, ended: false })
    }

    /// The next piece; nothing after the last one, however often it is asked for.
    pub async fn next(&mut self) -> Option<Result<Piece, Incomplete>> {
        if self.ended {
            return None;
        }
        let sent = self.pieces.recv().await;
        self.ended = !matches!(sent, Some(Sent::More(_)));
        Some(match sent {
            Some(Sent::More(piece) | Sent::Last(piece)) => Ok(piece),
            None => Err(Incomplete),
        })
    }
}

impl Piece {
    /// Its bytes, to hand on to the reader.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Cases(shown) => shown.into_inner(),
            Self::Words(bytes) => bytes,
        }
    }
}
