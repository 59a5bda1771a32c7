//! Walls about those who oversee and those who run the installation.

use domain::Group::*;
use domain::Part;

use super::{acts, both, parts};
use crate::ActKind::*;
use crate::{Figures, Letter, Role, Root, Row, Subject};

pub(super) fn administrator_sees_no_case(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::SystemAdministrator {
        return Vec::new();
    }
    let wrong_part = parts(row, |part, _| part.group() != G17 && part != Part::TechnicalLog);
    let wrong_act = acts(row, |act, _| match act.root() {
        Root::Case | Root::Referral | Root::Person | Root::Volunteer | Root::Report => true,
        _ => matches!(act, ViewAuditLog | VerifyAudit | Import),
    });
    let mut found = both(wrong_part, wrong_act);
    if row.figures != Figures::None || !row.counted.is_empty() {
        found.push(Subject::Figures);
    }
    found
}

pub(super) fn administrator_approves_nothing(role: Role, row: &Row) -> Vec<Subject> {
    let approves = |act, _| matches!(act, ApprovePolicy | ApprovePluginRights | ApproveErasure);
    if role == Role::SystemAdministrator { acts(row, approves) } else { Vec::new() }
}

pub(super) fn audit_is_for_overseers(role: Role, row: &Row) -> Vec<Subject> {
    let wrong_part = parts(row, |part, line| match part {
        Part::TeamAccessLog => match role {
            Role::ServiceManager => line.letter != Letter::Team,
            _ => role != Role::Dpo,
        },
        Part::AccessLog => role != Role::Dpo,
        Part::TechnicalLog => !matches!(role, Role::Dpo | Role::SystemAdministrator | Role::ServiceManager),
        _ => false,
    });
    let wrong_act = acts(row, |act, letter| match act {
        ViewAudit | ViewAuditLog | VerifyAudit => role != Role::Dpo,
        ViewTeamAccess => role != Role::ServiceManager || letter != Letter::Team,
        ViewTechnicalLog => !matches!(role, Role::Dpo | Role::SystemAdministrator | Role::ServiceManager),
        _ => false,
    });
    both(wrong_part, wrong_act)
}

pub(super) fn commissioner_gets_figures(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::Commissioner {
        return Vec::new();
    }
    let wrong_act = acts(row, |act, _| !matches!(act, RunReport | ManageOwnAccount));
    let mut found = both(parts(row, |_, _| true), wrong_act);
    if row.figures == Figures::True {
        found.push(Subject::Figures);
    }
    found
}

pub(super) fn data_protection_by_request(role: Role, row: &Row) -> Vec<Subject> {
    if role != Role::Dpo {
        return Vec::new();
    }
    let wrong_part = parts(row, |part, line| match part.group() {
        G16 | G17 => false,
        G11 => !matches!(line.letter, Letter::Named | Letter::Team),
        _ => line.letter != Letter::Named,
    });
    let wrong_act = acts(row, |act, letter| match act.root() {
        Root::Case | Root::Referral | Root::Person | Root::Volunteer => match act {
            ViewAudit => false,
            ViewLawfulBasis => !matches!(letter, Letter::Named | Letter::Team),
            _ => letter != Letter::Named,
        },
        _ => false,
    });
    both(wrong_part, wrong_act)
}

pub(super) fn rights_are_few_peoples(role: Role, row: &Row) -> Vec<Subject> {
    let few = matches!(role, Role::ServiceManager | Role::Dpo | Role::SystemAdministrator);
    let wrong_part = parts(row, |part, line| {
        let seen_by_startup = part == Part::Plugins && line.letter == Letter::Service;
        part.group() == G17 && !few && !seen_by_startup
    });
    let wrong_act = acts(row, |act, _| {
        let rights = matches!(act, ProposePolicy | ApprovePolicy | ApprovePluginRights | ManageAccounts);
        let running = matches!(act, ManageSettings | ManagePlugins | Maintain);
        ((rights || running) && !few) || (matches!(act, ManageAccounts) && role == Role::Dpo)
    });
    both(wrong_part, wrong_act)
}
