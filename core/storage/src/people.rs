//! What is kept of every person beside their row: how they are found, and how they count.

use chrono::{Datelike, NaiveDate};
use domain::codes::{AgeBand, RiskLevel};
use domain::normalise::{self, name_key};
use domain::{Answers, CaseId, Instant, Part, PersonId, Value, service_day};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Result;
use crate::entity::{blind_index, statistic};
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};

/// What the blind index finds somebody by: equality of one normal form, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlindKind {
    /// A telephone number, as `domain::normalise::phone` writes it.
    Phone,
    /// An e-mail address.
    Email,
    /// A postcode.
    Postcode,
    /// A police, prison, probation or school identifier.
    Identifier,
    /// A date of birth, as `1990-02-28`.
    BirthDate,
    /// The surname's key, a space, and the date of birth.
    SurnameAndBirthDate,
    /// The full name's key: see [`full_name_key`].
    Name,
}

impl BlindKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Phone,
        Self::Email,
        Self::Postcode,
        Self::Identifier,
        Self::BirthDate,
        Self::SurnameAndBirthDate,
        Self::Name,
    ];

    /// The word stored, which also keeps the digests of two kinds apart.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Postcode => "postcode",
            Self::Identifier => "identifier",
            Self::BirthDate => "birth-date",
            Self::SurnameAndBirthDate => "surname-birth-date",
            Self::Name => "name",
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The key of a full name, by which people of the same name are found: the keys of the
/// given and the family name, joined. `None` where one of them is missing, because half a
/// name finds half the town.
pub fn full_name_key(given: &str, family: &str) -> Option<String> {
    let (given, family) = (name_key(given), name_key(family));
    (!given.is_empty() && !family.is_empty()).then(|| format!("{given} {family}"))
}

/// Everything that somebody with these answers and this name may be found by.
///
/// Reads the sealed answers of the core by their catalogue ids. A value that has no normal
/// form cannot be found, and is left out.
pub fn found_by(values: &Answers, given: &str, family: &str) -> Vec<(BlindKind, String)> {
    let text = |id: &str| values.get(id).and_then(Value::as_text);
    let mut found = Vec::new();
    let phones = ["person.phone", "person.guardian-phone"].into_iter().filter_map(text);
    found.extend(phones.flat_map(normalise::phones).map(|phone| (BlindKind::Phone, phone)));
    found.extend(text("person.email").and_then(normalise::email).map(|email| (BlindKind::Email, email)));
    found.extend(
        text("person.postcode").and_then(normalise::postcode).map(|code| (BlindKind::Postcode, code)),
    );
    found.extend(
        text("person.identifier").and_then(normalise::identifier).map(|id| (BlindKind::Identifier, id)),
    );
    if let Some(born) = values.get("person.birth-date").and_then(Value::as_date) {
        found.push((BlindKind::BirthDate, born.to_string()));
        let surname = name_key(family);
        if !surname.is_empty() {
            found.push((BlindKind::SurnameAndBirthDate, format!("{surname} {born}")));
        }
    }
    found.extend(full_name_key(given, family).map(|name| (BlindKind::Name, name)));
    found
}

/// The text by which an indexed answer of a sealed part is found: folded, a code as it
/// is, a day as `1990-02-28`.
pub(crate) fn findable_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Empty => return None,
        Value::Text(text) => domain::fold(text.trim()),
        Value::Choice(code) => code.clone(),
        Value::Choices(codes) => codes.join(" "),
        Value::Boolean(yes) => yes.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Instant(moment) => moment.timestamp_micros().to_string(),
    })
}

/// What a participant counts as, in codes alone.
pub(crate) struct Counted<'a> {
    pub person: PersonId,
    pub case: CaseId,
    pub role: &'a str,
    pub side_kind: &'a str,
    pub age_band: AgeBand,
    pub district: &'a str,
    pub received_at: Instant,
}

impl Unit<Writing> {
    /// Enters `record` of `owner` into the blind index, in place of what is there.
    pub(crate) async fn index_blind(
        &self,
        record: Uuid,
        owner: Uuid,
        found_by: &[(BlindKind, String)],
    ) -> Result<()> {
        blind_index::Entity::delete_many()
            .filter(blind_index::Column::Record.eq(record))
            .filter(blind_index::Column::Owner.eq(owner))
            .exec(&self.transaction)
            .await?;
        if found_by.is_empty() {
            return Ok(());
        }
        let rows = found_by.iter().map(|(kind, value)| blind_index::ActiveModel {
            kind: Set(kind.as_str().to_owned()),
            digest: Set(self.store.keys().blind(kind.as_str(), value).to_vec()),
            record: Set(record),
            owner: Set(owner),
        });
        let key = [blind_index::Column::Kind, blind_index::Column::Digest, blind_index::Column::Record];
        blind_index::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }

