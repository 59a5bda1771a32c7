//! Whether another policy may take the place of the one in force, and who may say so.

use std::collections::BTreeSet;

use domain::AccountId;

use crate::{ActKind, Broken, Change, Direction, Letter, Policy, Role, Subject, broken, changes, widens};

/// Why a policy cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It says what no policy may say.
    Walls(Vec<Broken>),
    /// Nothing would change.
    Unchanged,
    /// Another policy was published since it was begun.
    Stale,
    /// It gives somebody more, and only its author has looked at it.
    NeedsSecond,
    /// It gives more to these roles, which whoever approves it holds.
    WidensOwn(Vec<Role>),
    /// Its author cannot sign in any more, or may not propose any more.
    AuthorGone,
    /// Nobody would be left who could propose another policy, and somebody else to approve it.
    NobodyLeft,
}

/// A policy about to be published, and the people it is about.
#[derive(Debug)]
pub struct Publishing<'a> {
    /// The policy in force.
    pub current: &'a Policy,
    /// The one to take its place.
    pub new: &'a Policy,
    /// The version of the policy it was begun from.
    pub base: u64,
    /// Who wrote it.
    pub author: AccountId,
    /// Who publishes it, and the roles they hold.
    pub publisher: (AccountId, &'a [Role]),
    /// Everybody who can sign in and holds a role by which they could propose or approve, with
    /// those roles.
    pub people: &'a [(AccountId, Vec<Role>)],
}

impl Publishing<'_> {
    /// Everything that stands in the way; none where it may be published.
    pub fn hindrances(&self) -> Vec<Hindrance> {
        let told = changes(self.current, self.new);
        let walls = broken(self.new);
        let may = |policy: &Policy, roles: &[Role], act| {
            let held = policy.roles.iter().filter(|row| roles.contains(&row.role));
            held.map(|policy| &policy.row).any(|row| row.acts.contains(&(act, Letter::Service)))
        };
        let author = self.people.iter().find(|(account, _)| *account == self.author);
        let author_may = author.is_some_and(|(_, roles)| may(self.current, roles, ActKind::ProposePolicy));
        // Two who could change the rights again; an installation of one has had none before.
        let two = |policy: &Policy| {
            self.people.iter().any(|(one, roles)| {
                may(policy, roles, ActKind::ProposePolicy)
                    && self
                        .people
                        .iter()
                        .any(|(other, roles)| other != one && may(policy, roles, ActKind::ApprovePolicy))
            })
        };
        let is_own = self.publisher.0 == self.author;
        let own = own_widened(&told, self.publisher.1);
        [
            (!walls.is_empty(), Hindrance::Walls(walls)),
            (told.is_empty(), Hindrance::Unchanged),
            (self.base != self.current.version, Hindrance::Stale),
            (!author_may, Hindrance::AuthorGone),
            (is_own && widens(&told), Hindrance::NeedsSecond),
            (!is_own && !own.is_empty(), Hindrance::WidensOwn(own)),
            (two(self.current) && !two(self.new), Hindrance::NobodyLeft),
        ]
        .into_iter()
        .filter_map(|(stands, hindrance)| stands.then_some(hindrance))
        .collect()
    }
}

/// The roles of `held` to which the changes give more.
pub fn own_widened(changes: &[Change], held: &[Role]) -> Vec<Role> {
    let wider = changes.iter().filter(|change| change.direction == Direction::Widening);
    let roles: BTreeSet<Role> = wider.map(|change| change.role).filter(|role| held.contains(role)).collect();
    roles.into_iter().collect()
}

/// What `draft` changed of `base`, done to `onto` instead: cell by cell, so that what was
/// published meanwhile stays unless the draft says otherwise of the same cell.
#[must_use]
pub fn carried_over(base: &Policy, draft: &Policy, onto: &Policy) -> Policy {
    changes(base, draft).into_iter().fold(onto.clone(), |policy, Change { role, subject, .. }| {
        let (Some(row), Some(wanted)) = (policy.row(role), draft.row(role)) else { return policy };
        let row = match subject {
            Subject::Part(part) => row.with_lines([part].into_iter().collect(), &wanted.lines(part)),
            Subject::Act(act) => row.with_letters(act, &wanted.letters(act)),
            Subject::Figures => row.with_figures(wanted.figures, wanted.counted),
            // These follow from the cells, and from the role.
            Subject::Sides | Subject::Purpose => row,
        };
        policy.with_row(role, row)
    })
}
