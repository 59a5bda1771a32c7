//! "My work": what is new for me, what is due, what waits for me.

use ::cases::list::{CellView, InvitationLine, WorkView};
use axum::extract::Query;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use wording::Text;

use super::search::SearchForm;
use crate::parts::{Colour, EmptyState, Notice, Tag};
use crate::{PageError, Screen, Services, SignedIn};

/// The fields of a card: enough to know which case it is and how far it has come.
const FIELDS: [&str; 5] =
    ["participant.name", "case.service-type", "case.stage", "case.district", "case.received-on"];

#[derive(Deserialize)]
pub(super) struct Arrived {
    done: Option<String>,
}

#[derive(Serialize)]
struct MyWorkPage {
    notice: Option<Notice>,
    search_token: String,
    can_search: bool,
    invited: Vec<InvitationCard>,
    new: Vec<WorkCard>,
    working: Vec<WorkCard>,
    to_sign_off: Vec<SignOffLine>,
    /// What those who look after break glass were told of.
    glass: Option<Text>,
    /// Until when the reader is to review who may see what.
    review_closes: Option<Text>,
    /// Whether the reader may open a case in an emergency.
    may_break_glass: bool,
    empty: Option<EmptyState>,
}

#[derive(Serialize)]
struct InvitationCard {
    href: String,
    kind: Text,
    invited: Text,
    facts: Vec<CellView>,
}

#[derive(Serialize)]
struct WorkCard {
    reference: String,
    href: String,
    log_href: String,
    people: Vec<Text>,
    facts: Vec<CellView>,
    tags: Vec<Tag>,
    last: Option<Text>,
}

#[derive(Serialize)]
struct SignOffLine {
    reference: String,
    href: String,
    people: Text,
}

fn invitation(line: &InvitationLine) -> InvitationCard {
    InvitationCard {
        href: format!("/cases/{}/invitation", line.reference),
        kind: line.kind.clone().unwrap_or_default(),
        invited: line.invited_at.into(),
        facts: line.fields.clone(),
    }
}

fn card(work: &WorkView) -> WorkCard {
    let mut tags = Vec::new();
    if work.is_new {
        tags.push(Tag::new(Text::key("my-work-new"), Colour::Teal));
    }
    if work.is_overdue {
        tags.push(Tag::new(Text::key("my-work-overdue"), Colour::Red));
    }
    if let Some(days) = work.quiet_days {
        let words = domain::Message::new("my-work-quiet").with("count", days);
        tags.push(Tag::new(words, Colour::Yellow));
    }
    WorkCard {
        href: format!("/cases/{}", work.reference),
        log_href: format!("/cases/{}/contact", work.reference),
        reference: work.reference.clone(),
        people: work.people.clone(),
        facts: work.fields.clone(),
        tags,
        last: work.last_entry_on.map(Text::from),
    }
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(arrived): Query<Arrived>,
) -> Result<Response, PageError> {
    let registry = (services.registry)();
    let fields = FIELDS.map(str::to_owned);
    let since = visitor.previous_sign_in_at;
    let view = services.lists.my_work(&visitor.actor, &registry, &fields, since).await?;
    let (new, working): (Vec<&WorkView>, Vec<&WorkView>) = view.cases.iter().partition(|work| work.is_new);
    let to_sign_off: Vec<_> = view
        .to_sign_off
        .iter()
        .map(|row| SignOffLine {
            reference: row.reference.clone(),
            href: format!("/cases/{}/closing", row.reference),
            people: row.cells.first().cloned().unwrap_or_default(),
        })
        .collect();
    let opened = services.casework.glass_notices(&visitor.actor).await?;
    let review_closes = services.casework.open_review(&visitor.actor).await?;
    let is_empty = view.cases.is_empty() && view.invited.is_empty() && to_sign_off.is_empty();
    let page = MyWorkPage {
        notice: (arrived.done.as_deref() == Some("declined"))
            .then(|| Notice::success(Text::key("my-work-declined"))),
        search_token: screen.token::<SearchForm>(),
        can_search: visitor.actor.holds(permissions::ActKind::ViewCase),
        invited: view.invited.iter().map(invitation).collect(),
        new: new.into_iter().map(card).collect(),
        working: working.into_iter().map(card).collect(),
        to_sign_off,
        glass: (opened > 0).then(|| domain::Message::new("glass-notice").with("count", opened).into()),
        review_closes,
        may_break_glass: visitor.actor.holds(permissions::ActKind::BreakGlass),
        empty: is_empty.then(|| EmptyState {
            title: Text::key("my-work-empty"),
            text: Text::key("my-work-empty-more"),
            link: None,
        }),
    };
    screen.show("lists/my-work", &page)
}
