//! Who acts, and with which rights.

use std::sync::{Arc, LazyLock};

use domain::{AccountId, Instant, OrganisationId, PartSet, TeamId};

use crate::{
    Act, ActKind, Assignments, Denied, Figures, Leave, Letter, Marker, Mask, Policy, Purpose, Role, Row,
    Task, UnitId,
};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Somebody signed in.
    Account(AccountId),
    /// The server itself, for one task.
    System(Task),
    /// Somebody who did not sign in: the public form.
    Public,
}

/// What an account may do today, as resolved from its roles, teams and organisation.
///
/// It may be kept until the earliest end of what it rests on, or until an epoch moves
/// (decision 51); nothing about a single record is in it.
#[derive(Clone, Debug)]
pub struct Rights {
    /// Whose rights.
    pub account: AccountId,
    /// The organisation they belong to, if it is a partner's account and the agreement is in force.
    pub organisation: Option<OrganisationId>,
    /// Their teams and every team below those.
    pub teams: Vec<TeamId>,
    /// The roles in force.
    pub roles: Vec<Role>,
    /// The policy of the day.
    pub policy: Arc<Policy>,
    /// The first moment at which something of this ends: a role, an agreement, a vetting.
    pub until: Instant,
}

/// Someone or something that acts, at one moment.
///
/// Made by signing in, by a job for the account that asked for it, or for a [`Task`];
/// the root `.clippy.toml` bans these constructors elsewhere.
#[derive(Clone, Debug)]
pub struct Actor {
    who: Who,
    rights: Option<Arc<Rights>>,
    now: Instant,
}

/// The row of the public form when nobody is signed in; no installation widens it.
static PUBLIC: LazyLock<Row> = LazyLock::new(|| crate::matrix::role(Role::PublicForm).row);

impl Actor {
    /// Somebody signed in; rights whose time is over give none.
    pub fn account(rights: impl Into<Arc<Rights>>, now: Instant) -> Self {
        let rights = rights.into();
        Self { who: Who::Account(rights.account), rights: Some(rights), now }
    }

    /// The server, doing one task.
    pub const fn system(task: Task, now: Instant) -> Self {
        Self { who: Who::System(task), rights: None, now }
    }

    /// Somebody who did not sign in.
    pub const fn public(now: Instant) -> Self {
        Self { who: Who::Public, rights: None, now }
    }

    /// The same at another moment: rights whose time is over by then give none.
    #[must_use]
    pub fn at(&self, now: Instant) -> Self {
        Self { now, ..self.clone() }
    }

    /// Who it is.
    pub const fn who(&self) -> Who {
        self.who
    }

    /// The account, if it is one.
    pub const fn account_id(&self) -> Option<AccountId> {
        match self.who {
            Who::Account(account) => Some(account),
            _ => None,
        }
    }

    /// The moment of the act.
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// The rights of an account whose time is not over.
    pub fn rights(&self) -> Option<&Rights> {
        self.rights.as_deref().filter(|rights| self.now < rights.until)
    }

    /// The roles in force.
    pub fn roles(&self) -> &[Role] {
        self.rights().map_or(&[], |rights| &rights.roles)
    }

    /// The teams in reach.
    pub fn teams(&self) -> &[TeamId] {
        self.rights().map_or(&[], |rights| &rights.teams)
    }

    /// The partner organisation, if any.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.rights().and_then(|rights| rights.organisation)
    }

    /// Whether there is any record to which the actor may do this; for navigation, never for access.
    pub fn holds(&self, act: ActKind) -> bool {
        self.rows().any(|(row, _)| row.has(act))
    }

    /// What accesses are recorded to be for, where no single rule allowed them.
    pub fn purpose(&self) -> Purpose {
        self.rows().next().map_or(Purpose::TakingPart, |(row, _)| row.purpose)
    }

    /// The figures the actor gets: the truest of their roles (decision 7).
    pub fn figures(&self) -> Figures {
        self.rows().map(|(row, _)| row.figures).max().unwrap_or(Figures::None)
    }

    /// The parts that figures for this actor may count.
    pub fn counted(&self) -> PartSet {
        self.rows().fold(PartSet::NONE, |set, (row, _)| set.union(row.counted))
    }

    /// Permits an act whose record does not exist yet, or that is about the service as a whole.
    ///
    /// # Errors
    /// [`Denied::Forbidden`] if no row allows the act at this place.
    pub fn may<A: Act>(&self, place: &Place, unit: UnitId) -> Result<Leave<A>, Denied> {
        let root = A::Record::ROOT;
        let reaches = |letter: Letter| letter.is_for(root) && place.within(letter, self);
        let allows = |row: &Row| row.acts.iter().any(|(act, letter)| *act == A::KIND && reaches(*letter));
        let row = self.rows().find(|(row, _)| allows(row)).ok_or(Denied::Forbidden)?.0;
        let mut mask = Mask::default();
        for (row, _) in self.rows() {
            for grant in row.grants.iter().filter(|grant| reaches(grant.letter)) {
                mask.add(grant, root.parts());
            }
        }
        Ok(Leave::new(mask, row.purpose, unit))
    }

    /// The rows in force for this actor, each with the assignments that count for it.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&Row, Assignments)> {
        let own = match self.who {
            Who::Account(_) => None,
            Who::System(task) => Some(task.row()),
            Who::Public => Some(&*PUBLIC),
        };
        let held = self.rights().map(|rights| rights.policy.rows(&rights.roles));
        own.map(|row| (row, Assignments::NONE)).into_iter().chain(held.into_iter().flatten())
    }
}

/// Where something that does not exist yet will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The team it will belong to.
    pub team: Option<TeamId>,
    /// The partner organisation it will come from.
    pub organisation: Option<OrganisationId>,
}

impl Place {
    /// In a team.
    pub const fn team(team: TeamId) -> Self {
        Self { team: Some(team), organisation: None }
    }

    /// From a partner organisation.
    pub const fn organisation(organisation: OrganisationId) -> Self {
        Self { team: None, organisation: Some(organisation) }
    }

    /// The service as a whole, or nobody's yet.
    pub const fn service() -> Self {
        Self { team: None, organisation: None }
    }

    /// Whether `letter` reaches here. What one writes is one's own; nobody is assigned,
    /// invited or named to what does not exist.
    fn within(&self, letter: Letter, actor: &Actor) -> bool {
        match letter {
            Letter::Service | Letter::Own => true,
            Letter::Team => self.team.is_some_and(|team| actor.teams().contains(&team)),
            Letter::Organisation => self.organisation.is_some() && self.organisation == actor.organisation(),
            Letter::Assigned
            | Letter::Contact
            | Letter::Named
            | Letter::Glass
            | Letter::Invited
            | Letter::Vacancy => false,
        }
    }
}
