//! The plugins that come with Accord.

use std::env;
use std::fs;

use crate::build::checkout;
use crate::{Built, Error, archive, build, source};

/// Every standard plugin, built from the checkout where there is one, otherwise taken from
/// the folder `packages` beside the program, in the order of their names.
///
/// # Errors
/// When there is neither, or one of them cannot be built or read.
pub fn standard() -> Result<Vec<Built>, Error> {
    if let Some(checkout) = checkout() {
        let folders = source::entries(&checkout.join("plugins"))?;
        let folders = folders.into_iter().filter(|folder| folder.join("plugin.toml").is_file());
        return folders.map(|folder| build(&folder)).collect();
    }
    let program = env::current_exe().map_err(Error::file("the running program"))?;
    let packages = program.with_file_name("packages");
    let files = source::entries(&packages)?;
    let files: Vec<_> =
        files.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "accord")).collect();
    if files.is_empty() {
        return Err(Error::NoStandard(program));
    }
    let built = |file: std::path::PathBuf| {
        let bytes = fs::read(&file).map_err(Error::file(&file))?;
        let package = archive::read(&bytes)?;
        Ok(Built { package, bytes, file, fresh: false })
    };
    files.into_iter().map(built).collect()
}
