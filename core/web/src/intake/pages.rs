//! The pages of a form, whoever fills it in: questions, all answers, the receipt.

use contributions::{FieldDefinition, FormChannel, Page, PageKind};
use domain::{Answers, FieldErrors, Reference, Value};
use serde::Serialize;
use wording::Text;

use super::way::{self, Way};
use crate::Typed;
use crate::form::{FieldView, Filled, fields_of};
use crate::parts::{ErrorLink, ErrorSummary, Link};

/// The hidden field that names the page posted, where the address does not.
pub(super) const PAGE: &str = "_page";

/// The hidden field that carries a stranger's answers, sealed.
pub(super) const CARRIED: &str = "_carried";

/// The hidden field that says which version of the draft the page was drawn with; saving
/// while one types moves it on.
pub(super) const SEEN: &str = "_seen";

/// The name of every button of a form's page.
const GO: &str = "_go";

/// What surrounds the pages of a form, by the door at which it is filled in.
#[derive(Clone, Default, Serialize)]
pub(super) struct Around {
    /// Where the page is posted.
    pub action: String,
    /// The form's hidden field.
    pub token: String,
    /// A stranger's answers so far, sealed.
    pub carried: Option<String>,
    /// The version of the draft the page was drawn with, for saving while one types.
    pub seen: Option<i64>,
    /// Where the page is sent while one types.
    pub autosave: Option<String>,
    /// What stands above the heading in place of the form's title: whose answers are changed.
    pub subject: Option<Text>,
    /// Where the changes to a referral that was sent are thrown away.
    pub discard: Option<String>,
    /// Whether the page can be left quickly, and offers the other languages itself: an
    /// address would not carry the answers along.
    pub exits: bool,
    /// The other languages.
    pub languages: Vec<LanguageButton>,
}

/// A button that reads the same page in another language.
#[derive(Clone, Serialize)]
pub(super) struct LanguageButton {
    pub code: &'static str,
    pub name: &'static str,
}

/// The button that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Go {
    /// "Continue", "send": on with the form.
    On,
    /// One page back, with what was typed.
    Back,
    /// To this page, with what was typed.
    To(String),
    /// Away, to come back another day.
    Later,
    /// The same page in this language.
    In(String),
}

impl Go {
    /// The button in a posted page; a browser that sends none pressed "continue".
    pub fn of(typed: &Typed) -> Self {
        let pressed = typed.text(GO);
        match pressed.split_once(':') {
            Some(("page", page)) => Self::To(page.to_owned()),
            Some(("language", code)) => Self::In(code.to_owned()),
            _ if pressed == "back" => Self::Back,
            _ if pressed == "later" => Self::Later,
            _ => Self::On,
        }
    }
}

/// A page of questions, or one to be read before going on.
#[derive(Serialize)]
pub(super) struct QuestionPage {
    #[serde(flatten)]
    around: Around,
    page: String,
    /// The title of the form, above the heading.
    caption: Option<Text>,
    heading: Text,
    /// Whether the one question of the page is its heading.
    is_question: bool,
    lead: Option<Text>,
    fields: Vec<FieldView>,
    errors: ErrorSummary,
    has_back: bool,
    sections: Vec<SectionView>,
    check: String,
}

/// A page of the form in the list beside the questions.
#[derive(Serialize)]
struct SectionView {
    id: String,
    title: Text,
    is_current: bool,
    is_done: bool,
}

impl QuestionPage {
    /// The page `page` with what was typed and what is wrong with it.
    pub fn new(around: Around, way: Way<'_>, page: &Page, typed: &Typed, errors: &FieldErrors) -> Self {
        let Way { form, answers, today } = way;
        let is_public = form.channel == FormChannel::Public;
        let mut fields = fields_of(form, page, Filled { typed, answers, errors, today });
        // What is asked after other answers leaves one question: then it is the heading.
        let is_question = is_public && page.lead.is_none() && fields.len() == 1;
        if is_question {
            fields = fields.into_iter().map(FieldView::heading).collect();
        }
        let section = |(one, is_done): (&Page, bool)| SectionView {
            id: one.id.clone(),
            title: Text::key(&one.title),
            is_current: one.id == page.id,
            is_done,
        };
        // One question after the other needs no map.
        let sections = if is_public { Vec::new() } else { way.sections() };
        Self {
            page: page.id.clone(),
            caption: caption(&around, form),
            heading: Text::key(&page.title),
            is_question,
            lead: page.lead.as_ref().map(Text::key),
            errors: ErrorSummary::new(errors, &fields),
            fields,
            has_back: way.back(&page.id).is_some(),
            sections: sections.into_iter().map(section).collect(),
            check: way::check_page(form).to_owned(),
            around,
        }
    }

