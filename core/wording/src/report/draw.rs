//! What a report looks like: figures, tables and charts, drawn by the host.
//!
//! A figure is never drawn without its written definition, its unit and the date it is
//! counted by, because services count the same word differently.

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use serde_json::Value as Json;

use super::PLUGIN;
use crate::Wording;
use crate::helpers::{param, plain, wrong};
use crate::pen::{Draw, Drawing, Pen, language_of};
use domain::Message;

/// Registers the host's drawings, and `t` over the plugin's own words.
pub(super) fn register(handlebars: &mut Handlebars<'static>, wording: &Wording) {
    handlebars.register_helper("t", Box::new(OwnWords(wording.clone())));
    handlebars.register_helper("value", Box::new(FigureValue(wording.clone())));
    let mut add = |name: &str, draw: Draw| {
        handlebars.register_helper(name, Box::new(Drawing { wording: wording.clone(), draw }));
    };
    add("figure", figure);
    add("table", table);
    add("chart", chart);
}

/// What the report's data hold under `kind` for the id in the call.
fn named<'a>(context: &'a Context, kind: &str, helper: &Helper<'_>) -> Result<&'a Json, RenderError> {
    let id = param(helper, 0)?.as_str().unwrap_or_default();
    let found = context.data().get(kind).and_then(|kind| kind.get(id));
    found.ok_or_else(|| wrong(helper, &format!("'{id}' is not among the report's {kind}")))
}

/// `{{t "key"}}`: first the plugin's own key, then the core's.
struct OwnWords(Wording);

impl HelperDef for OwnWords {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let language = language_of(&self.0, context);
        let mut message = match param(helper, 0)? {
            Json::String(key) => {
                let plugin = context.data().get(PLUGIN).and_then(Json::as_str).unwrap_or_default();
                let own = format!("{plugin}/{key}");
                Message::new(if self.0.knows(&own) { own } else { key.clone() })
            }
            other => serde_json::from_value(other.clone())
                .map_err(|_| wrong(helper, "neither a key nor a message"))?,
        };
        for (name, value) in helper.hash() {
            message.args.insert((*name).to_owned(), plain(&self.0, language, value.value()));
        }
        Ok(ScopedJson::Derived(self.0.text(language, &message).into()))
    }
}

/// `{{value "id"}}`: the figure alone, to stand in a sentence or a cell.
struct FigureValue(Wording);

impl HelperDef for FigureValue {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let figure = named(context, "figures", helper)?;
        let value = figure.get("value").unwrap_or(&Json::Null);
        Ok(ScopedJson::Derived(plain(&self.0, language_of(&self.0, context), value).into()))
    }
}

fn figure(pen: &Pen<'_>, helper: &Helper<'_>, context: &Context) -> Result<String, RenderError> {
    let figure = named(context, "figures", helper)?;
    let mut html = format!(
        "<div class=\"accord-figure\"><p class=\"accord-figure__label\">{}</p>\
         <p class=\"accord-figure__value\">{}</p>",
        pen.text(figure.get("label")),
        pen.text(figure.get("value")),
    );
    html.push_str(&facts(pen, figure));
    let note = pen.text(figure.get("note"));
    if !note.is_empty() {
        html.push_str(&format!("<p class=\"accord-figure__note\">{note}</p>"));
    }
    html.push_str("</div>");
    Ok(html)
}

/// What a figure or a table counts, by which date, and its definition; what it does not say
/// is left out.
fn facts(pen: &Pen<'_>, of: &Json) -> String {
    let facts =
        [("unit", "report-unit"), ("date_basis", "report-date-basis"), ("definition", "report-definition")];
    let mut html = String::new();
    for (name, key) in facts {
        let text = pen.text(of.get(name));
        if !text.is_empty() {
            html.push_str(&format!("<div><dt>{}</dt><dd>{text}</dd></div>", pen.key(key)));
        }
    }
    if html.is_empty() { html } else { format!("<dl class=\"accord-figure__facts\">{html}</dl>") }
}

/// Rows of a table of the data: its head, and each row's cells.
fn rows<'a>(table: &'a Json, name: &str) -> &'a [Json] {
    table.get(name).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn table(pen: &Pen<'_>, helper: &Helper<'_>, context: &Context) -> Result<String, RenderError> {
    Ok(table_of(pen, named(context, "tables", helper)?))
}

fn table_of(pen: &Pen<'_>, table: &Json) -> String {
    // Focusable, so that a wide table can be scrolled with the keyboard on a small screen.
    let caption = pen.text(table.get("caption"));
    let mut html = format!(
        "<div class=\"accord-table\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">\
         <table class=\"govuk-table\"><caption class=\"govuk-table__caption govuk-table__caption--s\">{caption}</caption>\
         <thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">",
    );
    for (index, cell) in rows(table, "head").iter().enumerate() {
        let numeric = if index == 0 { "" } else { " govuk-table__header--numeric" };
        html.push_str(&format!(
            "<th scope=\"col\" class=\"govuk-table__header{numeric}\">{}</th>",
            pen.text(Some(cell))
        ));
    }
    html.push_str("</tr></thead><tbody class=\"govuk-table__body\">");
    for row in rows(table, "rows") {
        html.push_str("<tr class=\"govuk-table__row\">");
        for (index, cell) in row.as_array().map_or(&[][..], Vec::as_slice).iter().enumerate() {
            let text = pen.text(Some(cell));
            html.push_str(&if index == 0 {
                format!("<th scope=\"row\" class=\"govuk-table__header\">{text}</th>")
            } else {
                format!("<td class=\"govuk-table__cell govuk-table__cell--numeric\">{text}</td>")
            });
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html.push_str(&facts(pen, table));
    html
}

/// Height of one bar with its distance to the next, in the drawing's own units.
const BAR: usize = 32;
/// Widths of the names and of the longest bar.
const NAMES: usize = 220;
const LENGTH: usize = 400;

/// `{{chart "id"}}`: the first column as names, the second as bars, and the table itself
/// under it, which says the same to who cannot see bars.
fn chart(pen: &Pen<'_>, helper: &Helper<'_>, context: &Context) -> Result<String, RenderError> {
    let table = named(context, "tables", helper)?;
    let bars: Vec<(String, String, Option<f64>)> = rows(table, "rows")
        .iter()
        .map(|row| {
            let number = row.get(1).and_then(Json::as_f64);
            (pen.text(row.get(0)), pen.text(row.get(1)), number)
        })
        .collect();
    let longest = bars.iter().filter_map(|(_, _, number)| *number).fold(0.0_f64, f64::max);
    let height = bars.len() * BAR;
    let width = NAMES + LENGTH + 80;
    let mut html = format!(
        "<svg class=\"accord-chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-hidden=\"true\" \
         focusable=\"false\">"
    );
    for (index, (name, value, number)) in bars.iter().enumerate() {
        let y = index * BAR;
        // A suppressed figure has no bar: a short one would give it away.
        let length = match number {
            Some(number) if longest > 0.0 => (number.max(0.0) / longest * LENGTH as f64).round() as usize,
            _ => 0,
        };
        html.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{name}</text>\
             <rect x=\"{NAMES}\" y=\"{}\" width=\"{length}\" height=\"{}\"/>\
             <text x=\"{}\" y=\"{}\">{value}</text>",
            NAMES - 10,
            y + BAR / 2 + 5,
            y + 4,
            BAR - 8,
            NAMES + length + 8,
            y + BAR / 2 + 5,
        ));
    }
    html.push_str("</svg>");
    html.push_str(&table_of(pen, table));
    Ok(html)
}
