//! The core's own fields, in one table.
//!
//! The label of a field is the message key `field-` and its id with hyphens:
//! `case.received-on` is named by `field-case-received-on`.

use domain::FieldKind::{
    self, Boolean, Choice, Choices, Date, Email, Integer, LongText, Phone, Postcode, Text,
};
use domain::Part;

use super::CatalogueField;
use crate::field::RecordKind::{
    self, Action, Agreement, Case, Event, Feedback, Incident, Participant, Person, Referral,
};
use crate::field::SideRule::{self, Internal, OwnSide, Shared};
use crate::field::{DataClass, Options, Retention};
use crate::lists::core_list;

/// What can be done with a field besides reading it.
#[derive(Clone, Copy)]
struct Abilities(u8);

/// Reading alone.
const READ: Abilities = Abilities(0);
/// The search box finds its words.
const FIND: Abilities = Abilities(1);
/// Lists can be filtered by it.
const FILTER: Abilities = Abilities(2);
/// Lists can be filtered and sorted by it.
const SORT: Abilities = Abilities(2 | 4);
/// Lists can be filtered by it and reports may count it.
const COUNT: Abilities = Abilities(2 | 8);
/// Filter, sort, count.
const ALL: Abilities = Abilities(2 | 4 | 8);
/// The search box, filter and sort.
const NAME: Abilities = Abilities(1 | 2 | 4);
/// Of a sealed part, and counted: from the coded rows beside each participant, never from
/// the sealed answers (decision 11).
const STATISTIC: Abilities = Abilities(8);
/// Of a sealed part: found by equality alone.
const EXACT: Abilities = Abilities(16);

impl Abilities {
    const fn has(self, other: u8) -> bool {
        self.0 & other != 0
    }
}

struct Row {
    id: &'static str,
    kind: FieldKind,
    part: Part,
    side: SideRule,
    can: Abilities,
    list: Option<&'static str>,
}

const fn row(id: &'static str, kind: FieldKind, part: Part, side: SideRule, can: Abilities) -> Row {
    Row { id, kind, part, side, can, list: None }
}

/// A choice, from the core's list of this name.
const fn pick(id: &'static str, list: &'static str, part: Part, side: SideRule, can: Abilities) -> Row {
    Row { id, kind: Choice, part, side, can, list: Some(list) }
}

const CASE: &[Row] = &[
    row("case.reference", Text, Part::Reference, Shared, NAME),
    row("case.legacy-reference", Text, Part::Reference, Shared, FIND),
    pick("case.service-type", "service-type", Part::Kind, Shared, ALL),
    pick("case.initiated-by", "initiated-by", Part::Kind, Shared, COUNT),
    pick("case.stage", "stage", Part::Stage, Shared, ALL),
    pick("case.phase", "phase", Part::Stage, Shared, COUNT),
    pick("case.status", "case-status", Part::Stage, Shared, COUNT),
    pick("case.coarse-status", "coarse-status", Part::CoarseStatus, Shared, COUNT),
    row("case.received-on", Date, Part::Dates, Shared, ALL),
    row("case.acknowledged-on", Date, Part::Dates, Shared, COUNT),
    row("case.triaged-on", Date, Part::Dates, Shared, COUNT),
    row("case.first-contact-on", Date, Part::Dates, Shared, COUNT),
    row("case.allocated-on", Date, Part::Dates, Shared, ALL),
    row("case.ready-on", Date, Part::Dates, Shared, COUNT),
    row("case.event-on", Date, Part::Dates, Shared, ALL),
    row("case.closed-on", Date, Part::Dates, Shared, ALL),
    row("case.dispose-after", Date, Part::Dates, Internal, SORT),
    row("case.team", Text, Part::Team, Shared, COUNT),
    row("case.owner", Text, Part::Team, Shared, FILTER),
    pick("case.priority", "priority", Part::Team, Shared, ALL),
    pick("case.complexity", "complexity", Part::Team, Shared, COUNT),
    pick("case.district", "district", Part::Area, Shared, ALL),
    pick("case.source-type", "source-type", Part::Source, Shared, COUNT),
    row("case.organisation", Text, Part::Source, Shared, COUNT),
    pick("case.category", "category", Part::Category, Shared, COUNT),
    Row { kind: Choices, ..pick("case.flags", "flag", Part::Flags, Shared, COUNT) },
    pick("case.justice-stage", "justice-stage", Part::Offence, Shared, COUNT),
    row("case.risk-flag", Boolean, Part::RiskFlag, Shared, COUNT),
    row("case.complex", Boolean, Part::Complex, Shared, COUNT),
    row("case.summary", LongText, Part::Notes, Internal, FIND),
    row("case.lawful-basis", Text, Part::LawfulBasis, Shared, READ),
    pick("case.outcome-class", "outcome-class", Part::OutcomeClass, Shared, COUNT),
    pick("case.outcome", "overall-outcome", Part::Agreement, Shared, COUNT),
    pick("case.closing-reason", "closing-reason", Part::Agreement, Shared, COUNT),
    row("case.closing-note", LongText, Part::Agreement, Internal, READ),
];

