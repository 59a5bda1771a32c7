//! Who works a case and who may know of it.

use chrono::TimeDelta;
use domain::{AccountId, CaseClass, Instant};
use permissions::AssignmentKind;
use storage::bulk::{AccessKind, AccessState, BulkAccess, BulkExclusion};

use super::Scene;
use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::outline::Outline;
use crate::service::{Level, Service};
use crate::words::DISTRICTS;

/// How many open cases the facilitator of the cast leads.
const CAST_LEADS: usize = 5;
/// How many the others of the cast are in.
const CAST_JOINS: usize = 3;

/// Who is needed today, over all cases.
#[derive(Default)]
pub struct Roster {
    allocated: usize,
    lead_of_cast: usize,
    co_of_cast: usize,
    observer_of_cast: usize,
    invitations: usize,
}

/// What a case asks of those who work it.
#[derive(Clone, Copy)]
pub struct Need {
    pub class: CaseClass,
    /// Training for sensitive and complex cases, and two facilitators.
    pub sensitive: bool,
    /// The sides that facilitators are asked to contact, a bit a place.
    pub sides: u32,
}

/// Who works one case.
pub struct Team {
    pub owner: AccountId,
    pub lead: Option<AccountId>,
    pub co: Option<AccountId>,
    pub access: Vec<BulkAccess>,
    pub exclusions: Vec<BulkExclusion>,
}

/// Finds the people for a case.
pub fn find(
    scene: &Scene<'_>,
    need: Need,
    service: &mut Service,
    roster: &mut Roster,
    dice: &mut Dice,
) -> Team {
    let Scene { outline, times, calendar } = scene;
    let Need { class, sensitive, sides } = need;
    let owner = service.coordinators[DISTRICTS[outline.district].team % 2];
    let taken = times.triaged.unwrap_or(outline.received);
    let mut making = Making { outline, calendar, owner, access: Vec::new() };
    making.give(owner, AccessKind::Assigned(AssignmentKind::Owner), 0, taken, taken);
    let listed = match class {
        CaseClass::Standard => None,
        CaseClass::Restricted => Some(AccessKind::Allowed),
        CaseClass::Sealed => Some(AccessKind::Named),
    };
    for account in [service.manager, owner].into_iter().filter(|_| listed.is_some()) {
        making.give(account, listed.unwrap_or(AccessKind::Allowed), 0, taken, taken);
    }
    let mut team = Team { owner, lead: None, co: None, access: Vec::new(), exclusions: Vec::new() };
    if let Some(allocated) = times.allocated {
        let asked = allocated - TimeDelta::hours(30);
        let is_open = outline.is_open;
        let lead = roster.lead(service, sensitive, is_open, dice);
        making.give(lead, AccessKind::Assigned(AssignmentKind::Lead), sides, asked, allocated);
        team.lead = Some(lead);
        if sensitive || dice.chance(0.45) {
            let co = roster.co_facilitator(service, sensitive, is_open, lead, dice);
            making.give(co, AccessKind::Assigned(AssignmentKind::CoFacilitator), sides, asked, allocated);
            team.co = Some(co);
        }
        if let Some(observer) = roster.observer(service, sensitive, is_open, dice) {
            making.give(observer, AccessKind::Assigned(AssignmentKind::Observer), sides, asked, allocated);
        }
        if class == CaseClass::Sealed {
            for account in [team.lead, team.co].into_iter().flatten() {
                making.give(account, AccessKind::Named, 0, asked, asked);
            }
        }
        if is_open && (roster.allocated <= CAST_JOINS || sensitive || dice.chance(0.15)) {
            let kind = AccessKind::Assigned(AssignmentKind::Supervisor);
            making.give(service.supervisor, kind, 0, asked, allocated);
        }
    } else if outline.is_open && outline.course.allocated.is_some() && times.risk.is_some() {
        roster.invite(service, need, &mut making, dice);
    }
    if dice.chance(0.01) {
        let excluded = dice.pick(&service.volunteers).account;
        if Some(excluded) != team.lead && Some(excluded) != team.co {
            team.exclusions.push(BulkExclusion {
                account: excluded,
                reason: "related".to_owned(),
                from: taken,
                until: calendar.now + TimeDelta::days(3_650),
            });
        }
    }
    // One grant of a kind for each account.
    making.access.dedup_by_key(|one| (one.account, format!("{:?}", one.kind)));
    team.access = making.access;
    team
}

/// The grants of one case.
struct Making<'a> {
    outline: &'a Outline,
    calendar: &'a Calendar,
    owner: AccountId,
    access: Vec<BulkAccess>,
}

