//! Partners with those who refer from them, staff and volunteers.

use chrono::TimeDelta;
use domain::codes::SourceType;
use domain::{AccountId, TeamId};
use permissions::Role;
use storage::bulk::{BulkAccount, Loader};
use storage::identity::RoleGrant;

use super::staff::{Level, Officer, Partner, Volunteer};
use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::persona::username;
use crate::words::{DISTRICTS, FAMILY, FEMALE, MALE};

pub const ACCOUNTS: u64 = 11;

/// The accounts made so far.
pub struct Made<'a> {
    pub loader: &'a mut Loader,
    pub top: TeamId,
    pub calendar: &'a Calendar,
    pub accounts: Vec<BulkAccount>,
    pub seed: u64,
}

impl Made<'_> {
    pub fn account(
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
    pub fn partners(&mut self) -> Vec<Partner> {
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
    pub fn officers(&mut self, partners: &mut [Partner]) {
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
    pub fn volunteers(&mut self, count: usize, cast: [AccountId; 3]) -> (Vec<Volunteer>, [usize; 3]) {
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
