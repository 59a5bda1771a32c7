//! The course of one case: how far it comes, and after how many days.
//!
//! Shares follow the funnel of `domain.md` §8.2, which was built to agree with what services
//! publish; durations are its medians and ninetieth percentiles, log-normal.

use domain::codes::{Flag, ServiceType};

use crate::dice::Dice;

/// How a case ends, or would if it were not still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Triage did not take it on.
    NotTaken,
    /// The first party was never reached.
    NotReached,
    /// The first party did not wish it.
    FirstDeclined,
    /// Nobody was allocated before it came to an end.
    NotAllocated,
    /// The other side was never reached.
    OtherNotReached,
    /// The other side did not wish it.
    OtherDeclined,
    /// It was prepared and not held.
    NotHeld,
    /// It came to a good end without an event.
    Positive,
    /// The one who was left was coached.
    Coached,
    /// An event was held.
    Held {
        /// In one room.
        direct: bool,
        /// With an agreement, or an exchange completed.
        agreed: bool,
    },
}

/// When what happens, in days after the referral; none for what never does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Course {
    pub acknowledged: f64,
    pub triaged: f64,
    /// The first party is spoken with.
    pub contact: Option<f64>,
    /// The first assessment is approved.
    pub risk: Option<f64>,
    /// The other side is spoken with.
    pub other: Option<f64>,
    pub allocated: Option<f64>,
    /// Work stops, and goes on.
    pub pause: Option<(f64, f64)>,
    /// The second assessment is approved.
    pub second_risk: Option<f64>,
    pub ready: Option<f64>,
    pub event: Option<f64>,
    pub closed: f64,
}

impl Course {
    /// The same, everything after acknowledging stretched or squeezed.
    pub fn scale(&mut self, by: f64) {
        let all = [
            &mut self.contact,
            &mut self.risk,
            &mut self.other,
            &mut self.allocated,
            &mut self.second_risk,
            &mut self.ready,
            &mut self.event,
        ];
        for days in all.into_iter().flatten() {
            *days *= by;
        }
        if let Some((from, to)) = &mut self.pause {
            (*from, *to) = (*from * by, *to * by);
        }
        self.acknowledged *= by.min(1.0);
        self.triaged *= by.min(1.0);
        self.closed *= by;
    }
}

/// The shares of one kind of work, each of a hundred received.
struct Funnel {
    taken: f64,
    reached: f64,
    willing: f64,
    allocated: f64,
    other_reached: f64,
    other_willing: f64,
    held: f64,
    direct: f64,
    agreed: f64,
    positive: f64,
    coached: f64,
}

const RESTORATIVE: Funnel = Funnel {
    taken: 84.0,
    reached: 70.0,
    willing: 50.0,
    allocated: 46.0,
    other_reached: 38.0,
    other_willing: 29.0,
    held: 22.0,
    direct: 5.0,
    agreed: 20.0,
    positive: 9.0,
    coached: 0.0,
};

const MEDIATION: Funnel = Funnel {
    taken: 90.0,
    reached: 80.0,
    willing: 66.0,
    allocated: 60.0,
    other_reached: 55.0,
    other_willing: 41.0,
    held: 26.0,
    direct: 15.0,
    agreed: 21.0,
    positive: 27.0,
    coached: 7.0,
};

/// Coaching and advice know no other side: who is willing goes all the way.
const ONE_SIDED: Funnel = Funnel {
    taken: 93.0,
    reached: 84.0,
    willing: 72.0,
    allocated: 68.0,
    other_reached: 68.0,
    other_willing: 68.0,
    held: 58.0,
    direct: 58.0,
    agreed: 0.0,
    positive: 8.0,
    coached: 0.0,
};

