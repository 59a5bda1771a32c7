//! The printed matrices are those of the default policy.

use std::path::Path;

use crate::{Policy, print};

/// Compares `printed` with the file of that name, or writes it when blessed.
fn check(file: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    if std::env::var_os("ACCORD_BLESS").is_some() {
        std::fs::write(&path, printed).expect("the matrix can be written into the source folder");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(printed.lines()).position(|(kept, printed)| kept != printed);
    let line = differs.unwrap_or_else(|| kept.lines().count().min(printed.lines().count()));
    assert!(
        kept == printed,
        "core/permissions/src/{file} is not what the default policy says, from line {}:\n  kept    {}\n  printed {}\n\
         If the change in rights is meant, run\n  ACCORD_BLESS=1 cargo test -p permissions printed\n\
         and have the difference approved by whoever answers for it.",
        line + 1,
        kept.lines().nth(line).unwrap_or("(end)"),
        printed.lines().nth(line).unwrap_or("(end)"),
    );
}

#[test]
fn the_matrix_for_people_is_up_to_date() {
    check("matrix.txt", &print::matrix(&Policy::default()));
}

#[test]
fn the_matrix_for_machines_is_up_to_date() {
    check("matrix-cells.txt", &print::cells(&Policy::default()));
}
