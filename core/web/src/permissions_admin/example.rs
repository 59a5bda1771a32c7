//! An invented case, to try the permissions on: nobody in it exists, and it is in no database.

use domain::{Audience, Part, SideId};
use permissions::Author;
use wording::Text;

/// One value of the example.
pub(super) struct Value {
    pub part: Part,
    pub audience: Audience,
    pub author: Author,
    pub text: Text,
}

/// A heading and the values below it.
pub(super) struct Section {
    pub title: &'static str,
    pub values: Vec<Value>,
}

/// The sides of the example: who was harmed, and who is responsible.
pub(super) fn sides() -> [SideId; 2] {
    [side(0xa), side(0xb)]
}

fn side(byte: u8) -> SideId {
    let mut id = [0; 16];
    id[15] = byte;
    SideId(uuid::Uuid::from_bytes(id))
}

/// Everything the example says.
pub(super) fn sections() -> Vec<Section> {
    use Part::*;
    let [harmed, responsible] = sides();
    let shared = |part, text| value(part, Audience::Shared, text);
    let internal = |part, text| value(part, Audience::Internal, text);
    let person =
        |side, name: &'static str, initials: &'static str, full: &'static str, phone: &'static str| {
            let of = move |part, text| value(part, Audience::Side(side), text);
            vec![
                of(Name, plain(name)),
                of(FirstName, plain(name)),
                of(Initials, plain(initials)),
                of(FullName, plain(full)),
                of(AgeBand, plain("25–34")),
                of(BirthDate, key("example-birth-date")),
                of(Identifiers, plain("PNC 00/000000X")),
                of(Contact, plain(phone)),
                of(SafeContact, key("example-safe-contact")),
                of(CodeWord, key("example-code-word")),
                of(Adjustments, key("example-adjustments")),
                of(Health, key("example-health")),
                of(Equality, key("example-equality")),
                of(Consent, key("example-consent")),
                of(Documents, key("example-letter")),
                of(Feedback, key("example-feedback")),
            ]
        };
    vec![
        Section {
            title: "example-case",
            values: vec![
                shared(Reference, plain("C-0000-0000")),
                shared(Kind, key("example-kind")),
                shared(Stage, key("example-stage")),
                shared(Dates, key("example-dates")),
                shared(Team, key("example-team")),
                shared(Area, key("example-area")),
                shared(Source, key("example-source")),
                shared(CoarseStatus, key("example-coarse-status")),
                shared(Category, key("example-category")),
                shared(Offence, key("example-offence")),
                shared(Flags, key("example-flags")),
                shared(RiskFlag, key("example-risk-flag")),
                shared(Complex, key("example-complex")),
                shared(SharedRisk, key("example-shared-risk")),
                shared(OutcomeClass, key("example-outcome-class")),
                shared(Agreement, key("example-agreement")),
                shared(LawfulBasis, key("example-lawful-basis")),
            ],
        },
        Section {
            title: "example-harmed",
            values: person(harmed, "Rowan", "R. E.", "Rowan Example", "01632 960001"),
        },
        Section {
            title: "example-responsible",
            values: person(responsible, "Ash", "A. S.", "Ash Sample", "01632 960002"),
        },
        Section {
            title: "example-internal",
            values: vec![
                internal(IntakeNotes, key("example-intake-notes")),
                by(internal(Notes, key("example-own-note")), Author::Reader),
                by(internal(Notes, key("example-facilitator-note")), Author::Facilitator),
                internal(Notes, key("example-note")),
                internal(RiskAssessment, key("example-risk")),
                internal(Safeguarding, key("example-safeguarding")),
                internal(Supervision, key("example-supervision")),
                internal(Uploads, key("example-upload")),
                internal(TeamAccessLog, key("example-access")),
            ],
        },
    ]
}

fn value(part: Part, audience: Audience, text: Text) -> Value {
    Value { part, audience, author: Author::Other, text }
}

fn by(value: Value, author: Author) -> Value {
    Value { author, ..value }
}

fn plain(text: &str) -> Text {
    Text::plain(text)
}

fn key(key: &str) -> Text {
    Text::key(key)
}
