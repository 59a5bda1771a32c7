//! One referral, as its reader may see it.

use ::cases::intake::{AlikeView, AnswerView, ReferralPageView, ReferralView};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Message, Reference};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::{ReferralRef, home};
use crate::parts::{Colour, Link, Notice, SummaryList, Tag};
use crate::{PageError, Screen, Services, SignedIn};

/// What was done before the reader was led here: a word of a closed list in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

impl Done {
    fn notice(&self) -> Option<Notice> {
        const DONE: [&str; 6] = ["accepted", "answered", "ask", "decline", "discarded", "redirect"];
        match self.done.as_deref()? {
            // The word with which the pages of a form lead away.
            "kept" => Some(Notice::success(Text::key("intake-done-kept-changes"))),
            "already" => Some(Notice::important(Text::key("intake-done-already"))),
            word if DONE.contains(&word) => Some(Notice::success(Text::key(format!("intake-done-{word}")))),
            _ => None,
        }
    }
}

#[derive(Serialize)]
struct ReferralPage {
    reference: Reference,
    home: &'static str,
    notice: Option<Notice>,
    status: Option<Tag>,
    case_href: Option<String>,
    not_checked: Option<Message>,
    /// Whether the reader is a partner, who reads back what they sent and no more.
    is_own: bool,
    can_decide: bool,
    /// Where the answers are changed, by whoever may.
    change: Option<Link>,
    /// What was asked for, while it is waited for.
    asked: Option<Text>,
    alike: Option<Vec<AlikeRecord>>,
    facts: SummaryList,
    pages: Vec<AnsweredPage>,
}

#[derive(Serialize)]
struct AnsweredPage {
    heading: Text,
    answers: SummaryList,
}

/// A record in which somebody may be somebody in the referral.
#[derive(Serialize)]
struct AlikeRecord {
    place: Reference,
    href: String,
    is_case: bool,
    /// Where the referral is added to this case, by whoever may decide about it.
    merge_href: Option<String>,
    people: Vec<AlikePerson>,
}

#[derive(Serialize)]
struct AlikePerson {
    /// Their name, where the reader may know it there.
    name: Option<String>,
    /// Whom in the referral they may be.
    party: Text,
    reasons: Vec<Text>,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    ReferralRef(reference): ReferralRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let actor = &visitor.actor;
    let home = home(actor);
    // One page under two addresses; each reader has theirs.
    if !screen.path().starts_with(&format!("{home}/")) {
        return Ok(Redirect::to(&format!("{home}/{reference}")).into_response());
    }
    let intake = services.intake();
    let view = intake.open(actor, reference).await?.into_inner();
    let can_look = view.open && view.acts.contains(&"amend-referral");
    let can_decide = view.open && view.acts.contains(&"decide-referral");
    let alike = match can_look {
        true => {
            let found = intake.possible_duplicates(actor, reference).await?;
            Some(by_record(&found.alike, can_decide.then_some(reference)))
        }
        false => None,
    };
    let page = ReferralPage {
        reference,
        home,
        notice: done.notice(),
        status: status(&view),
        case_href: view.case.map(|case| format!("/cases/{case}")),
        not_checked: view.not_checked.clone(),
        is_own: actor.organisation().is_some(),
        change: change(&view, reference),
        asked: asked(&view),
        can_decide,
        alike,
        facts: facts(&view),
        pages: view.pages.iter().map(answered).collect(),
    };
    screen.show("intake/referral", &page)
}

/// The way to the form again: to enter what came back, or to correct what was sent.
fn change(view: &ReferralView, reference: Reference) -> Option<Link> {
    let may = view.open && view.acts.contains(&"amend-referral");
    let key = if is_waiting_for_more(view) { "intake-enter-answer" } else { "intake-correct" };
    may.then(|| Link::new(format!("/intake/{reference}/answers"), Text::key(key)))
}

fn is_waiting_for_more(view: &ReferralView) -> bool {
    view.decision == Some("more-information")
}

/// What was asked for, while it is waited for and where the reader may know.
fn asked(view: &ReferralView) -> Option<Text> {
    let words = view.fields.iter().find(|field| field.id == DECISION_REASON)?.value.clone()?;
    is_waiting_for_more(view).then_some(words)
}

const DECISION_REASON: &str = "referral.decision-reason";

/// What has become of it, for whoever may know.
fn status(view: &ReferralView) -> Option<Tag> {
    let (key, colour) = match view.decision? {
        "received" if view.answered => ("intake-status-answered".to_owned(), Colour::Blue),
        "received" => ("intake-status-received".to_owned(), Colour::Teal),
        "more-information" => ("referral-decision-more-information".to_owned(), Colour::Yellow),
        "accepted" => ("referral-decision-accepted".to_owned(), Colour::Green),
        other => (format!("referral-decision-{other}"), Colour::Grey),
    };
    Some(Tag::new(Text::key(key), colour))
}

/// What lists show of it; the reference and the decision stand in the heading already, and
/// what was asked for below it.
fn facts(view: &ReferralView) -> SummaryList {
    let said = |id: &str| {
        matches!(id, "referral.reference" | "referral.decision")
            || (id == DECISION_REASON && is_waiting_for_more(view))
    };
    let fields = view.fields.iter().filter(|field| !said(&field.id));
    fields.fold(SummaryList::default(), |list, field| {
        list.row(Text::from(field.label.clone()), field.value.clone().unwrap_or_default())
    })
}

fn answered(page: &ReferralPageView) -> AnsweredPage {
    let row = |list: SummaryList, answer: &AnswerView| {
        list.lines(Text::from(answer.label.clone()), lines(answer.value.as_ref()))
    };
    // What was left empty says nothing here; the questions are known to who decides.
    let given = page.answers.iter().filter(|answer| answer.value.is_some());
    AnsweredPage {
        heading: Text::from(page.heading.clone()),
        answers: given.fold(SummaryList::default(), row),
    }
}

/// An answer, one paragraph to a text.
fn lines(value: Option<&Text>) -> Vec<Text> {
    match value {
        Some(Text::Plain(text)) => text.lines().map(Text::plain).collect(),
        Some(Text::List(items)) => items.clone(),
        Some(other) => vec![other.clone()],
        None => Vec::new(),
    }
}

/// Those on record who are alike, each record once, the likeliest first; with the way to
/// add the referral `decided` about to each case.
fn by_record(alike: &[AlikeView], decided: Option<Reference>) -> Vec<AlikeRecord> {
    let mut records: Vec<AlikeRecord> = Vec::new();
    for one in alike {
        let (place, href, is_case) = match (one.case, one.referral) {
            (Some(case), _) => (case, format!("/cases/{case}"), true),
            (None, Some(referral)) => (referral, format!("/intake/{referral}"), false),
            (None, None) => continue,
        };
        let person = AlikePerson {
            name: one.name.clone(),
            party: one.party.clone().into(),
            reasons: one.reasons.iter().cloned().map(Text::from).collect(),
        };
        match records.iter_mut().find(|record| record.place == place) {
            Some(record) => record.people.push(person),
            None => {
                let merge = |referral: Reference| format!("/intake/{referral}/merge/{place}");
                let merge_href = decided.filter(|_| one.case_is_open).map(merge);
                records.push(AlikeRecord { place, href, is_case, merge_href, people: vec![person] });
            }
        }
    }
    records
}
