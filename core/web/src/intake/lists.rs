//! The queue of the service, and what a partner has referred.

use ::cases::intake::{QueueRowView, QueueView, QueueWanted};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use contributions::FormChannel;
use domain::Message;
use permissions::ActKind;
use serde::{Deserialize, Serialize};
use wording::Text;

use super::desk::Desk;
use super::today;
use crate::parts::{Cell, Colour, EmptyState, Heading, Link, Notice, Table, Tag};
use crate::{PageError, Screen, Services, SignedIn, Visitor};

/// What stands in the address of a list: nothing about anybody.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// `decided`, for those about which somebody has decided.
    show: Option<String>,
    /// Where the page before ended, sealed.
    after: Option<String>,
    /// What was done before the reader was led here.
    done: Option<String>,
}

impl Asked {
    fn notice(&self) -> Option<Notice> {
        const DONE: [&str; 2] = ["kept", "discarded"];
        let word = self.done.as_deref().filter(|word| DONE.contains(word))?;
        Some(Notice::success(Text::key(format!("intake-done-{word}"))))
    }
}

/// A draft of one's own.
#[derive(Serialize)]
struct DraftLine {
    title: Text,
    saved: Text,
    href: String,
    discard_href: String,
}

async fn drafts(services: &Services, visitor: &Visitor) -> Result<Vec<DraftLine>, PageError> {
    let registry = (services.registry)();
    let drafts = services.intake().drafts(&visitor.actor).await?;
    let lines = drafts.iter().filter_map(|(name, draft)| {
        let desk = Desk::of(name, &visitor.actor)?;
        let form = registry.current_form(&name.plugin, &name.form)?;
        Some(DraftLine {
            title: Text::key(&form.title),
            saved: draft.updated_at.into(),
            href: desk.start(),
            discard_href: desk.discard(),
        })
    });
    Ok(lines.collect())
}

#[derive(Serialize)]
struct OwnPage {
    notice: Option<Notice>,
    drafts: Vec<DraftLine>,
    forms: Vec<Link>,
    table: Table,
    first_href: Option<String>,
    next_href: Option<String>,
}

/// What a partner's organisation has referred, and how it goes in coarse words.
pub(super) async fn own(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    if visitor.actor.organisation().is_none() {
        return Ok(Redirect::to("/intake").into_response());
    }
    let registry = (services.registry)();
    let view = services.intake().own_referrals(&visitor.actor, asked.after.clone()).await?;
    let drafts = drafts(&services, &visitor).await?;
    // There is one draft of each form: what was begun is finished, or deleted, first.
    let is_begun = |href: &str| drafts.iter().any(|draft| draft.href == href);
    let forms = registry
        .forms(FormChannel::Partner)
        .filter(|_| visitor.actor.holds(ActKind::Refer))
        .map(|(plugin, form)| Link::new(Desk::partner(plugin, &form.id).start(), Text::key(&form.title)))
        .filter(|link| !is_begun(&link.href))
        .collect();
    let page = OwnPage {
        notice: asked.notice(),
        drafts,
        forms,
        table: own_table(&view),
        first_href: asked.after.is_some().then(|| "/referrals".to_owned()),
        next_href: view.next.as_ref().map(|after| format!("/referrals?after={after}")),
    };
    screen.show("intake/own", &page)
}

fn own_table(view: &QueueView) -> Table {
    let row = |row: &QueueRowView| {
        let own = row.own.then(|| Text::key("intake-yours"));
        vec![
            Cell { more: own, ..link("/referrals", row) },
            Cell::new(field(row, "referral.received-on")),
            Cell::new(field(row, "referral.service-type")),
            Cell::new(field(row, "referral.district")),
            Cell { more: value(row, "referral.outcome-class"), ..Cell::tag(progress(row)) },
        ]
    };
    let head = ["reference", "sent", "service", "district", "progress"];
    let empty = EmptyState {
        title: Text::key("intake-own-empty"),
        text: Text::key("intake-own-empty-more"),
        link: None,
    };
    table("intake-own-caption", &head, view.rows.iter().map(row).collect()).or_else(empty)
}

/// How it goes, in the coarse words that a referrer may know.
fn progress(row: &QueueRowView) -> Tag {
    let colour = match value(row, "referral.coarse-status") {
        Some(Text::Words(message)) if message.key == "coarse-status-received" => Colour::Teal,
        Some(Text::Words(message)) if message.key == "coarse-status-in-progress" => Colour::Blue,
        _ => Colour::Grey,
    };
    Tag::new(field(row, "referral.coarse-status"), colour)
}

#[derive(Serialize)]
struct QueuePage {
    notice: Option<Notice>,
    drafts: Vec<DraftLine>,
    new_href: Option<String>,
    tabs: Vec<Link>,
    is_waiting: bool,
    table: Table,
    first_href: Option<String>,
    next_href: Option<String>,
}

