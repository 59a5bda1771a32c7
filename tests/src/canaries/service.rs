//! Accounts, volunteers and partners.

use chrono::TimeDelta;
use domain::{Answers, Part, Value};
use permissions::Role;
use storage::bulk::{BulkAccount, BulkOrganisation, BulkVolunteer};
use storage::identity::RoleGrant;

use super::cast::who;
use super::stock::People;
use super::{Ink, Spot};

impl Ink<'_> {
    /// Everybody's account; all have the same password, whose hash this is.
    pub(super) fn accounts(&mut self, people: &People, password: &str) -> Vec<BulkAccount> {
        (0..self.world.people.len()).map(|person| self.account(person, people, password)).collect()
    }

    fn account(&mut self, person: usize, people: &People, password: &str) -> BulkAccount {
        let row = &self.world.people[person];
        let grant = |(role, window): &(&str, crate::world::Window)| RoleGrant {
            role: Role::parse(role).expect("the world has known roles"),
            from: window.from,
            until: window.until,
        };
        let name = self.word_at("account.name", vec![Spot::Name(person)]);
        BulkAccount {
            id: people.accounts[person],
            username: super::cast::NAMES[person].to_owned(),
            display_name: name,
            email: Some(format!("{}@example.org", self.word("account.email", Spot::Account(person)))),
            kind: match row.roles[0].0 {
                "lead-facilitator" | "co-facilitator" | "observer" | "volunteer-pool" => "volunteer",
                "partner-referrer" | "partner-in-case" => "partner",
                "commissioner" => "viewer",
                _ => "staff",
            },
            team: people.teams[row.team],
            organisation: row.organisation.map(|organisation| people.organisations[organisation]),
            status: if person == who::NEWCOMER { "invited" } else { "active" },
            language: "en".to_owned(),
            password: (person != who::NEWCOMER).then(|| password.to_owned()),
            sensitive_trained: true,
            valid_until: None,
            roles: row.roles.iter().map(grant).collect(),
            last_sign_in_at: None,
            created_at: self.world.now - TimeDelta::days(300),
        }
    }

    /// What is recorded of those who volunteer.
    pub(super) fn volunteers(&mut self, people: &People) -> Vec<BulkVolunteer> {
        let volunteers = ["lead-facilitator", "co-facilitator", "observer", "volunteer-pool"];
        let all = 0..self.world.people.len();
        let all: Vec<usize> =
            all.filter(|person| volunteers.contains(&self.world.people[*person].roles[0].0)).collect();
        let parts = [Part::Availability, Part::Training, Part::Vetting, Part::VolunteerHome];
        let mut records = Vec::new();
        for person in all {
            let mut sections = Vec::new();
            for part in parts {
                let spot = Spot::Volunteer { person, part: part.as_str() };
                let value = Value::Text(self.word("volunteer.record", spot));
                sections.push((part, Answers::from([("volunteer.record".to_owned(), value)])));
            }
            records.push(BulkVolunteer {
                account: people.accounts[person],
                sections,
                created_at: self.world.now - TimeDelta::days(300),
            });
        }
        records
    }

    /// The partners; the agreement with the last one has run out.
    pub(super) fn organisations(&mut self, people: &People) -> Vec<BulkOrganisation> {
        let kinds = ["police", "council", "probation", "housing-association"];
        let mut all = Vec::new();
        for (number, in_force) in self.world.organisations.clone().into_iter().enumerate() {
            let end = if in_force { TimeDelta::days(300) } else { TimeDelta::days(-1) };
            all.push(BulkOrganisation {
                id: people.organisations[number],
                name: self.word("organisation.name", Spot::Organisation(number)),
                kind: kinds[number % kinds.len()].to_owned(),
                agreement_until: Some((self.world.now + end).date_naive()),
                team: people.teams[0],
                created_at: self.world.now - TimeDelta::days(300),
                legacy_id: None,
            });
        }
        all
    }
}
