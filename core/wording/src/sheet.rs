//! Cells of files that a spreadsheet program opens.

/// `text` as the cell of a file that somebody will open in a spreadsheet program.
///
/// Such programs run a cell that begins like a formula, whoever wrote it, so an apostrophe
/// is put before it, which they take for "this is text". Control characters are dropped;
/// line breaks and tabs inside stay.
pub fn spreadsheet_cell(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let first = clean.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}']).chars().next();
    // The full-width forms are taken for the plain ones by some of them.
    let risky =
        matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\n' | '|' | '%' | '＝' | '＋' | '－' | '＠'));
    if risky { format!("'{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_begins_like_a_formula() {
        let check = |text: &str, expect: &str| assert_eq!(spreadsheet_cell(text), expect, "{text:?}");
        check("=1+1", "'=1+1");
        check("  @SUM(A1)", "'  @SUM(A1)");
        check("\t=cmd|' /C calc'!A0", "'\t=cmd|' /C calc'!A0");
        check("\r\n=1", "'\n=1");
        check("\0=1", "'=1");
        check("＝1", "'＝1");
        check("+44 7700 900123", "'+44 7700 900123");
        check("O'Neill", "O'Neill");
        check("a = b", "a = b");
        check("", "");
    }
}
