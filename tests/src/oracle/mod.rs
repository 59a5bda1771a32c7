//! A second opinion on every right, as naive as possible.
//!
//! Written from the words of the permission model, row by row and rule by rule, without
//! the policy crate: no permits, no masks, no scopes, nothing compiled or shared. It is
//! slow, and plain enough to be read beside the table it comes from. Where it and the
//! product disagree, one of them is wrong.

mod table;

use chrono::TimeDelta;

use crate::world::World;

/// One value of a case: what part it is, to whom it is addressed and who wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Datum {
    /// The part's word.
    pub part: &'static str,
    /// To whom it is addressed.
    pub to: To,
    /// Who wrote it.
    pub by: By,
}

/// To whom something is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// The service alone.
    Internal,
    /// Everybody, or the case as a whole.
    Shared,
    /// One side, by its number.
    Side(u32),
}

/// Who wrote something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The reader.
    Reader,
    /// A facilitator of the case.
    Facilitator,
    /// Anybody else.
    Somebody,
}

/// What of a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Not even that it is there.
    Nothing,
    /// Dots.
    Dots,
    /// The value.
    Value,
}

impl World {
    /// Whether `person` may do `act` to `case`.
    pub fn may(&self, person: usize, act: &str, case: usize) -> bool {
        let rows = table::ACTS.iter().filter(|(known, _, _)| *known == act);
        rows.into_iter()
            .any(|(_, role, letter)| self.holds(person, role) && self.reaches(person, role, letter, case))
    }

    /// Whether `person` may know that `case` exists.
    pub fn knows(&self, person: usize, case: usize) -> bool {
        self.may(person, "view-case", case) || self.may(person, "view-invitation", case)
    }

    /// What `person` is shown of `datum` in `case`.
    pub fn sight(&self, person: usize, case: usize, datum: Datum) -> Sight {
        if self.allows(person, case, datum, 'r') {
            Sight::Value
        } else if self.allows(person, case, datum, 'm') {
            Sight::Dots
        } else {
            Sight::Nothing
        }
    }

    /// Whether a row of the table lets `person` do this to `datum`.
    pub fn allows(&self, person: usize, case: usize, datum: Datum, verb: char) -> bool {
        table::PARTS.iter().any(|(role, letter, verbs, parts, to, by)| {
            let named = || is_named(parts, datum.part);
            let addressed = || match (*to, datum.to) {
                ("all", _) => true,
                ("sides", to) => to != To::Internal,
                ("own" | "own+shared", To::Side(side)) => self.is_own_side(person, case, side),
                ("shared" | "own+shared", to) => to == To::Shared,
                _ => false,
            };
            let written = || match *by {
                "anyone" => true,
                "facilitators" => datum.by != By::Somebody,
                _ => datum.by == By::Reader,
            };
            verbs.contains(verb)
                && self.holds(person, role)
                && named()
                && written()
                && addressed()
                && self.reaches(person, role, letter, case)
                && (*role != "partner-in-case" || *letter != "A" || self.is_shared(person, case, datum.part))
        })
    }

    /// Whether a partner in the case was given this: how it goes always, else what one of
    /// their shares names, and all of it where one names nothing.
    fn is_shared(&self, person: usize, case: usize, part: &str) -> bool {
        is_named("g1", part)
            || self.access[case].iter().any(|row| {
                row.kind == "partner"
                    && row.state == "accepted"
                    && self.counts(person, row)
                    && row.groups.is_none_or(|groups| is_named(groups, part))
            })
    }

    /// Whether a row of access is the person's, and in force: its time, and the agreement
    /// that it rests on.
    fn counts(&self, person: usize, row: &crate::world::Access) -> bool {
        row.person == person
            && row.live
            && row.window.from <= self.now
            && self.now < row.window.until
            && row.agreement.is_none_or(|organisation| self.organisations[organisation])
    }

    /// Whether `person` may see a referral.
    pub fn sees_referral(&self, person: usize, referral: usize) -> bool {
        let row = &self.referrals[referral];
        let excluded = row.case.is_some_and(|case| self.is_excluded(person, case));
        let has = |kind| row.case.is_some_and(|case| self.has(person, case, kind, "accepted"));
        if !row.live || excluded {
            return false;
        }
        let staff = ["service-manager", "coordinator", "office-administrator"];
        let in_team = staff.iter().any(|role| self.holds(person, role)) && self.is_below(row.team, person);
        let in_organisation = self.holds(person, "partner-referrer") && self.is_of(person, row.organisation);
        let submitted = row.submitted_by == Some(person);
        match row.class {
            "standard" => in_team || in_organisation,
            "restricted" => (in_team && has("allow")) || (in_organisation && (submitted || has("allow"))),
            _ => (in_team || in_organisation) && has("named"),
        }
    }

