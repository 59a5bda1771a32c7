//! Finding one case, and the proof that its finder may do what they came for.

use domain::codes::{CaseStatus, ServiceType};
use domain::{
    AccountId, CaseClass, CaseId, Instant, OrganisationId, Reference, SideId, SideKind, SideLetter, TeamId,
};
use permissions::{Act, Permit, Record, decide, known, roots};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use crate::entity::{case, side};
use crate::scope::{self, Footing, RootTable, side_bit};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// One side of a case.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Its inner name.
    pub id: SideId,
    /// What it is in the matter.
    pub kind: SideKind,
    /// Its letter.
    pub letter: SideLetter,
}

/// The spine of a case: what policy and stage rules need of every reader, and no more.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its inner name.
    pub id: CaseId,
    /// Its outer name.
    pub reference: Reference,
    /// Its class.
    pub class: CaseClass,
    /// Its team.
    pub team: TeamId,
    /// The kind of service, which decides the route.
    pub service_type: ServiceType,
    /// The route it follows, and its version.
    pub route: (String, i32),
    /// The stage the case stands in, derived from its participants.
    pub stage: String,
    /// The phase the stage belongs to.
    pub phase: String,
    /// Open, paused, closed or reopened.
    pub status: CaseStatus,
    /// The member of staff whose case it is.
    pub owner: Option<AccountId>,
    /// The organisation that referred it.
    pub organisation: Option<OrganisationId>,
    /// When it was received.
    pub received_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// How often it was changed.
    pub version: i64,
    /// Its sides, in the order of their letters.
    pub sides: Vec<Side>,
}

impl Record for Case {
    type Marker = roots::Case;

    fn class(&self) -> CaseClass {
        self.class
    }
}

pub(crate) const SPINE: [case::Column; 17] = [
    case::Column::Id,
    case::Column::Reference,
    case::Column::Class,
    case::Column::Team,
    case::Column::ServiceType,
    case::Column::Route,
    case::Column::RouteVersion,
    case::Column::Stage,
    case::Column::Phase,
    case::Column::Status,
    case::Column::Owner,
    case::Column::Organisation,
    case::Column::ReceivedAt,
    case::Column::AllocatedAt,
    case::Column::ClosedAt,
    case::Column::Version,
    case::Column::CreatedAt,
];

impl<Mode> Unit<Mode> {
    /// The case named `reference`, if the actor may know of it and may do `A` to it.
    ///
    /// One statement finds the record and the actor's standing to it. A writing unit on
    /// PostgreSQL also takes the row, so that nobody changes it before the unit ends.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such case or the actor may not know of it;
    /// [`Error::Forbidden`] where they may, and not do this.
    pub async fn case<A: Act<Record = roots::Case>>(
        &mut self,
        reference: Reference,
    ) -> Result<Permit<A, Case>> {
        let wanted = Expr::col((case::Entity, case::Column::Reference)).eq(reference.stored());
        self.case_where::<A>(Condition::all().add(wanted)).await
    }

    /// The same, for a case known by its inner name.
    ///
    /// # Errors
    /// As [`case`](Self::case).
    pub async fn case_by_id<A: Act<Record = roots::Case>>(&mut self, id: CaseId) -> Result<Permit<A, Case>> {
        let wanted = Expr::col((case::Entity, case::Column::Id)).eq(Uuid::from(id));
        self.case_where::<A>(Condition::all().add(wanted)).await
    }

    /// The same, refused if the case has changed since its reader saw `version`.
    ///
    /// # Errors
    /// As [`case`](Self::case), and [`Error::Conflict`].
    pub async fn case_at<A: Act<Record = roots::Case>>(
        &mut self,
        reference: Reference,
        version: i64,
    ) -> Result<Permit<A, Case>> {
        let permit = self.case::<A>(reference).await?;
        if permit.version == version { Ok(permit) } else { Err(Error::Conflict) }
    }

