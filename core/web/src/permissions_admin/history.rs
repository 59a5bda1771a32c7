//! What was published, when, by whom and why; and what lies between two versions.

use administration::PolicyVersion;
use axum::extract::Query;
use axum::response::Response;
use permissions::ActKind;
use serde::{Deserialize, Serialize};
use wording::Text;

use super::BeginForm;
use super::differences::{Difference, told};
use crate::form::FieldView;
use crate::{PageError, Screen, Services, SignedIn};

#[derive(Serialize)]
struct HistoryPage {
    versions: Vec<VersionView>,
    can_draft: bool,
    token: String,
    fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct VersionView {
    version: u64,
    at: Option<Text>,
    author: String,
    approver: Option<String>,
    reason: String,
    restores: Option<u64>,
    is_current: bool,
    before: Option<u64>,
}

/// The list, the newest first.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
) -> Result<Response, PageError> {
    let view = services.policies.in_force(&visitor.actor).await?;
    let current = view.policy.version;
    let published = |version: &PolicyVersion| VersionView {
        version: version.version,
        at: Some(version.published_at.into()),
        author: version.author.clone(),
        approver: version.approver.clone(),
        reason: version.reason.clone(),
        restores: version.restores,
        is_current: version.version == current,
        before: version.version.checked_sub(1),
    };
    let first = VersionView {
        version: 1,
        at: None,
        author: String::new(),
        approver: None,
        reason: String::new(),
        restores: None,
        is_current: current == 1,
        before: None,
    };
    let versions: Vec<_> = view.versions.iter().map(published).chain([first]).collect();
    let options: Vec<(String, Text)> = versions
        .iter()
        .map(|version| (version.version.to_string(), Text::plain(version.version.to_string())))
        .collect();
    let select = |name, key, chosen: u64| {
        FieldView::select(name, Text::key(key), options.clone(), &chosen.to_string()).size("s")
    };
    let fields = vec![
        select("from", "policy-compare-from", current.saturating_sub(1).max(1)),
        select("to", "policy-compare-to", current),
    ];
    let page = HistoryPage {
        versions,
        can_draft: visitor.actor.holds(ActKind::ProposePolicy),
        token: screen.token::<BeginForm>(),
        fields,
    };
    screen.show("permissions/history", &page)
}

/// Which two.
#[derive(Deserialize)]
pub(super) struct Between {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Serialize)]
struct ComparePage {
    from: u64,
    to: u64,
    differences: Vec<Difference>,
}

/// What lies between two versions.
pub(super) async fn compare(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(between): Query<Between>,
) -> Result<Response, PageError> {
    let number = |text: &str| text.parse::<u64>().unwrap_or(1);
    let (from, to) = (number(&between.from), number(&between.to));
    let pair = services.policies.versions(&visitor.actor, from, to).await?;
    let (old, new) = (&pair.0, &pair.1);
    let differences = told(&permissions::changes(old, new), old, new);
    screen.show("permissions/compare", &ComparePage { from, to, differences })
}
