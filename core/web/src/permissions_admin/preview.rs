//! What somebody would see: an invented case, now and with a draft beside each other.

use std::sync::Arc;

use axum::extract::Query;
use axum::response::Response;
use domain::SideId;
use permissions::{Policy, Role, Shade, Sight, Tie, sight};
use serde::{Deserialize, Serialize};
use wording::Text;

use super::example::{self, Value};
use super::{named, words};
use crate::form::FieldView;
use crate::{PageError, Screen, Services, SignedIn};

/// Who, how they are tied to the case, and under which draft.
#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    role: String,
    #[serde(default)]
    tie: String,
    #[serde(default)]
    side: String,
    #[serde(default)]
    draft: String,
}

#[derive(Serialize)]
struct Page {
    back: String,
    role: Text,
    draft: Option<String>,
    fields: Vec<FieldView>,
    way: Way,
    way_then: Option<Way>,
    sections: Vec<Section>,
    changed: usize,
}

/// How they come to the case.
#[derive(Serialize)]
struct Way {
    is_open: bool,
    act: Text,
}

#[derive(Serialize)]
struct Section {
    title: Text,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    label: Text,
    now: Shown,
    then: Option<Shown>,
    is_changed: bool,
}

/// One value as it would be shown.
#[derive(PartialEq, Serialize)]
struct Shown {
    text: Option<Text>,
    is_masked: bool,
    writes: bool,
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(chosen): Query<Chosen>,
) -> Result<Response, PageError> {
    let role = Role::parse(&chosen.role).unwrap_or(Role::LeadFacilitator);
    let tie = Tie::parse(&chosen.tie).unwrap_or(Tie::Own);
    let [harmed, responsible] = example::sides();
    let side = match chosen.side.as_str() {
        "responsible" => Some(responsible),
        "none" => None,
        _ => Some(harmed),
    };
    let (now, then) = match chosen.draft.as_str() {
        "" => (services.policies.in_force(&visitor.actor).await?.policy.clone(), None),
        draft => {
            let view = services.policies.draft(&visitor.actor, named(draft)?).await?;
            (view.current.clone(), Some(view.draft.policy.clone()))
        }
    };
    let seen = |policy: Policy| sight(&Arc::new(policy), role, tie, side);
    let (now, then) = (seen(now), then.map(seen));
    let sections = sections(&now, then.as_ref());
    let changed = sections.iter().flat_map(|section| &section.rows).filter(|row| row.is_changed).count();
    let page = Page {
        back: back(&chosen.draft),
        role: role.message().into(),
        fields: fields(role, tie, side, harmed),
        way: way(&now),
        way_then: then.as_ref().map(way),
        draft: (!chosen.draft.is_empty()).then_some(chosen.draft),
        sections,
        changed,
    };
    screen.show("permissions/preview", &page)
}

fn back(draft: &str) -> String {
    if draft.is_empty() { "/permissions".to_owned() } else { format!("/permissions/drafts/{draft}") }
}

fn fields(role: Role, tie: Tie, side: Option<SideId>, harmed: SideId) -> Vec<FieldView> {
    let roles = Role::ALL.iter().filter(|role| **role != Role::PublicForm);
    let roles = roles.map(|role| (role.as_str().to_owned(), Text::from(role.message()))).collect();
    let ties = Tie::ALL
        .iter()
        .map(|tie| (tie.as_str().to_owned(), Text::key(format!("policy-tie-{}", tie.as_str()))));
    let side = match side {
        None => "none",
        Some(side) if side == harmed => "harmed",
        Some(_) => "responsible",
    };
    let sides = ["harmed", "responsible", "none"]
        .map(|word| (word.to_owned(), Text::key(format!("policy-side-{word}"))));
    vec![
        FieldView::select("role", Text::key("policy-role"), roles, role.as_str()).size("s"),
        FieldView::select("tie", Text::key("policy-tie"), ties.collect(), tie.as_str()).size("s"),
        FieldView::select("side", Text::key("policy-side"), sides.to_vec(), side).size("s"),
    ]
}

fn way(sight: &Sight) -> Way {
    Way { is_open: sight.way.is_some(), act: sight.way.map(words::act).unwrap_or_default() }
}

fn sections(now: &Sight, then: Option<&Sight>) -> Vec<Section> {
    let row = |value: Value| {
        let (now, then) = (shown(now, &value), then.map(|sight| shown(sight, &value)));
        let is_changed = then.as_ref().is_some_and(|then| *then != now);
        Row { label: words::part(value.part), now, then, is_changed }
    };
    let section = |section: example::Section| Section {
        title: Text::key(section.title),
        rows: section.values.into_iter().map(row).collect(),
    };
    example::sections().into_iter().map(section).collect()
}

/// The value as the real mask lets it through; what is absent has no text here either.
fn shown(sight: &Sight, value: &Value) -> Shown {
    let shade = sight.shade(value.part, value.audience, value.author);
    Shown {
        text: (shade == Shade::Shown).then(|| value.text.clone()),
        is_masked: shade == Shade::Dots,
        writes: sight.writes(value.part, value.audience),
    }
}
