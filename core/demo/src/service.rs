//! The service before its cases: teams, partners, accounts.

use chrono::TimeDelta;
use domain::codes::SourceType;
use domain::{AccountId, OrganisationId, TeamId};
use permissions::{Actor, ManageSettings, Place, Role, ViewConfiguration};
use storage::bulk::{BulkAccount, BulkOrganisation, Loader};
use storage::identity::RoleGrant;
use storage::{NewTeam, Store};

use crate::Result;
use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::persona::{CAST, DemoPerson, People, password, username};
use crate::words::{DISTRICTS, FAMILY, FEMALE, MALE};

const ACCOUNTS: u64 = 11;

/// What the areas are called.
const AREAS: [&str; 3] = ["North", "South", "Mid and West"];

/// Who refers from a partner.
#[derive(Clone, Debug)]
pub struct Officer {
    pub name: String,
    /// Their account, where they have one.
    pub account: Option<AccountId>,
}

/// A partner organisation.
#[derive(Clone, Debug)]
pub struct Partner {
    pub id: OrganisationId,
    pub kind: SourceType,
    pub name: String,
    /// The district it works in; none for those that work in all.
    pub district: Option<usize>,
    pub officers: Vec<Officer>,
}

/// What a volunteer may be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Lead,
    CoFacilitator,
    Observer,
    /// Pausing: in no case.
    Pool,
}

/// A volunteer.
#[derive(Clone, Debug)]
pub struct Volunteer {
    pub account: AccountId,
    pub level: Level,
    /// Trained for sensitive and complex cases.
    pub sensitive: bool,
    /// How many open cases they have in hand.
    pub in_hand: usize,
}

/// Everybody and everything that cases refer to.
pub struct Service {
    pub top: TeamId,
    pub areas: [TeamId; 3],
    pub partners: Vec<Partner>,
    pub manager: AccountId,
    pub coordinators: [AccountId; 2],
    pub office: AccountId,
    pub supervisor: AccountId,
    pub volunteers: Vec<Volunteer>,
    /// The volunteers among the cast: lead, co-facilitator, observer; places in `volunteers`.
    pub cast: [usize; 3],
}

/// What is loaded first.
pub struct Founding {
    pub service: Service,
    pub organisations: Vec<BulkOrganisation>,
    pub accounts: Vec<BulkAccount>,
    pub people: People,
}

/// The teams of the service, made where they are missing.
pub async fn teams(store: &Store, actor: &Actor, name: &str) -> Result<(TeamId, [TeamId; 3])> {
    let mut unit = store.write(actor).await?;
    let leave = actor.may::<ViewConfiguration>(&Place::service(), unit.id())?;
    let known = unit.teams(leave).await?;
    let mut make = async |parent: Option<TeamId>, name: &str, kind| -> Result<TeamId> {
        if let Some(team) =
            known.iter().find(|team| team.parent == parent && (parent.is_none() || team.name == name))
        {
            return Ok(team.id);
        }
        let leave = actor.may::<ManageSettings>(&Place::service(), unit.id())?;
        Ok(unit.create_team(leave, NewTeam { parent, name: name.to_owned(), kind }).await?)
    };
    let top = make(None, name, "service").await?;
    let mut areas = [top; 3];
    for (area, name) in areas.iter_mut().zip(AREAS) {
        *area = make(Some(top), name, "area").await?;
    }
    unit.commit().await?;
    Ok((top, areas))
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

/// The accounts made so far.
struct Made<'a> {
    loader: &'a mut Loader,
    top: TeamId,
    calendar: &'a Calendar,
    accounts: Vec<BulkAccount>,
    seed: u64,
}

