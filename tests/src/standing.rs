//! A world's people and cases as the policy is asked about them.

use std::sync::Arc;

use domain::{AccountId, CaseClass, Group, Instant, OrganisationId, PartSet, SideId, TeamId};
use permissions::{Actor, AssignmentKind, Policy, Record, Rights, Role, Standing, roots};
use uuid::Uuid;

use crate::world::{Access, Window, World};

/// The id of the `number`th thing of a kind; `kind` keeps the kinds apart.
pub fn id(kind: u8, number: usize) -> Uuid {
    Uuid::from_u128((0x7000_u128 << 64) | (u128::from(kind) << 96) | number as u128)
}

/// Kinds of ids.
pub mod kind {
    #![allow(missing_docs, reason = "each names what it numbers")]
    pub const TEAM: u8 = 1;
    pub const ORGANISATION: u8 = 2;
    pub const ACCOUNT: u8 = 3;
    pub const CASE: u8 = 4;
    pub const SIDE: u8 = 5;
    pub const REFERRAL: u8 = 6;
    pub const ACCESS: u8 = 7;
}

/// A case's or referral's class, as the policy asks for it.
#[derive(Debug)]
pub struct Spine<M>(pub CaseClass, std::marker::PhantomData<fn() -> M>);

impl<M> Spine<M> {
    /// A record of this class.
    pub fn of(class: &str) -> Self {
        Self(CaseClass::parse(class).expect("the world has known classes"), std::marker::PhantomData)
    }
}

impl Record for Spine<roots::Case> {
    type Marker = roots::Case;

    fn class(&self) -> CaseClass {
        self.0
    }
}

impl Record for Spine<roots::Referral> {
    type Marker = roots::Referral;

    fn class(&self) -> CaseClass {
        self.0
    }
}

/// The id of one side of a case; a case has fewer than eight.
pub fn side(case: usize, side: u32) -> SideId {
    SideId(id(kind::SIDE, case * 8 + side as usize))
}

fn open(window: &Window, now: Instant) -> bool {
    window.from <= now && now < window.until
}

/// The parts of the groups that were shared with a partner in the case, and how it goes.
fn shared(rows: &[&Access]) -> Option<PartSet> {
    let shares: Vec<_> = rows
        .iter()
        .filter(|row| (row.kind, row.state) == ("partner", "accepted"))
        .map(|row| row.groups)
        .collect();
    if shares.is_empty() {
        return None;
    }
    let named: Option<Vec<&str>> = shares.into_iter().collect();
    let groups = named?.join(" ");
    let groups = groups.split(' ').filter_map(Group::parse).chain([Group::G1]);
    Some(groups.fold(PartSet::NONE, |set, group| set.union(PartSet::group(group))))
}

impl World {
    /// `person` as somebody signed in now.
    pub fn actor(&self, person: usize, policy: &Arc<Policy>) -> Actor {
        let row = &self.people[person];
        let roles = row.roles.iter().filter(|(_, window)| open(window, self.now));
        let organisation = row.organisation.filter(|organisation| self.organisations[*organisation]);
        let mut teams = vec![row.team];
        // Parents come before their children, so one pass finds every team below.
        for (team, parent) in self.teams.iter().enumerate() {
            if parent.is_some_and(|parent| teams.contains(&parent)) && !teams.contains(&team) {
                teams.push(team);
            }
        }
        let rights = Rights {
            account: AccountId(id(kind::ACCOUNT, person)),
            organisation: organisation
                .map(|organisation| OrganisationId(id(kind::ORGANISATION, organisation))),
            teams: teams.into_iter().map(|team| TeamId(id(kind::TEAM, team))).collect(),
            roles: roles.filter_map(|(role, _)| Role::parse(role)).collect(),
            policy: policy.clone(),
            until: Instant::MAX_UTC,
        };
        Actor::account(rights, self.now)
    }

    /// How `person` stands to `case`, as storage would find it; the case must be live.
    pub fn standing(&self, person: usize, case: usize, actor: &Actor) -> Standing {
        let row = &self.cases[case];
        let team = TeamId(id(kind::TEAM, row.team));
        let own = row.organisation.map(|organisation| OrganisationId(id(kind::ORGANISATION, organisation)));
        let submitted = |referral: &crate::world::Referral| {
            referral.case == Some(case) && referral.submitted_by == Some(person)
        };
        let rows: Vec<&Access> = self.access[case]
            .iter()
            .filter(|row| row.person == person && row.live && open(&row.window, self.now))
            .filter(|row| row.agreement.is_none_or(|organisation| self.organisations[organisation]))
            .collect();
        let listed = |kind: &str| rows.iter().any(|row| row.kind == kind && row.state == "accepted");
        let kinds = |state: &str| {
            let rows = rows.iter().filter(|row| row.state == state);
            rows.filter_map(|row| AssignmentKind::parse(row.kind)).collect()
        };
        let asked = |side: &u32| {
            let bit = 1 << side;
            rows.iter().any(|row| {
                row.state == "accepted" && AssignmentKind::parse(row.kind).is_some() && row.sides & bit != 0
            })
        };
        let over = chrono::TimeDelta::days(14);
        Standing {
            excluded: self.exclusions[case]
                .iter()
                .any(|(who, window)| *who == person && open(window, self.now)),
            allow_listed: listed("allow"),
            named: listed("named"),
            glass: listed("glass"),
            shared: shared(&rows),
            assigned: kinds("accepted"),
            invited: kinds("invited"),
            contact_sides: (0..row.sides).filter(asked).map(|number| side(case, number)).collect(),
            in_team: actor.teams().contains(&team),
            own_organisation: own.is_some() && own == actor.organisation(),
            author: self.referrals.iter().any(submitted),
            is_self: false,
            closed_access_over: row.closed_at.is_some_and(|closed| self.now - closed >= over),
            vacancy: false,
        }
    }

    /// How `person` stands to a live referral.
    pub fn standing_to_referral(&self, person: usize, referral: usize, actor: &Actor) -> Standing {
        let row = &self.referrals[referral];
        let case = row.case.map(|case| self.standing(person, case, actor)).unwrap_or_default();
        let own = row.organisation.map(|organisation| OrganisationId(id(kind::ORGANISATION, organisation)));
        Standing {
            in_team: actor.teams().contains(&TeamId(id(kind::TEAM, row.team))),
            own_organisation: own.is_some() && own == actor.organisation(),
            author: row.submitted_by == Some(person),
            closed_access_over: false,
            ..case
        }
    }
}
