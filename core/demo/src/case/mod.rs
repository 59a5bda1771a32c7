//! One case, whole: its people, its work, its end, and the referral it came from.

mod builder;
mod ending;
mod log;
mod matter;
mod parties;
mod records;
mod source;
mod team;
mod times;

use storage::bulk::{BulkCase, BulkPerson, BulkReferral};

use self::times::Times;
use crate::calendar::Calendar;
use crate::outline::Outline;

pub use builder::Builder;
pub use team::Roster;

/// A case as everything in it sees it: its outline, what of it has happened, and the day.
pub struct Scene<'a> {
    pub outline: &'a Outline,
    pub times: Times,
    pub calendar: Calendar,
}

/// A case and what comes with it.
pub struct Built {
    pub people: Vec<BulkPerson>,
    pub case: BulkCase,
    pub referral: BulkReferral,
}
