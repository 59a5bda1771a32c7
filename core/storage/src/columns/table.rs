//! Every column, in one table: catalogue id, column, how it is kept, part, side.

use contributions::SideRule::{Internal, OwnSide, Shared};
use domain::Part;

use super::{Column, Stored, Table};

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident of $table:ident: $($id:literal = $column:literal $stored:ident $part:ident $side:ident;)*) => {
        $(#[$doc])*
        pub(crate) const $name: &[Column] = &[$(Column {
            id: $id,
            table: Table::$table,
            column: $column,
            stored: Stored::$stored,
            part: Part::$part,
            side: $side,
        },)*];
    };
}

columns! {
    /// Of `cases`.
    CASE of Case:
    "case.reference" = "reference" Reference Reference Shared;
    "case.legacy-reference" = "legacy_reference" Text Reference Shared;
    "case.service-type" = "service_type" Code Kind Shared;
    "case.initiated-by" = "initiated_by" Code Kind Shared;
    "case.stage" = "stage" Code Stage Shared;
    "case.phase" = "phase" Code Stage Shared;
    "case.status" = "status" Code Stage Shared;
    "case.coarse-status" = "coarse_status" Code CoarseStatus Shared;
    "case.received-on" = "received_at" Moment Dates Shared;
    "case.acknowledged-on" = "acknowledged_at" Moment Dates Shared;
    "case.triaged-on" = "triaged_at" Moment Dates Shared;
    "case.first-contact-on" = "first_contact_at" Moment Dates Shared;
    "case.allocated-on" = "allocated_at" Moment Dates Shared;
    "case.ready-on" = "ready_at" Moment Dates Shared;
    "case.event-on" = "event_at" Moment Dates Shared;
    "case.closed-on" = "closed_at" Moment Dates Shared;
    "case.dispose-after" = "dispose_after" Day Dates Internal;
    "case.team" = "team" Team Team Shared;
    "case.owner" = "owner" Account Team Shared;
    "case.priority" = "priority" Code Team Shared;
    "case.complexity" = "complexity" Code Team Shared;
    "case.district" = "area" Code Area Shared;
    "case.source-type" = "source_type" Code Source Shared;
    "case.organisation" = "organisation" Organisation Source Shared;
    "case.category" = "category" Code Category Shared;
    "case.flags" = "id" Flags Flags Shared;
    "case.justice-stage" = "justice_stage" Code Offence Shared;
    "case.risk-flag" = "risk_flag" Boolean RiskFlag Shared;
    "case.complex" = "complex" Boolean Complex Shared;
    "case.summary" = "summary" Text Notes Internal;
    "case.lawful-basis" = "lawful_basis" Text LawfulBasis Shared;
    "case.outcome-class" = "outcome_class" Code OutcomeClass Shared;
    "case.outcome" = "outcome" Code Agreement Shared;
    "case.closing-reason" = "closing_reason" Code Agreement Shared;
    "case.closing-note" = "closing_note" Text Agreement Internal;
}

columns! {
    /// Of `participants`, addressed to the participant's side.
    PARTICIPANT of Participant:
    "participant.reference" = "reference" Reference Reference OwnSide;
    "participant.role" = "role" Code Kind Shared;
    "participant.side" = "side" Side Kind Shared;
    "participant.name" = "called" Text Name OwnSide;
    "participant.first-name" = "first_name" Text FirstName OwnSide;
    "participant.initials" = "initials" Text Initials OwnSide;
    "participant.age-band" = "age_band" Code AgeBand OwnSide;
    "participant.stage" = "stage" Code Stage OwnSide;
    "participant.readiness" = "readiness" Code Stage OwnSide;
    "participant.first-contact-on" = "first_contact_at" Moment Dates OwnSide;
    "participant.information-given-on" = "information_given_at" Moment Dates OwnSide;
    "participant.withdrew-on" = "withdrew_at" Moment Dates OwnSide;
    "participant.responsibility" = "responsibility" Code Offence OwnSide;
    "participant.willing" = "willing" Code Consent OwnSide;
    "participant.adjustments" = "adjustments" Codes Adjustments OwnSide;
    "participant.outcome" = "outcome" Code Agreement OwnSide;
}

