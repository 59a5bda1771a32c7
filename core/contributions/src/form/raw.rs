//! How a form is written in TOML, and what is refused about it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{FormChannel, FormDefinition, Page, PageKind, PartyDefinition, Rule};
use crate::condition::{Condition, Shapes};
use crate::field::{Bound, FieldDefinition, Options, RawField, RecordKind};
use crate::finding::{Finding, Findings};
use crate::lists::core_list;
use crate::names::{did_you_mean, is_id};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawForm {
    id: Spanned<String>,
    version: u32,
    title: String,
    channel: FormChannel,
    #[serde(default)]
    validate: bool,
    #[serde(default)]
    party: Vec<Spanned<PartyDefinition>>,
    page: Vec<Spanned<RawPage>>,
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawPage {
    id: String,
    #[serde(default)]
    kind: PageKind,
    title: String,
    lead: Option<String>,
    visible_when: Option<Condition>,
    #[serde(default)]
    field: Vec<Spanned<RawField>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawRule {
    when: Condition,
    field: String,
    message: String,
}

/// Reads the form in `text`, the content of `file`; `declared` are the manifest's fields,
/// which pages take by `use`, and `lists` those of the package.
///
/// # Errors
/// Everything wrong with the form, with file, line and fix.
pub(crate) fn read_form(
    file: &str,
    text: &str,
    declared: &[FieldDefinition],
    lists: &BTreeMap<String, Vec<crate::OptionDefinition>>,
) -> Result<FormDefinition, Findings> {
    let raw: RawForm =
        toml::from_str(text).map_err(|error| Findings(vec![Finding::toml(file, text, &error)]))?;
    let mut reader = Reader { file, text, findings: Findings::default() };
    let (id_span, id) = (raw.id.span(), raw.id.into_inner());
    if !is_id(&id) {
        reader.say(id_span, format!("'{id}' cannot be the id of a form"), "use lower-case words and hyphens");
    }
    let (mut pages, mut parties, mut rules) = (Vec::new(), Vec::<PartyDefinition>::new(), Vec::new());
    for party in raw.party {
        let (span, party) = (party.span(), party.into_inner());
        let ours = ["source", "contact", "referral", "incident"];
        if !is_id(&party.id) || ours.contains(&party.id.as_str()) {
            let fix = "use a lower-case word such as harmed";
            reader.say(span, format!("'{}' cannot be the id of a party", party.id), fix);
        } else if parties.iter().any(|known| known.id == party.id) {
            reader.say(span, format!("there are two parties called '{}'", party.id), "rename one");
        }
        parties.push(party);
    }
    let mut fields =
        Fields { parties: &parties, declared, lists, asked: BTreeSet::new(), before: Vec::new() };
    for page in raw.page {
        let (span, page) = (page.span(), page.into_inner());
        if !is_id(&page.id) {
            let fix = "use lower-case words and hyphens";
            reader.say(span.clone(), format!("'{}' cannot be the id of a page", page.id), fix);
        }
        if pages.iter().any(|known: &Page| known.id == page.id) {
            reader.say(span.clone(), format!("there are two pages called '{}'", page.id), "rename one");
        }
        if page.kind != PageKind::Question && !page.field.is_empty() {
            reader.say(span.clone(), format!("page '{}' is no question page", page.id), "move its fields");
        }
        if let Some(condition) = &page.visible_when {
            reader.condition(span, condition, &fields.before);
        }
        let mut asked = Vec::new();
        for field in page.field {
            let span = field.span();
            if let Some(field) = fields.read(field, &mut reader) {
                for condition in field.conditions() {
                    reader.condition(span.clone(), condition, &fields.before);
                }
                fields.before.push(field.clone());
                reader.bounds(span, &field, &fields.before);
                asked.push(field);
            }
        }
        pages.push(Page {
            id: page.id,
            kind: page.kind,
            title: page.title,
            lead: page.lead,
            fields: asked,
            visible_when: page.visible_when,
        });
    }
    let all = fields.before;
    for rule in raw.rule {
        let (span, rule) = (rule.span(), rule.into_inner());
        reader.condition(span.clone(), &rule.when, &all);
        if all.iter().all(|field| field.id != rule.field) {
            let near = did_you_mean(&rule.field, all.iter().map(|field| field.id.as_str()));
            reader.say(span, format!("the rule is said at '{}', which is no field here", rule.field), near);
        }
        rules.push(Rule { when: rule.when, field: rule.field, message: rule.message });
    }
    let form = FormDefinition {
        id,
        version: raw.version,
        title: raw.title,
        channel: raw.channel,
        parties,
        pages,
        rules,
        validate: raw.validate,
    };
    reader.whole(&form);
    reader.findings.or(form)
}

/// The fields of a form while it is read.
struct Fields<'a> {
    parties: &'a [PartyDefinition],
    declared: &'a [FieldDefinition],
    lists: &'a BTreeMap<String, Vec<crate::OptionDefinition>>,
    asked: BTreeSet<String>,
    before: Vec<FieldDefinition>,
}

impl Fields<'_> {
    fn read(&mut self, raw: Spanned<RawField>, reader: &mut Reader<'_>) -> Option<FieldDefinition> {
        let (span, raw) = (raw.span(), raw.into_inner());
        let field = match raw.take.clone() {
            None => raw.declare(Some(RecordKind::Referral)),
            Some(id) => match self.declared.iter().find(|field| field.id == id) {
                Some(field) => raw.take(field),
                None => {
                    let near = did_you_mean(&id, self.declared.iter().map(|field| field.id.as_str()));
                    Err((format!("plugin.toml declares no field '{id}'"), near))
                }
            },
        };
        let mut field = match field {
            Ok(field) => field,
            Err((problem, fix)) => {
                reader.say(span, problem, fix);
                return None;
            }
        };
        if !self.asked.insert(field.id.clone()) {
            reader.say(span.clone(), format!("'{}' is asked twice", field.id), "rename one of the fields");
        }
        if let Some(party) = &field.party
            && self.parties.iter().all(|known| known.id != *party)
        {
            let near = did_you_mean(party, self.parties.iter().map(|known| known.id.as_str()));
            let fix = if near.is_empty() { format!("add [[party]] with id = \"{party}\"") } else { near };
            reader.say(
                span.clone(),
                format!("'{}' is about '{party}', whom the form does not describe", field.id),
                fix,
            );
        }
        if let Options::List { name, options } = &mut field.options {
            match self.lists.get(name).cloned().or_else(|| core_list(name)) {
                Some(list) => *options = list,
                None => {
                    let core = crate::lists::core_lists().map(|name| -> &str { name });
                    let known = self.lists.keys().map(String::as_str).chain(core);
                    reader.say(span, format!("there is no list '{name}'"), did_you_mean(name, known));
                }
            }
        }
        Some(field)
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    findings: Findings,
}

impl Reader<'_> {
    fn say(&mut self, span: Range<usize>, problem: impl Into<String>, fix: impl Into<String>) {
        self.findings.push(Finding::new(self.file, problem, fix).at(self.text, span));
    }

    fn condition(&mut self, span: Range<usize>, condition: &Condition, known: &[FieldDefinition]) {
        if let Err(error) = condition.check(&shapes(known)) {
            self.say(span, error.to_string(), "");
        }
    }

    /// A bound may name an earlier date field, or none.
    fn bounds(&mut self, span: Range<usize>, field: &FieldDefinition, known: &[FieldDefinition]) {
        for bound in [&field.min, &field.max].into_iter().flatten() {
            if let Bound::Day(day) = bound {
                let condition = Condition::Before(field.id.clone(), day.clone());
                self.condition(span.clone(), &condition, known);
            }
        }
    }

    fn whole(&mut self, form: &FormDefinition) {
        if form.version == 0 {
            self.findings.push(Finding::new(self.file, "a form's version begins at 1", "write version = 1"));
        }
        if form.fields().next().is_none() {
            self.findings.push(Finding::new(self.file, "the form asks nothing", "add [[page.field]]"));
        }
        let receipt = form.pages.iter().position(|page| page.kind == PageKind::Receipt);
        if receipt.is_some_and(|place| place + 1 != form.pages.len()) {
            self.findings.push(Finding::new(self.file, "a receipt is the last page", "move it to the end"));
        }
        let check = form.pages.iter().position(|page| page.kind == PageKind::CheckAnswers);
        let asked_after =
            check.is_some_and(|place| form.pages[place..].iter().any(|page| page.kind == PageKind::Question));
        if asked_after {
            let fix = "move check-answers after the last question";
            self.findings.push(Finding::new(self.file, "questions come after check-answers", fix));
        }
        if form.parties.iter().filter(|party| party.submitter).count() > 1 {
            let fix = "set submitter = true on one party only";
            self.findings.push(Finding::new(self.file, "two parties fill the form in", fix));
        }
    }
}

/// The fields as conditions may name them.
pub(crate) fn shapes(fields: &[FieldDefinition]) -> Shapes<'_> {
    let mut shapes = Shapes::default();
    for field in fields {
        shapes.add(&field.id, field.kind, field.known_codes());
    }
    shapes
}
