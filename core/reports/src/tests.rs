//! From counts to what is read: the page and the spreadsheet say the same, and neither
//! says what is protected.

use chrono_tz::Europe::London;
use contributions::{Catalogue, DateBasis, Figure, ReportDefinition, Unit};
use domain::Period;
use wording::{Language, Text, Wording};

use crate::dataset::Count;
use crate::disclosure::Rules;
use crate::view::{ReportView, view};

fn figure(id: &str, group_by: Option<&str>, share_of: Option<&str>) -> Figure {
    Figure {
        id: id.to_owned(),
        label: format!("label-{id}"),
        definition: format!("definition-{id}"),
        unit: Unit::Referral,
        date_basis: DateBasis::ReceivedOn,
        filter: None,
        group_by: group_by.map(str::to_owned),
        share_of: share_of.map(str::to_owned),
    }
}

fn made(figures: Vec<Figure>, counts: &[Count], rules: Option<&Rules>) -> ReportView {
    let report = ReportDefinition {
        id: "quarterly-return".to_owned(),
        version: 3,
        title: "report-figure".to_owned(),
        dataset: "quarterly-return".to_owned(),
        parameters: Vec::new(),
        figures,
        template: String::new(),
        build: false,
    };
    let quarter = Period::quarter_of("2026-11-24".parse().expect("a day"));
    let now = "2026-11-24T10:00:00Z".parse().expect("a moment");
    view("core", &report, counts, &Catalogue::core(), quarter, rules, now)
}

fn numbers(view: &ReportView, table: &str) -> Vec<String> {
    let wording = Wording::load(Language::En, London).expect("the words load");
    view.tables[table].rows.iter().map(|row| wording.say(Language::En, &row[1])).collect()
}

fn groups(counts: &[(&str, u64)], unknown: u64) -> Count {
    let known = counts.iter().map(|(code, count)| (Some((*code).to_owned()), *count));
    Count::Groups(known.chain([(None, unknown)]).collect())
}

#[test]
fn the_manager_sees_true_figures_and_the_commissioner_protected_ones() {
    let figures =
        || vec![figure("received", None, None), figure("by-source", Some("referral.source-type"), None)];
    let counts = [Count::Number(33), groups(&[("police", 28), ("court", 3)], 2)];
    let check = |rules: Option<&Rules>, total: Text, rows: &[&str]| {
        let view = made(figures(), &counts, rules);
        assert_eq!(view.figures["received"].value, total);
        assert_eq!(numbers(&view, "by-source"), rows);
        assert_eq!(view.is_protected, rules.is_some());
    };
    check(None, Text::Number(33), &["28", "3", "2"]);
    check(Some(&Rules::default()), Text::Number(35), &["30", "Not shown", "Not shown"]);
}

#[test]
fn a_share_is_shown_over_ten_and_never_of_what_is_hidden() {
    let check = |whole: u64, part: u64, rules: Option<&Rules>, expect: &str| {
        let named = Figure { label: "report-count".to_owned(), ..figure("whole", None, None) };
        let figures = vec![named, figure("part", None, Some("whole"))];
        let view = made(figures, &[Count::Number(whole), Count::Number(part)], rules);
        let wording = Wording::load(Language::En, London).expect("the words load");
        assert_eq!(wording.say(Language::En, &view.figures["part"].note), expect, "{part} of {whole}");
    };
    let rules = Rules::default();
    check(41, 30, None, "73% of “Number”");
    check(41, 30, Some(&rules), "75% of “Number”");
    check(41, 2, Some(&rules), "Too few for a share");
    check(9, 7, Some(&rules), "Too few for a share");
}

#[test]
fn what_is_not_known_is_a_row_and_counts_in_one_of_two_shares() {
    let view = made(
        vec![figure("by-source", Some("referral.source-type"), None)],
        &[groups(&[("police", 60)], 20)],
        None,
    );
    let wording = Wording::load(Language::En, London).expect("the words load");
    let said: Vec<Vec<String>> = view.tables["by-source"]
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| wording.say(Language::En, cell)).collect())
        .collect();
    assert_eq!(said[0], ["Police", "60", "75%", "100%"]);
    assert_eq!(said[1], ["Not known", "20", "25%", "–"]);
}

#[test]
fn the_spreadsheet_equals_the_screen_and_says_what_everything_is() {
    let figures =
        vec![figure("received", None, None), figure("by-source", Some("referral.source-type"), None)];
    let counts = [Count::Number(33), groups(&[("police", 28), ("court", 3)], 2)];
    let view = made(figures, &counts, Some(&Rules::default()));
    let wording = Wording::load(Language::En, London).expect("the words load");
    let csv = view.csv(&wording, Language::En);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_slice());
    let lines: Vec<Vec<String>> =
        reader.records().map(|line| line.expect("a line").iter().map(str::to_owned).collect()).collect();
    assert_eq!(lines[0][1], "1 October 2026 to 31 December 2026");
    assert_eq!(lines[1][0], "Definitions, version 3");
    assert!(lines[2][0].contains("below 5"), "{:?}", lines[2]);
    let body: Vec<&Vec<String>> = lines.iter().skip(4).collect();
    assert_eq!(body[0][..3], ["[label-received]", "", "35"]);
    let shown: Vec<&str> = body[1..].iter().map(|line| line[2].as_str()).collect();
    assert_eq!(shown, numbers(&view, "by-source"));
    for line in body {
        assert_eq!(line[5..8], ["Referral", "Referral received", line[7].as_str()]);
        assert!(line[7].starts_with("[definition-"), "a figure without its definition");
    }
}

#[test]
fn what_a_reader_may_not_have_counted_is_said_not_left_out() {
    let view = made(vec![figure("received", None, None)], &[Count::NotOffered], None);
    assert_eq!(view.figures["received"].value, Text::key("report-not-offered"));
}
