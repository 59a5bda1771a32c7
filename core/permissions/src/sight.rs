//! What somebody of a role would see of a case: the policy asked, on a case that is not there.
//!
//! It goes the way that every request goes, through `decide`, so that what a page of an
//! example shows is what the page of a case would show.

use std::sync::Arc;

use domain::{AccountId, Audience, CaseClass, Instant, Part, SideId, TeamId};

use crate::{
    Act, ActKind, Actor, Author, Mask, Permit, Policy, Record, Rights, Role, Standing, UnitId, ViewAudit,
    ViewCase, ViewInvitation, ViewLawfulBasis, ViewOwnPart, ViewReferral, ViewVacancy, decide, roots,
};

words! {
    /// How somebody is tied to a record, and what kind of record it is.
    pub enum Tie {
        /// Assigned to it; of a partner, that they submitted it; of somebody in it, that it is theirs.
        Own = "own",
        /// The same, of a restricted case.
        OwnRestricted = "own-restricted",
        /// The same, closed longer than access lasts.
        OwnClosed = "own-closed",
        /// A case of their team; of a partner, what a colleague submitted.
        Team = "team",
        /// The same, restricted, without being on its list.
        TeamRestricted = "team-restricted",
        /// The same, restricted, and on its list.
        TeamListed = "team-listed",
        /// The same, sealed, without being named to it.
        TeamSealed = "team-sealed",
        /// A case of another team, and nothing brings them to it.
        Other = "other",
        /// Invited to it and not answered.
        Invited = "invited",
        /// Looking for volunteers.
        Vacancy = "vacancy",
        /// Named to it by a request, for a time.
        Named = "named",
        /// On its exclusion list, whatever else.
        Excluded = "excluded",
    }
}

impl Tie {
    /// The class of the case.
    const fn class(self) -> CaseClass {
        match self {
            Self::OwnRestricted | Self::TeamRestricted | Self::TeamListed => CaseClass::Restricted,
            Self::TeamSealed => CaseClass::Sealed,
            _ => CaseClass::Standard,
        }
    }

    /// How somebody of `role` stands to it, who was asked to contact `side` or belongs to it.
    fn standing(self, role: Role, side: Option<SideId>) -> Standing {
        let partner = matches!(role, Role::PartnerReferrer);
        let own = || Standing {
            assigned: role.assignments(),
            contact_sides: side.into_iter().collect(),
            own_organisation: partner,
            author: partner,
            is_self: role == Role::Participant,
            ..Standing::default()
        };
        let team = || Standing { in_team: !partner, own_organisation: partner, ..Standing::default() };
        match self {
            Self::Own | Self::OwnRestricted => own(),
            Self::OwnClosed => Standing { closed_access_over: true, ..own() },
            Self::Team | Self::TeamRestricted | Self::TeamSealed => team(),
            Self::TeamListed => Standing { allow_listed: true, ..team() },
            Self::Other => Standing::default(),
            Self::Invited => Standing { invited: role.assignments(), ..Standing::default() },
            Self::Vacancy => Standing { vacancy: true, ..Standing::default() },
            Self::Named => Standing { named: true, ..Standing::default() },
            Self::Excluded => Standing { excluded: true, allow_listed: true, ..own() },
        }
    }
}

/// What is shown of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shade {
    /// It is not there, and nothing says that there is one.
    Absent,
    /// Dots; it can be revealed, and each time is logged.
    Dots,
    /// It is shown.
    Shown,
}

/// What somebody would see of a record.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// By which act they come to it; nothing where the record does not exist to them.
    pub way: Option<ActKind>,
    mask: Mask,
    standing: Standing,
    every_side: bool,
}

impl Sight {
    /// What is shown of a value of `part` that is addressed to `audience` and that `author` wrote.
    pub fn shade(&self, part: Part, audience: Audience, author: Author) -> Shade {
        let relation = self.standing.relation(audience, self.every_side);
        if self.mask.reads_of(part, relation, author) {
            Shade::Shown
        } else if self.mask.masked(part, relation) {
            Shade::Dots
        } else {
            Shade::Absent
        }
    }

    /// Whether a new value of `part` may be entered for `audience`.
    pub fn writes(&self, part: Part, audience: Audience) -> bool {
        self.mask.writes(part, self.standing.relation(audience, self.every_side))
    }
}

/// What somebody whose only role is `role` would see under `policy`, tied so to a record,
/// asked to contact `side` or belonging to it.
pub fn sight(policy: &Arc<Policy>, role: Role, tie: Tie, side: Option<SideId>) -> Sight {
    let rights = Rights {
        account: AccountId(Default::default()),
        organisation: None,
        teams: vec![TeamId(Default::default())],
        roles: vec![role],
        policy: policy.clone(),
        until: Instant::MAX_UTC,
    };
    let actor = Actor::account(rights, Instant::MIN_UTC);
    let standing = tie.standing(role, side);
    let class = tie.class();
    let referred = standing.own_organisation;
    let first = if referred { None } else { seen::<ViewCase, _>(&actor, &standing, Case(class)) };
    first
        .or_else(|| referred.then(|| seen::<ViewReferral, _>(&actor, &standing, Referral(class))).flatten())
        .or_else(|| seen::<ViewOwnPart, _>(&actor, &standing, Case(class)))
        .or_else(|| seen::<ViewInvitation, _>(&actor, &standing, Case(class)))
        .or_else(|| seen::<ViewVacancy, _>(&actor, &standing, Case(class)))
        .or_else(|| seen::<ViewLawfulBasis, _>(&actor, &standing, Case(class)))
        .or_else(|| seen::<ViewAudit, _>(&actor, &standing, Case(class)))
        .unwrap_or_default()
}

fn seen<A: Act, R: Record<Marker = A::Record>>(
    actor: &Actor,
    standing: &Standing,
    record: R,
) -> Option<Sight> {
    let permit: Permit<A, R> = decide(actor, standing, record, UnitId(0)).ok()?;
    Some(Sight {
        way: Some(A::KIND),
        mask: permit.mask().clone(),
        standing: standing.clone(),
        every_side: permit.is_for_every_side(),
    })
}

/// A case that is not there.
struct Case(CaseClass);

impl Record for Case {
    type Marker = roots::Case;

    fn class(&self) -> CaseClass {
        self.0
    }
}

/// A referral that is not there.
struct Referral(CaseClass);

impl Record for Referral {
    type Marker = roots::Referral;

    fn class(&self) -> CaseClass {
        self.0
    }
}
