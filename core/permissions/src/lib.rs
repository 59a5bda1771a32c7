//! The policy: who may do what to which record, and which parts of it they may see.
//!
//! The pieces meet like this. Ama, a lead facilitator, opens a case. Signing in made her
//! an [`Actor`] with her [`Rights`]: roles, teams, and the [`Policy`] of the day. Storage
//! finds the case and, in the same statement, her [`Standing`] to it: assigned, asked to
//! contact side A, not excluded. [`decide`] then asks the policy for the act at hand and
//! answers with a [`Permit`], which carries a [`Mask`] of the parts she may read and
//! write; or with [`Denied`], where what she may not know of is simply not found. Lists
//! start from [`scope`], the same rule in the form a database can filter by.
//!
//! Silence means no: an act, a part or a role that the policy does not name is refused.
//! Rights of several roles add up; an exclusion ends them all. Nothing here reads a
//! clock or a database.
//!
//! # What the types promise
//!
//! A permit for one act is no permit for another:
//!
//! ```compile_fail,E0308
//! use permissions::{LogContact, Permit, ViewCase};
//! fn log_contact<R>(_permit: Permit<LogContact, R>) {}
//! fn page<R>(permit: Permit<ViewCase, R>) {
//!     log_contact(permit);
//! }
//! ```
//!
//! Nobody outside this crate can make one:
//!
//! ```compile_fail,E0451
//! use permissions::{Permit, UnitId, ViewCase};
//! fn forge<R>(record: R, unit: UnitId) -> Permit<ViewCase, R> {
//!     Permit { record, unit, ..unreachable!() }
//! }
//! ```
//!
//! Nobody can invent an act:
//!
//! ```compile_fail,E0277
//! use permissions::{Act, ActKind, roots};
//! struct PeekAtAnything;
//! impl Act for PeekAtAnything {
//!     type Record = roots::Case;
//!     const KIND: ActKind = ActKind::ViewCase;
//! }
//! ```
//!
//! Nobody can keep a copy of a permit that was used:
//!
//! ```compile_fail,E0277
//! use permissions::{Permit, SignOffClosure};
//! struct Case;
//! fn twice(permit: Permit<SignOffClosure, Case>) -> [Permit<SignOffClosure, Case>; 2] {
//!     let copy = Permit::clone(&permit);
//!     [permit, copy]
//! }
//! ```
//!
//! An act on one kind of record cannot be asked of another:
//!
//! ```compile_fail,E0271
//! use permissions::{Actor, Record, Standing, UnitId, ViewReferral, decide, roots};
//! fn wrong_kind<R: Record<Marker = roots::Case>>(a: &Actor, s: &Standing, case: R, u: UnitId) {
//!     let _ = decide::<ViewReferral, R>(a, s, case, u);
//! }
//! ```
//!
//! And the one that does compile, so that the five above fail for the reason they name:
//!
//! ```
//! use permissions::{Actor, Denied, Permit, Record, Standing, UnitId, ViewCase, decide, roots};
//! fn open<R: Record<Marker = roots::Case>>(
//!     actor: &Actor, standing: &Standing, case: R, unit: UnitId,
//! ) -> Result<Permit<ViewCase, R>, Denied> {
//!     decide::<ViewCase, R>(actor, standing, case, unit)
//! }
//! ```

#![forbid(unsafe_code)]

#[macro_use]
mod words;
mod act;
mod actor;
mod change;
mod decide;
mod grant;
mod letter;
mod line;
mod mask;
mod matrix;
mod permit;
mod policy;
mod publish;
mod record;
mod resetting;
mod role;
mod scope;
mod sight;
mod standing;
mod task;
mod walls;

pub mod print;

pub use act::*;
pub use actor::{Actor, Place, Rights, Who};
pub use change::{Change, Direction, Subject, changes, widens};
pub use decide::{Denied, allows, decide};
pub use grant::{Authors, Figures, Grant, Purpose, RelationSet, Verb, Verbs};
pub use letter::Letter;
pub use line::Line;
pub use mask::{Author, Mask};
pub use permit::{Leave, Permit, UnitId};
pub use policy::{Policy, RolePolicy, Row};
pub use publish::{Hindrance, Publishing, carried_over, own_widened};
pub use record::{Marker, Record, Root, roots};
pub use resetting::{Resetting, resetting};
pub use role::Role;
pub use scope::{Branch, Scope, filterable, known, reach, scope, visible};
pub use sight::{Shade, Sight, Tie, sight};
pub use standing::{AssignmentKind, Assignments, Standing};
pub use task::Task;
pub use walls::{Broken, Wall, broken, fitting, fitting_act};

#[cfg(test)]
mod tests;
