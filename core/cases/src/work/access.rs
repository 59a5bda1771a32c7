//! Allocating a case, and answering an invitation.

use domain::conflict::{ConflictKeys, stored_keys};
use domain::{AccountId, CaseId, Message, Reference};
use permissions::{
    ActKind, Actor, Allocate, AnswerInvitation, AssignmentKind, OverrideConflict, ViewInvitation, allows,
};
use serde::Serialize;
use storage::audit::Entry;
use storage::{HitState, InvitationAnswer, NewAssignment, Shown};
use wording::Text;

use super::Casework;
use crate::{Error, Result};

/// Someone who works the case or was invited to.
#[derive(Clone, Debug, Serialize)]
pub struct AssignedView {
    /// Their account.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// As what.
    pub kind: Text,
    /// The kind's word, for the form that releases them.
    pub kind_code: String,
    /// `invited` or `accepted`.
    pub state: String,
    /// The sides they were asked to contact.
    pub sides: Vec<char>,
    /// Until when.
    pub until: Text,
    /// By what they may know somebody in the case, as far as it is known.
    pub conflicts: Vec<Text>,
    /// Whether somebody has to decide about that still.
    pub undecided: bool,
}

/// Who works a case, and who could.
#[derive(Clone, Debug, Serialize)]
pub struct AllocationView {
    /// The case.
    pub reference: Reference,
    /// Its version.
    pub version: i64,
    /// Those who work it.
    pub assigned: Vec<AssignedView>,
    /// Its sides: letter and kind.
    pub sides: Vec<(char, &'static str)>,
    /// Volunteers and staff who could be asked, those with the fewest cases first.
    pub candidates: Vec<CandidateView>,
    /// Whether the reader may let somebody work the case who may know a person in it.
    pub may_override: bool,
}

/// Someone who could be asked.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateView {
    /// Their account.
    pub account: Reference,
    /// Their name.
    pub name: String,
    /// How many open cases they work.
    pub open_cases: i64,
    /// Whether they are trained for sensitive and complex cases.
    pub sensitive_trained: bool,
    /// By what they may know someone in the case.
    pub conflicts: Vec<Text>,
}

/// The card of an invitation.
#[derive(Clone, Debug, Serialize)]
pub struct InvitationView {
    /// The case.
    pub reference: Reference,
    /// As what one is asked.
    pub kind: Text,
    /// Since when.
    pub invited: Text,
    /// The kind of service.
    pub service_type: Text,
    /// The district.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<Text>,
    /// The kind of matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Text>,
    /// Initials of those who take part.
    pub initials: Vec<String>,
}

/// Keys of a conflict in words.
pub(super) fn in_words(keys: &ConflictKeys) -> Vec<Text> {
    keys.iter().map(|key| Text::key(key.key())).collect()
}

/// What the log says of a conflict that was found.
fn conflict_entry(case: CaseId, account: AccountId, keys: &ConflictKeys) -> Entry {
    let mut entry = Entry::new("conflict-found", "case").about(case).detail(stored_keys(keys));
    entry.subjects = vec![account.into()];
    entry
}

/// A reason that says something.
fn reason_of(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::Unmet(vec![Message::new("conflict-reason-required")]));
    }
    Ok(reason)
}

/// As what somebody is invited.
pub type InvitedAs = AssignmentKind;

