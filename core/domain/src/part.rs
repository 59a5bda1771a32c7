//! Parts: the grain of rights.
//!
//! A field belongs to exactly one part, and a role is given parts, never fields. A
//! reduced form, such as an age band or a first name, is a part of its own with a value
//! of its own: it is stored when its source changes and never cut from the fuller value
//! on the way to the screen. The groups G1 to G17 are those of `security.md` §3.3;
//! managers read and edit the matrix by group and open a group to see its parts.

use serde::{Deserialize, Serialize};

/// A field group of the permission matrix, G1 to G17.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the titles below are the documentation")]
pub enum Group {
    G1,
    G2,
    G3,
    G4,
    G5,
    G6,
    G7,
    G8,
    G9,
    G10,
    G11,
    G12,
    G13,
    G14,
    G15,
    G16,
    G17,
}

impl Group {
    /// All groups, in the order of the matrix.
    pub const ALL: [Self; 17] = [
        Self::G1,
        Self::G2,
        Self::G3,
        Self::G4,
        Self::G5,
        Self::G6,
        Self::G7,
        Self::G8,
        Self::G9,
        Self::G10,
        Self::G11,
        Self::G12,
        Self::G13,
        Self::G14,
        Self::G15,
        Self::G16,
        Self::G17,
    ];

    /// The word that is stored, as in the words of its parts: `g4`.
    pub const fn as_str(self) -> &'static str {
        const WORDS: [&str; 17] = [
            "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9", "g10", "g11", "g12", "g13", "g14", "g15",
            "g16", "g17",
        ];
        WORDS[self as usize]
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == word)
    }

    /// What the group holds, in the words a service manager reads.
    pub const fn title(self) -> &'static str {
        match self {
            Self::G1 => "Case administration",
            Self::G2 => "Name as agreed",
            Self::G3 => "Full identity",
            Self::G4 => "Contact and safe contact",
            Self::G5 => "Offence and criminal justice",
            Self::G6 => "Risk and safety plan",
            Self::G7 => "Health and access needs",
            Self::G8 => "Equality monitoring",
            Self::G9 => "Practice notes",
            Self::G10 => "Confidential notes",
            Self::G11 => "Consent and lawful basis",
            Self::G12 => "Documents and letters",
            Self::G13 => "Agreement and outcome",
            Self::G14 => "Feedback",
            Self::G15 => "Volunteer record",
            Self::G16 => "Audit",
            Self::G17 => "Configuration",
        }
    }
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident = $group:ident, $word:literal, $seal:literal;)*) => {
        /// One part of a record; see the module for what a part is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Part { $($(#[$doc])* $name,)* }

        impl Part {
            /// Every part, in the order of the groups.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The part's name in files, plugin manifests and the matrix: `g4.contact`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The group under which managers find it.
            pub const fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)* }
            }

            /// Whether its values are stored only sealed under an owner's key.
            ///
            /// A sealed part is never sorted, filtered, listed or searched except for
            /// equality through a blind index; no plugin can unseal one.
            pub const fn is_sealed(self) -> bool {
                match self { $(Self::$name => $seal,)* }
            }
        }
    };
}

