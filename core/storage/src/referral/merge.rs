//! A referral turns out to be part of a case that exists.
//!
//! It is linked to the case and decided. What it says of the matter stays with it, under
//! the case's key from now on: the case keeps its own words, but for warnings of risk, which
//! are added to those it has. Of its people, whoever takes
//! part already is known more fully, and whoever does not is added as in a new case. What
//! is told of one person goes to that person alone, on whichever side they stand.

use domain::codes::{CaseStatus, ParticipantRole, ReferralDecision};
use domain::process::{CaseStage, Ruling};
use domain::{
    Audience, Part, PartSet, ParticipantId, PersonId, Reference, Relation, SideId, SideKind, SideLetter,
    Value,
};
use permissions::{AmendParticipant, DecideReferral, Permit};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::accept::{Identified, Joined, Making, Move, NewParticipant, source, told_of};
use super::record::Referral;
use crate::answers::Wanted;
use crate::audit::Entry;
use crate::case::{Case, Side};
use crate::entity::{case, participant, person, side};
use crate::people::{age_band, found_by};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What becomes of a referral that is part of a case.
#[derive(Clone, Debug)]
pub struct Merger {
    /// The sides that `joining` and `moves` name by their places.
    pub sides: Vec<WhichSide>,
    /// Its people who take part, in the order in which `moves` names them.
    pub joining: Vec<Joining>,
    /// Where each of its answers goes.
    pub moves: Vec<Move>,
    /// Where the case stands with them.
    pub stage: CaseStage,
    /// Whether the referrer warned of a risk.
    pub warns: bool,
}

/// A side of the case, as it is or as it will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichSide {
    /// One that it has.
    There(SideId),
    /// A further one.
    New(SideKind),
}

/// One of the referral's people who takes part.
#[derive(Clone, Debug)]
pub enum Joining {
    /// The person of this name takes part already.
    There(Reference),
    /// They are added.
    New(Box<NewParticipant>),
}

/// Somebody who takes part in a case, as one who adds others to it may know them.
#[derive(Clone)]
pub struct PersonThere {
    /// The person.
    pub person: Reference,
    /// Their full name; that of their organisation, where they have no other.
    pub name: String,
    /// Their part.
    pub role: ParticipantRole,
    /// Their side.
    pub side: SideId,
    participant: (ParticipantId, Reference),
    identified: Identified,
}

impl std::fmt::Debug for PersonThere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonThere({})", self.role.as_str())
    }
}

/// How many people of a case are offered; no case has so many.
const OFFERED: u64 = 200;

impl<Mode> Unit<Mode> {
    /// Those who take part in a case, on the sides that the actor works for and by the full
    /// names they may read.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn people_there(
        &mut self,
        permit: &Permit<AmendParticipant, Case>,
    ) -> Result<Vec<PersonThere>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let is_open = |side: &&Side| {
            permit.mask().reads(Part::FullName, permit.relation(Audience::Side(side.id)))
                && permit.relation(Audience::Side(side.id)) == Relation::Own
        };
        let sides = permit.sides.iter().filter(is_open).map(|side| Uuid::from(side.id));
        let column = |column| Expr::col((participant::Entity, column));
        let names = [
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::OrganisationName,
            person::Column::Reference,
        ];
        let query = Query::select()
            .columns(
                [
                    participant::Column::Id,
                    participant::Column::Person,
                    participant::Column::Side,
                    participant::Column::Role,
                ]
                .map(|column| (participant::Entity, column)),
            )
            .expr_as(column(participant::Column::Reference), "item")
            .columns(names.map(|column| (person::Entity, column)))
            .from(participant::Entity)
            .inner_join(
                person::Entity,
                Expr::col((person::Entity, person::Column::Id)).eq(column(participant::Column::Person)),
            )
            .and_where(column(participant::Column::CaseId).eq(Uuid::from(permit.id)))
            .and_where(column(participant::Column::Side).is_in(sides))
            .and_where(column(participant::Column::Live).eq(true))
            .order_by((participant::Entity, participant::Column::Id), Order::Asc)
            .limit(OFFERED)
            .take();
        let mut there = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let text = |column: &str| row.try_get::<String>("", column);
            let identified = Identified {
                id: PersonId(row.try_get("", "person")?),
                given_name: text("given_name")?,
                family_name: text("family_name")?,
                organisation_name: row.try_get("", "organisation_name")?,
                is_new: false,
            };
            let full = format!("{} {}", identified.given_name, identified.family_name);
            let organisation = || identified.organisation_name.clone().unwrap_or_default();
            let name = Some(full.trim().to_owned()).filter(|name| !name.is_empty());
            let item = text("item")?.parse().map_err(|_| Error::Meaning("reference"))?;
            there.push(PersonThere {
                person: text("reference")?.parse().map_err(|_| Error::Meaning("reference"))?,
                name: name.unwrap_or_else(organisation),
                role: ParticipantRole::parse(&text("role")?).ok_or(Error::Meaning("role"))?,
                side: SideId(row.try_get("", "side")?),
                participant: (ParticipantId(row.try_get("", "id")?), item),
                identified,
            });
        }
        self.note("view", "case", permit.id.into(), PartSet::of(&[Part::FullName]));
        Ok(there)
    }
}

