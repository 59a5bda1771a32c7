//! Finding one referral, and the proof that its finder may do what they came for.

use domain::codes::ReferralDecision;
use domain::process::ReferralState;
use domain::process::Ruling;
use domain::{AccountId, CaseClass, CaseId, Instant, OrganisationId, Reference, ReferralId, TeamId};
use permissions::{Act, Permit, Record, decide, known, roots};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryResult};
use uuid::Uuid;

use crate::entity::referral;
use crate::scope::{self, Footing, RootTable};
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralStatus {
    /// It waits in the queue.
    Received,
    /// This was decided; after "more information" it waits again.
    Decided(ReferralDecision),
}

impl ReferralStatus {
    /// Those in which someone still has to decide.
    pub const OPEN: [Self; 2] = [Self::Received, Self::Decided(ReferralDecision::MoreInformation)];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Decided(decision) => decision.as_str(),
        }
    }

    /// Reads the stored word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "received" => Some(Self::Received),
            word => ReferralDecision::parse(word).map(Self::Decided),
        }
    }

    /// Whether someone still has to decide.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Decided(ReferralDecision::MoreInformation))
    }
}

/// The spine of a referral: what policy needs, and which form it was written in.
#[derive(Clone, Debug)]
pub struct Referral {
    /// Its inner name.
    pub id: ReferralId,
    /// Its outer name, which is also the receipt number.
    pub reference: Reference,
    /// Its class: standard until it becomes a case, afterwards the case's.
    pub class: CaseClass,
    /// The team in whose queue it lies.
    pub team: TeamId,
    /// The partner organisation it came from.
    pub organisation: Option<OrganisationId>,
    /// The plugin, id and version of the form it was written in.
    pub form: (String, String, u32),
    /// When it came in.
    pub received_at: Instant,
    /// What became of it so far.
    pub status: ReferralStatus,
    /// When that was decided.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: Option<AccountId>,
    /// The case it became.
    pub case: Option<CaseId>,
    /// How often it was changed.
    pub version: i64,
}

impl Record for Referral {
    type Marker = roots::Referral;

    fn class(&self) -> CaseClass {
        self.class
    }
}

impl Referral {
    /// Whether more was asked for, and has come: it waits again, with its first date.
    pub const fn is_answered(&self) -> bool {
        matches!(self.status, ReferralStatus::Received) && self.decided_at.is_some()
    }

    /// The same as the rules of its life know it.
    pub(crate) fn state(&self) -> Result<ReferralState> {
        let received_at = self.received_at;
        let lacking = || Error::Meaning("referral decision");
        let asked_at = self.decided_at.unwrap_or(received_at);
        let ruling = match self.status {
            ReferralStatus::Received => return Ok(ReferralState::Received { at: received_at }),
            ReferralStatus::Decided(decision) => match decision {
                ReferralDecision::MoreInformation => {
                    return Ok(ReferralState::WaitingForMore { received_at, asked_at });
                }
                ReferralDecision::Accepted => Ruling::Accept(self.case.ok_or_else(lacking)?),
                ReferralDecision::Merged => Ruling::Merge(self.case.ok_or_else(lacking)?),
                ReferralDecision::Rejected => Ruling::Reject(String::new()),
                ReferralDecision::Redirected => Ruling::Redirect(String::new()),
            },
        };
        let by = self.decided_by.ok_or_else(lacking)?;
        Ok(ReferralState::Decided { received_at, ruling, by, at: asked_at })
    }
}

pub(super) const SPINE: [referral::Column; 14] = [
    referral::Column::Id,
    referral::Column::Reference,
    referral::Column::Class,
    referral::Column::Team,
    referral::Column::Organisation,
    referral::Column::Plugin,
    referral::Column::Form,
    referral::Column::FormVersion,
    referral::Column::ReceivedAt,
    referral::Column::Decision,
    referral::Column::DecidedAt,
    referral::Column::DecidedBy,
    referral::Column::CaseId,
    referral::Column::Version,
];

