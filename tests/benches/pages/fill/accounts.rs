//! Who works in the service that is measured.

use chrono::TimeDelta;
use domain::{AccountId, Instant, TeamId};
use permissions::Role;
use storage::bulk::{BulkAccount, Loader};
use storage::identity::RoleGrant;
use tests::person::PASSWORD;

/// The sign-in name of a member of staff who sees all cases.
pub const STAFF: &str = "staff0";
/// The sign-in name of the volunteer with fifteen cases.
pub const VOLUNTEER: &str = "volunteer0";

/// The five who see all cases.
const SEE_ALL: [Role; 5] = [
    Role::ServiceManager,
    Role::Coordinator,
    Role::Coordinator,
    Role::Coordinator,
    Role::OfficeAdministrator,
];
const VOLUNTEERS: usize = 45;

/// Everybody.
pub struct Roster {
    pub staff: Vec<AccountId>,
    /// The first of them is measured.
    pub volunteers: Vec<AccountId>,
    pub accounts: Vec<BulkAccount>,
}

/// Draws up everybody. Two can sign in; the others are there to be found in rows.
pub fn accounts(loader: &mut Loader, team: TeamId, now: Instant) -> Roster {
    let mut accounts = Vec::new();
    let password = keys::password::hash(PASSWORD);
    let mut add = |username: String, kind: &'static str, role: Role| {
        let id: AccountId = loader.id();
        let signs_in = [STAFF, VOLUNTEER].contains(&username.as_str());
        let from = now - TimeDelta::days(3_650);
        accounts.push(BulkAccount {
            id,
            display_name: format!("Person {username}"),
            username,
            email: None,
            kind,
            team,
            organisation: None,
            status: "active",
            language: "en".into(),
            password: signs_in.then(|| password.clone()),
            sensitive_trained: true,
            valid_until: None,
            roles: vec![RoleGrant { role, from, until: now + TimeDelta::days(3_650) }],
            last_sign_in_at: None,
            created_at: from,
        });
        id
    };
    let staff =
        (0..).zip(SEE_ALL).map(|(number, role)| add(format!("staff{number}"), "staff", role)).collect();
    let volunteer = |number| add(format!("volunteer{number}"), "volunteer", Role::LeadFacilitator);
    let volunteers = (0..VOLUNTEERS).map(volunteer).collect();
    Roster { staff, volunteers, accounts }
}
