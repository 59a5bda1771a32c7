//! What is asked about the people of a referral.

use accord_sdk::prelude::*;

/// The parties of the form by the beginning of their fields' ids.
const PARTIES: &[&str] = &["harmed", "responsible", "first", "second"];

/// The age at which nobody needs a guardian any more.
const ADULT: i32 = 18;

/// A harmed child needs a parent or guardian whom we can reach.
pub fn guardian(answers: &Answers, context: &Context, problems: &mut Problems) {
    let is_child = answers.date("harmed-born").is_some_and(|born| born.years_until(context.today) < ADULT);
    if !is_child {
        return;
    }
    if !answers.is_answered("harmed-guardian") {
        problems.block("harmed-guardian", "guardian-required");
    }
    let has_way = ["harmed-guardian-phone", "harmed-email", "harmed-address"];
    if !has_way.iter().any(|field| answers.is_answered(field)) {
        problems.block("harmed-guardian-phone", "guardian-phone-required");
    }
}

/// We cannot work with someone whom we cannot reach. The person responsible may be reached
/// through the officer, so they are left out.
pub fn reachable(answers: &Answers, problems: &mut Problems) {
    for party in PARTIES.iter().filter(|party| **party != "responsible") {
        let field = |name: &str| format!("{party}-{name}");
        if !answers.is_answered(&field("family-name")) {
            continue;
        }
        let ways = ["phone", "email", "address", "guardian-phone"];
        if !ways.iter().any(|way| answers.is_answered(&field(way))) {
            problems.block(&field("phone"), "no-way-of-contact");
        }
    }
}

/// Where a call could endanger the harmed person, we must know whether and when to make it.
pub fn safe_contact(answers: &Answers, problems: &mut Problems) {
    let is_at_risk = answers.chose("flags", "domestic-abuse")
        || answers.chose("flags", "harassment")
        || answers.chose("harmed-lives-with-other", "yes");
    if !is_at_risk {
        return;
    }
    if !answers.is_answered("harmed-may-phone") {
        problems.block("harmed-may-phone", "safe-contact-needed");
    }
    let may_phone =
        answers.chose("harmed-may-phone", "yes") || answers.chose("harmed-may-phone", "as-stated");
    if may_phone && !answers.is_answered("harmed-safe-times") {
        problems.block("harmed-safe-times", "safe-times-needed");
    }
}

/// Who refused is not referred; who does not know should be told by the one they know.
pub fn consent(answers: &Answers, problems: &mut Problems) {
    for party in PARTIES {
        let field = |name: &str| format!("{party}-{name}");
        if answers.chose(&field("consent"), "refused") {
            problems.block(&field("consent"), "consent-refused");
        }
        if answers.chose(&field("aware"), "no") {
            problems.advise(&field("aware"), "told-first");
        }
    }
}

/// The same telephone or address on both sides is often a slip, and sometimes the reason
/// why contact is dangerous.
pub fn alike(answers: &Answers, problems: &mut Problems) {
    for (one, other) in [("harmed", "responsible"), ("first", "second")] {
        let same = |name: &str| {
            let (one, other) =
                (answers.text(&format!("{one}-{name}")), answers.text(&format!("{other}-{name}")));
            one.is_some_and(|one| other.is_some_and(|other| plain(one) == plain(other)))
        };
        if same("phone") {
            problems.advise(&format!("{other}-phone"), "same-phone");
        }
        if same("address") && same("postcode") {
            problems.advise(&format!("{other}-address"), "same-address");
        }
    }
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
