//! Not taking a referral on, sending it on, asking for more.

use domain::{FieldErrors, Message, Reference};
use permissions::{Actor, DecideReferral};
use storage::Decision;

use super::Intake;
use crate::{Error, Result};

/// How long the words beside a decision may be.
const LONGEST: usize = 4_000;

impl Intake {
    /// Decides about a referral, other than to accept it; `version` is what the decider saw.
    ///
    /// # Errors
    /// [`Error::Fields`] where the words are missing or too long; [`Error::Unmet`] where it
    /// was decided already; [`Error::Conflict`] where it changed in the meantime.
    pub async fn decide(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        decision: &Decision,
    ) -> Result<()> {
        check_words(decision)?;
        let mut unit = self.store.write(actor).await?;
        let permit = unit.referral::<DecideReferral>(reference).await?;
        if !permit.status.is_open() {
            return Err(Error::Unmet(vec![Message::new("referral-already-decided")]));
        }
        if permit.version != version {
            return Err(Error::Conflict);
        }
        unit.decide_referral(permit, decision).await?;
        Ok(unit.commit().await?)
    }
}

/// A decision is told to people, so it needs words.
fn check_words(decision: &Decision) -> Result<()> {
    let (words, missing) = match decision {
        Decision::AskForMore(words) => (words, "referral-question-required"),
        Decision::Decline(words) => (words, "referral-reason-required"),
        Decision::Redirect(words) => (words, "referral-redirect-required"),
    };
    let mut errors = FieldErrors::default();
    if words.trim().is_empty() {
        errors.push("words", Message::new(missing));
    } else if words.chars().count() > LONGEST {
        errors.push("words", Message::new("form-error-too-long").with("max", LONGEST));
    }
    errors.or(()).map_err(Error::Fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_needs_words() {
        let check = |decision: Decision, expect: Option<&str>| {
            let found = match check_words(&decision) {
                Ok(()) => None,
                Err(Error::Fields(errors)) => errors.0.first().map(|error| error.message.key.clone()),
                Err(other) => panic!("{other}"),
            };
            assert_eq!(found.as_deref(), expect, "{decision:?}");
        };
        check(Decision::Decline(" ".to_owned()), Some("referral-reason-required"));
        check(Decision::Redirect(String::new()), Some("referral-redirect-required"));
        check(Decision::AskForMore(String::new()), Some("referral-question-required"));
        check(Decision::Decline("x".repeat(4_001)), Some("form-error-too-long"));
        check(Decision::Decline("Outside our area".to_owned()), None);
    }
}
