//! The rules of this plugin that its files cannot express.

use accord_sdk::prelude::*;

/// The plugin.
pub struct Rules;

#[plugin]
impl Plugin for Rules {
    fn validate(_form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
        let age = answers.date("harmed-born").map(|born| born.years_until(context.today));
        if age.is_some_and(|age| age < 18) && !answers.is_answered("guardian") {
            problems.block("guardian", "guardian-required");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_needs_a_guardian() {
        let mut answers = Answers::default();
        answers.set("harmed-born", Date::new(2014, 5, 1).expect("a real date"));
        let context = Context::on(Date::new(2026, 11, 24).expect("a real date"));
        let mut problems = Problems::default();
        Rules::validate("referral", &answers, &context, &mut problems);
        assert!(problems.has("guardian", "guardian-required"));
    }
}