/// The queue: who waits, the longest first, and what was decided.
pub(super) async fn queue(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let actor = &visitor.actor;
    if actor.organisation().is_some() {
        return Ok(Redirect::to("/referrals").into_response());
    }
    let intake = services.intake();
    let is_waiting = asked.show.as_deref() != Some("decided");
    let view = match is_waiting {
        true => {
            let after = asked.after.clone();
            let wanted = QueueWanted { waiting: true, oldest_first: true, with_matches: true, after };
            intake.queue(actor, &wanted).await?
        }
        false => intake.decided(actor, asked.after.as_deref()).await?,
    };
    let tab = |href: &str, key: &str, is_current: bool| {
        let link = Link::new(href, Text::key(key));
        if is_current { link.current() } else { link }
    };
    let (address, more) = if is_waiting { ("/intake", "?") } else { ("/intake?show=decided", "&") };
    let drafts = drafts(&services, &visitor).await?;
    let page = QueuePage {
        notice: asked.notice(),
        new_href: (drafts.is_empty() && may_key_in(&visitor)).then(|| Desk::office().start()),
        drafts,
        tabs: vec![
            tab("/intake", "intake-waiting", is_waiting),
            tab("/intake?show=decided", "intake-decided", !is_waiting),
        ],
        is_waiting,
        table: if is_waiting { waiting_table(&view, today(&screen)) } else { decided_table(&view) },
        first_href: asked.after.is_some().then(|| address.to_owned()),
        next_href: view.next.as_ref().map(|after| format!("{address}{more}after={after}")),
    };
    screen.show("intake/queue", &page)
}

/// Whether the reader can take a referral down for somebody who rings; the form itself
/// decides again.
fn may_key_in(visitor: &Visitor) -> bool {
    visitor.actor.holds(ActKind::Refer) && !visitor.actor.teams().is_empty()
}

fn waiting_table(view: &QueueView, today: NaiveDate) -> Table {
    let row = |row: &QueueRowView| {
        let received = field(row, "referral.received-on");
        let waited = waited(&received, today);
        vec![
            Cell { more: asked_for_more(row), tag: matches(row), ..link("/intake", row) },
            Cell { more: waited, ..Cell::new(received) },
            source(row),
            service(row),
            Cell::new(field(row, "referral.district")),
        ]
    };
    let head = ["reference", "received", "source", "service", "district"];
    let empty =
        EmptyState { title: Text::key("intake-empty"), text: Text::key("intake-empty-more"), link: None };
    table("intake-waiting-caption", &head, view.rows.iter().map(row).collect()).or_else(empty)
}

fn decided_table(view: &QueueView) -> Table {
    let row = |row: &QueueRowView| {
        vec![
            link("/intake", row),
            Cell::tag(Tag::new(field(row, "referral.decision"), decision_colour(row))),
            Cell::new(field(row, "referral.decided-on")),
            source(row),
            service(row),
            Cell::new(field(row, "referral.district")),
        ]
    };
    let head = ["reference", "decision", "decided-on", "source", "service", "district"];
    let empty = EmptyState {
        title: Text::key("intake-decided-empty"),
        text: Text::default(),
        link: Some(Link::new("/intake", Text::key("intake-waiting"))),
    };
    table("intake-decided-caption", &head, view.rows.iter().map(row).collect()).or_else(empty)
}

fn table(caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    let head = head.iter().map(|column| Heading::new(Text::key(format!("intake-column-{column}")))).collect();
    Table::new(Text::key(caption), head, rows)
}

fn link(home: &str, row: &QueueRowView) -> Cell {
    Cell::link(format!("{home}/{}", row.reference), Text::plain(row.reference.to_string()))
}

/// Who sent it, and the organisation where there is one.
fn source(row: &QueueRowView) -> Cell {
    Cell { more: value(row, "referral.organisation"), ..Cell::new(field(row, "referral.source-type")) }
}

/// What is asked for, and what it is about.
fn service(row: &QueueRowView) -> Cell {
    Cell { more: value(row, "referral.category"), ..Cell::new(field(row, "referral.service-type")) }
}

/// For how many days somebody has waited.
fn waited(received: &Text, today: NaiveDate) -> Option<Text> {
    let Text::Date { date } = received else { return None };
    let days = (today - *date).num_days();
    (days > 0).then(|| Message::new("intake-waited").with("count", days).into())
}

/// That more was asked for, and whether it has come, which sets a referral apart from one
/// nobody has looked at.
fn asked_for_more(row: &QueueRowView) -> Option<Text> {
    if row.answered {
        return Some(Text::key("intake-status-answered"));
    }
    let decision = value(row, "referral.decision")?;
    let is_asked =
        matches!(&decision, Text::Words(message) if message.key == "referral-decision-more-information");
    is_asked.then_some(decision)
}

/// That somebody in it may be known in a record that the reader may see.
fn matches(row: &QueueRowView) -> Option<Tag> {
    let said = Message::new("intake-matches").with("count", row.matches?);
    Some(Tag::new(said, Colour::Yellow))
}

fn decision_colour(row: &QueueRowView) -> Colour {
    match value(row, "referral.decision") {
        Some(Text::Words(message)) if message.key == "referral-decision-accepted" => Colour::Green,
        _ => Colour::Grey,
    }
}

/// The value of a field where the reader may see it and there is one.
fn value(row: &QueueRowView, id: &str) -> Option<Text> {
    row.fields.iter().find(|field| field.id == id).and_then(|field| field.value.clone())
}

fn field(row: &QueueRowView, id: &str) -> Text {
    value(row, id).unwrap_or_default()
}
