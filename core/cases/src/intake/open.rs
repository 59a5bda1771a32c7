//! Opening one referral.

use contributions::{FieldDefinition, FormDefinition};
use domain::{Answers, Message, Reference, Value};
use permissions::{ActKind, Actor, ViewReferral, allows};
use serde::Serialize;
use storage::{Field, ReferralContent, Shown};
use wording::Text;

use super::Intake;
use super::submit::not_checked;
use crate::Result;
use crate::work::FieldView;
use crate::work::say::field as field_view;

/// One answer as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The field of the form.
    pub id: String,
    /// The question.
    pub label: Message,
    /// The party it is about, as the form calls them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<Message>,
    /// The answer; absent where the field was left empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Text>,
}

/// The answers of one page of the form.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralPageView {
    /// The heading of the page.
    pub heading: Message,
    /// The answers that the reader may see; a page without any is not there.
    pub answers: Vec<AnswerView>,
}

/// A referral as a page shows it. What its reader may not see is not there.
#[derive(Clone, Debug, Serialize)]
pub struct ReferralView {
    /// Its reference.
    pub reference: Reference,
    /// The version the reader saw, which a change names again.
    pub version: i64,
    /// Whether someone still has to decide.
    pub open: bool,
    /// Whether more was asked for and has come, where the reader may know what was decided.
    pub answered: bool,
    /// What was decided, as a code; `received` while nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<&'static str>,
    /// What lists show of it.
    pub fields: Vec<FieldView>,
    /// The answers, in the order of the form.
    pub pages: Vec<ReferralPageView>,
    /// That the plugin's code could not look at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_checked: Option<Message>,
    /// The case it became, where the reader may open that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<Reference>,
    /// What the reader may do here, by the words of the acts.
    pub acts: Vec<&'static str>,
}

impl Intake {
    /// Opens a referral: its answers with the questions they answered, under the reader's
    /// mask.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) where it is not the reader's to know.
    pub async fn open(&self, actor: &Actor, reference: Reference) -> Result<Shown<ReferralView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.referral::<ViewReferral>(reference).await?;
        let (plugin, form, version) = &permit.form;
        let form = self.registry.form(plugin, form, *version);
        let parties: Vec<&str> =
            form.iter().flat_map(|form| &form.parties).map(|party| party.id.as_str()).collect();
        let content = unit.referral_content(&permit, &parties).await?;
        let may = |act: ActKind| allows(actor, act, permit.class, permit.standing());
        let acts = [ActKind::AmendReferral, ActKind::DecideReferral];
        let acts = acts.into_iter().filter(|act| permit.status.is_open() && may(*act)).map(ActKind::as_str);
        let case = match permit.case {
            Some(case) => match unit.case_by_id::<permissions::ViewCase>(case).await {
                Ok(case) => Some(case.reference),
                Err(storage::Error::NotFound | storage::Error::Forbidden) => None,
                Err(error) => return Err(error.into()),
            },
            None => None,
        };
        let reads_decision = content.fields.contains_key("referral.decision");
        let view = ReferralView {
            reference,
            version: permit.version,
            open: permit.status.is_open(),
            answered: reads_decision && permit.is_answered(),
            decision: reads_decision.then(|| permit.status.as_str()),
            fields: self.fields(&content),
            pages: form.map_or_else(|| bare(&content), |form| pages(form, &content.answers())),
            not_checked: content.not_checked_by.as_deref().map(not_checked),
            case,
            acts: acts.collect(),
        };
        Ok(unit.show(view).await?)
    }

    fn fields(&self, content: &ReferralContent) -> Vec<FieldView> {
        let in_order = self.registry.catalogue().iter().filter_map(|known| {
            let value = content.fields.get(&known.id).filter(|value| !value.is_empty())?.clone();
            Some(field_view(&self.registry, &Field { id: known.id.clone(), value, masked: false }))
        });
        in_order.collect()
    }
}

/// The answers page by page; a page of which nothing may be seen is left out.
fn pages(form: &FormDefinition, answers: &Answers) -> Vec<ReferralPageView> {
    let answer = |field: &FieldDefinition| {
        let value = answers.get(&field.id)?;
        let party = field.party.as_deref().and_then(|party| form.party(party));
        Some(AnswerView {
            id: field.id.clone(),
            label: Message::new(&field.label),
            party: party.map(|party| Message::new(&party.label)),
            value: (!value.is_empty()).then(|| said(field, value)),
        })
    };
    let page = |page: &contributions::Page| ReferralPageView {
        heading: Message::new(&page.title),
        answers: page.fields.iter().filter_map(answer).collect(),
    };
    form.pages.iter().map(page).filter(|page| !page.answers.is_empty()).collect()
}

/// An answer with the labels of its options.
fn said(field: &FieldDefinition, value: &Value) -> Text {
    let option = |code: &str| match field.options.find(code) {
        Some(option) => Text::key(option.label.clone()),
        None => Text::plain(code),
    };
    match value {
        Value::Choice(code) => option(code),
        Value::Choices(codes) => Text::List(codes.iter().map(|code| option(code)).collect()),
        other => Text::from(other),
    }
}

/// The answers of a form that nobody has any more: under their ids, so that nothing is lost.
fn bare(content: &ReferralContent) -> Vec<ReferralPageView> {
    let answers: Vec<AnswerView> = content
        .answers()
        .iter()
        .map(|(id, value)| AnswerView {
            id: id.clone(),
            label: Message::new("referral-field-gone").with("field", id),
            party: None,
            value: (!value.is_empty()).then(|| Text::from(value)),
        })
        .collect();
    match answers.is_empty() {
        true => Vec::new(),
        false => vec![ReferralPageView { heading: Message::new("referral-form-gone"), answers }],
    }
}
