//! Where each answer of a referral goes when it becomes a case. Pure.
//!
//! What feeds the core goes to the people and the case; what a plugin asked stays that
//! plugin's, on the record it is about; whatever has no other place stays with the
//! referral. Nothing is dropped: the key that the submission is sealed with ends, so an
//! answer without a place would be lost.

use contributions::{
    CORE, CoreField, FieldDefinition, FormDefinition, MatterField, PartyField, RecordKind, Registry, extra_id,
};
use storage::{Addressee, Destination, Move, MoveSide};

use super::FormName;
use super::address::addressee;

/// A party that takes part: which participant they are, and on which side.
pub(super) struct Placed {
    pub party: String,
    pub place: usize,
    pub side: usize,
}

/// What a move needs to know of the new case.
struct Ways<'a> {
    registry: &'a Registry,
    name: &'a FormName,
    form: &'a FormDefinition,
    placed: &'a [Placed],
    sides: usize,
    has_incident: bool,
}

/// The lines of an address, which the core keeps as one text.
const ADDRESS: [PartyField; 3] = [PartyField::AddressLine1, PartyField::AddressLine2, PartyField::Town];

/// Where every answer of the form goes.
pub(super) fn moves(
    registry: &Registry,
    name: &FormName,
    form: &FormDefinition,
    placed: &[Placed],
    sides: usize,
    has_incident: bool,
) -> Vec<Move> {
    let ways = Ways { registry, name, form, placed, sides, has_incident };
    let mut moves: Vec<Move> = placed.iter().filter_map(|party| ways.address(party)).collect();
    moves.extend(form.fields().filter_map(|field| ways.of(field)));
    moves
}

/// Where every answer goes when the referral is part of a case that exists. `is_new` says
/// of each of `placed`, by its place, whether they are somebody the service did not know.
///
/// What is told of a person goes to them as far as the core keeps it; the rest of what is
/// said about somebody new goes with them. A warning of risk is added to those of the case,
/// for whoever works it. Everything else stays with the referral: the case and those in it
/// keep their own words.
pub(super) fn merged(
    registry: &Registry,
    name: &FormName,
    form: &FormDefinition,
    placed: &[Placed],
    sides: usize,
    is_new: &[bool],
) -> Vec<Move> {
    let ways = Ways { registry, name, form, placed, sides, has_incident: false };
    let follows = |one: &Move| match one.to {
        Destination::Person(place) => one.plugin == CORE || is_new[place],
        Destination::Participant(place) => is_new[place],
        _ => false,
    };
    let mut moves: Vec<Move> = placed.iter().filter_map(|party| ways.address(party)).collect();
    let warns = |field: &FieldDefinition| {
        use MatterField::{RiskNote, RisksKnown};
        matches!(field.feeds, Some(CoreField::Matter(RiskNote | RisksKnown)))
    };
    moves.extend(form.fields().filter_map(|field| {
        let one = ways.of(field)?;
        if follows(&one) || warns(field) { Some(one) } else { ways.stays(field) }
    }));
    moves
}

