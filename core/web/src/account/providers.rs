//! One's own single sign-on: which providers are linked, and linking one.

use axum::extract::Query;
use axum::response::Response;
use identity::{LinkView, ProviderView};
use serde::Serialize;

use super::SureMe;
use super::done::Just;
use crate::parts::Notice;
use crate::{PageError, PostedForm, Screen, Services};

pub(super) const PAGE: &str = "/account/single-sign-on";

/// The button that links one.
pub(super) struct LinkForm;

impl PostedForm for LinkForm {
    const NAME: &'static str = "link-provider";
}

#[derive(Serialize)]
struct ProvidersView {
    notice: Option<Notice>,
    links: Vec<LinkView>,
    linkable: Vec<ProviderView>,
    token: String,
}

pub(super) async fn show(
    screen: Screen,
    services: Services,
    SureMe(me): SureMe,
    Query(just): Query<Just>,
) -> Result<Response, PageError> {
    let linkable = services.identity.linkable(&me).await?;
    let notice = just.notice();
    let token = screen.token::<LinkForm>();
    let links = services.identity.own_links(&me).await?;
    screen.show("account/providers", &links.map(|links| ProvidersView { notice, links, linkable, token }))
}
