//! Volunteers: they see the cases they are assigned to, for as long as they are.

use domain::Group::*;
use domain::{Part, PartSet};

use super::{M, R, RW, W, groups};
use crate::ActKind::*;
use crate::Letter::{Assigned, Contact, Invited, Own, Vacancy};
use crate::{Authors, Purpose, RelationSet, Row};

/// What an invitation shows before the question of conflicts is answered (decision 56).
const INVITATION: PartSet = PartSet::of(&[Part::Area, Part::Category, Part::Initials]);

/// Every volunteer's own record: training and vetting are the service's to write.
fn volunteer(row: Row) -> Row {
    row.cell(Own, RW, PartSet::of(&[Part::Availability, Part::VolunteerHome]))
        .cell(Own, R, PartSet::of(&[Part::Training, Part::Vetting]))
        .may(Own, &[ViewVolunteer, AmendOwnVolunteer, ManageOwnAccount])
}

/// A facilitator's contact with the sides they were asked to contact.
///
/// How to make contact safely stands in the open, on every page; the numbers and
/// addresses themselves are dots until one is asked for.
fn contact(row: Row) -> Row {
    row.narrow(Contact, R, PartSet::of(&[Part::SafeContact]), RelationSet::OWN, Authors::Anyone)
        .narrow(Contact, M, PartSet::of(&[Part::Contact, Part::CodeWord]), RelationSet::OWN, Authors::Anyone)
        .may(Contact, &[RevealContact])
}

/// Papers of the case; what was kept within the service stays with staff.
fn papers(row: Row) -> Row {
    row.narrow(Assigned, R, groups(&[G12, G13]), RelationSet::SIDES, Authors::Anyone)
}

pub(super) fn lead_facilitator() -> Row {
    let row = Row::for_purpose(Purpose::Casework)
        .cell(Invited, R, INVITATION)
        .cell(Assigned, R, groups(&[G1, G2, G5, G6]))
        .cell(Assigned, W, PartSet::of(&[Part::Stage]))
        .cell(Assigned, R, PartSet::of(&[Part::FullName, Part::AgeBand]))
        .cell(Assigned, M, PartSet::of(&[Part::BirthDate]))
        // A proposal: nobody works by it before it is approved.
        .cell(Assigned, W, PartSet::of(&[Part::RiskAssessment]))
        .cell(Assigned, R, PartSet::of(&[Part::Adjustments]))
        .narrow(Assigned, RW, PartSet::of(&[Part::Notes]), RelationSet::EVERY, Authors::Own)
        .narrow(Assigned, R, PartSet::of(&[Part::Notes]), RelationSet::EVERY, Authors::Facilitators)
        .cell(Assigned, RW, groups(&[G11]))
        .narrow(Assigned, RW, PartSet::of(&[Part::Documents]), RelationSet::SIDES, Authors::Own)
        .narrow(Assigned, RW, groups(&[G13]), RelationSet::SIDES, Authors::Anyone)
        .cell(Assigned, W, groups(&[G14]))
        .may(Invited, &[ViewInvitation, AnswerInvitation])
        .may(Assigned, &[ViewCase, RevealContact, LogContact, RecordConsent, RecordRisk, MoveStage])
        .may(Assigned, &[RecordSession, RecordAgreement, RecordFeedback, DraftDocument, ProposeClosure]);
    volunteer(contact(papers(row)))
}

pub(super) fn co_facilitator() -> Row {
    let row = Row::for_purpose(Purpose::Casework)
        .cell(Invited, R, INVITATION)
        .cell(Assigned, R, groups(&[G1, G2, G5, G6, G11]))
        .cell(Assigned, R, PartSet::of(&[Part::FullName, Part::Adjustments]))
        .narrow(Assigned, RW, PartSet::of(&[Part::Notes]), RelationSet::EVERY, Authors::Own)
        .may(Invited, &[ViewInvitation, AnswerInvitation])
        .may(Assigned, &[ViewCase, LogContact]);
    volunteer(contact(papers(row)))
}

pub(super) fn observer() -> Row {
    // First names, what kind of case and how far it is; what was agreed at the end.
    let parts = [Part::Reference, Part::Kind, Part::Stage, Part::Dates, Part::FirstName, Part::Category];
    let row = Row::for_purpose(Purpose::Casework)
        .cell(Invited, R, INVITATION)
        .cell(Assigned, R, PartSet::of(&parts))
        .narrow(Assigned, R, groups(&[G13]), RelationSet::SHARED, Authors::Anyone)
        .may(Invited, &[ViewInvitation, AnswerInvitation])
        .may(Assigned, &[ViewCase]);
    volunteer(row)
}

pub(super) fn volunteer_pool() -> Row {
    let row = Row::for_purpose(Purpose::Casework)
        .cell(Vacancy, R, PartSet::of(&[Part::Area, Part::Category, Part::Complex]))
        .may(Vacancy, &[ViewVacancy]);
    volunteer(row)
}
