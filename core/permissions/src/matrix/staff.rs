//! Staff: they work for every side of every case of their teams.

use domain::Group::*;
use domain::{Part, PartSet};

use super::{R, RW, RWS, RWX, RX, W, groups};
use crate::ActKind::*;
use crate::Letter::{Assigned, Glass, Own, Service, Team};
use crate::{ActKind, Authors, Figures, Purpose, RelationSet, Row};

/// What every member of staff does with the cases of their team.
const CASEWORK: &[ActKind] = &[
    Refer,
    ViewReferral,
    AmendReferral,
    ViewCase,
    AmendCase,
    AmendParticipant,
    AmendContact,
    RecordConsent,
    NoteIntake,
    RecordFeedback,
    DraftDocument,
    SendDocument,
    ViewPerson,
    AmendPerson,
    ViewVolunteer,
    ViewOrganisation,
];

/// What coordinators do besides, and managers with them.
const COORDINATION: &[ActKind] = &[
    DecideReferral,
    Allocate,
    RevealContact,
    LogContact,
    RecordRisk,
    MoveStage,
    Pause,
    RecordSession,
    RecordAgreement,
    ViewFeedback,
    ProposeClosure,
    Reopen,
    ExportCases,
    MergePeople,
];

/// What asks for an assignment to the case, except of the manager.
const CONFIDENTIAL: &[ActKind] = &[RecordConfidential, RecordEquality];

/// What is the manager's alone.
const SIGN_OFF: &[ActKind] = &[
    ApproveRisk,
    SignOffClosure,
    ChangeClass,
    OverrideConflict,
    ReviewAccess,
    ViewTeamAccess,
    ManageVolunteers,
    ManageOrganisations,
    ApproveErasure,
];

/// What a manager or coordinator reads of a case that they opened by break glass, and that
/// they may log what they did there. Confidential notes and answers about equality stay
/// closed, as does every act that decides something.
fn behind_glass(row: Row) -> Row {
    row.cell(Glass, R, groups(&[G1, G2, G3, G4, G5, G6, G7, G9, G11, G12, G13, G14]))
        .narrow(Glass, W, PartSet::of(&[Part::Notes]), RelationSet::EVERY, Authors::Own)
        .may(Glass, &[ViewCase, LogContact])
        .may(Service, &[BreakGlass])
}

pub(super) fn service_manager() -> Row {
    let row = Row::for_purpose(Purpose::Casework)
        .counts(Figures::True, groups(&[G1, G5, G6, G7, G8, G11, G13, G14, G15]))
        .cell(Team, RWS, groups(&[G1]))
        .cell(Team, RW, groups(&[G2, G3, G5, G6, G7, G9, G10, G11, G13, G15]))
        .cell(Team, RWX, groups(&[G4, G12]))
        // A single record, to correct it; anything more only as figures.
        .cell(Team, RW, groups(&[G8]))
        .cell(Team, R, groups(&[G14]))
        .cell(Team, R, PartSet::of(&[Part::TeamAccessLog]))
        .cell(Service, R, PartSet::of(&[Part::Configuration, Part::Plugins, Part::Accounts]))
        .may(Team, CASEWORK)
        .may(Team, COORDINATION)
        .may(Team, CONFIDENTIAL)
        .may(Team, SIGN_OFF)
        .may(Service, &[RunReport, FreezeReturn, ViewAccount, ViewPlugins, ApprovePluginRights])
        .may(Service, &[ViewConfiguration, ProposePolicy, ApprovePolicy, Import, ViewGlass, ReviewGlass])
        .may(Own, &[ManageOwnAccount]);
    behind_glass(row)
}

pub(super) fn coordinator() -> Row {
    let row = Row::for_purpose(Purpose::Casework)
        .counts(Figures::Protected, groups(&[G1, G5, G6, G7, G8, G11, G13, G14]))
        .cell(Team, RWS, groups(&[G1]))
        .cell(Team, RW, groups(&[G2, G3, G5, G6, G7, G9, G11, G13]))
        .cell(Team, RWX, groups(&[G4, G12]))
        .cell(Assigned, W, groups(&[G8]))
        .cell(Assigned, RW, groups(&[G10]))
        .cell(Team, R, groups(&[G14]))
        .cell(Team, R, PartSet::of(&[Part::Availability]))
        .may(Team, CASEWORK)
        .may(Team, COORDINATION)
        .may(Assigned, CONFIDENTIAL)
        .may(Service, &[RunReport])
        .may(Own, &[ManageOwnAccount]);
    behind_glass(row)
}

pub(super) fn office_administrator() -> Row {
    Row::for_purpose(Purpose::Casework)
        .cell(Team, RW, groups(&[G1, G2, G3, G11]))
        .cell(Team, RWX, groups(&[G4]))
        .cell(Team, R, groups(&[G5]))
        .cell(Team, R, PartSet::of(&[Part::RiskFlag]))
        .cell(Team, R, PartSet::of(&[Part::Adjustments]))
        // Entered from paper and phone, never read back.
        .cell(Team, W, groups(&[G8, G14]))
        .cell(Team, W, PartSet::of(&[Part::IntakeNotes]))
        .cell(Team, RX, groups(&[G12]))
        .cell(Team, RW, PartSet::of(&[Part::Availability]))
        .may(Team, CASEWORK)
        .may(Team, &[RecordEquality, ManageVolunteers])
        .cell(Glass, R, groups(&[G1, G2, G3, G4, G5, G11, G12]))
        .cell(Glass, R, PartSet::of(&[Part::RiskFlag, Part::Adjustments]))
        .may(Glass, &[ViewCase])
        .may(Service, &[BreakGlass])
        .may(Own, &[ManageOwnAccount])
}
