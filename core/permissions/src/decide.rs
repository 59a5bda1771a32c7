//! The one place where a permit is made.

use domain::CaseClass;

use crate::{
    Act, ActKind, Actor, Assignments, Marker, Mask, Permit, Record, Row, Standing, UnitId, known, visible,
};

/// Why an act was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Denied {
    /// The reader may not know that the record exists; it is answered like one that does not.
    #[error("not found")]
    NotFound,
    /// The reader may know of it, and may not do this.
    #[error("not permitted")]
    Forbidden,
}

impl Denied {
    /// The key of the sentence to show.
    pub fn message(self) -> domain::Message {
        domain::Message::new(match self {
            Self::NotFound => "denied-not-found",
            Self::Forbidden => "denied-forbidden",
        })
    }
}

/// Asks the policy whether `actor`, in this standing, may do `A` to `record`.
///
/// # Errors
/// [`Denied::NotFound`] if they may not know of the record, [`Denied::Forbidden`] if they
/// may, and no rule allows the act.
pub fn decide<A: Act, R: Record<Marker = A::Record>>(
    actor: &Actor,
    standing: &Standing,
    record: R,
    unit: UnitId,
) -> Result<Permit<A, R>, Denied> {
    let (root, class) = (<A::Record as Marker>::ROOT, record.class());
    let allows = |(row, kinds): &(&Row, Assignments)| {
        row.acts.iter().any(|(act, letter)| *act == A::KIND && letter.holds(*kinds, class, standing))
    };
    let Some((row, _)) = actor.rows().find(allows) else {
        let is_known = visible(&known(actor, root), class, standing);
        return Err(if is_known { Denied::Forbidden } else { Denied::NotFound });
    };
    let purpose = row.purpose;
    let every_side = actor.rows().any(|(row, kinds)| {
        row.grants
            .iter()
            .any(|grant| grant.letter.is_for_every_side() && grant.letter.holds(kinds, class, standing))
    });
    let mask = Mask::of(actor, root, class, standing);
    Ok(Permit::new(record, mask, standing.clone(), every_side, purpose, unit))
}

/// Whether `actor` could be given a permit for `act` on a record of this class and standing.
///
/// For the buttons of a page about a record that was already permitted to be seen; doing
/// the act asks [`decide`] again.
pub fn allows(actor: &Actor, act: ActKind, class: CaseClass, standing: &Standing) -> bool {
    actor.rows().any(|(row, kinds)| {
        row.acts.iter().any(|(known, letter)| *known == act && letter.holds(kinds, class, standing))
    })
}
