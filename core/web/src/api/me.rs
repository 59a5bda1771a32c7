//! Who asks.

use axum::Json;
use permissions::ActKind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Screen, SignedIn};

/// The person whose session it is.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// Their name.
    name: String,
    /// The language they read: `en` or `cy`.
    language: &'static str,
    /// The roles in force.
    roles: Vec<&'static str>,
    /// Which figures reports give them: `none`, `protected` or `true`.
    figures: &'static str,
    /// Everything that they may do to some record.
    acts: Vec<&'static str>,
}

/// Answers with it.
pub(super) async fn show(screen: Screen, SignedIn(visitor): SignedIn) -> Json<Me> {
    let actor = &visitor.actor;
    let held = ActKind::ALL.iter().copied().filter(|act| actor.holds(*act));
    Json(Me {
        name: visitor.name.clone(),
        language: screen.language().code(),
        roles: actor.roles().iter().map(|role| role.as_str()).collect(),
        figures: actor.figures().as_str(),
        acts: held.map(ActKind::as_str).collect(),
    })
}
