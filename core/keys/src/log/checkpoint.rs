//! Checkpoints: what a log signs of itself, as <https://c2sp.org/tlog-checkpoint> has it.
//!
//! ```text
//! accord/audit/1f2e3d4c5b6a7988
//! 1234
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//! time 2026-11-24T10:00:00.000000Z
//!
//! — accord/audit/1f2e3d4c5b6a7988 …
//! ```
//!
//! The origin, how many entries there are, and the root of the tree over them. The time is
//! an extension line, which the form allows: what is kept elsewhere should say by itself up
//! to when the log was sound.

use base64ct::{Base64, Encoding};
use domain::Instant;

use super::{LogKey, LogVerifier, Tree};

/// What a checkpoint states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries it covers.
    pub size: u64,
    /// The root of the tree over them.
    pub root: [u8; 32],
    /// When it was made, by the clock of the server.
    pub at: Instant,
}

impl LogKey {
    /// The signed checkpoint over `tree`, made at `at`.
    pub fn checkpoint(&self, tree: &Tree, at: Instant) -> String {
        let (origin, size) = (self.verifier().name(), tree.size());
        let root = Base64::encode_string(&tree.root());
        self.sign(&format!("{origin}\n{size}\n{root}\ntime {}\n", at.format("%Y-%m-%dT%H:%M:%S%.6fZ")))
    }
}

impl LogVerifier {
    /// What a note states, where this key signed it and it is a checkpoint of this log.
    pub fn checkpoint(&self, note: &str) -> Option<Checkpoint> {
        let mut lines = self.open(note)?.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let at = lines.next()?.strip_prefix("time ")?.parse().ok()?;
        let root = Base64::decode_vec(root).ok()?.try_into().ok()?;
        let stated = Checkpoint { size: size.parse().ok()?, root, at };
        (origin == self.name() && size == stated.size.to_string()).then_some(stated)
    }
}

#[cfg(test)]
mod tests {
    use crate::Keyring;
    use crate::log::Tree;

    #[test]
    fn a_checkpoint_says_what_it_was_made_of() {
        let key = Keyring::generate().log_key();
        let mut tree = Tree::default();
        tree.push(b"an entry");
        let at = "2026-11-24T10:00:00.000001Z".parse().expect("a moment");
        let note = key.checkpoint(&tree, at);
        let stated = key.verifier().checkpoint(&note).expect("our own");
        assert_eq!((stated.size, stated.root, stated.at), (1, tree.root(), at));
        assert_eq!(note.lines().nth(3), Some("time 2026-11-24T10:00:00.000001Z"));
        assert_eq!(key.verifier().checkpoint(&note.replacen("\n1\n", "\n2\n", 1)), None);
        assert_eq!(Keyring::generate().log_key().verifier().checkpoint(&note), None);
    }
}
