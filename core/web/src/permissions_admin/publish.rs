//! Publishing one's own draft, or asking for a second person.

use administration::{Error, REASON};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Message, Reference};
use permissions::{Actor, Hindrance};
use wording::Text;

use super::{DraftForm, address, named, words};
use crate::form::FieldView;
use crate::parts::{Confirm, ErrorLink, ErrorSummary};
use crate::{PageError, Posted, Screen, Services, SignedIn};

/// The question, with why.
pub(super) async fn ask(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
) -> Result<Response, PageError> {
    let page = question(&screen, &services, &visitor.actor, named(&draft)?, None, None).await?;
    screen.show("confirm", &page)
}

/// Publishes it where it gives nobody more, and asks for a second person otherwise.
pub(super) async fn publish(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(draft): Path<String>,
    form: Posted<DraftForm>,
) -> Result<Response, PageError> {
    let reference = named(&draft)?;
    let reason = form.typed.text("reason");
    if form.is_shown_again {
        let page = question(&screen, &services, &visitor.actor, reference, Some(reason), None).await?;
        return screen.show("confirm", &page);
    }
    let takes_two = services.policies.draft(&visitor.actor, reference).await?.takes_two;
    let (done, to) = if takes_two {
        let asked = services.policies.ask(&visitor.actor, reference, reason).await;
        (asked, format!("{}?done=asked", address(reference)))
    } else {
        let published = services.policies.publish(&visitor.actor, reference, reason).await;
        (published.map(|_| ()), "/permissions?done=published".to_owned())
    };
    match done {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        // Pressed twice, or decided meanwhile: the draft's page says how it stands.
        Err(Error::Conflict) => Ok(Redirect::to(&address(reference)).into_response()),
        Err(error @ (Error::Reason | Error::Hindered(_))) => {
            let page =
                question(&screen, &services, &visitor.actor, reference, Some(reason), Some(error)).await?;
            screen.show_again("confirm", &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn question(
    screen: &Screen,
    services: &Services,
    actor: &Actor,
    reference: Reference,
    typed: Option<&str>,
    error: Option<Error>,
) -> Result<Confirm, PageError> {
    let view = services.policies.draft(actor, reference).await?;
    if !view.is_own {
        return Err(PageError::Forbidden(None));
    }
    let here = address(reference);
    let count = Message::new("policy-publish-count").with("count", view.changes.len());
    let (title, text, button) = match view.takes_two {
        true => ("policy-ask-title", "policy-ask-text", "policy-ask"),
        false => ("policy-publish-title", "policy-publish-text", "policy-publish"),
    };
    let field = reason_field("policy-reason", typed.unwrap_or(&view.draft.reason));
    let (fields, errors) = with_error(field, error);
    Ok(Confirm {
        token: screen.token::<DraftForm>(),
        action: format!("{here}/publish"),
        title: Text::key(title),
        paragraphs: vec![count.into(), Text::key(text)],
        fields,
        errors,
        button: Text::key(button),
        cancel_href: here,
        ..Confirm::default()
    })
}

/// The box for a reason.
pub(super) fn reason_field(label: &str, typed: &str) -> FieldView {
    FieldView::long_text("reason", Text::key(label), typed).hint(Text::key("policy-reason-hint")).size("s")
}

/// The box, and what stands in the way, said at the top.
pub(super) fn with_error(field: FieldView, error: Option<Error>) -> (Vec<FieldView>, ErrorSummary) {
    let said: Vec<Text> = match error {
        Some(Error::Reason) => {
            let missing: Text = Message::new("policy-reason-missing").with("most", REASON).into();
            let link = ErrorLink { text: missing.clone(), href: Some("#reason".to_owned()) };
            return (vec![field.error(missing)], ErrorSummary::from_links(vec![link]));
        }
        Some(Error::Hindered(found)) => found.iter().flat_map(hindrance).collect(),
        _ => Vec::new(),
    };
    let links = said.into_iter().map(|text| ErrorLink { text, href: None }).collect();
    (vec![field], ErrorSummary::from_links(links))
}

fn hindrance(found: &Hindrance) -> Vec<Text> {
    let key = match found {
        Hindrance::Walls(walls) => return walls.iter().map(words::broken).collect(),
        Hindrance::WidensOwn(roles) => {
            let own = |role: &permissions::Role| {
                let name = format!("t:{}", role.message().key);
                Message::new("policy-hindered-own").with("role", name).into()
            };
            return roles.iter().map(own).collect();
        }
        Hindrance::Unchanged => "policy-hindered-unchanged",
        Hindrance::Stale => "policy-hindered-stale",
        Hindrance::NeedsSecond => "policy-hindered-second",
        Hindrance::AuthorGone => "policy-hindered-author",
        Hindrance::NobodyLeft => "policy-hindered-nobody",
    };
    vec![Text::key(key)]
}
