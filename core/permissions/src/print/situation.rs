//! The situations the matrix is tried in.

use domain::{CaseClass, Group, PartSet};

use crate::{Assignments, Standing};

/// A reader, a record, and how the one stands to the other.
pub(crate) struct Situation {
    pub name: &'static str,
    pub class: CaseClass,
    pub standing: Standing,
}

/// Every standing that the letters tell apart, for someone whose assignments are `kinds`.
pub(super) fn standings(kinds: Assignments) -> Vec<(&'static str, Standing)> {
    let none = Standing::default;
    let team = || Standing { in_team: true, ..none() };
    let assigned = || Standing { assigned: kinds, ..none() };
    let organisation = || Standing { own_organisation: true, ..none() };
    vec![
        ("stranger", none()),
        ("team", team()),
        ("assigned", assigned()),
        ("assigned, names shared", Standing { shared: Some(PartSet::group(Group::G2)), ..assigned() }),
        ("invited", Standing { invited: kinds, ..none() }),
        ("organisation", organisation()),
        ("organisation, submitted", Standing { author: true, ..organisation() }),
        ("named", Standing { named: true, ..none() }),
        ("glass", Standing { glass: true, ..none() }),
        ("self", Standing { is_self: true, ..none() }),
        ("vacancy", Standing { vacancy: true, ..none() }),
        ("team, listed", Standing { allow_listed: true, ..team() }),
        ("team, named", Standing { named: true, ..team() }),
        ("assigned, listed", Standing { allow_listed: true, ..assigned() }),
        ("assigned, named", Standing { named: true, ..assigned() }),
        ("assigned, closed long ago", Standing { closed_access_over: true, ..assigned() }),
        ("organisation, listed", Standing { allow_listed: true, ..organisation() }),
        ("organisation, named", Standing { named: true, ..organisation() }),
        ("excluded", everything_but_excluded(kinds)),
    ]
}

/// Somebody for whom every reason holds, and who is excluded.
fn everything_but_excluded(kinds: Assignments) -> Standing {
    Standing {
        excluded: true,
        allow_listed: true,
        named: true,
        glass: true,
        assigned: kinds,
        shared: None,
        invited: kinds,
        contact_sides: Vec::new(),
        in_team: true,
        own_organisation: true,
        author: true,
        is_self: true,
        closed_access_over: false,
        vacancy: true,
    }
}

/// Every class in every standing.
pub(crate) fn situations(kinds: Assignments) -> Vec<Situation> {
    let classes = CaseClass::ALL.into_iter();
    classes
        .flat_map(|class| {
            let with_class = move |(name, standing)| Situation { name, class, standing };
            standings(kinds).into_iter().map(with_class)
        })
        .collect()
}
