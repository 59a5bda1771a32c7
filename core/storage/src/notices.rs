//! Notices: what the service tells those who may see a case, and nobody else.
//!
//! A notice hangs on one case and is read with it, so it reaches exactly its readers: of a
//! restricted case those on its allow-list. It holds a code and a reference, no sentence.

use domain::{CaseId, Instant, Part, Reference, Relation};
use permissions::{Permit, Task, ViewCase, Who};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::audit::Entry;
use crate::case::Case;
use crate::entity::{notice, referral};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Somebody in a submission may be somebody in this case.
    PossibleLink,
    /// A submission turned out to be part of this case, and is with it.
    MergedReferral,
}

impl NoticeKind {
    /// The word stored, and the end of its message key `notice-possible-link`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PossibleLink => "possible-link",
            Self::MergedReferral => "merged-referral",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::PossibleLink, Self::MergedReferral].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A notice of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The other record, such as the referral; whether the reader may open it is that
    /// record's own affair.
    pub subject: Reference,
    /// Since when.
    pub at: Instant,
}

impl<Mode> Unit<Mode> {
    /// The notices of a case, the newest first; none for readers without the notes of
    /// intake.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn notices(&self, permit: &Permit<ViewCase, Case>) -> Result<Vec<Notice>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        if !permit.mask().reads(Part::IntakeNotes, Relation::Internal) {
            return Ok(Vec::new());
        }
        let rows = notice::Entity::find()
            .filter(notice::Column::CaseId.eq(Uuid::from(permit.id)))
            .order_by_desc(notice::Column::At)
            .all(&self.transaction)
            .await?;
        let read = |row: notice::Model| {
            Ok(Notice {
                kind: NoticeKind::parse(&row.kind).ok_or(Error::Meaning("notice"))?,
                subject: row.subject.parse().map_err(|_| Error::Meaning("reference"))?,
                at: row.at,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Unit<Writing> {
    /// Tells the readers of a case that a referral is with it from now on; what was only
    /// possible before is not said any more.
    pub(crate) async fn tell_of_merger(&self, case: CaseId, referral: Reference) -> Result<()> {
        notice::Entity::delete_many()
            .filter(notice::Column::CaseId.eq(Uuid::from(case)))
            .filter(notice::Column::Subject.eq(referral.stored()))
            .exec(&self.transaction)
            .await?;
        notice::Entity::insert(notice::ActiveModel {
            case_id: Set(case.into()),
            kind: Set(NoticeKind::MergedReferral.as_str().to_owned()),
            subject: Set(referral.stored()),
            at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Tells the readers of these cases that somebody in the referral `of` may be in them; told
    /// once, however often it is found.
    ///
    /// The log says how many were told, and about which referral, whether there were any
    /// or not.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for anybody but the task that looks for duplicates.
    pub async fn tell_of_links(&mut self, of: Reference, cases: &[CaseId]) -> Result<()> {
        if self.actor.who() != Who::System(Task::Duplicates) {
            return Err(Error::Forbidden);
        }
        let now = self.now();
        let rows = cases.iter().map(|case| notice::ActiveModel {
            case_id: Set((*case).into()),
            kind: Set(NoticeKind::PossibleLink.as_str().to_owned()),
            subject: Set(of.stored()),
            at: Set(now),
        });
        if !cases.is_empty() {
            let key = [notice::Column::CaseId, notice::Column::Kind, notice::Column::Subject];
            notice::Entity::insert_many(rows)
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(&self.transaction)
                .await?;
        }
        // By its inner name, as everything in the log: the outer one is for people.
        let found: Option<Uuid> = referral::Entity::find()
            .select_only()
            .column(referral::Column::Id)
            .filter(referral::Column::Reference.eq(of.stored()))
            .into_tuple()
            .one(&self.transaction)
            .await?;
        let mut entry = Entry { object: found, ..Entry::new("tell-of-links", "referral") };
        entry.subjects = cases.iter().map(|case| (*case).into()).collect();
        self.note_entry(entry);
        Ok(())
    }
}
