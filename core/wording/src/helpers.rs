//! What our templates may call.
//!
//! Every helper returns a value and leaves the writing to handlebars, so that text is
//! escaped exactly once, and a helper may stand inside another.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::{Instant, Message};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson,
};
use serde_json::Value as Json;

use crate::pen::Drawing;
use crate::{Language, Text, Wording, dates, rows};

/// The name under which a page's language stands at the root of its data.
pub(crate) const LANGUAGE: &str = "lang";

type Call = dyn Fn(&Wording, Language, &Helper<'_>) -> Result<Json, RenderError> + Send + Sync;

/// A helper that answers from its arguments, the words and the reader's language alone.
struct WordHelper {
    wording: Wording,
    call: Arc<Call>,
}

impl HelperDef for WordHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let code = context.data().get(LANGUAGE).and_then(Json::as_str);
        let language = code.and_then(Language::parse).unwrap_or_else(|| self.wording.service_language());
        (self.call)(&self.wording, language, helper).map(ScopedJson::Derived)
    }
}

/// Registers every helper over these words; registering again replaces them.
pub(crate) fn register(handlebars: &mut Handlebars<'static>, wording: &Wording) {
    let mut add = |name: &str, call: Arc<Call>| {
        handlebars.register_helper(name, Box::new(WordHelper { wording: wording.clone(), call }));
    };
    add("t", Arc::new(translate));
    add("say", Arc::new(say));
    add(
        "date",
        Arc::new(|wording, language, helper| dated(helper, |day| dates::date(wording, language, day))),
    );
    add(
        "day",
        Arc::new(|wording, language, helper| {
            dated(helper, |day| dates::day_and_month(wording, language, day))
        }),
    );
    add(
        "month",
        Arc::new(|wording, language, helper| {
            dated(helper, |day| dates::month_and_year(wording, language, day))
        }),
    );
    add(
        "datetime",
        Arc::new(|wording, language, helper| {
            timed(helper, |moment| dates::date_and_time(wording, language, moment))
        }),
    );
    add(
        "time",
        Arc::new(|wording, language, helper| {
            timed(helper, |moment| dates::time_of_day(wording, language, moment))
        }),
    );
    add(
        "number",
        Arc::new(|_, _, helper| match param(helper, 0)? {
            Json::Null => Ok(Json::Null),
            Json::Number(number) if number.is_i64() => {
                Ok(dates::number(number.as_i64().unwrap_or_default()).into())
            }
            other => Ok(other.clone()),
        }),
    );
    add("concat", Arc::new(concat));
    add("query", Arc::new(|_, _, helper| Ok(query(param(helper, 0)?.as_str().unwrap_or_default()).into())));
    add("first", Arc::new(first));
    let drawing = Drawing { wording: wording.clone(), draw: rows::rows };
    handlebars.register_helper("table_rows", Box::new(drawing));
}

/// The escaped form of `text`, for helpers that write markup of their own.
pub(crate) fn escape(text: &str) -> String {
    handlebars::html_escape(text)
}

/// An error that names the helper and what was wrong with its call.
pub(crate) fn wrong(helper: &Helper<'_>, what: &str) -> RenderError {
    RenderErrorReason::Other(format!("{}: {what}", helper.name())).into()
}

/// The parameter at `index`, which must be there; a misspelt path is an error.
pub(crate) fn param<'a>(helper: &'a Helper<'_>, index: usize) -> Result<&'a Json, RenderError> {
    let Some(param) = helper.param(index) else {
        return Err(wrong(helper, "a parameter is missing"));
    };
    if param.is_value_missing() {
        let path = param.relative_path().map_or("?", String::as_str);
        return Err(wrong(helper, &format!("'{path}' is not in the page's data")));
    }
    Ok(param.value())
}

/// `{{t "key" name=value}}`: a sentence of the catalogue; `{{t message}}` with the
/// message's own arguments, to which those in the call are added.
fn translate(wording: &Wording, language: Language, helper: &Helper<'_>) -> Result<Json, RenderError> {
    let mut message = match param(helper, 0)? {
        Json::Null => return Ok(Json::Null),
        Json::String(key) => Message::new(key),
        object => match Text::of(object) {
            Some(Text::Words(message)) => message,
            _ => return Err(wrong(helper, "neither a key nor a message")),
        },
    };
    for (name, value) in helper.hash() {
        message.args.insert((*name).to_owned(), plain(wording, language, value.value()));
    }
    Ok(wording.text(language, &message).into())
}

/// `{{say text}}`: a [`Text`] of the view.
fn say(wording: &Wording, language: Language, helper: &Helper<'_>) -> Result<Json, RenderError> {
    let value = param(helper, 0)?;
    if value.is_null() {
        return Ok(Json::Null);
    }
    Ok(plain(wording, language, value).into())
}

/// A value of a view as one line of text.
pub(crate) fn plain(wording: &Wording, language: Language, value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => match Text::of(other) {
            Some(text) => wording.say(language, &text),
            None => other.to_string(),
        },
    }
}

fn dated(helper: &Helper<'_>, write: impl Fn(NaiveDate) -> String) -> Result<Json, RenderError> {
    match param(helper, 0)? {
        Json::Null => Ok(Json::Null),
        Json::String(text) => match text.parse() {
            Ok(day) => Ok(write(day).into()),
            Err(_) => Err(wrong(helper, "not a date such as 2026-11-24")),
        },
        _ => Err(wrong(helper, "not a date")),
    }
}

fn timed(helper: &Helper<'_>, write: impl Fn(Instant) -> String) -> Result<Json, RenderError> {
    match param(helper, 0)? {
        Json::Null => Ok(Json::Null),
        Json::String(text) => match text.parse() {
            Ok(moment) => Ok(write(moment).into()),
            Err(_) => Err(wrong(helper, "not a moment such as 2026-11-24T14:30:00Z")),
        },
        _ => Err(wrong(helper, "not a moment")),
    }
}

/// `(concat "a" b "c")`: the parameters one after the other.
fn concat(wording: &Wording, language: Language, helper: &Helper<'_>) -> Result<Json, RenderError> {
    let parts: Result<Vec<_>, _> =
        (0..helper.params().len()).map(|index| Ok(plain(wording, language, param(helper, index)?))).collect();
    parts.map(|parts| parts.concat().into())
}

/// `(first a b "c")`: the first parameter that is there and not empty.
fn first(_: &Wording, _: Language, helper: &Helper<'_>) -> Result<Json, RenderError> {
    let chosen = helper.params().iter().map(handlebars::PathAndJson::value).find(|value| match value {
        Json::Null => false,
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        _ => true,
    });
    Ok(chosen.cloned().unwrap_or_default())
}

/// `{{query text}}`: the text as one value of an address's query.
fn query(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

/// A helper that maps one literal name to text, such as an asset to its address.
pub(crate) struct Lookup {
    /// What the helper is called in an error.
    pub(crate) name: &'static str,
    /// The known names.
    pub(crate) table: BTreeMap<String, String>,
}

impl HelperDef for Lookup {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let name = param(helper, 0)?.as_str().unwrap_or_default();
        match self.table.get(name) {
            Some(found) => Ok(ScopedJson::Derived(found.clone().into())),
            None => Err(wrong(helper, &format!("there is no {} '{name}'", self.name))),
        }
    }
}