impl Unit<Writing> {
    /// Links a referral to the case it is part of, with the people in it who take part, or
    /// does nothing at all. Its class is the case's from now on.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where the referral was decided or changed
    /// in the meantime, or the case is closed; [`Error::NotFound`] where somebody said to
    /// take part does not, or the actor may not know them there.
    pub async fn merge_referral(
        &mut self,
        permit: Permit<DecideReferral, Referral>,
        into: Permit<AmendParticipant, Case>,
        plan: &Merger,
    ) -> Result<()> {
        self.act(
            &permit,
            permit.id.into(),
            &[Part::Stage, Part::CoarseStatus].map(|part| (part, Relation::Shared)),
        )?;
        self.act(&into, into.id.into(), &written(&into, plan))?;
        if into.status == CaseStatus::Closed {
            return Err(Error::Conflict);
        }
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        permit.state()?.decide(Ruling::Merge(into.id), by, self.now()).map_err(|_| Error::Conflict)?;
        self.touch_referral(&permit).await?;
        let there = self.people_there(&into).await?;
        let making = Making {
            referral: &permit,
            case: into.id,
            sides: self.sides_for(&into, &plan.sides).await?,
            moves: &plan.moves,
            area: None,
            source: source(&permit),
            joins: true,
        };
        let everything = Wanted { records: vec![permit.id.into()], parts: PartSet::ALL };
        let submitted = self.load_answers(&[everything]).await?;
        let mut joined: Vec<Joined> = Vec::new();
        for (place, joining) in plan.joining.iter().enumerate() {
            let one = match joining {
                Joining::New(new) => self.join(&making, place, new, &submitted).await?,
                Joining::There(person) => {
                    let one = there.iter().find(|one| one.person == *person).ok_or(Error::NotFound)?;
                    self.tell_more(&making, place, one, &submitted).await?
                }
            };
            // Whoever is in the case already is in it once.
            let twice = joined.iter().any(|other| other.person == one.person);
            let is_new = matches!(joining, Joining::New(_));
            if twice || (is_new && there.iter().any(|other| other.identified.id == one.person)) {
                return Err(Error::Conflict);
            }
            joined.push(one);
        }
        self.stand_with(&into, plan).await?;
        self.carry(&making, &submitted, &joined, None).await?;
        self.end_intake(&making).await?;
        self.close_referral(&making, ReferralDecision::Merged, into.class).await?;
        self.tell_of_merger(into.id, permit.reference).await?;
        let mut entry = Entry::new("merge-referral", "case").about(into.id).detail(permit.reference.stored());
        entry.subjects = joined.iter().map(|one| one.person.into()).collect();
        entry.subjects.push(permit.id.into());
        entry.parts = plan.moves.iter().map(|m| m.part).collect();
        self.note_entry(entry);
        for one in &joined {
            self.recheck_person(one.person).await?;
        }
        self.touch_case(&into).await
    }

