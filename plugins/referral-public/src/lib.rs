//! The rules of the public self-referral form that its file cannot express.
//!
//! Whoever fills this form in may be in danger from the person it is about. So the rules
//! are about one thing above all: that we can reach them, and only in ways that are safe.

mod contact;

use accord_sdk::prelude::*;

/// The plugin.
pub struct ReferralPublic;

#[plugin]
impl Plugin for ReferralPublic {
    fn validate(_form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
        contact::safe_way(answers, problems);
        contact::times(answers, problems);
        contact::noticed_at_home(answers, problems);
        contact::code_word(answers, problems);
        told_first(answers, problems);
        young(answers, context, problems);
        if answers.chose("danger", "yes") {
            problems.advise("danger", "danger-now");
        }
        if answers.is_answered("agrees") && !answers.is_yes("agrees") {
            problems.block("agrees", "not-agreed");
        }
    }
}

/// Someone who is asked for, and does not know, hears of it from who asks.
fn told_first(answers: &Answers, problems: &mut Problems) {
    if answers.chose("person-aware", "no") {
        problems.advise("person-aware", "not-told");
    }
}

/// A young person is told that they are welcome by themselves.
fn young(answers: &Answers, context: &Context, problems: &mut Problems) {
    let is_young = answers.date("born").is_some_and(|born| born.years_until(context.today) < 18);
    if is_young && !answers.is_answered("guardian") {
        problems.advise("born", "young");
    }
}

#[cfg(test)]
mod tests;