    /// Enters a plugin's answer of a sealed part into the blind index, under its catalogue
    /// id; it is found by the same text as a clear answer would be.
    pub(crate) async fn index_blind_answer(
        &self,
        field: &str,
        record: Uuid,
        owner: Uuid,
        value: &Value,
    ) -> Result<()> {
        let Some(text) = findable_text(value) else { return Ok(()) };
        let row = blind_index::ActiveModel {
            kind: Set(field.to_owned()),
            digest: Set(self.store.keys().blind(field, &text).to_vec()),
            record: Set(record),
            owner: Set(owner),
        };
        let key = [blind_index::Column::Kind, blind_index::Column::Digest, blind_index::Column::Record];
        blind_index::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }

    /// Writes the statistic of one participant (`decisions.md` 11).
    ///
    /// It is found again by a digest of the person's key and the case. Questions of
    /// equality have not been asked when a case begins, and no risk has been assessed.
    pub(crate) async fn count_participant(&self, counted: &Counted<'_>) -> Result<()> {
        let key = self.owner_key_or_new(counted.person.into(), OwnerKind::Person).await?;
        let month = service_day(counted.received_at, self.store.zone());
        statistic::Entity::insert(statistic::ActiveModel {
            key: Set(key.digest("statistic", Uuid::from(counted.case).as_bytes()).to_vec()),
            case_id: Set(counted.case.into()),
            role: Set(counted.role.to_owned()),
            side_kind: Set(counted.side_kind.to_owned()),
            age_band: Set(counted.age_band.as_str().to_owned()),
            sex: Set("not-asked".to_owned()),
            ethnic_group: Set("not-asked".to_owned()),
            disability: Set("not-asked".to_owned()),
            district: Set(counted.district.to_owned()),
            risk_level: Set(RiskLevel::Unknown.as_str().to_owned()),
            received_month: Set(format!("{:04}-{:02}", month.year(), month.month())),
            live: Set(true),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }
}

/// The age band of somebody born on `birth` (or who did not say) on the day of `moment`.
pub(crate) fn age_band(birth: Option<NaiveDate>, moment: Instant, zone: chrono_tz::Tz) -> AgeBand {
    AgeBand::of(birth, service_day(moment, zone))
}

/// The part that each sealed answer of a person belongs to, by its catalogue id; `None`
/// for what is no answer of a person.
pub(crate) fn person_part(id: &str) -> Option<Part> {
    Some(match id.strip_prefix("person.")? {
        "birth-date" => Part::BirthDate,
        "identifier" => Part::Identifiers,
        "phone" | "email" | "address" | "postcode" | "district" | "guardian-name" | "guardian-phone"
        | "employer" | "school" => Part::Contact,
        "may-phone"
        | "may-text"
        | "may-voicemail"
        | "may-email"
        | "may-post"
        | "may-visit"
        | "safe-times"
        | "unsafe-times"
        | "say-calling-from"
        | "lives-with-other-party"
        | "do-not-contact" => Part::SafeContact,
        "code-word" => Part::CodeWord,
        "adjustment-note" => Part::Adjustments,
        "health" => Part::Health,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_found_by_normal_forms_only() {
        let values = Answers::from([
            ("person.phone".to_owned(), Value::Text("07700 900123".to_owned())),
            ("person.email".to_owned(), Value::Text("not an address".to_owned())),
            ("person.postcode".to_owned(), Value::Text("cm11ab".to_owned())),
            ("person.birth-date".to_owned(), Value::Date("1990-02-28".parse().expect("a day"))),
        ]);
        let found = found_by(&values, "Áine", "O'Neill");
        let expect = [
            (BlindKind::Phone, "+447700900123"),
            (BlindKind::Postcode, "CM1 1AB"),
            (BlindKind::BirthDate, "1990-02-28"),
            (BlindKind::SurnameAndBirthDate, "oneill 1990-02-28"),
            (BlindKind::Name, "aine oneill"),
        ];
        assert_eq!(found, expect.map(|(kind, value)| (kind, value.to_owned())));
    }

    #[test]
    fn half_a_name_finds_nobody() {
        assert_eq!(full_name_key("Ama", ""), None);
        assert!(found_by(&Answers::new(), "", "Mensah").is_empty());
    }

    #[test]
    fn kinds_survive_being_stored() {
        for kind in BlindKind::ALL {
            assert_eq!(BlindKind::parse(kind.as_str()), Some(kind));
        }
    }
}
