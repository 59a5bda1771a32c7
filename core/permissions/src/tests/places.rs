//! Acts whose record does not exist yet, and figures.

use domain::{OrganisationId, Part, Relation, TeamId};

use super::{UNIT, id, now, rights, somebody};
use crate::{
    ActKind, Actor, Denied, Figures, Import, Place, Policy, Refer, Role, RunReport, Task, ViewAuditLog,
};

#[test]
fn a_referral_is_permitted_where_it_will_be() {
    let refer = |roles: &[Role], place: Place| somebody(roles).may::<Refer>(&place, UNIT).map(|_| ());
    let (ours, theirs) = (Place::team(TeamId(id(3))), Place::team(TeamId(id(4))));
    assert_eq!(refer(&[Role::Coordinator], ours), Ok(()));
    assert_eq!(refer(&[Role::Coordinator], theirs), Err(Denied::Forbidden));
    assert_eq!(refer(&[Role::PartnerReferrer], Place::organisation(OrganisationId(id(2)))), Ok(()));
    assert_eq!(
        refer(&[Role::PartnerReferrer], Place::organisation(OrganisationId(id(9)))),
        Err(Denied::Forbidden)
    );
    assert_eq!(refer(&[Role::PartnerReferrer], Place::service()), Err(Denied::Forbidden));
    assert_eq!(refer(&[Role::LeadFacilitator], ours), Err(Denied::Forbidden));
}

#[test]
fn the_public_form_writes_and_never_reads() {
    let leave = Actor::public(now()).may::<Refer>(&Place::service(), UNIT).expect("anybody may refer");
    for relation in Relation::ALL {
        assert!(
            leave.mask().parts_read(relation).is_empty() && leave.mask().parts_masked(relation).is_empty()
        );
    }
    assert!(leave.mask().writes(Part::SafeContact, Relation::Own));
    assert!(!leave.mask().writes(Part::Notes, Relation::Own));
}

#[test]
fn true_figures_are_the_managers_and_everybody_elses_are_protected() {
    let check = |roles: &[Role], figures, asks: bool| {
        let actor = somebody(roles);
        assert_eq!(actor.figures(), figures, "{roles:?}");
        assert_eq!(actor.may::<RunReport>(&Place::service(), UNIT).is_ok(), asks, "{roles:?}");
    };
    check(&[Role::ServiceManager], Figures::True, true);
    check(&[Role::Commissioner], Figures::Protected, true);
    check(&[Role::Coordinator], Figures::Protected, true);
    check(&[Role::Commissioner, Role::ServiceManager], Figures::True, true);
    check(&[Role::LeadFacilitator], Figures::None, false);
    check(&[Role::SystemAdministrator], Figures::None, false);
}

#[test]
fn a_task_does_its_own_work_and_no_other() {
    let may = |task| {
        let actor = Actor::system(task, now());
        (
            actor.may::<Import>(&Place::service(), UNIT).is_ok(),
            actor.may::<RunReport>(&Place::service(), UNIT).is_ok(),
            actor.may::<ViewAuditLog>(&Place::service(), UNIT).is_ok(),
        )
    };
    assert_eq!(may(Task::Import), (true, false, false));
    assert_eq!(may(Task::ServiceFigures), (false, true, false));
    assert_eq!(may(Task::AuditCheck), (false, false, true));
    assert_eq!(may(Task::Maintenance), (false, false, false));
    assert_eq!(Actor::system(Task::ServiceFigures, now()).figures(), Figures::True);
}

#[test]
fn rights_whose_time_is_over_give_nothing() {
    let mut expired = rights(&[Role::ServiceManager], Policy::default());
    expired.until = now();
    let actor = Actor::account(expired, now());
    assert!(actor.roles().is_empty() && actor.teams().is_empty() && actor.rights().is_none());
    assert!(!actor.holds(ActKind::ViewCase) && actor.figures() == Figures::None);
    assert!(actor.may::<RunReport>(&Place::service(), UNIT).is_err());
}

#[test]
fn whoever_holds_no_role_may_do_nothing() {
    let actor = somebody(&[]);
    for act in ActKind::ALL {
        assert!(!actor.holds(*act), "{act:?}");
    }
}
