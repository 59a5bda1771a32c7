//! A referral is part of a case that exists.

use contributions::{Described, FormDefinition};
use domain::codes::{CaseStatus, ParticipantRole};
use domain::process::{ParticipantStage, case_stage};
use domain::{FieldErrors, Message, Reference, SideKind};
use permissions::{Actor, AmendParticipant, DecideReferral, Permit};
use serde::Serialize;
use storage::{
    Case, Joining, Merger, NewParticipant, PersonThere, Progress, Referral, Shown, Unit, WhichSide,
};

use super::class::{class_of, flags_of};
use super::moves::{Placed, merged};
use super::plan::{Referred, Sides, begin, check_known, check_party, participant, warns};
use super::proposal::{AcceptingParty, has_child, propose};
use super::{AcceptedView, FormName, Intake};
use crate::work::progress::{route, standing};
use crate::{Error, Result};

/// Somebody who takes part in the case already, as a coordinator may choose them.
#[derive(Clone, Serialize)]
pub struct PersonThereView {
    /// The person.
    pub person: Reference,
    /// Their name.
    pub name: String,
    /// Their part.
    pub role: ParticipantRole,
}

/// What adding a referral to a case would make of its people.
#[derive(Clone, Serialize)]
pub struct MergeProposal {
    /// The referral.
    pub reference: Reference,
    /// The version the proposal was made from, which merging names again.
    pub version: i64,
    /// The case.
    pub case: Reference,
    /// Whom the referral describes, as they could be in the case.
    pub parties: Vec<AcceptingParty>,
    /// What its form calls them, in the same order.
    pub labels: Vec<Message>,
    /// Who takes part already.
    pub there: Vec<PersonThereView>,
}

/// Names no one: what is inside is about people.
impl std::fmt::Debug for MergeProposal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MergeProposal({}, {})", self.reference, self.case)
    }
}

/// A referral and the case it is added to, both open and fit for each other.
struct Both {
    referral: Permit<DecideReferral, Referral>,
    case: Permit<AmendParticipant, Case>,
    form: std::sync::Arc<FormDefinition>,
    described: Described,
}

impl Intake {
    /// What adding the referral to the case would make of its people.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Forbidden`] for either; [`Error::Unmet`] where the
    /// referral was decided already, its form is gone, the case is closed, or the referral
    /// asks for a narrower class than the case has.
    pub async fn merge_proposal(
        &self,
        actor: &Actor,
        reference: Reference,
        case: Reference,
    ) -> Result<Shown<MergeProposal>> {
        let mut unit = self.store.read(actor).await?;
        let both = self.both(&mut unit, reference, case).await?;
        let received = self.day(both.referral.received_at);
        let parties = propose(&both.described, has_child(&both.described, received)).parties;
        let label =
            |one: &AcceptingParty| both.form.party(&one.party).map(|party| Message::new(&party.label));
        let there = unit.people_there(&both.case).await?;
        let proposal = MergeProposal {
            reference,
            version: both.referral.version,
            case,
            labels: parties.iter().filter_map(label).collect(),
            parties,
            there: there
                .into_iter()
                .map(|one| PersonThereView { person: one.person, name: one.name, role: one.role })
                .collect(),
        };
        Ok(unit.show(proposal).await?)
    }

    /// Adds the referral to the case, with those of its people who take part; `version` is
    /// what the one who merges saw of the referral.
    ///
    /// Whoever is said to be known and takes part in the case stays who they are there, and
    /// is known more fully; the others are added. Whoever is not in `parties` stays with the
    /// referral.
    ///
    /// # Errors
    /// As [`merge_proposal`](Self::merge_proposal); [`Error::Fields`] for what still has to
    /// be said; [`Error::Conflict`] where the referral changed in the meantime.
    pub async fn merge(
        &self,
        actor: &Actor,
        reference: Reference,
        version: i64,
        case: Reference,
        parties: &[AcceptingParty],
    ) -> Result<Shown<AcceptedView>> {
        let mut unit = self.store.write(actor).await?;
        let both = self.both(&mut unit, reference, case).await?;
        if both.referral.version != version {
            return Err(Error::Conflict);
        }
        let there = unit.people_there(&both.case).await?;
        let progress = unit.progress(&both.case).await?;
        let merger = self.merger(actor, &both, &there, &progress, parties)?;
        unit.merge_referral(both.referral, both.case, &merger).await?;
        Ok(unit.commit_and_show(AcceptedView { referral: reference, case }).await?)
    }

