//! How somebody is known in a case that a reader may see.

use domain::{Audience, Part, PersonId, Reference, Relation};
use permissions::{Permit, ViewCase};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::case::{Case, Side};
use crate::entity::{participant, person};
use crate::unit::Unit;
use crate::{Error, Result};

/// Somebody as a reader may know them through one case.
#[derive(Clone)]
pub struct KnownThere {
    /// Their outer name, by which they can be chosen; only with their full name.
    pub person: Option<Reference>,
    /// What they are called in that case.
    pub called: Option<String>,
    /// Their full name.
    pub full_name: Option<String>,
}

impl std::fmt::Debug for KnownThere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KnownThere")
    }
}

impl<Mode> Unit<Mode> {
    /// How the reader of a case may know `person` there: on a side they work for, by the
    /// names their mask lets through.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn known_there(
        &mut self,
        permit: &Permit<ViewCase, Case>,
        person: PersonId,
    ) -> Result<Option<KnownThere>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let is_own = |side: &&Side| permit.relation(Audience::Side(side.id)) == Relation::Own;
        let own = permit.sides.iter().filter(is_own).map(|side| Uuid::from(side.id));
        let reads = |part| permit.mask().reads(part, Relation::Own);
        let column = |column| Expr::col((participant::Entity, column));
        let mut query = Query::select();
        query
            .expr_as(Expr::val(1), "there")
            .from(participant::Entity)
            .inner_join(
                person::Entity,
                Expr::col((person::Entity, person::Column::Id)).eq(column(participant::Column::Person)),
            )
            .and_where(column(participant::Column::Person).eq(Uuid::from(person)))
            .and_where(column(participant::Column::CaseId).eq(Uuid::from(permit.id)))
            .and_where(column(participant::Column::Side).is_in(own))
            .and_where(column(participant::Column::Live).eq(true))
            .limit(1);
        if reads(Part::Name) {
            query.column((participant::Entity, participant::Column::Called));
        }
        if reads(Part::FullName) {
            let names = [person::Column::Reference, person::Column::GivenName, person::Column::FamilyName];
            query.columns(names.map(|column| (person::Entity, column)));
        }
        let Some(row) = self.transaction.query_one(&query).await? else { return Ok(None) };
        let mut known = KnownThere { person: None, called: None, full_name: None };
        if reads(Part::Name) {
            known.called = Some(row.try_get("", "called")?);
        }
        if reads(Part::FullName) {
            let text = |column: &str| row.try_get::<String>("", column);
            known.person = Some(text("reference")?.parse().map_err(|_| Error::Meaning("reference"))?);
            known.full_name =
                Some(format!("{} {}", text("given_name")?, text("family_name")?).trim().to_owned());
        }
        let shown = [Part::Name, Part::FullName].into_iter().filter(|part| reads(*part));
        self.note("check-duplicates", "case", permit.id.into(), shown.collect());
        Ok(Some(known))
    }
}
