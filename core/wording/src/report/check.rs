//! The check of a report's template, before anything is drawn.
//!
//! Two readings. The first walks the text once, as a browser would, and accepts only the
//! elements and attributes below, closed in the order they were opened and within the
//! block they were opened in, with no mustache inside a tag. The second walks what
//! handlebars made of it and accepts only the helpers below. What passes both can only
//! ever put escaped text between tags that are in the template itself.

use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use handlebars::{Template, TemplateErrorReason};

use super::TemplateProblem;

/// Elements a template may use; headings begin below the page's own.
const ELEMENTS: [&str; 28] = [
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "small",
    "sub",
    "sup",
    "span",
    "section",
    "blockquote",
    "br",
    "hr",
];

/// Elements that hold nothing and are not closed.
const VOID: [&str; 2] = ["br", "hr"];

/// Helpers a template may call. `log` is not among them: it would copy data into logs.
const HELPERS: [&str; 27] = [
    "if", "unless", "each", "with", "lookup", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not",
    "len", "t", "say", "date", "day", "month", "datetime", "number", "first", "figure", "value", "table",
    "chart",
];

/// The longest template in bytes.
const LONGEST: usize = 256 * 1024;

pub(super) fn check(file: &str, text: &str) -> Result<Template, Vec<TemplateProblem>> {
    let mut reading = Reading { file, text, at: 0, open: Vec::new(), problems: Vec::new() };
    if text.len() > LONGEST {
        reading.problem(0, format!("the template is longer than {LONGEST} bytes"));
        return Err(reading.problems);
    }
    reading.walk();
    match Template::compile_with_name(text, file.to_owned()) {
        Ok(template) => {
            helpers_of(&template, file, &mut reading.problems);
            if reading.problems.is_empty() {
                return Ok(template);
            }
        }
        Err(error) => {
            let line = error.pos().map_or(1, |(line, _)| line);
            let reason = match error.reason() {
                TemplateErrorReason::MismatchingClosedHelper(open, close) => {
                    format!("'{{{{#{open}}}}}' is closed by '{{{{/{close}}}}}'")
                }
                other => other.to_string(),
            };
            reading.problems.push(TemplateProblem { file: file.to_owned(), line, reason });
        }
    }
    reading.problems.sort_by_key(|problem| problem.line);
    reading.problems.dedup();
    Err(reading.problems)
}

/// What is open at some place of the text.
#[derive(PartialEq)]
enum Open<'a> {
    Element(&'a str, usize),
    Block(usize),
}

struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    at: usize,
    open: Vec<Open<'a>>,
    problems: Vec<TemplateProblem>,
}

impl<'a> Reading<'a> {
    fn problem(&mut self, at: usize, reason: impl Into<String>) {
        let line = crate::bundle::line_of(self.text, at);
        self.problems.push(TemplateProblem { file: self.file.to_owned(), line, reason: reason.into() });
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn walk(&mut self) {
        while let Some(found) = self.rest().find(['<', '{', '\\']) {
            self.at += found;
            if self.rest().starts_with("\\{{") {
                self.problem(self.at, "'\\{{' is not offered");
                self.at += 3;
            } else if self.rest().starts_with("{{") {
                self.mustache();
            } else if self.rest().starts_with('<') {
                self.tag();
            } else {
                self.at += 1;
            }
        }
        while let Some(open) = self.open.pop() {
            if let Open::Element(name, at) = open {
                self.problem(at, format!("<{name}> is never closed"));
            }
        }
    }

    fn mustache(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let (ending, refusal) = if rest.starts_with("{{{{") {
            ("}}}}", Some("raw blocks '{{{{' are not offered"))
        } else if rest.starts_with("{{{") {
            ("}}}", Some("'{{{' writes text without escaping it; write '{{'"))
        } else if rest.starts_with("{{!--") || rest.starts_with("{{~!--") {
            ("--}}", None)
        } else {
            ("}}", None)
        };
        let length = rest.find(ending).map_or(rest.len(), |end| end + ending.len());
        let inside = rest[..length].trim_start_matches(['{', '~']).trim_start();
        self.at += length;
        if let Some(refusal) = refusal {
            self.problem(start, refusal);
        } else if inside.starts_with('&') {
            self.problem(start, "'{{&' writes text without escaping it; write '{{'");
        } else if inside.starts_with('>') || inside.starts_with("#>") {
            self.problem(start, "other templates cannot be included");
        } else if inside.starts_with('*') || inside.starts_with("#*") {
            self.problem(start, "decorators '{{*' are not offered");
        } else if inside.starts_with('#') || (inside.starts_with('^') && !inside.starts_with("^}}")) {
            self.open.push(Open::Block(start));
        } else if inside.starts_with('/') {
            self.close_elements(start);
            self.open.pop();
        } else if inside.starts_with("else") || inside.starts_with('^') {
            self.close_elements(start);
        }
    }

    /// At the end of a branch: whatever was opened inside it must be closed again.
    fn close_elements(&mut self, at: usize) {
        while let Some(Open::Element(name, opened)) = self.open.last() {
            let (name, line) = (*name, crate::bundle::line_of(self.text, *opened));
            self.problem(at, format!("<{name}> of line {line} must be closed before this block ends"));
            self.open.pop();
        }
    }

    fn tag(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..length];
        if let Some(mustache) = tag.find("{{") {
            self.problem(start, "no mustache may stand inside a tag; put it between tags");
            self.at += mustache;
            return;
        }
        self.at += length;
        if !tag.ends_with('>') {
            self.problem(start, "'<' begins a tag that is never ended; write '&lt;' for the sign");
            return;
        }
        let inside = tag[1..tag.len() - 1].trim_end();
        if let Some(name) = inside.strip_prefix('/') {
            self.closing(start, name.trim());
            return;
        }
        let inside = inside.trim_end_matches('/').trim_end();
        let name = inside.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if !ELEMENTS.contains(&name) {
            self.problem(start, format!("<{name}> is not offered; use one of: {}", ELEMENTS.join(", ")));
        }
        if let Err(reason) = attributes(name, &inside[name.len()..]) {
            self.problem(start, reason);
        }
        if !VOID.contains(&name) {
            self.open.push(Open::Element(name, start));
        }
    }

