//! Where a plugin lies, and where its build output goes.

use std::env;
use std::path::{Path, PathBuf};

/// Where a plugin belongs.
pub struct Place {
    /// The folder whose lock file the plugin's crate is built with.
    pub root: PathBuf,
    /// The folder for build output.
    pub target: PathBuf,
    /// The checkout of Accord that the plugin lies in, if it lies in one.
    pub checkout: Option<PathBuf>,
}

/// The place of the plugin in `folder`.
pub fn of(folder: &Path) -> Place {
    let root = folder.ancestors().find(|above| above.join("Cargo.lock").is_file()).unwrap_or(folder);
    let checkout = folder.ancestors().find(|above| is_checkout(above)).map(Path::to_owned);
    Place { root: root.to_owned(), target: root.join("target"), checkout }
}

/// The checkout of Accord that this program was built in or is run from, if it is there.
pub fn checkout() -> Option<PathBuf> {
    let current = env::current_dir().unwrap_or_default();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR"));
    current.ancestors().chain(built_in.ancestors()).find(|above| is_checkout(above)).map(Path::to_owned)
}

fn is_checkout(folder: &Path) -> bool {
    folder.join("sdk/wit").is_dir() && folder.join("plugins").is_dir() && folder.join("Cargo.lock").is_file()
}
