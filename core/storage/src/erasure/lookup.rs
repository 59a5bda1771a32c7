//! Reaching a person through a case that the reader may know of (`decisions.md` 24).

use domain::{AccountId, CaseClass, CaseId, OrganisationId, PersonId, Reference, TeamId};
use permissions::{Act, Permit, decide, known, roots};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::{Erasure, ErasureReason, ErasureState, Person};
use crate::entity::{case, erasure, owner_key, participant, person};
use crate::scope::{self, Footing, RootTable};
use crate::unit::Unit;
use crate::{Error, Result};

/// Of how many cases of one person it is looked whether they lead to them.
const WAYS: u64 = 50;

/// How many proposals a list shows.
const SHOWN: u64 = 100;

impl<Mode> Unit<Mode> {
    /// The person named `reference`, as a person or as somebody who takes part in a case, if
    /// a case leads the actor to them and they may do `A`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`].
    pub async fn person<A: Act<Record = roots::Person>>(
        &mut self,
        reference: Reference,
    ) -> Result<Permit<A, Person>> {
        let named = Condition::any()
            .add(Expr::col((person::Entity, person::Column::Reference)).eq(reference.stored()))
            .add(Expr::col((participant::Entity, participant::Column::Reference)).eq(reference.stored()));
        self.person_where::<A>(Condition::all().add(named)).await
    }

    /// The same for a person known by their inner name.
    pub(super) async fn person_by_id<A: Act<Record = roots::Person>>(
        &mut self,
        id: PersonId,
    ) -> Result<Permit<A, Person>> {
        let named = Expr::col((person::Entity, person::Column::Id)).eq(Uuid::from(id));
        self.person_where::<A>(Condition::all().add(named)).await
    }

    async fn person_where<A: Act<Record = roots::Person>>(
        &mut self,
        wanted: Condition,
    ) -> Result<Permit<A, Person>> {
        let root = RootTable::cases();
        let knows = known(&self.actor, permissions::Root::Person);
        let does = permissions::scope::<A>(&self.actor);
        let within = Condition::any()
            .add(scope::condition(&root, &knows, self.when()))
            .add(scope::condition(&root, &does, self.when()));
        let held = |table: &'static str| {
            let hold =
                Expr::col((sea_orm::sea_query::Alias::new(table), sea_orm::sea_query::Alias::new("hold")));
            hold.is_not_null()
        };
        let mut query = Query::select();
        query
            .expr_as(Expr::col((person::Entity, person::Column::Id)), "person_id")
            .expr_as(Expr::col((person::Entity, person::Column::Reference)), "person_reference")
            .expr_as(Expr::case(held("people"), 1).case(Expr::exists(held_case()), 1).finally(0), "held")
            .expr_as(Expr::col((owner_key::Entity, owner_key::Column::ErasedAt)), "erased_at")
            .columns(
                [
                    case::Column::Id,
                    case::Column::Reference,
                    case::Column::Class,
                    case::Column::Team,
                    case::Column::Organisation,
                    case::Column::ClosedAt,
                ]
                .map(|column| (case::Entity, column)),
            )
            .from(case::Entity)
            .inner_join(
                participant::Entity,
                Expr::col((participant::Entity, participant::Column::CaseId))
                    .equals((case::Entity, case::Column::Id)),
            )
            .inner_join(
                person::Entity,
                Expr::col((person::Entity, person::Column::Id))
                    .equals((participant::Entity, participant::Column::Person)),
            )
            .left_join(
                owner_key::Entity,
                Expr::col((owner_key::Entity, owner_key::Column::Id))
                    .equals((person::Entity, person::Column::Id)),
            )
            .cond_where(Condition::all().add(wanted).add(within))
            .order_by((case::Entity, case::Column::ReceivedAt), Order::Desc)
            .limit(WAYS);
        scope::select_standing(&mut query, &root, &self.actor, self.when());
        let mut refused = Error::NotFound;
        for row in self.transaction.query_all(&query).await? {
            let (found, footing) = read(&row)?;
            let standing = scope::standing(&row, &self.actor, &footing, &[])?;
            match decide::<A, Person>(&self.actor, &standing, found, self.id) {
                Ok(permit) => return Ok(self.permitted(permit)),
                Err(permissions::Denied::Forbidden) => refused = Error::Forbidden,
                Err(permissions::Denied::NotFound) => {}
            }
        }
        Err(refused)
    }

    /// The proposals about people whom the actor may do `A` to, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn erasures<A: Act<Record = roots::Person>>(&self) -> Result<Vec<Erasure>> {
        let does = permissions::scope::<A>(&self.actor);
        let mut query = proposals();
        query
            .inner_join(
                case::Entity,
                Expr::col((case::Entity, case::Column::Id))
                    .equals((erasure::Entity, erasure::Column::CaseId)),
            )
            .cond_where(scope::condition(&RootTable::cases(), &does, self.when()))
            .limit(SHOWN);
        self.transaction.query_all(&query).await?.iter().map(proposal).collect()
    }

    /// Notes that the person was looked at, to decide about them; nothing of theirs is shown.
    ///
    /// # Errors
    /// [`Error::WrongUnit`].
    pub fn saw_person<A>(&mut self, permit: &Permit<A, Person>) -> Result<()> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        self.note("view", "person", permit.id.into(), domain::PartSet::NONE);
        Ok(())
    }

    /// The last proposal about this person.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn erasure_of<A>(&self, permit: &Permit<A, Person>) -> Result<Option<Erasure>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mut query = proposals();
        query
            .and_where(Expr::col((erasure::Entity, erasure::Column::Person)).eq(Uuid::from(permit.id)))
            .limit(1);
        self.transaction.query_one(&query).await?.as_ref().map(proposal).transpose()
    }
}