    fn closing(&mut self, at: usize, name: &str) {
        match self.open.last() {
            Some(Open::Element(open, _)) if *open == name => {
                self.open.pop();
            }
            Some(Open::Element(open, _)) => {
                let reason = format!("</{name}> closes <{open}>; close <{open}> first");
                self.problem(at, reason);
                if self.open.iter().any(|open| matches!(open, Open::Element(other, _) if *other == name)) {
                    self.open.pop();
                    self.closing(at, name);
                }
            }
            _ => self.problem(at, format!("</{name}> closes nothing that was opened in this block")),
        }
    }
}

/// Whether everything after the element's name is an attribute that is offered.
fn attributes(element: &str, mut rest: &str) -> Result<(), String> {
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(());
        }
        let Some((name, after)) = rest.split_once("=\"") else {
            return Err(format!("'{rest}' is not an attribute written as name=\"value\""));
        };
        let Some((value, after)) = after.split_once('"') else {
            return Err(format!("the value of '{name}' is never closed"));
        };
        let is_cell = matches!(element, "th" | "td");
        let allowed = match name {
            "lang" => !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
            "scope" => is_cell && matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
            "colspan" | "rowspan" => {
                is_cell && value.parse::<u8>().is_ok_and(|span| (1..=100).contains(&span))
            }
            _ => false,
        };
        if !allowed {
            return Err(format!(
                "{name}=\"{value}\" is not offered on <{element}>; there are lang, and on th and td scope, \
                 colspan, rowspan"
            ));
        }
        rest = after;
    }
}

/// Every helper called in the template, and everything else that is not plain writing.
fn helpers_of(template: &Template, file: &str, problems: &mut Vec<TemplateProblem>) {
    for (element, place) in template.elements.iter().zip(&template.mapping) {
        let mut refuse = |reason: String| {
            problems.push(TemplateProblem { file: file.to_owned(), line: place.0, reason });
        };
        match element {
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
            TemplateElement::Expression(call) => check_call(call, &mut refuse),
            TemplateElement::HelperBlock(call) => {
                check_call(call, &mut refuse);
                for part in [&call.template, &call.inverse].into_iter().flatten() {
                    helpers_of(part, file, problems);
                }
            }
            TemplateElement::HtmlExpression(_) => {
                refuse("'{{{' writes text without escaping it; write '{{'".to_owned());
            }
            _ => {
                refuse("other templates and decorators are not offered".to_owned());
            }
        }
    }
}

fn check_call(call: &HelperTemplate, refuse: &mut impl FnMut(String)) {
    // A bare word is a value of the data, except the two builtins that act without arguments.
    let is_call = call.block || !call.params.is_empty() || !call.hash.is_empty();
    let name = call.name.as_name().unwrap_or_default();
    if (is_call || matches!(name, "log" | "raw")) && !HELPERS.contains(&name) {
        refuse(format!("there is no helper '{name}'; there are: {}", HELPERS.join(", ")));
    }
    for parameter in call.params.iter().chain(call.hash.values()) {
        if let Parameter::Subexpression(inner) = parameter {
            match inner.element.as_ref() {
                TemplateElement::Expression(inner) => check_call(inner, refuse),
                _ => refuse("this cannot stand inside a call".to_owned()),
            }
        }
    }
}
