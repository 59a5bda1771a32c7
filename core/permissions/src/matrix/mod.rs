//! The default matrix: that of the Essex service, `security.md` §3.4, row by row.
//!
//! Read each function as a row of the table: a letter, the verbs, the parts. Where the
//! table's cell is a phrase ("DOB masked", "intake note w") the parts spell it out, and
//! where something had to be decided a comment says what and why. `print` turns the
//! same rows back into a table for people.

mod open;
mod oversight;
mod partners;
mod staff;
mod tasks;
mod volunteers;

use domain::{Group, PartSet};

use crate::{Role, RolePolicy, Row, Verb, Verbs};

pub(crate) use tasks::task;

/// Read.
const R: Verbs = Verbs::of(&[Verb::Read]);
/// Write, without reading back.
const W: Verbs = Verbs::of(&[Verb::Write]);
/// Read and write.
const RW: Verbs = Verbs::of(&[Verb::Read, Verb::Write]);
/// Read, write, share or assign.
const RWS: Verbs = Verbs::of(&[Verb::Read, Verb::Write, Verb::Share]);
/// Read, write, print or send.
const RWX: Verbs = Verbs::of(&[Verb::Read, Verb::Write, Verb::Send]);
/// Read, print or send.
const RX: Verbs = Verbs::of(&[Verb::Read, Verb::Send]);
/// Shown as dots, revealed one by one.
const M: Verbs = Verbs::of(&[Verb::ReadMasked]);

/// All parts of these groups.
fn groups(groups: &[Group]) -> PartSet {
    groups.iter().fold(PartSet::NONE, |set, group| set.union(PartSet::group(*group)))
}

/// The row of one role.
pub(crate) fn role(role: Role) -> RolePolicy {
    RolePolicy { role, row: row(role) }
}

fn row(role: Role) -> Row {
    match role {
        Role::ServiceManager => staff::service_manager(),
        Role::Coordinator => staff::coordinator(),
        Role::OfficeAdministrator => staff::office_administrator(),
        Role::LeadFacilitator => volunteers::lead_facilitator(),
        Role::CoFacilitator => volunteers::co_facilitator(),
        Role::Observer => volunteers::observer(),
        Role::VolunteerPool => volunteers::volunteer_pool(),
        Role::CaseSupervisor => oversight::case_supervisor(),
        Role::PartnerReferrer => partners::partner_referrer(),
        Role::PartnerInCase => partners::partner_in_case(),
        Role::Commissioner => oversight::commissioner(),
        Role::Dpo => oversight::data_protection_officer(),
        Role::SystemAdministrator => oversight::system_administrator(),
        Role::Participant => open::participant(),
        Role::PublicForm => open::public_form(),
    }
}
