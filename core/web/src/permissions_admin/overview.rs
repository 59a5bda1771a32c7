//! The first page: roles, drafts, and every role beside every group.

use administration::DraftState;
use axum::extract::Query;
use axum::response::Response;
use domain::{Group, Part};
use permissions::{ActKind, Policy, Role, Verbs};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::{BeginForm, address, words};
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
struct Page {
    sections: Vec<Link>,
    notice: Option<Notice>,
    version: u64,
    since: Option<Since>,
    roles: Vec<Link>,
    drafts: Option<Table>,
    overview: Table,
    can_draft: bool,
    token: String,
}

/// Who published what is in force.
#[derive(Serialize)]
struct Since {
    at: Text,
    author: String,
    approver: Option<String>,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let view = services.policies.in_force(&visitor.actor).await?;
    let since = view.versions.first().map(|newest| Since {
        at: newest.published_at.into(),
        author: newest.author.clone(),
        approver: newest.approver.clone(),
    });
    let notice = match done.done.as_str() {
        "published" => {
            Some(Notice::success(Text::key("policy-published")).more(Text::key("policy-published-more")))
        }
        "discarded" => Some(Notice::success(Text::key("policy-discarded"))),
        _ => None,
    };
    let page = Page {
        sections: sections(&visitor.actor, "/permissions"),
        notice,
        version: view.policy.version,
        since,
        roles: Role::ALL.iter().map(|role| Link::new(role_address(*role), role.message())).collect(),
        drafts: (!view.drafts.is_empty()).then(|| drafts(&view.drafts)),
        overview: overview(&view.policy),
        can_draft: visitor.actor.holds(ActKind::ProposePolicy),
        token: screen.token::<BeginForm>(),
    };
    screen.show("permissions/overview", &page)
}

fn role_address(role: Role) -> String {
    format!("/permissions/roles/{}", role.as_str())
}

fn drafts(drafts: &[administration::PolicyDraftLine]) -> Table {
    let head = ["policy-draft", "policy-author", "policy-state", "policy-changed-at"];
    let row = |draft: &administration::PolicyDraftLine| {
        let state = match draft.state {
            DraftState::Asked => Tag::new(Text::key("policy-state-asked"), Colour::Yellow),
            _ => Tag::new(Text::key("policy-state-open"), Colour::Grey),
        };
        vec![
            Cell::link(address(draft.reference), Text::plain(draft.reference.to_string())),
            Cell::new(draft.author.clone()),
            Cell::tag(state),
            Cell::new(draft.updated_at),
        ]
    };
    let head = head.map(|key| Heading::new(Text::key(key))).to_vec();
    Table::new(Text::key("policy-drafts"), head, drafts.iter().map(row).collect())
}

/// A line for each group, and what each role may do with anything of it at most.
fn overview(policy: &Policy) -> Table {
    let row = |role: &Role| {
        let Some(row) = policy.row(*role) else { return Vec::new() };
        let mut cells = vec![Cell::link(role_address(*role), role.message())];
        cells.extend(COLUMNS.iter().map(|columns| {
            let names = columns.iter().filter_map(|group| {
                let verbs = Part::of(*group)
                    .flat_map(|part| row.lines(part))
                    .fold(Verbs::NONE, |verbs, line| verbs.union(line.verbs));
                (!verbs.is_empty()).then(|| words::group(*group))
            });
            let names: Vec<Text> = names.collect();
            if names.is_empty() {
                Cell::new(Text::key("policy-nothing"))
            } else {
                Cell::new(Text::List(names))
            }
        }));
        cells
    };
    let head = ["policy-role", "policy-people", "policy-work", "policy-service"];
    let head = head.map(|key| Heading::new(Text::key(key))).to_vec();
    let rows = Role::ALL.iter().map(row).filter(|cells| !cells.is_empty()).collect();
    Table::new(Text::key("policy-overview"), head, rows)
}

/// Seventeen columns fit on no page: what is about people, about the work, and about the service.
const COLUMNS: [&[Group]; 3] = [
    &[Group::G2, Group::G3, Group::G4, Group::G7, Group::G8],
    &[Group::G1, Group::G5, Group::G6, Group::G9, Group::G10, Group::G11, Group::G12, Group::G13, Group::G14],
    &[Group::G15, Group::G16, Group::G17],
];
