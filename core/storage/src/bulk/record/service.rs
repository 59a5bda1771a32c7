//! Partner organisations and accounts.

use chrono::NaiveDate;
use domain::{AccountId, Answers, Instant, OrganisationId, Part, TeamId};

use crate::identity::RoleGrant;

/// A partner organisation.
#[derive(Clone, Debug)]
pub struct BulkOrganisation {
    /// Its inner name.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The word of a `SourceType`.
    pub kind: String,
    /// The last day of the agreement, where it has one.
    pub agreement_until: Option<NaiveDate>,
    /// The team that takes its referrals.
    pub team: TeamId,
    /// When it was first recorded.
    pub created_at: Instant,
    /// The id in an older system.
    pub legacy_id: Option<String>,
}

/// An account.
#[derive(Clone)]
pub struct BulkAccount {
    /// Its inner name.
    pub id: AccountId,
    /// The sign-in name; stored folded.
    pub username: String,
    /// The name colleagues know.
    pub display_name: String,
    /// Where notices go.
    pub email: Option<String>,
    /// `staff`, `volunteer`, `partner`, `viewer` or `service`.
    pub kind: &'static str,
    /// The team.
    pub team: TeamId,
    /// The partner organisation, for a partner's account.
    pub organisation: Option<OrganisationId>,
    /// `active`, `invited`, `suspended` or `left`.
    pub status: &'static str,
    /// `en` or `cy`.
    pub language: String,
    /// The hash of the password; without one nobody signs in.
    pub password: Option<String>,
    /// Whether a volunteer is trained for sensitive and complex cases.
    pub sensitive_trained: bool,
    /// When the account ends by itself.
    pub valid_until: Option<Instant>,
    /// The roles.
    pub roles: Vec<RoleGrant>,
    /// When its holder signed in last.
    pub last_sign_in_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
}

/// What the service records of a volunteer beside their account.
#[derive(Clone)]
pub struct BulkVolunteer {
    /// Their account, which is loaded with it.
    pub account: AccountId,
    /// What is recorded by part, each once. Vetting and home address are sealed under a key
    /// of the account's own.
    pub sections: Vec<(Part, Answers)>,
    /// When they were first recorded.
    pub created_at: Instant,
}

super::silent! { BulkAccount BulkVolunteer }
