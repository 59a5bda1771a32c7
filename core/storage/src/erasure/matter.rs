//! Emptying a case in which nobody is left.

use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::ForgottenRows;
use crate::Result;
use crate::entity::{answer, answer_index, blind_index, entry, history, referral};
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};

/// Free text and exact days of the tables of a case. What else they hold are codes and
/// dates that figures count.
const TEXTS: [(&str, &str, &[&str]); 9] = [
    ("cases", "id", &["legacy_reference", "override_reason", "closing_note", "summary", "legacy_id"]),
    (
        "incidents",
        "case_id",
        &["detail", "occurred_from", "occurred_to", "crime_reference", "summary", "legacy_id"],
    ),
    ("meetings", "case_id", &["venue", "reason", "legacy_id"]),
    ("closures", "case_id", &["note", "decision_note"]),
    ("feedback", "case_id", &["comments", "legacy_id"]),
    ("consents", "case_id", &["legacy_id"]),
    ("risks", "case_id", &["legacy_id"]),
    ("agreements", "case_id", &["legacy_id"]),
    ("referrals", "case_id", &["source_person", "decision_reason", "legacy_id"]),
];

/// Texts that every row has to have.
const KEPT: [(&str, &str); 2] = [("agreements", "text"), ("agreement_actions", "description")];

impl Unit<Writing> {
    /// Destroys the case's key, overwrites its texts, and removes its sections, drafts and
    /// rows of search. Its codes and dates stay for figures.
    pub(super) async fn empty_case(&mut self, case: Uuid, gone: &mut ForgottenRows) -> Result<()> {
        self.destroy_owner_key(case, OwnerKind::Case).await?;
        let referrals: Vec<Uuid> = referral::Entity::find()
            .select_only()
            .column(referral::Column::Id)
            .filter(referral::Column::CaseId.eq(case))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let roots: Vec<Uuid> = referrals.into_iter().chain([case]).collect();
        let before = self.marks.len();
        self.forget_answers(Condition::all().add(answer::Column::Root.is_in(roots.iter().copied()))).await?;
        self.forget_answers(Condition::all().add(answer::Column::Owner.eq(case))).await?;
        gone.sections += (self.marks.len() - before) as u64;
        let former = history::Entity::delete_many()
            .filter(
                Condition::any()
                    .add(history::Column::Root.is_in(roots.iter().copied()))
                    .add(history::Column::Owner.eq(case)),
            )
            .exec(&self.transaction)
            .await?;
        gone.sections += former.rows_affected;
        answer_index::Entity::delete_many()
            .filter(answer_index::Column::Root.is_in(roots.iter().copied()))
            .exec(&self.transaction)
            .await?;
        blind_index::Entity::delete_many()
            .filter(blind_index::Column::Owner.is_in(roots.iter().copied()))
            .exec(&self.transaction)
            .await?;
        gone.entries += self.empty_entries(Condition::all().add(entry::Column::CaseId.eq(case))).await?;
        for (table, key, columns) in TEXTS {
            let mut update = Query::update();
            update.table(Alias::new(table)).and_where(Expr::col(Alias::new(key)).eq(case));
            for column in columns {
                update.value(Alias::new(*column), Expr::cust("NULL"));
            }
            self.transaction.execute(&update).await?;
        }
        for (table, column) in KEPT {
            let update = Query::update()
                .table(Alias::new(table))
                .value(Alias::new(column), "")
                .and_where(Expr::col(Alias::new("case_id")).eq(case))
                .take();
            self.transaction.execute(&update).await?;
        }
        let drafts = Query::delete()
            .from_table(Alias::new("drafts"))
            .and_where(Expr::col(Alias::new("case_id")).eq(case))
            .take();
        self.transaction.execute(&drafts).await?;
        Ok(())
    }
}
