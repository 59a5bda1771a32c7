//! A referral is accepted: one change makes a case of it.
//!
//! What the coordinator decided (kind, class, who is who) comes as an [`Acceptance`]. What
//! the submitter wrote under seal does not pass through anybody's hands: storage opens it
//! with the key of the submission, seals it again under the keys of the people and of the
//! case, and destroys the key it came under.

mod carry;
mod people;
mod plan;
mod rows;
mod told;

use domain::codes::ReferralDecision;
use domain::process::Ruling;
use domain::{CaseClass, CaseId, Part, PartSet, ReferenceKind, Relation, SideId, SideKind};
use permissions::{DecideReferral, Permit};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

pub(in crate::referral) use self::people::{Identified, Joined};
pub(in crate::referral) use self::told::told_of;
use super::record::Referral;
use crate::answers::Wanted;
use crate::audit::Entry;
use crate::entity::referral;
use crate::owner::OwnerKind;
use crate::unit::{Unit, Writing};
use crate::{Error, Result, rows as naming};

pub use plan::{
    Acceptance, Accepted, Destination, Move, MoveSide, NewIncident, NewParticipant, NewPerson, NewSide,
    WhichPerson,
};

/// What one who accepts writes themselves; what the submitter wrote is carried, not written.
const WRITTEN: [(Part, Relation); 17] = [
    (Part::Reference, Relation::Shared),
    (Part::Kind, Relation::Shared),
    (Part::Stage, Relation::Shared),
    (Part::Dates, Relation::Shared),
    (Part::Team, Relation::Shared),
    (Part::Area, Relation::Shared),
    (Part::Source, Relation::Shared),
    (Part::CoarseStatus, Relation::Shared),
    (Part::Category, Relation::Shared),
    (Part::Flags, Relation::Shared),
    (Part::Offence, Relation::Shared),
    (Part::RiskFlag, Relation::Shared),
    (Part::Complex, Relation::Shared),
    (Part::Name, Relation::Own),
    (Part::FullName, Relation::Own),
    (Part::AgeBand, Relation::Own),
    (Part::Adjustments, Relation::Own),
];

/// A case while a referral becomes one, or a part of one.
pub(in crate::referral) struct Making<'a> {
    pub referral: &'a Referral,
    pub case: CaseId,
    /// The sides that the plan names by their places.
    pub sides: Vec<(SideId, SideKind)>,
    pub moves: &'a [Move],
    /// The district of the matter.
    pub area: Option<&'a str>,
    pub source: String,
    /// Whether the case was there before.
    pub joins: bool,
}

impl Unit<Writing> {
    /// Makes a case of a referral, with everything that belongs to it, or nothing at all.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where the referral was decided or changed
    /// in the meantime, or where one known person would stand on two sides;
    /// [`Error::NotFound`] where a known person is not in the case they are said to be
    /// known through, or the actor may not see them there.
    pub async fn accept_referral(
        &mut self,
        permit: Permit<DecideReferral, Referral>,
        plan: &Acceptance,
    ) -> Result<Accepted> {
        self.act(&permit, permit.id.into(), &WRITTEN)?;
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        let case = CaseId(Uuid::now_v7());
        permit.state()?.decide(Ruling::Accept(case), by, self.now()).map_err(|_| Error::Conflict)?;
        self.touch_referral(&permit).await?;
        let reference = naming::reference(ReferenceKind::Case);
        let making = Making {
            referral: &permit,
            case,
            sides: plan.sides.iter().map(|side| (SideId(Uuid::now_v7()), side.kind)).collect(),
            moves: &plan.moves,
            area: plan.area.as_deref(),
            source: source(&permit),
            joins: false,
        };
        let everything = Wanted { records: vec![permit.id.into()], parts: PartSet::ALL };
        let submitted = self.load_answers(&[everything]).await?;
        self.insert_case(&making, plan, reference).await?;
        self.new_owner_key(case.into(), OwnerKind::Case).await?;
        self.insert_sides(&making).await?;
        let mut joined: Vec<Joined> = Vec::new();
        for (place, new) in plan.participants.iter().enumerate() {
            let one = self.join(&making, place, new, &submitted).await?;
            let elsewhere = |other: &Joined| other.person == one.person && other.side != one.side;
            if joined.iter().any(elsewhere) {
                return Err(Error::Conflict);
            }
            joined.push(one);
        }
        let incident = self.insert_incident(&making, plan).await?;
        self.insert_flags(&making, plan).await?;
        self.give_first_access(&making, plan).await?;
        self.carry(&making, &submitted, &joined, incident).await?;
        self.end_intake(&making).await?;
        self.close_referral(&making, ReferralDecision::Accepted, plan.class).await?;
        let mut entry = Entry::new("create-case", "case").about(case).detail(plan.class_word());
        entry.subjects = joined.iter().map(|one| one.person.into()).collect();
        entry.parts =
            WRITTEN.iter().map(|(part, _)| *part).chain(plan.moves.iter().map(|m| m.part)).collect();
        self.note_entry(entry);
        let participants = joined.into_iter().map(|one| one.reference).collect();
        Ok(Accepted { id: case, case: reference, participants })
    }

    /// Writes into the referral what became of it; its class is the case's from now on.
    pub(in crate::referral) async fn close_referral(
        &self,
        making: &Making<'_>,
        decision: ReferralDecision,
        class: CaseClass,
    ) -> Result<()> {
        referral::Entity::update_many()
            .col_expr(referral::Column::Decision, Expr::val(decision.as_str()))
            .col_expr(referral::Column::DecidedAt, Expr::val(self.now()))
            .col_expr(referral::Column::DecidedBy, Expr::val(self.actor.account_id().map(Uuid::from)))
            .col_expr(referral::Column::CaseId, Expr::val(Uuid::from(making.case)))
            .col_expr(referral::Column::CoarseStatus, Expr::val("in-progress"))
            .col_expr(referral::Column::Class, Expr::val(class.as_str()))
            .filter(referral::Column::Id.eq(Uuid::from(making.referral.id)))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}

/// What is written as the source of everything that came with a submission.
pub(in crate::referral) fn source(referral: &Referral) -> String {
    format!("submission:{}", referral.id.0.simple())
}

impl Acceptance {
    /// The class, as a detail of the log: a code and nothing about anybody.
    fn class_word(&self) -> &'static str {
        self.class.as_str()
    }
}
