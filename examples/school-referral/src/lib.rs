//! A small plugin, to be read and copied.

use accord_sdk::prelude::*;

/// Referrals by schools.
pub struct SchoolReferral;

/// School days within which governors must consider a permanent exclusion.
const REVIEW_DAYS: u8 = 15;

#[plugin]
impl Plugin for SchoolReferral {
    fn validate(_form: &str, answers: &Answers, context: &Context, problems: &mut Problems) {
        let age = answers.date("born").map(|born| born.years_until(context.today));
        if age.is_some_and(|age| age < 18) && !answers.is_answered("guardian") {
            problems.block("guardian", "guardian-required");
        }
        if answers.chose("exclusion", "permanent") {
            problems.advise("exclusion", "exclusion-permanent-first").with("days", REVIEW_DAYS);
        }
    }

    fn compute(_form: &str, answers: &Answers, _context: &Context) -> Answers {
        let mut computed = Answers::default();
        if let (Some(born), Some(occurred)) = (answers.date("born"), answers.date("occurred-on"))
            && let Some(year) = school_year(born, occurred)
        {
            computed.set("school-year", year);
        }
        computed
    }
}

/// The school year, 1 to 13, of someone born on this day: year 1 begins on the first of
/// September after the fifth birthday. Outside those years there is none.
fn school_year(born: Date, on: Date) -> Option<i64> {
    let september = |year| Date::new(year, 9, 1).filter(|start| *start <= on);
    let start = september(on.year()).or_else(|| september(on.year() - 1))?;
    let year = i64::from(born.years_until(start)) - 4;
    (1..=13).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a real date")
    }

    #[test]
    fn a_pupil_needs_a_guardian_until_eighteen() {
        let mut answers = Answers::default();
        answers.set("born", date(2014, 5, 1));
        let context = Context::on(date(2026, 11, 24));
        let mut problems = Problems::default();
        SchoolReferral::validate("referral", &answers, &context, &mut problems);
        assert!(problems.has("guardian", "guardian-required"));
    }

    #[test]
    fn the_school_year_turns_in_september() {
        let check = |born, on, year| assert_eq!(school_year(born, on), year, "{born} on {on}");
        check(date(2021, 8, 31), date(2026, 9, 1), Some(1));
        check(date(2021, 9, 2), date(2026, 9, 1), None);
        check(date(2014, 5, 1), date(2026, 8, 31), Some(7));
        check(date(2014, 5, 1), date(2026, 11, 24), Some(8));
        check(date(2000, 1, 1), date(2026, 11, 24), None);
    }

    #[test]
    fn the_school_year_is_computed_from_two_dates() {
        let mut answers = Answers::default();
        answers.set("born", date(2014, 5, 1));
        let context = Context::on(date(2026, 11, 24));
        assert_eq!(SchoolReferral::compute("referral", &answers, &context), Answers::default());
        answers.set("occurred-on", date(2026, 11, 20));
        assert_eq!(SchoolReferral::compute("referral", &answers, &context).integer("school-year"), Some(8));
    }
}
