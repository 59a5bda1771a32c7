//! From a referral and what a coordinator decided to the change that accepting is. Pure.

use chrono::NaiveDate;
use contributions::{Described, DescribedParty, FormDefinition, MatterField, PartyField, Registry};
use domain::codes::{CaseStatus, InitiatedBy, JusticeStage, ParticipantRole, SourceType, Willingness};
use domain::process::{Facts, ParticipantStage, Phase, Route, StageId, advance, case_stage};
use domain::{FieldErrors, Message, SideKind, Value};
use storage::{Acceptance, NewIncident, NewParticipant, NewPerson, NewSide, WhichPerson};

use super::FormName;
use super::class::{class_of, complexity_of, flags_of};
use super::moves::{Placed, moves};
use super::proposal::{Accepting, AcceptingParty, adjustments, has_child};

/// The referral that a plan is made for.
pub(super) struct Referred<'a> {
    pub name: &'a FormName,
    pub form: &'a FormDefinition,
    pub described: &'a Described,
    pub received: NaiveDate,
    pub today: NaiveDate,
}

/// Everything that comes of accepting, or what a coordinator still has to say.
pub(super) fn plan(
    registry: &Registry,
    referred: &Referred<'_>,
    accepting: &Accepting,
) -> Result<Acceptance, FieldErrors> {
    let mut errors = FieldErrors::default();
    let route = accepting.service_type.and_then(|service| registry.route_for(service));
    if route.is_none() {
        errors.push("service-type", Message::new("accept-service-type"));
    }
    if accepting.parties.is_empty() {
        errors.push("parties", Message::new("accept-nobody"));
    }
    for party in &accepting.parties {
        check_party(party, referred, &mut errors);
    }
    check_known(&accepting.parties, &mut errors);
    let flags = flags_of(&accepting.flags, has_child(referred.described, referred.received));
    let by_rule = class_of(&flags);
    if accepting.class.is_some_and(|chosen| chosen < by_rule) {
        errors.push("class", Message::new("accept-class-narrower"));
    }
    let (Some(route), Some(service_type)) = (route.filter(|_| errors.is_empty()), accepting.service_type)
    else {
        return Err(errors);
    };
    let complexity = complexity_of(&flags);
    let sides = Sides::of(&accepting.parties);
    let begins = begin(route, complexity == domain::codes::Complexity::Sensitive, referred.today);
    let placed: Vec<Placed> = accepting
        .parties
        .iter()
        .enumerate()
        .map(|(place, party)| Placed { party: party.party.clone(), place, side: sides.place_of(party) })
        .collect();
    let participants: Vec<NewParticipant> = accepting
        .parties
        .iter()
        .map(|party| participant(party, referred, route, &begins, sides.place_of(party)))
        .collect();
    let stages: Vec<ParticipantStage> = participants
        .iter()
        .map(|one| ParticipantStage { role: one.role, stage: one.stage.clone(), out: false })
        .collect();
    let stands = case_stage(route, &stages, None);
    let code = |field| referred.described.text(field);
    let incident = incident(referred, accepting);
    Ok(Acceptance {
        service_type,
        route: (route.id.clone(), route.version),
        stage: stands.stage,
        phase: stands.phase,
        class: accepting.class.unwrap_or(by_rule).max(by_rule),
        priority: accepting.priority,
        complexity,
        risk_flag: warns(referred.described),
        flags,
        source_type: code(MatterField::SourceType).and_then(SourceType::parse).unwrap_or(SourceType::Unknown),
        area: accepting.area.clone(),
        category: accepting.category,
        justice_stage: code(MatterField::JusticeStage).and_then(JusticeStage::parse),
        initiated_by: code(MatterField::InitiatedBy).and_then(InitiatedBy::parse),
        summary: accepting.summary.clone(),
        lawful_basis: accepting.lawful_basis.clone(),
        allowed: Vec::new(),
        moves: moves(registry, referred.name, referred.form, &placed, sides.kinds.len(), incident.is_some()),
        sides: sides.kinds.iter().map(|(kind, _)| NewSide { kind: *kind }).collect(),
        participants,
        incident,
    })
}

pub(super) fn check_party(party: &AcceptingParty, referred: &Referred<'_>, errors: &mut FieldErrors) {
    let field = |name: &str| format!("{}.{name}", party.party);
    if !referred.described.parties.iter().any(|one| one.id == party.party) {
        errors.push(field("party"), Message::new("accept-party-unknown"));
    }
    if party.role.is_none() {
        errors.push(field("role"), Message::new("accept-role"));
    }
    let own_side = party.role.and_then(ParticipantRole::side);
    match (party.side, own_side) {
        (None, _) => errors.push(field("side"), Message::new("accept-side")),
        (Some(chosen), Some(own)) if chosen != own => {
            errors.push(field("side"), Message::new("accept-side-of-role"))
        }
        _ => {}
    }
    if party.called.trim().is_empty() {
        errors.push(field("called"), Message::new("accept-called"));
    }
}

