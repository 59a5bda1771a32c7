//! The link by which somebody makes an account their own, shown once.

use axum::extract::{FromRequestParts, Path};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use domain::Reference;
use identity::Secret;
use serde::Serialize;

use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn, Site};

/// The button beside an account that waits for its owner.
pub(super) struct InviteAgainForm;

impl PostedForm for InviteAgainForm {
    const NAME: &'static str = "invite-again";
}

#[derive(Serialize)]
struct LinkPage {
    /// The name and the sign-in name of whoever it is for, where they are known here.
    name: Option<String>,
    username: Option<String>,
    /// The whole address, for a message or a slip of paper.
    address: String,
}

/// How the reader's browser reached the service, for links that go to somebody else.
pub(super) struct Reached(String);

impl FromRequestParts<Site> for Reached {
    type Rejection = PageError;

    /// The host that the reader's own browser named, which nobody else can set for them.
    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        let named = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let plain =
            |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        let scheme = if site.settings().over_tls { "https" } else { "http" };
        // Without a host the path alone is shown, and whoever hands it on knows the rest.
        Ok(Self(named.filter(plain).map_or_else(String::new, |host| format!("{scheme}://{host}"))))
    }
}

/// Makes another link; the earlier one stops working.
pub(super) async fn renew(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    reached: Reached,
    Path(account): Path<String>,
    _form: Posted<InviteAgainForm>,
) -> Result<Response, PageError> {
    let account: Reference = account.parse().map_err(|_| PageError::NotFound)?;
    let secret = services.identity.invite(&visitor.actor, account).await?;
    link(&screen, &reached, None, &secret)
}

/// The page that shows the link.
pub(super) fn link(
    screen: &Screen,
    Reached(reached): &Reached,
    person: Option<(String, String)>,
    secret: &Secret,
) -> Result<Response, PageError> {
    let (name, username) = person.unzip();
    let address = format!("{reached}/invitation/{}", secret.expose());
    screen.show("admin/link", &LinkPage { name, username, address })
}
