//! The walls hold: the default stands inside all of them, and each turns something away.

use domain::{Part, PartSet};

use crate::ActKind::*;
use crate::{
    ActKind, Authors, Figures, Letter, Line, Policy, Purpose, RelationSet, Role, Subject, Verb, Verbs, Wall,
    broken, fitting, fitting_act,
};

/// The default with one more line for `role`.
fn line(role: Role, part: Part, letter: Letter, verb: Verb, relations: RelationSet) -> Policy {
    let policy = Policy::default();
    let row = policy.row(role).expect("every role has a row");
    let mut lines = row.lines(part);
    lines.push(Line { letter, relations, authors: Authors::Anyone, verbs: Verbs::of(&[verb]) });
    policy.with_row(role, row.with_lines([part].into_iter().collect(), &lines))
}

/// The default with one more act for `role`.
fn act(role: Role, act: ActKind, letter: Letter) -> Policy {
    let policy = Policy::default();
    let row = policy.row(role).expect("every role has a row");
    policy.with_row(role, row.may(letter, &[act]))
}

fn breaks(policy: &Policy, wall: Wall, role: Role, subject: Subject) {
    let found = broken(policy);
    let is_it = |broken: &&crate::Broken| {
        (broken.wall, broken.role, broken.subject) == (wall, Some(role), Some(subject))
    };
    assert!(found.iter().any(|broken| is_it(&broken)), "{wall:?} of {role:?}: {subject:?} in {found:?}");
}

#[test]
fn the_default_stands_inside_every_wall() {
    assert_eq!(broken(&Policy::default()), []);
}

#[test]
fn every_wall_has_a_source() {
    assert!(Wall::ALL.iter().all(|wall| wall.source().contains(".md")));
}

#[test]
fn parts_that_a_role_never_gets() {
    use Part::*;
    let (every, own) = (RelationSet::EVERY, RelationSet::OWN);
    let check = |wall, role, part, letter, verb, relations| {
        breaks(&line(role, part, letter, verb, relations), wall, role, Subject::Part(part));
    };
    for part in [Reference, Contact, Notes, RiskFlag, Training, AccessLog] {
        check(
            Wall::AdministratorSeesNoCase,
            Role::SystemAdministrator,
            part,
            Letter::Team,
            Verb::Read,
            every,
        );
    }
    check(Wall::AuditIsNotWritten, Role::Dpo, AccessLog, Letter::Service, Verb::Write, every);
    check(Wall::AuditIsNotWritten, Role::ServiceManager, TeamAccessLog, Letter::Team, Verb::Write, every);
    check(Wall::AuditIsForOverseers, Role::Coordinator, TeamAccessLog, Letter::Team, Verb::Read, every);
    check(Wall::CommissionerGetsFigures, Role::Commissioner, Reference, Letter::Team, Verb::Read, every);
    check(
        Wall::ReferrerKeepsToReferrals,
        Role::PartnerReferrer,
        Contact,
        Letter::Organisation,
        Verb::Read,
        own,
    );
    check(
        Wall::ReferrerKeepsToReferrals,
        Role::PartnerReferrer,
        IntakeNotes,
        Letter::Organisation,
        Verb::Read,
        own,
    );
    check(Wall::PartnerKeepsToClient, Role::PartnerInCase, FullName, Letter::Assigned, Verb::Read, every);
    check(Wall::PartnerKeepsToClient, Role::PartnerInCase, Notes, Letter::Assigned, Verb::Read, own);
    for role in [Role::LeadFacilitator, Role::CoFacilitator, Role::Observer, Role::CaseSupervisor] {
        check(Wall::ContactStaysOnItsSide, role, Contact, Letter::Assigned, Verb::ReadMasked, every);
        check(Wall::ContactStaysOnItsSide, role, SafeContact, Letter::Assigned, Verb::Read, every);
    }
    check(Wall::VolunteersByAssignment, Role::VolunteerPool, Area, Letter::Team, Verb::Read, every);
    check(Wall::VolunteersByAssignment, Role::LeadFacilitator, Availability, Letter::Team, Verb::Read, every);
    check(Wall::VolunteersByAssignment, Role::CaseSupervisor, Notes, Letter::Team, Verb::Read, every);
    check(Wall::VolunteersSendNothing, Role::LeadFacilitator, Documents, Letter::Assigned, Verb::Send, own);
    check(Wall::LittleBeforeJoining, Role::VolunteerPool, Name, Letter::Vacancy, Verb::Read, every);
    check(Wall::LittleBeforeJoining, Role::LeadFacilitator, Area, Letter::Invited, Verb::Write, every);
    check(Wall::ContactStaysOnItsSide, Role::CoFacilitator, Contact, Letter::Assigned, Verb::Read, own);
    check(Wall::EqualityIsNotReadBack, Role::Coordinator, Equality, Letter::Assigned, Verb::Read, every);
    check(
        Wall::ConfidentialStaysClose,
        Role::LeadFacilitator,
        Safeguarding,
        Letter::Assigned,
        Verb::Read,
        every,
    );
    check(Wall::EveryRecordIsNoCasework, Role::ServiceManager, Notes, Letter::Service, Verb::Read, every);
    check(Wall::GlassIsForStaffToLook, Role::ServiceManager, Safeguarding, Letter::Glass, Verb::Read, every);
    check(Wall::GlassIsForStaffToLook, Role::Coordinator, Documents, Letter::Glass, Verb::Send, every);
    check(Wall::GlassIsForStaffToLook, Role::CaseSupervisor, Notes, Letter::Glass, Verb::Read, every);
    check(Wall::DataProtectionByRequest, Role::Dpo, FullName, Letter::Team, Verb::Read, every);
    check(Wall::ParticipantsOwnPart, Role::Participant, Name, Letter::Own, Verb::Read, every);
    check(Wall::ParticipantsOwnPart, Role::Participant, RiskFlag, Letter::Own, Verb::Read, own);
    check(Wall::PublicFormIsFixed, Role::PublicForm, Kind, Letter::Own, Verb::Read, every);
    check(Wall::RightsAreFewPeoples, Role::Coordinator, Accounts, Letter::Service, Verb::Write, every);
    let others = RelationSet::of(&[domain::Relation::Other]);
    check(Wall::LinesMeanSomething, Role::Coordinator, Notes, Letter::Team, Verb::Read, others);
    check(Wall::LinesMeanSomething, Role::ServiceManager, Notes, Letter::Assigned, Verb::Read, every);
    check(Wall::LinesMeanSomething, Role::Coordinator, Vetting, Letter::Contact, Verb::Read, every);
}

