//! People in a case, and where each of them stands.

use chrono::NaiveDate;

use super::codes;
use crate::SideKind;

codes! {
    /// In what part a person is in a case.
    ParticipantRole = "participant-role" {
        /// The person harmed.
        PersonHarmed = "person-harmed",
        /// A member of the harmed person's family.
        HarmedFamily = "harmed-family",
        /// Someone who speaks for a shop, a school or another organisation that was harmed.
        OrganisationHarmed = "organisation-harmed",
        /// The person responsible.
        PersonResponsible = "person-responsible",
        /// The party who came first, or complains.
        PartyA = "party-a",
        /// The other party.
        PartyB = "party-b",
        /// A member of the community.
        CommunityMember = "community-member",
        /// A witness.
        Witness = "witness",
        /// Someone of an agency with an interest.
        InterestedAgency = "interested-agency",
        /// A supporter of a participant.
        Supporter = "supporter",
        /// An interpreter.
        Interpreter = "interpreter",
    }

    /// Whether the person responsible accepts that they are.
    Responsibility = "responsibility" {
        /// Wholly.
        Full = "full",
        /// In part.
        Partial = "partial",
        /// Not.
        None = "none",
        /// Not asked of this participant.
        NotApplicable = "not-applicable",
    }

    /// How ready a participant is for an event.
    Readiness = "readiness" {
        /// Preparation has not begun.
        NotStarted = "not-started",
        /// It is under way.
        Preparing = "preparing",
        /// Ready.
        Ready = "ready",
        /// Not suitable.
        NotSuitable = "not-suitable",
        /// They withdrew.
        Withdrew = "withdrew",
    }

    /// Whether a participant wants to take part.
    Willingness = "willingness" {
        /// Yes.
        Willing = "willing",
        /// Not sure yet.
        Undecided = "undecided",
        /// No.
        Unwilling = "unwilling",
        /// Nobody asked yet.
        NotAsked = "not-asked",
    }

    /// The age band of the equality list; the only age that figures use.
    AgeBand = "age-band" {
        /// Under 10.
        Under10 = "under-10",
        /// 10 to 13.
        From10 = "10-13",
        /// 14 to 17.
        From14 = "14-17",
        /// 18 to 24.
        From18 = "18-24",
        /// 25 to 34.
        From25 = "25-34",
        /// 35 to 44.
        From35 = "35-44",
        /// 45 to 54.
        From45 = "45-54",
        /// 55 to 64.
        From55 = "55-64",
        /// 65 to 74.
        From65 = "65-74",
        /// 75 and over.
        From75 = "75-and-over",
        /// Not known.
        Unknown = "unknown",
    }

    /// What a participant hopes for.
    Want = "want" {
        /// An explanation.
        Explanation = "explanation",
        /// An apology.
        Apology = "apology",
        /// Answers.
        Answers = "answers",
        /// To be heard.
        BeHeard = "be-heard",
        /// Repair.
        Repair = "repair",
        /// Money.
        Money = "money",
        /// That it stops.
        StopBehaviour = "stop-behaviour",
        /// Safety.
        Safety = "safety",
        /// Something else.
        Other = "other",
    }

    /// By which method a participant would like to go on.
    Method = "method" {
        /// A direct meeting.
        Direct = "direct",
        /// Through us, back and forth.
        Shuttle = "shuttle",
        /// A letter.
        Letter = "letter",
        /// A video message or call.
        Video = "video",
        /// Undecided.
        Undecided = "undecided",
    }
}

impl ParticipantRole {
    /// The kind of side this role belongs to by itself.
    ///
    /// A supporter or an interpreter stands on the side of the one they come for, and an
    /// agency or a community member on none until someone says so: a side is never guessed.
    pub const fn side(self) -> Option<SideKind> {
        match self {
            Self::PersonHarmed | Self::HarmedFamily | Self::OrganisationHarmed => Some(SideKind::Harmed),
            Self::PersonResponsible => Some(SideKind::Responsible),
            Self::PartyA | Self::PartyB => Some(SideKind::Party),
            _ => None,
        }
    }

    /// Whether a case cannot go on without such a participant, where the route needs the role.
    pub const fn is_principal(self) -> bool {
        self.side().is_some() && !matches!(self, Self::HarmedFamily)
    }
}

/// The age in whole years of someone born on `birth` on the day `on`.
///
/// Someone born on 29 February has their birthday on 1 March in other years, as the Family
/// Law Reform Act 1969 is read. A birth date after `on` has no age.
pub fn age(birth: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(birth)
}

impl AgeBand {
    /// The band of someone born on `birth` on the day `on`.
    pub fn of(birth: Option<NaiveDate>, on: NaiveDate) -> Self {
        match birth.and_then(|birth| age(birth, on)) {
            None => Self::Unknown,
            Some(0..=9) => Self::Under10,
            Some(10..=13) => Self::From10,
            Some(14..=17) => Self::From14,
            Some(18..=24) => Self::From18,
            Some(25..=34) => Self::From25,
            Some(35..=44) => Self::From35,
            Some(45..=54) => Self::From45,
            Some(55..=64) => Self::From55,
            Some(65..=74) => Self::From65,
            Some(75..) => Self::From75,
        }
    }

    /// Whether the band lies below 18.
    pub const fn is_child(self) -> bool {
        matches!(self, Self::Under10 | Self::From10 | Self::From14)
    }
}
