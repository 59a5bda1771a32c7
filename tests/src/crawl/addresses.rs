//! Every address that a route can be asked at.

use domain::{Reference, ReferenceKind};
use web::Row;

use crate::canaries::Names;
use crate::canaries::cast::{WAITING, which, who};

/// What stands in the place of a parameter of a path.
pub struct Addresses {
    cases: Vec<String>,
    referrals: Vec<String>,
    accounts: Vec<String>,
    people: Vec<String>,
    drafts: Vec<String>,
}

/// A reference of this kind that names nothing.
pub fn unknown(kind: ReferenceKind) -> Reference {
    Reference::from_random(kind, 0x3_1415_9265)
}

impl Addresses {
    /// For records of these names, and for one of each kind that is not there.
    pub fn new(names: &Names) -> Self {
        let all = |known: &[Option<Reference>], kind| {
            known.iter().flatten().copied().chain([unknown(kind)]).map(|one| one.to_string()).collect()
        };
        Self {
            cases: all(&names.cases, ReferenceKind::Case),
            referrals: all(&names.referrals, ReferenceKind::Referral),
            accounts: all(&names.accounts, ReferenceKind::Account),
            people: names
                .participants
                .iter()
                .map(|(_, person)| *person)
                .chain([unknown(ReferenceKind::Person)])
                .map(|one| one.to_string())
                .collect(),
            drafts: vec![unknown(ReferenceKind::Draft).to_string()],
        }
    }

    /// For records that between them have every state in which a page offers a form: open,
    /// without a proposal to close, paused, closed, waiting for an answer; in use and not yet.
    ///
    /// # Panics
    /// If one of them is not there.
    pub fn of_every_state(names: &Names) -> Self {
        let name = |known: &[Option<Reference>], place: usize| known[place].expect("it is there").to_string();
        let cases = [which::OPEN, which::RESTRICTED, which::RIGHTS, which::JUST_CLOSED, which::ASKED];
        Self {
            cases: cases.into_iter().map(|case| name(&names.cases, case)).collect(),
            referrals: vec![name(&names.referrals, WAITING)],
            accounts: [who::NEWCOMER, who::LEAD].map(|who| name(&names.accounts, who)).to_vec(),
            people: Self::people_of(names, which::RIGHTS),
            drafts: vec![unknown(ReferenceKind::Draft).to_string()],
        }
    }

    /// For these alone: one address a route, or few.
    pub fn of(case: Reference, referral: Reference, account: Reference, person: Reference) -> Self {
        let one = |reference: Reference| vec![reference.to_string()];
        let drafts = one(unknown(ReferenceKind::Draft));
        let people = one(person);
        Self { cases: one(case), referrals: one(referral), accounts: one(account), people, drafts }
    }

    /// Those who take part in this case.
    fn people_of(names: &Names, case: usize) -> Vec<String> {
        let here = names.participants.iter().filter(|(within, _)| *within == case);
        here.map(|(_, person)| person.to_string()).collect()
    }

    /// The same, and these drafts of other permissions.
    #[must_use]
    pub fn and_drafts(mut self, drafts: &[Reference]) -> Self {
        self.drafts.extend(drafts.iter().map(Reference::to_string));
        self
    }

    /// Every address of the route.
    ///
    /// # Panics
    /// If its path has a parameter that is not known here.
    pub fn of_route(&self, row: &Row) -> Vec<String> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        // A form or a report is named by its plugin and its own name; most pairs name nothing.
        let pairs: &[(&str, &str)] = match row.path {
            path if path.contains("/reports/") => &[
                ("returns-pcc", "quarterly-return"),
                ("returns-pcc", "quarterly-return.csv"),
                ("returns-pcc", "nothing"),
            ],
            path if path.starts_with("/plugins") => &[("referral-partner", "1.0.0"), ("nothing", "1.0.0")],
            _ => &[
                ("referral-partner", "referral"),
                ("referral-public", "self-referral"),
                ("core", "referral"),
                ("nothing", "nothing"),
            ],
        };
        let mut made = vec![String::new()];
        let mut rest = row.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a path closes its braces");
            let values = match name {
                "case" => self.cases.clone(),
                "referral" => self.referrals.clone(),
                "account" => self.accounts.clone(),
                "person" => self.people.clone(),
                "what" => texts(&["master", "owners", "nothing"]),
                "draft" => self.drafts.clone(),
                "role" => texts(&["lead-facilitator", "nothing"]),
                "cell" => texts(&["g4.contact", "view-case", "figures", "nothing"]),
                "page" => texts(&["source", "check", "nothing"]),
                "decision" => texts(&["ask", "decline", "redirect", "nothing"]),
                "change" => texts(&["suspend", "resume", "nothing"]),
                "code" => texts(&["cy"]),
                "token" | "provider" => texts(&["nothing"]),
                "*path" => texts(&["nothing.css"]),
                // The second of a pair is filled in with the first.
                "plugin" => texts(&[]),
                "form" | "report" | "version" => vec![String::new()],
                other => panic!("{}: nobody taught the crawl what '{other}' may be", row.path),
            };
            if name == "plugin" {
                let (between, second) =
                    after.split_once('{').expect("a plugin stands before what is its own");
                let (_, after) = second.split_once('}').expect("a path closes its braces");
                made = product(&made, pairs.iter().map(|(one, two)| format!("{before}{one}{between}{two}")));
                rest = after;
            } else {
                made = product(&made, values.iter().map(|value| format!("{before}{value}")));
                rest = after;
            }
        }
        made.iter().map(|path| format!("{path}{rest}")).collect()
    }
}

fn product(before: &[String], after: impl Iterator<Item = String> + Clone) -> Vec<String> {
    before.iter().flat_map(|one| after.clone().map(move |two| format!("{one}{two}"))).collect()
}

/// The route that answers `path`: of two that fit, the one with fewer parameters.
pub fn template_of<'a>(rows: &[&'a Row], path: &str) -> Option<&'a str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let fits = |row: &&&Row| {
        let (mut wanted, mut given) = (row.path.split('/'), path.split('/'));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return true,
                (Some(name), Some(_)) if name.starts_with("{*") => return true,
                (Some(name), Some(value)) if name.starts_with('{') && !value.is_empty() => {}
                (Some(name), Some(value)) if name == value => {}
                _ => return false,
            }
        }
    };
    rows.iter().filter(fits).min_by_key(|row| row.path.matches('{').count()).map(|row| row.path)
}
