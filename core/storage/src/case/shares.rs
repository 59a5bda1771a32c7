//! Sharing a case with a named officer of a partner: of one client, for a time, and on the
//! grounds of that client's consent or of the organisation's agreement.

use chrono::{Days, NaiveDate};
use domain::codes::{ConflictKey, ConsentPurpose};
use domain::{AccountId, Group, Instant, Message, Part, Reference, Relation, on_day};
use permissions::{Allocate, AssignmentKind, Permit, Role};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::lookup::Case;
use crate::audit::Entry;
use crate::entity::{account, account_role, case_access, consent, organisation, participant};
use crate::scope::{ACCEPTED, in_force, side_bit};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// The groups of the matrix that can be shared; how the case goes is shared with each.
pub const SHAREABLE: [Group; 8] =
    [Group::G2, Group::G3, Group::G4, Group::G5, Group::G6, Group::G11, Group::G12, Group::G13];

/// The most days a share lasts at once; it can be extended.
pub const SHARE_DAYS: u64 = 365;

/// How many partners are offered.
const OFFERED: u64 = 200;

/// The kind of access that a share is.
const PARTNER: &str = AssignmentKind::Partner.as_str();

/// What a share rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareBasis {
    /// A consent of the client that is recorded in the case.
    Consent(Reference),
    /// The sharing agreement of the partner's organisation.
    Agreement,
}

/// Something to be shared.
#[derive(Clone, Debug)]
pub struct NewShare {
    /// With whom.
    pub account: AccountId,
    /// The letter of the side whose client they work with.
    pub side: char,
    /// Which groups of the matrix.
    pub groups: Vec<Group>,
    /// The last day.
    pub until: NaiveDate,
    /// On what grounds.
    pub basis: ShareBasis,
}

/// What is shared with somebody now.
#[derive(Clone, Debug)]
pub struct Share {
    /// With whom.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// Their organisation.
    pub organisation: Option<String>,
    /// The letters of the sides.
    pub sides: Vec<char>,
    /// The groups.
    pub groups: Vec<Group>,
    /// From when.
    pub from: Instant,
    /// Until before when.
    pub until: Instant,
    /// On what grounds; none for what an import brought.
    pub basis: Option<ShareBasis>,
    /// Whether it counts: a consent may have been taken back, an agreement ended.
    pub in_force: bool,
}

/// Somebody with whom a case can be shared.
#[derive(Clone, Debug)]
pub struct PartnerOffered {
    /// Their account.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// Their organisation.
    pub organisation: String,
    /// The last day of its agreement, where that has one.
    pub agreement_until: Option<NaiveDate>,
}

