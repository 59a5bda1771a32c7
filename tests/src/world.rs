//! Random worlds: people, cases and everything that lets the ones see the others.
//!
//! A world is plain rows with plain words, as a database would hold them. The oracle
//! reads them one way and the product another; whatever they disagree about is a mistake
//! in one of the two. Times lie on both sides of every edge, and on the edges themselves.

use chrono::{DateTime, TimeDelta, Utc};

use crate::dice::Dice;

/// Everything there is.
#[derive(Debug)]
pub struct World {
    /// The moment everything is looked at.
    pub now: DateTime<Utc>,
    /// Each team's parent; the first has none.
    pub teams: Vec<Option<usize>>,
    /// Whether each organisation's agreement is in force.
    pub organisations: Vec<bool>,
    /// Those who can sign in.
    pub people: Vec<Person>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The referrals, some of which became cases.
    pub referrals: Vec<Referral>,
    /// What gives somebody access, by case.
    pub access: Vec<Vec<Access>>,
    /// What takes it away, by case: whom, and when.
    pub exclusions: Vec<Vec<(usize, Window)>>,
}

/// Somebody who can sign in.
#[derive(Debug)]
pub struct Person {
    /// Their team.
    pub team: usize,
    /// Their organisation, if they are a partner's.
    pub organisation: Option<usize>,
    /// Their roles, and when.
    pub roles: Vec<(&'static str, Window)>,
}

/// A case.
#[derive(Debug)]
pub struct Case {
    /// Its class.
    pub class: &'static str,
    /// Its team.
    pub team: usize,
    /// Who referred it.
    pub organisation: Option<usize>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Whether its import was switched on.
    pub live: bool,
    /// How many sides it has.
    pub sides: u32,
}

/// A referral.
#[derive(Debug)]
pub struct Referral {
    /// Its class.
    pub class: &'static str,
    /// Its team.
    pub team: usize,
    /// Who sent it.
    pub organisation: Option<usize>,
    /// Which of their people did.
    pub submitted_by: Option<usize>,
    /// The case it became.
    pub case: Option<usize>,
    /// Whether its import was switched on.
    pub live: bool,
}

/// What gives one person access to one case.
#[derive(Debug)]
pub struct Access {
    /// To whom.
    pub person: usize,
    /// As what: an assignment, the allow-list, or a name.
    pub kind: &'static str,
    /// Invited, accepted, declined or ended.
    pub state: &'static str,
    /// The sides to contact, a bit each.
    pub sides: u32,
    /// When.
    pub window: Window,
    /// Whether its import was switched on.
    pub live: bool,
    /// Of a share with a partner: the groups that were shared; all where none is named.
    pub groups: Option<&'static str>,
    /// Of a share: the organisation whose agreement it rests on.
    pub agreement: Option<usize>,
}

/// From a moment on, until before another.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The first moment inside.
    pub from: DateTime<Utc>,
    /// The first moment after.
    pub until: DateTime<Utc>,
}

/// The roles an account can hold.
pub const ROLES: [&str; 14] = [
    "service-manager",
    "coordinator",
    "office-administrator",
    "lead-facilitator",
    "co-facilitator",
    "observer",
    "volunteer-pool",
    "case-supervisor",
    "partner-referrer",
    "partner-in-case",
    "commissioner",
    "data-protection-officer",
    "system-administrator",
    "participant",
];

const KINDS: [&str; 9] =
    ["lead", "co-facilitator", "observer", "supervisor", "partner", "owner", "allow", "named", "glass"];

const SHARES: [Option<&str>; 4] = [None, Some("g2"), Some("g2 g4"), Some("g3 g5 g6 g11")];

impl World {
    /// A world of this many people and cases.
    pub fn random(dice: &mut Dice, people: usize, cases: usize) -> Self {
        let now = "2026-11-24T09:30:00Z".parse().expect("a moment of ours");
        let mut world = Self {
            now,
            teams: (0..6).map(|team| if team == 0 { None } else { Some(dice.below(team)) }).collect(),
            organisations: vec![true, true, true, false],
            people: Vec::new(),
            cases: Vec::new(),
            referrals: Vec::new(),
            access: Vec::new(),
            exclusions: Vec::new(),
        };
        world.people = (0..people).map(|_| world.person(dice)).collect();
        world.cases = (0..cases).map(|_| world.case(dice)).collect();
        for case in 0..cases {
            let (access, exclusions) = world.let_in(dice, case);
            world.access.push(access);
            world.exclusions.push(exclusions);
        }
        world.referrals = (0..cases).map(|case| world.referral(dice, case)).collect();
        world
    }

