//! Whether the people of a referral are known already.
//!
//! A task of the system looks everywhere, restricted cases included. The one who asked is
//! shown what lies in their own scope. A hit in a case that they may not see is told to
//! those who may see that case, as a notice there; the one who asked learns nothing of it,
//! not by an answer and not by work that is left out (`decisions.md` 24).

use std::collections::BTreeSet;

use contributions::DescribedParty;
use domain::codes::CaseStatus;
use domain::normalise;
use domain::{CaseId, Message, Reference};
use permissions::{Actor, AmendReferral, Task, ViewCase, ViewReferral};
use serde::Serialize;
use storage::{AlikeTo, BlindKind, Likeness as Found, Reading, Recorded, Shown, Unit};

use super::Intake;
use super::address::{Names, birth_date, person_answers};
use crate::Result;
use crate::matching::{Likeness, POSSIBLE, Reason, compare};

/// Somebody in a record the reader may see who may be somebody in the referral.
#[derive(Clone, Debug, Serialize)]
pub struct AlikeView {
    /// The party of the referral.
    pub party: Message,
    /// The same, by the id in the form.
    pub party_id: String,
    /// In what they are alike.
    pub reasons: Vec<Message>,
    /// The case they are in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<Reference>,
    /// Whether that case is open, so that the referral could be a part of it.
    pub case_is_open: bool,
    /// The person, to be chosen when the referral is accepted; only with their full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Reference>,
    /// Their name, the fullest that the reader may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The other referral they are in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<Reference>,
}

/// What was found in the reader's own scope; it says nothing about the rest.
#[derive(Clone, Debug, Serialize)]
pub struct PossibleDuplicates {
    /// The referral.
    pub reference: Reference,
    /// The likenesses, the likeliest first.
    pub alike: Vec<AlikeView>,
}

/// A likeness that is likely enough to be shown.
struct Likely {
    found: Found,
    reasons: Vec<&'static str>,
    score: u32,
}

impl Intake {
    /// Looks whether the people of a referral are known, and shows what the reader may see.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound), and
    /// [`Error::Forbidden`](crate::Error::Forbidden) for a referrer: looking is staff's.
    pub async fn possible_duplicates(
        &self,
        actor: &Actor,
        reference: Reference,
    ) -> Result<Shown<PossibleDuplicates>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.referral::<AmendReferral>(reference).await?;
        let (plugin, form, version) = permit.form.clone();
        let form = self.registry.form(&plugin, &form, version);
        let likely = self.look(actor, reference).await?;
        let mut alike = Vec::new();
        let mut hidden: BTreeSet<CaseId> = BTreeSet::new();
        for one in likely {
            let label = form.and_then(|form| form.party(&one.found.party)).map(|party| party.label.clone());
            let line = AlikeView {
                party: Message::new(label.unwrap_or_else(|| "referral-party".to_owned())),
                party_id: one.found.party.clone(),
                reasons: one.reasons.into_iter().map(Message::new).collect(),
                case: None,
                case_is_open: false,
                person: None,
                name: None,
                referral: None,
            };
            match one.found.seen {
                AlikeTo::Person { person, cases, .. } => {
                    for case in cases {
                        let Some(case) = seen(unit.case_by_id::<ViewCase>(case).await)? else {
                            hidden.insert(case);
                            continue;
                        };
                        if let Some(known) = unit.known_there(&case, person).await? {
                            let name = known.full_name.or(known.called);
                            alike.push(AlikeView {
                                case: Some(case.reference),
                                case_is_open: case.status != CaseStatus::Closed,
                                person: known.person,
                                name,
                                ..line.clone()
                            });
                        }
                    }
                }
                AlikeTo::Referral { referral } => {
                    if seen(unit.referral::<ViewReferral>(referral).await)?.is_some() {
                        alike.push(AlikeView { referral: Some(referral), ..line });
                    }
                }
            }
        }
        self.tell(actor, reference, &hidden.into_iter().collect::<Vec<_>>()).await?;
        Ok(unit.show(PossibleDuplicates { reference, alike }).await?)
    }

    /// Looks everywhere, as the task of the system that may.
    async fn look(&self, actor: &Actor, reference: Reference) -> Result<Vec<Likely>> {
        let system = Actor::system(Task::Duplicates, actor.now());
        let mut unit: Unit<Reading> = self.store.read(&system).await?;
        let permit = unit.referral::<ViewReferral>(reference).await?;
        let (plugin, form, version) = permit.form.clone();
        let Some(form) = self.registry.form(&plugin, &form, version) else { return Ok(Vec::new()) };
        let ids: Vec<&str> = form.parties.iter().map(|party| party.id.as_str()).collect();
        let answers = unit.referral_content(&permit, &ids).await?.answers();
        let parties = form.described(&answers, self.day(actor.now())).parties;
        let found = unit.alike(&permit, &ids).await?;
        let mut likely: Vec<Likely> = found
            .into_iter()
            .filter_map(|found| {
                let party = parties.iter().find(|party| party.id == found.party);
                let (score, reasons) = judge(party, &found)?;
                Some(Likely { found, reasons, score })
            })
            .collect();
        likely.sort_by_key(|one| std::cmp::Reverse(one.score));
        Ok(unit.show(likely).await?.into_inner())
    }

    /// Tells those who may see these cases; the same writing is done when there are none.
    async fn tell(&self, actor: &Actor, reference: Reference, cases: &[CaseId]) -> Result<()> {
        let system = Actor::system(Task::Duplicates, actor.now());
        let mut unit = self.store.write(&system).await?;
        unit.tell_of_links(reference, cases).await?;
        Ok(unit.commit().await?)
    }
}