/// A case of the person that must not be disposed of.
fn held_case() -> SelectStatement {
    use sea_orm::sea_query::{Alias, IntoIden};
    let (other, part) = (Alias::new("held_case"), Alias::new("held_part"));
    Query::select()
        .expr(Expr::val(1))
        .from_as(case::Entity, other.clone())
        .join_as(
            sea_orm::sea_query::JoinType::InnerJoin,
            participant::Entity,
            part.clone(),
            Expr::col((part.clone(), participant::Column::CaseId)).equals((other.clone(), case::Column::Id)),
        )
        .and_where(
            Expr::col((part.into_iden(), participant::Column::Person))
                .equals((person::Entity, person::Column::Id)),
        )
        .and_where(Expr::col((other.into_iden(), case::Column::Hold)).is_not_null())
        .take()
}

fn read(row: &QueryResult) -> Result<(Person, Footing)> {
    let text = |column: &str| row.try_get::<String>("", column);
    let reference = |column: &str| -> Result<Reference> {
        text(column)?.parse().map_err(|_| Error::Meaning("reference"))
    };
    let found = Person {
        id: PersonId(row.try_get("", "person_id")?),
        reference: reference("person_reference")?,
        case: reference("reference")?,
        is_held: row.try_get::<i32>("", "held")? != 0,
        is_erased: row.try_get::<Option<domain::Instant>>("", "erased_at")?.is_some(),
        case_id: CaseId(row.try_get("", "id")?),
        // A class that is not understood is the narrowest.
        class: CaseClass::parse(&text("class")?).unwrap_or(CaseClass::Sealed),
    };
    let footing = Footing {
        team: TeamId(row.try_get("", "team")?),
        organisation: row.try_get::<Option<Uuid>>("", "organisation")?.map(OrganisationId),
        closed_at: row.try_get("", "closed_at")?,
    };
    Ok((found, footing))
}

fn proposals() -> SelectStatement {
    Query::select()
        .columns(
            [
                erasure::Column::Reason,
                erasure::Column::State,
                erasure::Column::ProposedBy,
                erasure::Column::ProposedAt,
                erasure::Column::DecidedAt,
                erasure::Column::DoneAt,
                erasure::Column::Removed,
            ]
            .map(|column| (erasure::Entity, column)),
        )
        .expr_as(Expr::col((person::Entity, person::Column::Reference)), "person_reference")
        .from(erasure::Entity)
        .inner_join(
            person::Entity,
            Expr::col((person::Entity, person::Column::Id))
                .equals((erasure::Entity, erasure::Column::Person)),
        )
        .order_by((erasure::Entity, erasure::Column::ProposedAt), Order::Desc)
        .order_by((erasure::Entity, erasure::Column::Id), Order::Desc)
        .take()
}

fn proposal(row: &QueryResult) -> Result<Erasure> {
    let text = |column: &str| row.try_get::<String>("", column);
    let removed: Option<String> = row.try_get("", "removed")?;
    Ok(Erasure {
        person: text("person_reference")?.parse().map_err(|_| Error::Meaning("reference"))?,
        reason: ErasureReason::parse(&text("reason")?).ok_or(Error::Meaning("reason"))?,
        state: ErasureState::parse(&text("state")?).ok_or(Error::Meaning("state of an erasure"))?,
        proposed_by: AccountId(row.try_get("", "proposed_by")?),
        proposed_at: row.try_get("", "proposed_at")?,
        decided_at: row.try_get("", "decided_at")?,
        done_at: row.try_get("", "done_at")?,
        removed: removed
            .map(|removed| serde_json::from_str(&removed).map_err(|_| Error::Meaning("count")))
            .transpose()?,
    })
}
