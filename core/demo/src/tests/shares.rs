//! The shares of `domain.md` §8.2, over all outlines of a county. No database is needed.

use domain::codes::{Flag, ServiceType, SourceType};

use super::house::TODAY;
use crate::calendar::Calendar;
use crate::course::Ending;
use crate::outline::Outline;
use crate::schedule::outlines;
use crate::size::Size;

fn county() -> Vec<Outline> {
    let calendar = Calendar { now: TODAY.parse().expect("a moment"), zone: chrono_tz::Europe::London };
    outlines(Size::Essex, 1, &calendar)
}

/// How many of a hundred of `all` are so.
fn share(all: &[&Outline], is: impl Fn(&Outline) -> bool) -> f64 {
    all.iter().filter(|outline| is(outline)).count() as f64 * 100.0 / all.len() as f64
}

fn check(what: &str, found: f64, expect: f64, within: f64) {
    assert!((found - expect).abs() <= within, "{what}: {found:.1} in a hundred instead of {expect}");
}

#[test]
fn a_county_has_as_many_open_cases_as_it_should_and_they_are_young() {
    let all = county();
    assert_eq!(all.len(), 2_950);
    let open: Vec<&Outline> = all.iter().filter(|outline| outline.is_open).collect();
    assert_eq!(open.len(), 130);
    let now = TODAY.parse::<domain::Instant>().expect("a moment");
    let old = open.iter().filter(|outline| (now - outline.received).num_days() > 365).count();
    assert!(old < open.len() / 4, "{old} of {} are older than a year", open.len());
}

#[test]
fn kinds_and_sources_have_their_shares() {
    let all = county();
    let all: Vec<&Outline> = all.iter().collect();
    let of = |kind| share(&all, |outline| outline.service == kind);
    check("neighbours", of(ServiceType::NeighbourMediation), 38.0, 3.0);
    check("restorative justice", of(ServiceType::RestorativeJustice), 34.0, 3.0);
    check("anti-social behaviour", of(ServiceType::AsbRestorative), 14.0, 2.5);
    let from = |source| share(&all, |outline| outline.source == source);
    check("police", from(SourceType::Police), 60.0, 4.0);
    check("housing associations", from(SourceType::HousingAssociation), 11.0, 2.5);
    check("probation", from(SourceType::Probation), 4.0, 1.5);
    check("themselves", share(&all, |outline| outline.source.is_self()), 8.0, 2.0);
    let flagged = |flag| share(&all, |outline| outline.flags.contains(&flag));
    check("hate", flagged(Flag::Hate), 5.0, 1.5);
    check("domestic abuse", flagged(Flag::DomesticAbuse), 3.0, 1.2);
    check("harassment", flagged(Flag::Harassment), 8.0, 2.0);
}

#[test]
fn the_funnels_hold() {
    let all = county();
    let is_held = |outline: &Outline| matches!(outline.ending, Ending::Held { .. });
    let mediations: Vec<&Outline> = all.iter().filter(|outline| outline.service.is_mediation()).collect();
    let m = |is: fn(&Outline) -> bool| share(&mediations, is);
    check("taken", 100.0 - m(|o| o.ending == Ending::NotTaken), 90.0, 3.0);
    check("first reached", m(|o| o.course.contact.is_some()), 80.0, 4.0);
    check("held", share(&mediations, is_held), 26.0, 4.0);
    check("in one room", m(|o| matches!(o.ending, Ending::Held { direct: true, .. })), 15.0, 3.5);
    check("agreed", m(|o| matches!(o.ending, Ending::Held { agreed: true, .. })), 21.0, 4.0);
    check("good without an event", m(|o| o.ending == Ending::Positive), 27.0, 4.5);
    check("coached", m(|o| o.ending == Ending::Coached), 7.0, 2.5);
    let restorative: Vec<&Outline> = all.iter().filter(|outline| outline.service.is_restorative()).collect();
    let r = |is: fn(&Outline) -> bool| share(&restorative, is);
    check("taken", 100.0 - r(|o| o.ending == Ending::NotTaken), 84.0, 3.5);
    check("first reached", r(|o| o.course.contact.is_some()), 70.0, 4.0);
    check("held", share(&restorative, is_held), 22.0, 3.5);
    check("in one room", r(|o| matches!(o.ending, Ending::Held { direct: true, .. })), 5.0, 2.0);
    check("good without an event", r(|o| o.ending == Ending::Positive), 9.0, 3.0);
}

#[test]
fn cases_take_as_long_as_they_take() {
    let all = county();
    let median = |days: &mut Vec<f64>| {
        days.sort_by(f64::total_cmp);
        days[days.len() / 2]
    };
    let plain =
        |outline: &&Outline| !outline.is_open && !outline.flags.iter().any(|flag| flag.is_sensitive());
    let event =
        |outline: &Outline| matches!(outline.ending, Ending::Held { .. }).then_some(outline.course.event)?;
    let neighbours =
        all.iter().filter(plain).filter(|outline| outline.service == ServiceType::NeighbourMediation);
    let to_event = median(&mut neighbours.filter_map(event).collect());
    assert!((40.0..80.0).contains(&to_event), "mediation: {to_event:.0} days to the event");
    let harms = all.iter().filter(plain).filter(|outline| outline.service == ServiceType::RestorativeJustice);
    let to_event = median(&mut harms.filter_map(event).collect());
    assert!((60.0..115.0).contains(&to_event), "restorative justice: {to_event:.0} days to the event");
}
