//! Journeys in a real browser.

mod day;
