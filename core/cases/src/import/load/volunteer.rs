//! Volunteers: an account that nobody can sign in to, and what is recorded of them.
//!
//! Signing in begins with an invitation that somebody sends. Until then the account is where
//! the volunteer's entries and open cases hang.

use chrono::TimeDelta;
use domain::codes::{RoleLevel, VolunteerStatus};
use domain::{Answers, Part, Value};
use permissions::Role;
use storage::bulk::{BulkAccount, BulkVolunteer};
use storage::identity::RoleGrant;

use super::maker::Maker;
use crate::import::record::PlannedVolunteer;

/// How long the roles of a volunteer last, in days: every grant has an end.
const GRANTED: i64 = 365;

impl Maker<'_> {
    pub fn account(&self, planned: &PlannedVolunteer) -> (BulkAccount, BulkVolunteer) {
        let (id, username) = &self.volunteers[planned.origin.id.as_str()];
        let created_at = planned.started_on.map_or(self.now, |day| self.day(day)).min(self.now);
        let until = self.now + TimeDelta::days(GRANTED);
        let grant = |role: &Role| RoleGrant { role: *role, from: self.now, until };
        let account = BulkAccount {
            id: *id,
            username: username.clone(),
            display_name: planned.name.clone(),
            email: planned.email.clone(),
            kind: "volunteer",
            team: self.found.top,
            organisation: None,
            status: status(planned.status),
            language: "en".to_owned(),
            password: None,
            sensitive_trained: planned.sensitive,
            valid_until: None,
            roles: roles(planned).iter().map(grant).collect(),
            last_sign_in_at: None,
            created_at,
        };
        let volunteer = BulkVolunteer { account: *id, sections: sections(planned), created_at };
        (account, volunteer)
    }
}

/// Whoever works here now waits for an invitation; nobody else can be sent one by mistake.
const fn status(status: VolunteerStatus) -> &'static str {
    match status {
        VolunteerStatus::Left => "left",
        VolunteerStatus::Active | VolunteerStatus::Probation | VolunteerStatus::Training => "invited",
        _ => "suspended",
    }
}

const fn roles(planned: &PlannedVolunteer) -> &'static [Role] {
    match (planned.status, planned.level) {
        (VolunteerStatus::Active | VolunteerStatus::Probation, level) => match level {
            RoleLevel::Lead | RoleLevel::SensitiveLead | RoleLevel::Supervisor => {
                &[Role::LeadFacilitator, Role::CoFacilitator]
            }
            RoleLevel::CoFacilitator => &[Role::CoFacilitator],
            RoleLevel::Observer | RoleLevel::Trainee => &[Role::Observer],
            RoleLevel::Unknown => &[Role::VolunteerPool],
        },
        (VolunteerStatus::Training, _) => &[Role::VolunteerPool],
        _ => &[],
    }
}

fn sections(planned: &PlannedVolunteer) -> Vec<(Part, Answers)> {
    let many = |words: &[String]| (!words.is_empty()).then(|| Value::Choices(words.to_vec()));
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let code = |code: &str| (code != "unknown").then(|| Value::Choice(code.to_owned()));
    let of = |values: Vec<(&str, Option<Value>)>| -> Answers {
        values.into_iter().filter_map(|(id, value)| Some((format!("volunteer.{id}"), value?))).collect()
    };
    let mut sections = vec![
        (
            Part::Availability,
            of(vec![
                ("districts", many(&planned.districts)),
                ("languages", many(&planned.languages)),
                ("most-cases", planned.most_cases.map(|most| Value::Integer(most.into()))),
            ]),
        ),
        (
            Part::Training,
            of(vec![
                ("status", code(planned.status.as_str())),
                ("level", code(planned.level.as_str())),
                ("started-on", planned.started_on.map(Value::Date)),
                ("left-on", planned.left_on.map(Value::Date)),
                ("trained-on", planned.trained_on.map(Value::Date)),
            ]),
        ),
        (
            Part::Vetting,
            of(vec![
                ("vetted-on", planned.vetted_on.map(Value::Date)),
                ("vetting-level", code(planned.vetting.as_str())),
            ]),
        ),
        (Part::VolunteerHome, of(vec![("phone", text(&planned.phone))])),
    ];
    sections.retain(|(_, values)| !values.is_empty());
    sections
}
