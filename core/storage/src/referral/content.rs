//! What a referral says, cut to its reader's mask as it is read.

use domain::{Answers, Audience, Part, PartSet, Relation};
use permissions::Permit;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait};
use uuid::Uuid;

use super::answers::{Addressee, author, reads, relation};
use super::record::Referral;
use crate::answers::SERVICE;
use crate::columns::{self, REFERRAL, Sides};
use crate::entity::{answer, referral};
use crate::unit::Unit;
use crate::{Error, Result};

/// Answers of one part about one addressee, as their reader may see them.
#[derive(Clone)]
pub struct ReferralSection {
    /// The part.
    pub part: Part,
    /// Whom they concern; none for a party that this version of the form does not know.
    pub addressee: Option<Addressee>,
    /// The answers by the form's field ids.
    pub values: Answers,
}

impl std::fmt::Debug for ReferralSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReferralSection({}, {} answers)", self.part.as_str(), self.values.len())
    }
}

/// A referral as a reader may see it. What they may not see is not there.
#[derive(Clone, Debug)]
pub struct ReferralContent {
    /// What lists show of it, by catalogue id.
    pub fields: Answers,
    /// The answers.
    pub sections: Vec<ReferralSection>,
    /// The plugins whose code could not look at the answers.
    pub not_checked_by: Option<String>,
}

impl ReferralContent {
    /// Every readable answer by its field id, to be shown in the order of the form.
    pub fn answers(&self) -> Answers {
        let all = self.sections.iter().flat_map(|section| section.values.iter());
        all.map(|(field, value)| (field.clone(), value.clone())).collect()
    }
}

/// Whether whoever holds `permit` may both read and write what the referral says under
/// `part` about `addressee`, so that they can correct it.
pub fn may_correct<A>(permit: &Permit<A, Referral>, part: Part, addressee: &Addressee) -> bool {
    let relation = relation(permit, addressee.side(permit.id));
    let mask = permit.mask();
    mask.reads_of(part, relation, author(permit)) && mask.writes(part, relation)
}

impl<Mode> Unit<Mode> {
    /// Reads the referral: two statements, whatever is in it. `parties` are those that its
    /// form describes.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`], [`Error::Sealed`].
    pub async fn referral_content<A>(
        &mut self,
        permit: &Permit<A, Referral>,
        parties: &[&str],
    ) -> Result<ReferralContent> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let mask = permit.mask();
        let mut query = Query::select();
        query
            .column((referral::Entity, referral::Column::Id))
            .from(referral::Entity)
            .and_where(Expr::col((referral::Entity, referral::Column::Id)).eq(Uuid::from(permit.id)));
        let columns = columns::select(&mut query, referral::Entity, REFERRAL, mask, &Sides::Whole);
        let mut shown: PartSet = columns.iter().map(|column| column.part).collect();
        let may_know_notes = mask.reads(Part::IntakeNotes, Relation::Internal);
        if may_know_notes {
            query.column((referral::Entity, referral::Column::NotCheckedBy));
        }
        let row = self.transaction.query_one(&query).await?.ok_or(Error::NotFound)?;
        let mut fields = Answers::new();
        for column in &columns {
            fields.insert(column.id.to_owned(), columns::value(&row, column, self.store.zone())?);
        }
        let not_checked_by = if may_know_notes { row.try_get("", "not_checked_by")? } else { None };
        let mut sections = Vec::new();
        for loaded in self.load_answers_where(readable(permit)).await? {
            // The statement was cut already; a row is asked once more by its own author rule.
            if !reads(permit, mask, &loaded) {
                continue;
            }
            shown = shown.union(PartSet::of(&[loaded.part]));
            sections.push(ReferralSection {
                part: loaded.part,
                addressee: Addressee::of(loaded.side, permit.id, parties),
                values: loaded.values,
            });
        }
        self.note("view", "referral", permit.id.into(), shown);
        Ok(ReferralContent { fields, sections, not_checked_by })
    }
}

/// The rows of the referral that its reader may read: a forbidden one is not selected.
fn readable<A>(permit: &Permit<A, Referral>) -> Condition {
    let author = author(permit);
    let of = |relation: Relation| {
        let parts = Part::ALL.iter().filter(move |part| permit.mask().reads_of(**part, relation, author));
        answer::Column::Part.is_in(parts.map(|part| part.as_str()))
    };
    let side = || Expr::col((answer::Entity, answer::Column::Side));
    let nobody = [Uuid::nil(), SERVICE];
    let rows = Condition::any()
        .add(Condition::all().add(side().eq(Uuid::nil())).add(of(relation(permit, None))))
        .add(Condition::all().add(side().eq(SERVICE)).add(of(permit.relation(Audience::Internal))))
        .add(
            Condition::all()
                .add(side().is_not_in(nobody))
                // No case, hence no sides yet: all parties stand alike to the reader.
                .add(of(permit.relation(Audience::Side(domain::SideId(Uuid::nil()))))),
        );
    Condition::all().add(answer::Column::Record.eq(Uuid::from(permit.id))).add(rows)
}