#[test]
fn acts_that_a_role_never_gets() {
    let check = |wall, role, kind, letter| breaks(&act(role, kind, letter), wall, role, Subject::Act(kind));
    check(Wall::AdministratorSeesNoCase, Role::SystemAdministrator, ViewCase, Letter::Team);
    check(Wall::AdministratorSeesNoCase, Role::SystemAdministrator, ViewAuditLog, Letter::Service);
    check(Wall::AdministratorApprovesNothing, Role::SystemAdministrator, ApprovePolicy, Letter::Service);
    check(
        Wall::AdministratorApprovesNothing,
        Role::SystemAdministrator,
        ApprovePluginRights,
        Letter::Service,
    );
    check(Wall::AuditIsForOverseers, Role::ServiceManager, ViewAuditLog, Letter::Service);
    check(Wall::CommissionerGetsFigures, Role::Commissioner, ViewCase, Letter::Team);
    check(Wall::ReferrerKeepsToReferrals, Role::PartnerReferrer, ViewCase, Letter::Team);
    check(Wall::PartnerKeepsToClient, Role::PartnerInCase, RevealContact, Letter::Assigned);
    check(Wall::VolunteersByAssignment, Role::VolunteerPool, ViewCase, Letter::Team);
    check(Wall::VolunteersSendNothing, Role::LeadFacilitator, ExportCases, Letter::Assigned);
    check(Wall::EveryRecordIsNoCasework, Role::ServiceManager, ViewCase, Letter::Service);
    check(Wall::GlassIsForStaffToLook, Role::ServiceManager, Allocate, Letter::Glass);
    check(Wall::GlassIsForStaffToLook, Role::LeadFacilitator, BreakGlass, Letter::Service);
    check(Wall::DataProtectionByRequest, Role::Dpo, ViewCase, Letter::Team);
    check(Wall::ParticipantsOwnPart, Role::Participant, ViewCase, Letter::Own);
    check(Wall::PublicFormIsFixed, Role::PublicForm, ViewReferral, Letter::Own);
    check(Wall::StaffDecide, Role::LeadFacilitator, ApproveRisk, Letter::Assigned);
    check(Wall::RightsAreFewPeoples, Role::Coordinator, ManageAccounts, Letter::Service);
    check(Wall::ErasureTakesTwo, Role::ServiceManager, ProposeErasure, Letter::Team);
    check(Wall::LinesMeanSomething, Role::ServiceManager, ManageSettings, Letter::Team);
}

