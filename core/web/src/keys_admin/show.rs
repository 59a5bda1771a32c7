//! How the keys stand.

use administration::{KeyReport, Rotation, RotationKind, RotationState};
use axum::extract::Query;
use axum::response::Response;
use domain::Message;
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::parts::{Cell, Colour, Heading, Link, Notice, Table, Tag};
use crate::people_admin::sections;
use crate::{PageError, Screen, Services, SignedIn};

/// What the reader has just done, as a word in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct KeysPage {
    sections: Vec<Link>,
    notice: Option<Notice>,
    fingerprint: String,
    /// What is under way, and how far.
    running: Option<Text>,
    generations: Table,
    rotations: Option<Table>,
    /// When older generations can be forgotten, where nothing needs them.
    retire_after: Option<Text>,
    can_retire: bool,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let report = services.keys.report(&visitor.actor).await?;
    let notice = match done.done.as_str() {
        "begun" => Some(Notice::success(Text::key("keys-begun"))),
        "retired" => Some(Notice::success(Text::key("keys-retired"))),
        _ => None,
    };
    let now = screen.site().now();
    let page = KeysPage {
        sections: sections(&visitor.actor, "/keys"),
        notice,
        fingerprint: report.fingerprint.clone(),
        running: report.state.running().map(progress),
        generations: generations(&report),
        rotations: rotations(&report),
        retire_after: report.retire_after.map(Into::into),
        can_retire: report.retire_after.is_some_and(|after| after <= now),
    };
    screen.show("admin/keys", &page)
}

fn progress(rotation: &Rotation) -> Text {
    let key = match rotation.kind {
        RotationKind::Master => "keys-running-master",
        RotationKind::Owners => "keys-running-owners",
    };
    Message::new(key).with("done", rotation.done).with("total", rotation.total.max(rotation.done)).into()
}

fn generations(report: &KeyReport) -> Table {
    let mut all: Vec<u32> = report.held.clone();
    all.extend(report.state.generations.keys());
    all.sort_unstable();
    all.dedup();
    let row = |generation: u32| {
        let used = report.state.generations.get(&generation).copied().unwrap_or_default();
        let tag = match (generation == report.current, report.held.contains(&generation)) {
            (true, _) => Tag::new(Text::key("keys-in-use"), Colour::Green),
            (false, true) => Tag::new(Text::key("keys-older"), Colour::Grey),
            (false, false) => Tag::new(Text::key("keys-missing"), Colour::Red),
        };
        vec![
            Cell::new(Message::new("keys-generation").with("number", generation)),
            Cell::tag(tag),
            Cell::new(Text::Number(used.owners as i64)),
            Cell::new(Text::Number(used.secrets as i64)),
        ]
    };
    Table {
        caption: Text::key("keys-generations"),
        head: vec![
            Heading::new(Text::key("keys-generation-column")),
            Heading::new(Text::key("keys-state")),
            Heading::numeric(Text::key("keys-owners")),
            Heading::numeric(Text::key("keys-secrets")),
        ],
        rows: all.into_iter().map(row).collect(),
        empty: None,
    }
}

fn rotations(report: &KeyReport) -> Option<Table> {
    let row = |rotation: &Rotation| {
        let what = match rotation.kind {
            RotationKind::Master => {
                Message::new("keys-what-master").with("number", rotation.generation).into()
            }
            RotationKind::Owners => Text::key("keys-what-owners"),
        };
        let tag = match rotation.state {
            RotationState::Running => Tag::new(Text::key("keys-under-way"), Colour::Blue),
            RotationState::Done => Tag::new(Text::key("keys-done"), Colour::Green),
            RotationState::GivenUp => Tag::new(Text::key("keys-given-up"), Colour::Red),
        };
        vec![
            Cell::new(Text::from(rotation.begun_at)),
            Cell::new(what),
            Cell::tag(tag),
            Cell::new(Text::Number(rotation.done as i64)),
        ]
    };
    let rows: Vec<_> = report.state.rotations.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table {
        caption: Text::key("keys-rotations"),
        head: vec![
            Heading::new(Text::key("keys-begun-at")),
            Heading::new(Text::key("keys-what")),
            Heading::new(Text::key("keys-state")),
            Heading::numeric(Text::key("keys-replaced")),
        ],
        rows,
        empty: None,
    })
}
