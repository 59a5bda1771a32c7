//! Equality monitoring: whom the service reaches.
//!
//! "Not asked", "prefer not to say" and "not reached" are three answers, because figures
//! differ in which of them they divide by. They belong to no list; [`Asked`] adds them to
//! each.

use super::{Code, codes};

/// An answer to an equality question, or why there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked<T> {
    /// The question was answered.
    Answered(T),
    /// The person preferred not to say.
    PreferNotToSay,
    /// The question was not asked.
    #[default]
    NotAsked,
    /// The person was never reached, so nobody could ask.
    NotReached,
}

impl<T: Code> Asked<T> {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered(code) => code.as_str(),
            Self::PreferNotToSay => "prefer-not-to-say",
            Self::NotAsked => "not-asked",
            Self::NotReached => "not-reached",
        }
    }

    /// The message key of the label.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered(code) => code.key(),
            Self::PreferNotToSay => "equality-prefer-not-to-say",
            Self::NotAsked => "equality-not-asked",
            Self::NotReached => "equality-not-reached",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "prefer-not-to-say" => Some(Self::PreferNotToSay),
            "not-asked" => Some(Self::NotAsked),
            "not-reached" => Some(Self::NotReached),
            word => T::parse(word).map(Self::Answered),
        }
    }

    /// Every answer that a form may offer, the list's own codes first.
    pub fn all() -> impl Iterator<Item = Self> {
        let codes = T::ALL.iter().copied().map(Self::Answered);
        codes.chain([Self::PreferNotToSay, Self::NotAsked, Self::NotReached])
    }
}

codes! {
    /// Sex.
    Sex = "sex" {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
    }

    /// Whether gender identity is the same as the sex registered at birth.
    SameGender = "same-gender" {
        /// It is.
        Yes = "yes",
        /// It is not; own words may follow.
        No = "no",
    }

    /// Sexual orientation.
    SexualOrientation = "sexual-orientation" {
        /// Heterosexual or straight.
        Heterosexual = "heterosexual",
        /// Gay or lesbian.
        GayOrLesbian = "gay-or-lesbian",
        /// Bisexual.
        Bisexual = "bisexual",
        /// Other; own words may follow.
        Other = "other",
    }

    /// Ethnic group: the 19 groups of the Census 2021 for England, in five headings.
    EthnicGroup = "ethnic-group" {
        /// Bangladeshi.
        Bangladeshi = "bangladeshi" / "asian",
        /// Chinese.
        Chinese = "chinese" / "asian",
        /// Indian.
        Indian = "indian" / "asian",
        /// Pakistani.
        Pakistani = "pakistani" / "asian",
        /// Any other Asian background.
        OtherAsian = "other-asian" / "asian",
        /// African.
        African = "african" / "black",
        /// Caribbean.
        Caribbean = "caribbean" / "black",
        /// Any other Black background.
        OtherBlack = "other-black" / "black",
        /// Asian and White.
        AsianAndWhite = "asian-and-white" / "mixed",
        /// Black African and White.
        BlackAfricanAndWhite = "black-african-and-white" / "mixed",
        /// Black Caribbean and White.
        BlackCaribbeanAndWhite = "black-caribbean-and-white" / "mixed",
        /// Any other Mixed background.
        OtherMixed = "other-mixed" / "mixed",
        /// English, Welsh, Scottish, Northern Irish or British.
        British = "british" / "white",
        /// Irish.
        Irish = "irish" / "white",
        /// Gypsy or Irish Traveller.
        GypsyOrTraveller = "gypsy-or-traveller" / "white",
        /// Roma.
        Roma = "roma" / "white",
        /// Any other White background.
        OtherWhite = "other-white" / "white",
        /// Arab.
        Arab = "arab" / "other",
        /// Any other ethnic group.
        AnyOther = "any-other" / "other",
    }

    /// Religion.
    Religion = "religion" {
        /// None.
        None = "none",
        /// Christian.
        Christian = "christian",
        /// Buddhist.
        Buddhist = "buddhist",
        /// Hindu.
        Hindu = "hindu",
        /// Jewish.
        Jewish = "jewish",
        /// Muslim.
        Muslim = "muslim",
        /// Sikh.
        Sikh = "sikh",
        /// Other; own words may follow.
        Other = "other",
    }

    /// Whether a physical or mental condition lasts 12 months or more.
    LastingCondition = "lasting-condition" {
        /// It does.
        Yes = "yes",
        /// There is none.
        No = "no",
    }

    /// How far such a condition reduces day-to-day activity.
    ActivityEffect = "activity-effect" {
        /// A lot.
        ALot = "a-lot",
        /// A little.
        ALittle = "a-little",
        /// Not at all.
        NotAtAll = "not-at-all",
    }

    /// Marital or partnership status.
    MaritalStatus = "marital-status" {
        /// Single.
        Single = "single",
        /// Married.
        Married = "married",
        /// In a civil partnership.
        CivilPartnership = "civil-partnership",
        /// Separated.
        Separated = "separated",
        /// Divorced.
        Divorced = "divorced",
        /// Widowed.
        Widowed = "widowed",
        /// Surviving partner of a civil partnership.
        SurvivingPartner = "surviving-partner",
    }
}

impl EthnicGroup {
    /// The group that a police "self-defined" code of the 16+1 list means.
    ///
    /// `W9`, `A9`, `B9`, `M9` and `O9` are the "any other" codes; `NS` and unknown codes give
    /// nothing: the police list cannot say Roma, Gypsy or Traveller, or Arab.
    pub fn from_police_code(code: &str) -> Option<Self> {
        Some(match code.trim().to_ascii_uppercase().as_str() {
            "W1" => Self::British,
            "W2" => Self::Irish,
            "W9" => Self::OtherWhite,
            "M1" => Self::BlackCaribbeanAndWhite,
            "M2" => Self::BlackAfricanAndWhite,
            "M3" => Self::AsianAndWhite,
            "M9" => Self::OtherMixed,
            "A1" => Self::Indian,
            "A2" => Self::Pakistani,
            "A3" => Self::Bangladeshi,
            "A9" => Self::OtherAsian,
            "B1" => Self::Caribbean,
            "B2" => Self::African,
            "B9" => Self::OtherBlack,
            "O1" => Self::Chinese,
            "O9" => Self::AnyOther,
            _ => return None,
        })
    }
}
