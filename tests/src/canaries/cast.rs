//! The people and cases of the canaries' world.

use chrono::{DateTime, TimeDelta, Utc};

use crate::databases::Kind;
use crate::world::{Access, Case, Person, Referral, Window, World};

/// People, by their place in the world.
pub mod who {
    #![allow(missing_docs, reason = "each names a role of the service")]
    pub const MANAGER: usize = 0;
    pub const AREA_MANAGER: usize = 1;
    pub const COORDINATOR: usize = 2;
    pub const OFFICE: usize = 3;
    pub const LEAD: usize = 4;
    pub const OTHER_LEAD: usize = 5;
    pub const CO_FACILITATOR: usize = 6;
    pub const OBSERVER: usize = 7;
    pub const POOL: usize = 8;
    pub const SUPERVISOR: usize = 9;
    pub const REFERRER: usize = 10;
    pub const COLLEAGUE: usize = 11;
    pub const OTHER_REFERRER: usize = 12;
    pub const LAPSED_REFERRER: usize = 13;
    pub const PARTNER: usize = 14;
    pub const COMMISSIONER: usize = 15;
    pub const DPO: usize = 16;
    pub const ADMINISTRATOR: usize = 17;
    pub const PARTICIPANT: usize = 18;
    /// Invited, and not yet here: they cannot sign in.
    pub const NEWCOMER: usize = 19;
}

/// Cases, by their place in the world.
pub mod which {
    #![allow(missing_docs, reason = "each names what is particular about it")]
    pub const OPEN: usize = 0;
    pub const ANOTHERS: usize = 1;
    pub const RESTRICTED: usize = 2;
    pub const SHUT: usize = 3;
    pub const SEALED: usize = 4;
    pub const LOCKED: usize = 5;
    pub const SOUTH: usize = 6;
    pub const EXCLUDED: usize = 7;
    pub const LONG_CLOSED: usize = 8;
    pub const JUST_CLOSED: usize = 9;
    pub const ASKED: usize = 10;
    pub const RIGHTS: usize = 11;
    pub const UNSEEN: usize = 12;
}

/// Teams: the service, and two areas of it.
pub mod team {
    #![allow(missing_docs, reason = "they are three")]
    pub const SERVICE: usize = 0;
    pub const NORTH: usize = 1;
    pub const SOUTH: usize = 2;
}

/// A short name for everybody, for messages and the printed table of routes.
pub const NAMES: [&str; 20] = [
    "manager",
    "area-manager",
    "coordinator",
    "office",
    "lead",
    "other-lead",
    "co-facilitator",
    "observer",
    "pool",
    "supervisor",
    "referrer",
    "colleague",
    "other-referrer",
    "lapsed-referrer",
    "partner",
    "commissioner",
    "dpo",
    "administrator",
    "participant",
    "newcomer",
];

/// One of each role, where a second one shows nothing new.
pub const ONE_EACH: [usize; 14] = [
    who::MANAGER,
    who::COORDINATOR,
    who::OFFICE,
    who::LEAD,
    who::CO_FACILITATOR,
    who::OBSERVER,
    who::POOL,
    who::SUPERVISOR,
    who::REFERRER,
    who::PARTNER,
    who::COMMISSIONER,
    who::DPO,
    who::ADMINISTRATOR,
    who::PARTICIPANT,
];

/// Those who try everything on every run: one of each role on SQLite, and a few of them on
/// PostgreSQL, where the same statements are asked. `ACCORD_READERS=all` takes everybody
/// who can sign in, on both.
pub fn readers(kind: Kind) -> Vec<usize> {
    let all = std::env::var("ACCORD_READERS").is_ok_and(|word| word == "all");
    match kind {
        _ if all => (0..who::NEWCOMER).collect(),
        Kind::Sqlite => ONE_EACH.to_vec(),
        Kind::Postgres => vec![who::MANAGER, who::LEAD, who::REFERRER, who::PARTNER],
    }
}

