//! Who in a page of the queue may be known in a record that its reader may see.
//!
//! Unlike the task that looks everywhere ([`likeness`](super::likeness)), this looks in the
//! reader's own scope alone: a record that they may not see changes neither the answer nor
//! the work. It asks for what is all but somebody's own (a number, an address, an
//! identifier, a surname with a date of birth), so that a page costs the same however many
//! cases there are; what many people share is compared on the referral's own page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Answers, Audience, CaseId, Part, PersonId, Reference, Relation, SideId};
use permissions::{AmendReferral, Permit, ViewCase, ViewReferral, decide};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Func, JoinType, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::answers::party_row;
use super::likeness::{AlikeTo, LOOKED_AT, Likeness, Recorded, recorded_answers};
use super::record::{Referral, ReferralStatus};
use crate::answers::CORE;
use crate::audit::Entry;
use crate::case::{Case, case_footing, case_spine};
use crate::entity::{answer, blind_index, case, participant, person, referral, side};
use crate::people::BlindKind;
use crate::scope::{self, RootTable, side_bit};
use crate::unit::Unit;
use crate::{Error, Result};

/// A referral of the queue, by the proof that its reader works on it, and the parties that
/// its form describes.
#[derive(Debug)]
pub struct Waiting<'a> {
    /// The proof.
    pub permit: &'a Permit<AmendReferral, Referral>,
    /// The ids of the parties in its form.
    pub parties: Vec<&'a str>,
}

/// Who is like somebody in one referral, for a rule to judge.
#[derive(Clone)]
pub struct InSight {
    /// The referral.
    pub referral: Reference,
    /// What it says of its parties' names, dates of birth and ways of making contact, by
    /// the fields of its form; it goes to the rule and to no page.
    pub answers: Answers,
    /// Who is like them, each in records that the reader may see.
    pub alike: Vec<Likeness>,
}

impl std::fmt::Debug for InSight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "InSight({}, {} alike)", self.referral, self.alike.len())
    }
}

/// What is asked of the blind index here. A name finds other referrals, which are few, and
/// no people, since hundreds may bear it.
const ASKED: [BlindKind; 5] = [
    BlindKind::Phone,
    BlindKind::Email,
    BlindKind::Identifier,
    BlindKind::SurnameAndBirthDate,
    BlindKind::Name,
];

/// What a rule compares of a referral's parties.
const COMPARED: [Part; 4] = [Part::Name, Part::FullName, Part::BirthDate, Part::Contact];

/// Somebody who is alike, while the rows about them are gathered.
#[derive(Default)]
struct Found {
    by: BTreeSet<BlindKind>,
    cases: BTreeSet<Uuid>,
    recorded: Recorded,
    twin: Option<Reference>,
}

/// By referral, party and whoever is like them.
type Gathered = BTreeMap<(Uuid, String, Uuid), Found>;

