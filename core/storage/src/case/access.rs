//! Who works a case: inviting, answering, releasing; allow-lists and exclusions.

use chrono::TimeDelta;
use domain::codes::ServiceType;
use domain::{AccountId, CaseClass, Instant, Part, Reference, Relation};
use permissions::{
    Allocate, AnswerInvitation, AssignmentKind, ChangeClass, OverrideConflict, Permit, ViewInvitation,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::lookup::Case;
use crate::entity::{account, case, case_access, conflict, exclusion};
use crate::scope::{ACCEPTED, ALLOW, GLASS, INVITED, NAMED, side_bit};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// How long an assignment lasts if nothing ends it: every grant has an end.
const ASSIGNMENT_DAYS: i64 = 365;

/// Who works or may know a case.
#[derive(Clone, Debug)]
pub struct Assigned {
    /// The account's outer name.
    pub account: Reference,
    /// Its holder's name.
    pub name: String,
    /// As what: an assignment, `allow` or `named`.
    pub kind: String,
    /// `invited` or `accepted`.
    pub state: String,
    /// The letters of the sides they were asked to contact.
    pub sides: Vec<char>,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

/// Someone to be asked to work a case.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    /// Whom.
    pub account: AccountId,
    /// As what.
    pub kind: AssignmentKind,
    /// The letters of the sides they are asked to contact.
    pub sides: Vec<char>,
    /// When it ends by itself; a year from now if nothing is said.
    pub until: Option<Instant>,
}

/// What the little card of an invitation shows before it is answered.
#[derive(Clone, Debug)]
pub struct InvitationCard {
    /// As what they are asked.
    pub kind: AssignmentKind,
    /// When they were asked.
    pub invited_at: Instant,
    /// The district.
    pub area: Option<String>,
    /// The kind of matter.
    pub category: Option<String>,
    /// The kind of service.
    pub service_type: ServiceType,
    /// Initials of those who take part, side by side.
    pub initials: Vec<String>,
}

/// How an invitation is answered.
#[derive(Clone, Debug)]
pub struct InvitationAnswer {
    /// Yes or no.
    pub accept: bool,
    /// The answer to "do you know anyone in this case?".
    pub knows_someone: bool,
    /// Why not, in their own words.
    pub reason: Option<String>,
}

impl<Mode> Unit<Mode> {
    /// Who works the case now or was invited to, the lead first.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn assigned<A>(&mut self, permit: &Permit<A, Case>) -> Result<Vec<Assigned>> {
        if !permit.mask().reads(Part::Team, Relation::Shared) {
            return Ok(Vec::new());
        }
        let query = Query::select()
            .columns([account::Column::Reference, account::Column::DisplayName].map(|c| (account::Entity, c)))
            .columns(
                [
                    case_access::Column::Kind,
                    case_access::Column::State,
                    case_access::Column::Sides,
                    case_access::Column::FromAt,
                    case_access::Column::UntilAt,
                ]
                .map(|c| (case_access::Entity, c)),
            )
            .from(case_access::Entity)
            .inner_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((case_access::Entity, case_access::Column::Account)),
            )
            .and_where(
                Expr::col((case_access::Entity, case_access::Column::CaseId)).eq(Uuid::from(permit.id)),
            )
            .and_where(
                Expr::col((case_access::Entity, case_access::Column::State)).is_in([ACCEPTED, INVITED]),
            )
            .and_where(Expr::col((case_access::Entity, case_access::Column::UntilAt)).gt(self.now()))
            .and_where(Expr::col((case_access::Entity, case_access::Column::Live)).eq(true))
            // Who broke the glass does not work the case, and what is shared has a page of its own.
            .and_where(
                Expr::col((case_access::Entity, case_access::Column::Kind))
                    .is_not_in([GLASS, AssignmentKind::Partner.as_str()]),
            )
            .order_by((case_access::Entity, case_access::Column::Kind), Order::Desc)
            .order_by((case_access::Entity, case_access::Column::CreatedAt), Order::Asc)
            .take();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let bits: i64 = row.try_get("", "sides")?;
            let reference: String = row.try_get("", "reference")?;
            found.push(Assigned {
                account: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                name: row.try_get("", "display_name")?,
                kind: row.try_get("", "kind")?,
                state: row.try_get("", "state")?,
                sides: permit
                    .sides
                    .iter()
                    .map(|side| side.letter.0)
                    .filter(|l| bits & side_bit(*l) != 0)
                    .collect(),
                from: row.try_get("", "from_at")?,
                until: row.try_get("", "until_at")?,
            });
        }
        self.note("view", "case", permit.id.into(), [Part::Team].into_iter().collect());
        Ok(found)
    }

    /// The card that an invitation shows: area, category and initials.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the reader has no open invitation to the case.
    pub async fn invitation(&mut self, permit: &Permit<ViewInvitation, Case>) -> Result<InvitationCard> {
        let access = case_access::Entity::find()
            .filter(case_access::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(case_access::Column::Account.eq(self.reader()?))
            .filter(case_access::Column::State.eq(INVITED))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let mask = permit.mask();
        let mut query = Query::select();
        query.from(case::Entity).and_where(Expr::col(case::Column::Id).eq(Uuid::from(permit.id)));
        let area = mask.reads(Part::Area, Relation::Shared);
        let category = mask.reads(Part::Category, Relation::Shared);
        let null = || Expr::val(Option::<String>::None);
        query.expr_as(if area { Expr::col(case::Column::Area) } else { null() }, "area");
        query.expr_as(if category { Expr::col(case::Column::Category) } else { null() }, "category");
        let row = self.transaction.query_one(&query).await?.ok_or(Error::NotFound)?;
        let mut initials = Vec::new();
        if mask.reads(Part::Initials, Relation::Other) || mask.reads(Part::Initials, Relation::Own) {
            use crate::entity::participant;
            let query = Query::select()
                .column(participant::Column::Initials)
                .from(participant::Entity)
                .and_where(Expr::col(participant::Column::CaseId).eq(Uuid::from(permit.id)))
                .and_where(Expr::col(participant::Column::Live).eq(true))
                .order_by(participant::Column::Side, Order::Asc)
                .take();
            for row in self.transaction.query_all(&query).await? {
                initials.push(row.try_get("", "initials")?);
            }
        }
        let parts = [Part::Area, Part::Category, Part::Initials].into_iter().collect();
        self.note("view-invitation", "case", permit.id.into(), parts);
        Ok(InvitationCard {
            kind: AssignmentKind::parse(&access.kind).ok_or(Error::Meaning("kind of access"))?,
            invited_at: access.created_at,
            area: row.try_get("", "area")?,
            category: row.try_get("", "category")?,
            service_type: permit.service_type,
            initials,
        })
    }

    fn reader(&self) -> Result<Uuid> {
        self.actor.account_id().map(Uuid::from).ok_or(Error::Forbidden)
    }
}