impl<Mode> Unit<Mode> {
    /// What is shared with whom, those first whose share ends first.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn shares(&self, permit: &Permit<Allocate, Case>) -> Result<Vec<Share>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let access = |column| Expr::col((case_access::Entity, column));
        let query = Query::select()
            .columns([account::Column::Reference, account::Column::DisplayName].map(|c| (account::Entity, c)))
            .expr_as(Expr::col((organisation::Entity, organisation::Column::Name)), "organisation_name")
            .expr_as(Expr::col((consent::Entity, consent::Column::Reference)), "consent_reference")
            .columns(
                [
                    case_access::Column::Sides,
                    case_access::Column::Groups,
                    case_access::Column::FromAt,
                    case_access::Column::UntilAt,
                    case_access::Column::Agreement,
                ]
                .map(|c| (case_access::Entity, c)),
            )
            .expr_as(Expr::case(in_force(self.when()), 1).finally(0), "counts")
            .from(case_access::Entity)
            .inner_join(
                account::Entity,
                Expr::col((account::Entity, account::Column::Id))
                    .equals((case_access::Entity, case_access::Column::Account)),
            )
            .join(
                JoinType::LeftJoin,
                organisation::Entity,
                Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((account::Entity, account::Column::Organisation)),
            )
            .join(
                JoinType::LeftJoin,
                consent::Entity,
                Expr::col((consent::Entity, consent::Column::Id))
                    .equals((case_access::Entity, case_access::Column::Consent)),
            )
            .and_where(access(case_access::Column::CaseId).eq(Uuid::from(permit.id)))
            .and_where(access(case_access::Column::Kind).eq(PARTNER))
            .and_where(access(case_access::Column::State).eq(ACCEPTED))
            .and_where(access(case_access::Column::UntilAt).gt(self.now()))
            .order_by((case_access::Entity, case_access::Column::UntilAt), Order::Asc)
            .take();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let bits: i64 = row.try_get("", "sides")?;
            let reference: String = row.try_get("", "reference")?;
            let groups: Option<String> = row.try_get("", "groups")?;
            let consent: Option<String> = row.try_get("", "consent_reference")?;
            let agreement: Option<Uuid> = row.try_get("", "agreement")?;
            let basis = match consent {
                Some(consent) => {
                    Some(ShareBasis::Consent(consent.parse().map_err(|_| Error::Meaning("reference"))?))
                }
                None => agreement.map(|_| ShareBasis::Agreement),
            };
            found.push(Share {
                account: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                name: row.try_get("", "display_name")?,
                organisation: row.try_get("", "organisation_name")?,
                sides: permit
                    .sides
                    .iter()
                    .map(|side| side.letter.0)
                    .filter(|letter| bits & side_bit(*letter) != 0)
                    .collect(),
                groups: match groups {
                    Some(groups) => groups.split(' ').filter_map(Group::parse).collect(),
                    None => SHAREABLE.to_vec(),
                },
                from: row.try_get("", "from_at")?,
                until: row.try_get("", "until_at")?,
                basis,
                in_force: row.try_get::<i32>("", "counts")? != 0,
            });
        }
        Ok(found)
    }

    /// Officers of partners with whom a case can be shared, by name.
    ///
    /// # Errors
    /// [`Error::WrongUnit`], [`Error::Database`].
    pub async fn partners_offered(&self, permit: &Permit<Allocate, Case>) -> Result<Vec<PartnerOffered>> {
        if permit.unit() != self.id {
            return Err(Error::WrongUnit);
        }
        let role = |column| Expr::col((account_role::Entity, column));
        let holds = Query::select()
            .expr(Expr::val(1))
            .from(account_role::Entity)
            .and_where(role(account_role::Column::Account).equals((account::Entity, account::Column::Id)))
            .and_where(role(account_role::Column::Role).eq(Role::PartnerInCase.as_str()))
            .and_where(role(account_role::Column::FromAt).lte(self.now()))
            .and_where(role(account_role::Column::UntilAt).gt(self.now()))
            .take();
        let query = Query::select()
            .columns([account::Column::Reference, account::Column::DisplayName].map(|c| (account::Entity, c)))
            .columns(
                [organisation::Column::Name, organisation::Column::AgreementUntil]
                    .map(|c| (organisation::Entity, c)),
            )
            .from(account::Entity)
            .inner_join(
                organisation::Entity,
                Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((account::Entity, account::Column::Organisation)),
            )
            .and_where(Expr::col((account::Entity, account::Column::Status)).eq("active"))
            .and_where(Expr::col((account::Entity, account::Column::Live)).eq(true))
            .and_where(Expr::exists(holds))
            .order_by((account::Entity, account::Column::SortKey), Order::Asc)
            .limit(OFFERED)
            .take();
        let mut found = Vec::new();
        for row in self.transaction.query_all(&query).await? {
            let reference: String = row.try_get("", "reference")?;
            found.push(PartnerOffered {
                account: reference.parse().map_err(|_| Error::Meaning("reference"))?,
                name: row.try_get("", "display_name")?,
                organisation: row.try_get("", "name")?,
                agreement_until: row.try_get("", "agreement_until")?,
            });
        }
        Ok(found)
    }
}

impl Unit<Writing> {
    /// Shares a case; what was shared with the same person before is replaced.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who is no partner in cases, a side the case does not
    /// have, or a consent that is none of that side's; [`Error::Unmet`] where the grounds do
    /// not carry the share, or they are on the exclusion list; [`Error::Forbidden`],
    /// [`Error::Conflict`].
    pub async fn share(&mut self, permit: Permit<Allocate, Case>, new: &NewShare) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let side = permit.sides.iter().find(|side| side.letter.0 == new.side).ok_or(Error::NotFound)?;
        if new.groups.is_empty() || !new.groups.iter().all(|group| SHAREABLE.contains(group)) {
            return Err(unmet("share-groups-required"));
        }
        let organisation = self.partner(new.account).await?;
        let compared = self.compared(&[permit.id.into()], &[new.account.into()]).await?;
        if compared.between(permit.id.into(), new.account.into()).contains(&ConflictKey::NoGo) {
            return Err(unmet("share-excluded"));
        }
        let (consent, agreement, last) = match new.basis {
            ShareBasis::Consent(reference) => {
                let row = self.consent_to_share(&permit, reference, side.id.into()).await?;
                (Some(row.id), None, row.expires_on)
            }
            ShareBasis::Agreement => (None, Some(organisation.id), organisation.agreement_until),
        };
        self.is_in_time(new.until, last)?;
        self.end_access(&permit, new.account, PARTNER, "ended").await?;
        let until = self.end_of(new.until);
        self.give_access(&permit, new.account, PARTNER, ACCEPTED, side_bit(new.side), until).await?;
        let groups: Vec<_> = new.groups.iter().map(|group| group.as_str()).collect();
        let groups = groups.join(" ");
        case_access::Entity::update_many()
            .col_expr(case_access::Column::Consent, Expr::val(consent))
            .col_expr(case_access::Column::Agreement, Expr::val(agreement))
            .col_expr(case_access::Column::Groups, Expr::val(groups.clone()))
            .filter(case_access::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(case_access::Column::Account.eq(Uuid::from(new.account)))
            .filter(case_access::Column::Kind.eq(PARTNER))
            .filter(case_access::Column::State.eq(ACCEPTED))
            .exec(&self.transaction)
            .await?;
        let grounds = if consent.is_some() { "consent" } else { "agreement" };
        self.note_share("share-case", &permit, new.account, &format!("{grounds} {groups}"));
        self.touch_case(&permit).await
    }

