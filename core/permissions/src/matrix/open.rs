//! People from outside the service: those who take part, and those who fill in a public form.

use domain::Group::*;
use domain::{Part, PartSet};

use super::{R, RW, W, groups};
use crate::ActKind::*;
use crate::Letter::Own;
use crate::{Authors, Purpose, RelationSet, Row};

pub(super) fn participant() -> Row {
    Row::for_purpose(Purpose::TakingPart)
        .narrow(Own, R, PartSet::of(&[Part::CoarseStatus]), RelationSet::SHARED, Authors::Anyone)
        .narrow(Own, R, PartSet::of(&[Part::Name]), RelationSet::OWN_AND_SHARED, Authors::Anyone)
        // A change is asked for and then made by staff.
        .narrow(Own, R, PartSet::of(&[Part::FullName]), RelationSet::OWN, Authors::Anyone)
        .narrow(Own, RW, PartSet::of(&[Part::Contact, Part::SafeContact]), RelationSet::OWN, Authors::Anyone)
        .narrow(Own, W, PartSet::of(&[Part::Adjustments]), RelationSet::OWN, Authors::Own)
        .narrow(Own, W, groups(&[G8, G14]), RelationSet::OWN, Authors::Own)
        .narrow(Own, RW, PartSet::of(&[Part::Consent]), RelationSet::OWN, Authors::Anyone)
        .narrow(Own, R, PartSet::of(&[Part::Documents]), RelationSet::OWN_AND_SHARED, Authors::Anyone)
        .narrow(Own, R, PartSet::of(&[Part::Agreement]), RelationSet::SHARED, Authors::Anyone)
        .may(Own, &[ViewOwnPart, AmendOwnPart, ManageOwnAccount])
}

pub(super) fn public_form() -> Row {
    // Written once and never read back: the answer is a receipt number.
    let asked = [Part::Kind, Part::Area, Part::Source, Part::Dates, Part::SharedRisk, Part::Uploads];
    Row::for_purpose(Purpose::Referring)
        .cell(Own, W, PartSet::of(&asked))
        .cell(Own, W, groups(&[G2, G3, G4, G5, G7, G8, G14]))
        // Why they come and what they hope for: the first of the intake notes.
        .cell(Own, W, PartSet::of(&[Part::Consent, Part::IntakeNotes]))
        .may(Own, &[Refer])
}