// What is left says which: the last who could, a role's own account, purposes, rows, figures.
#[test]
fn what_must_stay_stays() {
    let policy = Policy::default();
    let row = |role| policy.row(role).expect("every role has a row");
    let without = |role: Role, act| policy.clone().with_row(role, row(role).with_letters(act, &[]));
    breaks(
        &without(Role::Observer, ManageOwnAccount),
        Wall::OwnAccountStays,
        Role::Observer,
        Subject::Act(ManageOwnAccount),
    );
    let gone = |role| broken(&without(role, ManageAccounts));
    let lost = crate::Broken {
        wall: Wall::SomebodyCanPublish,
        role: None,
        subject: Some(Subject::Act(ManageAccounts)),
    };
    assert_eq!(gone(Role::SystemAdministrator), [lost]);
    let one_left = without(Role::Dpo, ApprovePolicy);
    assert_eq!(broken(&one_left), [], "a manager is left to approve");
    let manager = one_left.row(Role::ServiceManager).expect("a row").with_letters(ApprovePolicy, &[]);
    assert!(
        broken(&one_left.with_row(Role::ServiceManager, manager))
            .iter()
            .any(|one| one.wall == Wall::SomebodyCanPublish)
    );

    let mut other = row(Role::Coordinator);
    other.purpose = Purpose::Reporting;
    let other = policy.clone().with_row(Role::Coordinator, other);
    breaks(&other, Wall::PurposeIsFixed, Role::Coordinator, Subject::Purpose);
    let mut empty = row(Role::LeadFacilitator);
    empty.grants.push(crate::Grant {
        letter: Letter::Team,
        verbs: Verbs::of(&[Verb::Read]),
        parts: PartSet::NONE,
        relations: RelationSet::EVERY,
        authors: Authors::Anyone,
    });
    let empty = policy.clone().with_row(Role::LeadFacilitator, empty);
    breaks(&empty, Wall::LinesMeanSomething, Role::LeadFacilitator, Subject::Sides);
    let truth = row(Role::Commissioner).with_figures(Figures::True, PartSet::NONE);
    let truth = policy.clone().with_row(Role::Commissioner, truth);
    breaks(&truth, Wall::CommissionerGetsFigures, Role::Commissioner, Subject::Figures);

    let twice =
        Policy { roles: [policy.roles.clone(), policy.roles[..1].to_vec()].concat(), ..policy.clone() };
    assert!(broken(&twice).iter().any(|one| one.wall == Wall::EachRoleOnce));
    assert_eq!(broken(&Policy { roles: policy.roles[2..].to_vec(), ..policy.clone() }).len(), 0);
}

#[test]
fn every_wall_turns_something_away() {
    // Read from the tests above, so that a wall without a test is noticed.
    let tests = include_str!("walls.rs");
    let untested: Vec<_> =
        Wall::ALL.iter().filter(|wall| !tests.contains(&format!("Wall::{wall:?}"))).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[test]
fn an_editor_offers_what_a_role_has_and_nothing_that_no_role_may_have() {
    let policy = Policy::default();
    // The public form's row is code and not edited.
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::PublicForm) {
        let row = policy.row(role).expect("every role has a row");
        for part in Part::ALL.iter().copied() {
            let offered = fitting(role, part);
            assert!(row.lines(part).iter().all(|line| offered.contains(&line.letter)), "{role:?} {part:?}");
        }
        for act in ActKind::ALL.iter().copied() {
            let offered = fitting_act(role, act);
            assert!(row.letters(act).iter().all(|letter| offered.contains(letter)), "{role:?} {act:?}");
        }
    }
    assert_eq!(fitting(Role::SystemAdministrator, Part::Notes), []);
    assert_eq!(fitting(Role::LeadFacilitator, Part::Contact), [Letter::Assigned, Letter::Contact]);
    assert_eq!(fitting(Role::VolunteerPool, Part::Area), [Letter::Vacancy]);
    assert_eq!(fitting_act(Role::LeadFacilitator, ApproveRisk), []);
    assert_eq!(fitting_act(Role::Coordinator, ManageAccounts), []);
}
