//! Who may take somebody else's sign-in into their hands.
//!
//! Whoever looks after accounts helps people who lost their telephone. Help of that kind is
//! the oldest way into a service: be persuaded, or bribed, to reset the one account that
//! matters. So a reset needs every right of oversight that the account has; whoever lacks
//! one cannot do it alone (`security.md` §1.1, row 6.4).

use crate::{ActKind, Actor, Policy, Role, Task, Who};

/// Acts by which somebody decides over what others may do, or looks after whether they did
/// right. The daily work on cases is not among them: whoever manages accounts can give it to
/// anybody, and each such gift stands in the log.
pub(crate) const GOVERNING: &[ActKind] = &[
    ActKind::ManageAccounts,
    ActKind::ManagePlugins,
    ActKind::ApprovePluginRights,
    ActKind::ManageSettings,
    ActKind::ProposePolicy,
    ActKind::ApprovePolicy,
    ActKind::ViewAudit,
    ActKind::ViewAuditLog,
    ActKind::VerifyAudit,
    ActKind::ViewTeamAccess,
    ActKind::ChangeClass,
    ActKind::ApproveRisk,
    ActKind::SignOffClosure,
    ActKind::ApproveErasure,
    ActKind::FreezeReturn,
    ActKind::Import,
];

/// How an account can be reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resetting {
    /// By this person alone.
    Alone,
    /// Not by this person alone: somebody in one of these roles has to be in it. They hold
    /// everything that this person lacks.
    Together(Vec<Role>),
}

/// How `actor` may reset an account that holds `roles`.
///
/// The operator at the machine may reset any: they hold the database and its keys, and
/// without them a service whose only manager lost everything could never be opened again.
pub fn resetting(actor: &Actor, roles: &[Role]) -> Resetting {
    if actor.who() == Who::System(Task::Operator) {
        return Resetting::Alone;
    }
    let default = Policy::default();
    let policy = actor.rights().map_or(&default, |rights| &*rights.policy);
    let has = |roles: &[Role], act: ActKind| policy.rows(roles).any(|(row, _)| row.has(act));
    let lacking = |act: &&ActKind| has(roles, **act) && !actor.holds(**act);
    let lacking: Vec<ActKind> = GOVERNING.iter().filter(lacking).copied().collect();
    if lacking.is_empty() {
        return Resetting::Alone;
    }
    let holds_all = |role: &&Role| lacking.iter().all(|act| has(&[**role], *act));
    Resetting::Together(Role::ALL.iter().filter(holds_all).copied().collect())
}