/// One known person is one side: joining people never joins opposite sides.
pub(super) fn check_known(parties: &[AcceptingParty], errors: &mut FieldErrors) {
    for (place, party) in parties.iter().enumerate() {
        let Some(known) = party.known else { continue };
        let across = |other: &&AcceptingParty| {
            other.known.is_some_and(|other| other.person == known.person)
                && (other.side, other.role) != (party.side, party.role)
        };
        if parties[..place].iter().any(|other| across(&other)) {
            errors.push(format!("{}.known", party.party), Message::new("accept-known-twice"));
        }
    }
}

/// The sides of the new case: harmed first, then responsible, then one for each party.
pub(super) struct Sides {
    kinds: Vec<(SideKind, Option<ParticipantRole>)>,
}

impl Sides {
    fn of(parties: &[AcceptingParty]) -> Self {
        let mut kinds: Vec<_> = parties.iter().filter_map(Self::key).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self { kinds }
    }

    /// Each role of a dispute is a side of its own; those harmed share one, and so do those
    /// responsible.
    pub fn key(party: &AcceptingParty) -> Option<(SideKind, Option<ParticipantRole>)> {
        let kind = party.side?;
        Some((kind, party.role.filter(|_| kind == SideKind::Party)))
    }

    fn place_of(&self, party: &AcceptingParty) -> usize {
        let key = Self::key(party);
        self.kinds.iter().position(|kind| Some(*kind) == key).unwrap_or(0)
    }
}

/// Where participants stand once the referral is accepted.
///
/// Accepting is the decision of triage: the checks are done and the matter is eligible. So
/// the route's own rules lead to first contact, or as far as they let a new case go.
pub(super) fn begin(route: &Route, sensitive: bool, today: NaiveDate) -> StageId {
    let facts = Facts {
        status: CaseStatus::Open,
        sensitive,
        referral_accepted: true,
        checks_done: true,
        eligible: true,
        ..Facts::default()
    };
    let start = route.first().id.clone();
    let reached = [Phase::FirstContact, Phase::Triage].into_iter().find_map(|phase| {
        let target = &route.stage_of(phase).id;
        advance(route, &start, target, &facts, today).ok().map(|step| step.to)
    });
    reached.unwrap_or(start)
}

pub(super) fn participant(
    party: &AcceptingParty,
    referred: &Referred<'_>,
    route: &Route,
    begins: &StageId,
    side: usize,
) -> NewParticipant {
    let said = referred.described.parties.iter().find(|one| one.id == party.party);
    let text = |field| said.and_then(|said| said.text(field));
    let role = party.role.unwrap_or(ParticipantRole::Supporter);
    let person = match party.known {
        Some(known) => WhichPerson::Known { person: known.person, through: known.through },
        None => WhichPerson::New(NewPerson {
            given_name: party.given_name.trim().to_owned(),
            family_name: party.family_name.trim().to_owned(),
            known_as: text(PartyField::KnownAs).map(str::to_owned),
            organisation_name: party.organisation.clone().filter(|name| !name.trim().is_empty()),
            language: text(PartyField::Language).map(str::to_owned),
            interpreter: said.is_some_and(needs_interpreter),
        }),
    };
    NewParticipant {
        side,
        person,
        role,
        required: route.requires(role),
        stage: begins.clone(),
        called: party.called.trim().to_owned(),
        adjustments: said.map(adjustments).unwrap_or_default(),
        responsibility: None,
        willing: text(PartyField::Willing).and_then(Willingness::parse),
    }
}

fn needs_interpreter(party: &DescribedParty) -> bool {
    party.values.get(&PartyField::Interpreter) == Some(&Value::Boolean(true))
}

/// What happened, where the form says anything of it.
fn incident(referred: &Referred<'_>, accepting: &Accepting) -> Option<NewIncident> {
    let described = referred.described;
    let text = |field| described.text(field).map(str::to_owned);
    let incident = NewIncident {
        kind: text(MatterField::IncidentKind).unwrap_or_else(|| {
            let offence = accepting.category.is_some_and(domain::codes::Category::is_offence);
            if offence { "crime" } else { "dispute" }.to_owned()
        }),
        category: accepting.category,
        detail: text(MatterField::OffenceDetail),
        occurred_on: described.matter.get(&MatterField::OccurredOn).and_then(Value::as_date),
        reported_to_police: described.matter.get(&MatterField::ReportedToPolice)
            == Some(&Value::Boolean(true)),
        crime_reference: text(MatterField::CrimeReference),
        summary: text(MatterField::IncidentDescription),
    };
    let is_said = incident.category.is_some()
        || incident.detail.is_some()
        || incident.occurred_on.is_some()
        || incident.crime_reference.is_some()
        || incident.summary.is_some();
    is_said.then_some(incident)
}

/// Whether the referrer warned of a risk.
pub(super) fn warns(described: &Described) -> bool {
    let said = |field| described.matter.get(&field).is_some_and(|value| !value.is_empty());
    said(MatterField::RisksKnown) || said(MatterField::RiskNote)
}