impl Casework {
    /// Who works the case, and who could be asked: for those who may ask somebody.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound), [`Error::Forbidden`](crate::Error::Forbidden).
    pub async fn allocation(&self, actor: &Actor, case: Reference) -> Result<Shown<AllocationView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<Allocate>(case).await?;
        let assigned = unit.assigned(&permit).await?;
        let candidates = unit.candidates(&permit).await?;
        let hits = unit.conflicts_found(&permit).await?;
        let of = |account: Reference| hits.iter().find(|hit| hit.account == account);
        let view = AllocationView {
            reference: permit.reference,
            version: permit.version,
            assigned: assigned
                .into_iter()
                .map(|assigned| AssignedView {
                    conflicts: of(assigned.account).map(|hit| in_words(&hit.keys)).unwrap_or_default(),
                    undecided: of(assigned.account).is_some_and(|hit| hit.state == HitState::Found),
                    account: assigned.account,
                    name: assigned.name,
                    kind: Text::key(format!("assigned-{}", assigned.kind)),
                    kind_code: assigned.kind,
                    state: assigned.state,
                    sides: assigned.sides,
                    until: assigned.until.into(),
                })
                .collect(),
            sides: permit.sides.iter().map(|side| (side.letter.0, side.kind.as_str())).collect(),
            candidates: candidates
                .into_iter()
                .map(|candidate| CandidateView {
                    account: candidate.account,
                    name: candidate.name,
                    open_cases: candidate.open_cases,
                    sensitive_trained: candidate.sensitive_trained,
                    conflicts: in_words(&candidate.conflicts),
                })
                .collect(),
            may_override: allows(actor, ActKind::OverrideConflict, permit.class, permit.standing()),
        };
        Ok(unit.show(view).await?)
    }

    /// Invites somebody to work the case, unless they may know a person in it. Why somebody
    /// was not invited is in the log too.
    ///
    /// # Errors
    /// [`Error::PossibleConflict`](crate::Error::PossibleConflict) with the keys;
    /// [`Error::NotFound`](crate::Error::NotFound) for an unknown case, account or side.
    pub async fn invite(
        &self,
        actor: &Actor,
        case: Reference,
        account: Reference,
        kind: AssignmentKind,
        sides: Vec<char>,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Allocate>(case).await?;
        let (id, account) = (permit.id, unit.account_named(account).await?);
        let new = NewAssignment { account, kind, sides, until: None };
        match unit.allocate(permit, new).await {
            Err(storage::Error::PossibleConflict(keys)) => {
                unit.refuse(conflict_entry(id, account, &keys)).await?;
                Err(Error::PossibleConflict(keys))
            }
            Err(error) => Err(error.into()),
            Ok(()) => Ok(unit.commit().await?),
        }
    }

    /// Invites somebody although they may know a person in the case, with the reason.
    ///
    /// # Errors
    /// As [`invite`](Self::invite); [`Error::Forbidden`](crate::Error::Forbidden) for those
    /// on the exclusion list, for oneself, and for all but the manager.
    pub async fn invite_despite_conflict(
        &self,
        actor: &Actor,
        case: Reference,
        account: Reference,
        kind: AssignmentKind,
        sides: Vec<char>,
        reason: &str,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<OverrideConflict>(case).await?;
        let account = unit.account_named(account).await?;
        let new = NewAssignment { account, kind, sides, until: None };
        unit.allocate_despite_conflict(permit, new, reason_of(reason)?).await?;
        Ok(unit.commit().await?)
    }

    /// Lets somebody who works the case go on, although it was found that they may know a
    /// person in it.
    ///
    /// # Errors
    /// As [`invite_despite_conflict`](Self::invite_despite_conflict).
    pub async fn keep_despite_conflict(
        &self,
        actor: &Actor,
        case: Reference,
        account: Reference,
        reason: &str,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<OverrideConflict>(case).await?;
        let account = unit.account_named(account).await?;
        unit.keep_despite_conflict(permit, account, reason_of(reason)?).await?;
        Ok(unit.commit().await?)
    }

    /// Ends somebody's work on the case.
    ///
    /// # Errors
    /// As [`invite`](Self::invite).
    pub async fn release(
        &self,
        actor: &Actor,
        case: Reference,
        account: Reference,
        kind: AssignmentKind,
    ) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<Allocate>(case).await?;
        let account: AccountId = unit.account_named(account).await?;
        unit.release(permit, account, kind).await?;
        Ok(unit.commit().await?)
    }

    /// The card of an invitation: area, category and initials, and nothing else.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) where there is no open invitation.
    pub async fn invitation(&self, actor: &Actor, case: Reference) -> Result<Shown<InvitationView>> {
        let mut unit = self.store.read(actor).await?;
        let permit = unit.case::<ViewInvitation>(case).await?;
        let card = unit.invitation(&permit).await?;
        let view = InvitationView {
            reference: permit.reference,
            kind: Text::key(format!("assigned-{}", card.kind.as_str())),
            invited: card.invited_at.into(),
            service_type: Text::key(card.service_type.key()),
            district: card.area.map(|district| Text::key(format!("district-{district}"))),
            category: card.category.map(|category| Text::key(format!("category-{category}"))),
            initials: card.initials,
        };
        Ok(unit.show(view).await?)
    }

    /// Answers an invitation; whoever knows someone in the case cannot accept it.
    ///
    /// # Errors
    /// As [`invitation`](Self::invitation).
    pub async fn answer(&self, actor: &Actor, case: Reference, answer: InvitationAnswer) -> Result<()> {
        let mut unit = self.store.write(actor).await?;
        let permit = unit.case::<AnswerInvitation>(case).await?;
        unit.answer_invitation(permit, answer).await?;
        Ok(unit.commit().await?)
    }
}
