//! Exports of other systems, which nobody vouches for.

use std::sync::OnceLock;

use cases::import::Profile;
use cases::import::read::{Table, decoded, plain, read_day, read_stamp};

use super::{Target, file, text};

fn profile() -> &'static Profile {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    PROFILE.get_or_init(|| {
        let text = String::from_utf8(file("examples/import-myrj/profile.toml")).expect("it is text");
        Profile::from_toml(&text).expect("the example is a profile")
    })
}

/// A comma-separated file.
pub(super) const SHEET: Target =
    Target { name: "sheet", run: sheet, seeds: sheets, words: &["\",\"", "\t", "Total"] };

fn sheet(bytes: &[u8]) {
    let Ok(table) = Table::read(bytes, Some("Total"), 1 << 16) else { return };
    for record in &table.records {
        assert!(!record.canonical().is_empty() || record.cells.iter().all(|cell| cell.is_empty()));
    }
}

fn sheets() -> Vec<Vec<u8>> {
    let plain = "Case ref,Received,Notes\r\nRJ1,03/10/2026,\"A, \"\"quoted\"\" note\r\nof two lines\"\r\nTotal,1,\r\n";
    let wide: Vec<u8> = [0xfeff].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    vec![
        plain.into(),
        format!("\u{feff}{plain}").into(),
        wide,
        b"a,b\n\"open".to_vec(),
        b"a\xff\xfe,b\nc\n".to_vec(),
    ]
}

/// A profile that says how to read an export.
pub(super) const PROFILE: Target = Target {
    name: "profile",
    run: |bytes| drop(Profile::from_toml(&text(bytes))),
    seeds: || vec![file("examples/import-myrj/profile.toml")],
    words: &["[", "]", "= \"", "column", "formats", "%Y-%m-%d", "%Q"],
};

/// One cell, as text, day, stamp and markup.
pub(super) const CELL: Target = Target {
    name: "cell",
    run: cell,
    seeds: || {
        [
            "03/10/2026",
            "3/10/26",
            "2026-10-03 14:05:06",
            "<p>A <b>note</b> &amp; more</p>",
            "&#x110000;",
            "29/02/1900",
        ]
        .map(|cell| cell.as_bytes().to_vec())
        .into()
    },
    words: &["<", "</p>", "&#", ";", "/", "<!--", "<![CDATA["],
};

fn cell(bytes: &[u8]) {
    let cell = decoded(bytes);
    let dates = &profile().dates;
    let past = chrono::NaiveDate::from_ymd_opt(2026, 11, 25);
    let _ = (read_day(&cell, dates, past), read_day(&cell, dates, None), read_stamp(&cell, &dates.stamp));
    let (without, _) = plain(&cell);
    assert!(without.len() <= cell.len() * 2 + 16, "markup grows when it is taken away");
}
