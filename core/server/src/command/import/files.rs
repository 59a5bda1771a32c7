//! The error files: who may read them, and that an older run's do not stay among them.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use cases::import::{ImportPlan, duplicates_file, error_file, error_file_name, warnings_file};
use cases::matching::Match;
use domain::Message;

use crate::folder::io_error;

/// Writes the rows that are left behind, what to look at, and who may be one person; returns
/// the names of the files.
pub fn write(
    folder: &Path,
    plan: &ImportPlan,
    duplicates: &[(usize, usize, Match)],
    say: &dyn Fn(&Message) -> String,
) -> Result<Vec<String>> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).map_err(io_error(folder))?;
    let mut files: Vec<(String, Option<Vec<u8>>)> = Vec::new();
    for file in plan.files.values() {
        let rows = (!file.rejected.is_empty()).then(|| error_file(file));
        files.push((error_file_name(&file.file), rows));
    }
    let warnings = (!plan.warnings.is_empty()).then(|| warnings_file(plan, say));
    let pairs = (!duplicates.is_empty()).then(|| duplicates_file(plan, duplicates));
    files.extend([("warnings.csv".to_owned(), warnings), ("duplicates.csv".to_owned(), pairs)]);
    let mut written = Vec::new();
    for (name, content) in files {
        if put(folder, &name, content)? {
            written.push(name);
        }
    }
    Ok(written)
}

/// Writes a file for its owner alone; takes an older run's away where there is nothing to say.
fn put(folder: &Path, name: &str, content: Option<Vec<u8>>) -> Result<bool> {
    let path = folder.join(name);
    let Some(content) = content else {
        return match fs::remove_file(&path) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(io_error(&path)(cause).into()),
            _ => Ok(false),
        };
    };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(io_error(&path))?;
    file.write_all(&content).map_err(io_error(&path))?;
    Ok(true)
}
