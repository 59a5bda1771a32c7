//! What every row needs when it is made.

use domain::{Reference, ReferenceKind};
use permissions::{Actor, Who};
use uuid::Uuid;

use crate::unit::Unit;

/// The legal regime a record is processed under while nobody chose another: UK GDPR and
/// Part 2 of the Data Protection Act 2018.
pub(crate) const REGIME: &str = "part-2";

/// A new random reference.
///
/// With 35 random bits a service of 200,000 cases meets a clash about once in two; the
/// unique index then refuses the row, and the act is tried again.
pub(crate) fn reference(kind: ReferenceKind) -> Reference {
    Reference::from_random(kind, keys::random_u64())
}

impl<Mode> Unit<Mode> {
    /// Where a row of this unit comes from: the account, or the task.
    pub(crate) fn source(&self) -> String {
        match self.actor.account_id() {
            Some(account) => format!("account:{}", Uuid::from(account).simple()),
            None => format!("task:{}", actor_name(&self.actor)),
        }
    }
}

/// What the audit log calls an actor: the task's word for the system, `public` for a
/// stranger; an account is named by its id in a column of its own.
pub(crate) fn actor_name(actor: &Actor) -> &'static str {
    match actor.who() {
        Who::Account(_) => "account",
        Who::System(task) => task.as_str(),
        Who::Public => "public",
    }
}