/// The world at `now`.
pub fn world(now: DateTime<Utc>) -> World {
    let mut world = World {
        now,
        teams: vec![None, Some(team::SERVICE), Some(team::SERVICE)],
        organisations: vec![true, true, true, false],
        people: Vec::new(),
        cases: Vec::new(),
        referrals: Vec::new(),
        access: Vec::new(),
        exclusions: Vec::new(),
    };
    people(&mut world);
    cases(&mut world);
    referrals(&mut world);
    world
}

/// A stretch that began long ago and lasts.
fn lasting(now: DateTime<Utc>) -> Window {
    Window { from: now - TimeDelta::days(300), until: now + TimeDelta::days(65) }
}

fn people(world: &mut World) {
    let all: [(&'static str, usize, Option<usize>); 20] = [
        ("service-manager", team::SERVICE, None),
        ("service-manager", team::SOUTH, None),
        ("coordinator", team::SERVICE, None),
        ("office-administrator", team::SERVICE, None),
        ("lead-facilitator", team::NORTH, None),
        ("lead-facilitator", team::NORTH, None),
        ("co-facilitator", team::NORTH, None),
        ("observer", team::NORTH, None),
        ("volunteer-pool", team::NORTH, None),
        ("case-supervisor", team::SERVICE, None),
        ("partner-referrer", team::SERVICE, Some(0)),
        ("partner-referrer", team::SERVICE, Some(0)),
        ("partner-referrer", team::SERVICE, Some(1)),
        ("partner-referrer", team::SERVICE, Some(3)),
        ("partner-in-case", team::SERVICE, Some(2)),
        ("commissioner", team::SERVICE, None),
        ("data-protection-officer", team::SERVICE, None),
        ("system-administrator", team::SERVICE, None),
        ("participant", team::SERVICE, None),
        ("observer", team::NORTH, None),
    ];
    let now = world.now;
    world.people = all
        .into_iter()
        .map(|(role, team, organisation)| Person { team, organisation, roles: vec![(role, lasting(now))] })
        .collect();
}

/// What gives somebody access: who, as what, and the sides they are to contact.
type Seat = (usize, &'static str, u32);

/// Adds a case; returns it for what is particular about it.
fn case<'a>(world: &'a mut World, class: &'static str, team: usize, seats: &[Seat]) -> &'a mut Case {
    let now = world.now;
    let seat = |(person, kind, sides): &Seat| Access {
        person: *person,
        kind,
        state: "accepted",
        sides: *sides,
        window: lasting(now),
        live: true,
        groups: None,
        agreement: None,
    };
    world.access.push(seats.iter().map(seat).collect());
    world.exclusions.push(Vec::new());
    world.cases.push(Case { class, team, organisation: None, closed_at: None, live: true, sides: 2 });
    world.cases.last_mut().expect("it was just added")
}

fn cases(world: &mut World) {
    use team::{NORTH, SOUTH};
    use who::{CO_FACILITATOR, COORDINATOR, DPO, LEAD, MANAGER, OBSERVER, OTHER_LEAD, PARTNER, SUPERVISOR};
    let now = world.now;
    let team = [
        (LEAD, "lead", 0b01),
        (CO_FACILITATOR, "co-facilitator", 0b10),
        (OBSERVER, "observer", 0),
        (SUPERVISOR, "supervisor", 0),
        (PARTNER, "partner", 0b10),
        (COORDINATOR, "owner", 0),
    ];
    case(world, "standard", NORTH, &team).organisation = Some(0);
    case(world, "standard", NORTH, &[(OTHER_LEAD, "lead", 0b11)]).organisation = Some(1);
    let listed = [(MANAGER, "allow", 0), (LEAD, "lead", 0b10), (CO_FACILITATOR, "co-facilitator", 0b01)];
    case(world, "restricted", NORTH, &listed).organisation = Some(0);
    case(world, "restricted", NORTH, &[(OTHER_LEAD, "lead", 0b11)]).organisation = Some(1);
    let named = [(MANAGER, "named", 0), (LEAD, "lead", 0b11), (LEAD, "named", 0)];
    case(world, "sealed", NORTH, &named).organisation = Some(0);
    case(world, "sealed", NORTH, &[(OTHER_LEAD, "lead", 0b11)]);
    case(world, "standard", SOUTH, &[(OTHER_LEAD, "lead", 0b101)]).sides = 3;
    case(world, "standard", NORTH, &[(LEAD, "lead", 0b11)]).organisation = Some(0);
    let volunteers = [(LEAD, "lead", 0b11), (CO_FACILITATOR, "co-facilitator", 0b11)];
    case(world, "standard", NORTH, &volunteers).closed_at = Some(now - TimeDelta::days(20));
    let volunteers = [(LEAD, "lead", 0b01), (OBSERVER, "observer", 0)];
    let ended = case(world, "standard", NORTH, &volunteers);
    (ended.closed_at, ended.organisation) = (Some(now - TimeDelta::days(3)), Some(0));
    let asked = [(LEAD, "lead", 0b11), (CO_FACILITATOR, "co-facilitator", 0b11), (OBSERVER, "observer", 0)];
    case(world, "standard", NORTH, &asked).organisation = Some(1);
    case(world, "standard", NORTH, &[(DPO, "named", 0)]);
    case(world, "standard", NORTH, &[(LEAD, "lead", 0b11)]).live = false;
    for row in &mut world.access[which::ASKED] {
        row.state = "invited";
    }
    for row in &mut world.access[which::UNSEEN] {
        row.live = false;
    }
    world.exclusions[which::EXCLUDED] = vec![(MANAGER, lasting(now)), (LEAD, lasting(now))];
}

fn referrals(world: &mut World) {
    use who::{COLLEAGUE, LAPSED_REFERRER, OFFICE, OTHER_REFERRER, REFERRER};
    let mut referral = |class, team, organisation, submitted_by, case| {
        world.referrals.push(Referral { class, team, organisation, submitted_by, case, live: true });
    };
    let north = team::NORTH;
    referral("standard", north, Some(0), Some(REFERRER), Some(which::OPEN));
    referral("standard", north, Some(1), Some(OTHER_REFERRER), Some(which::ANOTHERS));
    referral("restricted", north, Some(0), Some(REFERRER), Some(which::RESTRICTED));
    referral("sealed", north, Some(0), Some(COLLEAGUE), Some(which::SEALED));
    referral("standard", north, Some(0), Some(REFERRER), None);
    referral("standard", north, Some(0), Some(COLLEAGUE), None);
    referral("standard", team::SOUTH, Some(1), Some(OTHER_REFERRER), None);
    referral("standard", north, None, None, None);
    referral("standard", north, None, Some(OFFICE), None);
    referral("standard", north, Some(0), Some(REFERRER), None);
    referral("standard", north, Some(3), Some(LAPSED_REFERRER), None);
    referral("standard", north, Some(0), Some(REFERRER), None);
    if let Some(last) = world.referrals.last_mut() {
        last.live = false;
    }
}

/// Who wrote in the log of a case, and in which part.
pub fn writers(world: &World, case: usize) -> Vec<(usize, &'static str)> {
    let mut all =
        vec![(who::COORDINATOR, "g9.notes"), (who::MANAGER, "g9.notes"), (who::OFFICE, "g9.intake-notes")];
    let workers = world.access[case].iter();
    let workers = workers.filter(|row| ["lead", "co-facilitator", "supervisor"].contains(&row.kind));
    all.extend(workers.map(|row| (row.person, "g9.notes")));
    all
}

/// A partner's referral that waits.
pub const WAITING: usize = 4;

/// The referral that was turned down, with a reason.
pub const TURNED_DOWN: usize = 9;
