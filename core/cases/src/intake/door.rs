//! By which door someone refers, and into whose queue.

use contributions::{FormChannel, FormDefinition};
use domain::codes::{Channel, SourceType};
use domain::{OrganisationId, TeamId};
use permissions::{Actor, Place};
use storage::Unit;

use crate::{Error, Result};

/// The door someone came by.
pub(super) struct Door {
    /// Where the referral will be: what the permission is asked for.
    pub place: Place,
    /// The team in whose queue it will lie.
    pub team: TeamId,
    /// The partner it comes from.
    pub organisation: Option<OrganisationId>,
    /// What kind of source it is, where the form does not say.
    pub source_type: SourceType,
    /// The channel recorded.
    pub channel: Channel,
}

/// The door that `form` opens for the unit's actor.
///
/// # Errors
/// [`Error::Forbidden`] for a partner's form without a partner, or for an office form
/// without a team.
pub(super) async fn door<Mode>(unit: &Unit<Mode>, form: &FormDefinition) -> Result<Door> {
    match form.channel {
        FormChannel::Public => Ok(Door {
            place: Place::service(),
            team: unit.intake_team().await?,
            organisation: None,
            source_type: SourceType::Unknown,
            channel: Channel::PublicForm,
        }),
        FormChannel::Partner => {
            let partner = unit.own_organisation().await?.ok_or(Error::Forbidden)?;
            Ok(Door {
                place: Place::organisation(partner.id),
                team: partner.team,
                organisation: Some(partner.id),
                source_type: SourceType::parse(&partner.kind).unwrap_or(SourceType::Other),
                channel: Channel::PartnerPortal,
            })
        }
        FormChannel::Staff => {
            let team = *unit.actor().teams().first().ok_or(Error::Forbidden)?;
            Ok(Door {
                place: Place::team(team),
                team,
                organisation: None,
                source_type: SourceType::Unknown,
                channel: Channel::Phone,
            })
        }
    }
}

/// Whether `actor` may be shown `form` at all: the public one by anybody, the others by
/// those whose door it is.
pub(super) fn may_fill(actor: &Actor, form: &FormDefinition) -> bool {
    match form.channel {
        FormChannel::Public => true,
        FormChannel::Partner => actor.organisation().is_some() && actor.holds(permissions::ActKind::Refer),
        FormChannel::Staff => {
            !actor.teams().is_empty()
                && actor.organisation().is_none()
                && actor.holds(permissions::ActKind::Refer)
        }
    }
}
