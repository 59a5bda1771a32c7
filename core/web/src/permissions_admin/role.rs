//! What one role may see and do.

use axum::extract::Path;
use axum::response::Response;
use permissions::{ActKind, Role};
use serde::Serialize;
use wording::Text;

use super::cells::{RoleCells, of_role};
use super::{BeginForm, address, named, role_named};
use crate::parts::Link;
use crate::{PageError, Screen, Services, SignedIn};

#[derive(Serialize)]
struct Page {
    back: String,
    cells: RoleCells,
    /// The draft that is shown instead of what is in force.
    draft: Option<String>,
    preview: String,
    can_draft: bool,
    token: String,
    roles: Vec<Link>,
}

/// In force.
pub(super) async fn in_force(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path(role): Path<String>,
) -> Result<Response, PageError> {
    let role = role_named(&role)?;
    let view = services.policies.in_force(&visitor.actor).await?;
    let page = Page {
        back: "/permissions".to_owned(),
        cells: of_role(&view.policy, role, None).ok_or(PageError::NotFound)?,
        draft: None,
        preview: format!("/permissions/preview?role={}", role.as_str()),
        can_draft: visitor.actor.holds(ActKind::ProposePolicy) && role != Role::PublicForm,
        token: screen.token::<BeginForm>(),
        roles: Vec::new(),
    };
    screen.show("permissions/role", &page)
}

/// In a draft, where its author changes it.
pub(super) async fn in_draft(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    Path((draft, role)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (reference, role) = (named(&draft)?, role_named(&role)?);
    let view = services.policies.draft(&visitor.actor, reference).await?;
    let here = address(reference);
    let edit =
        (view.is_open() && role != Role::PublicForm).then(|| format!("{here}/roles/{}", role.as_str()));
    let page = Page {
        back: here.clone(),
        cells: of_role(&view.draft.policy, role, edit).ok_or(PageError::NotFound)?,
        draft: Some(reference.to_string()),
        preview: format!("/permissions/preview?role={}&draft={reference}", role.as_str()),
        can_draft: false,
        token: String::new(),
        roles: links(&here, role),
    };
    screen.show("permissions/role", &page)
}

/// The roles of a draft, as links beside each other.
fn links(draft: &str, shown: Role) -> Vec<Link> {
    Role::ALL
        .iter()
        .map(|role| {
            let link = Link::new(format!("{draft}/roles/{}", role.as_str()), Text::from(role.message()));
            if *role == shown { link.current() } else { link }
        })
        .collect()
}