/// What the reader may see, or nothing; a failure stays one.
fn seen<T>(found: storage::Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(storage::Error::NotFound | storage::Error::Forbidden) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether a likeness is likely enough to be looked at, and why.
///
/// The rules compare what is on record. An identifier that two records share speaks for
/// itself. Of another submission nothing is on record yet, so there the shared entries
/// decide: one way to reach somebody, or a name with a birth date.
pub(super) fn judge(party: Option<&DescribedParty>, found: &Found) -> Option<(u32, Vec<&'static str>)> {
    let identifier = found.by.contains(&BlindKind::Identifier);
    match &found.seen {
        AlikeTo::Person { recorded, .. } => {
            let compared = party.and_then(|party| compare(&described(party), &on_record(recorded)));
            let (mut score, reasons) =
                compared.map_or((0, Vec::new()), |match_| (match_.score, match_.reasons));
            let mut reasons: Vec<_> = reasons.into_iter().map(Reason::key).collect();
            if identifier {
                score = score.max(POSSIBLE) + POSSIBLE;
                reasons.insert(0, "match-identifier");
            }
            (score >= POSSIBLE).then_some((score, reasons))
        }
        AlikeTo::Referral { .. } => {
            let reasons: Vec<_> = found.by.iter().filter_map(|kind| shared(*kind)).collect();
            let strong =
                found.by.iter().any(|kind| !matches!(kind, BlindKind::Postcode | BlindKind::BirthDate));
            strong.then_some((POSSIBLE, reasons))
        }
    }
}

/// The reason that a shared entry of the blind index is; a surname with a birth date is
/// said by the birth date beside it.
const fn shared(kind: BlindKind) -> Option<&'static str> {
    match kind {
        BlindKind::Phone => Some(Reason::Phone.key()),
        BlindKind::Email => Some(Reason::Email.key()),
        BlindKind::Postcode => Some(Reason::Postcode.key()),
        BlindKind::BirthDate => Some(Reason::BirthDate.key()),
        BlindKind::SurnameAndBirthDate => Some(Reason::Family.key()),
        BlindKind::Name => Some("match-name"),
        BlindKind::Identifier => Some("match-identifier"),
    }
}

/// A party as the rules compare them.
fn described(party: &DescribedParty) -> Likeness {
    let names = Names::of(party);
    let answers = person_answers(party);
    let text = |id: &str| answers.get(id).and_then(domain::Value::as_text);
    let phones: Vec<String> = ["person.phone", "person.guardian-phone"]
        .into_iter()
        .filter_map(text)
        .flat_map(normalise::phones)
        .collect();
    let emails: Vec<String> = text("person.email").and_then(normalise::email).into_iter().collect();
    let postcode = text("person.postcode").and_then(normalise::postcode);
    Likeness::of(&names.given, names.known_as.as_deref().unwrap_or_default(), &names.family)
        .born(birth_date(party))
        .reached(&phones, &emails, postcode.as_deref())
}

fn on_record(recorded: &Recorded) -> Likeness {
    Likeness::of(&recorded.given_name, &recorded.known_as, &recorded.family_name)
        .born(recorded.birth_date)
        .reached(&recorded.phones, &recorded.emails, recorded.postcode.as_deref())
}
