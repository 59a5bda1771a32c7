//! Which parts a reader gets: the cells that matter most, by name.

use domain::{Audience, CaseClass, Part, Relation};

use super::{Referral, UNIT, Volunteer, mask, side, somebody, try_case};
use crate::{AssignmentKind, Author, Authors, Role, Standing, ViewCase, ViewReferral, ViewVolunteer, decide};

fn lead() -> Standing {
    Standing { assigned: AssignmentKind::Lead.into(), contact_sides: vec![side(1)], ..Standing::default() }
}

fn team() -> Standing {
    Standing { in_team: true, ..Standing::default() }
}

#[test]
fn a_facilitator_sees_dots_for_their_own_side_and_nothing_for_the_other() {
    let permit =
        try_case::<ViewCase>(&[Role::LeadFacilitator], CaseClass::Standard, &lead()).expect("assigned");
    let (own, other) = (permit.relation(Audience::Side(side(1))), permit.relation(Audience::Side(side(2))));
    assert_eq!((own, other), (Relation::Own, Relation::Other));
    let mask = permit.mask();
    for part in [Part::Contact, Part::CodeWord] {
        assert!(mask.masked(part, own) && mask.reveals(part, own) && !mask.reads(part, own));
        assert!(!mask.masked(part, other) && !mask.reveals(part, other));
    }
    assert!(mask.reads(Part::SafeContact, own) && !mask.reads(Part::SafeContact, other));
    assert!(mask.masked(Part::BirthDate, other) && mask.reads(Part::AgeBand, other));
    for part in [Part::Contact, Part::SafeContact, Part::FullName, Part::Documents] {
        assert!(
            !Relation::ALL.iter().any(|relation| mask.sends(part, *relation)),
            "{part:?} is not theirs to send"
        );
    }
}

#[test]
fn a_facilitator_without_a_side_to_contact_sees_no_contact_details() {
    let standing = Standing { contact_sides: Vec::new(), ..lead() };
    let permit =
        try_case::<ViewCase>(&[Role::LeadFacilitator], CaseClass::Standard, &standing).expect("assigned");
    let relation = permit.relation(Audience::Side(side(1)));
    assert_eq!(relation, Relation::Other);
    assert!(!permit.mask().reveals(Part::Contact, relation));
}

#[test]
fn notes_go_by_who_wrote_them() {
    let check = |role, kind: AssignmentKind, author, reads, amends| {
        let standing = Standing { assigned: kind.into(), ..Standing::default() };
        let mask = mask(&[role], &standing);
        assert_eq!(mask.reads_of(Part::Notes, Relation::Own, author), reads, "{role:?} reads {author:?}");
        assert_eq!(mask.amends(Part::Notes, Relation::Own, author), amends, "{role:?} amends {author:?}");
    };
    check(Role::LeadFacilitator, AssignmentKind::Lead, Author::Reader, true, true);
    check(Role::LeadFacilitator, AssignmentKind::Lead, Author::Facilitator, true, false);
    check(Role::LeadFacilitator, AssignmentKind::Lead, Author::Other, false, false);
    check(Role::CoFacilitator, AssignmentKind::CoFacilitator, Author::Reader, true, true);
    check(Role::CoFacilitator, AssignmentKind::CoFacilitator, Author::Facilitator, false, false);
    check(Role::CaseSupervisor, AssignmentKind::Supervisor, Author::Other, true, false);
    check(Role::CaseSupervisor, AssignmentKind::Supervisor, Author::Reader, true, true);
    let mask =
        mask(&[Role::CoFacilitator], &Standing { assigned: AssignmentKind::CoFacilitator.into(), ..lead() });
    assert!(mask.own_only(Part::Notes) && !mask.own_only(Part::Stage) && !mask.own_only(Part::Supervision));
    assert_eq!(mask.readable_authors(Part::Notes, Relation::Other), Some(Authors::Own));
}

#[test]
fn the_office_sees_that_there_is_a_risk_and_enters_equality_without_reading_it() {
    let mask = mask(&[Role::OfficeAdministrator], &team());
    assert!(mask.reads(Part::RiskFlag, Relation::Own) && !mask.reads(Part::RiskAssessment, Relation::Own));
    assert!(mask.writes(Part::Equality, Relation::Own) && !mask.reads(Part::Equality, Relation::Own));
    assert!(mask.writes(Part::IntakeNotes, Relation::Internal) && !mask.reads(Part::Notes, Relation::Own));
    assert!(!mask.reads(Part::Safeguarding, Relation::Internal));
}

#[test]
fn staff_work_for_every_side() {
    let permit =
        try_case::<ViewCase>(&[Role::Coordinator], CaseClass::Standard, &team()).expect("in the team");
    for number in [1, 2] {
        let relation = permit.relation(Audience::Side(side(number)));
        assert_eq!(relation, Relation::Own);
        assert!(permit.mask().reads(Part::Contact, relation) && permit.mask().sends(Part::Contact, relation));
    }
    assert_eq!(permit.relation(Audience::Internal), Relation::Internal);
}

