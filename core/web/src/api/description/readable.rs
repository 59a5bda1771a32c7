//! Which parts an account may read at all.

use domain::PartSet;
use permissions::{ActKind, Actor, Grant, Row, Verb};

/// The parts that `actor` may read, whole or as dots, on some record that `act` shows them.
///
/// A description says what there can be, not what there is: which parts of which record is
/// decided for each record, when it is read.
pub(super) fn readable(actor: &Actor, act: ActKind) -> PartSet {
    let Some(rights) = actor.rights() else { return PartSet::NONE };
    let held = rights.policy.roles.iter().filter(|policy| rights.roles.contains(&policy.role));
    let shown = held.map(|policy| &policy.row).filter(|row| row.acts.iter().any(|(known, _)| *known == act));
    shown.fold(PartSet::NONE, |parts, row| parts.union(read_in(row))).intersection(act.root().parts())
}

/// Whichever way a record is reached, it is shown with everything that any grant of the row
/// opens there; so the ways are not told apart.
fn read_in(row: &Row) -> PartSet {
    let reads = |grant: &&Grant| grant.verbs.contains(Verb::Read) || grant.verbs.contains(Verb::ReadMasked);
    row.grants.iter().filter(reads).fold(PartSet::NONE, |parts, grant| parts.union(grant.parts))
}