const REFERRAL: &[Row] = &[
    row("referral.reference", Text, Part::Reference, Shared, NAME),
    pick("referral.channel", "channel", Part::Source, Shared, COUNT),
    pick("referral.source-type", "source-type", Part::Source, Shared, COUNT),
    row("referral.organisation", Text, Part::Source, Shared, COUNT),
    row("referral.source-person", Text, Part::Source, Internal, READ),
    row("referral.received-on", Date, Part::Dates, Shared, ALL),
    row("referral.decided-on", Date, Part::Dates, Shared, COUNT),
    pick("referral.decision", "referral-decision", Part::Stage, Shared, COUNT),
    row("referral.decision-reason", LongText, Part::IntakeNotes, Internal, READ),
    pick("referral.service-type", "service-type", Part::Kind, Shared, COUNT),
    pick("referral.district", "district", Part::Area, Shared, COUNT),
    pick("referral.category", "category", Part::Category, Shared, COUNT),
    pick("referral.coarse-status", "coarse-status", Part::CoarseStatus, Shared, COUNT),
    pick("referral.outcome-class", "outcome-class", Part::OutcomeClass, Shared, COUNT),
    row("referral.reason", LongText, Part::IntakeNotes, Internal, READ),
    row("referral.hoped-outcome", LongText, Part::IntakeNotes, Internal, READ),
    row("referral.already-tried", LongText, Part::IntakeNotes, Internal, READ),
    Row { kind: Choices, ..pick("referral.risks-known", "risk-factor", Part::SharedRisk, Internal, READ) },
    row("referral.risk-note", LongText, Part::SharedRisk, Internal, READ),
];

const PARTICIPANT: &[Row] = &[
    row("participant.reference", Text, Part::Reference, OwnSide, FIND),
    pick("participant.role", "participant-role", Part::Kind, Shared, COUNT),
    pick("participant.side", "side-kind", Part::Kind, Shared, COUNT),
    row("participant.name", Text, Part::Name, OwnSide, NAME),
    row("participant.first-name", Text, Part::FirstName, OwnSide, READ),
    row("participant.initials", Text, Part::Initials, OwnSide, READ),
    pick("participant.age-band", "age-band", Part::AgeBand, OwnSide, COUNT),
    pick("participant.stage", "stage", Part::Stage, OwnSide, COUNT),
    pick("participant.readiness", "readiness", Part::Stage, OwnSide, COUNT),
    row("participant.first-contact-on", Date, Part::Dates, OwnSide, COUNT),
    row("participant.information-given-on", Date, Part::Dates, OwnSide, COUNT),
    row("participant.withdrew-on", Date, Part::Dates, OwnSide, COUNT),
    pick("participant.responsibility", "responsibility", Part::Offence, OwnSide, COUNT),
    pick("participant.willing", "willingness", Part::Consent, OwnSide, COUNT),
    Row {
        kind: Choices,
        ..pick("participant.adjustments", "communication-need", Part::Adjustments, OwnSide, COUNT)
    },
    pick("participant.outcome", "overall-outcome", Part::Agreement, OwnSide, COUNT),
];

const INCIDENT: &[Row] = &[
    pick("incident.kind", "incident-kind", Part::Category, Shared, COUNT),
    pick("incident.category", "category", Part::Category, Shared, COUNT),
    row("incident.detail", Text, Part::Offence, Shared, FIND),
    row("incident.occurred-on", Date, Part::Offence, Shared, SORT),
    row("incident.reported-to-police", Boolean, Part::Offence, Shared, COUNT),
    row("incident.crime-reference", Text, Part::Offence, Shared, NAME),
    row("incident.description", LongText, Part::Offence, Internal, FIND),
];

