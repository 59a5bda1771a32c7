mod catalogues;
mod pages;
mod reports;
mod words;

use crate::{Language, Wording};

fn wording() -> Wording {
    Wording::load(Language::En, chrono_tz::Europe::London).expect("the embedded catalogues")
}
