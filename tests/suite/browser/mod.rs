//! Journeys in a real browser.

mod day;
mod every_page;
mod left;
mod passkeys;