    async fn case_where<A: Act<Record = roots::Case>>(
        &mut self,
        wanted: Condition,
    ) -> Result<Permit<A, Case>> {
        let root = RootTable::cases();
        let known = known(&self.actor, permissions::Root::Case);
        let doing = permissions::scope::<A>(&self.actor);
        let within = Condition::any()
            .add(scope::condition(&root, &known, self.when()))
            .add(scope::condition(&root, &doing, self.when()));
        let mut query = Query::select();
        query
            .columns(SPINE.map(|column| (case::Entity, column)))
            .expr_as(Expr::col((side::Entity, side::Column::Id)), "side_id")
            .expr_as(Expr::col((side::Entity, side::Column::Kind)), "side_kind")
            .column((side::Entity, side::Column::Letter))
            .from(case::Entity)
            .left_join(
                side::Entity,
                Expr::col((side::Entity, side::Column::CaseId)).equals((case::Entity, case::Column::Id)),
            )
            .cond_where(Condition::all().add(wanted).add(within))
            .order_by((side::Entity, side::Column::Letter), Order::Asc);
        scope::select_standing(&mut query, &root, &self.actor, self.when());
        let rows = self.transaction.query_all(&query).await?;
        let first = rows.first().ok_or(Error::NotFound)?;
        let mut sides = Vec::new();
        for row in &rows {
            let Some(id) = row.try_get::<Option<Uuid>>("", "side_id")? else { continue };
            let kind: String = row.try_get("", "side_kind")?;
            let letter: String = row.try_get("", "letter")?;
            sides.push(Side {
                id: SideId(id),
                kind: SideKind::parse(&kind).ok_or(Error::Meaning("side"))?,
                letter: SideLetter(letter.chars().next().unwrap_or('A')),
            });
        }
        let bits: Vec<_> = sides.iter().map(|side| (side_bit(side.letter.0), side.id)).collect();
        let case = Case { sides, ..spine(first)? };
        let standing = scope::standing(first, &self.actor, &footing(&case), &bits)?;
        let permit = decide::<A, Case>(&self.actor, &standing, case, self.id)?;
        Ok(self.permitted(permit))
    }
}

/// What standing depends on.
pub(crate) fn footing(case: &Case) -> Footing {
    Footing { team: case.team, organisation: case.organisation, closed_at: case.closed_at }
}

/// Reads the spine columns; the sides are left empty.
pub(crate) fn spine(row: &QueryResult) -> Result<Case> {
    let text = |column: &str| row.try_get::<String>("", column);
    Ok(Case {
        id: CaseId(row.try_get("", "id")?),
        reference: text("reference")?.parse().map_err(|_| Error::Meaning("reference"))?,
        // A class that is not understood is the narrowest.
        class: CaseClass::parse(&text("class")?).unwrap_or(CaseClass::Sealed),
        team: TeamId(row.try_get("", "team")?),
        service_type: ServiceType::parse(&text("service_type")?).ok_or(Error::Meaning("service type"))?,
        route: (text("route")?, row.try_get("", "route_version")?),
        stage: text("stage")?,
        phase: text("phase")?,
        status: CaseStatus::parse(&text("status")?).ok_or(Error::Meaning("status"))?,
        owner: row.try_get::<Option<Uuid>>("", "owner")?.map(AccountId),
        organisation: row.try_get::<Option<Uuid>>("", "organisation")?.map(OrganisationId),
        received_at: row.try_get("", "received_at")?,
        closed_at: row.try_get("", "closed_at")?,
        version: row.try_get("", "version")?,
        sides: Vec::new(),
    })
}

impl Unit<Writing> {
    /// Raises the case's version, which tells everyone who saw the old one.
    pub(crate) async fn touch_case(&self, case: &Case) -> Result<()> {
        let changed = case::Entity::update_many()
            .col_expr(case::Column::Version, Expr::val(case.version + 1))
            .filter(case::Column::Id.eq(Uuid::from(case.id)))
            .filter(case::Column::Version.eq(case.version))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}