#[test]
fn several_roles_add_up_and_reading_outright_ends_the_dots() {
    let standing = Standing { in_team: true, ..lead() };
    let both = mask(&[Role::LeadFacilitator, Role::Coordinator], &standing);
    assert!(both.reads(Part::Contact, Relation::Own) && !both.masked(Part::Contact, Relation::Own));
    assert!(both.reads(Part::Contact, Relation::Other));
    for role in [Role::LeadFacilitator, Role::Coordinator] {
        assert!(both.covers(&mask(&[role], &standing)), "{role:?}");
    }
}

#[test]
fn an_observer_knows_first_names_and_no_way_to_reach_anybody() {
    let standing =
        Standing { assigned: AssignmentKind::Observer.into(), contact_sides: vec![side(1)], ..lead() };
    let mask = mask(&[Role::Observer], &standing);
    assert!(mask.reads(Part::FirstName, Relation::Own));
    for part in
        [Part::Name, Part::FullName, Part::Contact, Part::SafeContact, Part::Notes, Part::RiskAssessment]
    {
        assert!(Relation::ALL.iter().all(|relation| !mask.reveals(part, *relation)), "{part:?}");
    }
    assert!(Relation::ALL.iter().all(|relation| mask.parts_written(*relation).is_empty()));
}

#[test]
fn a_referrer_reads_back_contact_details_only_of_their_own_submission() {
    let standing = Standing { own_organisation: true, author: true, ..Standing::default() };
    let actor = somebody(&[Role::PartnerReferrer]);
    let open =
        |standing: &Standing, class| decide::<ViewReferral, _>(&actor, standing, Referral(class), UNIT);
    let permit = open(&standing, CaseClass::Standard).expect("their own organisation's");
    let mask = permit.mask();
    assert!(mask.reads(Part::CoarseStatus, Relation::Shared) && !mask.reads(Part::Stage, Relation::Shared));
    assert_eq!(mask.readable_authors(Part::Contact, Relation::Other), Some(Authors::Own));
    assert!(mask.reads_of(Part::Offence, Relation::Shared, Author::Other));
    for part in [Part::SharedRisk, Part::Health, Part::Adjustments] {
        assert!(mask.writes(part, Relation::Other) && !mask.reads(part, Relation::Other), "{part:?}");
    }
    let colleague = Standing { author: false, ..standing.clone() };
    assert!(open(&colleague, CaseClass::Standard).is_ok());
    assert!(open(&colleague, CaseClass::Restricted).is_err(), "a colleague's restricted referral");
    assert!(open(&standing, CaseClass::Restricted).is_ok());
    assert!(open(&standing, CaseClass::Sealed).is_err());
}

#[test]
fn a_volunteer_keeps_their_own_record_but_not_their_vetting() {
    let actor = somebody(&[Role::VolunteerPool]);
    let own = Standing { is_self: true, ..Standing::default() };
    let permit = decide::<ViewVolunteer, _>(&actor, &own, Volunteer, UNIT).expect("their own");
    let mask = permit.mask();
    assert!(mask.writes(Part::Availability, Relation::Own) && mask.reads(Part::Vetting, Relation::Own));
    assert!(!mask.writes(Part::Vetting, Relation::Own) && !mask.writes(Part::Training, Relation::Own));
    assert!(decide::<ViewVolunteer, _>(&actor, &Standing::default(), Volunteer, UNIT).is_err());
}

#[test]
fn a_mask_holds_only_the_parts_its_record_can_have() {
    let mask = mask(&[Role::ServiceManager], &team());
    assert!(mask.reads(Part::TeamAccessLog, Relation::Shared));
    assert!(!mask.reads(Part::Vetting, Relation::Own) && !mask.reads(Part::Configuration, Relation::Own));
}

#[test]
fn a_way_into_a_case_does_not_bring_the_organisations_rights_along() {
    let standing = Standing {
        assigned: AssignmentKind::Partner.into(),
        contact_sides: vec![side(1)],
        own_organisation: true,
        author: true,
        ..Standing::default()
    };
    let alone = mask(&[Role::PartnerInCase], &standing);
    assert_eq!(mask(&[Role::PartnerInCase, Role::PartnerReferrer], &standing), alone);
    assert!(!alone.reads(Part::FullName, Relation::Other));
}

#[test]
fn an_office_does_not_turn_the_other_side_into_ones_own() {
    let standing = Standing { contact_sides: Vec::new(), in_team: true, ..lead() };
    for office in [Role::Dpo, Role::ServiceManager] {
        let roles = [Role::LeadFacilitator, office];
        let permit = try_case::<ViewCase>(&roles, CaseClass::Standard, &standing).expect("assigned");
        assert_eq!(permit.relation(Audience::Side(side(1))), Relation::Other, "{office:?}");
    }
    let owner = Standing { assigned: AssignmentKind::Owner.into(), in_team: true, ..Standing::default() };
    let permit =
        try_case::<ViewCase>(&[Role::Coordinator], CaseClass::Standard, &owner).expect("in the team");
    assert_eq!(permit.relation(Audience::Side(side(1))), Relation::Own);
}
