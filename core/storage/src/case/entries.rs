//! The work log: who contacted whom, and what came of it.

use domain::codes::{ContactKind, ContactOutcome, ContactPurpose, Direction};
use domain::{
    AccountId, Audience, EntryId, Instant, Part, PartSet, Reference, ReferenceKind, Relation, SideId,
};
use permissions::{AssignmentKind, Authors, LogContact, Mask, NoteIntake, Permit, ViewCase};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{account, case, case_access, entry, participant};
use crate::search_index::Findable;
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows};

/// One line of the log as its reader may see it.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Its outer name.
    pub reference: Reference,
    /// The letter of the side it is addressed to, where it is one's.
    pub side: Option<char>,
    /// Whether it is shared with every side.
    pub shared: bool,
    /// What was done.
    pub kind: ContactKind,
    /// From whom to whom.
    pub direction: Option<Direction>,
    /// What came of it.
    pub outcome: Option<ContactOutcome>,
    /// What it was for.
    pub purpose: Option<ContactPurpose>,
    /// The day.
    pub on: chrono::NaiveDate,
    /// The moment, where it is known.
    pub at: Option<Instant>,
    /// How long it took.
    pub minutes: Option<i32>,
    /// What was said.
    pub summary: Option<String>,
    /// Who wrote it.
    pub by: Option<String>,
    /// Whether it asks somebody to follow up.
    pub follow_up: bool,
}

/// A new line.
#[derive(Clone)]
pub struct NewEntry {
    /// With whom, where it was one participant.
    pub participant: Option<Reference>,
    /// To whom it is addressed; a participant's side where one is named.
    pub audience: Audience,
    /// Practice or intake note.
    pub part: Part,
    /// What was done.
    pub kind: ContactKind,
    /// From whom to whom.
    pub direction: Option<Direction>,
    /// What came of it.
    pub outcome: Option<ContactOutcome>,
    /// What it was for.
    pub purpose: Option<ContactPurpose>,
    /// When.
    pub at: Instant,
    /// How long it took.
    pub minutes: Option<i32>,
    /// What was said.
    pub summary: Option<String>,
    /// Whether it asks somebody to follow up.
    pub follow_up: bool,
}

const SIDE: &str = "side";
const SHARED: &str = "shared";
const INTERNAL: &str = "internal";

