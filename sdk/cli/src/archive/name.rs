//! Names of files inside a package.

/// Names that some systems take for devices, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt", "conin$", "conout$"];

/// Whether `name` is a plain relative path: words of letters, digits, `.`, `_` and `-`,
/// joined by `/`, none of them empty, hidden, ending in a full stop, or a device.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.len() <= 200 && name.split('/').all(is_plain_word)
}

fn is_plain_word(word: &str) -> bool {
    let stem = word.split('.').next().unwrap_or(word).to_ascii_lowercase();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    !word.is_empty()
        && !word.starts_with('.')
        && !word.ends_with('.')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
        && !DEVICES.contains(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_names_are_accepted() {
        for name in ["plugin.toml", "forms/referral.toml", "i18n/en.ftl", "docs/README.md", "connection.toml"]
        {
            assert!(is_plain(name), "{name}");
        }
        let wrong = [
            "",
            "/etc/passwd",
            "../plugin.toml",
            "forms/../../x",
            "forms//x",
            "forms/",
            "./x",
            ".hidden",
            "C:/x",
            "c:x",
            "forms\\x",
            "\\\\server\\x",
            "nul",
            "NUL.toml",
            "com1.txt",
            "forms/aux",
            "x.",
            "a b",
            "n\u{0}l",
            "é",
            "forms/\u{202e}lmot",
        ];
        for name in wrong {
            assert!(!is_plain(name), "{name:?}");
        }
        assert!(!is_plain(&"x/".repeat(150)));
    }
}
