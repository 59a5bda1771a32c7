//! The scope letters of the matrix: when a grant or an act applies.

use domain::CaseClass;

use crate::{Assignments, Root, Standing};

words! {
    /// To which records a row of the matrix reaches.
    ///
    /// The letters of `security.md` §3.4, and five that its words ask for: named, invited,
    /// vacancy, break glass and service. The words they are stored by are the letters that people read.
    pub enum Letter {
        /// The reader's team and those below it: standard cases, restricted ones on whose
        /// allow-list they are, sealed ones to which they are named.
        Team = "T",
        /// Cases they are assigned to; an assignment suffices in a restricted case, a sealed
        /// one asks for the name as well.
        Assigned = "A",
        /// The same, and of these only the sides they were asked to contact.
        Contact = "P",
        /// What their organisation referred, while its agreement is in force; in a
        /// restricted case only what they submitted themselves or are listed for.
        Organisation = "O",
        /// What is about themselves or will be written by themselves.
        Own = "S",
        /// What they were named to, for a time.
        Named = "N",
        /// Cases they opened by break glass, for an hour; never sealed ones.
        Glass = "B",
        /// Cases they were invited to and have not answered for.
        Invited = "I",
        /// Standard cases published as looking for volunteers.
        Vacancy = "V",
        /// Every record, of any class: audit and administration, never casework.
        Service = "E",
    }
}

impl Letter {
    /// Whether the letter reaches a record of this class for someone of this standing.
    ///
    /// `kinds` are the assignments that count for the role at hand. This is the one
    /// place that says what the letters mean: permits, masks and scopes all ask here.
    pub fn holds(self, kinds: Assignments, class: CaseClass, standing: &Standing) -> bool {
        if standing.excluded {
            return false;
        }
        let sealed_away = class == CaseClass::Sealed && !standing.named;
        match self {
            Self::Service => true,
            Self::Named => standing.named,
            Self::Glass => standing.glass && class != CaseClass::Sealed,
            Self::Own => standing.is_self,
            Self::Vacancy => standing.vacancy && class == CaseClass::Standard,
            Self::Assigned | Self::Contact => {
                !sealed_away && !standing.counting().intersection(kinds).is_empty()
            }
            Self::Invited => !sealed_away && !standing.invited.intersection(kinds).is_empty(),
            Self::Team => standing.in_team && class_open(class, standing, standing.allow_listed),
            Self::Organisation => {
                let listed = standing.allow_listed || standing.author;
                standing.own_organisation && class_open(class, standing, listed)
            }
        }
    }

    /// Whether the letter can reach records of `root` at all.
    ///
    /// What an organisation referred it reads as it submitted it, on the referral. The
    /// case that came of it is another record: someone who has another way into it does
    /// not bring their organisation's rights along.
    pub const fn is_for(self, root: Root) -> bool {
        match self {
            Self::Organisation => matches!(root, Root::Referral | Root::Organisation),
            Self::Contact | Self::Invited | Self::Vacancy | Self::Glass => matches!(root, Root::Case),
            Self::Team | Self::Assigned | Self::Own | Self::Named | Self::Service => true,
        }
    }

    /// Whether people reached by this letter work for every side of a case.
    pub(crate) const fn is_for_every_side(self) -> bool {
        matches!(self, Self::Team | Self::Service | Self::Glass)
    }
}

/// Whether the class lets in someone who is here by team or organisation, not by assignment.
fn class_open(class: CaseClass, standing: &Standing, listed: bool) -> bool {
    match class {
        CaseClass::Standard => true,
        CaseClass::Restricted => listed,
        CaseClass::Sealed => standing.named,
    }
}