impl<Mode> Unit<Mode> {
    /// The newest lines of the log that the reader may see, at most `limit` and one more
    /// if there are older ones; `before` continues from the oldest line shown.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn entries(
        &mut self,
        permit: &Permit<ViewCase, Case>,
        before: Option<(chrono::NaiveDate, EntryId)>,
        limit: u64,
    ) -> Result<Vec<LogEntry>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let own: Vec<SideId> = permit
            .sides
            .iter()
            .map(|side| side.id)
            .filter(|side| permit.relation(Audience::Side(*side)) == Relation::Own)
            .collect();
        let column = |column| Expr::col((entry::Entity, column));
        let mut query = Query::select();
        query
            .columns(
                [
                    entry::Column::Reference,
                    entry::Column::Side,
                    entry::Column::Audience,
                    entry::Column::Part,
                    entry::Column::Kind,
                    entry::Column::Direction,
                    entry::Column::Outcome,
                    entry::Column::Purpose,
                    entry::Column::OccurredOn,
                    entry::Column::OccurredAt,
                    entry::Column::Minutes,
                    entry::Column::Summary,
                    entry::Column::ByName,
                    entry::Column::FollowUp,
                ]
                .map(|column| (entry::Entity, column)),
            )
            .column((account::Entity, account::Column::DisplayName))
            .from(entry::Entity)
            .left_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id)).equals((entry::Entity, entry::Column::By)),
            )
            .and_where(column(entry::Column::CaseId).eq(Uuid::from(permit.id)))
            .and_where(column(entry::Column::Live).eq(true))
            .cond_where(self.readable_entries(permit.mask(), &own))
            .order_by((entry::Entity, entry::Column::OccurredOn), Order::Desc)
            .order_by((entry::Entity, entry::Column::Id), Order::Desc)
            .limit(limit + 1);
        if let Some((day, id)) = before {
            query.cond_where(
                Condition::any().add(column(entry::Column::OccurredOn).lt(day)).add(
                    Condition::all()
                        .add(column(entry::Column::OccurredOn).eq(day))
                        .add(column(entry::Column::Id).lt(Uuid::from(id))),
                ),
            );
        }
        let mut shown = PartSet::NONE;
        let mut entries = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let text = |column: &str| row.try_get::<Option<String>>("", column);
            let part = text("part")?.and_then(|word| Part::parse(&word)).ok_or(Error::Meaning("part"))?;
            shown = shown.union(PartSet::of(&[part]));
            let side: Uuid = row.try_get("", "side")?;
            let name: Option<String> = text("display_name")?;
            entries.push(LogEntry {
                reference: text("reference")?
                    .unwrap_or_default()
                    .parse()
                    .map_err(|_| Error::Meaning("reference"))?,
                side: permit
                    .sides
                    .iter()
                    .find(|known| Uuid::from(known.id) == side)
                    .map(|known| known.letter.0),
                shared: text("audience")?.as_deref() == Some(SHARED),
                kind: text("kind")?.and_then(|word| ContactKind::parse(&word)).unwrap_or(ContactKind::Note),
                direction: text("direction")?.and_then(|word| Direction::parse(&word)),
                outcome: text("outcome")?.and_then(|word| ContactOutcome::parse(&word)),
                purpose: text("purpose")?.and_then(|word| ContactPurpose::parse(&word)),
                on: row.try_get("", "occurred_on")?,
                at: row.try_get("", "occurred_at")?,
                minutes: row.try_get("", "minutes")?,
                summary: text("summary")?,
                by: name.or(text("by_name")?),
                follow_up: row.try_get("", "follow_up")?,
            });
        }
        // Who looked and found nothing they may read has looked all the same.
        self.note("view", "case", permit.id.into(), shown);
        Ok(entries)
    }

    /// The lines that a mask lets read: by part, by how the reader stands to their
    /// audience, and by who wrote them.
    pub(crate) fn readable_entries(&self, mask: &Mask, own: &[SideId]) -> Condition {
        let column = |column| Expr::col((entry::Entity, column));
        let own = || column(entry::Column::Side).is_in(own.iter().map(|side| Uuid::from(*side)));
        let mut any = Condition::any().add(Expr::val(1).eq(0));
        for part in [Part::Notes, Part::IntakeNotes] {
            for relation in Relation::ALL {
                let Some(authors) = mask.readable_authors(part, relation) else { continue };
                let addressed = match relation {
                    Relation::Own => column(entry::Column::Audience).eq(SIDE).and(own()),
                    Relation::Other => column(entry::Column::Audience).eq(SIDE).and(own().not()),
                    Relation::Shared => column(entry::Column::Audience).eq(SHARED),
                    Relation::Internal => column(entry::Column::Audience).eq(INTERNAL),
                };
                let mut all =
                    Condition::all().add(column(entry::Column::Part).eq(part.as_str())).add(addressed);
                let reader = self.actor.account_id().map(Uuid::from).unwrap_or_default();
                match authors {
                    Authors::Anyone => {}
                    Authors::Own => all = all.add(column(entry::Column::By).eq(reader)),
                    Authors::Facilitators => {
                        let facilitators = Query::select()
                            .column((case_access::Entity, case_access::Column::Account))
                            .from(case_access::Entity)
                            .and_where(
                                Expr::col((case_access::Entity, case_access::Column::CaseId))
                                    .equals((entry::Entity, entry::Column::CaseId)),
                            )
                            .and_where(Expr::col((case_access::Entity, case_access::Column::Kind)).is_in([
                                AssignmentKind::Lead.as_str(),
                                AssignmentKind::CoFacilitator.as_str(),
                            ]))
                            .take();
                        all = all.add(
                            column(entry::Column::By)
                                .eq(reader)
                                .or(column(entry::Column::By).in_subquery(facilitators)),
                        );
                    }
                }
                any = any.add(all);
            }
        }
        any
    }
}

impl Unit<Writing> {
    /// Adds a line to the log.
    ///
    /// A contact that reached somebody is the first successful one if none was before it;
    /// the time to first contact is counted from it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the mask does not let its parts be written,
    /// [`Error::NotFound`] where the case has no such participant, [`Error::Conflict`].
    pub async fn log_contact(
        &mut self,
        permit: Permit<LogContact, Case>,
        new: NewEntry,
    ) -> Result<Reference> {
        self.add_entry(permit, new).await
    }

