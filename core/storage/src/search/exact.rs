//! Finding by equality: references, and what is sealed.

use contributions::Catalogue;
use domain::{Audience, Part, Reference, ReferenceKind, SideId};
use permissions::{Author, Scope, ViewCase};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use uuid::Uuid;

use crate::Result;
use crate::entity::{answer_index, blind_index, case, incident, participant, person, referral};
use crate::list::{Seen, Wanted};
use crate::people::BlindKind;
use crate::unit::Unit;

/// The most cases that one exact value finds.
const MOST: u64 = 100;

/// The part that a kind of the blind index tells of.
const fn part_of(kind: BlindKind) -> Part {
    match kind {
        BlindKind::Phone | BlindKind::Email | BlindKind::Postcode => Part::Contact,
        BlindKind::Identifier => Part::Identifiers,
        BlindKind::BirthDate | BlindKind::SurnameAndBirthDate => Part::BirthDate,
        BlindKind::Name => Part::FullName,
    }
}

impl<Mode> Unit<Mode> {
    /// The case that a reference names: its own, that of its referral, or those of a person.
    pub(super) async fn by_reference(
        &mut self,
        scope: &Scope,
        reference: Reference,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Seen<ViewCase>>> {
        let stored = reference.stored();
        let of_case = || Expr::col((case::Entity, case::Column::Id));
        let few = match reference.kind() {
            ReferenceKind::Case => Query::select()
                .expr_as(of_case(), "case_id")
                .from(case::Entity)
                .and_where(Expr::col((case::Entity, case::Column::Reference)).eq(stored))
                .take(),
            ReferenceKind::Referral => Query::select()
                .expr_as(Expr::col((referral::Entity, referral::Column::CaseId)), "case_id")
                .from(referral::Entity)
                .and_where(Expr::col((referral::Entity, referral::Column::Reference)).eq(stored))
                .take(),
            ReferenceKind::Person => Query::select()
                .distinct()
                .expr_as(Expr::col((participant::Entity, participant::Column::CaseId)), "case_id")
                .from(person::Entity)
                .inner_join(
                    participant::Entity,
                    Expr::col((participant::Entity, participant::Column::Person))
                        .equals((person::Entity, person::Column::Id)),
                )
                .and_where(Expr::col((person::Entity, person::Column::Reference)).eq(stored))
                .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
                .take(),
            _ => return Ok(Vec::new()),
        };
        self.found_from(scope, few, wanted).await
    }

    /// Cases with the reference of an older system, a crime reference, or an indexed answer
    /// of a plugin that is exactly this.
    pub(super) async fn by_code(
        &mut self,
        scope: &Scope,
        catalogue: &Catalogue,
        code: &str,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Seen<ViewCase>>> {
        let readable = permissions::filterable::<ViewCase>(&self.actor);
        let mut ways: Vec<SelectStatement> = Vec::new();
        if readable.contains(Part::Reference) {
            ways.push(
                Query::select()
                    .expr_as(Expr::col((case::Entity, case::Column::Id)), "case_id")
                    .from(case::Entity)
                    .and_where(Expr::col((case::Entity, case::Column::LegacyReference)).eq(code))
                    .take(),
            );
        }
        if readable.contains(Part::Offence) {
            ways.push(
                Query::select()
                    .expr_as(Expr::col((incident::Entity, incident::Column::CaseId)), "case_id")
                    .from(incident::Entity)
                    .and_where(
                        // Computed by the database, so it is no column of the entity.
                        Expr::col((incident::Entity, Alias::new("crime_reference_key")))
                            .eq(code.to_lowercase()),
                    )
                    .and_where(Expr::col((incident::Entity, incident::Column::Live)).eq(true))
                    .take(),
            );
        }
        let fields: Vec<&str> = catalogue
            .iter()
            .filter(|field| field.plugin.is_some() && field.filterable && readable.contains(field.part))
            .map(|field| field.id.as_str())
            .collect();
        if !fields.is_empty() {
            ways.push(
                Query::select()
                    .expr_as(Expr::col((answer_index::Entity, answer_index::Column::Root)), "case_id")
                    .from(answer_index::Entity)
                    .and_where(Expr::col((answer_index::Entity, answer_index::Column::Field)).is_in(fields))
                    .and_where(
                        Expr::col((answer_index::Entity, answer_index::Column::Text)).eq(domain::fold(code)),
                    )
                    .take(),
            );
        }
        let mut ways = ways.into_iter();
        let Some(mut few) = ways.next() else { return Ok(Vec::new()) };
        for way in ways {
            few.union(UnionType::Distinct, way);
        }
        self.found_from(scope, few, wanted).await
    }

    /// Cases of people with one of these sealed values, where the reader may read the part
    /// of the value outright: dots are not to be tried out one number after another.
    pub(super) async fn by_blind_index(
        &mut self,
        scope: &Scope,
        keys: &[(BlindKind, String)],
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Seen<ViewCase>>> {
        let column = |column| Expr::col((blind_index::Entity, column));
        let mut any = Condition::any();
        for (kind, value) in keys {
            let digest = self.store.keys().blind(kind.as_str(), value).to_vec();
            any = any.add(
                Condition::all()
                    .add(column(blind_index::Column::Kind).eq(kind.as_str()))
                    .add(column(blind_index::Column::Digest).eq(digest)),
            );
        }
        let few = Query::select()
            .distinct()
            .expr_as(Expr::col((participant::Entity, participant::Column::CaseId)), "case_id")
            .expr_as(Expr::col((participant::Entity, participant::Column::Side)), "hit_side")
            .expr_as(column(blind_index::Column::Kind), "hit_kind")
            .from(blind_index::Entity)
            .inner_join(
                participant::Entity,
                Expr::col((participant::Entity, participant::Column::Person))
                    .equals((blind_index::Entity, blind_index::Column::Owner)),
            )
            .cond_where(any)
            .and_where(Expr::col((participant::Entity, participant::Column::Live)).eq(true))
            .take();
        let mut statement = self.statement_from(scope, Some(few));
        self.select_case(&mut statement, wanted);
        statement
            .columns(["hit_side", "hit_kind"].map(|name| (Alias::new("reach"), Alias::new(name))))
            .order_by((case::Entity, case::Column::ReceivedAt), Order::Desc)
            .order_by((case::Entity, case::Column::Id), Order::Desc)
            .limit(MOST);
        let rows = self.transaction.query_all(&statement).await?;
        let mut found: Vec<Seen<ViewCase>> = Vec::new();
        for seen in self.read_rows::<ViewCase>(&rows, wanted).await? {
            let row = &rows[seen.index];
            let side = SideId(row.try_get::<Uuid>("", "hit_side")?);
            let kind: String = row.try_get("", "hit_kind")?;
            let relation = seen.permit.relation(Audience::Side(side));
            let reads = BlindKind::parse(&kind)
                .is_some_and(|kind| seen.permit.mask().reads_of(part_of(kind), relation, Author::Other));
            if reads && found.iter().all(|known| known.row.id != seen.row.id) {
                found.push(seen);
            }
        }
        Ok(found)
    }

    /// The cases among `few` that are in the scope, the newest first.
    async fn found_from(
        &mut self,
        scope: &Scope,
        few: SelectStatement,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Seen<ViewCase>>> {
        let mut statement = self.statement_from(scope, Some(few));
        self.select_case(&mut statement, wanted);
        statement
            .order_by((case::Entity, case::Column::ReceivedAt), Order::Desc)
            .order_by((case::Entity, case::Column::Id), Order::Desc)
            .limit(MOST);
        let rows = self.transaction.query_all(&statement).await?;
        self.read_rows::<ViewCase>(&rows, wanted).await
    }
}
