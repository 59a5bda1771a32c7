//! What accepting a referral would make of it, for a coordinator to correct.

use contributions::{Described, DescribedParty, MatterField, PartyField};
use domain::codes::{AgeBand, Category, Flag, ParticipantRole, Priority, ServiceType, SourceType};
use domain::{CaseClass, Message, Reference, SideKind, Value};
use permissions::{Actor, DecideReferral};
use serde::{Deserialize, Serialize};
use storage::Shown;

use super::Intake;
use super::address::{Names, birth_date};
use super::class::{class_of, flags_of};
use crate::{Error, Result};

/// What a coordinator decides when they accept; prefilled from the referral, whichever
/// form it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepting {
    /// The kind of service, which decides the route.
    pub service_type: Option<ServiceType>,
    /// How soon the case needs someone.
    pub priority: Priority,
    /// What it is about.
    pub flags: Vec<Flag>,
    /// A narrower class than the flags ask for.
    pub class: Option<CaseClass>,
    /// The district.
    pub area: Option<String>,
    /// The offence group or kind of dispute.
    pub category: Option<Category>,
    /// The matter in neutral words.
    pub summary: Option<String>,
    /// The lawful basis of processing.
    pub lawful_basis: Option<String>,
    /// Who takes part. Whoever is described and not listed does not; what was said about
    /// them stays with the referral.
    pub parties: Vec<AcceptingParty>,
}

/// One of the people or organisations described, as they will be in the case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptingParty {
    /// The id that the form gives them.
    pub party: String,
    /// Their side; where the form and their role leave it open, someone has to say it.
    pub side: Option<SideKind>,
    /// Their part.
    pub role: Option<ParticipantRole>,
    /// The name they are called by.
    pub called: String,
    /// The given name.
    pub given_name: String,
    /// The family name.
    pub family_name: String,
    /// The organisation, where an organisation was harmed.
    pub organisation: Option<String>,
    /// Somebody the service knows, where they are the same.
    pub known: Option<KnownAs>,
}

/// Somebody known, and the case through which the coordinator knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAs {
    /// The person.
    pub person: Reference,
    /// The case.
    pub through: Reference,
}

/// A proposal, with what the rules make of it.
#[derive(Clone, Serialize)]
pub struct Proposal {
    /// The referral.
    pub reference: Reference,
    /// The version the proposal was made from, which accepting names again.
    pub version: i64,
    /// What can be corrected.
    pub accepting: Accepting,
    /// The parties as the form calls them, in the same order.
    pub labels: Vec<Message>,
    /// The class that the flags ask for; it can be narrowed and not widened.
    pub class: CaseClass,
    /// Whether one of them is under 18, which sets the flag.
    pub has_child: bool,
}

macro_rules! silent {
    ($($name:ident)*) => {$(
        /// Names itself only: what is inside is about people.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}

silent! { Accepting AcceptingParty Proposal }

impl Intake {
    /// What accepting this referral would make of it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Unmet`] where it was decided
    /// already or its form is gone.
    pub async fn proposal(&self, actor: &Actor, reference: Reference) -> Result<Shown<Proposal>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.referral::<DecideReferral>(reference).await?;
        if !permit.status.is_open() {
            return Err(Error::Unmet(vec![Message::new("referral-already-decided")]));
        }
        let (plugin, form, version) = permit.form.clone();
        let gone = || Error::Unmet(vec![Message::new("referral-form-missing")]);
        let form = self.registry.form(&plugin, &form, version).ok_or_else(gone)?;
        let parties: Vec<&str> = form.parties.iter().map(|party| party.id.as_str()).collect();
        let answers = unit.referral_content(&permit, &parties).await?.answers();
        let received = self.day(permit.received_at);
        let described = form.described(&answers, received);
        let has_child = has_child(&described, received);
        let accepting = propose(&described, has_child);
        let label = |one: &AcceptingParty| form.party(&one.party).map(|party| Message::new(&party.label));
        let proposal = Proposal {
            reference,
            version: permit.version,
            labels: accepting.parties.iter().filter_map(label).collect(),
            class: class_of(&accepting.flags),
            has_child,
            accepting,
        };
        Ok(unit.show(proposal).await?)
    }
}

/// Whether anybody described was under 18 on the day the referral came in.
pub(super) fn has_child(described: &Described, received: chrono::NaiveDate) -> bool {
    described.parties.iter().any(|party| AgeBand::of(birth_date(party), received).is_child())
}

/// What the form says, as a coordinator would enter it. Pure.
pub(super) fn propose(described: &Described, has_child: bool) -> Accepting {
    let code = |field| described.text(field);
    let service_type = code(MatterField::ServiceType).and_then(ServiceType::parse);
    let chosen: Vec<Flag> = match described.matter.get(&MatterField::Flags) {
        Some(Value::Choices(codes)) => codes.iter().filter_map(|code| Flag::parse(code)).collect(),
        _ => Vec::new(),
    };
    let source = code(MatterField::SourceType).and_then(SourceType::parse);
    let mut parties = Vec::new();
    for party in &described.parties {
        if Names::of(party).is_empty() {
            continue;
        }
        parties.push(as_party(party, service_type, source, &parties));
    }
    Accepting {
        service_type,
        priority: code(MatterField::Priority).and_then(Priority::parse).unwrap_or(Priority::Routine),
        flags: flags_of(&chosen, has_child),
        class: None,
        area: code(MatterField::District).map(str::to_owned),
        category: code(MatterField::OffenceGroup).and_then(Category::parse),
        summary: None,
        lawful_basis: None,
        parties,
    }
}

/// A party with the side and role that follow from what was said, and none that do not.
fn as_party(
    party: &DescribedParty,
    service: Option<ServiceType>,
    source: Option<SourceType>,
    before: &[AcceptingParty],
) -> AcceptingParty {
    let names = Names::of(party);
    // Somebody who refers themselves as the one harmed has said on which side they stand.
    let self_harmed = party.submitter && source == Some(SourceType::SelfHarmed);
    let in_mediation = party.side.is_none() && service.is_some_and(ServiceType::is_mediation);
    let side = match party.side {
        None if self_harmed => Some(SideKind::Harmed),
        None if in_mediation => Some(SideKind::Party),
        side => side,
    };
    let role = party.role().or(match side {
        Some(SideKind::Harmed) if names.organisation.is_some() && names.given.is_empty() => {
            Some(ParticipantRole::OrganisationHarmed)
        }
        Some(SideKind::Harmed) => Some(ParticipantRole::PersonHarmed),
        Some(SideKind::Responsible) => Some(ParticipantRole::PersonResponsible),
        Some(SideKind::Party) => {
            let taken = before.iter().any(|one| one.role == Some(ParticipantRole::PartyA));
            Some(if taken { ParticipantRole::PartyB } else { ParticipantRole::PartyA })
        }
        None => None,
    });
    AcceptingParty {
        party: party.id.clone(),
        side,
        role,
        called: names.called(),
        given_name: names.given,
        family_name: names.family,
        organisation: names.organisation,
        known: None,
    }
}

/// What a party says they need, as codes.
pub(super) fn adjustments(party: &DescribedParty) -> Vec<String> {
    match party.values.get(&PartyField::Adjustments) {
        Some(Value::Choices(codes)) => codes.clone(),
        _ => Vec::new(),
    }
}
