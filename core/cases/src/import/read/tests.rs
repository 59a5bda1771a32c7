use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::import::profile::{Dates, Swap};

fn dates() -> Dates {
    Dates {
        formats: ["%d/%m/%Y", "%d %b %Y", "%d-%m-%y"].map(str::to_owned).into(),
        stamp: "%d/%m/%Y %H:%M:%S".to_owned(),
        empty: ["01/01/1900", "00/00/0000", "unknown"].map(str::to_owned).into(),
        swap: Swap { farther_than: 45, within: 14 },
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's own date")
}

#[test]
fn typed_days_are_read_day_first() {
    let check =
        |typed: &str, expect: DateReading| assert_eq!(read_day(typed, &dates(), None), expect, "{typed}");
    check("05/07/2018", DateReading::Day(day("2018-07-05")));
    check(" 9 Oct 2018", DateReading::Day(day("2018-10-09")));
    check("01-03-29", DateReading::Day(day("2029-03-01")));
    check("04/25/2019", DateReading::MonthFirst(day("2019-04-25")));
    check("31/02/2019", DateReading::Unreadable);
    check("12/12/19", DateReading::Unreadable);
    check("see file", DateReading::Unreadable);
    for empty in ["", "  ", "01/01/1900", "00/00/0000", "Unknown"] {
        check(empty, DateReading::Empty);
    }
}

#[test]
fn a_date_of_birth_is_never_in_the_future() {
    let check = |typed: &str, expect: &str| {
        assert_eq!(read_day(typed, &dates(), Some(day("2023-10-02"))).day(), Some(day(expect)), "{typed}");
    };
    check("07-09-50", "1950-09-07");
    check("02-10-23", "2023-10-02");
    check("03-10-23", "1923-10-03");
}

#[test]
fn a_swap_is_proposed_only_where_the_record_was_made_shortly_after() {
    let check = |read: &str, made: &str, expect: Option<&str>| {
        assert_eq!(swapped(day(read), day(made), dates().swap), expect.map(day), "{read} {made}");
    };
    check("2019-02-10", "2019-10-02", Some("2019-10-02"));
    check("2019-02-10", "2019-10-16", Some("2019-10-02"));
    check("2019-02-10", "2019-10-17", None);
    check("2019-02-10", "2019-10-01", None);
    check("2019-09-10", "2019-10-12", None);
    check("2019-02-25", "2019-10-12", None);
}

fn cell(bytes: &[u8]) -> (String, Vec<Oddity>) {
    let mut oddities = Oddities::default();
    let text = super::cell::text(bytes, &mut oddities);
    (text, oddities.iter().collect())
}

#[test]
fn whatever_the_bytes_the_cell_becomes_text_and_says_what_was_strange() {
    let check = |bytes: &[u8], text: &str, oddities: &[Oddity]| {
        assert_eq!(cell(bytes), (text.to_owned(), oddities.to_vec()));
    };
    check("Siân Żak".as_bytes(), "Siân Żak", &[]);
    check(b"caf\xe9 \x96 \xa360", "café – £60", &[Oddity::Encoding]);
    check("SiÃ¢n â€“ so".as_bytes(), "Siân – so", &[Oddity::DoubleEncoding]);
    check("À la Ângela".as_bytes(), "À la Ângela", &[]);
    check(b"one\0two \0 three", "one two  three", &[Oddity::Control]);
    check(b"one\r\ntwo\rthree", "one\ntwo\nthree", &[]);
    check(b"=1+1", "=1+1", &[Oddity::Formula]);
    check(b"\t=SUM(A1:A9)", "\t=SUM(A1:A9)", &[Oddity::Formula]);
    check(b"=\"two staff\"", "two staff", &[]);
    check(b"+44 7700 900123", "+44 7700 900123", &[]);
}

#[test]
fn markup_becomes_text_and_no_word_is_lost() {
    let check =
        |typed: &str, expect: &str, found| assert_eq!(plain(typed), (expect.to_owned(), found), "{typed}");
    check("no markup < here", "no markup < here", false);
    check("<p>One</p><p>two<br/>three</p>", "One\ntwo\nthree", true);
    check("<b>bold</b> &amp; <font color=\"red\">red</font>", "bold & red", true);
    check("&lt;b&gt; &amp;amp;", "<b> &amp;", true);
    check("<script>alert(1)</script>", "<script>alert(1)</script>", true);
    check("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", true);
    check("<b onmouseover=x>", "<b onmouseover=x>", false);
    check("<!-- only this -->", "<!-- only this -->", true);
    check("5 <6 & 7> 3", "5 <6 & 7> 3", false);
    check("end &nbsp;&nbsp;<br>", "end", true);
}

#[test]
fn a_table_has_no_empty_lines_no_total_and_no_mark() {
    let bytes = b"\xef\xbb\xbfA,B \r\n1,\"x\ny\"\r\n\r\n2\r\nTotal records: 2\r\n";
    let table = Table::read(bytes, Some("Total records:"), 1_000).expect("a table");
    assert_eq!(table.header, ["A", "B "]);
    let lines: Vec<_> = table.records.iter().map(|record| (record.line, record.cells.len())).collect();
    assert_eq!(lines, [(2, 2), (5, 1)]);
}

#[test]
fn what_is_no_table_says_so() {
    let check = |bytes: &[u8], expect| assert_eq!(Table::read(bytes, None, 50), Err(expect));
    check(b"", TableError::Empty);
    check(b"\r\n\r\n", TableError::Empty);
    check(b"PK\x03\x04rest", TableError::NotText);
    let endless = format!("A,B\n1,\"{}", "never closed\n".repeat(10));
    check(endless.as_bytes(), TableError::Endless { line: 2 });
}

#[test]
fn a_spreadsheets_utf_16_is_read() {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend("A\r\nŻak\r\n".encode_utf16().flat_map(u16::to_le_bytes));
    let table = Table::read(&bytes, None, 100).expect("a table");
    assert_eq!(&table.records[0].cells[0], "Żak".as_bytes());
}

proptest! {
    #[test]
    fn no_bytes_stop_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = Table::read(&bytes, Some("Total"), 10_000) {
            for record in &table.records {
                for bytes in &record.cells {
                    let (text, _) = cell(bytes);
                    prop_assert!(text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')));
                    let _ = plain(&text);
                    let _ = read_day(&text, &dates(), None);
                }
            }
        }
    }

    #[test]
    fn markup_never_grows_a_text(typed in "[a-z<>/&; ]{0,80}") {
        prop_assert!(plain(&typed).0.len() <= typed.len());
    }
}