/// How a case of this kind goes.
pub fn course(service: ServiceType, flags: &[Flag], dice: &mut Dice) -> (Ending, Course) {
    let one_sided = matches!(service, ServiceType::ConflictCoaching | ServiceType::AdviceOnly);
    let funnel = match service {
        _ if one_sided => &ONE_SIDED,
        _ if service.is_mediation() => &MEDIATION,
        _ => &RESTORATIVE,
    };
    let sensitive = flags.iter().any(|flag| flag.is_sensitive());
    let mut course = Course { acknowledged: dice.around(0.8, 2.6), ..Course::default() };
    course.triaged = course.acknowledged.max(dice.around(3.0, 9.0));
    if !dice.chance(funnel.taken / 100.0) {
        course.closed = course.triaged + dice.between(0.05, 3.0);
        return (Ending::NotTaken, course);
    }
    if !dice.chance(funnel.reached / funnel.taken) {
        course.closed = course.triaged + dice.around(34.0, 70.0);
        return (Ending::NotReached, course);
    }
    let contact = course.triaged + dice.around(3.0, 11.0);
    course.contact = Some(contact);
    let ending = onward(funnel, service, one_sided, sensitive, &mut course, contact, dice);
    let ends_early = !matches!(ending, Ending::Held { .. });
    // Of those who were reached and hold no event, some settle it and some are coached.
    let others = funnel.reached - funnel.held;
    if ends_early && dice.chance(funnel.positive / others) {
        // Whether it holds is looked at for a while.
        course.closed += dice.around(20.0, 60.0);
        course.second_risk = None;
        course.ready = None;
        return (Ending::Positive, course);
    }
    if ends_early && dice.chance(funnel.coached / (others - funnel.positive)) {
        course.second_risk = None;
        course.ready = None;
        if course.allocated.is_none() {
            let risk = contact + dice.around(3.0, 8.0);
            course.risk = Some(risk);
            course.allocated = Some(risk + dice.around(4.0, 12.0));
        }
        let event = course.closed.max(course.allocated.unwrap_or(contact)) + dice.around(14.0, 35.0);
        course.event = Some(event);
        course.closed = event + dice.around(14.0, 40.0);
        return (Ending::Coached, course);
    }
    (ending, course)
}

/// From the first party's answer on.
fn onward(
    funnel: &Funnel,
    service: ServiceType,
    one_sided: bool,
    sensitive: bool,
    course: &mut Course,
    contact: f64,
    dice: &mut Dice,
) -> Ending {
    if !dice.chance(funnel.willing / funnel.reached) {
        course.closed = contact + dice.around(14.0, 45.0);
        return Ending::FirstDeclined;
    }
    // Advice is given in the conversation itself.
    if service == ServiceType::AdviceOnly {
        course.closed = contact + dice.around(10.0, 30.0);
        return Ending::Positive;
    }
    // Coordinators mostly ring both sides before they assess; else the facilitator rings the other.
    let early = (!one_sided && dice.chance(0.75)).then(|| contact + dice.around(3.0, 10.0));
    let risk = contact.max(early.unwrap_or(contact)) + dice.around(3.0, 9.0);
    course.risk = Some(risk);
    if !dice.chance(funnel.allocated / funnel.willing) {
        course.closed = risk + dice.around(25.0, 70.0);
        return Ending::NotAllocated;
    }
    let allocated = risk + dice.around(5.0, 16.0);
    course.allocated = Some(allocated);
    let other = early.unwrap_or_else(|| allocated + dice.around(6.0, 18.0));
    if !one_sided {
        if !dice.chance(funnel.other_reached / funnel.allocated) {
            course.closed = other.max(allocated) + dice.around(32.0, 75.0);
            return Ending::OtherNotReached;
        }
        course.other = Some(other);
        if !dice.chance(funnel.other_willing / funnel.other_reached) {
            course.closed = other.max(allocated) + dice.around(20.0, 60.0);
            return Ending::OtherDeclined;
        }
    }
    let start = course.other.unwrap_or(allocated).max(allocated);
    let mut preparation = match service {
        _ if sensitive => dice.around(200.0, 500.0).min(900.0),
        _ if service.is_mediation() || one_sided => dice.around(28.0, 70.0),
        _ => dice.around(45.0, 130.0),
    };
    if dice.chance(0.22) {
        // An eighth of all cases stands still for a while; these are the ones that can.
        let from = start + preparation * dice.between(0.1, 0.6);
        let length = dice.around(40.0, 110.0);
        course.pause = Some((from, from + length));
        preparation += length;
    }
    let event = start + preparation;
    if !dice.chance(funnel.held / funnel.other_willing) {
        course.closed = start + preparation * dice.between(0.4, 0.9) + dice.around(8.0, 25.0);
        if course.pause.is_some_and(|(_, to)| to > course.closed) {
            course.pause = None;
        }
        return Ending::NotHeld;
    }
    course.second_risk = Some(event - (preparation * 0.4).min(24.0));
    course.ready = Some(event - (preparation * 0.3).min(15.0));
    course.event = Some(event);
    course.closed = event + dice.around(30.0, 75.0);
    Ending::Held {
        direct: dice.chance(funnel.direct / funnel.held),
        agreed: dice.chance(funnel.agreed / funnel.held),
    }
}
