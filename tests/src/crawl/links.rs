//! What a page offers to follow or to fill in.

use scraper::{ElementRef, Html, Selector};

use crate::page::Page;

/// A form as it stands on a page, with what it would send untouched.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Whether it is sent as a post.
    pub is_post: bool,
    /// Whether it is sent in parts, as files are.
    pub in_parts: bool,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

fn select(text: &str) -> Selector {
    Selector::parse(text).unwrap_or_else(|error| panic!("'{text}' is no selector: {error}"))
}

/// The addresses of our own that the page links to.
pub fn links(page: &Page) -> Vec<String> {
    let (document, anchors) = (Html::parse_document(&page.body), select("a[href]"));
    let found = document.select(&anchors).filter_map(|link| link.attr("href"));
    let own = |href: &&str| href.starts_with('/') && !href.starts_with("//");
    found.filter(own).map(|href| href.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// The forms of the page.
pub fn forms(page: &Page) -> Vec<Form> {
    let document = Html::parse_document(&page.body);
    let form = |form: ElementRef<'_>| {
        let action = form.attr("action").filter(|action| !action.is_empty()).unwrap_or(&page.path);
        let is_post = form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
        let in_parts = form.attr("enctype") == Some("multipart/form-data");
        let mut fields = Vec::new();
        for input in form.select(&select("input, textarea, select, button")) {
            let Some(name) = input.attr("name") else { continue };
            let is_choice = matches!(input.attr("type"), Some("radio" | "checkbox"));
            if is_choice && input.attr("checked").is_none() || input.value().name() == "button" {
                continue;
            }
            let value = match input.value().name() {
                "textarea" => input.text().collect(),
                "select" => chosen(input),
                _ => input.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        Form { action: action.to_owned(), is_post, in_parts, fields }
    };
    let all = select("form");
    document.select(&all).map(form).collect()
}

fn chosen(input: ElementRef<'_>) -> String {
    let options: Vec<_> = input.select(&select("option")).collect();
    let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
    chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
}
