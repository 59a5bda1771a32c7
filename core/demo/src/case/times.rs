//! What of a case's course has happened by now.

use chrono::NaiveDate;
use domain::Instant;

use crate::calendar::Calendar;
use crate::course::Ending;
use crate::outline::Outline;

/// The moments of a case that lie in the past.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub acknowledged: Option<Instant>,
    /// It was taken on, or looked at and not taken on.
    pub triaged: Option<Instant>,
    pub contact: Option<Instant>,
    pub risk: Option<Instant>,
    pub other: Option<Instant>,
    pub allocated: Option<Instant>,
    /// Work stopped then, and went on then.
    pub pause: Option<(NaiveDate, Option<NaiveDate>)>,
    pub second_risk: Option<Instant>,
    pub ready: Option<Instant>,
    pub event: Option<Instant>,
    /// The event lies ahead on this day.
    pub planned: Option<Instant>,
    /// The calls afterwards were made.
    pub followed_up: Option<Instant>,
    pub closed: Option<Instant>,
}

impl Times {
    pub fn of(outline: &Outline, calendar: &Calendar) -> Self {
        let course = &outline.course;
        let done = |days| outline.done(calendar, days);
        let closed = (!outline.is_open).then(|| outline.at(calendar, course.closed).min(calendar.now));
        // A case is there because somebody took it on, however lately it came.
        let quick = outline.received + (calendar.now - outline.received) / 2;
        let triaged = match (outline.is_open, outline.ending) {
            (true, Ending::NotTaken) => None,
            _ => Some(outline.at(calendar, course.triaged).min(quick)),
        };
        let event = done(course.event);
        let ahead =
            course.event.filter(|_| outline.is_open && done(course.ready).is_some() && event.is_none());
        let pause = course.pause.and_then(|(from, to)| {
            let from = done(Some(from))?;
            Some((calendar.day(from), done(Some(to)).map(|to| calendar.day(to))))
        });
        let between = course.event.map(|event| event + (course.closed - event) * 0.45);
        Self {
            acknowledged: Some(outline.at(calendar, course.acknowledged).min(quick)),
            triaged,
            contact: done(course.contact),
            risk: done(course.risk),
            other: done(course.other),
            allocated: done(course.allocated),
            pause,
            second_risk: done(course.second_risk),
            ready: done(course.ready),
            event,
            planned: ahead.map(|days| outline.at(calendar, days)),
            followed_up: event.and(done(between)),
            closed,
        }
    }

    /// Whether work stands still today.
    pub fn is_paused(&self) -> bool {
        self.closed.is_none() && self.pause.is_some_and(|(_, until)| until.is_none())
    }
}
