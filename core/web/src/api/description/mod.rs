//! The description of the interface, built from what the server runs on.
//!
//! Its paths are the rows of the route table, its fields those of the catalogue, the few
//! fixed shapes are derived from the types that are sent. It shows what this account may
//! read and do: a partner's description has no path to a case's log, and no field of a part
//! that its role never reads (decision 58).

mod operations;
mod readable;
mod schemas;

use std::sync::Arc;

use axum::Json;
use chrono::Days;
use contributions::Registry;
use domain::{AccountId, Instant};
use permissions::{Actor, Policy, Rights, Role};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Paths, SecurityRequirement};
use uuid::Uuid;
use wording::{Language, Wording};

use self::operations::{OPERATIONS, Operation, method};
use crate::{PageError, Screen, Services, SignedIn};

/// The name of the one way to prove who asks.
const SESSION: &str = "session";

const ABOUT: &str = "The same use cases as the pages, for programs. Whoever asks is a person with a session; \
    what they may not see is absent, never empty. Values stand under the ids of the catalogue. A request that \
    changes something is JSON and carries a UUID in the header Idempotency-Key; repeated under the same key it \
    acts once.";

/// Everything that the description is drawn from.
pub(super) struct Describing<'a> {
    pub registry: &'a Registry,
    pub words: &'a Wording,
    pub language: Language,
    pub actor: &'a Actor,
}

/// The description for this account.
pub(super) async fn show(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
) -> Result<Json<OpenApi>, PageError> {
    let registry = (services.registry)();
    let pages = screen.site().pages();
    Ok(Json(describe(&registry, pages.wording(), screen.language(), &visitor.actor)))
}

/// The description of the interface as `actor` may use it, with the names of fields in
/// `language`.
pub(super) fn describe(registry: &Registry, words: &Wording, language: Language, actor: &Actor) -> OpenApi {
    let describing = Describing { registry, words, language, actor };
    let mut paths = Paths::new();
    for row in super::routes().rows() {
        let known =
            OPERATIONS.iter().find(|known| known.path == row.path && known.method == row.method.as_str());
        let Some(operation) = known.filter(|operation| operation.is_open_to(actor)) else { continue };
        let item = PathItem::new(method(operation), (operation.build)(&describing, operation).build());
        match paths.paths.get_mut(row.path) {
            Some(there) => there.merge_operations(item),
            None => {
                paths.paths.insert(row.path.to_owned(), item);
            }
        }
    }
    let mut components = schemas::components(&describing);
    let session =
        ApiKeyValue::with_description("__Host-session", "The session's cookie, as signing in sets it.");
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    let info = InfoBuilder::new().title("Accord").version("1").description(Some(ABOUT));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths)
        .components(Some(components))
        .security(Some([SecurityRequirement::new(SESSION, std::iter::empty::<String>())]))
        .build()
}

/// The description as somebody with `role` gets it under the default policy: what they may
/// ever read does not depend on any record, or on who they are.
pub fn describe_to(
    role: Role,
    registry: &Registry,
    words: &Wording,
    language: Language,
    now: Instant,
) -> OpenApi {
    let rights = Rights {
        account: AccountId(Uuid::nil()),
        organisation: None,
        teams: Vec::new(),
        roles: vec![role],
        policy: Arc::new(Policy::default()),
        until: now + Days::new(1),
    };
    describe(registry, words, language, &Actor::account(rights, now))
}

impl Operation {
    /// Whether the account may do it to anything.
    fn is_open_to(&self, actor: &Actor) -> bool {
        self.needs.is_none_or(|act| actor.holds(act))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_described_and_nothing_else() {
        let table = crate::api::routes();
        let rows: Vec<_> = table.rows().iter().map(|row| (row.path, row.method.to_string())).collect();
        let mut described: Vec<_> = OPERATIONS.iter().map(|op| (op.path, op.method.to_owned())).collect();
        described.sort();
        assert_eq!(described, rows);
    }
}
