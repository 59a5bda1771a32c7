//! Carrying an approved erasure out.

use permissions::{AmendPerson, Permit};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ErasureState, Person};
use crate::audit::Entry;
use crate::entity::{
    answer, answer_index, blind_index, entry, erasure, feedback, history, owner_key, participant, person,
    referral,
};
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What stands where a name was.
const NOBODY: &str = "–";

/// How many rows of each kind an erasure removed or emptied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgottenRows {
    /// Places in cases from which the name was taken.
    pub parts: u64,
    /// Sealed and plugins' sections, with their earlier values.
    pub sections: u64,
    /// Entries of logs that were addressed to the person.
    pub entries: u64,
    /// Rows by which they could be found.
    pub found_by: u64,
    /// Cases that were emptied, because nobody is left in them.
    pub cases: u64,
}

impl Unit<Writing> {
    /// The person of the next erasure that a manager approved and nothing forbids, if one
    /// waits.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not carry it out; [`Error::Database`].
    pub async fn next_erasure(&mut self) -> Result<Option<Permit<AmendPerson, Person>>> {
        let waiting: Vec<Uuid> = erasure::Entity::find()
            .select_only()
            .column(erasure::Column::Person)
            .filter(erasure::Column::State.eq(ErasureState::Approved.as_str()))
            .order_by_asc(erasure::Column::DecidedAt)
            .limit(100)
            .into_tuple()
            .all(&self.transaction)
            .await?;
        for one in waiting {
            let permit = self.person_by_id::<AmendPerson>(one.into()).await?;
            // Legal hold beats it, and it waits until the hold is over.
            if !permit.is_held {
                return Ok(Some(permit));
            }
        }
        Ok(None)
    }

    /// Erases the person, whose erasure was approved.
    ///
    /// # Errors
    /// [`Error::Conflict`] where none was, or a hold forbids it; [`Error::Database`].
    pub async fn erase(&mut self, permit: Permit<AmendPerson, Person>) -> Result<ForgottenRows> {
        self.act(&permit, permit.id.into(), &[])?;
        if permit.is_held {
            return Err(Error::Conflict);
        }
        let id = Uuid::from(permit.id);
        let taken = erasure::Entity::update_many()
            .col_expr(erasure::Column::State, Expr::val(ErasureState::Done.as_str()))
            .col_expr(erasure::Column::DoneAt, Expr::val(self.now()))
            .filter(erasure::Column::Person.eq(id))
            .filter(erasure::Column::State.eq(ErasureState::Approved.as_str()))
            .exec(&self.transaction)
            .await?;
        if taken.rows_affected == 0 {
            return Err(Error::Conflict);
        }
        let parts = participant::Entity::find()
            .filter(participant::Column::Person.eq(id))
            .all(&self.transaction)
            .await?;
        let mut gone = ForgottenRows { parts: parts.len() as u64, ..ForgottenRows::default() };
        self.destroy_owner_key(id, OwnerKind::Person).await?;
        self.forget_name(id).await?;
        for part in &parts {
            self.forget_part(part, &mut gone).await?;
        }
        let records: Vec<Uuid> = parts.iter().map(|part| part.id).chain([id]).collect();
        self.forget_sections(&records, &mut gone).await?;
        let found = blind_index::Entity::delete_many()
            .filter(
                Condition::any()
                    .add(blind_index::Column::Owner.eq(id))
                    .add(blind_index::Column::Record.is_in(records)),
            )
            .exec(&self.transaction)
            .await?;
        gone.found_by += found.rows_affected;
        let cases: std::collections::BTreeSet<Uuid> = parts.iter().map(|part| part.case_id).collect();
        for case in cases {
            self.forget_submission(case, &mut gone).await?;
            if self.is_empty(case).await? {
                self.empty_case(case, &mut gone).await?;
                gone.cases += 1;
            }
        }
        let said = serde_json::to_string(&gone).map_err(|_| Error::Meaning("count"))?;
        erasure::Entity::update_many()
            .col_expr(erasure::Column::Removed, Expr::val(said))
            .filter(erasure::Column::Person.eq(id))
            .filter(erasure::Column::State.eq(ErasureState::Done.as_str()))
            .exec(&self.transaction)
            .await?;
        let rows = gone.sections + gone.entries + gone.found_by;
        self.note_entry(Entry::new("erase", "person").about(id).detail(format!("{} {rows}", gone.parts)));
        Ok(gone)
    }

