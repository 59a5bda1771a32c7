//! Referrals: the queue of a team, or what a partner's organisation sent.

use ::cases::intake::{QueueRowView, QueueView, QueueWanted};
use axum::Json;
use axum::extract::Query;
use contributions::Catalogue;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fields::{Fields, referral_fields};
use crate::{PageError, Services, SignedIn};

/// What the address asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    waiting: bool,
    #[serde(default)]
    oldest_first: bool,
    after: Option<String>,
}

/// A page of referrals.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralList {
    /// The referrals.
    referrals: Vec<ReferralRow>,
    /// What `after` is for the page that follows; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A referral of the list.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralRow {
    /// Its reference.
    reference: String,
    /// Whether somebody still has to decide.
    open: bool,
    /// Whether the reader submitted it.
    own: bool,
    /// Its fields by catalogue id.
    #[schema(schema_with = referral_fields)]
    fields: Fields,
}

/// Answers with a page of them.
pub(super) async fn list(
    services: Services,
    SignedIn(visitor): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Json<ReferralList>, PageError> {
    let registry = (services.registry)();
    let wanted = QueueWanted {
        waiting: asked.waiting,
        oldest_first: asked.oldest_first,
        with_matches: false,
        after: asked.after,
    };
    let view = services.intake().queue(&visitor.actor, &wanted).await?;
    Ok(Json(view.map(|view| body(view, registry.catalogue())).into_inner()))
}

fn body(view: QueueView, catalogue: &Catalogue) -> ReferralList {
    let row = |row: &QueueRowView| ReferralRow {
        reference: row.reference.to_string(),
        open: row.open,
        own: row.own,
        fields: Fields::of(catalogue, &row.fields).0,
    };
    ReferralList { referrals: view.rows.iter().map(row).collect(), next: view.next }
}
