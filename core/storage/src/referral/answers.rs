//! What a submission says, before there are sides: whom each answer concerns.

use domain::{Answers, Audience, Part, ReferralId, Relation, SideId};
use permissions::{Author, Mask, Permit};
use uuid::Uuid;

use super::record::Referral;
use crate::answers::{Loaded, SERVICE, Slot};
use crate::owner::OwnerKind;
use crate::people::BlindKind;

/// The kind of record in `answers`.
pub(super) const RECORD: &str = "referral";

/// Whom an answer of a submission concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Addressee {
    /// The matter as a whole.
    Matter,
    /// The service alone.
    Service,
    /// One of the people or organisations that the form describes, by the id it gives them.
    Party(String),
}

impl Addressee {
    /// The side that stands for it in the rows of this submission.
    pub(crate) fn side(&self, referral: ReferralId) -> Option<SideId> {
        match self {
            Self::Matter => None,
            Self::Service => Some(SideId(SERVICE)),
            Self::Party(party) => Some(SideId(party_row(referral, party))),
        }
    }

    /// What the rows of this submission call it, given the parties its form describes.
    pub(super) fn of(side: Option<SideId>, referral: ReferralId, parties: &[&str]) -> Option<Self> {
        match side {
            None => Some(Self::Matter),
            Some(SideId(SERVICE)) => Some(Self::Service),
            Some(side) => {
                let party = parties.iter().find(|party| party_row(referral, party) == side.0)?;
                Some(Self::Party((*party).to_owned()))
            }
        }
    }
}

/// The inner name of a party of a submission: there is no row for them yet, so it is made
/// of the submission's id and the form's word, and nobody outside can compute it back.
pub(crate) fn party_row(referral: ReferralId, party: &str) -> Uuid {
    let mut text = b"accord party".to_vec();
    text.extend_from_slice(referral.0.as_bytes());
    text.extend_from_slice(party.as_bytes());
    let digest = keys::sha256(&text);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Answers of one part about one addressee.
#[derive(Clone)]
pub struct Section {
    /// The part.
    pub part: Part,
    /// Whom they concern.
    pub addressee: Addressee,
    /// The answers by the form's field ids.
    pub values: Answers,
}

impl std::fmt::Debug for Section {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Section({}, {} answers)", self.part.as_str(), self.values.len())
    }
}

/// Something by which a person described may be known already, in its normal form.
#[derive(Clone)]
pub struct KnownBy {
    /// The party of the form.
    pub party: String,
    /// What it is.
    pub kind: BlindKind,
    /// The normal form of it.
    pub value: String,
}

impl std::fmt::Debug for KnownBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KnownBy({}, {})", self.party, self.kind.as_str())
    }
}

/// Where answers of a submission are kept.
pub(super) fn slot(id: ReferralId, form: (&str, i32), part: Part, side: Option<SideId>) -> Slot {
    Slot {
        record_kind: RECORD,
        record: id.0,
        root: id.0,
        plugin: form.0.to_owned(),
        field_set: form.1,
        part,
        side,
        owner: id.0,
        owner_kind: OwnerKind::Intake,
    }
}

/// How the reader of a referral stands to what was addressed to `side`.
pub(super) fn relation<A>(permit: &Permit<A, Referral>, side: Option<SideId>) -> Relation {
    permit.relation(match side {
        None => Audience::Shared,
        Some(SideId(SERVICE)) => Audience::Internal,
        Some(side) => Audience::Side(side),
    })
}

/// Who wrote a submission, as its reader sees it.
pub(super) fn author<A>(permit: &Permit<A, Referral>) -> Author {
    if permit.standing().author { Author::Reader } else { Author::Other }
}

/// Whether the mask lets these answers through.
pub(super) fn reads<A>(permit: &Permit<A, Referral>, mask: &Mask, loaded: &Loaded) -> bool {
    mask.reads_of(loaded.part, relation(permit, loaded.side), author(permit))
}
