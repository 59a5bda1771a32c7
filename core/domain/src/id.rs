//! Inner names of records.
//!
//! Each is a UUID v7 in a type of its own, so that a person's id cannot be passed where
//! a case's is asked for. They stay inside: pages, addresses, letters and file names use
//! a [`Reference`](crate::Reference) instead, and none of these types implements
//! `Display` or `Serialize`, so a page cannot print one by accident.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }
    )*};
}

ids! {
    /// A matter the service works on.
    CaseId;
    /// A side of a case: the harmed, the responsible, or a party of a mediation.
    SideId;
    /// A person in their part in one case.
    ParticipantId;
    /// A human being, or an organisation that was harmed, across all cases.
    PersonId;
    /// A request to the service, before and after it became a case.
    ReferralId;
    /// An entry of the work log.
    EntryId;
    /// A consent of one participant to one purpose.
    ConsentId;
    /// Someone, or something, that can sign in.
    AccountId;
    /// A team of the service; teams form a tree.
    TeamId;
    /// A partner organisation, such as a police force or a housing association.
    OrganisationId;
    /// A batch of imported records, which can be taken back whole.
    BatchId;
    /// A draft that its author has not sent yet.
    DraftId;
    /// An installed version of a plugin.
    PackageId;
    /// The owner of a sealing key: a person, a case, or a submission until it is accepted.
    OwnerId;
}
