//! When a package has to be built again.

use std::fs;
use std::path::{Path, PathBuf};

use super::place::Place;
use crate::{Error, archive, source};

/// Rises when the builder itself makes other bytes of the same sources.
const BUILDER: u32 = 1;

/// The digest of everything that goes into the package of the plugin in `folder`.
pub fn of(folder: &Path, place: &Place, has_code: bool) -> Result<String, Error> {
    let mut paths = Vec::new();
    source::all_below(folder, &mut paths)?;
    if has_code {
        paths.push(place.root.join("Cargo.lock"));
        if let Some(checkout) = &place.checkout {
            paths.push(checkout.join("Cargo.toml"));
            sdk(checkout, &mut paths)?;
        }
    }
    let mut content = BUILDER.to_le_bytes().to_vec();
    for path in paths {
        let bytes = match fs::read(&path) {
            // A new crate has no lock file before its first build.
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => continue,
            read => read.map_err(Error::file(&path))?,
        };
        let name = path.strip_prefix(&place.root).unwrap_or(&path).to_string_lossy();
        for piece in [name.as_bytes(), &bytes] {
            content.extend((piece.len() as u64).to_le_bytes());
            content.extend(piece);
        }
    }
    Ok(archive::digest(&content))
}

/// The files of the SDK that a plugin is compiled with.
fn sdk(checkout: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let sdk = checkout.join("sdk");
    for part in ["src", "wit", "macros/src"] {
        source::all_below(&sdk.join(part), paths)?;
    }
    paths.extend([sdk.join("Cargo.toml"), sdk.join("macros/Cargo.toml")]);
    Ok(())
}
