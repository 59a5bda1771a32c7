//! Tasks of the server: each does one thing to every record, and no page can widen it.

use std::sync::LazyLock;

use domain::Group::*;
use domain::{Part, PartSet};

use super::{R, RW, W, groups};
use crate::ActKind::*;
use crate::Letter::Service;
use crate::{Figures, Purpose, Row, Task};

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| Task::ALL.iter().map(|task| row(*task)).collect());

/// The row of `task`.
pub(crate) fn task(task: Task) -> &'static Row {
    &ROWS[task as usize]
}

/// Everything that people's records hold.
fn records() -> PartSet {
    groups(&[G1, G2, G3, G4, G5, G6, G7, G8, G9, G10, G11, G12, G13, G14])
}

fn row(task: Task) -> Row {
    let row = Row::for_purpose(Purpose::Support);
    match task {
        Task::Startup => row.cell(Service, R, groups(&[G17])).may(Service, &[ViewPlugins, ViewConfiguration]),
        // It finds the account, and changes its sessions and counters.
        Task::SignIn => row
            .cell(Service, RW, PartSet::of(&[Part::Accounts]))
            .may(Service, &[ViewAccount, ManageOwnAccount]),
        // Only in an installation born as a demonstration (decision 60).
        Task::Demo => {
            row.cell(Service, RW, records().union(groups(&[G15, G17]))).may(Service, crate::ActKind::ALL)
        }
        // It writes what the profile maps, and reads references to find what it brought in before.
        Task::Import => row
            .cell(Service, W, records().union(groups(&[G15])))
            .cell(Service, R, PartSet::of(&[Part::Reference]))
            .may(
                Service,
                &[Import, ViewCase, AmendCase, ManageVolunteers, ViewOrganisation, ManageOrganisations],
            ),
        Task::ServiceFigures => Row::for_purpose(Purpose::Reporting)
            .counts(Figures::True, groups(&[G1, G5, G6, G7, G8, G11, G13, G14, G15]))
            .may(Service, &[RunReport]),
        Task::Statistics => Row::for_purpose(Purpose::Reporting)
            .cell(Service, R, groups(&[G1, G5, G6, G7, G8, G13]))
            .cell(Service, R, PartSet::of(&[Part::AgeBand]))
            .may(Service, &[ViewCase]),
        // Dates, outcome and holds say what is due; the content is not looked at.
        Task::Retention => row
            .cell(Service, R, PartSet::of(&[Part::Reference, Part::Stage, Part::Dates, Part::Kind]))
            .may(Service, &[ViewCase, ViewReferral, ViewPerson, ViewVolunteer]),
        Task::Erasure => row
            .cell(Service, W, records().union(groups(&[G15])))
            .may(Service, &[AmendCase, AmendReferral, AmendPerson, ManageVolunteers]),
        // Its hit goes to those on the other case's allow-list, never to who searched (decision 24).
        Task::Duplicates => Row::for_purpose(Purpose::Casework)
            .cell(Service, R, PartSet::of(&[Part::Reference, Part::Name, Part::FullName, Part::BirthDate]))
            .cell(Service, R, PartSet::of(&[Part::Contact, Part::Identifiers, Part::VolunteerHome]))
            .may(Service, &[ViewCase, ViewReferral, ViewPerson, ViewVolunteer]),
        // A notice says that something waits, never what.
        Task::Notifications => row
            .cell(Service, R, PartSet::of(&[Part::Reference]))
            .may(Service, &[ViewCase, ViewReferral, ViewAccount]),
        Task::Maintenance => row.cell(Service, R, PartSet::of(&[Part::Reference])).may(Service, &[Maintain]),
        Task::AuditCheck => Row::for_purpose(Purpose::Audit)
            .cell(Service, R, PartSet::of(&[Part::AccessLog]))
            .may(Service, &[VerifyAudit, ViewAuditLog]),
        Task::Operator => row
            .cell(Service, RW, groups(&[G17]))
            .may(Service, &[ViewAccount, ManageAccounts, ViewOrganisation, ManageOrganisations])
            .may(Service, &[ViewPlugins, ManagePlugins, ViewConfiguration, ManageSettings, Maintain, Import]),
    }
}