    fn person(&self, dice: &mut Dice) -> Person {
        let roles = 1 + usize::from(dice.chance(40)) + usize::from(dice.chance(10));
        let mut held: Vec<(&'static str, Window)> = Vec::new();
        for _ in 0..roles {
            let role = *dice.pick(&ROLES);
            if held.iter().all(|(known, _)| *known != role) {
                held.push((role, self.window(dice)));
            }
        }
        let organisation = dice.chance(50).then(|| dice.below(self.organisations.len()));
        Person { team: dice.below(self.teams.len()), organisation, roles: held }
    }

    fn case(&self, dice: &mut Dice) -> Case {
        let edge = TimeDelta::days(14);
        let instant = TimeDelta::microseconds(1);
        let closed = [edge, edge - instant, edge + instant, TimeDelta::days(3), TimeDelta::days(90)];
        Case {
            class: class(dice),
            team: dice.below(self.teams.len()),
            organisation: dice.chance(60).then(|| dice.below(self.organisations.len())),
            closed_at: dice.chance(45).then(|| self.now - *dice.pick(&closed)),
            live: dice.chance(95),
            sides: 1 + dice.below(3) as u32,
        }
    }

    fn referral(&self, dice: &mut Dice, case: usize) -> Referral {
        let became = dice.chance(70).then_some(case);
        // A submitter is somebody of the organisation, where it has anybody.
        let organisation = self.cases[case].organisation;
        let colleagues: Vec<usize> = (0..self.people.len())
            .filter(|person| organisation.is_some() && self.people[*person].organisation == organisation)
            .collect();
        let submitted_by = (!colleagues.is_empty() && dice.chance(80)).then(|| *dice.pick(&colleagues));
        Referral {
            class: if dice.chance(70) { self.cases[case].class } else { class(dice) },
            team: self.cases[case].team,
            organisation,
            submitted_by,
            case: became,
            live: dice.chance(95),
        }
    }

    /// Assignments, lists, names and exclusions of one case.
    fn let_in(&self, dice: &mut Dice, case: usize) -> (Vec<Access>, Vec<(usize, Window)>) {
        let (mut access, mut exclusions) = (Vec::new(), Vec::<(usize, Window)>::new());
        for _ in 0..dice.below(8) {
            let person = dice.below(self.people.len());
            let kind = self.likely_kind(dice, person);
            // Nobody is invited to a list or to a name.
            let is_assignment = !["allow", "named", "glass"].contains(&kind);
            let state = match dice.below(10) {
                0 | 1 if is_assignment => "invited",
                2 => *dice.pick(&["declined", "ended"]),
                _ => "accepted",
            };
            let sides = dice.below(1 << self.cases[case].sides) as u32;
            let (window, live) = (self.window(dice), dice.chance(97));
            let is_share = kind == "partner";
            let groups = if is_share { *dice.pick(&SHARES) } else { None };
            let rests = is_share && dice.chance(60);
            let agreement = rests.then(|| dice.below(self.organisations.len()));
            access.push(Access { person, kind, state, sides, window, live, groups, agreement });
            // Who works a sealed case is often named to it, and who is assigned sometimes listed.
            if dice.chance(35) {
                let kind = *dice.pick(&["allow", "named"]);
                let window = self.window(dice);
                let (state, sides, live) = ("accepted", 0, true);
                let (groups, agreement) = (None, None);
                access.push(Access { person, kind, state, sides, window, live, groups, agreement });
            }
        }
        for _ in 0..dice.below(3) {
            let person = dice.below(self.people.len());
            if exclusions.iter().all(|(known, _)| *known != person) {
                let window = self.window(dice);
                exclusions.push((person, window));
            }
        }
        (access, exclusions)
    }

    /// Mostly an assignment that fits a role of the person, so that many rows count.
    fn likely_kind(&self, dice: &mut Dice, person: usize) -> &'static str {
        let roles = &self.people[person].roles;
        let fitting = match dice.pick(roles).0 {
            "lead-facilitator" => "lead",
            "co-facilitator" => "co-facilitator",
            "observer" => "observer",
            "case-supervisor" => "supervisor",
            "partner-in-case" => "partner",
            "coordinator" => "owner",
            "data-protection-officer" => "named",
            "office-administrator" => "glass",
            "service-manager" if dice.chance(50) => "glass",
            _ => "allow",
        };
        if dice.chance(75) { fitting } else { dice.pick::<&str>(&KINDS) }
    }

    /// Mostly now; else over, not yet, or just on an edge.
    fn window(&self, dice: &mut Dice) -> Window {
        let (day, instant) = (TimeDelta::days(1), TimeDelta::microseconds(1));
        let (from, until) = match dice.below(12) {
            0 => (self.now - day * 30, self.now),
            1 => (self.now - day * 30, self.now + instant),
            2 => (self.now, self.now + day),
            3 => (self.now + instant, self.now + day),
            4 => (self.now - day * 30, self.now - day * 10),
            _ => (self.now - day * 300, self.now + day * 65),
        };
        Window { from, until }
    }
}

fn class(dice: &mut Dice) -> &'static str {
    match dice.below(10) {
        0..=5 => "standard",
        6..=8 => "restricted",
        _ => "sealed",
    }
}
