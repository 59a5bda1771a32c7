//! The catalogues as a whole: the same keys in every language, and every key that is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use super::wording;
use crate::Language;
use crate::catalogue::files_of;

type Keys = BTreeMap<String, BTreeSet<String>>;

/// Every key of a language with the names of its arguments.
fn keys_of(language: Language) -> Keys {
    let mut keys = Keys::new();
    for (file, text) in files_of(language) {
        let resource = parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut args = BTreeSet::new();
            for pattern in message.value.iter().chain(message.attributes.iter().map(|a| &a.value)) {
                pattern_args(pattern, &mut args);
            }
            keys.insert(message.id.name.to_owned(), args);
        }
    }
    keys
}

fn pattern_args(pattern: &Pattern<&str>, args: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expression_args(expression, args);
        }
    }
}

fn expression_args(expression: &Expression<&str>, args: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => inline_args(inline, args),
        Expression::Select { selector, variants } => {
            inline_args(selector, args);
            variants.iter().for_each(|variant| pattern_args(&variant.value, args));
        }
    }
}

fn inline_args(inline: &InlineExpression<&str>, args: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            args.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => expression_args(expression, args),
        _ => {}
    }
}

#[test]
fn every_key_exists_in_every_language_with_the_same_arguments() {
    let english = keys_of(Language::En);
    let welsh = keys_of(Language::Cy);
    let mut wrong: Vec<String> = Vec::new();
    for (key, args) in &english {
        match welsh.get(key) {
            None => wrong.push(format!("'{key}' is missing in Welsh")),
            Some(theirs) if theirs != args => {
                wrong.push(format!("'{key}' takes {args:?} in English and {theirs:?} in Welsh"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(
        welsh
            .keys()
            .filter(|key| !english.contains_key(*key))
            .map(|key| format!("'{key}' is missing in English")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_holds_markup() {
    for language in Language::ALL {
        for (file, text) in files_of(language) {
            let with_markup = text.lines().find(|line| !line.starts_with('#') && line.contains('<'));
            assert_eq!(with_markup, None, "{file}");
        }
    }
}

#[test]
fn welsh_says_where_no_speaker_has_read_it() {
    let coverage = crate::Wording::coverage();
    let [english, welsh] = coverage.as_slice() else { panic!("two languages") };
    assert_eq!(english.unreviewed, 0, "English is the language we write in");
    assert_eq!(welsh.files, english.files);
    // When a Welsh speaker has read a file, its mark goes and this number with it.
    assert_eq!(welsh.unreviewed, welsh.files);
}

/// Keys named by code and templates, found as literals.
///
/// Looks for `Message::new("…")`, `Text::key("…")` and `.key(language, "…")` in the crates
/// outside their tests, and for `{{t "…"` and `(t "…"` in templates.
#[test]
fn every_key_that_code_or_a_template_names_exists() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let wording = wording();
    let mut missing = BTreeSet::new();
    for path in files_below(&core) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (text, openings): (&str, &[&str]) = match path.extension().and_then(|e| e.to_str()) {
            Some("rs") => {
                let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
                (before_tests, &["Message::new(\"", "Text::key(\"", ".key(language, \""])
            }
            Some("hbs") => (text.as_str(), &["{{t \"", "(t \""]),
            _ => continue,
        };
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for opening in openings {
                for rest in line.split(opening).skip(1) {
                    let key = rest.split('"').next().unwrap_or_default();
                    if !key.is_empty() && !key.contains('/') && !wording.knows(key) {
                        missing.insert(format!(
                            "{}: {key}",
                            path.strip_prefix(&core).unwrap_or(&path).display()
                        ));
                    }
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "keys without words:\n{}",
        missing.into_iter().collect::<Vec<_>>().join("\n")
    );
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "tests" && name != "target" {
                found.extend(files_below(&path));
            }
        } else if name != "tests.rs" {
            found.push(path);
        }
    }
    found
}