impl Unit<Writing> {
    /// Invites someone to work the case; an invitation that is open already is renewed.
    ///
    /// What is known of them is compared with everybody in the case first: whoever may know
    /// somebody there is not asked.
    ///
    /// # Errors
    /// [`Error::PossibleConflict`] with the keys by which they may know somebody;
    /// [`Error::Forbidden`], [`Error::Conflict`]; [`Error::NotFound`] for a side letter the
    /// case does not have.
    pub async fn allocate(&mut self, permit: Permit<Allocate, Case>, new: NewAssignment) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let keys = self.check_conflicts(permit.id, new.account).await?;
        if !keys.is_empty() {
            return Err(Error::PossibleConflict(keys));
        }
        self.ask(&permit, new).await
    }

    /// Invites someone although they may know somebody in the case. The log holds what was
    /// found and that it was overridden, each in an entry of its own.
    ///
    /// # Errors
    /// As [`allocate`](Self::allocate); [`Error::Forbidden`] for those on the case's
    /// exclusion list, and for oneself.
    pub async fn allocate_despite_conflict(
        &mut self,
        permit: Permit<OverrideConflict, Case>,
        new: NewAssignment,
        reason: &str,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let keys = self.check_conflicts(permit.id, new.account).await?;
        if !keys.is_empty() {
            self.override_conflict(permit.id, new.account, &keys, reason).await?;
        }
        self.ask(&permit, new).await
    }

    async fn ask<A>(&mut self, permit: &Permit<A, Case>, new: NewAssignment) -> Result<()> {
        let known = |letter: &char| permit.sides.iter().any(|side| side.letter.0 == *letter);
        if !new.sides.iter().all(known) {
            return Err(Error::NotFound);
        }
        self.end_access(permit, new.account, new.kind.as_str(), "withdrawn").await?;
        // The owner is a member of staff, who is told and not asked.
        let state = if new.kind == AssignmentKind::Owner { ACCEPTED } else { INVITED };
        let until = new.until.unwrap_or_else(|| self.now() + TimeDelta::days(ASSIGNMENT_DAYS));
        let sides = new.sides.iter().fold(0, |bits, letter| bits | side_bit(*letter));
        self.give_access(permit, new.account, new.kind.as_str(), state, sides, until).await?;
        if new.kind == AssignmentKind::Owner {
            case::Entity::update_many()
                .col_expr(case::Column::Owner, Expr::val(Uuid::from(new.account)))
                .filter(case::Column::Id.eq(Uuid::from(permit.id)))
                .exec(&self.transaction)
                .await?;
        }
        self.touch_case(permit).await
    }

    /// Ends somebody's work on the case; their access ends with it.
    ///
    /// # Errors
    /// As [`allocate`](Self::allocate); [`Error::NotFound`] where they had none.
    pub async fn release(
        &mut self,
        permit: Permit<Allocate, Case>,
        account: AccountId,
        kind: AssignmentKind,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        if self.end_access(&permit, account, kind.as_str(), "ended").await? == 0 {
            return Err(Error::NotFound);
        }
        self.touch_case(&permit).await
    }

    /// Answers an invitation. Whoever knows someone in the case cannot accept it, and the
    /// case is out of their sight from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`] where no invitation is open.
    pub async fn answer_invitation(
        &mut self,
        permit: Permit<AnswerInvitation, Case>,
        answer: InvitationAnswer,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[])?;
        let reader = self.reader()?;
        let accepted = answer.accept && !answer.knows_someone;
        let changed = case_access::Entity::update_many()
            .col_expr(case_access::Column::State, Expr::val(if accepted { ACCEPTED } else { "declined" }))
            .col_expr(case_access::Column::AnsweredAt, Expr::val(self.now()))
            .col_expr(
                case_access::Column::Answer,
                Expr::val(if answer.knows_someone { "conflict" } else { "clear" }),
            )
            .col_expr(case_access::Column::Reason, Expr::val(answer.reason))
            .filter(case_access::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(case_access::Column::Account.eq(reader))
            .filter(case_access::Column::State.eq(INVITED))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected == 0 {
            return Err(Error::NotFound);
        }
        if answer.knows_someone {
            self.exclude(&permit, AccountId(reader), "declared").await?;
        }
        if accepted && permit.standing().invited.contains(AssignmentKind::Lead) {
            case::Entity::update_many()
                .col_expr(case::Column::AllocatedAt, Expr::val(self.now()))
                .filter(case::Column::Id.eq(Uuid::from(permit.id)))
                .filter(case::Column::AllocatedAt.is_null())
                .exec(&self.transaction)
                .await?;
        }
        self.touch_case(&permit).await
    }

    /// Changes the class of a case. Whoever narrows it is put on its list, so that it is
    /// not lost to everyone.
    ///
    /// # Errors
    /// As [`allocate`](Self::allocate).
    pub async fn change_class(&mut self, permit: Permit<ChangeClass, Case>, class: CaseClass) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let kind = match class {
            CaseClass::Standard => None,
            CaseClass::Restricted => Some(ALLOW),
            CaseClass::Sealed => Some(NAMED),
        };
        if let (Some(kind), Some(account)) = (kind, self.actor.account_id()) {
            self.end_access(&permit, account, kind, "ended").await?;
            let until = self.now() + TimeDelta::days(ASSIGNMENT_DAYS);
            self.give_access(&permit, account, kind, ACCEPTED, 0, until).await?;
        }
        use crate::entity::referral;
        case::Entity::update_many()
            .col_expr(case::Column::Class, Expr::val(class.as_str()))
            .filter(case::Column::Id.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        referral::Entity::update_many()
            .col_expr(referral::Column::Class, Expr::val(class.as_str()))
            .filter(referral::Column::CaseId.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        self.touch_case(&permit).await
    }

    /// Puts an account on the case's allow-list, or names it to a sealed case.
    ///
    /// # Errors
    /// As [`allocate`](Self::allocate).
    pub async fn allow(
        &mut self,
        permit: Permit<ChangeClass, Case>,
        account: AccountId,
        until: Instant,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let kind = if permit.class == CaseClass::Sealed { NAMED } else { ALLOW };
        self.end_access(&permit, account, kind, "ended").await?;
        self.give_access(&permit, account, kind, ACCEPTED, 0, until).await?;
        self.touch_case(&permit).await
    }

    /// Puts an account on the case's exclusion list: the case does not exist for it.
    ///
    /// # Errors
    /// As [`allocate`](Self::allocate).
    pub async fn exclude_account(
        &mut self,
        permit: Permit<ChangeClass, Case>,
        account: AccountId,
        reason: &str,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        self.exclude(&permit, account, reason).await?;
        self.touch_case(&permit).await
    }

    async fn exclude<A>(&self, permit: &Permit<A, Case>, account: AccountId, reason: &str) -> Result<()> {
        exclusion::Entity::insert(exclusion::ActiveModel {
            account: Set(account.into()),
            case_id: Set(permit.id.into()),
            reason: Set(reason.to_owned()),
            from_at: Set(self.now()),
            until_at: Set(self.now() + TimeDelta::days(ASSIGNMENT_DAYS * 10)),
            set_by: Set(self.actor.account_id().map(Uuid::from)),
        })
        .on_conflict(
            OnConflict::columns([exclusion::Column::Account, exclusion::Column::CaseId])
                .update_columns([exclusion::Column::Reason, exclusion::Column::UntilAt])
                .to_owned(),
        )
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    pub(crate) async fn give_access<A>(
        &self,
        permit: &Permit<A, Case>,
        account: AccountId,
        kind: &str,
        state: &str,
        sides: i64,
        until: Instant,
    ) -> Result<()> {
        case_access::Entity::insert(case_access::ActiveModel {
            id: Set(Uuid::now_v7()),
            account: Set(account.into()),
            case_id: Set(permit.id.into()),
            kind: Set(kind.to_owned()),
            state: Set(state.to_owned()),
            sides: Set(sides),
            from_at: Set(self.now()),
            until_at: Set(until),
            answered_at: Set(None),
            answer: Set(None),
            reason: Set(None),
            granted_by: Set(self.actor.account_id().map(Uuid::from)),
            live: Set(true),
            batch: Set(None),
            created_at: Set(self.now()),
            consent: Set(None),
            agreement: Set(None),
            groups: Set(None),
            confirmed_at: Set(None),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        Ok(())
    }

    /// Ends what is in force of this kind; returns how many rows that was.
    pub(crate) async fn end_access<A>(
        &self,
        permit: &Permit<A, Case>,
        account: AccountId,
        kind: &str,
        state: &str,
    ) -> Result<u64> {
        Ok(case_access::Entity::update_many()
            .col_expr(case_access::Column::State, Expr::val(state))
            .col_expr(case_access::Column::UntilAt, Expr::val(self.now()))
            .filter(case_access::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(case_access::Column::Account.eq(Uuid::from(account)))
            .filter(case_access::Column::Kind.eq(kind))
            .filter(case_access::Column::State.is_in([ACCEPTED, INVITED]))
            .exec(&self.transaction)
            .await?
            .rows_affected)
    }

    /// Takes back every invitation that nobody has answered: there is nothing left to accept.
    pub(super) async fn end_invitations<A>(&self, permit: &Permit<A, Case>) -> Result<()> {
        case_access::Entity::update_many()
            .col_expr(case_access::Column::State, Expr::val("withdrawn"))
            .col_expr(case_access::Column::UntilAt, Expr::val(self.now()))
            .filter(case_access::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(case_access::Column::State.eq(INVITED))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// Declares that the actor knows a person, an organisation or an address of this name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for the public and the system.
    pub async fn declare_conflict(&mut self, nature: &str, name: &str, until: Instant) -> Result<()> {
        let account = self.reader()?;
        conflict::Entity::insert(conflict::ActiveModel {
            id: Set(Uuid::now_v7()),
            account: Set(account),
            nature: Set(nature.to_owned()),
            name_fold: Set(domain::fold(name)),
            declared_at: Set(self.now()),
            until_at: Set(until),
        })
        .exec_without_returning(&self.transaction)
        .await?;
        self.note("declare-conflict", "account", account, domain::PartSet::NONE);
        Ok(())
    }
}