columns! {
    /// Of `people`, addressed to the side of the participant through whom they are seen.
    PERSON of Person:
    "person.reference" = "reference" Reference Reference OwnSide;
    "person.known-as" = "known_as" Text Name OwnSide;
    "person.given-name" = "given_name" Text FullName OwnSide;
    "person.family-name" = "family_name" Text FullName OwnSide;
    "person.other-names" = "other_names" Text FullName OwnSide;
    "person.organisation-name" = "organisation_name" Text FullName OwnSide;
    "person.age-band" = "age_band" Code AgeBand OwnSide;
    "person.language" = "language" Code Adjustments OwnSide;
    "person.interpreter" = "interpreter" Boolean Adjustments OwnSide;
}

columns! {
    /// Of `incidents`.
    INCIDENT of Incident:
    "incident.kind" = "kind" Code Category Shared;
    "incident.category" = "category" Code Category Shared;
    "incident.detail" = "detail" Text Offence Shared;
    "incident.occurred-on" = "occurred_from" Day Offence Shared;
    "incident.reported-to-police" = "reported_to_police" Boolean Offence Shared;
    "incident.crime-reference" = "crime_reference" Text Offence Shared;
    "incident.description" = "summary" Text Offence Internal;
}

columns! {
    /// Of `referrals`.
    REFERRAL of Referral:
    "referral.reference" = "reference" Reference Reference Shared;
    "referral.channel" = "channel" Code Source Shared;
    "referral.source-type" = "source_type" Code Source Shared;
    "referral.organisation" = "organisation" Organisation Source Shared;
    "referral.source-person" = "source_person" Text Source Internal;
    "referral.received-on" = "received_at" Moment Dates Shared;
    "referral.decided-on" = "decided_at" Moment Dates Shared;
    "referral.decision" = "decision" Code Stage Shared;
    "referral.decision-reason" = "decision_reason" Text IntakeNotes Internal;
    "referral.service-type" = "service_type" Code Kind Shared;
    "referral.district" = "area" Code Area Shared;
    "referral.category" = "category" Code Category Shared;
    "referral.coarse-status" = "coarse_status" Code CoarseStatus Shared;
    "referral.outcome-class" = "outcome_class" Code OutcomeClass Shared;
}

columns! {
    /// Of `meetings`.
    EVENT of Event:
    "event.kind" = "kind" Code Stage Shared;
    "event.direct" = "direct" Boolean Stage Shared;
    "event.held-on" = "held_at" Moment Dates Shared;
}

columns! {
    /// Of `agreements`.
    AGREEMENT of Agreement:
    "agreement.kind" = "kind" Code Agreement Shared;
    "agreement.status" = "status" Code Agreement Shared;
    "agreement.agreed-on" = "agreed_on" Day Agreement Shared;
    "agreement.text" = "text" Text Agreement Shared;
}

columns! {
    /// Of `agreement_actions`.
    ACTION of Action:
    "action.kind" = "kind" Code Agreement Shared;
    "action.status" = "status" Code Agreement Shared;
    "action.due-on" = "due_on" Day Agreement Shared;
    "action.done-on" = "done_on" Day Agreement Shared;
}

columns! {
    /// Of `feedback`, addressed to the side of who answered.
    FEEDBACK of Feedback:
    "feedback.invited-on" = "invited_on" Day Feedback OwnSide;
    "feedback.answered-on" = "answered_on" Day Feedback OwnSide;
    "feedback.satisfaction" = "satisfaction" Integer Feedback OwnSide;
    "feedback.better-able-to-cope" = "better_able_to_cope" Code Feedback OwnSide;
    "feedback.feels-safer" = "feels_safer" Code Feedback OwnSide;
    "feedback.better-informed" = "better_informed" Code Feedback OwnSide;
    "feedback.comments" = "comments" Text Feedback OwnSide;
}
