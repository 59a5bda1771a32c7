//! Walls about those who work the cases.

use domain::Group;

use super::{acts, both, parts};
use crate::ActKind::*;
use crate::{Letter, Role, Row, Subject, Verb, Verbs};

pub(super) const fn is_volunteer(role: Role) -> bool {
    matches!(role, Role::LeadFacilitator | Role::CoFacilitator | Role::Observer | Role::VolunteerPool)
}

const fn is_staff(role: Role) -> bool {
    matches!(
        role,
        Role::ServiceManager
            | Role::Coordinator
            | Role::OfficeAdministrator
            | Role::Dpo
            | Role::SystemAdministrator
    )
}

pub(super) fn volunteers_by_assignment(role: Role, row: &Row) -> Vec<Subject> {
    let by_office =
        |letter| matches!(letter, Letter::Team | Letter::Organisation | Letter::Service | Letter::Named);
    if role == Role::CaseSupervisor {
        // Surveys are about the service: a supervisor reads those of the team.
        return parts(row, |part, line| by_office(line.letter) && part.group() != Group::G14);
    }
    if !is_volunteer(role) {
        return Vec::new();
    }
    both(parts(row, |_, line| by_office(line.letter)), acts(row, |_, letter| by_office(letter)))
}

pub(super) fn volunteers_send_nothing(role: Role, row: &Row) -> Vec<Subject> {
    if !is_volunteer(role) && role != Role::CaseSupervisor {
        return Vec::new();
    }
    let leaves = Verbs::of(&[Verb::Send, Verb::Share]);
    let wrong_part = parts(row, |_, line| !line.verbs.intersection(leaves).is_empty());
    both(wrong_part, acts(row, |act, _| matches!(act, ExportCases | SendDocument)))
}

pub(super) fn confidential_stays_close(role: Role, row: &Row) -> Vec<Subject> {
    let close = matches!(role, Role::ServiceManager | Role::Coordinator | Role::CaseSupervisor);
    parts(row, |part, _| part.group() == Group::G10 && !close)
}

pub(super) fn staff_decide(role: Role, row: &Row) -> Vec<Subject> {
    if is_staff(role) {
        return Vec::new();
    }
    acts(row, |act, _| {
        let deciding = matches!(act, DecideReferral | Allocate | ApproveRisk | SignOffClosure | Reopen);
        let service = matches!(act, ChangeClass | MergePeople | FreezeReturn | Import | ManageOrganisations);
        let people = matches!(act, ProposeErasure | ApproveErasure | AnswerRightsRequest | ManageVolunteers);
        deciding || service || people || act == ExportCases
    })
}

pub(super) fn glass_is_for_staff_to_look(role: Role, row: &Row) -> Vec<Subject> {
    let wrong_part = parts(row, |part, line| {
        let closed = matches!(part.group(), Group::G10 | Group::G15 | Group::G16 | Group::G17);
        let sent = !line.verbs.intersection(Verbs::of(&[Verb::Send, Verb::Share])).is_empty();
        line.letter == Letter::Glass && (!is_staff(role) || closed || sent)
    });
    let wrong_act = acts(row, |act, letter| {
        let behind = letter == Letter::Glass && !matches!(act, ViewCase | LogContact);
        behind || ((act == BreakGlass || letter == Letter::Glass) && !is_staff(role))
    });
    both(wrong_part, wrong_act)
}
