//! What the words of an export mean in ours.

use std::collections::BTreeMap;

use domain::codes::{
    self, Code, ContactKind, ContactOutcome, ContactPermission, Direction, ParticipantRole, RiskKind,
};
use domain::process::Phase;
use serde::{Deserialize, Deserializer};

/// Meanings of words, by the list they belong to.
///
/// Words are looked up without regard to letter case and spacing; the empty word is what an
/// empty cell means.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Codes {
    /// Words of our code lists: list, their word, our word.
    pub lists: BTreeMap<String, Words<String>>,
    /// What the stages of the older system mean.
    pub stages: Words<StageMeaning>,
    /// What the kinds of entries mean.
    pub entries: Words<EntryMeaning>,
    /// What the two sides are called, and both, and neither.
    pub sides: Words<SideWord>,
    /// Flags that a word for what happened says as well, such as a kind of offence that is
    /// always sensitive.
    #[serde(default)]
    pub category_flags: Words<Vec<codes::Flag>>,
    /// In what part people are.
    pub roles: Words<ParticipantRole>,
    /// Which part of an assessment is which.
    pub risk_kinds: Words<RiskKind>,
    /// Words that mean yes and no.
    pub answers: Words<Answer>,
    /// Numbers written as words.
    #[serde(default)]
    pub numbers: Words<u32>,
    /// What sentences about safe contact mean; see [`ContactPermissions`].
    #[serde(default)]
    pub safe_contact: Words<ContactPermissions>,
    /// Words by which an agreed action is told to be of a kind; the first in the alphabet that
    /// the action contains counts.
    #[serde(default)]
    pub action_words: Words<codes::ActionKind>,
}

/// What a stage of the older system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct StageMeaning {
    /// The phase; where it says none, the dates of the case do.
    pub phase: Option<Phase>,
    /// Work stood still.
    pub paused: bool,
    /// The case was closed.
    pub closed: bool,
}

/// What a kind of entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EntryMeaning {
    /// What it records.
    pub kind: ContactKind,
    /// From whom to whom.
    pub direction: Option<Direction>,
    /// What came of it.
    pub outcome: Option<ContactOutcome>,
}

/// What a word of a side column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SideWord {
    /// The harmed person, or the first party.
    First,
    /// The other side.
    Second,
    /// Both: internal, until a person decides.
    Both,
    /// Neither: internal.
    Internal,
}

/// What a word of an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// Yes, spoken.
    YesVerbal,
    /// No.
    No,
}

/// What a wish about contact says of each way of making contact.
///
/// A way that no known sentence speaks of is "only as stated" for anyone who has any wish: a
/// text that the program does not understand never opens a way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContactPermissions {
    /// Telephone calls.
    pub phone: Option<ContactPermission>,
    /// Text messages.
    pub text: Option<ContactPermission>,
    /// Voicemail.
    pub voicemail: Option<ContactPermission>,
    /// E-mail.
    pub email: Option<ContactPermission>,
    /// Letters.
    pub post: Option<ContactPermission>,
    /// Visits.
    pub visit: Option<ContactPermission>,
}

impl Codes {
    /// The code of the list `C` that `word` means.
    pub fn code<C: Code>(&self, word: &str) -> Option<C> {
        C::parse(self.lists.get(C::LIST)?.get(word)?)
    }

    /// The meaning of an answer.
    pub fn answer(&self, word: &str) -> Option<Answer> {
        self.answers.get(word).copied()
    }

    /// A number in digits, such as `11/25` or `9.0`, or in words.
    pub fn number(&self, word: &str) -> Option<u32> {
        let digits = word.trim().split(['/', '.']).next().unwrap_or_default();
        digits.parse().ok().or_else(|| self.numbers.get(word).copied())
    }

    pub(super) fn check(&self) -> Result<(), String> {
        for (list, words) in &self.lists {
            let Some(options) = codes::list(list) else {
                let near = super::file::nearest(list, codes::LISTS.iter().copied());
                return Err(format!("there is no code list '{list}'; did you mean '{near}'?"));
            };
            for (word, code) in words.iter() {
                if !options.iter().any(|option| option.code == code) {
                    let near = super::file::nearest(code, options.iter().map(|option| option.code));
                    return Err(format!(
                        "[codes.lists.{list}] '{word}' means '{code}', which is no code; did you mean '{near}'?"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Words of an export and what each means, without regard to letter case and spacing.
#[derive(Clone, Debug)]
pub struct Words<T>(BTreeMap<String, (String, T)>);

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Words<T> {
    /// What `word` means.
    pub fn get(&self, word: &str) -> Option<&T> {
        self.0.get(&folded(word)).map(|(_, meaning)| meaning)
    }

    /// The word as the profile spells it.
    pub fn spelling(&self, word: &str) -> Option<&str> {
        self.0.get(&folded(word)).map(|(spelling, _)| spelling.as_str())
    }

    /// Every word, folded, with its meaning.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(word, (_, meaning))| (word.as_str(), meaning))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut words = BTreeMap::new();
        for (word, meaning) in BTreeMap::<String, T>::deserialize(deserializer)? {
            if let Some((twice, _)) = words.insert(folded(&word), (word, meaning)) {
                return Err(serde::de::Error::custom(format!("'{twice}' is there twice")));
            }
        }
        Ok(Self(words))
    }
}

/// A word without regard to letter case and spacing.
pub fn folded(word: &str) -> String {
    domain::normalise::tidy(word).replace('\n', " ").to_lowercase()
}
