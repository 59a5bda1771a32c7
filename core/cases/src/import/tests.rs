use std::collections::BTreeMap;
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

/// The totals that whoever took the export counted by other means.
#[test]
fn the_full_export_comes_to_the_totals_that_were_counted_by_hand() {
    let Some(folder) = std::env::var_os("ACCORD_LEGACY_EXPORT").map(PathBuf::from) else {
        eprintln!("ACCORD_LEGACY_EXPORT names no folder, so the full export is not read");
        return;
    };
    let profile = shipped();
    let export = Export::read(&folder, &profile).expect("the export is there");
    let plan = ImportPlan::make(&profile, &export, &digest).expect("a plan");
    let counts = std::fs::read_to_string(folder.join("counts.json")).expect("the totals are there");
    let counts: serde_json::Value = serde_json::from_str(&counts).expect("the totals are JSON");

    let count = |value: &serde_json::Value| value.as_u64().expect("a number") as usize;
    let map = |value: &serde_json::Value| -> BTreeMap<String, usize> {
        value.as_object().expect("totals by name").iter().map(|(name, n)| (name.clone(), count(n))).collect()
    };
    for (kind, file) in &profile.files {
        let (found, expect) = (&plan.figures.files[kind], &counts["files"][&file.file]);
        assert_eq!(found.rows, count(&expect["rows"]), "{}", file.file);
        assert_eq!(found.invalid, map(&expect["invalid_by_reason"]), "{}", file.file);
        assert_eq!(found.valid, count(&expect["valid"]), "{}", file.file);
    }
    let mut stages = plan.figures.stages.clone();
    if let Some(blank) = stages.remove("") {
        stages.insert("(blank)".to_owned(), blank);
    }
    assert_eq!(stages, map(&counts["cases_by_stage"]));
    assert_eq!(plan.figures.years, map(&counts["cases_by_financial_year_received"]));
    let right = "cases_by_financial_year_received_once_swapped_dates_are_put_right";
    assert_eq!(plan.figures.years_put_right, map(&counts[right]));
    assert_eq!(plan.figures.past_disposal, count(&counts["cases_past_destroy_by_at_export"]));
    assert_eq!(plan.figures.organisations, count(&counts["of_these_organisations"]));
    assert_eq!(plan.figures.missing_documents, count(&counts["attachments_valid_but_missing_from_store"]));

    // A row goes one of two ways, and none is lost.
    let mut planned: BTreeMap<FileKind, usize> = BTreeMap::new();
    for (kind, _) in plan.origins() {
        *planned.entry(kind).or_default() += 1;
    }
    for (kind, figures) in &plan.figures.files {
        assert_eq!(planned[kind], figures.valid, "{kind:?}");
        assert_eq!(plan.files[kind].rejected.len(), figures.rows - figures.valid, "{kind:?}");
    }
    assert!(plan == ImportPlan::make(&profile, &export, &digest).expect("a plan"), "two plans differ");
    let known: BTreeMap<(FileKind, String), [u8; 32]> =
        plan.origins().map(|(kind, origin)| ((kind, origin.id.clone()), origin.digest)).collect();
    let second = Delta::of(&plan, &|kind, id| known.get(&(kind, id.to_owned())).copied());
    assert!(second.is_empty(), "{second:?}");
    if std::env::var_os("ACCORD_LEGACY_SHOW").is_some() {
        let mut kinds: BTreeMap<(FileKind, String), usize> = BTreeMap::new();
        for warning in &plan.warnings {
            *kinds
                .entry((
                    warning.file,
                    format!("{} {:?}", warning.message.key, warning.message.args.get("field")),
                ))
                .or_default() += 1;
        }
        eprintln!("{kinds:#?}");
    }
}