    async fn forget_name(&self, id: Uuid) -> Result<()> {
        let nothing = || Expr::val(Option::<String>::None);
        person::Entity::update_many()
            .col_expr(person::Column::GivenName, Expr::val(""))
            .col_expr(person::Column::FamilyName, Expr::val(""))
            .col_expr(person::Column::KnownAs, nothing())
            .col_expr(person::Column::OtherNames, nothing())
            .col_expr(person::Column::OrganisationName, nothing())
            .col_expr(person::Column::SortKey, Expr::val(""))
            .col_expr(person::Column::NameFold, Expr::val(""))
            .col_expr(person::Column::LegacyId, nothing())
            .col_expr(person::Column::Language, nothing())
            .col_expr(person::Column::Version, Expr::col(person::Column::Version).add(1))
            .filter(person::Column::Id.eq(id))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Takes the person out of their place in one case: the name, what was written for them
    /// alone, and how it is found. Codes that figures count stay.
    async fn forget_part(&mut self, part: &participant::Model, gone: &mut ForgottenRows) -> Result<()> {
        let nothing = || Expr::val(Option::<String>::None);
        if let Some(row) = part.search_row {
            gone.found_by += self.unindex("name_search", vec![row]).await?;
        }
        participant::Entity::update_many()
            .col_expr(participant::Column::Called, Expr::val(NOBODY))
            .col_expr(participant::Column::FirstName, Expr::val(NOBODY))
            .col_expr(participant::Column::Initials, Expr::val(NOBODY))
            .col_expr(participant::Column::SearchRow, Expr::val(Option::<i64>::None))
            .col_expr(participant::Column::Adjustments, nothing())
            .col_expr(participant::Column::LegacyId, nothing())
            .col_expr(participant::Column::Version, Expr::col(participant::Column::Version).add(1))
            .filter(participant::Column::Id.eq(part.id))
            .exec(&self.transaction)
            .await?;
        feedback::Entity::update_many()
            .col_expr(feedback::Column::Comments, nothing())
            .filter(feedback::Column::Participant.eq(part.id))
            .exec(&self.transaction)
            .await?;
        let mut theirs = Condition::any().add(entry::Column::Participant.eq(part.id));
        let others = participant::Entity::find()
            .filter(participant::Column::Side.eq(part.side))
            .filter(participant::Column::Person.ne(part.person))
            .one(&self.transaction)
            .await?;
        // With others on the same side, what is addressed to the side is theirs as well.
        if others.is_none() {
            theirs = theirs.add(entry::Column::Side.eq(part.side));
        }
        gone.entries += self
            .empty_entries(Condition::all().add(entry::Column::CaseId.eq(part.case_id)).add(theirs))
            .await?;
        Ok(())
    }

    /// Empties entries of logs; that there was one, when and of which kind, is counted.
    pub(super) async fn empty_entries(&self, which: Condition) -> Result<u64> {
        let found = entry::Entity::find()
            .select_only()
            .column(entry::Column::Id)
            .column(entry::Column::SearchRow)
            .filter(which)
            .into_tuple::<(Uuid, Option<i64>)>()
            .all(&self.transaction)
            .await?;
        let rows: Vec<i64> = found.iter().filter_map(|(_, row)| *row).collect();
        self.unindex("note_search", rows).await?;
        for some in found.chunks(500) {
            entry::Entity::update_many()
                .col_expr(entry::Column::Summary, Expr::val(Option::<String>::None))
                .col_expr(entry::Column::SearchRow, Expr::val(Option::<i64>::None))
                .col_expr(entry::Column::ByName, Expr::val(Option::<String>::None))
                .col_expr(entry::Column::LegacyId, Expr::val(Option::<String>::None))
                .filter(entry::Column::Id.is_in(some.iter().map(|(id, _)| *id)))
                .exec(&self.transaction)
                .await?;
        }
        Ok(found.len() as u64)
    }

    /// Removes rows of a search index; SQLite's overwrite what they held (`secure-delete`).
    pub(super) async fn unindex(&self, table: &'static str, rows: Vec<i64>) -> Result<u64> {
        for some in rows.chunks(500) {
            let statement = Query::delete()
                .from_table(Alias::new(table))
                .and_where(Expr::col(Alias::new("rowid")).is_in(some.iter().copied()))
                .take();
            self.transaction.execute(&statement).await?;
        }
        Ok(rows.len() as u64)
    }

    /// Removes the sections of these records, whoever's key they are under, with everything
    /// that was said before.
    async fn forget_sections(&mut self, records: &[Uuid], gone: &mut ForgottenRows) -> Result<()> {
        let before = self.marks.len();
        let some = || records.iter().copied();
        self.forget_answers(
            Condition::any()
                .add(answer::Column::Record.is_in(some()))
                .add(answer::Column::Owner.is_in(some())),
        )
        .await?;
        gone.sections += (self.marks.len() - before) as u64;
        let former = history::Entity::delete_many()
            .filter(
                Condition::any()
                    .add(history::Column::Record.is_in(some()))
                    .add(history::Column::Root.is_in(some()))
                    .add(history::Column::Owner.is_in(some())),
            )
            .exec(&self.transaction)
            .await?;
        gone.sections += former.rows_affected;
        answer_index::Entity::delete_many()
            .filter(answer_index::Column::Record.is_in(some()))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Removes what the referrals of the case said of each of the people in it: the others'
    /// has long been in their own records.
    async fn forget_submission(&mut self, case: Uuid, gone: &mut ForgottenRows) -> Result<()> {
        let referrals: Vec<Uuid> = referral::Entity::find()
            .select_only()
            .column(referral::Column::Id)
            .filter(referral::Column::CaseId.eq(case))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        if referrals.is_empty() {
            return Ok(());
        }
        let before = self.marks.len();
        let ofs = || referrals.iter().copied();
        let nobodys = [Uuid::nil(), crate::answers::SERVICE];
        let of_parties = Condition::all()
            .add(answer::Column::Root.is_in(ofs()))
            .add(answer::Column::Side.is_not_in(nobodys));
        self.forget_answers(of_parties).await?;
        gone.sections += (self.marks.len() - before) as u64;
        let former = history::Entity::delete_many()
            .filter(history::Column::Root.is_in(ofs()))
            .filter(history::Column::Side.is_not_in(nobodys))
            .exec(&self.transaction)
            .await?;
        gone.sections += former.rows_affected;
        blind_index::Entity::delete_many()
            .filter(blind_index::Column::Record.is_in(ofs()))
            .exec(&self.transaction)
            .await?;
        answer_index::Entity::delete_many()
            .filter(answer_index::Column::Record.is_in(ofs()))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Whether everybody who took part in the case was erased.
    async fn is_empty(&self, case: Uuid) -> Result<bool> {
        let people: Vec<Uuid> = participant::Entity::find()
            .select_only()
            .column(participant::Column::Person)
            .filter(participant::Column::CaseId.eq(case))
            .into_tuple()
            .all(&self.transaction)
            .await?;
        let people: std::collections::BTreeSet<Uuid> = people.into_iter().collect();
        let erased = owner_key::Entity::find()
            .filter(owner_key::Column::Id.is_in(people.iter().copied()))
            .filter(owner_key::Column::ErasedAt.is_not_null())
            .all(&self.transaction)
            .await?;
        Ok(erased.len() == people.len())
    }
}

impl crate::Store {
    /// Lets nothing of what was erased stay in SQLite's log of changes: it is brought into
    /// the database and cut to nothing. PostgreSQL's own vacuum overwrites dead rows when it
    /// comes to them; its log of changes goes as it is recycled.
    ///
    /// Says whether it could be done: a reader that is at work keeps it from being cut.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn forget_changes(&self) -> Result<bool> {
        let on = &self.0.pools.writers;
        if self.0.backend != sea_orm::DbBackend::Sqlite {
            for table in
                ["people", "participants", "entries", "answers", "history", "name_search", "note_search"]
            {
                // Whoever does not own the table is only warned.
                on.execute_unprepared(&format!("VACUUM {table}")).await?;
            }
            return Ok(true);
        }
        for table in ["name_search", "note_search"] {
            on.execute_unprepared(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')")).await?;
        }
        let question =
            sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = on.query_one_raw(question).await?.ok_or(Error::Meaning("checkpoint"))?;
        Ok(row.try_get_by_index::<i64>(0)? == 0)
    }
}
