//! The table of settings in the guide is the documentation in the settings themselves.

use server::settings::DEFAULT;

const HEAD: &str = "\
# Every setting

Made from `core/server/config/default.toml`, which a test compares (`ACCORD_BLESS=1` writes this page anew).

Write what you want to change into `/etc/accord/accord.toml`, under the heading that stands before the dot:
`listen.proxies` is the line `proxies = 1` below `[listen]`. Or set it in the environment:
`listen.proxies` is `ACCORD_LISTEN__PROXIES`, `data` is `ACCORD_DATA`. The environment goes before the file, and
the command line before both. `accord settings show` prints what is in force and where it came from;
secrets are masked. Changes take effect when Accord is started again.

| Setting | Unless you choose | What it means |
|---|---|---|
";

/// The page that the settings make.
fn made() -> String {
    let mut page = HEAD.to_owned();
    let (mut section, mut said) = (String::new(), Vec::new());
    for line in DEFAULT.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = format!("{}.", name.trim_end_matches(']'));
        } else if let Some(text) = line.strip_prefix("# ") {
            said.push(text);
            continue;
        } else if let Some((key, value)) = line.split_once(" = ") {
            let value = if value == "\"\"" { "(empty)".to_owned() } else { format!("`{value}`") };
            let text = said.join(" ").replace('|', "\\|");
            page.push_str(&format!("| `{section}{key}` | {value} | {text} |\n"));
        }
        said.clear();
    }
    page
}

#[test]
fn the_table_of_settings_says_what_the_settings_say() {
    let file = super::guide().join("settings.md");
    let made = made();
    if std::env::var_os("ACCORD_BLESS").is_some() {
        std::fs::write(&file, &made).expect("the guide can be written");
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(written, made, "ACCORD_BLESS=1 writes it anew");
    // The settings as the program itself counts them.
    let loaded = server::settings::load(server::settings::Sources::default()).expect("the defaults");
    for entry in loaded.entries {
        assert!(made.contains(&format!("| `{}` |", entry.key)), "{} is not in the table", entry.key);
    }
}