impl Making<'_> {
    fn give(&mut self, account: AccountId, kind: AccessKind, sides: u32, from: Instant, answered: Instant) {
        // An open case's grants are renewed; a closed one's ran out with it.
        let until = if self.outline.is_open {
            (from + TimeDelta::days(365)).max(self.calendar.now + TimeDelta::days(150))
        } else {
            from + TimeDelta::days(365)
        };
        self.access.push(BulkAccess {
            account,
            kind,
            state: AccessState::Accepted,
            sides,
            from,
            until,
            answered_at: Some(answered),
            granted_by: Some(self.owner),
        });
    }

    fn ask(&mut self, account: AccountId, kind: AssignmentKind, sides: u32, hours: i64) {
        let from = (self.calendar.now - TimeDelta::hours(hours)).max(self.outline.received);
        self.access.push(BulkAccess {
            account,
            kind: AccessKind::Assigned(kind),
            state: AccessState::Invited,
            sides,
            from,
            until: self.calendar.now + TimeDelta::days(365),
            answered_at: None,
            granted_by: Some(self.owner),
        });
    }
}

impl Roster {
    /// Somebody to lead: for an open case whoever has least in hand, the cast first.
    fn lead(&mut self, service: &mut Service, sensitive: bool, is_open: bool, dice: &mut Dice) -> AccountId {
        if !is_open {
            return past(service, Level::Lead, sensitive, None, dice);
        }
        self.allocated += 1;
        let cast = service.cast[0];
        let place = if self.lead_of_cast < CAST_LEADS && self.allocated % 2 == 1 {
            self.lead_of_cast += 1;
            cast
        } else {
            least(service, Level::Lead, sensitive, &[cast], None)
        };
        service.volunteers[place].in_hand += 1;
        service.volunteers[place].account
    }

    fn co_facilitator(
        &mut self,
        service: &mut Service,
        sensitive: bool,
        is_open: bool,
        lead: AccountId,
        dice: &mut Dice,
    ) -> AccountId {
        if !is_open {
            return past(service, Level::CoFacilitator, sensitive, Some(lead), dice);
        }
        let cast = service.cast[1];
        let place = if self.co_of_cast < CAST_JOINS {
            self.co_of_cast += 1;
            cast
        } else {
            least(service, Level::CoFacilitator, sensitive, &[cast], Some(lead))
        };
        service.volunteers[place].in_hand += 1;
        service.volunteers[place].account
    }

    fn observer(
        &mut self,
        service: &Service,
        sensitive: bool,
        is_open: bool,
        dice: &mut Dice,
    ) -> Option<AccountId> {
        if sensitive {
            return None;
        }
        if is_open && self.observer_of_cast < CAST_JOINS - 1 {
            self.observer_of_cast += 1;
            return Some(service.volunteers[service.cast[2]].account);
        }
        let sits_in = dice.chance(0.08);
        sits_in.then(|| past(service, Level::Observer, false, None, dice))
    }

    /// A question that waits for its answer: the first two go to the cast.
    fn invite(
        &mut self,
        service: &Service,
        Need { class, sensitive, sides }: Need,
        making: &mut Making<'_>,
        dice: &mut Dice,
    ) {
        let number = self.invitations;
        self.invitations += 1;
        let (account, kind) = match number {
            0 => (service.volunteers[service.cast[0]].account, AssignmentKind::Lead),
            1 => (service.volunteers[service.cast[1]].account, AssignmentKind::CoFacilitator),
            _ if dice.chance(0.4) => return,
            _ => {
                let place = least(service, Level::Lead, sensitive, &[service.cast[0]], None);
                (service.volunteers[place].account, AssignmentKind::Lead)
            }
        };
        if class == CaseClass::Sealed {
            making.give(account, AccessKind::Named, 0, making.calendar.now, making.calendar.now);
        }
        making.ask(account, kind, sides, 20 + dice.below(50) as i64);
    }
}

/// Anybody of this level who could have done it.
fn past(
    service: &Service,
    level: Level,
    sensitive: bool,
    not: Option<AccountId>,
    dice: &mut Dice,
) -> AccountId {
    let fits = |one: &&crate::service::Volunteer| {
        one.level == level && (!sensitive || one.sensitive) && Some(one.account) != not
    };
    let all: Vec<AccountId> = service.volunteers.iter().filter(fits).map(|one| one.account).collect();
    if all.is_empty() { service.volunteers[0].account } else { *dice.pick(&all) }
}

/// The place of whoever of this level has least in hand.
fn least(service: &Service, level: Level, sensitive: bool, not: &[usize], nor: Option<AccountId>) -> usize {
    let fits = |(place, one): &(usize, &crate::service::Volunteer)| {
        one.level == level
            && (!sensitive || one.sensitive)
            && !not.contains(place)
            && Some(one.account) != nor
    };
    let all = service.volunteers.iter().enumerate().filter(fits);
    all.min_by_key(|(place, one)| (one.in_hand, *place)).map_or(0, |(place, _)| place)
}
