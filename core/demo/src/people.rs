//! Somebody as the service records them.

use domain::codes::{AgeBand, Asked, EthnicGroup, LastingCondition, Sex};
use domain::{Answers, Instant, Part, TeamId, Value};
use storage::bulk::BulkPerson;

use crate::dice::Dice;
use crate::population::Somebody;
use crate::words;

/// What somebody said of themselves when asked for monitoring, or why they said nothing.
#[derive(Clone, Copy, Debug)]
pub struct Monitored {
    pub sex: Asked<Sex>,
    pub ethnic: Asked<EthnicGroup>,
    pub disability: Asked<LastingCondition>,
}

impl Monitored {
    /// Known of 68 in a hundred, not asked 18, prefer not to say 9, not reached 5; whoever
    /// was not reached was not asked.
    pub fn draw(somebody: &Somebody, was_reached: bool, dice: &mut Dice) -> Self {
        let all = |sex, ethnic, disability| Self { sex, ethnic, disability };
        if !was_reached {
            return all(Asked::NotReached, Asked::NotReached, Asked::NotReached);
        }
        match dice.weighed(&[(0, 70.0), (1, 19.0), (2, 9.0)]) {
            0 => Self {
                sex: Asked::Answered(if somebody.is_female { Sex::Female } else { Sex::Male }),
                ethnic: EthnicGroup::parse(somebody.ethnic).map_or(Asked::NotAsked, Asked::Answered),
                disability: Asked::Answered(if somebody.disabled {
                    LastingCondition::Yes
                } else {
                    LastingCondition::No
                }),
            },
            1 => all(Asked::NotAsked, Asked::NotAsked, Asked::NotAsked),
            _ => all(Asked::PreferNotToSay, Asked::PreferNotToSay, Asked::PreferNotToSay),
        }
    }
}

/// The record of somebody new.
pub fn record(
    somebody: &Somebody,
    team: TeamId,
    created_at: Instant,
    band: AgeBand,
    monitored: &Monitored,
    dice: &mut Dice,
) -> BulkPerson {
    let text = |value: &str| Value::Text(value.to_owned());
    let code = |value: &str| Value::Choice(value.to_owned());
    let mut sections = Vec::new();
    if somebody.birth_known && somebody.organisation.is_none() {
        sections.push((
            Part::BirthDate,
            Answers::from([("person.birth-date".to_owned(), Value::Date(somebody.born))]),
        ));
    }
    let mut contact = Answers::new();
    let phone = somebody.mobile.as_deref().or(somebody.landline.as_deref());
    contact.extend(phone.map(|phone| ("person.phone".to_owned(), text(phone))));
    contact.extend(somebody.email.as_deref().map(|email| ("person.email".to_owned(), text(email))));
    contact.insert("person.address".to_owned(), text(&somebody.address));
    contact.insert("person.postcode".to_owned(), text(&somebody.postcode));
    contact.insert("person.district".to_owned(), code(words::DISTRICTS[somebody.district].code()));
    if somebody.is_child(created_at.date_naive()) {
        contact.insert("person.guardian-name".to_owned(), text(&format!("Parent of {}", somebody.given)));
        contact.insert("person.guardian-phone".to_owned(), text(&crate::population::mobile(dice)));
    }
    sections.push((Part::Contact, contact));
    sections.extend(safe_contact(somebody, dice).map(|rules| (Part::SafeContact, rules)));
    if dice.chance(0.03) {
        let word = Answers::from([("person.code-word".to_owned(), text(dice.word(words::CODE_WORDS)))]);
        sections.push((Part::CodeWord, word));
    }
    if dice.chance(0.08) {
        let health = Answers::from([("person.health".to_owned(), text(dice.word(words::HEALTH)))]);
        sections.push((Part::Health, health));
    }
    let mut equality = Answers::new();
    if let Asked::Answered(sex) = monitored.sex {
        equality.insert("person.sex".to_owned(), code(sex.as_str()));
    }
    if let Asked::Answered(group) = monitored.ethnic {
        equality.insert("person.ethnic-group".to_owned(), code(group.as_str()));
    }
    if let Asked::Answered(lasting) = monitored.disability {
        equality.insert("person.lasting-condition".to_owned(), code(lasting.as_str()));
    }
    if !equality.is_empty() {
        sections.push((Part::Equality, equality));
    }
    BulkPerson {
        id: somebody.id,
        team,
        given_name: if somebody.organisation.is_some() { String::new() } else { somebody.given.clone() },
        family_name: if somebody.organisation.is_some() { String::new() } else { somebody.family.clone() },
        known_as: somebody.known_as.clone(),
        other_names: None,
        organisation_name: somebody.organisation.clone(),
        age_band: Some(band),
        language: Some(if somebody.speaks_english { "en" } else { "other" }.to_owned()),
        interpreter: !somebody.speaks_english,
        sections,
        created_at,
        legacy_id: None,
    }
}

/// How to make contact: for most it may be done any way, for one in seven it may not.
fn safe_contact(somebody: &Somebody, dice: &mut Dice) -> Option<Answers> {
    if !dice.chance(0.7) {
        return None;
    }
    let mut rules = Answers::new();
    let mut say = |id: &str, value: &str| {
        rules.insert(id.to_owned(), Value::Choice(value.to_owned()));
    };
    let careful = dice.chance(0.2);
    say("person.may-phone", if careful { "as-stated" } else { "yes" });
    say("person.may-voicemail", if careful { "no" } else { "yes" });
    say("person.may-post", if careful && dice.chance(0.5) { "no" } else { "yes" });
    if somebody.email.is_some() {
        say("person.may-email", if careful { "as-stated" } else { "yes" });
    }
    say("person.lives-with-other-party", if careful && dice.chance(0.3) { "yes" } else { "no" });
    if careful {
        let text = |value: &str| Value::Text(value.to_owned());
        rules.insert("person.safe-times".to_owned(), text(dice.word(words::SAFE_TIMES)));
        rules.insert("person.unsafe-times".to_owned(), text(dice.word(words::UNSAFE_TIMES)));
        rules.insert("person.say-calling-from".to_owned(), text("the community team"));
    }
    Some(rules)
}
