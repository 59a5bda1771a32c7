//! One reader's way through the service: every address, every link, everything that can be
//! asked for one by one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use web::Row;

use super::addresses::{Addresses, template_of};
use super::links::{forms, links};
use super::reader::Reader;
use crate::canaries::Finder;
use crate::page::Page;

/// Where a reader met a word for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The address.
    pub path: String,
    /// Whether it was asked for by itself.
    pub asked: bool,
}

/// What one reader met.
#[derive(Debug, Default)]
pub struct Walk {
    /// Each canary's place, with the first address that showed it as pages do, or as asked.
    pub found: BTreeMap<(usize, bool), Found>,
    /// The status that each route gave at best, by method and path of the table.
    pub opened: BTreeMap<String, u16>,
    /// One page of each route that this reader was shown.
    pub shown: BTreeMap<String, String>,
    /// Answers that say that something broke.
    pub broken: Vec<String>,
    /// How many answers were looked through.
    pub pages: usize,
    /// Forms met, by the route that takes them: a sealed field of each.
    pub tokens: BTreeMap<String, String>,
}

/// How many addresses one reader follows beyond those of the table.
const MOST_LINKS: usize = 400;

impl Walk {
    /// Walks as `reader` until nothing new is offered.
    pub async fn all(reader: &mut Reader, rows: &[&Row], addresses: &Addresses, finder: &Finder) -> Self {
        let mut walk = Self::default();
        let gets = rows.iter().filter(|row| row.method == http::Method::GET);
        let mut open: VecDeque<String> = gets.flat_map(|row| addresses.of_route(row)).collect();
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        let limit = open.len() + MOST_LINKS;
        while let Some(path) = open.pop_front() {
            let page = reader.get(&path).await;
            walk.look(&page, false, rows, finder);
            let mut next = links(&page);
            next.extend(page.leads_to.clone().filter(|to| to.starts_with('/')));
            for form in forms(&page) {
                let route = template_of(rows, &form.action).unwrap_or_default().to_owned();
                if !form.is_post {
                    next.push(form.action.clone());
                    continue;
                }
                let token = form.fields.iter().find(|(name, _)| name == super::token::FIELD);
                if let Some((_, token)) = token {
                    walk.tokens.entry(route.clone()).or_insert_with(|| token.clone());
                }
                if route.ends_with("/reveal")
                    && seen.insert(format!("{}{:?}", form.action, shown(&form.fields)))
                {
                    let answer = reader.post(&form.action, form.fields).await;
                    walk.look(&answer, true, rows, finder);
                }
            }
            for to in next {
                // The language switch leads back to where one was.
                if !to.starts_with("/language/") && seen.len() < limit && seen.insert(to.clone()) {
                    open.push_back(to);
                }
            }
        }
        walk
    }

    /// Looks an answer through: its body and its headers.
    pub fn look(&mut self, page: &Page, asked: bool, rows: &[&Row], finder: &Finder) {
        self.pages += 1;
        if page.status.is_server_error() {
            self.broken.push(format!("{} {}", page.status, page.path));
        }
        if let Some(route) = template_of(rows, &page.path) {
            let best = self.opened.entry(route.to_owned()).or_insert(page.status.as_u16());
            *best = (*best).min(page.status.as_u16());
            let kind = page.headers.get("content-type").and_then(|kind| kind.to_str().ok());
            if !asked
                && page.status == http::StatusCode::OK
                && kind.is_some_and(|kind| kind.starts_with("text/html"))
            {
                self.shown.entry(route.to_owned()).or_insert_with(|| page.path.clone());
            }
        }
        let mut places = finder.find(page.body.as_bytes());
        for value in page.headers.values() {
            places.extend(finder.find(value.as_bytes()));
        }
        // What a reader wrote into the address themselves is nothing they were told.
        for own in finder.find(page.path.as_bytes()) {
            places.remove(&own);
        }
        for place in places {
            let found = Found { path: page.path.clone(), asked };
            self.found.entry((place, asked)).or_insert(found);
        }
    }
}

/// The fields without the sealed one, which is new on every page.
fn shown(fields: &[(String, String)]) -> Vec<&(String, String)> {
    fields.iter().filter(|(name, _)| name != super::token::FIELD).collect()
}
