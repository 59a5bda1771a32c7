//! The scope as the list's form of the same rule.

use domain::{AccountId, OrganisationId, Part, TeamId};

use super::{id, now, rights, somebody};
use crate::{
    Actor, AssignmentKind, Assignments, Branch, Policy, Role, Task, ViewAudit, ViewCase, ViewInvitation,
    ViewReferral, filterable, scope,
};

#[test]
fn branches_follow_the_roles() {
    let account = AccountId(id(1));
    let team = Branch::Team(vec![TeamId(id(3))]);
    let lead = Branch::Assigned { account, kinds: AssignmentKind::Lead.into() };
    assert_eq!(
        scope::<ViewCase>(&somebody(&[Role::ServiceManager])).branches,
        [team, Branch::Glass { account }]
    );
    assert_eq!(scope::<ViewCase>(&somebody(&[Role::LeadFacilitator])).branches, [lead]);
    let kinds = Assignments::of(&[AssignmentKind::Lead, AssignmentKind::CoFacilitator]);
    let both = somebody(&[Role::LeadFacilitator, Role::CoFacilitator]);
    assert_eq!(scope::<ViewCase>(&both).branches, [Branch::Assigned { account, kinds }]);
    assert_eq!(scope::<ViewInvitation>(&both).branches, [Branch::Invited { account, kinds }]);
    let referrer = somebody(&[Role::PartnerReferrer]);
    assert!(scope::<ViewCase>(&referrer).is_none());
    assert_eq!(scope::<ViewReferral>(&referrer).branches, [Branch::Organisation(OrganisationId(id(2)))]);
}

#[test]
fn narrow_scopes_start_from_the_few_rows_that_name_the_reader() {
    assert!(scope::<ViewCase>(&somebody(&[Role::LeadFacilitator])).is_narrow());
    assert!(scope::<ViewReferral>(&somebody(&[Role::PartnerReferrer])).is_narrow());
    assert!(!scope::<ViewCase>(&somebody(&[Role::Coordinator])).is_narrow());
    assert!(!scope::<ViewAudit>(&somebody(&[Role::Dpo])).is_narrow());
    assert!(!scope::<ViewCase>(&somebody(&[Role::Commissioner])).is_narrow());
}

#[test]
fn an_organisation_whose_agreement_ended_reaches_nothing() {
    let mut rights = rights(&[Role::PartnerReferrer], Policy::default());
    rights.organisation = None;
    assert!(scope::<ViewReferral>(&Actor::account(rights, now())).is_none());
}

#[test]
fn only_accounts_have_exclusions() {
    assert_eq!(scope::<ViewCase>(&somebody(&[Role::Coordinator])).account, Some(AccountId(id(1))));
    let task = scope::<ViewCase>(&Actor::system(Task::Duplicates, now()));
    assert_eq!((task.account, task.branches.as_slice()), (None, [Branch::Everything].as_slice()));
    assert!(scope::<ViewCase>(&Actor::public(now())).is_none());
}

#[test]
fn nobody_sorts_by_what_they_may_not_read() {
    let manager = filterable::<ViewCase>(&somebody(&[Role::ServiceManager]));
    assert!(manager.contains(Part::Offence) && manager.contains(Part::Team));
    let office = filterable::<ViewCase>(&somebody(&[Role::OfficeAdministrator]));
    assert!(office.contains(Part::RiskFlag) && !office.contains(Part::RiskAssessment));
    assert!(!office.contains(Part::Notes));
    let lead = filterable::<ViewCase>(&somebody(&[Role::LeadFacilitator]));
    assert!(lead.contains(Part::Stage) && lead.contains(Part::Offence));
    for part in [Part::BirthDate, Part::Contact, Part::SafeContact, Part::Notes, Part::Identifiers] {
        assert!(!lead.contains(part), "{part:?}");
    }
    let referrer = filterable::<ViewReferral>(&somebody(&[Role::PartnerReferrer]));
    assert!(referrer.contains(Part::CoarseStatus) && !referrer.contains(Part::Contact));
    assert!(filterable::<ViewCase>(&somebody(&[Role::Commissioner])).is_empty());
    // Someone with two roles may sort by what both let them read, whichever lets a row in.
    let both = filterable::<ViewCase>(&somebody(&[Role::Coordinator, Role::Observer]));
    assert!(both.contains(Part::Stage) && !both.contains(Part::Offence));
}