    /// The page to be read first, where a public form has none of its own.
    pub fn safety(around: Around, title: &str) -> Self {
        Self {
            around,
            page: String::new(),
            caption: None,
            heading: Text::key(title),
            is_question: false,
            lead: Some(Text::key("fill-safety")),
            fields: Vec::new(),
            errors: ErrorSummary::default(),
            has_back: false,
            sections: Vec::new(),
            check: String::new(),
        }
    }
}

/// All answers, each with the way to change it, and the button that sends them.
#[derive(Serialize)]
pub(super) struct CheckPage {
    #[serde(flatten)]
    around: Around,
    page: String,
    caption: Option<Text>,
    heading: Text,
    lead: Option<Text>,
    errors: ErrorSummary,
    has_back: bool,
    sections: Vec<AnsweredSection>,
}

#[derive(Serialize)]
struct AnsweredSection {
    heading: Option<Text>,
    rows: Vec<AnsweredRow>,
}

#[derive(Serialize)]
struct AnsweredRow {
    id: String,
    label: Text,
    lines: Vec<Text>,
    error: Option<Text>,
    /// The page on which it is changed.
    page: String,
}

impl CheckPage {
    /// The page of all answers, with what was found wrong when they were sent.
    pub fn new(around: Around, way: Way<'_>, errors: &FieldErrors) -> Self {
        let Way { form, answers, today } = way;
        let visible = form.visible(answers, today);
        let is_public = form.channel == FormChannel::Public;
        let row = |page: &Page, field: &FieldDefinition| {
            let value = visible.get(&field.id).filter(|_| !field.computed)?;
            let error = errors.0.iter().find(|error| error.field == field.id);
            Some(AnsweredRow {
                id: field.id.clone(),
                label: Text::key(&field.label),
                lines: said(field, value),
                error: error.map(|error| error.message.clone().into()),
                page: page.id.clone(),
            })
        };
        let rows = |page: &Page| page.fields.iter().filter_map(|field| row(page, field)).collect::<Vec<_>>();
        let sections: Vec<_> = match is_public {
            // With one question on each page, the pages' titles say nothing more.
            true => vec![AnsweredSection { heading: None, rows: form.pages.iter().flat_map(rows).collect() }],
            false => form
                .pages
                .iter()
                .map(|page| AnsweredSection { heading: Some(Text::key(&page.title)), rows: rows(page) })
                .filter(|section| !section.rows.is_empty())
                .collect(),
        };
        let own = way::own(form, PageKind::CheckAnswers);
        let check = way::check_page(form);
        Self {
            page: check.to_owned(),
            caption: caption(&around, form),
            heading: Text::key(own.map_or("fill-check-title", |page| &page.title)),
            lead: own.and_then(|page| page.lead.as_ref()).map(Text::key),
            errors: summary(errors, &visible),
            has_back: way.back(check).is_some(),
            sections,
            around,
        }
    }
}

/// What stands above the heading; one question after the other has no room for it.
fn caption(around: &Around, form: &contributions::FormDefinition) -> Option<Text> {
    let is_public = form.channel == FormChannel::Public;
    around.subject.clone().or_else(|| (!is_public).then(|| Text::key(&form.title)))
}

/// What is wrong, each leading to its answer on the page.
fn summary(errors: &FieldErrors, visible: &Answers) -> ErrorSummary {
    let link = |error: &domain::FieldError| ErrorLink {
        text: error.message.clone().into(),
        href: visible.contains_key(&error.field).then(|| format!("#answer-{}", error.field)),
    };
    ErrorSummary::from_links(errors.0.iter().map(link).collect())
}

/// An answer in words, one paragraph to a text.
pub(crate) fn said(field: &FieldDefinition, value: &Value) -> Vec<Text> {
    let option = |code: &String| match field.options.find(code) {
        Some(option) => Text::key(&option.label),
        None => Text::plain(code),
    };
    match value {
        Value::Empty => Vec::new(),
        Value::Choice(code) => vec![option(code)],
        Value::Choices(codes) => codes.iter().map(option).collect(),
        Value::Text(text) => text.lines().map(Text::plain).filter(|line| !line.is_empty()).collect(),
        other => vec![Text::from(other)],
    }
}

/// The receipt: a number, and nothing about anybody.
#[derive(Serialize)]
pub(super) struct ReceiptPage {
    heading: Text,
    lead: Option<Text>,
    number: Reference,
    exits: bool,
    links: Vec<Link>,
}

impl ReceiptPage {
    /// The receipt of `form` with this number.
    pub fn new(form: &contributions::FormDefinition, number: Reference, links: Vec<Link>) -> Self {
        let own = way::own(form, PageKind::Receipt);
        Self {
            heading: Text::key(own.map_or("fill-receipt-title", |page| &page.title)),
            lead: own.and_then(|page| page.lead.as_ref()).map(Text::key),
            number,
            exits: form.channel == FormChannel::Public,
            links,
        }
    }
}
