//! What the process records: consents, risk, meetings, agreements, feedback.

use ::cases::work::{NewConsent, NewRisk, RecordsView, Said};
use axum::extract::Query;
use axum::response::{Redirect, Response};
use chrono::NaiveDate;
use domain::codes::{
    ActionKind, ActionStatus, AgreementKind, ConsentMethod, ConsentPurpose, Readiness, Responsibility,
    RiskFactor, RiskKind, RiskLevel, SessionKind, Willingness,
};
use domain::{Message, Reference};
use serde::Serialize;
use wording::Text;

use super::parts::Done;
use super::{CaseRef, address};
use crate::form::FieldView;
use crate::parts::{Colour, Notice, Tag};
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Typed};

/// Every form of this page; the address they are sent to says which it is.
pub(super) struct RecordForm;

impl PostedForm for RecordForm {
    const NAME: &'static str = "record";
}

#[derive(Serialize)]
struct RecordsPage<'a> {
    reference: Reference,
    back: String,
    notice: Option<Notice>,
    token: String,
    /// The address of the case, to which each form adds its own word.
    base: String,
    view: &'a RecordsView,
    risk_tags: Vec<Tag>,
    can_approve: bool,
    said_fields: Vec<FieldView>,
    consent_fields: Vec<FieldView>,
    withdraw_fields: Vec<FieldView>,
    risk_fields: Vec<FieldView>,
    meeting_fields: Vec<FieldView>,
    agreement_fields: Vec<FieldView>,
    feedback_fields: Vec<FieldView>,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let view = services.casework.records(&visitor.actor, case).await?;
    let list = |name: &str| view.lists.get(name).cloned().unwrap_or_default();
    let people: Vec<(String, Text)> = view
        .participants
        .iter()
        .map(|(reference, name, _)| {
            (reference.to_string(), name.clone().unwrap_or_else(|| Text::key("case-person-unnamed")))
        })
        .collect();
    let who = |id: &str| {
        FieldView::choice("participant", Text::key("record-who"), people.clone(), "").named(id).size("s")
    };
    let no_day = ["", "", ""];
    let risk_tags = view.risks.iter().map(|risk| {
        let colour = match risk.level_code {
            "low" => Colour::Green,
            "medium" => Colour::Yellow,
            "high" | "unsuitable" => Colour::Red,
            _ => Colour::Grey,
        };
        Tag::new(risk.level.clone(), colour)
    });
    let satisfaction =
        (1..=5).rev().map(|n| (n.to_string(), Text::key(format!("satisfaction-{n}")))).collect();
    let page = RecordsPage {
        reference: view.reference,
        back: address(case, ""),
        notice: done.notice(),
        token: screen.token::<RecordForm>(),
        base: address(case, ""),
        risk_tags: risk_tags.collect(),
        can_approve: visitor.actor.holds(permissions::ActKind::ApproveRisk),
        said_fields: vec![
            who("said-participant"),
            FieldView::choices(
                "informed",
                Text::key("record-informed"),
                vec![("yes".to_owned(), Text::key("record-informed-yes"))],
                |_| false,
            )
            .size("s"),
            FieldView::choice("willing", Text::key("record-willing"), list("willingness"), "").size("s"),
            FieldView::choice("readiness", Text::key("record-readiness"), list("readiness"), "").size("s"),
            FieldView::choice(
                "responsibility",
                Text::key("record-responsibility"),
                list("responsibility"),
                "",
            )
            .hint(Text::key("record-responsibility-hint"))
            .size("s"),
        ],
        consent_fields: vec![
            who("consent-participant"),
            FieldView::choice("purpose", Text::key("record-purpose"), list("consent-purpose"), "").size("s"),
            FieldView::choice("method", Text::key("record-method"), list("consent-method"), "").size("s"),
            FieldView::date("on", Text::key("record-consent-on"), no_day).named("consent-on").size("s"),
            FieldView::date("until", Text::key("record-consent-until"), no_day)
                .hint(Text::key("record-consent-until-hint"))
                .size("s"),
        ],
        withdraw_fields: vec![
            FieldView::choice("method", Text::key("record-withdraw-method"), list("consent-method"), "")
                .named("withdraw-method")
                .size("s"),
        ],
        risk_fields: vec![
            FieldView::choice("kind", Text::key("record-risk-kind"), list("risk-kind"), "")
                .named("risk-kind")
                .size("s"),
            FieldView::choice("level", Text::key("record-risk-level"), list("risk-level"), "").size("s"),
            FieldView::choices("factors", Text::key("record-risk-factors"), list("risk-factor"), |_| false)
                .size("s"),
            FieldView::long_text("mitigation", Text::key("record-risk-mitigation"), "").size("s"),
        ],
        meeting_fields: vec![
            FieldView::choice("kind", Text::key("record-meeting-kind"), list("session-kind"), "")
                .named("meeting-kind")
                .size("s"),
            FieldView::date("on", Text::key("record-meeting-on"), no_day).named("meeting-on").size("s"),
            FieldView::text("venue", Text::key("record-meeting-venue"), "").size("s"),
            FieldView::choices(
                "held",
                Text::key("record-meeting-held"),
                vec![("yes".to_owned(), Text::key("record-meeting-held-yes"))],
                |_| false,
            )
            .size("s"),
        ],
        agreement_fields: vec![
            FieldView::choice("kind", Text::key("record-agreement-kind"), list("agreement-kind"), "")
                .named("agreement-kind")
                .size("s"),
            FieldView::long_text("text", Text::key("record-agreement-text"), "").size("s"),
            FieldView::date("on", Text::key("record-agreement-on"), no_day).named("agreement-on").size("s"),
            FieldView::choice("action", Text::key("record-action-kind"), list("action-kind"), "").size("s"),
            FieldView::text("action-text", Text::key("record-action-text"), "").size("s"),
        ],
        feedback_fields: vec![
            who("feedback-participant"),
            FieldView::choice("satisfaction", Text::key("record-satisfaction"), satisfaction, "").size("s"),
            FieldView::long_text("comments", Text::key("record-comments"), "").size("s"),
        ],
        view: &view,
    };
    screen.show("cases/records", &page)
}