    /// Adds a note made at intake.
    ///
    /// # Errors
    /// As [`log_contact`](Self::log_contact).
    pub async fn note_intake(
        &mut self,
        permit: Permit<NoteIntake, Case>,
        new: NewEntry,
    ) -> Result<Reference> {
        self.add_entry(permit, new).await
    }

    async fn add_entry<A: permissions::Act>(
        &mut self,
        permit: Permit<A, Case>,
        new: NewEntry,
    ) -> Result<Reference> {
        let named = match new.participant {
            Some(reference) => Some(self.participant_of(permit.id, reference).await?),
            None => None,
        };
        let audience = match named {
            Some((_, _, side)) if new.audience != Audience::Shared => Audience::Side(side),
            _ => new.audience,
        };
        if let Audience::Side(side) = audience
            && !permit.sides.iter().any(|known| known.id == side)
        {
            return Err(Error::NotFound);
        }
        let relation = permit.relation(audience);
        self.act(&permit, permit.id.into(), &[(new.part, relation)])?;
        let reference = rows::reference(ReferenceKind::Item);
        let id = Uuid::now_v7();
        let (side, word) = match audience {
            Audience::Side(side) => (Uuid::from(side), SIDE),
            Audience::Shared => (Uuid::nil(), SHARED),
            Audience::Internal => (Uuid::nil(), INTERNAL),
        };
        let by = self.actor.account_id().map(AccountId::into);
        let search_row = match &new.summary {
            Some(text) if !text.trim().is_empty() => {
                let findable = Findable {
                    case: permit.id,
                    received_at: permit.received_at,
                    record: id,
                    part: new.part,
                    side,
                    text,
                };
                Some(self.index_note_text(&findable).await?)
            }
            _ => None,
        };
        entry::Entity::insert(entry::ActiveModel {
            id: Set(id),
            reference: Set(reference.stored()),
            case_id: Set(permit.id.into()),
            side: Set(side),
            audience: Set(word.to_owned()),
            part: Set(new.part.as_str().to_owned()),
            participant: Set(named.map(|(participant, _, _)| participant.into())),
            kind: Set(new.kind.as_str().to_owned()),
            direction: Set(new.direction.map(|code| code.as_str().to_owned())),
            outcome: Set(new.outcome.map(|code| code.as_str().to_owned())),
            purpose: Set(new.purpose.map(|code| code.as_str().to_owned())),
            occurred_at: Set(Some(new.at)),
            occurred_on: Set(domain::service_day(new.at, self.store.zone())),
            minutes: Set(new.minutes),
            summary: Set(new.summary),
            by: Set(by),
            by_name: Set(None),
            follow_up: Set(new.follow_up),
            needs_person: Set(false),
            search_row: Set(search_row),
            version: Set(1),
            live: Set(true),
            source: Set(self.source()),
            batch: Set(None),
            legacy_id: Set(None),
            created_at: Set(self.now()),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        if new.outcome.is_some_and(ContactOutcome::is_successful) {
            self.first_contact(&permit, named.map(|(participant, _, _)| participant.into()), new.at).await?;
        }
        Ok(reference)
    }

    async fn first_contact<A>(
        &self,
        permit: &Permit<A, Case>,
        participant: Option<Uuid>,
        at: Instant,
    ) -> Result<()> {
        let earlier = |column: sea_orm::sea_query::SimpleExpr| column.clone().is_null().or(column.gt(at));
        if let Some(participant) = participant {
            participant::Entity::update_many()
                .col_expr(participant::Column::FirstContactAt, Expr::val(at))
                .filter(participant::Column::Id.eq(participant))
                .filter(earlier(Expr::col(participant::Column::FirstContactAt)))
                .exec(&self.transaction)
                .await?;
        }
        case::Entity::update_many()
            .col_expr(case::Column::FirstContactAt, Expr::val(at))
            .filter(case::Column::Id.eq(Uuid::from(permit.id)))
            .filter(earlier(Expr::col(case::Column::FirstContactAt)))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}
