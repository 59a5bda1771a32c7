//! The link by which somebody makes an account their own, shown once.

use axum::extract::Path;
use axum::response::Response;
use domain::{Message, Reference};
use identity::Secret;
use serde::Serialize;

use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

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
    /// Whether it is mailed as well, where the account has an address.
    sends_mail: bool,
    /// The whole address, for a message or a slip of paper.
    address: String,
}

/// Makes another link; the earlier one stops working.
pub(super) async fn renew(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(account): Path<String>,
    form: Posted<InviteAgainForm>,
) -> Result<Response, PageError> {
    let account: Reference = account.parse().map_err(|_| PageError::NotFound)?;
    let secret = match form.typed.text("provider") {
        "" => services.identity.invite(&visitor.actor, account).await?,
        provider => match services.identity.invite_with(&visitor.actor, account, provider).await? {
            Some(secret) => secret,
            None => return Err(PageError::Refused(vec![Message::new("account-invite-unfit")])),
        },
    };
    link(&screen, None, &secret)
}

/// The page that shows the link.
pub(super) fn link(
    screen: &Screen,
    person: Option<(String, String)>,
    secret: &Secret,
) -> Result<Response, PageError> {
    let (name, username) = person.unzip();
    // Where no address is set the path alone is shown, and whoever hands it on knows the rest.
    let address = format!("{}/invitation/{}", screen.site().settings().address, secret.expose());
    screen.show(
        "admin/link",
        &LinkPage { name, username, sends_mail: screen.site().settings().sends_mail, address },
    )
}
