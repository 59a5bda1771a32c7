//! What may be mapped: the files of an export and the fields of each.

use serde::{Deserialize, Serialize};

/// What a file of an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Cases.
    Cases,
    /// People and organisations.
    People,
    /// Who is in which case.
    Participants,
    /// The work log.
    Entries,
    /// Risk assessments.
    Risks,
    /// Agreements.
    Agreements,
    /// Volunteers.
    Volunteers,
    /// Consents.
    Consents,
    /// Documents.
    Documents,
}

/// What a cell of a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldShape {
    /// The id of the row, or of a row of another file.
    Key,
    /// One line.
    Text,
    /// Several lines, perhaps with markup.
    LongText,
    /// A day typed by someone; two-digit years are of this century.
    Day,
    /// A day of birth: two-digit years are never in the future.
    BirthDay,
    /// A time stamped by the system.
    Stamp,
}

use FieldShape::{BirthDay, Day, Key, LongText, Stamp, Text};

impl FileKind {
    /// Every kind, in the order in which records are planned.
    pub const ALL: [Self; 9] = [
        Self::Cases,
        Self::People,
        Self::Participants,
        Self::Entries,
        Self::Risks,
        Self::Agreements,
        Self::Volunteers,
        Self::Consents,
        Self::Documents,
    ];

    /// The word used in profiles.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::People => "people",
            Self::Participants => "participants",
            Self::Entries => "entries",
            Self::Risks => "risks",
            Self::Agreements => "agreements",
            Self::Volunteers => "volunteers",
            Self::Consents => "consents",
            Self::Documents => "documents",
        }
    }

    /// The fields that columns of such a file may be mapped to.
    pub const fn fields(self) -> &'static [(&'static str, FieldShape)] {
        match self {
            Self::Cases => &[
                ("id", Key),
                ("reference", Key),
                ("received-on", Day),
                ("created-at", Stamp),
                ("stage", Text),
                ("live", Text),
                ("service-type", Text),
                ("category", Text),
                ("source-type", Text),
                ("organisation", Text),
                ("referrer", Text),
                ("district", Text),
                ("crime-reference", Text),
                ("flags", Text),
                ("title", Text),
                ("lead", Text),
                ("second", Text),
                ("allocated-on", Day),
                ("event-on", Day),
                ("event-kind", Text),
                ("closed-on", Day),
                ("closing-reason", Text),
                ("outcome-note", LongText),
                ("retention", Text),
                ("dispose-after", Day),
                ("team", Text),
                ("linked-to", Key),
            ],
            Self::People => &[
                ("id", Key),
                ("title", Text),
                ("given-name", Text),
                ("family-name", Text),
                ("known-as", Text),
                ("birth-date", BirthDay),
                ("sex", Text),
                ("ethnic-group", Text),
                ("address", Text),
                ("town", Text),
                ("postcode", Text),
                ("mobile", LongText),
                ("landline", LongText),
                ("email", Text),
                ("language", Text),
                ("safe-contact", LongText),
                ("code-word", Text),
                ("organisation", Text),
                ("support-needs", Text),
                ("created-at", Stamp),
            ],
            Self::Participants => &[
                ("id", Key),
                ("case", Key),
                ("person", Key),
                ("role", Text),
                ("support-for", Key),
                ("willing", Text),
                ("responsibility", Text),
                ("first-contact-on", Day),
                ("readiness", Text),
            ],
            Self::Entries => &[
                ("id", Key),
                ("case", Key),
                ("occurred-on", Day),
                ("time", Text),
                ("author", Text),
                ("kind", Text),
                ("side", Text),
                ("about", Key),
                ("follow-up", Text),
                ("text", LongText),
            ],
            Self::Risks => &[
                ("id", Key),
                ("case", Key),
                ("kind", Text),
                ("done-on", Day),
                ("done-by", Text),
                ("score", Text),
                ("level", Text),
                ("factors", Text),
                ("mitigation", LongText),
                ("approved-by", Text),
                ("approved-on", Day),
                ("review-on", Day),
            ],
            Self::Agreements => &[
                ("id", Key),
                ("case", Key),
                ("agreed-on", Day),
                ("kind", Text),
                ("parties", Text),
                ("text", LongText),
                ("actions", LongText),
                ("confidential", Text),
                ("status", Text),
                ("checked", Text),
            ],
            Self::Volunteers => &[
                ("id", Key),
                ("name", Text),
                ("status", Text),
                ("role", Text),
                ("started-on", Day),
                ("left-on", Day),
                ("email", Text),
                ("mobile", Text),
                ("vetted-on", Day),
                ("vetting-level", Text),
                ("trained-on", Day),
                ("sensitive-trained", Text),
                ("districts", Text),
                ("languages", Text),
                ("most-cases", Text),
            ],
            Self::Consents => &[
                ("id", Key),
                ("case", Key),
                ("person", Key),
                ("purpose", Text),
                ("given", Text),
                ("method", Text),
                ("given-on", Day),
                ("expires-on", Day),
                ("withdrawn-on", Day),
            ],
            Self::Documents => &[
                ("id", Key),
                ("case", Key),
                ("file-name", Text),
                ("path", Text),
                ("class", Text),
                ("side", Text),
                ("added-on", Day),
                ("size", Text),
                ("in-store", Text),
            ],
        }
    }

    /// The shape of the field called `name`.
    pub fn shape(self, name: &str) -> Option<FieldShape> {
        self.fields().iter().find(|(field, _)| *field == name).map(|(_, shape)| *shape)
    }
}