impl Made<'_> {
    fn account(
        &mut self,
        name: &str,
        username: &str,
        kind: &'static str,
        roles: &[Role],
        password: Option<String>,
    ) -> AccountId {
        let id = self.loader.id();
        let now = self.calendar.now;
        let dice = &mut Dice::of(self.seed, ACCOUNTS + 1, self.accounts.len() as u64);
        let from = now - TimeDelta::days(3_680 - dice.below(2_000) as i64);
        let grant = |role: &Role| RoleGrant { role: *role, from, until: now + TimeDelta::days(730) };
        // Somebody who never signed in sees everything as new; the cast was here a week ago.
        let days = if password.is_some() { 7.0 } else { dice.around(9.0, 70.0) };
        self.accounts.push(BulkAccount {
            id,
            username: username.to_owned(),
            display_name: name.to_owned(),
            email: Some(format!("{username}@example.org")),
            kind,
            team: self.top,
            organisation: None,
            status: "active",
            language: "en".to_owned(),
            password,
            sensitive_trained: false,
            valid_until: None,
            roles: roles.iter().map(grant).collect(),
            last_sign_in_at: Some(self.calendar.office(now - crate::calendar::span(days.min(400.0)))),
            created_at: from,
        });
        id
    }

    /// One force, every district's council, twelve housing associations, and the others.
    fn partners(&mut self) -> Vec<Partner> {
        let mut partner = |kind, name: String, district| {
            let id = self.loader.id();
            Partner { id, kind, name, district, officers: Vec::new() }
        };
        let mut partners = vec![partner(SourceType::Police, "Essex Police".to_owned(), None)];
        for (at, place) in DISTRICTS.iter().enumerate() {
            partners.push(partner(SourceType::Council, format!("{} council", place.name()), Some(at)));
        }
        let associations = [
            "Saltings",
            "Estuary",
            "Three Rivers",
            "Causeway",
            "Brick and Beam",
            "Harvest",
            "Tidemill",
            "Greenstead",
            "Kingfisher",
            "Roman Way",
            "Blackwater",
            "Long Furrow",
        ];
        for (number, name) in associations.into_iter().enumerate() {
            let district = Some(number * 5 % DISTRICTS.len());
            partners.push(partner(SourceType::HousingAssociation, format!("{name} Homes"), district));
        }
        for (kind, name) in [
            (SourceType::Probation, "Probation delivery unit"),
            (SourceType::Prison, "Prison, east"),
            (SourceType::Prison, "Prison, west"),
            (SourceType::Prison, "Prison, open conditions"),
            (SourceType::VictimService, "Victim care service"),
            (SourceType::YouthJustice, "Youth justice service, county"),
            (SourceType::YouthJustice, "Youth justice service, unitary"),
        ] {
            partners.push(partner(kind, name.to_owned(), None));
        }
        partners
    }

    /// Those who refer: thirty of the force, a few of whom have accounts, and two or three of
    /// every other partner.
    fn officers(&mut self, partners: &mut [Partner]) {
        for (number, partner) in partners.iter_mut().enumerate() {
            let dice = &mut Dice::of(self.seed, ACCOUNTS + 2, number as u64);
            let (count, with_account) = match partner.kind {
                SourceType::Police => (30, 5),
                SourceType::HousingAssociation => (2, usize::from(number % 4 == 3)),
                SourceType::Council => (2, usize::from(number % 5 == 1)),
                SourceType::Probation => (3, 1),
                _ => (2, 0),
            };
            while partner.officers.len() < count {
                let (given, family) = colleague(dice);
                let name = format!("{given} {family}");
                let account = (partner.officers.len() < with_account).then(|| {
                    let username = format!("{}{}", username(given, family), number);
                    self.account(&name, &username, "partner", &[Role::PartnerReferrer], None)
                });
                if let (Some(account), Some(last)) = (account, self.accounts.last_mut()) {
                    debug_assert_eq!(last.id, account);
                    last.organisation = Some(partner.id);
                }
                partner.officers.push(Officer { name, account });
            }
        }
    }

    /// The volunteers: of 45, 24 lead (9 of them sensitive cases too), 12 work beside a lead,
    /// 5 are in training and 4 pause.
    fn volunteers(&mut self, count: usize, cast: [AccountId; 3]) -> (Vec<Volunteer>, [usize; 3]) {
        let mut volunteers = Vec::with_capacity(count);
        let mut places = [0; 3];
        for number in 0..count {
            let level = match number % 45 {
                0..24 => Level::Lead,
                24..36 => Level::CoFacilitator,
                36..41 => Level::Observer,
                _ => Level::Pool,
            };
            let sensitive = matches!(number % 45, 0..9 | 24..28);
            let of_cast = match number {
                0 => Some(0),
                24 => Some(1),
                36 => Some(2),
                _ => None,
            };
            let account = match of_cast {
                Some(place) => {
                    places[place] = number;
                    cast[place]
                }
                None => {
                    let dice = &mut Dice::of(self.seed, ACCOUNTS + 3, number as u64);
                    let (given, family) = colleague(dice);
                    let roles: &[Role] = match level {
                        Level::Lead => &[Role::LeadFacilitator, Role::CoFacilitator],
                        Level::CoFacilitator => &[Role::CoFacilitator],
                        Level::Observer => &[Role::Observer],
                        Level::Pool => &[Role::VolunteerPool],
                    };
                    let username = format!("{}{}", username(given, family), 100 + number);
                    self.account(&format!("{given} {family}"), &username, "volunteer", roles, None)
                }
            };
            for one in self.accounts.iter_mut().filter(|one| one.id == account) {
                one.sensitive_trained = sensitive;
            }
            volunteers.push(Volunteer { account, level, sensitive, in_hand: 0 });
        }
        (volunteers, places)
    }
}

fn colleague(dice: &mut Dice) -> (&'static str, &'static str) {
    let given = if dice.chance(0.62) { FEMALE } else { MALE };
    (dice.word(given), dice.word(FAMILY))
}

impl Service {
    /// The team of a district's cases.
    pub fn team(&self, district: usize) -> TeamId {
        self.areas[DISTRICTS[district].team]
    }

    /// The partner that refers from such a source in a district.
    pub fn partner(&self, source: SourceType, district: usize, dice: &mut Dice) -> Option<&Partner> {
        let kind = match source {
            SourceType::CouncilAsb | SourceType::CouncilHousing | SourceType::CommunitySafety => {
                SourceType::Council
            }
            kind => kind,
        };
        let all: Vec<&Partner> = self.partners.iter().filter(|partner| partner.kind == kind).collect();
        let near: Vec<&Partner> =
            all.iter().filter(|partner| partner.district == Some(district)).copied().collect();
        let choice = if near.is_empty() { &all } else { &near };
        if choice.is_empty() { None } else { Some(*dice.pick(choice)) }
    }
}
