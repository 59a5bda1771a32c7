//! What somebody would see, of a case that is not there.

use std::sync::Arc;

use domain::{Audience, Part, SideId};

use super::id;
use crate::{ActKind, Author, Policy, Role, Shade, Tie, sight};

fn shades(role: Role, tie: Tie, part: Part) -> [Shade; 3] {
    let (mine, other) = (SideId(id(1)), SideId(id(2)));
    let sight = sight(&Arc::new(Policy::default()), role, tie, Some(mine));
    [Audience::Side(mine), Audience::Side(other), Audience::Shared]
        .map(|audience| sight.shade(part, audience, Author::Other))
}

#[test]
fn it_is_what_decide_says() {
    use Shade::*;
    let check = |role, tie, part, expect| assert_eq!(shades(role, tie, part), expect, "{role:?} {tie:?}");
    check(Role::LeadFacilitator, Tie::Own, Part::Contact, [Dots, Absent, Absent]);
    check(Role::LeadFacilitator, Tie::Own, Part::Name, [Shown, Shown, Shown]);
    check(Role::LeadFacilitator, Tie::OwnClosed, Part::Name, [Absent; 3]);
    check(Role::LeadFacilitator, Tie::Team, Part::Name, [Absent; 3]);
    check(Role::Coordinator, Tie::Team, Part::Contact, [Shown, Shown, Shown]);
    check(Role::Coordinator, Tie::TeamRestricted, Part::Contact, [Absent; 3]);
    check(Role::Coordinator, Tie::TeamListed, Part::Contact, [Shown, Shown, Shown]);
    check(Role::Coordinator, Tie::Excluded, Part::Contact, [Absent; 3]);
    check(Role::SystemAdministrator, Tie::Team, Part::Reference, [Absent; 3]);
    check(Role::Participant, Tie::Own, Part::Contact, [Shown, Absent, Absent]);
    check(Role::PartnerInCase, Tie::Own, Part::Contact, [Shown, Absent, Absent]);
}

#[test]
fn the_way_is_the_first_that_is_open() {
    let way = |role, tie| sight(&Arc::new(Policy::default()), role, tie, None).way;
    assert_eq!(way(Role::ServiceManager, Tie::Team), Some(ActKind::ViewCase));
    assert_eq!(way(Role::LeadFacilitator, Tie::Invited), Some(ActKind::ViewInvitation));
    assert_eq!(way(Role::VolunteerPool, Tie::Vacancy), Some(ActKind::ViewVacancy));
    assert_eq!(way(Role::PartnerReferrer, Tie::Own), Some(ActKind::ViewReferral));
    assert_eq!(way(Role::PartnerReferrer, Tie::Other), None);
    assert_eq!(way(Role::Dpo, Tie::Other), Some(ActKind::ViewAudit));
    assert_eq!(way(Role::Commissioner, Tie::Team), None);
}
