//! Which records an actor may reach for an act, in the form a database filters by.

use domain::{AccountId, CaseClass, OrganisationId, TeamId};

use crate::{Act, ActKind, Actor, Assignments, Letter, Root, Standing};

/// One way to a record. What each means for the classes is said by [`Letter::holds`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branch {
    /// The record's team is one of these.
    Team(Vec<TeamId>),
    /// Assigned, as one of these kinds, and accepted.
    Assigned {
        /// To whom.
        account: AccountId,
        /// As what.
        kinds: Assignments,
    },
    /// Invited, as one of these kinds, and not answered.
    Invited {
        /// Whom.
        account: AccountId,
        /// As what.
        kinds: Assignments,
    },
    /// Referred by this organisation, whose agreement is in force.
    Organisation(OrganisationId),
    /// Named to it.
    Named {
        /// Who.
        account: AccountId,
    },
    /// Opened by break glass.
    Glass {
        /// By whom.
        account: AccountId,
    },
    /// About the account's holder, or theirs.
    Own {
        /// Whose.
        account: AccountId,
    },
    /// Published as looking for volunteers.
    Vacancy,
    /// Every record.
    Everything,
}

/// The records that an actor may reach when doing an act.
///
/// Lists, counts, searches and single lookups all start here, so what is missing from a
/// list cannot be opened by typing its address. A record is in it if any branch holds
/// and the account is not excluded from it. Silence means no: without a branch nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The ways, in the order of the letters; never two of a kind.
    pub branches: Vec<Branch>,
    /// Whose exclusions count; a task of the system has none.
    pub account: Option<AccountId>,
}

impl Scope {
    /// Whether it is better to start from the few rows that name the account or its
    /// organisation than to walk a list and test each row (decision 18).
    pub fn is_narrow(&self) -> bool {
        let wide = |branch: &Branch| matches!(branch, Branch::Team(_) | Branch::Everything | Branch::Vacancy);
        !self.is_none() && !self.branches.iter().any(wide)
    }

    /// Whether nothing is in it.
    pub fn is_none(&self) -> bool {
        self.branches.is_empty()
    }

    /// Whether every record is in it, but for those that the account is excluded from.
    pub fn is_everything(&self) -> bool {
        self.branches.contains(&Branch::Everything)
    }

    fn add(&mut self, letter: Letter, kinds: Assignments, actor: &Actor) {
        let branch = match (letter, self.account) {
            (Letter::Service, _) => Branch::Everything,
            (Letter::Team, _) => Branch::Team(actor.teams().to_vec()),
            (Letter::Vacancy, _) => Branch::Vacancy,
            (Letter::Organisation, _) => match actor.organisation() {
                Some(organisation) => Branch::Organisation(organisation),
                None => return,
            },
            (Letter::Assigned | Letter::Contact, Some(account)) => Branch::Assigned { account, kinds },
            (Letter::Invited, Some(account)) => Branch::Invited { account, kinds },
            (Letter::Named, Some(account)) => Branch::Named { account },
            (Letter::Glass, Some(account)) => Branch::Glass { account },
            (Letter::Own, Some(account)) => Branch::Own { account },
            (
                Letter::Assigned
                | Letter::Contact
                | Letter::Invited
                | Letter::Named
                | Letter::Glass
                | Letter::Own,
                None,
            ) => return,
        };
        for known in &mut self.branches {
            match (known, &branch) {
                (Branch::Assigned { kinds: all, .. }, Branch::Assigned { kinds, .. })
                | (Branch::Invited { kinds: all, .. }, Branch::Invited { kinds, .. }) => {
                    *all = all.union(*kinds);
                    return;
                }
                (known, branch) if known == branch => return,
                _ => {}
            }
        }
        self.branches.push(branch);
    }

    fn of(actor: &Actor, wanted: impl Fn(ActKind) -> bool) -> Self {
        let mut scope = Self { branches: Vec::new(), account: actor.account_id() };
        for (row, kinds) in actor.rows() {
            for (_, letter) in row.acts.iter().filter(|(act, _)| wanted(*act)) {
                scope.add(*letter, kinds, actor);
            }
        }
        scope
    }
}

/// The records to which `actor` may do `A`.
pub fn scope<A: Act>(actor: &Actor) -> Scope {
    Scope::of(actor, |act| act == A::KIND)
}

/// The records of `root` whose existence `actor` may know of; what is outside is not found.
pub fn known(actor: &Actor, root: Root) -> Scope {
    Scope::of(actor, |act| act.root() == root && act.shows())
}

/// The records of `root` to which `actor` may do anything at all: also what tells them nothing
/// of the record, such as reading the log of who looked at it.
///
/// Breaking the glass is a way to one record that is named, and no reach: whoever may do it
/// would else reach every case.
pub fn reach(actor: &Actor, root: Root) -> Scope {
    Scope::of(actor, |act| act.root() == root && act != ActKind::BreakGlass)
}

/// Whether a record of this class and standing is in `scope`; what the compiled condition must equal.
pub fn visible(scope: &Scope, class: CaseClass, standing: &Standing) -> bool {
    scope.branches.iter().any(|branch| {
        let (letter, kinds) = match branch {
            Branch::Team(_) => (Letter::Team, Assignments::NONE),
            Branch::Assigned { kinds, .. } => (Letter::Assigned, *kinds),
            Branch::Invited { kinds, .. } => (Letter::Invited, *kinds),
            Branch::Organisation(_) => (Letter::Organisation, Assignments::NONE),
            Branch::Named { .. } => (Letter::Named, Assignments::NONE),
            Branch::Glass { .. } => (Letter::Glass, Assignments::NONE),
            Branch::Own { .. } => (Letter::Own, Assignments::NONE),
            Branch::Vacancy => (Letter::Vacancy, Assignments::NONE),
            Branch::Everything => (Letter::Service, Assignments::NONE),
        };
        letter.holds(kinds, class, standing)
    })
}

/// The parts by which `actor` may filter and sort what `A` lists.
///
/// Order and hits tell of a value as surely as showing it, so these are the parts that
/// may be read on every record of the scope, whoever wrote them and whichever side they
/// are addressed to.
pub fn filterable<A: Act>(actor: &Actor) -> domain::PartSet {
    let mut common: Option<domain::PartSet> = None;
    for (row, _) in actor.rows() {
        for (_, letter) in row.acts.iter().filter(|(act, _)| *act == A::KIND) {
            let mut mask = crate::Mask::default();
            for grant in row.grants.iter().filter(|grant| grant.letter == *letter) {
                mask.add(grant, A::KIND.root().parts());
            }
            let parts = domain::Relation::ALL
                .into_iter()
                .map(|relation| mask.parts_read_of_anyone(relation))
                .fold(domain::PartSet::ALL, domain::PartSet::intersection);
            common = Some(common.map_or(parts, |set| set.intersection(parts)));
        }
    }
    common.unwrap_or_default()
}
