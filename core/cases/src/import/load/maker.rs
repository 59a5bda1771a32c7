//! What records are made with: names given before anything is written, and words.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;
use domain::codes::SourceType;
use domain::normalise::skeleton;
use domain::process::{self, Route};
use domain::{AccountId, Instant, Message, OrganisationId, PersonId, on_day};
use storage::bulk::Loader;

use super::Say;
use super::found::Found;
use super::selection::Selection;
use crate::import::profile::FileKind;
use crate::import::record::ReferringOrganisation;

/// An organisation that is here or will be, with the kind of source it mostly is.
pub struct Partner {
    pub id: OrganisationId,
    pub kind: SourceType,
    pub is_new: bool,
}

/// Makes records of planned ones.
pub struct Maker<'a> {
    pub selection: &'a Selection<'a>,
    pub found: &'a Found,
    pub now: Instant,
    /// Where the service is: days begin there.
    pub home: Tz,
    pub say: Say<'a>,
    pub routes: Vec<Route>,
    /// People by their id in the export.
    pub people: HashMap<&'a str, PersonId>,
    /// The day that a person's age counts from: the newest case they are in.
    pub seen_on: HashMap<&'a str, NaiveDate>,
    /// New volunteers by their id in the export: account and sign-in name.
    pub volunteers: HashMap<&'a str, (AccountId, String)>,
    /// Organisations by name.
    pub organisations: BTreeMap<&'a str, Partner>,
    /// Volunteers by id and by name; a name that two share is nobody's.
    by_word: HashMap<String, Option<AccountId>>,
}

impl<'a> Maker<'a> {
    /// Names everything that something else refers to.
    pub fn new(
        loader: &mut Loader,
        selection: &'a Selection<'a>,
        found: &'a Found,
        (now, home): (Instant, Tz),
        say: Say<'a>,
    ) -> Self {
        let mut maker = Self {
            selection,
            found,
            now,
            home,
            say,
            routes: process::default_routes(),
            people: HashMap::new(),
            seen_on: HashMap::new(),
            volunteers: HashMap::new(),
            organisations: BTreeMap::new(),
            by_word: HashMap::new(),
        };
        maker.name_people(loader);
        maker.name_volunteers(loader);
        maker.name_organisations(loader);
        maker
    }

    fn name_people(&mut self, loader: &mut Loader) {
        for person in &self.selection.plan.people {
            let key = person.origin.key();
            let id = self.found.record(FileKind::People, &key).map_or_else(|| loader.id(), PersonId);
            self.people.insert(&person.origin.id, id);
        }
        for gathered in &self.selection.cases {
            for one in &gathered.participants {
                let day = self.seen_on.entry(&one.person).or_insert(gathered.case.received.read);
                *day = (*day).max(gathered.case.received.read);
            }
        }
    }

    fn name_volunteers(&mut self, loader: &mut Loader) {
        let mut usernames: HashSet<String> = self.found.usernames.clone();
        for volunteer in &self.selection.plan.volunteers {
            let id = match self.found.record(FileKind::Volunteers, &volunteer.origin.key()) {
                Some(id) => AccountId(id),
                None => {
                    let id = loader.id();
                    let username = free_username(&volunteer.name, &mut usernames);
                    self.volunteers.insert(&volunteer.origin.id, (id, username));
                    id
                }
            };
            for word in [skeleton(&volunteer.origin.id), skeleton(&volunteer.name)] {
                let known = self.by_word.entry(word).or_insert(Some(id));
                if *known != Some(id) {
                    *known = None;
                }
            }
        }
    }

    fn name_organisations(&mut self, loader: &mut Loader) {
        let mut kinds: BTreeMap<&str, BTreeMap<SourceType, usize>> = BTreeMap::new();
        for gathered in &self.selection.cases {
            if let ReferringOrganisation::Known(name) = &gathered.case.organisation {
                *kinds.entry(name).or_default().entry(gathered.case.source_type).or_default() += 1;
            }
        }
        for (name, kinds) in kinds {
            let known = kinds.iter().filter(|(kind, _)| **kind != SourceType::Unknown);
            let kind = known.max_by_key(|(_, count)| **count).map_or(SourceType::Other, |(kind, _)| *kind);
            let here = self.found.organisation(name);
            let partner = Partner { id: here.unwrap_or_else(|| loader.id()), kind, is_new: here.is_none() };
            self.organisations.insert(name, partner);
        }
    }

    /// The account of the volunteer whom a word names, by id or by name.
    pub fn volunteer(&self, typed: Option<&str>) -> Option<AccountId> {
        self.by_word.get(&skeleton(typed?)).copied().flatten()
    }

    /// The first moment of a day.
    pub fn day(&self, day: NaiveDate) -> Instant {
        on_day(day, self.home)
    }

    /// A time of a day where the export was made; the day's first moment where the clocks left
    /// that time out.
    pub fn moment(&self, day: NaiveDate, time: NaiveTime) -> Instant {
        let zone = self.selection.plan.zone;
        let local = zone.from_local_datetime(&day.and_time(time)).earliest();
        local.map_or_else(|| on_day(day, zone), |local| domain::instant(local.to_utc()))
    }

    /// A message in the words that are stored.
    pub fn text(&self, message: &Message) -> String {
        (self.say)(message)
    }
}

/// A sign-in name made of a name, which nobody has yet.
fn free_username(name: &str, taken: &mut HashSet<String>) -> String {
    let folded = domain::fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let plain = if words.is_empty() { "volunteer".to_owned() } else { words.join(".") };
    let numbered = (2_u32..).map(|number| format!("{plain}{number}"));
    let free = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name));
    let free = free.expect("numbers never end before names do");
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_name_sign_in_under_two() {
        let mut taken = HashSet::from(["ama.mensah".to_owned()]);
        assert_eq!(free_username("Ama Mensah", &mut taken), "ama.mensah2");
        assert_eq!(free_username("Áma  MENSAH", &mut taken), "ama.mensah3");
        assert_eq!(free_username("陳", &mut taken), "volunteer");
    }
}
