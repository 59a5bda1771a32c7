//! Referrals: decided ones of the past, and ones that wait in the queue.

use domain::codes::{Category, Channel, OutcomeClass, ReferralDecision, ServiceType, SourceType};
use domain::{AccountId, CaseClass, CaseId, Instant, OrganisationId, ReferralId, TeamId, Value};

use crate::referral::{KnownBy, Section};

/// What was decided about a referral.
#[derive(Clone)]
pub struct BulkDecision {
    /// What.
    pub decision: ReferralDecision,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Option<AccountId>,
    /// Why, in words.
    pub reason: Option<String>,
    /// The case it became or was joined to, which is loaded before it or with it.
    pub case: Option<CaseId>,
}

/// A referral. What it says is sealed under the key of the case it became, and under one of
/// its own until then.
#[derive(Clone)]
pub struct BulkReferral {
    /// Its inner name.
    pub id: ReferralId,
    /// By which door it came.
    pub channel: Channel,
    /// What kind of body or person referred.
    pub source_type: SourceType,
    /// The partner organisation.
    pub organisation: Option<OrganisationId>,
    /// The account that sent it.
    pub submitted_by: Option<AccountId>,
    /// Who refers, as written.
    pub source_person: Option<String>,
    /// The team in whose queue it lies.
    pub team: TeamId,
    /// The plugin of the form, or `core`.
    pub plugin: String,
    /// The form.
    pub form: String,
    /// Its version.
    pub form_version: u32,
    /// When it came in.
    pub received_at: Instant,
    /// What was decided; none while it waits.
    pub decision: Option<BulkDecision>,
    /// Its class: that of the case it became.
    pub class: CaseClass,
    /// What is asked for.
    pub service_type: Option<ServiceType>,
    /// The district of the matter.
    pub area: Option<String>,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// How the case it became ended, where it has.
    pub outcome_class: Option<OutcomeClass>,
    /// Everything that was answered, by part and addressee.
    pub sections: Vec<Section>,
    /// The answers that lists find, under their catalogue ids.
    pub indexed: Vec<(String, Value)>,
    /// By what the people described may be known, while it waits.
    pub known_by: Vec<KnownBy>,
}

super::silent! { BulkDecision BulkReferral }
