//! Every template as a whole.

use serde_json::json;
use wording::Language;

use crate::error::KINDS;
use crate::site::embedded;

#[test]
fn no_template_holds_a_script_a_style_or_a_handler() {
    for (name, text) in embedded().unwrap() {
        assert!(!text.contains(" style=") && !text.contains("<style"), "{name}");
        assert!(!text.contains(" on") || !text.contains(" onclick=") && !text.contains(" onload="), "{name}");
        for script in text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            assert!(tag.contains(" src="), "{name}: a script without a file");
        }
        assert!(!text.contains("{{{") && !text.contains("{{&"), "{name}");
    }
}

/// A parameter of a part is seen by everything drawn within it and hides fields of the
/// same name there, however deep. So parameters have names that no view has.
#[test]
fn parameters_of_parts_begin_with_with() {
    for (name, text) in embedded().unwrap() {
        for call in text.split("{{").skip(1).filter(|call| call.starts_with('>') || call.starts_with("#>")) {
            let call = call.split("}}").next().unwrap_or_default();
            let mut depth = 0;
            for word in call.split_inclusive(['(', ')', ' ']) {
                let parameter = word.split('=').next().unwrap_or_default();
                if depth == 0 && word.contains('=') {
                    assert!(parameter.starts_with("with_"), "{name}: {parameter}");
                }
                depth += word.matches('(').count();
                depth -= word.matches(')').count();
            }
        }
    }
}

/// Words stand in the catalogues, where they can be translated.
#[test]
fn no_template_speaks_english_by_itself() {
    for (name, text) in embedded().unwrap() {
        let markup: String =
            text.split("}}").map(|piece| piece.split("{{").next().unwrap_or_default()).collect();
        let words: String =
            markup.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words)).collect();
        let is_word = |word: &&str| word.len() > 2 && word.chars().all(char::is_alphabetic);
        let found = words.split_whitespace().find(is_word);
        assert_eq!(found, None, "{name}: put these words into a catalogue");
    }
}

#[test]
fn every_kind_of_error_has_its_words_in_every_language() {
    let (_, words) = super::package::registry_and_words();
    for kind in KINDS {
        for part in ["title", "text"] {
            let key = format!("error-{kind}-{part}");
            assert!(words.knows(&key), "{key}");
        }
    }
}

#[test]
fn pages_without_a_view_can_be_drawn_in_every_language() {
    let site = super::site();
    let frame = json!({
        "service": "Accord", "organisation": "Accord", "contact": "", "logo": null, "demonstration": false,
        "exit_to": "/", "path": "/", "languages": [], "navigation": [], "account": null, "sign_out": null,
    });
    for name in ["about/cookies", "about/privacy", "about/accessibility"] {
        for language in Language::ALL {
            let view = json!({ "unreviewed": 1, "files": 2 });
            let html = site.pages().render(name, language, &frame, &view).unwrap();
            assert!(!html.contains('['), "{name}: a key without words in {html}");
        }
    }
}
