//! Partners: they see what they sent, and of a shared case their own client's.

use domain::Group::*;
use domain::{Part, PartSet};

use super::{R, RW, W, groups};
use crate::ActKind::*;
use crate::Letter::{Assigned, Organisation, Own};
use crate::{Authors, Purpose, RelationSet, Row};

pub(super) fn partner_referrer() -> Row {
    // How it goes, in the coarse words only: received, in progress, closed, and the class of outcome.
    let status = [Part::Reference, Part::CoarseStatus, Part::OutcomeClass];
    // What a referral form asks about the matter itself, and about consent to refer.
    let asked = [Part::Kind, Part::Area, Part::Source, Part::Dates, Part::Consent];
    Row::for_purpose(Purpose::Referring)
        .cell(Organisation, R, PartSet::of(&status))
        .cell(Organisation, W, PartSet::of(&asked))
        .narrow(Organisation, R, PartSet::of(&asked), RelationSet::SIDES, Authors::Anyone)
        .narrow(Organisation, RW, groups(&[G2, G3, G5]), RelationSet::SIDES, Authors::Anyone)
        // Colleagues of the same organisation do not read the contact details back.
        .narrow(Organisation, RW, groups(&[G4]), RelationSet::SIDES, Authors::Own)
        .narrow(Organisation, W, PartSet::of(&[Part::SharedRisk]), RelationSet::EVERY, Authors::Own)
        .narrow(Organisation, W, groups(&[G7]), RelationSet::SIDES, Authors::Own)
        // Why they refer, what they hope for and have tried: the first of the intake notes.
        .narrow(Organisation, W, PartSet::of(&[Part::IntakeNotes]), RelationSet::SIDES, Authors::Own)
        .narrow(Organisation, RW, PartSet::of(&[Part::Uploads]), RelationSet::EVERY, Authors::Own)
        .may(Organisation, &[Refer, ViewReferral])
        .may(Own, &[ManageOwnAccount])
}

pub(super) fn partner_in_case() -> Row {
    let progress = [Part::Reference, Part::Kind, Part::Stage, Part::Dates];
    Row::for_purpose(Purpose::Casework)
        .cell(Assigned, R, PartSet::of(&progress))
        .narrow(Assigned, R, groups(&[G2, G3, G4, G5, G11]), RelationSet::OWN, Authors::Anyone)
        .narrow(Assigned, RW, PartSet::of(&[Part::SharedRisk]), RelationSet::OWN_AND_SHARED, Authors::Anyone)
        .narrow(Assigned, R, PartSet::of(&[Part::Documents]), RelationSet::SHARED, Authors::Anyone)
        .narrow(Assigned, R, PartSet::of(&[Part::Agreement]), RelationSet::SHARED, Authors::Anyone)
        .may(Assigned, &[ViewCase, RecordRisk])
        .may(Own, &[ManageOwnAccount])
}
