//! What is refused, what is given back, and what is never said.

use super::*;

#[test]
fn an_error_file_gives_back_every_cell_and_runs_in_no_spreadsheet() {
    let plan = small_plan();
    let bytes = error_file(&plan.files[&FileKind::Cases]);
    let text = std::str::from_utf8(&bytes).expect("UTF-8");
    assert!(text.starts_with("\u{feff}line,reason,CaseID,CaseRef,"));
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), plan.files[&FileKind::Cases].rejected.len());
    let too_many = rows.iter().find(|row| &row[1] == "wrong number of columns").expect("the row is there");
    assert_eq!(too_many.iter().next_back(), Some("one too many"));
    assert_eq!(error_file_name("cases.csv"), "cases-rejected.csv");

    let dangerous = ["=1+1", "+44 7700", "-1", "@x", "\t=x", " =x", "＝x", "a\0b"];
    let cells = csv::ByteRecord::from(dangerous.to_vec());
    let row = Rejected { line: 2, id: String::new(), reason: "x".to_owned(), cells };
    let file = PlannedFile {
        file: "x.csv".into(),
        header: vec!["A".into()],
        remarks: Vec::new(),
        rejected: vec![row],
    };
    let bytes = error_file(&file);
    let line = String::from_utf8(bytes).expect("UTF-8").lines().nth(1).expect("a row").to_owned();
    assert_eq!(line, "2,x,'=1+1,'+44 7700,'-1,'@x,'\t=x,' =x,'＝x,a␀b");
}

#[test]
fn a_profile_that_means_nothing_is_refused_in_words() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/import-myrj/profile.toml"
    ))
    .expect("the example is there");
    let check = |from: &str, to: &str, expect: &str| {
        assert!(text.contains(from), "{from}");
        let error = Profile::from_toml(&text.replacen(from, to, 1)).expect_err("a wrong profile").to_string();
        assert!(error.contains(expect), "{error}");
    };
    check("file = \"cases.csv\"", "file = \"../cases.csv\"", "not the name of a file");
    check("received-on = \"DateReceived \"", "recieved-on = \"DateReceived \"", "did you mean 'received-on'");
    check("F2F = \"direct-meeting\"", "F2F = \"direct-meetings\"", "did you mean 'direct-meeting'");
    check("[codes.lists.sex]", "[codes.lists.sexx]", "did you mean 'sex'");
    check("{ field = \"team\", is = \"Training\" }", "{ field = \"taem\", is = \"Training\" }", "taem");
    check("after = \"today\"", "after = \"tomorrow\"", "tomorrow");
    check("not-together-in = \"participants\"", "not-together-in = \"papers\"", "papers");
    check("time-zone = \"Europe/London\"", "time-zone = \"Europe/Basildon\"", "no time zone");
    check("refers = { field = \"case\", to = \"cases\", is = \"unknown\" }", "", "needs one of");
    check("Yes = \"yes\"", "y = \"yes\"", "there twice");
}

#[test]
fn a_folder_that_is_not_the_export_says_what_is_missing() {
    let (profile, _) = small();
    let none = ImportPlan::make(&profile, &Export::default(), &digest);
    assert!(matches!(none, Err(ImportError::NoFile(_))));
    let (profile, _) = small();
    let files = profile.files.values().map(|file| (file.file.clone(), b"A,B\r\n1,2\r\n".to_vec()));
    let wrong = ImportPlan::make(&profile, &Export::of(files), &digest).expect_err("no such columns");
    assert!(
        matches!(&wrong, ImportError::NoColumn { columns, .. } if columns.contains(&"CaseID".to_owned())),
        "{wrong}"
    );
}

#[test]
fn nothing_a_plan_prints_about_itself_is_about_a_person() {
    let (_, export) = small();
    let plan = small_plan();
    let printed = format!("{plan:?} {export:?}");
    for word in
        ["Hargrove", "Ngata", "Mensah", "amber pebble", "900750", "Ring the bell", "alert(1)", "example.org"]
    {
        assert!(!printed.contains(word), "{word}");
    }
}

#[test]
fn every_warning_has_words_in_both_languages() {
    let sources = [
        include_str!("../build/case.rs"),
        include_str!("../build/mod.rs"),
        include_str!("../build/delivery.rs"),
        include_str!("../build/entry.rs"),
        include_str!("../build/participant.rs"),
        include_str!("../build/person.rs"),
        include_str!("../build/work.rs"),
        include_str!("../read/cell.rs"),
        include_str!("../read/sheet.rs"),
    ];
    let named =
        sources.iter().flat_map(|source| source.split('"').filter(|word| word.starts_with("import-")));
    let named: std::collections::BTreeSet<&str> = named.collect();
    assert!(named.len() > 20, "{named:?}");
    for locale in ["en", "cy"] {
        let path = format!("{}/../wording/locales/{locale}/import.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for key in &named {
            assert!(words.contains(&format!("\n{key} = ")), "{locale}: {key}");
        }
    }
}
