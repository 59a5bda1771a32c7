//! Who may come to a route at all, and the gate that asks.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::account::{PASSKEYS, PROVE, SET_UP, proof};
use crate::ports::Visitor;
use crate::{Frame, PageError, Screen, Services, Site, carried, cookies};

/// Who may come to a route. What they may do there is decided further in, by a permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Anybody, and the same for everybody: no session is looked up.
    Plain,
    /// Anybody; who is signed in sees their own navigation.
    Public,
    /// Only who is signed in, and already who has yet to set up a second factor: the pages
    /// on which that is done. Whoever has one comes here as to [`Proved`](Self::Proved) rows.
    Enrolling,
    /// Only who is signed in.
    SignedIn,
    /// Only who is signed in and has a second factor: where one proves who one is, which
    /// whoever has yet to add a passkey does before they add it.
    Confirming,
    /// Only who is signed in and proved a short while ago that it is them: what changes how
    /// somebody signs in, accounts, plugins, and lists that leave as files.
    Proved,
}

impl Access {
    /// The word printed in `routes.txt`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Public => "public",
            Self::Enrolling => "enrolling",
            Self::SignedIn => "signed-in",
            Self::Confirming => "confirming",
            Self::Proved => "proved",
        }
    }
}

/// The person signed in, for handlers of rows with [`Access::SignedIn`].
///
/// Somebody who has yet to set up a second factor, or a passkey that their role needs, is
/// nobody here, whatever row the handler stands in: a password alone shows nothing.
#[derive(Clone)]
pub struct SignedIn(pub Visitor);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let visitor = parts
            .extensions
            .get::<Visitor>()
            .filter(|visitor| !visitor.must_enrol && !visitor.must_add_passkey);
        visitor.cloned().map(Self).ok_or(PageError::NotSignedIn)
    }
}

/// Stands before every row of the table.
pub(crate) async fn gate(
    State((site, access)): State<(Site, Access)>,
    mut request: Request,
    next: Next,
) -> Response {
    // Owned, because a request that is being looked at cannot wait elsewhere.
    let token = cookies::session_of(request.headers()).filter(|_| access != Access::Plain).map(str::to_owned);
    let visitor = match recognise(&site, token).await {
        Ok(visitor) => visitor,
        Err(fault) => return fault.into_response(),
    };
    let frame = Frame::new(&site, &request, visitor.as_ref());
    let must_enrol = visitor.as_ref().is_some_and(|visitor| visitor.must_enrol);
    let must_add = visitor.as_ref().is_some_and(|visitor| visitor.must_add_passkey);
    let must_prove = visitor.as_ref().is_some_and(|visitor| visitor.must_prove);
    match access {
        Access::SignedIn | Access::Proved | Access::Enrolling | Access::Confirming if visitor.is_none() => {
            return framed(turn_away(&site, frame.clone(), request).await, frame);
        }
        Access::SignedIn | Access::Proved | Access::Confirming if must_enrol => {
            return framed(to_set_up(&frame, SET_UP), frame);
        }
        Access::SignedIn | Access::Proved if must_add => {
            return framed(to_set_up(&frame, PASSKEYS), frame);
        }
        Access::Proved | Access::Enrolling if must_prove => {
            return framed(to_proof(&site, frame.clone(), visitor, request).await, frame);
        }
        _ => {}
    }
    request.extensions_mut().insert(frame.clone());
    if let Some(visitor) = visitor {
        request.extensions_mut().insert(visitor);
    }
    framed(next.run(request).await, frame)
}

async fn recognise(site: &Site, token: Option<String>) -> Result<Option<Visitor>, PageError> {
    match token {
        Some(token) => Ok(site.ports().sessions.recognise(&token, site.now()).await?),
        None => Ok(None),
    }
}

/// Keeps the frame with the answer, so that an error page has the same navigation.
fn framed(mut response: Response, frame: Frame) -> Response {
    response.extensions_mut().insert(frame);
    response
}

/// To the page that sets up what is missing, from whatever page was asked for.
fn to_set_up(frame: &Frame, page: &str) -> Response {
    if frame.is_api() { PageError::NotSignedIn.into_response() } else { Redirect::to(page).into_response() }
}

/// To the page that asks for a proof: a page asked for is remembered, a form posted is
/// carried along.
async fn to_proof(site: &Site, frame: Frame, visitor: Option<Visitor>, mut request: Request) -> Response {
    if frame.is_api() {
        return PageError::Forbidden(None).into_response();
    }
    if request.method() != Method::POST {
        return Redirect::to(&carried::address_with_next(PROVE, frame.path())).into_response();
    }
    let screen = Screen::new(site.clone(), frame, visitor.map(|visitor| visitor.account));
    let (services, cookie) = (
        request.extensions_mut().remove::<Services>(),
        cookies::session_of(request.headers()).unwrap_or_default().to_owned(),
    );
    let carried = carried::sealed(site, request).await;
    proof::ask_first(&screen, services, &cookie, carried).await.unwrap_or_else(IntoResponse::into_response)
}

/// To the sign-in page: a page asked for is remembered, a form posted is carried along.
async fn turn_away(site: &Site, frame: Frame, request: Request) -> Response {
    if frame.is_api() {
        return PageError::NotSignedIn.into_response();
    }
    if request.method() != Method::POST {
        return Redirect::to(&carried::address_with_next("/sign-in", frame.path())).into_response();
    }
    carried::carry(site, frame, request).await.unwrap_or_else(IntoResponse::into_response)
}
