//! The work log: what was tried, and what came of it.

use super::codes;

codes! {
    /// What an entry of the work log records.
    ContactKind = "contact-kind" {
        /// A telephone call.
        Call = "call",
        /// A message left on voicemail.
        Voicemail = "voicemail",
        /// A text message.
        Text = "text",
        /// An e-mail.
        Email = "email",
        /// A letter.
        Letter = "letter",
        /// A visit.
        Visit = "visit",
        /// A video call.
        Video = "video",
        /// A meeting of the parties.
        Meeting = "meeting",
        /// Contact with an agency.
        Agency = "agency",
        /// A note of the office.
        Note = "note",
    }

    /// What came of a contact.
    ContactOutcome = "contact-outcome" {
        /// They spoke.
        Spoke = "spoke",
        /// Nobody answered.
        NoAnswer = "no-answer",
        /// A message was left.
        LeftMessage = "left-message",
        /// The number or address was wrong.
        WrongNumber = "wrong-number",
        /// They refused.
        Refused = "refused",
        /// It was not safe to go on.
        Unsafe = "unsafe",
        /// Done; nothing was to come of it.
        Done = "done",
    }

    /// From whom to whom.
    Direction = "direction" {
        /// From the service.
        Out = "out",
        /// To the service.
        In = "in",
    }

    /// What a contact was for.
    ContactPurpose = "contact-purpose" {
        /// The first contact.
        FirstContact = "first-contact",
        /// Preparing.
        Prepare = "prepare",
        /// Arranging something.
        Arrange = "arrange",
        /// Following up.
        FollowUp = "follow-up",
        /// Working with an agency.
        AgencyLiaison = "agency-liaison",
        /// Office work.
        Admin = "admin",
    }

    /// Whether a way of making contact may be used: a safe-contact rule's answer.
    ContactPermission = "contact-permission" {
        /// It may.
        Yes = "yes",
        /// It may not, ever.
        No = "no",
        /// Only as the rule's words say.
        AsStated = "as-stated",
    }
}

impl ContactOutcome {
    /// Whether the contact counts as successful in the time to first contact.
    pub const fn is_successful(self) -> bool {
        matches!(self, Self::Spoke | Self::Refused)
    }

    /// Whether it counts as an attempt at contact.
    pub const fn is_attempt(self) -> bool {
        !matches!(self, Self::Done)
    }
}
