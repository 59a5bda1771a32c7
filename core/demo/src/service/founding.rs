//! What is loaded before any case: partners, and accounts with their passwords.

use chrono::TimeDelta;
use domain::codes::SourceType;
use domain::{AccountId, TeamId};
use permissions::Role;
use storage::bulk::{BulkAccount, BulkOrganisation, Loader};

use super::accounts::{ACCOUNTS, Made};
use super::staff::{Officer, Partner, Service};
use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::persona::{CAST, DemoPerson, People, password, username};

/// What is loaded first.
pub struct Founding {
    pub service: Service,
    pub organisations: Vec<BulkOrganisation>,
    pub accounts: Vec<BulkAccount>,
    pub people: People,
}

/// Partners and accounts.
///
/// The passwords of the cast are hashed on as many threads as there are cores; nobody signs
/// in as anybody else, so the others have none.
pub fn found(
    loader: &mut Loader,
    (top, areas): (TeamId, [TeamId; 3]),
    volunteers: usize,
    seed: u64,
    calendar: &Calendar,
) -> Founding {
    let mut people = People::new();
    for (number, (role, given, family)) in CAST.into_iter().enumerate() {
        people.push(DemoPerson {
            role: role.as_str(),
            name: format!("{given} {family}"),
            username: username(given, family),
            password: password(&mut Dice::of(seed, ACCOUNTS, number as u64)),
        });
    }
    let hashes = hash_all(&people);
    let mut made = Made { loader, top, calendar, accounts: Vec::new(), seed };
    let cast: Vec<AccountId> = CAST
        .iter()
        .zip(people.iter().zip(&hashes))
        .map(|((role, ..), (person, hash))| {
            let kind = match role {
                Role::PartnerReferrer => "partner",
                Role::Commissioner | Role::Dpo => "viewer",
                Role::LeadFacilitator | Role::CoFacilitator | Role::Observer => "volunteer",
                _ => "staff",
            };
            let roles: &[Role] = match role {
                Role::LeadFacilitator => &[Role::LeadFacilitator, Role::CoFacilitator],
                role => std::slice::from_ref(role),
            };
            made.account(&person.name, &person.username, kind, roles, Some(hash.clone()))
        })
        .collect();
    let mut partners = made.partners();
    let mut organisations = Vec::new();
    for partner in &partners {
        organisations.push(BulkOrganisation {
            id: partner.id,
            name: partner.name.clone(),
            kind: partner.kind.as_str().to_owned(),
            agreement_until: Some(calendar.today() + TimeDelta::days(400)),
            team: top,
            created_at: calendar.now - TimeDelta::days(3_700),
            legacy_id: None,
        });
    }
    // The officer of the cast leads the force's list, the housing officer her association's.
    seat(&mut partners, SourceType::Police, cast[8], &people[8].name, &mut made.accounts);
    seat(&mut partners, SourceType::HousingAssociation, cast[9], &people[9].name, &mut made.accounts);
    made.officers(&mut partners);
    let (volunteers, places) = made.volunteers(volunteers, [cast[4], cast[5], cast[6]]);
    let service = Service {
        top,
        areas,
        partners,
        manager: cast[0],
        coordinators: [cast[1], cast[2]],
        office: cast[3],
        supervisor: cast[7],
        volunteers,
        cast: places,
    };
    Founding { service, organisations, accounts: made.accounts, people }
}

fn hash_all(people: &[DemoPerson]) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let share = people.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let hashing: Vec<_> = people
            .chunks(share)
            .map(|some| {
                scope.spawn(|| some.iter().map(|one| keys::password::hash(&one.password)).collect::<Vec<_>>())
            })
            .collect();
        hashing
            .into_iter()
            .flat_map(|thread| thread.join().expect("hashing a password does not panic"))
            .collect()
    })
}

/// Gives the first officer of a partner of this kind an account.
fn seat(
    partners: &mut [Partner],
    kind: SourceType,
    account: AccountId,
    name: &str,
    accounts: &mut [BulkAccount],
) {
    let Some(partner) = partners.iter_mut().find(|partner| partner.kind == kind) else { return };
    partner.officers.insert(0, Officer { name: name.to_owned(), account: Some(account) });
    for one in accounts.iter_mut().filter(|one| one.id == account) {
        one.organisation = Some(partner.id);
    }
}
