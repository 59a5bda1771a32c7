//! Who may know a word: the oracle, asked about its places.
//!
//! What the table of the permission model says of parts is in the oracle. Here stands what
//! it says of the rest (references, names of colleagues and partners, records of
//! volunteers), once more from its words.

use super::cast::writers;
use super::{Canary, Spot};
use crate::oracle::{By, Datum, Sight, To};
use crate::world::World;

impl World {
    /// What `reader` may be shown of `canary`: as a page shows it, or `asked` for one by one.
    pub fn may_know(&self, reader: usize, canary: &Canary, asked: bool) -> bool {
        canary.spots.iter().any(|spot| self.sight_of(reader, spot, asked).is_some())
    }

    /// The same of one place; `Dots` only for whoever may ask for the value.
    pub fn sight_of(&self, reader: usize, spot: &Spot, asked: bool) -> Option<Sight> {
        match spot {
            Spot::Case { case, part, to, by } => {
                match self.sight(reader, *case, self.datum(reader, *case, part, *to, *by)) {
                    Sight::Value => Some(Sight::Value),
                    Sight::Dots if asked && self.may(reader, "reveal-contact", *case) => Some(Sight::Dots),
                    _ => None,
                }
            }
            spot => self.knows_spot(reader, spot).then_some(Sight::Value),
        }
    }

    fn knows_spot(&self, reader: usize, spot: &Spot) -> bool {
        match spot {
            Spot::Case { .. } => false,
            // An invitation is addressed by it, and the log of who looked is asked by it.
            Spot::CaseReference(case) => self.knows(reader, *case) || self.may(reader, "view-audit", *case),
            Spot::Referral { referral, part, to } => self.reads_referral(reader, *referral, part, *to),
            Spot::ReferralReference(referral) => self.sees_referral(reader, *referral),
            Spot::Name(person) => self.knows_colleague(reader, *person),
            Spot::Account(person) => *person == reader || self.holds_any(reader, KEEPERS),
            Spot::Volunteer { person, part } => self.reads_volunteer(reader, *person, part),
            Spot::Organisation(organisation) => self.knows_organisation(reader, *organisation),
            Spot::Draft(person) => *person == reader,
        }
    }

    /// The word as the table knows it: who wrote it depends on who reads.
    fn datum(&self, reader: usize, case: usize, part: &'static str, to: To, by: Option<usize>) -> Datum {
        let facilitates = |person: usize| {
            let rows = self.access[case].iter().filter(|row| row.person == person);
            rows.into_iter().any(|row| ["lead", "co-facilitator"].contains(&row.kind))
        };
        let by = match by {
            Some(person) if person == reader => By::Reader,
            Some(person) if facilitates(person) => By::Facilitator,
            _ => By::Somebody,
        };
        Datum { part, to, by }
    }

    /// G15 gives staff the volunteers' availability, G17 the keepers of accounts everybody.
    /// Anybody else knows who works a case with them, if they may know its team, and who
    /// wrote what they read.
    fn knows_colleague(&self, reader: usize, person: usize) -> bool {
        let staff = ["service-manager", "coordinator", "office-administrator"];
        if reader == person || self.holds_any(reader, &staff) || self.holds_any(reader, KEEPERS) {
            return true;
        }
        (0..self.cases.len()).any(|case| {
            let works = self.access[case].iter().any(|row| row.person == person);
            let reads = |part, to, by| {
                let datum = self.datum(reader, case, part, to, by);
                self.sight(reader, case, datum) == Sight::Value
            };
            let wrote = writers(self, case).into_iter().filter(|(writer, _)| *writer == person);
            let places = || [To::Internal, To::Shared].into_iter().chain((0..4).map(To::Side));
            let mut read = wrote.flat_map(|(_, part)| places().map(move |to| (part, to)));
            works && reads("g1.team", To::Shared, None)
                || read.any(|(part, to)| reads(part, to, Some(person)))
        })
    }

    /// Row G15: one's own, the manager's team, what coordinators and the office plan with.
    fn reads_volunteer(&self, reader: usize, person: usize, part: &str) -> bool {
        let below = || self.team_reaches(reader, self.people[person].team);
        let row = |roles: &[&str]| self.holds_any(reader, roles) && below();
        let own = ["lead-facilitator", "co-facilitator", "observer", "volunteer-pool"];
        (person == reader && self.holds_any(reader, &own))
            || row(&["service-manager"])
            || (part == "g15.availability" && row(&["coordinator", "office-administrator"]))
    }

    /// Staff and the keepers of accounts know the partners; a partner knows itself; anybody
    /// else knows whoever referred what they may know the source of.
    fn knows_organisation(&self, reader: usize, organisation: usize) -> bool {
        let staff = ["service-manager", "coordinator", "office-administrator"];
        let own = self.people[reader].organisation == Some(organisation);
        let of_case = |case: usize| {
            let datum = Datum { part: "g1.source", to: To::Shared, by: By::Somebody };
            self.cases[case].organisation == Some(organisation)
                && self.sight(reader, case, datum) == Sight::Value
        };
        own || self.holds_any(reader, &staff)
            || self.holds_any(reader, KEEPERS)
            || (0..self.cases.len()).any(of_case)
    }
}

/// Who reads accounts and partners as configuration (G17).
const KEEPERS: &[&str] = &["service-manager", "data-protection-officer", "system-administrator"];
