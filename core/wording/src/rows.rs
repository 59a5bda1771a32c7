//! The rows of a table: `{{table_rows head rows}}`.
//!
//! A list has some six hundred cells, and a template would be asked a dozen things about
//! each. They are all alike, so they are written here, in one go. The parts that a cell
//! shares with other places (a tag, a side's mark) must look as their templates draw them;
//! a test of `web` compares them.

use handlebars::{Context, Helper, RenderError};
use serde_json::Value as Json;

use crate::helpers::{escape, param, wrong};
use crate::pen::Pen;

/// Writes the rows. The first cell of each names it; every other repeats the heading of its
/// column, for narrow screens where the cells stand below each other.
pub(crate) fn rows(pen: &Pen<'_>, helper: &Helper<'_>, _: &Context) -> Result<String, RenderError> {
    let list = |at: usize| param(helper, at)?.as_array().ok_or_else(|| wrong(helper, "not a list"));
    let head: Vec<(String, bool)> = list(0)?
        .iter()
        .map(|heading| {
            let is_numeric = heading.get("is_numeric").and_then(Json::as_bool).unwrap_or_default();
            (pen.text(heading.get("text")), is_numeric)
        })
        .collect();
    let rows = list(1)?;
    let mut html = String::with_capacity(rows.len() * head.len() * 160);
    for row in rows {
        html.push_str("<tr class=\"govuk-table__row\">\n");
        for (column, cell) in row.as_array().into_iter().flatten().enumerate() {
            let heading = head.get(column);
            if column == 0 {
                html.push_str("<th scope=\"row\" class=\"govuk-table__header\">");
            } else {
                html.push_str("<td class=\"govuk-table__cell");
                if heading.is_some_and(|(_, is_numeric)| *is_numeric) {
                    html.push_str(" govuk-table__cell--numeric");
                }
                html.push_str("\"><span class=\"accord-rows__label\" aria-hidden=\"true\">");
                html.push_str(heading.map_or("", |(label, _)| label));
                html.push_str("</span> ");
            }
            write_cell(pen, cell, &mut html);
            html.push_str(if column == 0 { "</th>\n" } else { "</td>\n" });
        }
        html.push_str("</tr>\n");
    }
    Ok(html)
}

fn write_cell(pen: &Pen<'_>, cell: &Json, html: &mut String) {
    let plain = |of: &Json, name: &str| escape(of.get(name).and_then(Json::as_str).unwrap_or_default());
    let there = |name: &str| cell.get(name).filter(|value| !value.is_null());
    let mut write = |pieces: &[&str]| pieces.iter().for_each(|piece| html.push_str(piece));
    let text = pen.text(cell.get("text"));
    write(&["<span class=\"accord-cell\">"]);
    match there("href") {
        Some(_) => write(&["<a class=\"govuk-link\" href=\"", &plain(cell, "href"), "\">", &text, "</a>"]),
        None => write(&[&text]),
    }
    if let Some(tag) = there("tag") {
        let (colour, text) = (plain(tag, "colour"), pen.text(tag.get("text")));
        write(&["<strong class=\"govuk-tag govuk-tag--", &colour, "\">", &text, "</strong>"]);
    }
    if let Some(side) = there("side") {
        let (kind, letter) = (plain(side, "kind"), plain(side, "letter"));
        write(&["<span class=\"accord-cell__side\"><span class=\"accord-side-tag accord-side-tag--", &kind]);
        write(&["\"><span class=\"accord-side-tag__letter\">", &letter, "</span> "]);
        write(&[&pen.text(side.get("label")), "</span></span>"]);
    }
    if let Some(more) = there("more") {
        write(&["<span class=\"accord-cell__more\">", &pen.text(Some(more)), "</span>"]);
    }
    write(&["</span>"]);
}
