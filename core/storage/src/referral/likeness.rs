//! Whether the people of a submission are known already.
//!
//! Looked up by a task of the system, restricted cases included, and on the staff side
//! alone. The task's answer is for no page: whoever asked is shown what lies in their own
//! scope, and a hit in a case they may not see goes to those who may see that case
//! (`decisions.md` 24).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::{Answers, CaseId, Part, PartSet, PersonId, Reference, ReferralId, Value};
use permissions::{Permit, Task, ViewReferral, Who};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::answers::party_row;
use super::record::{Referral, ReferralStatus};
use crate::answers::{CORE, Wanted};
use crate::entity::{blind_index, case, participant, person, referral};
use crate::people::{BlindKind, found_by};
use crate::unit::Unit;
use crate::{Error, Reading, Result};

/// How many equal entries are looked at; a number that hundreds share tells nothing.
pub(super) const LOOKED_AT: u64 = 500;

/// Who may be the same as somebody in a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlikeTo {
    /// A person, with the live cases they are in.
    Person {
        /// Who.
        person: PersonId,
        /// In which cases.
        cases: Vec<CaseId>,
        /// What is on record about them, for the rules to compare.
        recorded: Box<Recorded>,
    },
    /// Somebody of another submission that nobody has decided about yet.
    Referral {
        /// Which.
        referral: Reference,
    },
}

/// What is on record about somebody, as far as it is compared. It goes to a rule and to no
/// page.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// The given name.
    pub given_name: String,
    /// The name they are known as.
    pub known_as: String,
    /// The family name.
    pub family_name: String,
    /// The date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Telephone numbers, in their normal form.
    pub phones: Vec<String>,
    /// E-mail addresses, in their normal form.
    pub emails: Vec<String>,
    /// The postcode, in its normal form.
    pub postcode: Option<String>,
}

impl std::fmt::Debug for Recorded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recorded")
    }
}

/// One likeness between a party of a submission and somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The party of the submission, by the id its form gives them.
    pub party: String,
    /// In what they are alike.
    pub by: Vec<BlindKind>,
    /// To whom.
    pub seen: AlikeTo,
}

impl Unit<Reading> {
    /// Everybody who shares something with a party of this referral.
    ///
    /// Five statements, whether there is anybody or not. `parties` are those of its form.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that looks for duplicates.
    pub async fn alike(
        &mut self,
        permit: &Permit<ViewReferral, Referral>,
        parties: &[&str],
    ) -> Result<Vec<Likeness>> {
        if self.actor.who() != Who::System(Task::Duplicates) {
            return Err(Error::Forbidden);
        }
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let (persons, referrals) = self.equal_entries(permit.id, parties).await?;
        let cases = self.live_cases_of(persons.keys().map(|(_, person)| *person).collect()).await?;
        let recorded = self.recorded(cases.keys().copied().collect()).await?;
        let open = self.open_referrals(referrals.keys().map(|(_, referral)| *referral).collect()).await?;
        let mut found = Vec::new();
        for ((party, person), by) in persons {
            // Without a live case there is no way to a person, and nothing to be told.
            if let Some(cases) = cases.get(&person) {
                let recorded = Box::new(recorded.get(&person).cloned().unwrap_or_default());
                let seen = AlikeTo::Person { person: PersonId(person), cases: cases.clone(), recorded };
                found.push(Likeness { party, by: by.into_iter().collect(), seen });
            }
        }
        for ((party, other), by) in referrals {
            if let Some(referral) = open.get(&other) {
                let seen = AlikeTo::Referral { referral: *referral };
                found.push(Likeness { party, by: by.into_iter().collect(), seen });
            }
        }
        self.note("check-duplicates", "referral", permit.id.into(), domain::PartSet::NONE);
        Ok(found)
    }