const PERSON: &[Row] = &[
    row("person.reference", Text, Part::Reference, OwnSide, FIND),
    row("person.known-as", Text, Part::Name, OwnSide, FIND),
    row("person.given-name", Text, Part::FullName, OwnSide, FIND),
    row("person.family-name", Text, Part::FullName, OwnSide, NAME),
    row("person.other-names", Text, Part::FullName, OwnSide, FIND),
    row("person.organisation-name", Text, Part::FullName, OwnSide, NAME),
    pick("person.age-band", "age-band", Part::AgeBand, OwnSide, COUNT),
    row("person.birth-date", Date, Part::BirthDate, OwnSide, EXACT),
    row("person.identifier", Text, Part::Identifiers, OwnSide, EXACT),
    row("person.phone", Phone, Part::Contact, OwnSide, EXACT),
    row("person.email", Email, Part::Contact, OwnSide, EXACT),
    row("person.address", LongText, Part::Contact, OwnSide, READ),
    row("person.postcode", Postcode, Part::Contact, OwnSide, EXACT),
    pick("person.district", "district", Part::Contact, OwnSide, READ),
    row("person.guardian-name", Text, Part::Contact, OwnSide, READ),
    row("person.guardian-phone", Phone, Part::Contact, OwnSide, EXACT),
    row("person.employer", Text, Part::Contact, OwnSide, READ),
    row("person.school", Text, Part::Contact, OwnSide, READ),
    pick("person.may-phone", "contact-permission", Part::SafeContact, OwnSide, READ),
    pick("person.may-text", "contact-permission", Part::SafeContact, OwnSide, READ),
    pick("person.may-voicemail", "contact-permission", Part::SafeContact, OwnSide, READ),
    pick("person.may-email", "contact-permission", Part::SafeContact, OwnSide, READ),
    pick("person.may-post", "contact-permission", Part::SafeContact, OwnSide, READ),
    pick("person.may-visit", "contact-permission", Part::SafeContact, OwnSide, READ),
    row("person.safe-times", LongText, Part::SafeContact, OwnSide, READ),
    row("person.unsafe-times", LongText, Part::SafeContact, OwnSide, READ),
    row("person.say-calling-from", Text, Part::SafeContact, OwnSide, READ),
    pick("person.lives-with-other-party", "yes-no-unknown", Part::SafeContact, OwnSide, READ),
    row("person.do-not-contact", Boolean, Part::SafeContact, OwnSide, READ),
    row("person.code-word", Text, Part::CodeWord, OwnSide, READ),
    pick("person.language", "contact-language", Part::Adjustments, OwnSide, COUNT),
    row("person.interpreter", Boolean, Part::Adjustments, OwnSide, COUNT),
    row("person.adjustment-note", LongText, Part::Adjustments, OwnSide, READ),
    row("person.health", LongText, Part::Health, OwnSide, READ),
    pick("person.sex", "sex", Part::Equality, OwnSide, STATISTIC),
    pick("person.ethnic-group", "ethnic-group", Part::Equality, OwnSide, STATISTIC),
    pick("person.religion", "religion", Part::Equality, OwnSide, READ),
    pick("person.sexual-orientation", "sexual-orientation", Part::Equality, OwnSide, READ),
    pick("person.lasting-condition", "lasting-condition", Part::Equality, OwnSide, STATISTIC),
];

const EVENT: &[Row] = &[
    pick("event.kind", "session-kind", Part::Stage, Shared, COUNT),
    row("event.direct", Boolean, Part::Stage, Shared, COUNT),
    row("event.held-on", Date, Part::Dates, Shared, COUNT),
];

const AGREEMENT: &[Row] = &[
    pick("agreement.kind", "agreement-kind", Part::Agreement, Shared, COUNT),
    pick("agreement.status", "agreement-status", Part::Agreement, Shared, COUNT),
    row("agreement.agreed-on", Date, Part::Agreement, Shared, COUNT),
    row("agreement.text", LongText, Part::Agreement, Shared, READ),
];

const ACTION: &[Row] = &[
    pick("action.kind", "action-kind", Part::Agreement, Shared, COUNT),
    pick("action.status", "action-status", Part::Agreement, Shared, COUNT),
    row("action.due-on", Date, Part::Agreement, Shared, COUNT),
    row("action.done-on", Date, Part::Agreement, Shared, COUNT),
];

const FEEDBACK: &[Row] = &[
    row("feedback.invited-on", Date, Part::Feedback, OwnSide, COUNT),
    row("feedback.answered-on", Date, Part::Feedback, OwnSide, COUNT),
    row("feedback.satisfaction", Integer, Part::Feedback, OwnSide, COUNT),
    pick("feedback.better-able-to-cope", "yes-no-unknown", Part::Feedback, OwnSide, COUNT),
    pick("feedback.feels-safer", "yes-no-unknown", Part::Feedback, OwnSide, COUNT),
    pick("feedback.better-informed", "yes-no-unknown", Part::Feedback, OwnSide, COUNT),
    row("feedback.comments", LongText, Part::Feedback, OwnSide, READ),
];

const TABLE: &[(RecordKind, Retention, &[Row])] = &[
    (Case, Retention::Case, CASE),
    (Referral, Retention::Referral, REFERRAL),
    (Participant, Retention::Case, PARTICIPANT),
    (Incident, Retention::Case, INCIDENT),
    (Person, Retention::Person, PERSON),
    (Event, Retention::Case, EVENT),
    (Agreement, Retention::Case, AGREEMENT),
    (Action, Retention::Case, ACTION),
    (Feedback, Retention::Survey, FEEDBACK),
];

/// Every field of the core.
pub(super) fn fields() -> impl Iterator<Item = CatalogueField> {
    TABLE.iter().flat_map(|(on, retention, rows)| rows.iter().map(|row| field(row, *on, *retention)))
}

fn field(row: &Row, on: RecordKind, retention: Retention) -> CatalogueField {
    let options = row.list.map_or(Options::None, |name| Options::List {
        name: name.to_owned(),
        options: core_list(name).unwrap_or_default(),
    });
    CatalogueField {
        id: row.id.to_owned(),
        plugin: None,
        on,
        kind: row.kind,
        part: row.part,
        side: row.side,
        classes: DataClass::of(row.part).to_vec(),
        retention,
        searchable: row.can.has(1),
        filterable: row.can.has(2),
        exact: row.can.has(16),
        sortable: row.can.has(4),
        reportable: row.can.has(8),
        label: format!("field-{}", row.id.replace('.', "-")),
        options,
    }
}
