//! From a plugin's folder to its `.accord` file.
//!
//! A package is built again only when something that goes into it changed: its own files,
//! the SDK, the lock file or the builder. Finished ones are kept in `target/packages`,
//! guarded by a file lock, so that the demo, the tests and an author's terminal can ask for
//! the same package at the same time.

mod cargo;
mod fingerprint;
mod place;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use contributions::Package;

use crate::{Error, archive, source};

pub use cargo::ensure_target;
pub use place::checkout;

/// A package that is ready.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// What it declares.
    pub package: Package,
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// The file.
    pub file: PathBuf,
    /// Whether it was built just now.
    pub fresh: bool,
}

/// Builds the plugin in `folder`, or takes it as it was built before.
///
/// # Errors
/// When something declared is wrong, the code does not compile, or its imports and exports
/// are not those of our world.
pub fn build(folder: &Path) -> Result<Built, Error> {
    let folder = fs::canonicalize(folder).map_err(Error::file(folder))?;
    let mut files = source::files(&folder)?;
    let draft = Package::draft(&files)?;
    let place = place::of(&folder);
    let packages = place.target.join("packages");
    fs::create_dir_all(&packages).map_err(Error::file(&packages))?;
    let lock = packages.join(".lock");
    let lock_file = File::create(&lock).map_err(Error::file(&lock))?;
    lock_file.lock().map_err(Error::file(&lock))?;

    let has_code = draft.manifest.component.is_some();
    let fingerprint = fingerprint::of(&folder, &place, has_code)?;
    let name = format!("{}-{}", draft.manifest.id, draft.manifest.version);
    let file = packages.join(format!("{name}.accord"));
    let mark = packages.join(format!("{name}.sources"));
    if fs::read_to_string(&mark).is_ok_and(|kept| kept == fingerprint)
        && let Ok(bytes) = fs::read(&file)
        && let Ok(package) = archive::read(&bytes)
    {
        return Ok(Built { package, bytes, file, fresh: false });
    }
    if has_code {
        files.insert("plugin.wasm".to_owned(), component(&folder, &place)?);
    }
    let bytes = archive::pack(&files).map_err(Error::file(&file))?;
    // Read back like a stranger's: what we build must be what we accept.
    let package = archive::read(&bytes)?;
    replace(&file, &bytes)?;
    replace(&mark, fingerprint.as_bytes())?;
    Ok(Built { package, bytes, file, fresh: true })
}

/// The component of the plugin's code.
fn component(folder: &Path, place: &place::Place) -> Result<Vec<u8>, Error> {
    let module = cargo::module(folder, place)?;
    let refuse = |cause: &dyn std::fmt::Display| Error::Component(format!("{cause:#}"));
    let mut encoder = wit_component::ComponentEncoder::default()
        .module(&module)
        .map_err(|cause| refuse(&cause))?
        .validate(true);
    encoder.encode().map_err(|cause| refuse(&cause))
}

/// Writes a file so that nobody sees half of it.
fn replace(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let partial = file.with_extension("partial");
    fs::write(&partial, bytes).map_err(Error::file(&partial))?;
    fs::rename(&partial, file).map_err(Error::file(file))
}
