//! What is brought in, what is not, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;
use crate::matching::LIKELY;

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
    let likely = plan.duplicates().into_iter().filter(|(_, _, found)| found.score >= LIKELY).count();
    assert!((100..600).contains(&likely), "{likely} likely duplicates of about 4 in 100 people");
}

#[test]
fn each_row_left_behind_has_the_first_reason_that_fits() {
    let plan = small_plan();
    let check = |kind, expect: &[(&str, &str)]| assert_eq!(rejected(&plan, kind), expect);
    check(
        FileKind::Cases,
        &[
            ("1004", "test record"),
            ("", "no CaseID"),
            ("1005", "no usable date received"),
            ("1006", "received after the export"),
            ("1007", "closed before received"),
            ("1001", "row exported twice"),
            ("1008", "wrong number of columns"),
            ("1002", "id used twice"),
        ],
    );
    check(
        FileKind::People,
        &[
            ("1", "placeholder, not a person"),
            ("16", "test record"),
            ("", "no PersonID"),
            ("18", "no name and no organisation"),
        ],
    );
    check(
        FileKind::Participants,
        &[
            ("8", "no usable role"),
            ("9", "unknown case"),
            ("10", "unknown person"),
            ("11", "case rejected"),
            ("12", "person rejected"),
            ("13", "case rejected"),
        ],
    );
    check(FileKind::Entries, &[("5007", "empty note"), ("5008", "case rejected"), ("5009", "unknown case")]);
    check(
        FileKind::Risks,
        &[
            ("R3", "ambiguous case reference"),
            ("R4", "unknown case"),
            ("R5", "case rejected"),
            ("R6", "unknown case"),
        ],
    );
    check(FileKind::Agreements, &[("A3", "empty agreement")]);
    check(FileKind::Volunteers, &[("V900", "test record")]);
    check(
        FileKind::Consents,
        &[("C4", "person not in that case"), ("C5", "no usable answer"), ("C6", "person rejected")],
    );
    check(
        FileKind::Documents,
        &[("F3", "unsafe path"), ("F4", "unsafe path"), ("F5", "ambiguous case reference")],
    );
}

#[test]
fn a_second_run_writes_nothing_and_a_changed_row_is_left_alone() {
    let (profile, export) = small();
    let plan = small_plan();
    assert_eq!(
        plan,
        ImportPlan::make(&profile, &export, &digest).expect("a plan"),
        "a plan depends on nothing else"
    );
    let known: BTreeMap<(FileKind, String), [u8; 32]> =
        plan.origins().map(|(kind, origin)| ((kind, origin.id.clone()), origin.digest)).collect();
    assert_eq!(known.len(), plan.origins().count(), "no two records come from one id");
    assert!(!Delta::of(&plan, &|_, _| None).is_empty());
    let again = Delta::of(&plan, &|kind, id| known.get(&(kind, id.to_owned())).copied());
    assert!(again.is_empty());
    let cases = again.files[&FileKind::Cases];
    assert_eq!(cases, Standing { unchanged: plan.cases.len(), ..Standing::default() });
    let other = Delta::of(&plan, &|_, _| Some([0; 32]));
    assert!(other.is_empty() && other.files[&FileKind::Cases].changed == plan.cases.len());
}
