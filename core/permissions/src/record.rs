//! The records that permits are about.

use domain::{CaseClass, Group, PartSet};

words! {
    /// The roots: children (entries, consents, sessions, agreements) are reached and
    /// written under their root's permit.
    pub enum Root {
        /// A request to the service.
        Referral = "referral",
        /// A matter the service works on.
        Case = "case",
        /// A person across cases.
        Person = "person",
        /// A volunteer's record.
        Volunteer = "volunteer",
        /// Somebody who can sign in.
        Account = "account",
        /// A partner organisation.
        Organisation = "organisation",
        /// An installed plugin.
        Plugin = "plugin",
        /// A report, or an export of records.
        Report = "report",
        /// The service itself: its log, its settings, its policy.
        Service = "service",
    }
}

impl Root {
    /// The parts a record of this root can have; a mask holds no others.
    pub fn parts(self) -> PartSet {
        use Group::*;
        let groups: &[Group] = match self {
            Self::Referral | Self::Report => &[G1, G2, G3, G4, G5, G6, G7, G8, G9, G10, G11, G12, G13, G14],
            Self::Case => &[G1, G2, G3, G4, G5, G6, G7, G8, G9, G10, G11, G12, G13, G14, G16],
            Self::Person => &[G2, G3, G4, G7, G8, G11, G12],
            Self::Volunteer => &[G15],
            Self::Account | Self::Organisation | Self::Plugin => &[G17],
            Self::Service => &[G16, G17],
        };
        groups.iter().fold(PartSet::NONE, |set, group| set.union(PartSet::group(*group)))
    }
}

/// A type that stands for a root, so that an act can say what it is done to.
pub trait Marker {
    /// The root it stands for.
    const ROOT: Root;
}

macro_rules! markers {
    ($($name:ident)*) => {
        /// One type for each [`Root`](crate::Root).
        pub mod roots {
            $(
                #[doc = concat!("Stands for [`Root::", stringify!($name), "`](crate::Root::", stringify!($name), ").")]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl super::Marker for $name {
                    const ROOT: super::Root = super::Root::$name;
                }
            )*
        }
    };
}

markers! { Referral Case Person Volunteer Account Organisation Plugin Report Service }

/// A loaded record that policy can be asked about; its spine, not its content (decision 2).
pub trait Record {
    /// Which root it is.
    type Marker: Marker;

    /// The same as a value.
    const ROOT: Root = <Self::Marker as Marker>::ROOT;

    /// The class that narrows who may know of it; only cases and referrals have another than standard.
    fn class(&self) -> CaseClass {
        CaseClass::Standard
    }
}