    /// Gives a share another last day, on the grounds it has.
    ///
    /// # Errors
    /// [`Error::NotFound`] where nothing is shared with them; else as [`share`](Self::share).
    pub async fn extend_share(
        &mut self,
        permit: Permit<Allocate, Case>,
        account: AccountId,
        until: NaiveDate,
    ) -> Result<()> {
        self.act(&permit, permit.id.into(), &[(Part::Team, Relation::Shared)])?;
        let row = case_access::Entity::find()
            .filter(case_access::Column::CaseId.eq(Uuid::from(permit.id)))
            .filter(case_access::Column::Account.eq(Uuid::from(account)))
            .filter(case_access::Column::Kind.eq(PARTNER))
            .filter(case_access::Column::State.eq(ACCEPTED))
            .filter(in_force(self.when()))
            .one(&self.transaction)
            .await?
            .ok_or(Error::NotFound)?;
        let last = match (row.consent, row.agreement) {
            (Some(consent), _) => consent::Entity::find_by_id(consent)
                .one(&self.transaction)
                .await?
                .and_then(|row| row.expires_on),
            (None, Some(agreement)) => organisation::Entity::find_by_id(agreement)
                .one(&self.transaction)
                .await?
                .and_then(|row| row.agreement_until),
            (None, None) => None,
        };
        self.is_in_time(until, last)?;
        case_access::Entity::update_many()
            .col_expr(case_access::Column::UntilAt, Expr::val(self.end_of(until)))
            .filter(case_access::Column::Id.eq(row.id))
            .exec(&self.transaction)
            .await?;
        self.note_share("extend-share", &permit, account, &until.to_string());
        self.touch_case(&permit).await
    }

    fn note_share(&mut self, verb: &'static str, case: &Case, account: AccountId, detail: &str) {
        let mut entry = Entry::new(verb, "case").about(case.id).detail(detail);
        entry.subjects = vec![account.into()];
        self.note_entry(entry);
    }

    /// The organisation of somebody who holds the role of a partner in cases.
    async fn partner(&self, id: AccountId) -> Result<organisation::Model> {
        let holds = account_role::Entity::find()
            .filter(account_role::Column::Account.eq(Uuid::from(id)))
            .filter(account_role::Column::Role.eq(Role::PartnerInCase.as_str()))
            .filter(account_role::Column::UntilAt.gt(self.now()))
            .one(&self.transaction)
            .await?;
        let row = account::Entity::find_by_id(Uuid::from(id)).one(&self.transaction).await?;
        let organisation = row.filter(|_| holds.is_some()).and_then(|row| row.organisation);
        let organisation = organisation.ok_or(Error::NotFound)?;
        organisation::Entity::find_by_id(organisation).one(&self.transaction).await?.ok_or(Error::NotFound)
    }

    /// A consent to tell an agency, given by somebody of this side and in force.
    async fn consent_to_share(
        &self,
        case: &Case,
        reference: Reference,
        side: Uuid,
    ) -> Result<consent::Model> {
        let theirs = Query::select()
            .column(participant::Column::Id)
            .from(participant::Entity)
            .and_where(Expr::col(participant::Column::Side).eq(side))
            .and_where(Expr::col(participant::Column::Live).eq(true))
            .take();
        consent::Entity::find()
            .filter(consent::Column::Reference.eq(reference.stored()))
            .filter(consent::Column::CaseId.eq(Uuid::from(case.id)))
            .filter(consent::Column::Purpose.eq(ConsentPurpose::ShareWithAgency.as_str()))
            .filter(consent::Column::Given.eq(true))
            .filter(consent::Column::Live.eq(true))
            .filter(consent::Column::WithdrawnOn.is_null())
            .filter(consent::Column::Participant.in_subquery(theirs))
            .one(&self.transaction)
            .await?
            .ok_or_else(|| unmet("share-consent-required"))
    }

    /// Whether a share may last until `until`, whose grounds hold until `last`.
    fn is_in_time(&self, until: NaiveDate, last: Option<NaiveDate>) -> Result<()> {
        let today = self.when().today;
        if until < today || until > today + Days::new(SHARE_DAYS) {
            return Err(unmet("share-until-required"));
        }
        if last.is_some_and(|last| last < until) {
            return Err(unmet("share-grounds-end"));
        }
        Ok(())
    }

    /// The moment at which a share ends whose last day is `day`.
    fn end_of(&self, day: NaiveDate) -> Instant {
        on_day(day.succ_opt().unwrap_or(day), self.store.zone())
    }
}

fn unmet(key: &str) -> Error {
    Error::Unmet(Message::new(key))
}
