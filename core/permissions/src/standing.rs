//! How a reader stands to one record.

use domain::{Audience, PartSet, Relation, SideId};

words! {
    /// What someone was assigned to a case as.
    pub enum AssignmentKind {
        /// Leads the work; a volunteer, as a rule.
        Lead = "lead",
        /// Works beside the lead.
        CoFacilitator = "co-facilitator",
        /// Sits in, in training.
        Observer = "observer",
        /// Supervises the practice.
        Supervisor = "supervisor",
        /// Works with one client of the case for a partner, for a time.
        Partner = "partner",
        /// The member of staff whose case it is.
        Owner = "owner",
    }
}

impl AssignmentKind {
    /// Whether access by this assignment ends some days after the case closed.
    ///
    /// Volunteers' does (14 days, a setting); a partner's ends with its own `until`, and
    /// staff keep theirs.
    pub const fn ends_after_closure(self) -> bool {
        matches!(self, Self::Lead | Self::CoFacilitator | Self::Observer)
    }
}

word_set! {
    /// The assignments one person has to one case; more than one is possible.
    pub struct Assignments of AssignmentKind
}

impl Assignments {
    /// Without those that end when a closed case's grace days are over.
    #[must_use]
    pub fn after_closure(self) -> Self {
        self.iter().filter(|kind| !kind.ends_after_closure()).collect()
    }
}

impl From<AssignmentKind> for Assignments {
    fn from(kind: AssignmentKind) -> Self {
        Self::of(&[kind])
    }
}

/// Everything the policy asks about one reader and one record.
///
/// Storage fills it in the statement that finds the record, so that it is as fresh as
/// the record itself and never cached (decision 51). Each field counts only what is in
/// force now: an assignment whose time is over is not in [`assigned`](Self::assigned).
/// The default is a stranger's: nothing holds. A record that is not live, because its
/// import has not been switched on, is not found at all and has no standing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// On the exclusion list, or found in conflict: nothing else counts any more.
    pub excluded: bool,
    /// On the allow-list of a restricted case.
    pub allow_listed: bool,
    /// Named to this record, for a time: a sealed case, or an approved request.
    pub named: bool,
    /// Opened by break glass, and the hour is not up.
    pub glass: bool,
    /// Assignments that were accepted, or needed no accepting.
    pub assigned: Assignments,
    /// Of what a partner in the case may see by the matrix, the parts that were shared with
    /// this one; all of it where nothing is said.
    pub shared: Option<PartSet>,
    /// Invitations that have not been answered yet.
    pub invited: Assignments,
    /// The sides the reader was asked to contact, or works with, or belongs to.
    pub contact_sides: Vec<SideId>,
    /// The record's team is one of the reader's, or below one of them.
    pub in_team: bool,
    /// The referral came from the reader's organisation, whose agreement is in force.
    pub own_organisation: bool,
    /// The reader wrote or submitted the record.
    pub author: bool,
    /// The record is about the reader: their account, their volunteer record, their part in a case.
    pub is_self: bool,
    /// The case was closed longer ago than volunteers keep access.
    pub closed_access_over: bool,
    /// The case was published as looking for volunteers.
    pub vacancy: bool,
}

impl Standing {
    /// The assignments that count today: accepted, and not ended by the closing of the case.
    pub fn counting(&self) -> Assignments {
        if self.closed_access_over { self.assigned.after_closure() } else { self.assigned }
    }

    /// Whether something besides an office brings the reader here.
    fn is_tied_to_sides(&self) -> bool {
        let owner = Assignments::from(AssignmentKind::Owner);
        self.is_self || !self.contact_sides.is_empty() || self.assigned.union(owner) != owner
    }

    /// How the reader stands to what is addressed to `audience`.
    ///
    /// A side is the reader's own when they were asked to contact it or belong to it. To
    /// staff every side is, if `for_every_side` says that they are here by their office
    /// and nothing ties them to single sides: whoever is also assigned to the case, or
    /// part of it, has only the sides they were given.
    pub(crate) fn relation(&self, audience: Audience, for_every_side: bool) -> Relation {
        match audience {
            Audience::Internal => Relation::Internal,
            Audience::Shared => Relation::Shared,
            Audience::Side(side) if self.contact_sides.contains(&side) => Relation::Own,
            Audience::Side(_) if for_every_side && !self.is_tied_to_sides() => Relation::Own,
            Audience::Side(_) => Relation::Other,
        }
    }
}
