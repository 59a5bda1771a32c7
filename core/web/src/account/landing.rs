//! The first page: the reader's own work, or a way in for who is not signed in.

use axum::Extension;
use axum::response::{IntoResponse, Redirect, Response};
use contributions::FormChannel;
use permissions::{Actor, Role};
use serde::Serialize;

use super::{PASSKEYS, SET_UP};
use crate::{PageError, Screen, Services, Visitor};

/// Where each role's day begins. Of somebody with several, the first in this list counts:
/// what is waiting for them every day before what they look up now and then.
const LANDINGS: [(Role, &str); 13] = [
    (Role::Coordinator, "/intake"),
    (Role::OfficeAdministrator, "/intake"),
    (Role::ServiceManager, "/my-work"),
    (Role::CaseSupervisor, "/my-work"),
    (Role::LeadFacilitator, "/my-work"),
    (Role::CoFacilitator, "/my-work"),
    (Role::Observer, "/my-work"),
    (Role::VolunteerPool, "/my-work"),
    (Role::PartnerInCase, "/my-work"),
    (Role::PartnerReferrer, "/referrals"),
    (Role::Commissioner, "/reports"),
    (Role::Dpo, "/audit"),
    (Role::SystemAdministrator, "/accounts"),
];

#[derive(Serialize)]
struct StartView {
    /// Whether a public form is there to be filled in.
    can_refer: bool,
}

pub(super) async fn first(
    screen: Screen,
    services: Services,
    visitor: Option<Extension<Visitor>>,
) -> Result<Response, PageError> {
    if let Some(Extension(visitor)) = visitor {
        let place = if visitor.must_enrol {
            SET_UP
        } else if visitor.must_add_passkey {
            PASSKEYS
        } else {
            landing(&visitor.actor)
        };
        return Ok(Redirect::to(place).into_response());
    }
    let can_refer = (services.registry)().forms(FormChannel::Public).next().is_some();
    screen.show("account/start", &StartView { can_refer })
}

/// Where `actor` begins; whoever has no role of ours has their own account at least.
pub(crate) fn landing(actor: &Actor) -> &'static str {
    let held = |role: Role| actor.roles().contains(&role);
    LANDINGS.iter().find(|(role, _)| held(*role)).map_or(super::ACCOUNT, |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{AccountId, Instant};
    use permissions::{Policy, Rights};
    use uuid::Uuid;

    use super::*;

    fn actor(roles: &[Role]) -> Actor {
        let now = Instant::UNIX_EPOCH;
        let rights = Rights {
            account: AccountId(Uuid::from_u128(1)),
            organisation: None,
            teams: Vec::new(),
            roles: roles.to_vec(),
            policy: Arc::new(Policy::default()),
            until: now + std::time::Duration::from_secs(60),
        };
        Actor::account(rights, now)
    }

    #[test]
    fn everybody_begins_with_their_own_work() {
        let check = |roles: &[Role], expect: &str| assert_eq!(landing(&actor(roles)), expect, "{roles:?}");
        check(&[Role::LeadFacilitator], "/my-work");
        check(&[Role::Commissioner, Role::Observer], "/my-work");
        check(&[Role::LeadFacilitator, Role::Coordinator], "/intake");
        check(&[Role::PartnerReferrer], "/referrals");
        check(&[Role::Commissioner], "/reports");
        check(&[Role::Dpo], "/audit");
        check(&[Role::SystemAdministrator, Role::Dpo], "/audit");
        check(&[Role::SystemAdministrator], "/accounts");
        check(&[], "/account");
        check(&[Role::Participant], "/account");
    }

    #[test]
    fn every_role_of_somebody_who_signs_in_to_work_has_a_place() {
        for role in Role::ALL {
            let works = !matches!(role, Role::Participant | Role::PublicForm);
            assert_eq!(LANDINGS.iter().any(|(known, _)| *known == *role), works, "{role:?}");
        }
    }
}
