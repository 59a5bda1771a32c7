//! Which form each route takes: read from the hidden fields of the pages that offer it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use identity::Identity;
use web::Row;

use super::addresses::{Addresses, template_of};
use super::links::{forms, links};
use super::reader::Reader;
use super::token::{FIELD, Token};

/// A form, as a page offers it.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its name, as its hidden field says it.
    pub name: String,
    /// What stands behind the path it is sent to, with the question mark.
    pub query: String,
    /// Whether it is sent in parts, as files are.
    pub in_parts: bool,
}

/// Forms by the route that takes them.
pub type Forms = BTreeMap<String, Offered>;

/// Looks at the pages of `addresses` as this reader, and at one of each kind of page that
/// they open for something particular, and adds the forms on them.
///
/// Returns a hidden field that was drawn for this reader.
pub async fn harvest(
    reader: &mut Reader,
    identity: &Identity,
    rows: &[&Row],
    addresses: &Addresses,
    known: &mut Forms,
) -> Option<Token> {
    let mut own = None;
    let gets = rows.iter().filter(|row| row.method == http::Method::GET);
    let mut open: VecDeque<String> = gets.flat_map(|row| addresses.of_route(row)).collect();
    let mut particular = BTreeSet::new();
    while let Some(path) = open.pop_front() {
        let page = reader.get(&path).await;
        // A form begins on the page that one is led to.
        let led = page.leads_to.clone().filter(|to| to.starts_with('/') && particular.insert(to.clone()));
        open.extend(led);
        for to in links(&page).into_iter().filter(|to| to.contains('?') && !to.starts_with("/language/")) {
            if template_of(rows, &to).is_some_and(|route| particular.insert(route.to_owned())) {
                open.push_back(to);
            }
        }
        for form in forms(&page).into_iter().filter(|form| form.is_post) {
            let field = form.fields.iter().find(|(name, _)| name == FIELD);
            let Some(token) = field.and_then(|(_, sealed)| Token::open(identity, sealed)) else { continue };
            if let Some(route) = template_of(rows, &form.action) {
                let query = form.action.find('?').map_or("", |at| &form.action[at..]);
                let offered = Offered {
                    name: token.form().to_owned(),
                    query: query.to_owned(),
                    in_parts: form.in_parts,
                };
                known.entry(route.to_owned()).or_insert(offered);
            }
            own = own.or_else(|| token.account().is_some().then_some(token));
        }
    }
    own
}

/// The form that a route takes: its own, or that of the page it stands below, which is
/// saved under it while one types.
pub fn form_of<'a>(known: &'a Forms, route: &str) -> Option<&'a Offered> {
    let above = || route.rsplit_once('/').and_then(|(above, _)| known.get(above));
    known.get(route).or_else(above)
}
