//! Tests of the whole policy, with a few people to try it on.

mod changes;
mod classes;
mod laws;
mod masks;
mod places;
mod printed;
mod publishing;
mod resetting;
mod scopes;
mod sights;
mod stored;
mod walls;

use std::sync::Arc;

use domain::{AccountId, CaseClass, Instant, OrganisationId, SideId, TeamId};
use uuid::Uuid;

use crate::{
    Act, Actor, Denied, Mask, Permit, Policy, Record, Rights, Role, Standing, UnitId, decide, roots,
};

/// A case's spine, as far as policy asks.
#[derive(Debug)]
struct Case(CaseClass);

impl Record for Case {
    type Marker = roots::Case;

    fn class(&self) -> CaseClass {
        self.0
    }
}

/// A referral's spine.
#[derive(Debug)]
struct Referral(CaseClass);

impl Record for Referral {
    type Marker = roots::Referral;

    fn class(&self) -> CaseClass {
        self.0
    }
}

/// The record of a volunteer.
#[derive(Debug)]
struct Volunteer;

impl Record for Volunteer {
    type Marker = roots::Volunteer;
}

const UNIT: UnitId = UnitId(7);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn now() -> Instant {
    "2026-11-24T10:00:00Z".parse().expect("a test's own moment")
}

fn side(number: u128) -> SideId {
    SideId(id(number))
}

fn rights(roles: &[Role], policy: Policy) -> Rights {
    Rights {
        account: AccountId(id(1)),
        organisation: Some(OrganisationId(id(2))),
        teams: vec![TeamId(id(3))],
        roles: roles.to_vec(),
        policy: Arc::new(policy),
        until: "2027-01-01T00:00:00Z".parse().expect("a test's own moment"),
    }
}

/// Somebody who holds these roles under the default policy.
fn somebody(roles: &[Role]) -> Actor {
    Actor::account(rights(roles, Policy::default()), now())
}

fn try_case<A: Act<Record = roots::Case>>(
    roles: &[Role],
    class: CaseClass,
    standing: &Standing,
) -> Result<Permit<A, Case>, Denied> {
    decide::<A, Case>(&somebody(roles), standing, Case(class), UNIT)
}

/// The mask of a standard case that may be seen.
fn mask(roles: &[Role], standing: &Standing) -> Mask {
    let permit = try_case::<crate::ViewCase>(roles, CaseClass::Standard, standing);
    permit.expect("the case may be seen").mask().clone()
}
