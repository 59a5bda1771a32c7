//! Who reaches which class of case: `security.md` §3.2.

use domain::CaseClass::{self, Restricted, Sealed, Standard};

use super::try_case;
use crate::{AssignmentKind, Denied, Role, SignOffClosure, Standing, ViewAudit, ViewCase, ViewInvitation};

fn team() -> Standing {
    Standing { in_team: true, ..Standing::default() }
}

fn assigned(kind: AssignmentKind) -> Standing {
    Standing { assigned: kind.into(), ..Standing::default() }
}

fn check(role: Role, class: CaseClass, standing: &Standing, expect: Result<(), Denied>) {
    let outcome = try_case::<ViewCase>(&[role], class, standing).map(|_| ());
    assert_eq!(outcome, expect, "{role:?} {class:?} {standing:?}");
}

#[test]
fn staff_see_their_team_and_its_narrower_classes_only_by_list_and_name() {
    let listed = Standing { allow_listed: true, ..team() };
    let named = Standing { named: true, ..team() };
    for role in [Role::ServiceManager, Role::Coordinator, Role::OfficeAdministrator] {
        check(role, Standard, &Standing::default(), Err(Denied::NotFound));
        check(role, Standard, &team(), Ok(()));
        check(role, Restricted, &team(), Err(Denied::NotFound));
        check(role, Restricted, &listed, Ok(()));
        check(role, Sealed, &listed, Err(Denied::NotFound));
        check(role, Sealed, &named, Ok(()));
        check(role, Sealed, &Standing { named: true, ..Standing::default() }, Err(Denied::NotFound));
    }
}

#[test]
fn an_assignment_suffices_in_a_restricted_case_and_not_in_a_sealed_one() {
    let lead = assigned(AssignmentKind::Lead);
    check(Role::LeadFacilitator, Standard, &lead, Ok(()));
    check(Role::LeadFacilitator, Restricted, &lead, Ok(()));
    check(Role::LeadFacilitator, Sealed, &lead, Err(Denied::NotFound));
    check(Role::LeadFacilitator, Sealed, &Standing { named: true, ..lead.clone() }, Ok(()));
    check(Role::LeadFacilitator, Standard, &team(), Err(Denied::NotFound));
}

#[test]
fn an_assignment_counts_only_for_the_role_it_was_made_for() {
    let helper = assigned(AssignmentKind::CoFacilitator);
    check(Role::LeadFacilitator, Standard, &helper, Err(Denied::NotFound));
    check(Role::CoFacilitator, Standard, &helper, Ok(()));
    let both = [Role::LeadFacilitator, Role::CoFacilitator];
    let permit = try_case::<crate::RecordAgreement>(&both, Standard, &helper);
    assert_eq!(permit.map(|_| ()), Err(Denied::Forbidden), "a helper does not record agreements");
}

#[test]
fn volunteers_lose_a_closed_case_and_staff_keep_it() {
    let over = |standing| Standing { closed_access_over: true, ..standing };
    check(Role::LeadFacilitator, Standard, &over(assigned(AssignmentKind::Lead)), Err(Denied::NotFound));
    check(
        Role::CoFacilitator,
        Standard,
        &over(assigned(AssignmentKind::CoFacilitator)),
        Err(Denied::NotFound),
    );
    check(Role::Observer, Standard, &over(assigned(AssignmentKind::Observer)), Err(Denied::NotFound));
    check(Role::CaseSupervisor, Standard, &over(assigned(AssignmentKind::Supervisor)), Ok(()));
    check(Role::Coordinator, Standard, &over(team()), Ok(()));
}

#[test]
fn an_exclusion_ends_everything() {
    let excluded = Standing {
        excluded: true,
        allow_listed: true,
        named: true,
        assigned: AssignmentKind::ALL.iter().copied().collect(),
        invited: AssignmentKind::ALL.iter().copied().collect(),
        in_team: true,
        own_organisation: true,
        author: true,
        is_self: true,
        vacancy: true,
        ..Standing::default()
    };
    for role in Role::ALL {
        check(*role, Standard, &excluded, Err(Denied::NotFound));
        let audit = try_case::<ViewAudit>(&[*role], Standard, &excluded).map(|_| ());
        assert_eq!(audit, Err(Denied::NotFound), "{role:?}");
    }
}

#[test]
fn an_invitation_is_not_the_case() {
    let invited = Standing { invited: AssignmentKind::Lead.into(), ..Standing::default() };
    check(Role::LeadFacilitator, Standard, &invited, Err(Denied::Forbidden));
    let permit = try_case::<ViewInvitation>(&[Role::LeadFacilitator], Restricted, &invited);
    let shown: Vec<_> = permit
        .expect("an invitation may be seen")
        .mask()
        .parts_read(domain::Relation::Own)
        .iter()
        .map(domain::Part::as_str)
        .collect();
    assert_eq!(shown, ["g1.area", "g2.initials", "g5.category"]);
}

#[test]
fn what_may_be_seen_and_not_done_is_forbidden_and_what_may_not_be_seen_is_not_found() {
    let lead = assigned(AssignmentKind::Lead);
    let sign_off =
        |standing| try_case::<SignOffClosure>(&[Role::LeadFacilitator], Standard, standing).map(|_| ());
    assert_eq!(sign_off(&lead), Err(Denied::Forbidden));
    assert_eq!(sign_off(&Standing::default()), Err(Denied::NotFound));
}

#[test]
fn the_dpo_finds_the_audit_of_any_case_and_not_the_case() {
    for class in CaseClass::ALL {
        check(Role::Dpo, class, &Standing::default(), Err(Denied::NotFound));
        let permit =
            try_case::<ViewAudit>(&[Role::Dpo], class, &Standing::default()).expect("audit is the DPO's");
        let parts: Vec<_> =
            permit.mask().parts_read(domain::Relation::Shared).iter().map(|p| p.group()).collect();
        assert!(parts.iter().all(|group| *group == domain::Group::G16), "{parts:?}");
    }
    let approved = Standing { named: true, ..Standing::default() };
    check(Role::Dpo, Sealed, &approved, Ok(()));
}

#[test]
fn some_roles_never_see_a_case() {
    let everything = Standing {
        allow_listed: true,
        named: true,
        assigned: AssignmentKind::ALL.iter().copied().collect(),
        in_team: true,
        own_organisation: true,
        author: true,
        ..Standing::default()
    };
    for role in [Role::Commissioner, Role::SystemAdministrator, Role::PartnerReferrer, Role::PublicForm] {
        for class in CaseClass::ALL {
            check(role, class, &everything, Err(Denied::NotFound));
        }
    }
}