    /// The sides that the plan names, those that are missing made.
    async fn sides_for(
        &self,
        into: &Permit<AmendParticipant, Case>,
        wanted: &[WhichSide],
    ) -> Result<Vec<(SideId, SideKind)>> {
        let last = into.sides.iter().map(|side| side.letter).max();
        let mut letters =
            (last.map_or('A', |SideLetter(letter)| letter)..='Z').skip(usize::from(last.is_some()));
        let mut sides = Vec::new();
        for which in wanted {
            sides.push(match which {
                WhichSide::There(id) => {
                    let known = into.sides.iter().find(|side| side.id == *id).ok_or(Error::NotFound)?;
                    (known.id, known.kind)
                }
                WhichSide::New(kind) => {
                    let id = SideId(Uuid::now_v7());
                    side::Entity::insert(side::ActiveModel {
                        id: Set(id.into()),
                        case_id: Set(into.id.into()),
                        kind: Set(kind.as_str().to_owned()),
                        letter: Set(letters.next().ok_or(Error::Conflict)?.to_string()),
                    })
                    .exec_without_returning(&self.transaction)
                    .await?;
                    (id, *kind)
                }
            });
        }
        Ok(sides)
    }

    /// Adds to what is known of somebody who takes part already.
    async fn tell_more(
        &mut self,
        making: &Making<'_>,
        place: usize,
        one: &PersonThere,
        submitted: &[crate::answers::Loaded],
    ) -> Result<Joined> {
        let told = told_of(making, place, submitted);
        let (id, reference) = one.participant;
        let person = one.identified.id;
        let kept = self.keep_sections(making, &one.identified, id, one.side, told).await?;
        if let Some(birth) = kept.get("person.birth-date").and_then(Value::as_date) {
            let band = age_band(Some(birth), making.referral.received_at, self.store.zone());
            self.set_age_band(person, band).await?;
        }
        let found = found_by(&kept, &one.identified.given_name, &one.identified.family_name);
        self.index_blind(person.into(), person.into(), &found).await?;
        Ok(Joined { id, reference, person, side: one.side })
    }

    /// Writes where the case stands now, and whether there is a warning.
    async fn stand_with(&self, into: &Permit<AmendParticipant, Case>, plan: &Merger) -> Result<()> {
        let mut update = case::Entity::update_many().filter(case::Column::Id.eq(Uuid::from(into.id)));
        let moves = plan.adds() && into.stage != plan.stage.stage.as_str();
        if moves {
            self.keep_standing(into).await?;
            update = update
                .col_expr(case::Column::Stage, Expr::val(plan.stage.stage.as_str()))
                .col_expr(case::Column::Phase, Expr::val(plan.stage.phase.as_str()));
        }
        if plan.warns {
            update = update.col_expr(case::Column::RiskFlag, Expr::val(true));
        }
        if moves || plan.warns {
            update.exec(&self.transaction).await?;
        }
        Ok(())
    }
}

impl Merger {
    /// Whether anybody is added.
    fn adds(&self) -> bool {
        self.joining.iter().any(|one| matches!(one, Joining::New(_)))
    }
}

/// What one who merges writes in the case themselves.
fn written(into: &Permit<AmendParticipant, Case>, plan: &Merger) -> Vec<(Part, Relation)> {
    let mut written = Vec::new();
    for one in &plan.joining {
        let Joining::New(new) = one else { continue };
        let relation = match plan.sides.get(new.side) {
            Some(WhichSide::There(side)) => into.relation(Audience::Side(*side)),
            _ => Relation::Own,
        };
        let theirs = [Part::Name, Part::FullName, Part::AgeBand, Part::Adjustments];
        written.extend(theirs.map(|part| (part, relation)));
    }
    if plan.adds() {
        written.push((Part::Stage, Relation::Shared));
    }
    if plan.warns {
        written.push((Part::RiskFlag, Relation::Shared));
    }
    written
}
