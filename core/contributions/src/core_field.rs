//! What a referral form may fill in the core.
//!
//! A form says with `feeds` which of its answers is, for instance, the birth date of the
//! person harmed. So accepting a referral prefills a case from any form, the core's own or
//! a plugin's, and no plugin has to know how a case is stored.

use std::fmt;

use domain::{FieldKind, Part};
use serde::{Deserialize, Deserializer};

use crate::names::did_you_mean;

macro_rules! first {
    () => {
        None
    };
    ($list:literal) => {
        Some($list)
    };
}

macro_rules! fed {
    ($(#[$doc:meta])* $name:ident { $($(#[$line:meta])* $variant:ident = $word:literal, $kind:ident, $part:ident $(, $list:literal)?;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$line])* $variant,)* }

        impl $name {
            /// Every one, in the order in which a form asks.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word after `feeds`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The kind of value it takes.
            pub const fn kind(self) -> FieldKind {
                match self { $(Self::$variant => FieldKind::$kind,)* }
            }

            /// The part it belongs to.
            pub const fn part(self) -> Part {
                match self { $(Self::$variant => Part::$part,)* }
            }

            /// The core's list that the codes of a choice come from.
            pub const fn list(self) -> Option<&'static str> {
                match self { $(Self::$variant => first!($($list)?),)* }
            }

            fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

fed! {
    /// What a form may say about the matter as a whole.
    MatterField {
        /// Where the referral comes from.
        SourceType = "source.type", Choice, Source, "source-type";
        /// The organisation it comes from, as written.
        SourceOrganisation = "source.organisation", Text, Source;
        /// The referrer's own reference.
        SourceReference = "source.reference", Text, Source;
        /// Who refers.
        ContactName = "contact.name", Text, Source;
        /// What they are there.
        ContactRole = "contact.role", Text, Source;
        /// Where they can be written to.
        ContactEmail = "contact.email", Email, Source;
        /// Where they can be called.
        ContactPhone = "contact.phone", Phone, Source;
        /// What the service is asked to do.
        ServiceType = "referral.service-type", Choice, Kind, "service-type";
        /// Who wished it: the harmed person, the person responsible, both, an agency.
        InitiatedBy = "referral.initiated-by", Choice, Kind, "initiated-by";
        /// How urgent it is, in the eyes of who refers; the case's own priority is decided later.
        Priority = "referral.priority", Choice, Kind, "priority";
        /// The district of the matter.
        District = "referral.district", Choice, Area, "district";
        /// How far the law is with it.
        JusticeStage = "referral.justice-stage", Choice, Offence, "justice-stage";
        /// What it is about.
        Flags = "referral.flags", Choices, Flags, "flag";
        /// Why the service is asked.
        Reason = "referral.reason", LongText, IntakeNotes;
        /// What people hope for.
        HopedOutcome = "referral.hoped-outcome", LongText, IntakeNotes;
        /// What has been tried.
        AlreadyTried = "referral.already-tried", LongText, IntakeNotes;
        /// Which risks are known.
        RisksKnown = "referral.risks-known", Choices, SharedRisk, "risk-factor";
        /// The known risks in words.
        RiskNote = "referral.risk-note", LongText, SharedRisk;
        /// The kind of incident.
        IncidentKind = "incident.kind", Choice, Category, "incident-kind";
        /// The offence group or kind of dispute.
        OffenceGroup = "incident.offence-group", Choice, Category, "category";
        /// The offence in words.
        OffenceDetail = "incident.offence-detail", Text, Offence;
        /// What happened.
        IncidentDescription = "incident.description", LongText, Offence;
        /// On which day it happened, or began.
        OccurredOn = "incident.occurred-on", Date, Offence;
        /// Where it happened.
        IncidentPlace = "incident.place", Text, Offence;
        /// Whether the police know of it.
        ReportedToPolice = "incident.reported-to-police", Boolean, Offence;
        /// The police's reference.
        CrimeReference = "incident.crime-reference", Text, Offence;
    }
}

fed! {
    /// What a form may say about one of the people or organisations it describes.
    PartyField {
        /// Their part in the matter.
        Role = "role", Choice, Kind, "participant-role";
        /// The name they are called by.
        KnownAs = "known-as", Text, Name;
        /// The given name.
        GivenName = "given-name", Text, FullName;
        /// The family name.
        FamilyName = "family-name", Text, FullName;
        /// The organisation, where an organisation was harmed.
        Organisation = "organisation", Text, FullName;
        /// The date of birth.
        BirthDate = "birth-date", Date, BirthDate;
        /// A police, prison or probation identifier.
        Identifier = "identifier", Text, Identifiers;
        /// The telephone number.
        Phone = "phone", Phone, Contact;
        /// The e-mail address.
        Email = "email", Email, Contact;
        /// The first line of the address.
        AddressLine1 = "address-line-1", Text, Contact;
        /// The second line of the address.
        AddressLine2 = "address-line-2", Text, Contact;
        /// The town.
        Town = "town", Text, Contact;
        /// The postcode.
        Postcode = "postcode", Postcode, Contact;
        /// The district in which they live.
        District = "district", Choice, Contact, "district";
        /// A parent or guardian.
        GuardianName = "guardian-name", Text, Contact;
        /// Where the guardian can be called.
        GuardianPhone = "guardian-phone", Phone, Contact;
        /// Whom they work for.
        Employer = "employer", Text, Contact;
        /// Where they learn.
        School = "school", Text, Contact;
        /// Whether they may be telephoned.
        MayPhone = "may-phone", Choice, SafeContact, "contact-permission";
        /// Whether they may be sent texts.
        MayText = "may-text", Choice, SafeContact, "contact-permission";
        /// Whether messages may be left.
        MayVoicemail = "may-voicemail", Choice, SafeContact, "contact-permission";
        /// Whether they may be sent e-mail.
        MayEmail = "may-email", Choice, SafeContact, "contact-permission";
        /// Whether they may be sent letters.
        MayPost = "may-post", Choice, SafeContact, "contact-permission";
        /// Whether they may be visited.
        MayVisit = "may-visit", Choice, SafeContact, "contact-permission";
        /// When it is safe to make contact.
        SafeTimes = "safe-times", LongText, SafeContact;
        /// When it is not.
        UnsafeTimes = "unsafe-times", LongText, SafeContact;
        /// What to say when someone else answers.
        SayCallingFrom = "say-calling-from", Text, SafeContact;
        /// Whether they live with another party.
        LivesWithOther = "lives-with-other-party", Choice, SafeContact, "yes-no-unknown";
        /// The word by which they prove who they are.
        CodeWord = "code-word", Text, CodeWord;
        /// Whether they know of the referral.
        Aware = "aware", Choice, Consent, "yes-no-unknown";
        /// Whether they are willing to take part.
        Willing = "willing", Choice, Consent, "willingness";
        /// Whether they agreed to be referred.
        ConsentToRefer = "consent-to-refer", Choice, Consent, "consent-to-refer";
        /// What they need to take part.
        Adjustments = "adjustments", Choices, Adjustments, "communication-need";
        /// What they need, in words.
        AdjustmentNote = "adjustment-note", LongText, Adjustments;
        /// The language they prefer.
        Language = "language", Choice, Adjustments, "contact-language";
        /// Whether they need an interpreter.
        Interpreter = "interpreter", Boolean, Adjustments;
        /// Health or vulnerability that matters for safety.
        Health = "health", LongText, Health;
    }
}

/// What an answer fills in the core when the referral is accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoreField {
    /// Something about the matter, such as `incident.occurred-on`.
    Matter(MatterField),
    /// Something about a party that the form declares, such as `harmed.given-name`.
    Party {
        /// The party's id in the form.
        party: String,
        /// What about them.
        field: PartyField,
    },
}

impl CoreField {
    /// The kind of value it takes.
    pub const fn kind(&self) -> FieldKind {
        match self {
            Self::Matter(field) => field.kind(),
            Self::Party { field, .. } => field.kind(),
        }
    }

    /// The part it belongs to.
    pub const fn part(&self) -> Part {
        match self {
            Self::Matter(field) => field.part(),
            Self::Party { field, .. } => field.part(),
        }
    }

    /// The core's list that the codes of a choice come from.
    pub const fn list(&self) -> Option<&'static str> {
        match self {
            Self::Matter(field) => field.list(),
            Self::Party { field, .. } => field.list(),
        }
    }

    /// The party it is about, where it is about one.
    pub fn party(&self) -> Option<&str> {
        match self {
            Self::Matter(_) => None,
            Self::Party { party, .. } => Some(party),
        }
    }

    /// Whether an answer of `kind` can fill it: the same kind, or a shorter text for a
    /// longer one.
    pub fn accepts(&self, kind: FieldKind) -> bool {
        kind == self.kind() || (self.kind() == FieldKind::LongText && kind == FieldKind::Text)
    }

    /// Reads the word after `feeds`.
    ///
    /// # Errors
    /// A sentence for the author with the nearest word.
    pub fn parse(word: &str) -> Result<Self, String> {
        if let Some(field) = MatterField::parse(word) {
            return Ok(Self::Matter(field));
        }
        let matters = MatterField::ALL.iter().map(|field| field.as_str());
        let (party, rest) = word.split_once('.').unwrap_or(("", word));
        let is_ours = ["source", "contact", "referral", "incident"].contains(&party);
        match PartyField::parse(rest) {
            Some(field) if !party.is_empty() && !is_ours => {
                Ok(Self::Party { party: party.to_owned(), field })
            }
            _ if is_ours || party.is_empty() => {
                Err(format!("nothing in the core is called '{word}'; {}", did_you_mean(word, matters)))
            }
            _ => {
                let near = did_you_mean(rest, PartyField::ALL.iter().map(|field| field.as_str()));
                Err(format!("a party has no '{rest}'; {near}"))
            }
        }
    }
}

impl fmt::Display for CoreField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matter(field) => f.write_str(field.as_str()),
            Self::Party { party, field } => write!(f, "{party}.{}", field.as_str()),
        }
    }
}

impl<'de> Deserialize<'de> for CoreField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
