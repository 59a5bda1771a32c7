//! Helpers that write markup of ours around escaped text.

use handlebars::{Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError};
use serde_json::Value as Json;

use crate::helpers::{LANGUAGE, escape, plain};
use crate::{Language, Wording};

/// The reader's language, which stands at the root of a page's data.
pub(crate) fn language_of(wording: &Wording, context: &Context) -> Language {
    let code = context.data().get(LANGUAGE).and_then(Json::as_str);
    code.and_then(Language::parse).unwrap_or_else(|| wording.service_language())
}

/// What a drawing helper does.
pub(crate) type Draw = fn(&Pen<'_>, &Helper<'_>, &Context) -> Result<String, RenderError>;

/// A helper that writes markup of ours around escaped text.
pub(crate) struct Drawing {
    /// The words it speaks with.
    pub(crate) wording: Wording,
    /// What it draws.
    pub(crate) draw: Draw,
}

impl HelperDef for Drawing {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let pen = Pen { wording: &self.wording, language: language_of(&self.wording, context) };
        out.write(&(self.draw)(&pen, helper, context)?)?;
        Ok(())
    }
}

/// Writes escaped text in the reader's language.
pub(crate) struct Pen<'a> {
    wording: &'a Wording,
    language: Language,
}

impl Pen<'_> {
    /// A text of the view, or a member of it that may be missing.
    pub(crate) fn text(&self, value: Option<&Json>) -> String {
        escape(&plain(self.wording, self.language, value.unwrap_or(&Json::Null)))
    }

    /// A sentence of the catalogue.
    pub(crate) fn key(&self, key: &str) -> String {
        escape(&self.wording.key(self.language, key))
    }
}
