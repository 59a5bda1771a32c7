//! Whether the database's files are still those that we have open.
//!
//! SQLite goes on writing into a file that somebody has removed, and would acknowledge what
//! nobody finds after the next start; the next connection would make another in its place.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Which file a name stands for.
type Identity = (u64, u64);

/// The files that SQLite has open while it serves. They stay the same for as long as one
/// connection is open, and some always are ([`connect`](crate::connect)).
pub(crate) struct Files {
    paths: [PathBuf; 3],
    seen: OnceLock<[Option<Identity>; 3]>,
}

impl Files {
    /// Those of the database at this path.
    pub fn beside(database: &str) -> Self {
        let paths = ["", "-wal", "-shm"].map(|ending| PathBuf::from(format!("{database}{ending}")));
        Self { paths, seen: OnceLock::new() }
    }

    /// One that is no longer there under its name, or is another than at the first time this
    /// was asked.
    pub fn taken_away(&self) -> Option<&Path> {
        let now = self.paths.each_ref().map(|path| identity(path));
        let seen = self.seen.get_or_init(|| now);
        let place =
            (0..self.paths.len()).find(|place| now[*place].is_none() || now[*place] != seen[*place])?;
        Some(&self.paths[place])
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.exists().then_some((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_or_another_is_named() {
        let place = tempfile::tempdir().expect("a place for the test's files");
        let database = place.path().join("a.db");
        let files = Files::beside(database.to_str().expect("a path of ours"));
        for path in &files.paths {
            std::fs::write(path, "x").expect("our own folder");
        }
        assert_eq!(files.taken_away(), None);
        let log = place.path().join("a.db-wal");
        let elsewhere = place.path().join("elsewhere");
        std::fs::rename(&log, &elsewhere).expect("our own folder");
        assert_eq!(files.taken_away(), Some(log.as_path()));
        std::fs::write(&log, "x").expect("our own folder");
        assert_eq!(files.taken_away(), Some(log.as_path()), "another of the same name");
        std::fs::rename(&elsewhere, &log).expect("our own folder");
        assert_eq!(files.taken_away(), None);
    }
}
