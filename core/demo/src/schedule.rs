//! When cases came in, and which of them are still open.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};
use domain::codes::{ServiceType, SourceType};

use crate::calendar::Calendar;
use crate::dice::Dice;
use crate::outline::{Outline, service_type, source_type};
use crate::size::Size;

const ARRIVAL: u64 = 1;
const COURSE: u64 = 2;

/// The outlines of all cases, in the order in which they were received.
pub fn outlines(size: Size, seed: u64, calendar: &Calendar) -> Vec<Outline> {
    let years = size.years();
    let mut arrivals = Vec::with_capacity(size.cases());
    for (year, cases) in years.iter().enumerate() {
        let months = |back: usize| Months::new(12 * u32::try_from(back).unwrap_or(u32::MAX / 12));
        let end = calendar.today() - months(years.len() - year - 1);
        let days = days_of_year(end);
        for case in 0..*cases {
            let dice = &mut Dice::of(seed, ARRIVAL, ((year as u64) << 32) | case as u64);
            let service = service_type(dice);
            let source = source_type(service, dice);
            arrivals.push((received(&days, service, source, calendar, dice), service, source));
        }
    }
    arrivals.sort_by_key(|(at, ..)| *at);
    let mut outlines: Vec<Outline> = arrivals
        .into_iter()
        .enumerate()
        .map(|(index, (at, service, source))| {
            Outline::draw(index, at, service, source, &mut Dice::of(seed, COURSE, index as u64))
        })
        .collect();
    settle(&mut outlines, size.open(), seed, calendar);
    hold_back(&mut outlines, size.open().div_ceil(16).max(2), seed, calendar);
    outlines
}

/// The days of the year that ends with `last`.
fn days_of_year(last: NaiveDate) -> Vec<NaiveDate> {
    let first = last - Months::new(12) + TimeDelta::days(1);
    first.iter_days().take_while(|day| *day <= last).collect()
}

/// A day and an hour: summer brings neighbours' disputes, the end of December nothing;
/// partners write in office hours, people at any.
fn received(
    days: &[NaiveDate],
    service: ServiceType,
    source: SourceType,
    calendar: &Calendar,
    dice: &mut Dice,
) -> domain::Instant {
    let weight = |day: &NaiveDate| {
        let season = match day.month() {
            6..=8 if service == ServiceType::NeighbourMediation => 1.5,
            12 if day.day() > 19 => 0.3,
            _ => 1.0,
        };
        match day.weekday() {
            Weekday::Sat | Weekday::Sun if !source.is_self() => 0.0,
            _ => season,
        }
    };
    let most = 1.5;
    let day = loop {
        let day = *dice.pick(days);
        if dice.between(0.0, most) < weight(&day) {
            break day;
        }
    };
    let minutes = if source.is_self() { dice.between(30.0, 1_410.0) } else { dice.between(490.0, 1_080.0) };
    let at = calendar.at(day, minutes);
    // Nothing comes from later today.
    if at >= calendar.now { at - TimeDelta::days(7) } else { at }
}

/// Makes exactly `open` cases open: those that would close last. A case that would have
/// closed by now and is among them takes longer; one that would not and is not, is quicker.
fn settle(outlines: &mut [Outline], open: usize, seed: u64, calendar: &Calendar) {
    let mut by_end: Vec<usize> = (0..outlines.len()).collect();
    by_end.sort_by_key(|index| {
        let outline = &outlines[*index];
        (outline.received + crate::calendar::span(outline.course.closed), *index)
    });
    let closed = outlines.len().saturating_sub(open);
    for (rank, index) in by_end.into_iter().enumerate() {
        let outline = &mut outlines[index];
        outline.is_open = rank >= closed;
        let age = (calendar.now - outline.received).num_seconds() as f64 / 86_400.0;
        let dice = &mut Dice::of(seed, COURSE + 1, index as u64);
        let course = &mut outline.course;
        if outline.is_open && course.closed <= age + 0.5 {
            // Somewhere on its way, and not always just before its end.
            course.scale((age + 1.0) / course.closed / dice.between(0.4, 0.98));
        } else if !outline.is_open && course.closed >= age - 4.0 {
            // At least the weekend lies between closing and today.
            course.scale((age - 4.0).max(age * 0.4) / course.closed * dice.between(0.75, 1.0));
        }
    }
}

/// Lets the allocation of some open cases lie ahead, so that there is somebody to be asked:
/// those whose facilitator was found last.
fn hold_back(outlines: &mut [Outline], count: usize, seed: u64, calendar: &Calendar) {
    let age = |outline: &Outline| (calendar.now - outline.received).num_seconds() as f64 / 86_400.0;
    let waited = |outline: &Outline| outline.course.allocated.map(|days| age(outline) - days);
    let mut found: Vec<usize> = (0..outlines.len())
        .filter(|index| {
            let outline = &outlines[*index];
            let assessed = outline.course.risk.is_some_and(|days| days + 0.5 < age(outline));
            outline.is_open && assessed && waited(outline).is_some()
        })
        .collect();
    // Best where both sides were spoken with already: then the case itself waits.
    let is_alone = |outline: &Outline| outline.course.other.is_none_or(|days| days > age(outline));
    found.sort_by(|a, b| {
        let [a, b] = [&outlines[*a], &outlines[*b]];
        is_alone(a).cmp(&is_alone(b)).then(waited(a).unwrap_or(0.0).total_cmp(&waited(b).unwrap_or(0.0)))
    });
    for index in found.into_iter().take(count) {
        let ahead = age(&outlines[index]) + Dice::of(seed, COURSE + 2, index as u64).between(1.0, 5.0);
        let course = &mut outlines[index].course;
        let by = ahead - course.allocated.unwrap_or(ahead);
        if by <= 0.0 {
            continue;
        }
        course.allocated = Some(ahead);
        for days in [&mut course.second_risk, &mut course.ready, &mut course.event].into_iter().flatten() {
            *days += by;
        }
        if let Some((from, to)) = &mut course.pause {
            (*from, *to) = (*from + by, *to + by);
        }
        course.closed += by;
    }
}
