//! Meetings of a case, planned and held.

use domain::codes::SessionKind;
use domain::{Instant, Part, Reference, ReferenceKind, Relation};
use permissions::{Permit, RecordSession, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{case, meeting};
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// A meeting.
#[derive(Clone, Debug)]
pub struct MeetingRecord {
    /// Its outer name.
    pub reference: Reference,
    /// What kind.
    pub kind: SessionKind,
    /// When it is or was planned.
    pub planned_at: Instant,
    /// Where.
    pub venue: Option<String>,
    /// `planned`, `yes` or `no`.
    pub held: String,
    /// When it was held.
    pub held_at: Option<Instant>,
}

impl<Mode> Unit<Mode> {
    /// The meetings of the case, the newest first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn meetings(&mut self, permit: &Permit<ViewCase, Case>) -> Result<Vec<MeetingRecord>> {
        if !permit.mask().reads(Part::Dates, Relation::Shared) {
            return Ok(Vec::new());
        }
        let rows = meeting::Entity::find()
            .filter(meeting::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(meeting::Column::Live.eq(true))
            .order_by_desc(meeting::Column::PlannedAt)
            .all(&self.transaction)
            .await?;
        self.note("view", "case", permit.id.into(), [Part::Dates].into_iter().collect());
        rows.into_iter()
            .map(|row| {
                Ok(MeetingRecord {
                    reference: row.reference.parse().map_err(|_| Error::Meaning("reference"))?,
                    kind: SessionKind::parse(&row.kind).ok_or(Error::Meaning("kind of session"))?,
                    planned_at: row.planned_at,
                    venue: row.venue,
                    held: row.held,
                    held_at: row.held_at,
                })
            })
            .collect()
    }
}

impl Unit<Writing> {
    /// Records that a meeting is planned, or that it was held.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Conflict`].
    pub async fn record_meeting(
        &mut self,
        permit: Permit<RecordSession, Case>,
        kind: SessionKind,
        planned_at: Instant,
        venue: Option<String>,
        held_at: Option<Instant>,
    ) -> Result<Reference> {
        self.act(&permit, permit.id.into(), &[(Part::Stage, Relation::Shared)])?;
        let reference = rows::reference(ReferenceKind::Item);
        let direct = matches!(
            kind,
            SessionKind::Conference | SessionKind::MediationMeeting | SessionKind::CommunityConference
        );
        meeting::Entity::insert(meeting::ActiveModel {
            id: Set(Uuid::now_v7()),
            reference: Set(reference.stored()),
            case_id: Set(permit.id.into()),
            kind: Set(kind.as_str().to_owned()),
            direct: Set(direct),
            planned_at: Set(planned_at),
            venue: Set(venue),
            held: Set(if held_at.is_some() { "yes" } else { "planned" }.to_owned()),
            held_at: Set(held_at),
            reason: Set(None),
            recorded_by: Set(self.actor.account_id().map(Uuid::from)),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        if let Some(held) = held_at
            && !matches!(kind, SessionKind::Preparation | SessionKind::Debrief)
        {
            case::Entity::update_many()
                .col_expr(case::Column::EventAt, Expr::val(held))
                .filter(case::Column::Id.eq(Uuid::from(permit.id)))
                .filter(case::Column::EventAt.is_null())
                .exec(&self.transaction)
                .await?;
        }
        self.touch_case(&permit).await?;
        Ok(reference)
    }
}
