//! A referral is not taken on, or more is asked for.

use domain::codes::{OutcomeClass, ReferralDecision};
use domain::process::Ruling;
use domain::{Part, Relation};
use permissions::{DecideReferral, Permit};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::record::Referral;
use crate::entity::referral;
use crate::unit::{Unit, Writing};
use crate::{Error, Result};

/// What someone decides, other than to accept: accepting makes a case.
#[derive(Clone, PartialEq, Eq)]
pub enum Decision {
    /// Ask the referrer for more; what is missing, in words.
    AskForMore(String),
    /// Do not take it on, and why.
    Decline(String),
    /// Send it to someone else, named here.
    Redirect(String),
}

impl std::fmt::Debug for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl Decision {
    /// The code that is stored.
    pub const fn code(&self) -> ReferralDecision {
        match self {
            Self::AskForMore(_) => ReferralDecision::MoreInformation,
            Self::Decline(_) => ReferralDecision::Rejected,
            Self::Redirect(_) => ReferralDecision::Redirected,
        }
    }

    /// The same for the rules of a referral's life.
    pub fn ruling(&self) -> Ruling {
        match self {
            Self::AskForMore(_) => Ruling::AskForMore,
            Self::Decline(reason) => Ruling::Reject(reason.clone()),
            Self::Redirect(to) => Ruling::Redirect(to.clone()),
        }
    }

    fn words(&self) -> &str {
        match self {
            Self::AskForMore(words) | Self::Decline(words) | Self::Redirect(words) => words,
        }
    }
}

impl Unit<Writing> {
    /// Keeps a decision that makes no case.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] where it was decided already, changed in
    /// the meantime, or where a decision that needs words has none.
    pub async fn decide_referral(
        &mut self,
        permit: Permit<DecideReferral, Referral>,
        decision: &Decision,
    ) -> Result<()> {
        let written = [Part::Stage, Part::CoarseStatus].map(|part| (part, Relation::Shared));
        self.act(&permit, permit.id.into(), &written)?;
        let by = self.actor.account_id().ok_or(Error::Forbidden)?;
        let state = permit.state()?.decide(decision.ruling(), by, self.now()).map_err(|_| Error::Conflict)?;
        self.touch_referral(&permit).await?;
        let is_over = matches!(state, domain::process::ReferralState::Decided { .. });
        let outcome = is_over.then(|| OutcomeClass::NotStarted.as_str());
        let status = if is_over { "closed" } else { "received" };
        referral::Entity::update_many()
            .col_expr(referral::Column::Decision, Expr::val(decision.code().as_str()))
            .col_expr(referral::Column::DecidedAt, Expr::val(self.now()))
            .col_expr(referral::Column::DecidedBy, Expr::val(Uuid::from(by)))
            .col_expr(referral::Column::DecisionReason, Expr::val(decision.words()))
            .col_expr(referral::Column::CoarseStatus, Expr::val(status))
            .col_expr(referral::Column::OutcomeClass, Expr::val(outcome))
            .filter(referral::Column::Id.eq(Uuid::from(permit.id)))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }
}
