//! The rules of the partners' referral form that its file cannot express.
//!
//! Everything that one answer can show is declared in `forms/referral.toml`. Here are the
//! rules that compare several: an officer who offers a community resolution without an
//! admission, a child without a guardian, a harmed person whom it is not safe to call.

mod people;
mod police;

use accord_sdk::prelude::*;

/// The plugin.
pub struct ReferralPartner;

#[plugin]
impl Plugin for ReferralPartner {
    fn validate(_form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
        police::crime_reference(answers, problems);
        police::admission(answers, problems);
        police::age_of_responsibility(answers, problems);
        incident_age(answers, context, problems);
        liaison_first(answers, problems);
        people::guardian(answers, context, problems);
        people::reachable(answers, problems);
        people::safe_contact(answers, problems);
        people::consent(answers, problems);
        people::alike(answers, problems);
    }
}

/// An old incident is not refused: people come to restorative justice years later. But the
/// reason should say why now.
fn incident_age(answers: &Answers, context: &Context, problems: &mut Problems) {
    let oldest = context.settings.integer("oldest-incident-years").unwrap_or(5);
    let Some(occurred) = answers.date("occurred-on") else { return };
    let years = occurred.years_until(context.today);
    if i64::from(years) >= oldest {
        problems.advise("occurred-on", "incident-long-ago").with("years", years);
    }
}

/// Under the prison and probation framework the liaison officer speaks first.
fn liaison_first(answers: &Answers, problems: &mut Problems) {
    if answers.is_answered("liaison-checked") && !answers.chose("liaison-checked", "yes") {
        problems.advise("liaison-checked", "liaison-first");
    }
}

#[cfg(test)]
mod tests;