impl Ways<'_> {
    fn of(&self, field: &FieldDefinition) -> Option<Move> {
        match &field.feeds {
            Some(CoreField::Party { party, field: fed }) => match self.placed(party) {
                Some(placed) => self.of_party(field, *fed, placed),
                None => self.stays(field),
            },
            Some(CoreField::Matter(fed)) => self.of_matter(field, *fed),
            None => Some(self.of_plugin(field)),
        }
    }

    fn placed(&self, party: &str) -> Option<&Placed> {
        self.placed.iter().find(|placed| placed.party == party)
    }

    /// What a form says about somebody who takes part.
    fn of_party(&self, field: &FieldDefinition, fed: PartyField, placed: &Placed) -> Option<Move> {
        use PartyField::{
            Adjustments, Aware, ConsentToRefer, FamilyName, GivenName, Interpreter, KnownAs, Language,
            Organisation, Role, Willing,
        };
        let own = |to, key: String, side| Some(self.core(field, to, key, side));
        match fed {
            // Columns of the person and the participant, and the address, which is made of
            // several answers.
            Role | KnownAs | GivenName | FamilyName | Organisation | Willing | Adjustments | Language
            | Interpreter => None,
            _ if ADDRESS.contains(&fed) => None,
            Aware | ConsentToRefer => {
                let key = format!("participant.{}", fed.as_str());
                own(Destination::Participant(placed.place), key, MoveSide::Side(placed.side))
            }
            _ => own(Destination::Person(placed.place), format!("person.{}", fed.as_str()), MoveSide::Matter),
        }
    }

    /// The address of somebody who takes part: its lines in the order they are written.
    fn address(&self, placed: &Placed) -> Option<Move> {
        let fields: Vec<&FieldDefinition> = ADDRESS
            .iter()
            .filter_map(|line| {
                let wanted = CoreField::Party { party: placed.party.clone(), field: *line };
                self.form.fields().find(|field| field.feeds.as_ref() == Some(&wanted))
            })
            .collect();
        let first = fields.first()?;
        let to = Destination::Person(placed.place);
        let mut one = self.core(first, to, "person.address".to_owned(), MoveSide::Matter);
        one.fields = fields.iter().map(|field| field.id.clone()).collect();
        one.lines = true;
        Some(one)
    }

    /// What a form says about the matter.
    fn of_matter(&self, field: &FieldDefinition, fed: MatterField) -> Option<Move> {
        use MatterField::{AlreadyTried, HopedOutcome, IncidentPlace, Reason, RiskNote, RisksKnown};
        match fed {
            // Words of the referrer for those who work the case.
            Reason | HopedOutcome | AlreadyTried | RisksKnown | RiskNote => {
                Some(self.core(field, Destination::Case, fed.as_str().to_owned(), MoveSide::Service))
            }
            IncidentPlace => {
                Some(self.core(field, Destination::Case, fed.as_str().to_owned(), MoveSide::Matter))
            }
            // Columns of the case and the incident, and the referrer's own contact details,
            // which stay with the referral.
            _ => self.stays(field),
        }
    }

    /// A plugin's own answer, on the record it is about.
    fn of_plugin(&self, field: &FieldDefinition) -> Move {
        let placed = field.party.as_deref().and_then(|party| self.placed(party));
        let to = match (field.on, placed) {
            (RecordKind::Case, _) => Destination::Case,
            (RecordKind::Incident, _) if self.has_incident => Destination::Incident,
            (RecordKind::Incident, _) => Destination::Case,
            (RecordKind::Participant, Some(placed)) => Destination::Participant(placed.place),
            (RecordKind::Person, Some(placed)) => Destination::Person(placed.place),
            _ => Destination::Referral,
        };
        let from = addressee(self.form, field);
        let side = match &from {
            Addressee::Matter => MoveSide::Matter,
            Addressee::Service => MoveSide::Service,
            Addressee::Party(party) => match self.placed(party) {
                Some(placed) if placed.side < self.sides => MoveSide::Side(placed.side),
                // Nobody on that side takes part, so it is for the service alone.
                _ => MoveSide::Service,
            },
        };
        let is_found = self.name.plugin != CORE && (field.indexed || field.sortable);
        Move {
            part: field.part,
            from,
            fields: vec![field.id.clone()],
            lines: false,
            to,
            side,
            plugin: self.name.plugin.clone(),
            field_set: if to == Destination::Referral { self.form.version } else { self.field_set() },
            key: field.id.clone(),
            index_as: is_found.then(|| extra_id(&self.name.plugin, &field.id)),
        }
    }

    /// An answer that feeds the core and has no place in the case: it stays where it is.
    fn stays(&self, field: &FieldDefinition) -> Option<Move> {
        // A clear one is there already and needs no moving.
        field.part.is_sealed().then(|| Move {
            to: Destination::Referral,
            plugin: self.name.plugin.clone(),
            field_set: self.form.version,
            key: field.id.clone(),
            ..self.core(field, Destination::Referral, field.id.clone(), MoveSide::Matter)
        })
    }

    fn core(&self, field: &FieldDefinition, to: Destination, key: String, side: MoveSide) -> Move {
        Move {
            part: field.part,
            from: addressee(self.form, field),
            fields: vec![field.id.clone()],
            lines: false,
            to,
            side,
            plugin: CORE.to_owned(),
            field_set: 1,
            key,
            index_as: None,
        }
    }

    /// The version of the plugin's own fields, as its package says today.
    fn field_set(&self) -> u32 {
        self.registry
            .package(&self.name.plugin)
            .map_or(self.form.version, |package| package.manifest.field_set)
    }
}
