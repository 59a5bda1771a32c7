//! A page that only says something.

use serde::Serialize;
use wording::Text;

use super::Link;

/// The page `said`: a heading, some sentences, and a way on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Said {
    /// The heading.
    pub title: Text,
    /// The sentences.
    pub paragraphs: Vec<Text>,
    /// The way on.
    pub link: Option<Link>,
}

impl Said {
    /// A heading and sentences with these keys.
    pub fn keys(title: &str, paragraphs: &[&str]) -> Self {
        let paragraphs = paragraphs.iter().map(|key| Text::key(*key)).collect();
        Self { title: Text::key(title), paragraphs, link: None }
    }

    /// The same page with a way on.
    #[must_use]
    pub fn on(self, href: &str, key: &str) -> Self {
        Self { link: Some(Link::new(href, Text::key(key))), ..self }
    }
}
