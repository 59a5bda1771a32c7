//! A draft of another policy, from beginning to giving it up.

use administration::DraftState;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use permissions::Role;
use serde::{Deserialize, Serialize};
use wording::Text;

use super::differences::{Difference, told};
use super::{BeginForm, DraftForm, address, named, role_named};
use crate::parts::{Colour, Confirm, Link, Notice, Tag};
use crate::{PageError, Posted, Screen, Services, SignedIn};

/// What the reader has just done, as a word in the address.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct Page {
    here: String,
    notice: Option<Notice>,
    reference: String,
    author: String,
    state: Tag,
    reason: String,
    refusal: Option<String>,
    restores: Option<u64>,
    base: u64,
    current: u64,
    differences: Vec<Difference>,
    meanwhile: Vec<Difference>,
    takes_two: bool,
    is_open: bool,
    is_asked: bool,
    is_own: bool,
    is_stale: bool,
    may_decide: bool,
    /// Roles of the reader that would get more: somebody else has to approve.
    own: Vec<Text>,
    roles: Vec<Link>,
    version: i64,
    token: String,
}

/// Begins one, of what is in force or of an older version, and goes where it was begun from.
pub(super) async fn begin(
    services: Services,
    SignedIn(visitor): SignedIn,
    form: Posted<BeginForm>,
) -> Result<Redirect, PageError> {
    let restores = form.typed.text("version").parse().ok();
    let reference = services.policies.begin(&visitor.actor, form.key, restores).await?;
    let here = address(reference);
    Ok(match form.typed.text("role") {
        "" => Redirect::to(&here),
        role => Redirect::to(&format!("{here}/roles/{}", role_named(role)?.as_str())),
    })
}

/// The page.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, PageError> {
    let reference = named(&draft)?;
    let view = services.policies.draft(&visitor.actor, reference).await?;
    let (draft, here) = (&view.draft, address(reference));
    let (word, colour) = match draft.state {
        DraftState::Open => ("policy-state-open", Colour::Grey),
        DraftState::Asked => ("policy-state-asked", Colour::Yellow),
        DraftState::Published => ("policy-state-published", Colour::Green),
        DraftState::Discarded => ("policy-state-discarded", Colour::Grey),
    };
    let is_over = matches!(draft.state, DraftState::Published | DraftState::Discarded);
    let notice = match done.done.as_str() {
        "changed" => Some("policy-draft-changed"),
        "asked" => Some("policy-asked"),
        "withdrawn" => Some("policy-withdrawn"),
        "renewed" => Some("policy-renewed"),
        "refused" => Some("policy-refused"),
        _ => None,
    };
    let page = Page {
        notice: notice.map(|key| Notice::success(Text::key(key))),
        reference: reference.to_string(),
        author: draft.author_name.clone(),
        state: Tag::new(Text::key(word), colour),
        reason: draft.reason.clone(),
        refusal: draft.refusal.clone().filter(|_| draft.state == DraftState::Open),
        restores: draft.restores,
        base: draft.base,
        current: view.current.version,
        // Once it is over, what it would change of something else says nothing.
        differences: if is_over { Vec::new() } else { told(&view.changes, &view.current, &draft.policy) },
        meanwhile: if is_over { Vec::new() } else { told(&view.meanwhile, &view.base, &view.current) },
        takes_two: view.takes_two,
        is_open: view.is_open(),
        is_asked: draft.state == DraftState::Asked,
        is_own: view.is_own,
        is_stale: view.is_stale() && !is_over,
        may_decide: view.may_decide,
        own: view.own.iter().map(|role| role.message().into()).collect(),
        roles: Role::ALL
            .iter()
            .map(|role| Link::new(format!("{here}/roles/{}", role.as_str()), role.message()))
            .collect(),
        version: draft.version,
        token: screen.token::<DraftForm>(),
        here,
    };
    screen.show("permissions/draft", &page)
}

/// Brings it onto the policy in force.
pub(super) async fn renew(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    form: Posted<DraftForm>,
) -> Result<Redirect, PageError> {
    let reference = named(&draft)?;
    let seen = form.typed.text("version").parse().map_err(|_| PageError::Unreadable)?;
    services.policies.renew(&visitor.actor, reference, seen).await?;
    Ok(Redirect::to(&format!("{}?done=renewed", address(reference))))
}

/// Takes the request back.
pub(super) async fn withdraw(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    _form: Posted<DraftForm>,
) -> Result<Redirect, PageError> {
    let reference = named(&draft)?;
    services.policies.withdraw(&visitor.actor, reference).await?;
    Ok(Redirect::to(&format!("{}?done=withdrawn", address(reference))))
}

/// The question before it is given up.
pub(super) async fn ask_to_discard(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
) -> Result<Response, PageError> {
    let reference = named(&draft)?;
    let view = services.policies.draft(&visitor.actor, reference).await?;
    if !view.is_own {
        return Err(PageError::Forbidden(None));
    }
    let here = address(reference);
    let page = Confirm {
        token: screen.token::<DraftForm>(),
        action: format!("{here}/discard"),
        title: Text::key("policy-discard-title"),
        paragraphs: vec![Text::key("policy-discard-text")],
        button: Text::key("policy-discard"),
        is_dangerous: true,
        cancel_href: here,
        ..Confirm::default()
    };
    screen.show("confirm", &page)
}

/// Gives it up.
pub(super) async fn discard(
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    _form: Posted<DraftForm>,
) -> Result<Response, PageError> {
    services.policies.discard(&visitor.actor, named(&draft)?).await?;
    Ok(Redirect::to("/permissions?done=discarded").into_response())
}
