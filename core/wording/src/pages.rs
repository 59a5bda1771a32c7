//! Our own pages: handlebars in strict mode.

use std::collections::BTreeMap;

use handlebars::{Handlebars, Template, template::TemplateElement};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::helpers::{self, LANGUAGE, Lookup};
use crate::{Language, Wording, parts};

/// Why a template could not be compiled or a page not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The template is not written in handlebars.
    #[error("{name}: {reason}")]
    Syntax {
        /// The template.
        name: String,
        /// What the parser says, with the line.
        reason: String,
    },
    /// The template writes something without escaping it.
    #[error("{name}, line {line}: '{{{{{{' and '{{{{&' write text without escaping it; use '{{{{'")]
    Unescaped {
        /// The template.
        name: String,
        /// The line, from 1.
        line: usize,
    },
    /// The page's data do not fit its template. The reason names paths, never values.
    #[error("the page '{name}' could not be drawn: {reason}")]
    Render {
        /// The template.
        name: String,
        /// Which path or helper failed, and where.
        reason: String,
    },
    /// The view is not a map of names to values.
    #[error("the view of the page '{name}' is not a struct or a map")]
    View {
        /// The template.
        name: String,
    },
}

/// The compiled templates of our pages, over one [`Wording`].
///
/// Strict: a path that is not in the data is an error, not an empty place. Nothing is
/// written unescaped: `{{{` is refused when a template is loaded.
#[derive(Clone)]
pub struct Pages {
    handlebars: Handlebars<'static>,
    wording: Wording,
}

impl Pages {
    /// Compiles `templates`, given as (name, text); a name is its path without `.hbs`.
    ///
    /// # Errors
    /// The first template that does not parse or that writes without escaping.
    pub fn new<'a>(
        wording: Wording,
        templates: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, TemplateError> {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        helpers::register(&mut handlebars, &wording);
        parts::register(&mut handlebars);
        for (name, text) in templates {
            let template = Template::compile_with_name(text, name.to_owned()).map_err(|error| {
                TemplateError::Syntax { name: name.to_owned(), reason: error.to_string() }
            })?;
            if let Some(line) = unescaped(&template) {
                return Err(TemplateError::Unescaped { name: name.to_owned(), line });
            }
            handlebars.register_template(name, parts::without_partials(template));
        }
        Ok(Self { handlebars, wording })
    }

    /// The same pages with one helper more, which looks a name up in a table: the
    /// addresses of assets are known to `web` alone.
    #[must_use]
    pub fn with_lookup(mut self, name: &'static str, table: BTreeMap<String, String>) -> Self {
        self.handlebars.register_helper(name, Box::new(Lookup { name, table }));
        self
    }

    /// The same templates over other words: after a plugin was installed or removed.
    #[must_use]
    pub fn with_wording(mut self, wording: Wording) -> Self {
        helpers::register(&mut self.handlebars, &wording);
        self.wording = wording;
        self
    }

    /// The words these pages speak with.
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// The names of the templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.handlebars.get_templates().keys().map(String::as_str)
    }

    /// Draws the page `name` for a reader of `language`.
    ///
    /// The template sees the fields of `view` at its root, `frame` beside them, and the
    /// language as `lang`.
    ///
    /// # Errors
    /// A path of the template that is not in the data, or a helper that was misused.
    pub fn render(
        &self,
        name: &str,
        language: Language,
        frame: &impl Serialize,
        view: &impl Serialize,
    ) -> Result<String, TemplateError> {
        let failed = |reason: String| TemplateError::Render { name: name.to_owned(), reason };
        let mut data = match serde_json::to_value(view).map_err(|error| failed(error.to_string()))? {
            Json::Object(fields) => fields,
            Json::Null => Map::new(),
            _ => return Err(TemplateError::View { name: name.to_owned() }),
        };
        data.insert("frame".into(), serde_json::to_value(frame).map_err(|error| failed(error.to_string()))?);
        data.insert(LANGUAGE.into(), language.code().into());
        self.handlebars.render(name, &Json::Object(data)).map_err(|error| failed(error.to_string()))
    }
}

/// The first line on which the template writes without escaping.
fn unescaped(template: &Template) -> Option<usize> {
    template.elements.iter().zip(&template.mapping).find_map(|(element, place)| match element {
        TemplateElement::HtmlExpression(_) => Some(place.0),
        TemplateElement::HelperBlock(block) => {
            [&block.template, &block.inverse].into_iter().flatten().find_map(unescaped)
        }
        TemplateElement::PartialBlock(block) | TemplateElement::DecoratorBlock(block) => {
            block.template.as_ref().and_then(unescaped)
        }
        _ => None,
    })
}
