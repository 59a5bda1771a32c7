//! What a provider's groups do to somebody's roles.

use std::collections::BTreeMap;

use permissions::Role;

/// Which groups are for which roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RoleMap {
    /// The roles of each group.
    pub groups: BTreeMap<String, Vec<Role>>,
    /// The roles that a group gives to who does not have them.
    pub grants: Vec<Role>,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// Roles that end.
    pub ended: Vec<Role>,
    /// Roles that are given.
    pub granted: Vec<Role>,
    /// Whether any is left.
    pub is_any_left: bool,
}

impl RoleMap {
    /// Whether groups are asked about at all.
    pub fn is_used(&self) -> bool {
        !self.groups.is_empty()
    }

    /// What becomes of somebody who holds `held` and is in `groups`.
    ///
    /// A role that some group is for is held by nobody in none of its groups. One that no group
    /// is for is left alone. A role is given only where it may be.
    pub fn follow(&self, held: &[Role], groups: &[&str]) -> Change {
        let entitled: Vec<Role> =
            groups.iter().filter_map(|group| self.groups.get(*group)).flatten().copied().collect();
        let governed = |role: &Role| self.groups.values().flatten().any(|one| one == role);
        let ended: Vec<_> =
            held.iter().copied().filter(|role| governed(role) && !entitled.contains(role)).collect();
        let mut granted: Vec<_> = entitled
            .iter()
            .copied()
            .filter(|role| self.grants.contains(role) && !held.contains(role))
            .collect();
        granted.sort_unstable();
        granted.dedup();
        let is_any_left = !granted.is_empty() || held.iter().any(|role| !ended.contains(role));
        Change { ended, granted, is_any_left }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_take_roles_away_and_give_only_those_that_may_be_given() {
        let (refers, supervises, manages) =
            (Role::PartnerReferrer, Role::CaseSupervisor, Role::ServiceManager);
        let map = RoleMap {
            groups: BTreeMap::from([
                ("refer".to_owned(), vec![refers]),
                ("lead".to_owned(), vec![supervises, manages]),
            ]),
            grants: vec![refers],
        };
        let check = |held: &[Role], groups: &[&str], ended: &[Role], granted: &[Role], left: bool| {
            let expect = Change { ended: ended.to_vec(), granted: granted.to_vec(), is_any_left: left };
            assert_eq!(map.follow(held, groups), expect, "{held:?} {groups:?}");
        };
        check(&[refers], &["refer"], &[], &[], true);
        check(&[refers], &[], &[refers], &[], false);
        check(&[], &["refer", "refer"], &[], &[refers], true);
        check(&[], &["lead"], &[], &[], false);
        check(&[manages], &["refer"], &[manages], &[refers], true);
        check(&[manages, refers], &["lead"], &[refers], &[], true);
        check(&[Role::Coordinator], &["somewhere else"], &[], &[], true);
        check(&[], &["somewhere else"], &[], &[], false);
    }
}
