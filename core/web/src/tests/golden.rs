//! Our parts against the examples that come with GOV.UK Frontend.

use std::collections::BTreeMap;

use domain::{FieldErrors, Message};
use scraper::{Html, Node};
use serde::Serialize;
use serde_json::json;
use wording::{Language, Text};

use crate::form::{FieldView, Input};
use crate::parts::{Cell, Colour, ErrorSummary, Heading, Notice, SideView, Table, Tag};

/// The element tree in one line each: names, attributes in order, text without spaces around.
fn tree(html: &str) -> Vec<String> {
    let parsed = Html::parse_fragment(html);
    let mut lines = Vec::new();
    for node in parsed.tree.nodes() {
        let depth = node.ancestors().count();
        match node.value() {
            Node::Element(element) => {
                let attributes: BTreeMap<_, _> = element
                    .attrs()
                    .map(|(name, value)| {
                        let mut words: Vec<_> = value.split_whitespace().collect();
                        if name == "class" {
                            words.sort_unstable();
                        }
                        (name, words.join(" "))
                    })
                    .collect();
                lines.push(format!("{depth} {} {attributes:?}", element.name()));
            }
            Node::Text(text) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    lines.push(format!("{depth} {text}"));
                }
            }
            _ => {}
        }
    }
    lines
}

fn draw(template: &str, view: &impl Serialize) -> String {
    super::site().pages().render(template, Language::En, &json!({}), view).unwrap()
}

fn check(example: &str, template: &str, view: &impl Serialize) {
    let golden: BTreeMap<String, String> = serde_json::from_str(include_str!("golden.json")).unwrap();
    let ours = draw(template, view);
    assert_eq!(tree(&ours), tree(&golden[example]), "{example}\n{ours}");
}

fn options(words: &[(&str, &str)]) -> Vec<(String, Text)> {
    words.iter().map(|(code, label)| ((*code).to_owned(), Text::plain(*label))).collect()
}

#[test]
fn a_box_of_one_line() {
    let view = FieldView::text("with-error-hint", "National insurance number", "")
        .input(Input { kind: "text", spellcheck: true, ..Input::default() })
        .hint("It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’.")
        .error("Enter a National Insurance number in the correct format");
    check("input: with error and hint", "parts/field", &view);
}

#[test]
fn a_box_of_several_lines() {
    let view = FieldView::long_text("with-hint-error", "With hint and error", "")
        .hint("Hint")
        .error("Error message");
    check("textarea: with hint and error message", "parts/field", &view);
}

#[test]
fn what_was_typed_keeps_its_lines() {
    let typed = "\n  221B Baker Street\nLondon {{t}}\n<b>&amp;\n";
    let html = super::site()
        .pages()
        .render("parts/field", Language::En, &json!({}), &FieldView::long_text("address", "Address", typed))
        .unwrap();
    let parsed = Html::parse_fragment(&html);
    let textarea = scraper::Selector::parse("textarea").unwrap();
    let text: String = parsed.select(&textarea).next().unwrap().text().collect();
    assert_eq!(text, typed);
}

#[test]
fn radio_buttons() {
    let view = FieldView::choice(
        "example-with-hint",
        "Have you changed your name?",
        options(&[("yes", "Yes"), ("no", "No")]),
        "",
    )
    .hint("This includes changing your last name or spelling your name differently.");
    check("radios: with hint", "parts/field", &view);
}

#[test]
fn check_boxes() {
    let view = FieldView::choices(
        "example",
        "What is your nationality?",
        options(&[("british", "British"), ("irish", "Irish")]),
        |_| false,
    )
    .hint("If you have dual nationality, select all options that are relevant to you.")
    .error("Please select an option");
    check("checkboxes: with error message and hint", "parts/field", &view);
}

#[test]
fn a_date_in_three_boxes() {
    let view = FieldView::date("dob-errors", "What is your date of birth?", ["", "", ""])
        .hint("For example, 31 3 1980")
        .error("Error message goes here");
    // The example's boxes are named after the part alone, ours after the field as well.
    let golden: BTreeMap<String, String> = serde_json::from_str(include_str!("golden.json")).unwrap();
    let mut expect = golden["date-input: with error message and hint"].clone();
    for part in ["day", "month", "year"] {
        expect = expect.replace(&format!("name=\"{part}\""), &format!("name=\"dob-errors-{part}\""));
    }
    let ours = super::site().pages().render("parts/field", Language::En, &json!({}), &view).unwrap();
    assert_eq!(tree(&ours), tree(&expect));
}

#[test]
fn an_error_summary_links_where_it_can() {
    let mut errors = FieldErrors::default();
    errors.push("nowhere", Message::new("org.example.gallery/way-email"));
    errors.push("example-error-1", Message::new("org.example.gallery/way-phone"));
    let fields = [FieldView::text("example-error-1", "Terms", "")];
    let summary = ErrorSummary::new(&errors, &fields);
    let golden: BTreeMap<String, String> = serde_json::from_str(include_str!("golden.json")).unwrap();
    let expect = golden["error-summary: mixed with and without links"]
        .replace("Invalid username or password", "By e-mail")
        .replace("Agree to the terms of service to log in", "By telephone");
    assert_eq!(tree(&draw("parts/error-summary", &summary)), tree(&expect));
}

#[test]
fn small_parts() {
    let text = "It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in the application.";
    check("inset-text: default", "parts/inset", &json!({ "with_text": text }));
    let text = "You can be fined up to £5,000 if you don’t register.";
    check("warning-text: default", "parts/warning", &json!({ "with_text": text }));
    check(
        "notification-banner: with type as success",
        "parts/notice",
        &Notice::success("Email sent to example@email.com"),
    );
    check("tag: grey", "parts/tag", &Tag::new("Grey", Colour::Grey));
}

#[test]
fn a_cell_shows_its_tag_and_side_as_their_parts_do() {
    let tag = Tag::new("<Late>", Colour::Red);
    let side = SideView::new(domain::SideKind::Harmed, domain::SideLetter('B'));
    let cell = Cell { tag: Some(tag.clone()), side: Some(side.clone()), ..Cell::link("/a?b&c", "x & y") };
    let head = vec![Heading::new("Name"), Heading::numeric("<Number>")];
    let table = Table::new("Things", head, vec![vec![cell, Cell::new(Text::Number(2_000)).more("of all")]]);
    let ours = draw("parts/table", &table);
    let body = ours.split("<tbody class=\"govuk-table__body\">").nth(1).unwrap();
    let body = body.split("</tbody>").next().unwrap();
    let expect = format!(
        "<tr class=\"govuk-table__row\"><th scope=\"row\" class=\"govuk-table__header\"><span class=\"accord-cell\">\
         <a class=\"govuk-link\" href=\"/a?b&amp;c\">x &amp; y</a>{}<span class=\"accord-cell__side\">{}</span></span></th>\
         <td class=\"govuk-table__cell govuk-table__cell--numeric\"><span class=\"accord-rows__label\" \
         aria-hidden=\"true\">&lt;Number&gt;</span> <span class=\"accord-cell\">2,000<span class=\"accord-cell__more\">\
         of all</span></span></td></tr>",
        draw("parts/tag", &tag),
        draw("parts/side-tag", &side),
    );
    let within = |rows: &str| tree(&format!("<table><tbody>{rows}</tbody></table>"));
    assert_eq!(within(body), within(&expect));
}