/// Reads the spine columns.
pub(super) fn spine(row: &QueryResult) -> Result<Referral> {
    let text = |column: &str| row.try_get::<String>("", column);
    let id = |column: &str| row.try_get::<Option<Uuid>>("", column);
    let version: i32 = row.try_get("", "form_version")?;
    Ok(Referral {
        id: ReferralId(row.try_get("", "id")?),
        reference: text("reference")?.parse().map_err(|_| Error::Meaning("reference"))?,
        class: CaseClass::parse(&text("class")?).unwrap_or(CaseClass::Sealed),
        team: TeamId(row.try_get("", "team")?),
        organisation: id("organisation")?.map(OrganisationId),
        form: (
            text("plugin")?,
            text("form")?,
            version.try_into().map_err(|_| Error::Meaning("form version"))?,
        ),
        received_at: row.try_get("", "received_at")?,
        status: ReferralStatus::parse(&text("decision")?).ok_or(Error::Meaning("referral decision"))?,
        decided_at: row.try_get("", "decided_at")?,
        decided_by: id("decided_by")?.map(AccountId),
        case: id("case_id")?.map(CaseId),
        version: row.try_get("", "version")?,
    })
}

/// What standing depends on.
pub(super) fn footing(referral: &Referral) -> Footing {
    Footing { team: referral.team, organisation: referral.organisation, closed_at: None }
}

impl<Mode> Unit<Mode> {
    /// The referral named `reference`, if the actor may know of it and may do `A` to it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such referral or the actor may not know of it;
    /// [`Error::Forbidden`] where they may, and not do this.
    pub async fn referral<A: Act<Record = roots::Referral>>(
        &mut self,
        reference: Reference,
    ) -> Result<Permit<A, Referral>> {
        let root = RootTable::referrals();
        let known = known(&self.actor, permissions::Root::Referral);
        let doing = permissions::scope::<A>(&self.actor);
        let within = Condition::any()
            .add(scope::condition(&root, &known, self.when()))
            .add(scope::condition(&root, &doing, self.when()));
        let wanted = Expr::col((referral::Entity, referral::Column::Reference)).eq(reference.stored());
        let mut query = Query::select();
        query
            .columns(SPINE.map(|column| (referral::Entity, column)))
            .from(referral::Entity)
            .cond_where(Condition::all().add(wanted).add(within));
        scope::select_standing(&mut query, &root, &self.actor, self.when());
        let row = self.transaction.query_one(&query).await?.ok_or(Error::NotFound)?;
        let referral = spine(&row)?;
        let standing = scope::standing(&row, &self.actor, &footing(&referral), &[])?;
        let permit = decide::<A, Referral>(&self.actor, &standing, referral, self.id)?;
        Ok(self.permitted(permit))
    }

    /// The same, refused if the referral has changed since its reader saw `version`.
    ///
    /// # Errors
    /// As [`referral`](Self::referral), and [`Error::Conflict`].
    pub async fn referral_at<A: Act<Record = roots::Referral>>(
        &mut self,
        reference: Reference,
        version: i64,
    ) -> Result<Permit<A, Referral>> {
        let permit = self.referral::<A>(reference).await?;
        if permit.version == version { Ok(permit) } else { Err(Error::Conflict) }
    }
}

impl Unit<Writing> {
    /// Raises the referral's version, and takes its row: whoever saw the old one, or comes
    /// second, is told so.
    pub(super) async fn touch_referral(&self, referral: &Referral) -> Result<()> {
        let changed = referral::Entity::update_many()
            .col_expr(referral::Column::Version, Expr::val(referral.version + 1))
            .filter(referral::Column::Id.eq(Uuid::from(referral.id)))
            .filter(referral::Column::Version.eq(referral.version))
            .exec(&self.transaction)
            .await?;
        if changed.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
    }
}
