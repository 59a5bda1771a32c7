//! Proofs that an act was allowed.

use std::marker::PhantomData;
use std::ops::Deref;

use domain::{Audience, Relation};

use crate::{Act, Mask, Purpose, Standing};

/// The unit of work a permit was given in; it is refused in every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnitId(pub u64);

/// A record, and the proof that its reader may do `A` to it.
///
/// Only [`decide`](crate::decide) makes one. A write takes it by value, so it serves
/// once. It lends the record's spine; the parts beyond it are loaded by its mask.
pub struct Permit<A, R> {
    record: R,
    mask: Mask,
    standing: Standing,
    every_side: bool,
    purpose: Purpose,
    unit: UnitId,
    act: PhantomData<fn() -> A>,
}

impl<A: Act, R> Permit<A, R> {
    pub(crate) const fn new(
        record: R,
        mask: Mask,
        standing: Standing,
        every_side: bool,
        purpose: Purpose,
        unit: UnitId,
    ) -> Self {
        Self { record, mask, standing, every_side, purpose, unit, act: PhantomData }
    }
}

impl<A, R> Permit<A, R> {
    /// The parts the reader may read and write.
    pub const fn mask(&self) -> &Mask {
        &self.mask
    }

    /// The unit it was given in.
    pub const fn unit(&self) -> UnitId {
        self.unit
    }

    /// What the access is recorded to be for: the purpose of the rule that allowed it.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// How the reader stood to the record when the permit was given.
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// How the reader stands to what is addressed to `audience`; the mask is asked with the answer.
    pub fn relation(&self, audience: Audience) -> Relation {
        self.standing.relation(audience, self.every_side)
    }

    /// Whether the reader is here by an office that works for every side.
    pub(crate) const fn is_for_every_side(&self) -> bool {
        self.every_side
    }

    /// Gives the record up, and the permit with it.
    pub fn into_record(self) -> R {
        self.record
    }
}

impl<A, R> Deref for Permit<A, R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.record
    }
}

impl<A, R> std::fmt::Debug for Permit<A, R> {
    /// Says that it is one; a record does not show itself in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Permit").field("unit", &self.unit).finish_non_exhaustive()
    }
}

/// The proof that `A` may be done where no record exists yet; used once, like a permit.
pub struct Leave<A> {
    mask: Mask,
    purpose: Purpose,
    unit: UnitId,
    act: PhantomData<fn() -> A>,
}

impl<A> Leave<A> {
    pub(crate) const fn new(mask: Mask, purpose: Purpose, unit: UnitId) -> Self {
        Self { mask, purpose, unit, act: PhantomData }
    }

    /// The parts that may be written, and read back.
    pub const fn mask(&self) -> &Mask {
        &self.mask
    }

    /// The unit it was given in.
    pub const fn unit(&self) -> UnitId {
        self.unit
    }

    /// What the access is recorded to be for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }
}

impl<A> std::fmt::Debug for Leave<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leave").field("unit", &self.unit).finish_non_exhaustive()
    }
}
