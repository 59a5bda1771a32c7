//! What a call is about.

use crate::{Answers, Date};

/// The circumstances of one call. There is no clock: the day is the one written here.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The day where the service is.
    pub today: Date,
    /// The moment of the call, in seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// The reader's language, such as `cy`.
    pub locale: String,
    /// Random for each call; it may stand in a log line.
    pub call_id: String,
    /// The version of the form or report that is worked on.
    pub schema_version: u32,
    /// The plugin's settings, as the administrator saved them.
    pub settings: Answers,
    /// What later versions of the platform add.
    pub attributes: Answers,
}

impl Context {
    /// A context for tests: `today` at midnight, in English, without settings.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            now: i64::from(today.days_since_epoch()) * 86_400,
            locale: "en".to_owned(),
            call_id: "test".to_owned(),
            schema_version: 1,
            settings: Answers::default(),
            attributes: Answers::default(),
        }
    }
}
