//! Names that authors write: which are well formed, and which one was probably meant.

/// The longest id of a field, form, page, list or option.
const LONGEST: usize = 60;

/// Whether `name` is a kebab-case id: lower-case letters and digits in words joined by
/// hyphens, the first a letter. Codes of options may begin with a digit.
pub(crate) fn is_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && is_code(name)
}

/// Whether `code` may stand for an option: like an id, but it may begin with a digit.
pub(crate) fn is_code(code: &str) -> bool {
    code.len() <= LONGEST
        && code.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Whether `name` may name a plugin: one id, or several joined by full stops as in
/// `org.example.school-referral`. `core` is ours.
pub(crate) fn is_plugin_id(name: &str) -> bool {
    name != "core" && name.len() <= 2 * LONGEST && name.split('.').all(is_id)
}

/// The known name that `name` was probably meant to be.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// `; did you mean 'x'?` where there is a nearest name, otherwise nothing.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map(|near| format!("did you mean '{near}'?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        assert!(is_id("crime-reference") && is_id("a1-2b"));
        for wrong in ["", "Crime", "crime_reference", "-crime", "crime-", "crime--reference", "1st", "té"] {
            assert!(!is_id(wrong), "{wrong}");
        }
        assert!(is_code("18-24") && !is_code("18–24"));
        assert!(is_plugin_id("org.example.school-referral") && is_plugin_id("referral-partner"));
        assert!(!is_plugin_id("core") && !is_plugin_id("org..example") && !is_plugin_id("../etc"));
    }

    #[test]
    fn a_typing_mistake_finds_what_was_meant() {
        assert_eq!(nearest("requird", ["label", "required", "retention"]), Some("required"));
        assert_eq!(nearest("zebra", ["label", "required"]), None);
    }
}