impl<Mode> Unit<Mode> {
    /// Who is like somebody in these referrals, in records that the actor may see; a
    /// referral without anybody is left out.
    ///
    /// One statement, and one more where there is anybody, however many referrals. The log
    /// names those in which somebody was found.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`], [`Error::Sealed`].
    pub async fn alike_in_sight(&mut self, waiting: &[Waiting<'_>]) -> Result<Vec<InSight>> {
        if waiting.iter().any(|one| one.permit.unit() != self.id) {
            return Err(Error::WrongUnit);
        }
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let gathered = self.gather(waiting).await?;
        if gathered.is_empty() {
            return Ok(Vec::new());
        }
        let (answers, told) = self.told(&gathered).await?;
        let mut found: BTreeMap<Uuid, InSight> = BTreeMap::new();
        for ((id, party, other), one) in gathered {
            let Some(waits) = waiting.iter().find(|waits| Uuid::from(waits.permit.id) == id) else {
                continue;
            };
            let seen = match one.twin {
                Some(referral) => AlikeTo::Referral { referral },
                None => {
                    let reached = told.get(&other).cloned().unwrap_or_default();
                    let recorded = Recorded {
                        given_name: one.recorded.given_name,
                        known_as: one.recorded.known_as,
                        family_name: one.recorded.family_name,
                        ..reached
                    };
                    let cases = one.cases.into_iter().map(CaseId).collect();
                    AlikeTo::Person { person: PersonId(other), cases, recorded: Box::new(recorded) }
                }
            };
            let in_sight = found.entry(id).or_insert_with(|| InSight {
                referral: waits.permit.reference,
                answers: answers.get(&id).cloned().unwrap_or_default(),
                alike: Vec::new(),
            });
            in_sight.alike.push(Likeness { party, by: one.by.into_iter().collect(), seen });
        }
        let subjects = found.keys().copied().collect();
        self.note_entry(Entry { subjects, ..Entry::new("check-duplicates", "referral") });
        Ok(found.into_values().collect())
    }

    async fn gather(&self, waiting: &[Waiting<'_>]) -> Result<Gathered> {
        let parties: HashMap<Uuid, &str> = waiting
            .iter()
            .flat_map(|one| one.parties.iter().map(|party| (party_row(one.permit.id, party), *party)))
            .collect();
        let ids = waiting.iter().map(|one| Uuid::from(one.permit.id)).collect();
        let mut gathered = Gathered::new();
        for row in self.transaction.query_all(&self.equal_in_sight(ids)).await? {
            let kind: String = row.try_get("", "equal")?;
            let (Some(kind), Some(party)) =
                (BlindKind::parse(&kind), parties.get(&row.try_get::<Uuid>("", "party")?))
            else {
                continue;
            };
            let other: Uuid = row.try_get("", "other")?;
            let key = (row.try_get("", "ours")?, (*party).to_owned(), other);
            if let Some(twin) = row.try_get::<Option<String>>("", "twin")? {
                let found = gathered.entry(key).or_default();
                found.by.insert(kind);
                found.twin = Some(twin.parse().map_err(|_| Error::Meaning("reference"))?);
            } else if let Some(case) = self.seen_case(&row)? {
                let found = gathered.entry(key).or_default();
                found.by.insert(kind);
                found.cases.insert(case.into());
                found.recorded = Recorded {
                    given_name: row.try_get("", "given_name")?,
                    family_name: row.try_get("", "family_name")?,
                    known_as: row.try_get::<Option<String>>("", "known_as")?.unwrap_or_default(),
                    ..Recorded::default()
                };
            }
        }
        Ok(gathered)
    }

    /// The case of a row, where its reader works for the side on which the person stands.
    fn seen_case(&self, row: &QueryResult) -> Result<Option<CaseId>> {
        let case = case_spine(row)?;
        let side = SideId(row.try_get("", "side")?);
        let letter: String = row.try_get("", "letter")?;
        let bits = [(side_bit(letter.chars().next().unwrap_or('A')), side)];
        let standing = scope::standing(row, &self.actor, &case_footing(&case), &bits)?;
        let Ok(permit) = decide::<ViewCase, Case>(&self.actor, &standing, case, self.id) else {
            return Ok(None);
        };
        Ok((permit.relation(Audience::Side(side)) == Relation::Own).then(|| permit.id))
    }

    /// Entries that equal one of these referrals', with the case or the other referral they
    /// lead to, as far as the reader may see it.
    fn equal_in_sight(&self, referrals: Vec<Uuid>) -> SelectStatement {
        let (ours, theirs) = (Alias::new("ours"), Alias::new("theirs"));
        let of = |table: &Alias, column: blind_index::Column| Expr::col((table.clone(), column));
        let (record, owner) = (blind_index::Column::Record, blind_index::Column::Owner);
        let is_person = || of(&theirs, record).eq(of(&theirs, owner));
        let (cases, queue) = (RootTable::cases(), RootTable::referrals());
        let name = BlindKind::Name.as_str();
        let person_of = Condition::all()
            .add(Expr::col((person::Entity, person::Column::Id)).eq(of(&theirs, record)))
            .add(is_person())
            .add(Expr::col((person::Entity, person::Column::Live)).eq(true));
        let takes_part = Condition::all()
            .add(
                Expr::col((participant::Entity, participant::Column::Person))
                    .equals((person::Entity, person::Column::Id)),
            )
            .add(Expr::col((participant::Entity, participant::Column::Live)).eq(true));
        let in_case = Condition::all()
            .add(
                Expr::col((case::Entity, case::Column::Id))
                    .equals((participant::Entity, participant::Column::CaseId)),
            )
            .add(scope::condition(&cases, &permissions::scope::<ViewCase>(&self.actor), self.when()));
        let on_side = Expr::col((side::Entity, side::Column::Id))
            .equals((participant::Entity, participant::Column::Side));
        let open = ReferralStatus::OPEN.map(ReferralStatus::as_str);
        let twin = Condition::all()
            .add(Expr::col((referral::Entity, referral::Column::Id)).eq(of(&theirs, owner)))
            .add(of(&theirs, record).ne(of(&theirs, owner)))
            .add(Expr::col((referral::Entity, referral::Column::Decision)).is_in(open))
            .add(scope::condition(&queue, &permissions::scope::<ViewReferral>(&self.actor), self.when()));
        let names = [person::Column::GivenName, person::Column::FamilyName, person::Column::KnownAs];
        let mut query = Query::select();
        query
            .expr_as(of(&ours, owner), "ours")
            .expr_as(of(&ours, record), "party")
            .expr_as(of(&theirs, blind_index::Column::Kind), "equal")
            .expr_as(of(&theirs, owner), "other")
            .expr_as(Expr::col((referral::Entity, referral::Column::Reference)), "twin")
            .columns(case_columns())
            .columns(names.map(|column| (person::Entity, column)))
            .column((participant::Entity, participant::Column::Side))
            .column((side::Entity, side::Column::Letter))
            .from_as(blind_index::Entity, ours.clone())
            .join_as(
                JoinType::InnerJoin,
                blind_index::Entity,
                theirs.clone(),
                of(&theirs, blind_index::Column::Kind)
                    .eq(of(&ours, blind_index::Column::Kind))
                    .and(of(&theirs, blind_index::Column::Digest).eq(of(&ours, blind_index::Column::Digest)))
                    .and(of(&theirs, owner).ne(of(&ours, owner)))
                    // Those of the same name are dropped before anything is looked up of them.
                    .and(of(&theirs, blind_index::Column::Kind).ne(name).or(is_person().not())),
            )
            .join(JoinType::LeftJoin, person::Entity, person_of)
            .join(JoinType::LeftJoin, participant::Entity, takes_part)
            .join(JoinType::LeftJoin, case::Entity, in_case)
            .join(JoinType::LeftJoin, side::Entity, on_side)
            .join(JoinType::LeftJoin, referral::Entity, twin)
            .and_where(of(&ours, owner).is_in(referrals))
            // Not the bare column: of these entries there are a few by their owner, and by
            // their kind as many as there are people.
            .and_where(Func::lower(of(&ours, blind_index::Column::Kind)).is_in(ASKED.map(BlindKind::as_str)))
            .cond_where(
                Condition::any()
                    .add(Expr::col((case::Entity, case::Column::Id)).is_not_null())
                    .add(Expr::col((referral::Entity, referral::Column::Id)).is_not_null()),
            )
            .limit(LOOKED_AT);
        scope::select_standing(&mut query, &cases, &self.actor, self.when());
        query
    }

    /// What the referrals say of their parties, and what is on record about the people.
    async fn told(&self, gathered: &Gathered) -> Result<(HashMap<Uuid, Answers>, HashMap<Uuid, Recorded>)> {
        let referrals: BTreeSet<Uuid> = gathered.keys().map(|(id, ..)| *id).collect();
        let people: BTreeSet<Uuid> =
            gathered.iter().filter(|(_, one)| one.twin.is_none()).map(|((.., other), _)| *other).collect();
        let rows = |records: &BTreeSet<Uuid>, parts: &[Part]| {
            Condition::all()
                .add(answer::Column::Record.is_in(records.iter().copied()))
                .add(answer::Column::Part.is_in(parts.iter().map(|part| part.as_str())))
        };
        let any = Condition::any()
            .add(rows(&referrals, &COMPARED))
            .add(rows(&people, &[Part::BirthDate, Part::Contact]));
        let (mut answers, mut told): (HashMap<Uuid, Answers>, HashMap<Uuid, Recorded>) = Default::default();
        for loaded in self.load_answers_where(any).await? {
            if referrals.contains(&loaded.record) {
                answers.entry(loaded.record).or_default().extend(loaded.values);
            } else if loaded.plugin == CORE {
                recorded_answers(told.entry(loaded.record).or_default(), &loaded.values);
            }
        }
        Ok((answers, told))
    }
}

fn case_columns() -> impl Iterator<Item = (case::Entity, case::Column)> {
    crate::case::CASE_SPINE.into_iter().map(|column| (case::Entity, column))
}