    /// Whether `person` reads this of a referral: staff what the table gives them of their
    /// team, a partner what its row says of referrals of its own organisation.
    pub fn reads_referral(&self, person: usize, referral: usize, part: &str, to: To) -> bool {
        let row = &self.referrals[referral];
        let in_team = self.is_below(row.team, person);
        let in_organisation = self.is_of(person, row.organisation);
        let submitted = row.submitted_by == Some(person);
        let staff = table::PARTS.iter().any(|(role, letter, verbs, parts, _, by)| {
            *letter == "T"
                && *by == "anyone"
                && in_team
                && verbs.contains('r')
                && self.holds(person, role)
                && is_named(parts, part)
        });
        let partner = table::REFERRED.iter().any(|(parts, to_internal, by)| {
            in_organisation
                && self.holds(person, "partner-referrer")
                && is_named(parts, part)
                && (*to_internal || to != To::Internal)
                && (*by == "anyone" || submitted)
        });
        self.sees_referral(person, referral) && (staff || partner)
    }

    /// Whether `person` holds one of these roles now.
    pub fn holds_any(&self, person: usize, roles: &[&str]) -> bool {
        roles.iter().any(|role| self.holds(person, role))
    }

    /// Whether `team` is the reader's own or below it.
    pub fn team_reaches(&self, person: usize, team: usize) -> bool {
        self.is_below(team, person)
    }

    /// Whether a scope letter of `role` reaches `case`.
    fn reaches(&self, person: usize, role: &str, letter: &str, case: usize) -> bool {
        let row = &self.cases[case];
        if !row.live || self.is_excluded(person, case) {
            return false;
        }
        let named = self.has(person, case, "named", "accepted");
        let kinds: &[&str] = match role {
            "coordinator" => &["owner", "supervisor"],
            "lead-facilitator" => &["lead"],
            "co-facilitator" => &["co-facilitator"],
            "observer" => &["observer"],
            "case-supervisor" => &["supervisor"],
            "partner-in-case" => &["partner"],
            _ => &[],
        };
        match letter {
            "E" => true,
            "N" => named,
            "B" => row.class != "sealed" && self.has(person, case, "glass", "accepted"),
            "T" => {
                self.is_below(row.team, person)
                    && match row.class {
                        "standard" => true,
                        "restricted" => self.has(person, case, "allow", "accepted"),
                        _ => named,
                    }
            }
            "A" | "P" => {
                let over = row.closed_at.is_some_and(|closed| closed + TimeDelta::days(14) <= self.now);
                let volunteers = ["lead", "co-facilitator", "observer"];
                let lasting = |kind: &&&str| !(over && volunteers.contains(*kind));
                let assigned =
                    kinds.iter().filter(lasting).any(|kind| self.has(person, case, kind, "accepted"));
                assigned && (row.class != "sealed" || named)
            }
            "I" => {
                let invited = kinds.iter().any(|kind| self.has(person, case, kind, "invited"));
                invited && (row.class != "sealed" || named)
            }
            _ => false,
        }
    }

    fn holds(&self, person: usize, role: &str) -> bool {
        let roles = &self.people[person].roles;
        roles.iter().any(|(held, window)| *held == role && window.from <= self.now && self.now < window.until)
    }

    fn has(&self, person: usize, case: usize, kind: &str, state: &str) -> bool {
        let rows = &self.access[case];
        rows.iter().any(|row| (row.kind, row.state) == (kind, state) && self.counts(person, row))
    }

    fn is_excluded(&self, person: usize, case: usize) -> bool {
        self.exclusions[case]
            .iter()
            .any(|(who, window)| *who == person && window.from <= self.now && self.now < window.until)
    }

    /// Whether the reader was asked to contact this side, or works with it.
    fn is_own_side(&self, person: usize, case: usize, side: u32) -> bool {
        self.access[case].iter().any(|row| {
            self.counts(person, row)
                && row.state == "accepted"
                && !["allow", "named", "glass"].contains(&row.kind)
                && row.sides & (1 << side) != 0
        })
    }

    fn is_below(&self, team: usize, person: usize) -> bool {
        let mut team = Some(team);
        while let Some(at) = team {
            if at == self.people[person].team {
                return true;
            }
            team = self.teams[at];
        }
        false
    }

    fn is_of(&self, person: usize, organisation: Option<usize>) -> bool {
        let own = self.people[person].organisation;
        own.is_some() && own == organisation && own.is_some_and(|own| self.organisations[own])
    }
}

/// Whether a cell of the table names `part`, or its whole group.
fn is_named(parts: &str, part: &str) -> bool {
    parts
        .split(' ')
        .any(|word| part == word || part.strip_prefix(word).is_some_and(|rest| rest.starts_with('.')))
}
