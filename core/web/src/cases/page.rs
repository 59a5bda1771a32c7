//! The case's own page, and its log.

use axum::extract::Query;
use axum::response::Response;
use domain::Reference;
use serde::Serialize;
use wording::Text;

use super::parts::{Done, LogLine, PersonCard, recorded, sections, status};
use super::{CaseRef, address, contact};
use crate::parts::{Link, Notice, SummaryList, Tag};
use crate::{PageError, Screen, Services, SignedIn};

#[derive(Serialize)]
struct CasePage {
    reference: Reference,
    notice: Option<Notice>,
    status: Tag,
    class: Option<Text>,
    notices: Vec<Text>,
    sections: Vec<Link>,
    people: Vec<PersonCard>,
    can_log: bool,
    /// Where contact details are changed, for those who may.
    details_href: Option<String>,
    /// The hidden fields of the one-tap form and of the form that reveals.
    no_answer_token: String,
    reveal_token: String,
    contact_href: String,
    facts: SummaryList,
    matter: SummaryList,
    log: Vec<LogLine>,
    more_log: Option<String>,
}

/// The overview.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let view = services.casework.open(&visitor.actor, &registry, case).await?;
    let class = (view.class != "standard").then(|| Text::key(format!("case-class-{}", view.class)));
    let page = CasePage {
        reference: view.reference,
        notice: done.notice(),
        status: status(view.status),
        class,
        notices: view.notices.iter().cloned().map(Text::from).collect(),
        sections: sections(case, &view.acts, ""),
        people: view.participants.iter().map(PersonCard::new).collect(),
        can_log: view.acts.contains(&"log-contact"),
        details_href: view.acts.contains(&"amend-contact").then(|| address(case, "details")),
        no_answer_token: screen.token::<contact::NoAnswerForm>(),
        reveal_token: screen.token::<contact::RevealForm>(),
        contact_href: address(case, "contact"),
        facts: recorded(&view.facts.fields),
        matter: recorded(&view.matter.fields),
        log: view.log.iter().map(LogLine::new).collect(),
        more_log: view.more_log.then(|| address(case, "log")),
    };
    screen.show("cases/page", &page)
}

#[derive(Serialize)]
struct LogPage {
    reference: Reference,
    log: Vec<LogLine>,
    more_log: bool,
    back: String,
    contact_href: String,
}

/// The whole log.
pub(super) async fn log(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    CaseRef(case): CaseRef,
) -> Result<Response, PageError> {
    let view = services.casework.log(&visitor.actor, case).await?;
    let page = LogPage {
        reference: view.reference,
        log: view.log.iter().map(LogLine::new).collect(),
        more_log: view.more_log,
        back: address(case, ""),
        contact_href: address(case, "contact"),
    };
    screen.show("cases/log", &page)
}