    /// The entries of the blind index that equal one of this submission's, by whose they are.
    async fn equal_entries(&self, id: ReferralId, parties: &[&str]) -> Result<(Alike, Alike)> {
        let (ours, theirs) = (Alias::new("ours"), Alias::new("theirs"));
        let of = |table: &Alias, column: blind_index::Column| Expr::col((table.clone(), column));
        let query = Query::select()
            .column((theirs.clone(), blind_index::Column::Kind))
            .expr_as(of(&ours, blind_index::Column::Record), "party")
            .column((theirs.clone(), blind_index::Column::Record))
            .column((theirs.clone(), blind_index::Column::Owner))
            .from_as(blind_index::Entity, ours.clone())
            .join_as(
                sea_orm::sea_query::JoinType::InnerJoin,
                blind_index::Entity,
                theirs.clone(),
                of(&theirs, blind_index::Column::Kind)
                    .eq(of(&ours, blind_index::Column::Kind))
                    .and(of(&theirs, blind_index::Column::Digest).eq(of(&ours, blind_index::Column::Digest)))
                    .and(of(&theirs, blind_index::Column::Owner).ne(of(&ours, blind_index::Column::Owner))),
            )
            .and_where(of(&ours, blind_index::Column::Owner).eq(Uuid::from(id)))
            .limit(LOOKED_AT)
            .take();
        let names: HashMap<Uuid, &str> = parties.iter().map(|party| (party_row(id, party), *party)).collect();
        let (mut persons, mut referrals) = (Alike::new(), Alike::new());
        for row in self.transaction.query_all(&query).await? {
            let kind: String = row.try_get("", "kind")?;
            // An index of a plugin's field is for searches; it says nothing about likeness.
            let Some(kind) = BlindKind::parse(&kind) else { continue };
            let (party, record, owner): (Uuid, Uuid, Uuid) =
                (row.try_get("", "party")?, row.try_get("", "record")?, row.try_get("", "owner")?);
            let Some(party) = names.get(&party) else { continue };
            let all = if record == owner { &mut persons } else { &mut referrals };
            all.entry(((*party).to_owned(), owner)).or_default().insert(kind);
        }
        Ok((persons, referrals))
    }

    async fn live_cases_of(&self, persons: BTreeSet<Uuid>) -> Result<HashMap<Uuid, Vec<CaseId>>> {
        let query = Query::select()
            .column((participant::Entity, participant::Column::Person))
            .column((participant::Entity, participant::Column::CaseId))
            .distinct()
            .from(participant::Entity)
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((participant::Entity, participant::Column::CaseId)),
            )
            .and_where(Expr::col((participant::Entity, participant::Column::Person)).is_in(persons))
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
            .and_where(Expr::col((case::Entity, case::Column::Live)).eq(true))
            .take();
        let mut found: HashMap<Uuid, Vec<CaseId>> = HashMap::new();
        for row in self.transaction.query_all(&query).await? {
            found.entry(row.try_get("", "person")?).or_default().push(CaseId(row.try_get("", "case_id")?));
        }
        Ok(found)
    }

    /// What is on record about these people; a person whose key was destroyed has a name
    /// alone.
    async fn recorded(&self, persons: BTreeSet<Uuid>) -> Result<HashMap<Uuid, Recorded>> {
        let rows = person::Entity::find()
            .filter(person::Column::Id.is_in(persons.clone()))
            .filter(person::Column::Live.eq(true))
            .all(&self.transaction)
            .await?;
        let name = |row: person::Model| {
            let recorded = Recorded {
                given_name: row.given_name,
                known_as: row.known_as.unwrap_or_default(),
                family_name: row.family_name,
                ..Recorded::default()
            };
            (row.id, recorded)
        };
        let mut found: HashMap<Uuid, Recorded> = rows.into_iter().map(name).collect();
        let parts = PartSet::of(&[Part::BirthDate, Part::Contact]);
        for loaded in self.load_answers(&[Wanted { records: persons.into_iter().collect(), parts }]).await? {
            let Some(one) = found.get_mut(&loaded.record).filter(|_| loaded.plugin == CORE) else { continue };
            recorded_answers(one, &loaded.values);
        }
        Ok(found)
    }

    async fn open_referrals(&self, referrals: BTreeSet<Uuid>) -> Result<HashMap<Uuid, Reference>> {
        let rows = referral::Entity::find()
            .filter(referral::Column::Id.is_in(referrals))
            .filter(referral::Column::Live.eq(true))
            .all(&self.transaction)
            .await?;
        let open =
            rows.into_iter().filter(|row| ReferralStatus::parse(&row.decision).is_some_and(|s| s.is_open()));
        open.map(|row| Ok((row.id, row.reference.parse().map_err(|_| Error::Meaning("reference"))?)))
            .collect()
    }
}

/// Adds to what is on record about somebody what these answers of theirs say.
pub(super) fn recorded_answers(one: &mut Recorded, values: &Answers) {
    for (kind, value) in found_by(values, "", "") {
        match kind {
            BlindKind::Phone => one.phones.push(value),
            BlindKind::Email => one.emails.push(value),
            BlindKind::Postcode => one.postcode = Some(value),
            _ => {}
        }
    }
    one.birth_date = values.get("person.birth-date").and_then(Value::as_date).or(one.birth_date);
}

/// For each pair of a party and somebody else, in what they are alike.
type Alike = BTreeMap<(String, Uuid), BTreeSet<BlindKind>>;
