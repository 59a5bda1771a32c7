//! Tests over a small export, every row of which is there for a reason, and over the full one
//! where it is at hand.

mod loading;
mod records;
mod refusals;
mod sides;
mod totals;

use std::path::PathBuf;

use super::*;
use crate::import::profile::FileKind;

/// The profile that is shipped as an example.
fn shipped() -> Profile {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/import-myrj/profile.toml");
    Profile::from_toml(&std::fs::read_to_string(path).expect("the example is there"))
        .expect("and is a profile")
}

/// A digest good enough to tell rows apart in a test: FNV-1a, four times.
fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    for (seed, part) in out.chunks_exact_mut(8).enumerate() {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed as u64;
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
        part.copy_from_slice(&hash.to_le_bytes());
    }
    out
}

/// The small export of the tests; every row of it is there for a reason.
fn small() -> (Profile, Export) {
    let profile = shipped();
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/import/fixtures"));
    let export = Export::read(&folder, &profile).expect("the small export is there");
    (profile, export)
}

fn small_plan() -> ImportPlan {
    let (profile, export) = small();
    ImportPlan::make(&profile, &export, &digest).expect("a plan")
}

fn rejected(plan: &ImportPlan, kind: FileKind) -> Vec<(&str, &str)> {
    plan.files[&kind].rejected.iter().map(|row| (row.id.as_str(), row.reason.as_str())).collect()
}

fn warned(plan: &ImportPlan, kind: FileKind, id: &str) -> Vec<String> {
    let of_row = plan.warnings.iter().filter(|warning| warning.file == kind && warning.id == id);
    of_row.map(|warning| warning.message.key.trim_start_matches("import-warning-").to_owned()).collect()
}
