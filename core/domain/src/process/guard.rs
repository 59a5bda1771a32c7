//! Conditions of entering a stage.

use chrono::NaiveDate;

use super::{AgreementFact, Facts, Validity};
use crate::Message;
use crate::codes::{Readiness, Responsibility, Willingness, codes};

codes! {
    /// Something that must be so before a participant enters a stage.
    ///
    /// A route names guards by these words; the message key is the sentence shown while the
    /// condition is unmet.
    Guard = "unmet" {
        /// The referral was accepted.
        ReferralAccepted = "referral-accepted",
        /// Duplicates, linked cases and conflicts of interest were looked for.
        ChecksDone = "checks-done",
        /// The matter is eligible under the hub's rules.
        Eligible = "eligible",
        /// Someone spoke with the participant.
        ContactMade = "contact-made",
        /// The participant was told impartially what the process is (Code of Practice A).
        InformationGiven = "information-given",
        /// The participant is willing (Code of Practice B).
        Willing = "willing",
        /// The person responsible accepts responsibility, at least in part (Code of Practice B).
        ResponsibilityAccepted = "responsibility-accepted",
        /// A consent to take part is valid on the day.
        ConsentToTakePart = "consent-to-take-part",
        /// A consent to meet, or to have something passed on, is valid on the day.
        ConsentToMeet = "consent-to-meet",
        /// The first risk assessment is approved and valid on the day.
        InitialRiskApproved = "initial-risk-approved",
        /// The second risk assessment is approved and valid on the day.
        SecondRiskApproved = "second-risk-approved",
        /// A lead facilitator accepted the case.
        LeadAccepted = "lead-accepted",
        /// Two facilitators are assigned.
        TwoFacilitators = "two-facilitators",
        /// All who work on it are trained for sensitive and complex cases.
        SensitiveTraining = "sensitive-training",
        /// A manager approved that it goes on.
        ManagerApproval = "manager-approval",
        /// The participant is ready.
        Ready = "ready",
        /// The event was held.
        EventHeld = "event-held",
        /// An agreement is recorded, or it is recorded that none is wanted.
        AgreementRecorded = "agreement-recorded",
        /// No agreed action is open.
        ActionsSettled = "actions-settled",
        /// The participant was followed up.
        FollowedUp = "followed-up",
        /// The evaluation was returned, declined or timed out.
        EvaluationDone = "evaluation-done",
    }
}

impl Guard {
    /// What is unmet on `today`, if anything.
    pub fn unmet(self, facts: &Facts, today: NaiveDate) -> Option<Message> {
        let by_now = |day: Option<NaiveDate>| day.is_some_and(|day| day <= today);
        let met = match self {
            Self::ReferralAccepted => facts.referral_accepted,
            Self::ChecksDone => facts.checks_done,
            Self::Eligible => facts.eligible,
            Self::ContactMade => by_now(facts.first_contact_on),
            Self::InformationGiven => by_now(facts.information_given_on),
            Self::Willing => facts.willingness == Willingness::Willing,
            Self::ResponsibilityAccepted => {
                !matches!(facts.responsibility, Some(Responsibility::None) | None)
            }
            Self::ConsentToTakePart => return self.validity(facts.consent_to_take_part, today),
            Self::ConsentToMeet => return self.validity(facts.consent_to_meet, today),
            Self::InitialRiskApproved => return self.validity(facts.initial_risk, today),
            Self::SecondRiskApproved => return self.validity(facts.second_risk, today),
            Self::LeadAccepted => facts.lead_accepted,
            Self::TwoFacilitators => facts.facilitators >= 2,
            Self::SensitiveTraining => facts.all_trained_for_sensitive,
            Self::ManagerApproval => by_now(facts.manager_approved_on),
            Self::Ready => facts.readiness == Readiness::Ready,
            Self::EventHeld => by_now(facts.event_held_on),
            Self::AgreementRecorded => facts.agreement != AgreementFact::Missing,
            Self::ActionsSettled => {
                let count = facts.open_actions;
                return (count > 0).then(|| Message::new(self.key()).with("count", count));
            }
            Self::FollowedUp => by_now(facts.followed_up_on),
            Self::EvaluationDone => facts.evaluation_done,
        };
        (!met).then(|| Message::new(self.key()))
    }

    /// Tells someone whose consent or assessment has run out that it did, and when.
    fn validity(self, validity: Validity, today: NaiveDate) -> Option<Message> {
        match validity {
            _ if validity.holds(today) => None,
            Validity::Until(day) => Some(Message::new(format!("{}-expired", self.key())).with("date", day)),
            _ => Some(Message::new(self.key())),
        }
    }
}
