//! A page as it arrived.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

/// An answer of the service.
#[derive(Clone)]
pub struct Page {
    /// What was asked for.
    pub path: String,
    /// How it was answered.
    pub status: StatusCode,
    /// Where it leads, for a redirect.
    pub leads_to: Option<String>,
    /// Its headers.
    pub headers: HeaderMap,
    /// What it is.
    pub body: String,
}

/// The whole page would hide what went wrong.
impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Page({} {})", self.status, self.path)
    }
}

impl Page {
    fn document(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// Its main part as text, each run of spaces one space.
    pub fn text(&self) -> String {
        let texts = self.texts("main");
        if texts.is_empty() { self.body.clone() } else { texts.join(" ") }
    }

    /// Whether these words stand on it.
    pub fn says(&self, words: &str) -> bool {
        self.texts("body").join(" ").contains(words)
    }

    /// The text of every element that fits `selector`.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.document().select(&selector_of(selector)).map(text_of).collect()
    }

    /// The attribute of every element that fits.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let (document, selector) = (self.document(), selector_of(selector));
        document.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// Where the link with this text leads.
    ///
    /// # Panics
    /// If there is none.
    pub fn link(&self, text: &str) -> String {
        let (document, links) = (self.document(), selector_of("a[href]"));
        let found = document.select(&links).find(|link| text_of(*link) == text);
        let href = found.and_then(|link| link.attr("href")).map(str::to_owned);
        href.unwrap_or_else(|| panic!("no link '{text}' on {}: {}", self.path, self.text()))
    }

    /// The names of the fields of one kind in the main part.
    pub fn fields(&self, kind: &str) -> Vec<String> {
        self.attributes(&format!("main form input[type=\"{kind}\"]"), "name")
    }

    /// What is sent when the form in the main part, or the one to `action`, is sent with
    /// this typed into it: where to, and every field.
    ///
    /// # Panics
    /// If there is no such form, or it does not ask this.
    pub fn fill_in(&self, action: Option<&str>, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let document = self.document();
        let forms = selector_of(if action.is_some() { "form" } else { "main form" });
        let fits = |form: &ElementRef<'_>| action.is_none() || form.attr("action") == action;
        let form = document.select(&forms).find(fits);
        let form = form.unwrap_or_else(|| panic!("no such form on {}: {}", self.path, self.text()));
        let typed: Vec<(String, String)> =
            typed.iter().map(|(field, value)| self.answer(form, field, value)).collect();
        let mut fields = Vec::new();
        for input in form.select(&selector_of("input, textarea, select")) {
            let Some(name) = input.attr("name") else { continue };
            let is_choice = matches!(input.attr("type"), Some("radio" | "checkbox"));
            let is_typed = typed.iter().any(|(typed, _)| typed == name);
            if is_typed || is_choice && input.attr("checked").is_none() {
                continue;
            }
            fields.push((name.to_owned(), value_of(input)));
        }
        fields.extend(typed);
        let to = form.attr("action").filter(|to| !to.is_empty()).unwrap_or(&self.path);
        (to.to_owned(), fields)
    }

    /// The field that is meant by `field`, its label or its name, and what is sent for it:
    /// of a choice, the value behind the words.
    fn answer(&self, form: ElementRef<'_>, field: &str, value: &str) -> (String, String) {
        let named = selector_of(&format!("[name=\"{field}\"]"));
        let labels = selector_of("label");
        let labelled = |text: &str, within: ElementRef<'_>| {
            let label = within.select(&labels).find(|label| text_of(*label) == text)?;
            let id = label.attr("for")?;
            form.select(&selector_of(&format!("[id=\"{id}\"]"))).next()
        };
        if form.select(&named).next().is_some() {
            return (field.to_owned(), value.to_owned());
        }
        if let Some(input) = labelled(field, form) {
            let name = input.attr("name").unwrap_or_default().to_owned();
            let chosen = input.select(&selector_of("option")).find(|option| text_of(*option) == value);
            let value = chosen.and_then(|option| option.attr("value")).unwrap_or(value);
            return (name, value.to_owned());
        }
        let group = form.select(&selector_of("fieldset")).find(|group| {
            group.select(&selector_of("legend")).next().is_some_and(|legend| text_of(legend) == field)
        });
        let input = group.and_then(|group| labelled(value, group));
        let input = input.unwrap_or_else(|| panic!("no field '{field}' on {}: {}", self.path, self.text()));
        let sent = input.attr("value").unwrap_or("on");
        (input.attr("name").unwrap_or_default().to_owned(), sent.to_owned())
    }
}

fn value_of(input: ElementRef<'_>) -> String {
    match input.value().name() {
        "textarea" => input.text().collect(),
        "select" => {
            let chosen = input.select(&selector_of("option[selected]")).next();
            let chosen = chosen.or_else(|| input.select(&selector_of("option")).next());
            chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
        }
        _ => input.attr("value").unwrap_or_default().to_owned(),
    }
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn selector_of(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("'{text}' is no selector: {error}"))
}
