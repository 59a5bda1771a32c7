//! How, when and when not to make contact: always in sight.

use serde::Serialize;
use wording::Text;

use super::Change;

/// The banner that stands above everything about a person one may have to call.
///
/// It says what must not be done before what may be. A rule that is not known is said to
/// be not known, since silence would read as "anything goes".
#[derive(Clone, Debug, Default, Serialize)]
pub struct SafeContact {
    /// Whom it is about, by the name they agreed to.
    pub name: Text,
    /// What must never be done: "Do not leave a voicemail".
    pub never: Vec<Text>,
    /// What is safe: "Text first", "Weekdays from 10am to 2pm".
    pub safe: Vec<Text>,
    /// Whether anybody has asked them yet.
    pub is_known: bool,
    /// The link by which a word, a number or an address is shown; each showing is logged.
    pub reveal: Option<Change>,
}