parts! {
    /// The reference by which people name the case, and references of older systems.
    Reference = G1, "g1.reference", false;
    /// Service type and the route the case follows.
    Kind = G1, "g1.kind", false;
    /// Stage, phase, status and pauses.
    Stage = G1, "g1.stage", false;
    /// Dates on which the case was received, allocated, held and closed.
    Dates = G1, "g1.dates", false;
    /// Team, owner, priority and complexity.
    Team = G1, "g1.team", false;
    /// District of the matter.
    Area = G1, "g1.area", false;
    /// Where the referral came from: source type and organisation.
    Source = G1, "g1.source", false;
    /// Received, in progress or closed: what a referrer may know.
    CoarseStatus = G1, "g1.coarse-status", false;
    /// The name the participant agreed to be called by.
    Name = G2, "g2.name", false;
    /// The first name alone, for observers.
    FirstName = G2, "g2.first-name", false;
    /// Initials alone, for an invitation not yet answered.
    Initials = G2, "g2.initials", false;
    /// Given, family, former and other names in full.
    FullName = G3, "g3.name", false;
    /// The age band at referral.
    AgeBand = G3, "g3.age-band", false;
    /// The date of birth.
    BirthDate = G3, "g3.birth-date", true;
    /// Police, prison, probation, health and school identifiers.
    Identifiers = G3, "g3.identifiers", true;
    /// Telephone numbers, e-mail addresses and postal addresses.
    Contact = G4, "g4.contact", true;
    /// How, when and when not to make contact.
    SafeContact = G4, "g4.safe-contact", true;
    /// The word by which a caller proves who they are.
    CodeWord = G4, "g4.code-word", true;
    /// Offence, incident, police and court data.
    Offence = G5, "g5.offence", false;
    /// The offence group or kind of dispute alone.
    Category = G5, "g5.category", false;
    /// What the case is about: hate, domestic abuse, child, custody and so on.
    Flags = G5, "g5.flags", false;
    /// Whether there is a warning about risk, without what it is.
    RiskFlag = G6, "g6.flag", false;
    /// Whether the case is sensitive and complex: yes or no.
    Complex = G6, "g6.complex", false;
    /// The risk assessment: questions, answers, score, mitigations.
    RiskAssessment = G6, "g6.assessment", true;
    /// Risks that partners told us or that are shared with them.
    SharedRisk = G6, "g6.shared-risk", true;
    /// Adjustments a participant needs, without the reason.
    Adjustments = G7, "g7.adjustments", false;
    /// Health and vulnerability.
    Health = G7, "g7.health", true;
    /// Equality monitoring answers.
    Equality = G8, "g8.equality", true;
    /// Practice notes and the work log.
    Notes = G9, "g9.notes", false;
    /// Notes made at intake.
    IntakeNotes = G9, "g9.intake-notes", false;
    /// Safeguarding concerns.
    Safeguarding = G10, "g10.safeguarding", true;
    /// Notes of case supervision.
    Supervision = G10, "g10.supervision", true;
    /// Consent given, refused and withdrawn.
    Consent = G11, "g11.consent", false;
    /// The lawful basis of processing.
    LawfulBasis = G11, "g11.lawful-basis", false;
    /// Letters and documents of the case.
    Documents = G12, "g12.documents", false;
    /// Files a partner or participant sent.
    Uploads = G12, "g12.uploads", true;
    /// The class of the outcome: what a referrer may know at the end.
    OutcomeClass = G13, "g13.outcome-class", false;
    /// Closing reason, outcome and the agreement's text and actions.
    Agreement = G13, "g13.agreement", false;
    /// Answers to surveys.
    Feedback = G14, "g14.feedback", false;
    /// A volunteer's availability, areas and skills.
    Availability = G15, "g15.availability", false;
    /// A volunteer's training and supervision record.
    Training = G15, "g15.training", false;
    /// A volunteer's vetting.
    Vetting = G15, "g15.vetting", true;
    /// A volunteer's home address and emergency contact.
    VolunteerHome = G15, "g15.home", true;
    /// Who in the reader's team looked at what.
    TeamAccessLog = G16, "g16.team-access", false;
    /// Who looked at any record, and every act.
    AccessLog = G16, "g16.access", false;
    /// Technical events: start, stop, settings, failed sign-ins.
    TechnicalLog = G16, "g16.technical", false;
    /// Accounts and roles.
    Accounts = G17, "g17.accounts", false;
    /// Settings, code lists and policies.
    Configuration = G17, "g17.configuration", false;
    /// Plugins, their grants and their health.
    Plugins = G17, "g17.plugins", false;
}

impl Part {
    /// The part named `word`, as in a plugin's manifest.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.as_str() == word)
    }

    /// The parts of `group`.
    pub fn of(group: Group) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |part| part.group() == group)
    }
}

impl Serialize for Part {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::parse(&word).ok_or_else(|| {
            serde::de::Error::custom(format!("unknown part '{word}'; a part is written like 'g5.offence'"))
        })
    }
}

/// A set of parts, in one machine word.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct PartSet(u64);

impl PartSet {
    /// No part.
    pub const NONE: Self = Self(0);
    /// Every part.
    pub const ALL: Self = Self::of(Part::ALL);

    /// The set of exactly these parts.
    pub const fn of(parts: &[Part]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < parts.len() {
            bits |= 1 << parts[index] as u8;
            index += 1;
        }
        Self(bits)
    }

    /// All parts of `group`.
    pub fn group(group: Group) -> Self {
        Part::of(group).collect()
    }

    /// Whether `part` is in the set.
    pub const fn contains(self, part: Part) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    /// Whether every part of `other` is in the set.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set has no part.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Parts in either set.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Parts in both sets.
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Parts of this set that are not in `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The parts, in the order of the groups.
    pub fn iter(self) -> impl Iterator<Item = Part> {
        Part::ALL.iter().copied().filter(move |part| self.contains(*part))
    }

    /// The set as stored in the audit log: one bit a part, in the order of [`Part::ALL`].
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The set that [`bits`](Self::bits) wrote; bits that name no part are dropped.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & Self::ALL.0)
    }
}

impl FromIterator<Part> for PartSet {
    fn from_iter<I: IntoIterator<Item = Part>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NONE, |set, part| set.union(Self::of(&[part])))
    }
}

impl std::fmt::Debug for PartSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(Part::as_str)).finish()
    }
}
