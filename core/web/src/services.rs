//! The use cases that pages call.

use std::sync::Arc;

use ::cases::export::Exports;
use ::cases::intake::Intake;
use ::cases::list::Lists;
use ::cases::search::Search;
use ::cases::work::Casework;
use administration::{AccessLog, Accounts, AuditLog, Erasures, Keys, Mail, Partners, Plugins, Policies};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::{Extension, Router};
use contributions::Registry;
use identity::Identity;
use reports::Reports;

use crate::PageError;

/// Gives the registry of the moment; a request keeps the one it was given.
pub type CurrentRegistry = Arc<dyn Fn() -> Arc<Registry> + Send + Sync>;

/// Everything a handler may ask for something to be done. Cloning is cheap.
///
/// A field is one crate's use cases. Pages know no other way to a record.
#[derive(Clone)]
pub struct Services {
    /// Signing in, and one's own account.
    pub identity: Arc<Identity>,
    /// Referrals, from the form to the decision; bound to a registry by [`intake`](Self::intake).
    pub intake: Intake,
    /// Working a case.
    pub casework: Casework,
    /// Lists of cases.
    pub lists: Lists,
    /// The search box.
    pub search: Search,
    /// Lists as files.
    pub exports: Exports,
    /// Reports that plugins contribute.
    pub reports: Reports,
    /// Who looked at what.
    pub access_log: AccessLog,
    /// The audit log as a whole.
    pub audit_log: AuditLog,
    /// Accounts.
    pub accounts: Accounts,
    /// Erasing people.
    pub erasures: Erasures,
    /// Replacing keys.
    pub keys: Keys,
    /// Partner organisations and teams.
    pub partners: Partners,
    /// How the mail stands.
    pub mail: Mail,
    /// Plugins, as an administrator sees them.
    pub plugins: Plugins,
    /// Who may see what.
    pub policies: Policies,
    /// What the core and the enabled plugins contribute.
    pub registry: CurrentRegistry,
}

impl Services {
    /// Intake over the registry of the moment.
    pub fn intake(&self) -> Intake {
        self.intake.with_registry((self.registry)())
    }

    /// `router`, whose handlers find these services in every request.
    pub fn around(self, router: Router) -> Router {
        router.layer(Extension(self))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Services {
    type Rejection = PageError;

    /// Taken from the request, into which `server` put it for every route.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts.extensions.get::<Self>().cloned().ok_or(PageError::Unavailable)
    }
}

impl From<::cases::Error> for PageError {
    fn from(error: ::cases::Error) -> Self {
        match error {
            ::cases::Error::NotFound => Self::NotFound,
            ::cases::Error::Forbidden => Self::Forbidden(None),
            ::cases::Error::Conflict => Self::Conflict(None),
            ::cases::Error::Unmet(messages) => Self::Refused(messages),
            ::cases::Error::PossibleConflict(keys) => {
                Self::Refused(keys.iter().map(|key| domain::Message::new(key.key())).collect())
            }
            ::cases::Error::Fields(errors) => {
                Self::Refused(errors.0.into_iter().map(|error| error.message).collect())
            }
            ::cases::Error::Storage(cause) => Self::fault(cause),
        }
    }
}