fn refused(key: &str) -> PageError {
    PageError::Refused(vec![Message::new(key)])
}

fn done(case: Reference, word: &str) -> Redirect {
    Redirect::to(&format!("{}?done={word}", address(case, "records")))
}

/// A date of three boxes; empty boxes are no date.
fn day(typed: &Typed, name: &str) -> Result<Option<NaiveDate>, PageError> {
    let part = |part: &str| typed.text(&format!("{name}-{part}")).trim().to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let parsed = || NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    parsed().map(Some).ok_or_else(|| refused("record-date-wrong"))
}

/// Records a consent.
pub(super) async fn consent(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let typed = &form.typed;
    let of = typed.text("participant").parse().map_err(|_| refused("record-who-required"))?;
    let purpose =
        ConsentPurpose::parse(typed.text("purpose")).ok_or_else(|| refused("record-purpose-required"))?;
    let method =
        ConsentMethod::parse(typed.text("method")).ok_or_else(|| refused("record-method-required"))?;
    let on = day(typed, "on")?.ok_or_else(|| refused("record-date-required"))?;
    let until = day(typed, "until")?;
    let consent = NewConsent { purpose, method, on, until };
    services.casework.record_consent(&visitor.actor, case, of, consent).await?;
    Ok(done(case, "recorded"))
}

/// Records what a participant said.
pub(super) async fn said(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let typed = &form.typed;
    let of = typed.text("participant").parse().map_err(|_| refused("record-who-required"))?;
    let said = Said {
        informed: typed.has("informed", "yes"),
        willing: Willingness::parse(typed.text("willing")),
        readiness: Readiness::parse(typed.text("readiness")),
        responsibility: Responsibility::parse(typed.text("responsibility")),
    };
    services.casework.record_said(&visitor.actor, case, of, said).await?;
    Ok(done(case, "recorded"))
}

/// Takes a consent back.
pub(super) async fn withdraw(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let consent = form.typed.text("consent").parse().map_err(|_| PageError::NotFound)?;
    let method = ConsentMethod::parse(form.typed.text("method")).unwrap_or(ConsentMethod::Verbal);
    services.casework.withdraw_consent(&visitor.actor, case, consent, method).await?;
    Ok(done(case, "withdrawn"))
}

/// Hands in a risk assessment.
pub(super) async fn risk(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let typed = &form.typed;
    let new = NewRisk {
        kind: RiskKind::parse(typed.text("kind")).ok_or_else(|| refused("record-risk-kind-required"))?,
        level: RiskLevel::parse(typed.text("level")).ok_or_else(|| refused("risk-level-required"))?,
        factors: typed.all("factors").iter().filter_map(|code| RiskFactor::parse(code)).collect(),
        mitigation: typed.text("mitigation").to_owned(),
    };
    services.casework.record_risk(&visitor.actor, case, new).await?;
    Ok(done(case, "recorded"))
}

/// Approves a risk assessment.
pub(super) async fn approve(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let risk = form.typed.text("risk").parse().map_err(|_| PageError::NotFound)?;
    services.casework.approve_risk(&visitor.actor, case, risk).await?;
    Ok(done(case, "approved"))
}

/// Records a meeting.
pub(super) async fn meeting(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let typed = &form.typed;
    let kind =
        SessionKind::parse(typed.text("kind")).ok_or_else(|| refused("record-meeting-kind-required"))?;
    let on = day(typed, "on")?.ok_or_else(|| refused("record-date-required"))?;
    let venue = typed.text("venue").trim();
    let venue = (!venue.is_empty()).then(|| venue.to_owned());
    services.casework.record_meeting(&visitor.actor, case, kind, on, venue, typed.has("held", "yes")).await?;
    Ok(done(case, "recorded"))
}

/// Records an agreement.
pub(super) async fn agreement(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let typed = &form.typed;
    let kind =
        AgreementKind::parse(typed.text("kind")).ok_or_else(|| refused("record-agreement-kind-required"))?;
    let on = day(typed, "on")?.ok_or_else(|| refused("record-date-required"))?;
    let words = typed.text("action-text").trim();
    let action = ActionKind::parse(typed.text("action")).filter(|_| !words.is_empty());
    let actions = action.map(|kind| (kind, words.to_owned(), None)).into_iter().collect();
    let text = typed.text("text").to_owned();
    services.casework.record_agreement(&visitor.actor, case, kind, text, on, actions).await?;
    Ok(done(case, "recorded"))
}

/// Settles the open actions.
pub(super) async fn settle(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let status = ActionStatus::parse(form.typed.text("status")).ok_or(PageError::NotFound)?;
    services.casework.settle_actions(&visitor.actor, case, status).await?;
    Ok(done(case, "settled"))
}

/// Records feedback.
pub(super) async fn feedback(
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    form: Posted<RecordForm>,
) -> Result<Redirect, PageError> {
    let typed = &form.typed;
    let of = typed.text("participant").parse().map_err(|_| refused("record-who-required"))?;
    let satisfaction = typed.text("satisfaction").parse().ok();
    let comments = typed.text("comments").trim();
    let comments = (!comments.is_empty()).then(|| comments.to_owned());
    services.casework.record_feedback(&visitor.actor, case, of, satisfaction, comments).await?;
    Ok(done(case, "recorded"))
}