    async fn both<Mode>(&self, unit: &mut Unit<Mode>, reference: Reference, case: Reference) -> Result<Both> {
        let unmet = |key: &str| Error::Unmet(vec![Message::new(key)]);
        let referral = unit.referral::<DecideReferral>(reference).await?;
        if !referral.status.is_open() {
            return Err(unmet("referral-already-decided"));
        }
        let (plugin, id, version) = &referral.form;
        let form = self.registry.form(plugin, id, *version).ok_or_else(|| unmet("referral-form-missing"))?;
        let case = unit.case::<AmendParticipant>(case).await?;
        if case.status == CaseStatus::Closed {
            return Err(unmet("merge-case-closed"));
        }
        let parties: Vec<&str> = form.parties.iter().map(|party| party.id.as_str()).collect();
        let answers = unit.referral_content(&referral, &parties).await?.answers();
        let received = self.day(referral.received_at);
        let described = form.described(&answers, received);
        // The referral gets the class of the case, and nobody is to learn by that what its
        // own subject would keep from them.
        let has_child = has_child(&described, received);
        if class_of(&flags_of(&propose(&described, has_child).flags, has_child)) > case.class {
            return Err(unmet("merge-case-wider"));
        }
        Ok(Both { form: form.clone(), referral, case, described })
    }

    /// What is written, or what a coordinator still has to say.
    fn merger(
        &self,
        actor: &Actor,
        both: &Both,
        there: &[PersonThere],
        progress: &[Progress],
        parties: &[AcceptingParty],
    ) -> Result<Merger> {
        let (plugin, id, _) = &both.referral.form;
        let name = FormName::new(plugin, id);
        let referred = Referred {
            name: &name,
            form: &both.form,
            described: &both.described,
            received: self.day(both.referral.received_at),
            today: self.day(actor.now()),
        };
        let known_there = |party: &AcceptingParty| {
            let known = party.known?;
            there.iter().find(|one| one.person == known.person)
        };
        check(parties, &referred, known_there).or(()).map_err(Error::Fields)?;
        let route = route(&self.registry, &both.case)?;
        let sensitive = progress.first().is_some_and(|one| one.facts.sensitive);
        let begins = begin(route, sensitive, referred.today);
        let mut sides: Vec<(WhichSide, Option<ParticipantRole>)> = Vec::new();
        let mut joining = Vec::new();
        let mut placed = Vec::new();
        let mut stages: Vec<ParticipantStage> = progress.iter().map(standing).collect();
        for (place, party) in parties.iter().enumerate() {
            let known = known_there(party);
            let wanted = match known {
                Some(one) => (WhichSide::There(one.side), None),
                None => side_of(party, &both.case, there),
            };
            let side = sides.iter().position(|side| *side == wanted).unwrap_or_else(|| {
                sides.push(wanted);
                sides.len() - 1
            });
            placed.push(Placed { party: party.party.clone(), place, side });
            joining.push(match known {
                Some(one) => Joining::There(one.person),
                None => {
                    let new: NewParticipant = participant(party, &referred, route, &begins, side);
                    let stage = new.stage.clone();
                    stages.push(ParticipantStage { role: new.role, stage, out: false });
                    Joining::New(Box::new(new))
                }
            });
        }
        let is_new: Vec<bool> = parties.iter().map(|party| party.known.is_none()).collect();
        Ok(Merger {
            moves: merged(&self.registry, &name, &both.form, &placed, sides.len(), &is_new),
            sides: sides.into_iter().map(|(side, _)| side).collect(),
            joining,
            stage: case_stage(route, &stages, None),
            warns: warns(&both.described),
        })
    }
}

/// What still has to be said about those who take part. Of somebody who is there already
/// the case knows it.
fn check<'a>(
    parties: &[AcceptingParty],
    referred: &Referred<'_>,
    known_there: impl Fn(&AcceptingParty) -> Option<&'a PersonThere>,
) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (place, party) in parties.iter().enumerate() {
        let Some(known) = known_there(party) else {
            check_party(party, referred, &mut errors);
            continue;
        };
        let is_described = |one: &contributions::DescribedParty| one.id == party.party;
        if !referred.described.parties.iter().any(is_described) {
            errors.push(format!("{}.party", party.party), Message::new("accept-party-unknown"));
        }
        let same = |other: &AcceptingParty| other.known.is_some_and(|other| other.person == known.person);
        if parties[..place].iter().any(same) {
            errors.push(format!("{}.known", party.party), Message::new("merge-known-twice"));
        }
    }
    if errors.is_empty() {
        check_known(parties, &mut errors);
    }
    errors
}

/// The side on which somebody who is added stands: that of their kind, and in a dispute
/// that of their part; a further one where the case has none such.
fn side_of(
    party: &AcceptingParty,
    case: &Case,
    there: &[PersonThere],
) -> (WhichSide, Option<ParticipantRole>) {
    let (kind, role) = Sides::key(party).unwrap_or((SideKind::Party, party.role));
    let of_role = |role| there.iter().find(|one| one.role == role).map(|one| one.side);
    let known = match role {
        Some(role) => of_role(role),
        None => case.sides.iter().find(|side| side.kind == kind).map(|side| side.id),
    };
    match known {
        Some(side) => (WhichSide::There(side), None),
        None => (WhichSide::New(kind), role),
    }
}
