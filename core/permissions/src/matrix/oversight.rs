//! Those who look on: supervision, the commissioner, data protection, and the installation's own keeper.

use domain::Group::*;
use domain::{Part, PartSet};

use super::{R, RW, RWX, W, groups};
use crate::ActKind::*;
use crate::Letter::{Assigned, Named, Own, Service, Team};
use crate::{Authors, Figures, Purpose, RelationSet, Row};

pub(super) fn case_supervisor() -> Row {
    Row::for_purpose(Purpose::Supervision)
        .cell(Assigned, R, groups(&[G1, G2, G5, G6, G9, G11, G12, G13]))
        // Comments of their own beside the notes of others.
        .narrow(Assigned, W, PartSet::of(&[Part::Notes]), RelationSet::EVERY, Authors::Own)
        .narrow(Assigned, RW, PartSet::of(&[Part::Supervision]), RelationSet::EVERY, Authors::Own)
        .cell(Team, R, groups(&[G14]))
        .cell(Assigned, R, PartSet::of(&[Part::Training]))
        .may(Assigned, &[ViewCase, LogContact, RecordConfidential, ViewVolunteer])
        .may(Team, &[ViewFeedback])
        .may(Own, &[ManageOwnAccount])
}

pub(super) fn commissioner() -> Row {
    Row::for_purpose(Purpose::Reporting)
        .counts(Figures::Protected, groups(&[G1, G5, G6, G7, G8, G11, G13, G14, G15]))
        .may(Service, &[RunReport])
        .may(Own, &[ManageOwnAccount])
}

pub(super) fn data_protection_officer() -> Row {
    Row::for_purpose(Purpose::Audit)
        // Content only through an approved request, which names them to the record for a time.
        .cell(Named, R, groups(&[G1, G2, G3]))
        .cell(Named, RWX, groups(&[G12]))
        .cell(Team, R, groups(&[G11]))
        .cell(Service, R, PartSet::of(&[Part::TeamAccessLog, Part::AccessLog, Part::TechnicalLog]))
        .cell(Service, R, groups(&[G17]))
        .may(Named, &[ViewCase, ViewPerson, AnswerRightsRequest, ProposeErasure])
        .may(Team, &[ViewLawfulBasis])
        .may(Service, &[ViewAudit, ViewAuditLog, VerifyAudit, ViewTechnicalLog, ViewConfiguration])
        .may(Service, &[ApprovePolicy, ApprovePluginRights, ViewAccount, ViewPlugins, ViewOrganisation])
        .may(Service, &[ViewGlass])
        .may(Own, &[ManageOwnAccount])
}

pub(super) fn system_administrator() -> Row {
    Row::for_purpose(Purpose::Support)
        .cell(Service, R, PartSet::of(&[Part::TechnicalLog]))
        .cell(Service, RW, groups(&[G17]))
        .may(Service, &[ViewAccount, ManageAccounts, ViewOrganisation, ManageOrganisations])
        .may(Service, &[ViewPlugins, ManagePlugins, ViewTechnicalLog, ViewConfiguration, ManageSettings])
        .may(Service, &[ProposePolicy, Maintain])
        .may(Own, &[ManageOwnAccount])
}
