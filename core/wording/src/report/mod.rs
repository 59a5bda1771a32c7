//! Templates of reports, which plugins contribute.
//!
//! A closed environment: a template says in which order figures, tables and words stand
//! and nothing else. It is checked whole when its package is loaded ([`check`](self::check)),
//! so nothing needs cleaning when it is drawn. What looks like anything (classes, charts,
//! signatures) comes from helpers of ours.

mod check;
mod draw;

use handlebars::{Context, Handlebars, RenderContext, Renderable, Template};
use serde::Serialize;
use serde_json::Value as Json;

use crate::helpers::LANGUAGE;
use crate::pages::TemplateError;
use crate::{Language, Wording};

/// The name under which the plugin stands at the root of a report's data.
const PLUGIN: &str = "plugin";

/// One thing that is wrong with a template, for its author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct TemplateProblem {
    /// The file in the package.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub reason: String,
}

/// A template that passed its check.
#[derive(Clone, Debug)]
pub struct ReportTemplate {
    plugin: String,
    file: String,
    template: Template,
}

impl ReportTemplate {
    /// Checks and compiles `text`, the file `file` of the package of `plugin`.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn check(plugin: &str, file: &str, text: &str) -> Result<Self, Vec<TemplateProblem>> {
        let template = check::check(file, text)?;
        Ok(Self { plugin: plugin.to_owned(), file: file.to_owned(), template })
    }
}

/// Draws checked templates with the words of one [`Wording`].
#[derive(Clone)]
pub struct ReportTemplates {
    handlebars: Handlebars<'static>,
}

impl ReportTemplates {
    /// The environment over these words.
    pub fn new(wording: &Wording) -> Self {
        let mut handlebars = Handlebars::new();
        handlebars.set_strict_mode(true);
        crate::helpers::register(&mut handlebars, wording);
        draw::register(&mut handlebars, wording);
        Self { handlebars }
    }

    /// The report as a piece of a page.
    ///
    /// `data` is a map. Its `figures` (by id: `label`, `value`, `definition`, `unit`,
    /// `date_basis`, `note`) and `tables` (by id: `caption`, `head`, `rows`) are what the
    /// helpers `figure`, `value`, `table` and `chart` draw; anything else in it is the
    /// report's own and is written escaped. Texts are [`Text`](crate::Text).
    ///
    /// # Errors
    /// A path or an id of the template that is not in the data.
    pub fn render(
        &self,
        template: &ReportTemplate,
        language: Language,
        data: &impl Serialize,
    ) -> Result<String, TemplateError> {
        let failed = |reason: String| TemplateError::Render { name: template.file.clone(), reason };
        let mut data = match serde_json::to_value(data).map_err(|error| failed(error.to_string()))? {
            Json::Object(fields) => fields,
            _ => return Err(TemplateError::View { name: template.file.clone() }),
        };
        data.insert(LANGUAGE.into(), language.code().into());
        data.insert(PLUGIN.into(), template.plugin.clone().into());
        let context = Context::from(Json::Object(data));
        let mut state = RenderContext::new(None);
        template
            .template
            .renders(&self.handlebars, &context, &mut state)
            .map_err(|error| failed(error.to_string()))
    }
}
