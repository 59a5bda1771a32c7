//! Installing a package from its file.

use administration::Error;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Redirect, Response};
use permissions::ActKind;
use serde::Serialize;
use wording::Text;

use crate::parts::ErrorSummary;
use crate::tokens::FIELD;
use crate::{FormToken, PageError, PostedForm, Screen, Services, SignedIn, Site, Visitor};

/// The form.
pub(super) struct InstallForm;

impl PostedForm for InstallForm {
    const NAME: &'static str = "plugin-install";
}

#[derive(Serialize)]
struct InstallPage {
    token: String,
    errors: ErrorSummary,
    error: Option<Text>,
}

/// The form's file, from whoever it was drawn for.
pub(super) struct PackageFile(Vec<u8>);

impl FromRequest<Site> for PackageFile {
    type Rejection = PageError;

    /// Reads the hidden field, which stands before the file, and then the file: what was not
    /// sent from our form is not read further.
    async fn from_request(request: Request, site: &Site) -> Result<Self, PageError> {
        let account = request.extensions().get::<Visitor>().map(|visitor| visitor.account);
        let mut parts = Multipart::from_request(request, site).await.map_err(|_| PageError::Unreadable)?;
        let token = next(&mut parts, FIELD).await?.text().await.map_err(|_| PageError::Unreadable)?;
        let token = FormToken::open(site, &token).ok_or(PageError::ForeignForm)?;
        if !token.is_for(InstallForm::NAME, account) {
            return Err(PageError::ForeignForm);
        }
        let file = next(&mut parts, "file").await?.bytes().await.map_err(|_| PageError::TooLarge)?;
        Ok(Self(file.to_vec()))
    }
}

/// The next part of the form, which is the field `name`.
async fn next<'a>(parts: &'a mut Multipart, name: &str) -> Result<Field<'a>, PageError> {
    let part = parts.next_field().await.map_err(|_| PageError::Unreadable)?;
    part.filter(|part| part.name() == Some(name)).ok_or(PageError::ForeignForm)
}

/// The form.
pub(super) async fn show(screen: Screen, SignedIn(visitor): SignedIn) -> Result<Response, PageError> {
    if !visitor.actor.holds(ActKind::ManagePlugins) {
        return Err(PageError::Forbidden(None));
    }
    screen.show("admin/install", &page(&screen, None))
}

/// Installs the package; it is not at work yet.
pub(super) async fn install(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    PackageFile(bytes): PackageFile,
) -> Result<Response, PageError> {
    let refused = if bytes.is_empty() {
        Text::key("plugins-file-missing")
    } else {
        match services.plugins.install(&visitor.actor, bytes).await {
            Ok(_) => return Ok(Redirect::to("/plugins?done=installed").into_response()),
            Err(Error::Package(reason)) => Text::plain(reason),
            Err(Error::Conflict) => Text::key("plugins-there-already"),
            Err(error) => return Err(error.into()),
        }
    };
    screen.show_again("admin/install", &page(&screen, Some(refused)))
}

fn page(screen: &Screen, error: Option<Text>) -> InstallPage {
    let errors = error.clone().map_or_else(ErrorSummary::default, ErrorSummary::of);
    InstallPage { token: screen.token::<InstallForm>(), errors, error }
}
