//! The workloads of `performance.md`, as requests to pages.

use domain::Reference;
use tests::page::Page;
use tests::person::{PASSWORD, Person};

use crate::fill::{CASELOAD, COMMON, RARE, STAFF, VOLUNTEER};
use crate::load::{Plan, Requests};

/// How many forms of W5 are sent on each connection in a round.
const FORMS: usize = 60;
/// How many of the volunteer's cases are opened; contacts are logged in the others, so that
/// the pages that are opened stay as they were.
const OPENED: usize = 10;

/// The export of all cases.
pub const EXPORT: &str = "/cases/export";

/// One workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    MyWork,
    NewestOfOneStatus,
    ByFieldOfPlugin,
    RareFragment,
    CommonFragment,
    OpenAsStaff,
    OpenAsVolunteer,
    QuarterlyReturn,
    LogContact,
}

impl Workload {
    /// Each of them, the one that writes last.
    pub const ALL: [Self; 9] = [
        Self::MyWork,
        Self::NewestOfOneStatus,
        Self::ByFieldOfPlugin,
        Self::RareFragment,
        Self::CommonFragment,
        Self::OpenAsStaff,
        Self::OpenAsVolunteer,
        Self::QuarterlyReturn,
        Self::LogContact,
    ];

    /// What stands in the table.
    pub const fn title(self) -> &'static str {
        match self {
            Self::MyWork => "W1 my work, 15 cases",
            Self::NewestOfOneStatus => "W2 all cases of one status, newest first",
            Self::ByFieldOfPlugin => "W2 by district and a plugin's field, last closed first",
            Self::RareFragment => "W3 a fragment in 1 name of 140",
            Self::CommonFragment => "W3 a fragment in 1 name of 10",
            Self::OpenAsStaff => "W4 open a case, staff",
            Self::OpenAsVolunteer => "W4 open a case, volunteer",
            Self::QuarterlyReturn => "W6 quarterly return",
            Self::LogContact => "W5 log a contact, durable",
        }
    }
}

/// The two who ask, signed in, and what they ask for.
pub struct Visit {
    staff: Person,
    volunteer: Person,
    /// Pages of cases that are opened as staff.
    seen_by_staff: Vec<String>,
    /// The volunteer's.
    own: Vec<String>,
    rare: String,
    common: String,
}

impl Visit {
    /// Signs both in and looks at the pages once, each of which has to show what it should.
    ///
    /// # Panics
    /// If one does not.
    pub async fn begin(base: &str) -> Self {
        let mut staff = sign_in(base, STAFF).await;
        let mut volunteer = sign_in(base, VOLUNTEER).await;
        let own = cases_on(&volunteer.get("/my-work").await);
        assert_eq!(own.len(), CASELOAD, "the volunteer's cases");
        let list = staff.get(NEWEST).await;
        let seen_by_staff = cases_on(&list);
        assert_eq!(seen_by_staff.len(), 50, "a page of the list: {}", list.text());
        let by_field = staff.get(BY_FIELD).await;
        assert!(!cases_on(&by_field).is_empty(), "cases by a plugin's field: {}", by_field.text());
        let rare = search(&mut staff, &list, RARE).await.path;
        let common = search(&mut staff, &list, COMMON).await;
        assert!(!cases_on(&common).is_empty(), "cases by a fragment: {}", common.text());
        for (person, page) in [(&mut staff, &seen_by_staff[0]), (&mut volunteer, &own[0])] {
            let case = person.get(page).await;
            assert!(case.texts("main h1").concat().contains("Case"), "{}", case.text());
        }
        let returned = staff.get(RETURN).await;
        assert!(!returned.texts("#report table").is_empty(), "the return has figures: {}", returned.text());
        Self { staff, volunteer, seen_by_staff, own, rare, common: common.path }
    }

    /// The session of the member of staff.
    pub fn session_of_staff(&self) -> &str {
        session(&self.staff)
    }

    /// What `workload` asks for on this many connections.
    pub async fn plan(&mut self, workload: Workload, connections: usize) -> Plan {
        let staff = |pages: Vec<String>| Plan {
            session: session(&self.staff).to_owned(),
            requests: Requests::Pages(pages),
        };
        match workload {
            Workload::NewestOfOneStatus => staff(vec![NEWEST.to_owned()]),
            Workload::ByFieldOfPlugin => staff(vec![BY_FIELD.to_owned()]),
            Workload::RareFragment => staff(vec![self.rare.clone()]),
            Workload::CommonFragment => staff(vec![self.common.clone()]),
            Workload::OpenAsStaff => staff(self.seen_by_staff.clone()),
            Workload::QuarterlyReturn => staff(vec![RETURN.to_owned()]),
            Workload::MyWork => self.as_volunteer(Requests::Pages(vec!["/my-work".to_owned()])),
            Workload::OpenAsVolunteer => self.as_volunteer(Requests::Pages(self.own[..OPENED].to_vec())),
            Workload::LogContact => {
                let forms = self.forms(FORMS * connections).await;
                self.as_volunteer(Requests::Forms(forms))
            }
        }
    }

    fn as_volunteer(&self, requests: Requests) -> Plan {
        Plan { session: session(&self.volunteer).to_owned(), requests }
    }

    /// Forms of calls that were answered, each drawn by the server: what is sent twice is
    /// written once.
    async fn forms(&mut self, count: usize) -> Vec<(String, Vec<(String, String)>)> {
        let mut forms = Vec::with_capacity(count);
        for number in 0..count {
            let cases = &self.own[OPENED..];
            let to = format!("{}/contact", cases[number % cases.len()]);
            let page = self.volunteer.get(&to).await;
            let of = |name: &str| {
                let selector = format!("main form[action=\"{to}\"] input[name=\"{name}\"]");
                page.attributes(&selector, "value").into_iter().next()
            };
            let (token, participant) = (of("_token"), of("participant"));
            let fields = [
                ("_token", token.expect("a form has a token")),
                ("participant", participant.expect("the volunteer may log with somebody")),
                ("kind", "call".to_owned()),
                ("outcome", "spoke".to_owned()),
                ("purpose", "prepare".to_owned()),
                ("minutes", "12".to_owned()),
                ("summary", "Spoke about what would help, and what would not.".to_owned()),
            ];
            forms.push((to, fields.map(|(name, value)| (name.to_owned(), value)).to_vec()));
        }
        forms
    }
}

/// Closed cases are nearly all there are, so this is also the longest count.
const NEWEST: &str = "/cases?case.status=closed";
const BY_FIELD: &str =
    "/cases?case.district=basildon&extra.measured.disposal=caution&sort=case.closed-on&order=down";
const RETURN: &str = "/reports/returns-pcc/quarterly-return";

async fn sign_in(base: &str, username: &str) -> Person {
    let mut person = Person::new(base);
    let page = person.get("/sign-in").await;
    let page = person.submit(&page, &[("name", username), ("password", PASSWORD)]).await;
    assert!(person.session().is_some(), "{username} is not signed in: {}", page.text());
    person
}

fn session(person: &Person) -> &str {
    person.session().expect("they signed in")
}

/// Types into the search box on a page.
async fn search(person: &mut Person, page: &Page, text: &str) -> Page {
    let found = person.submit_to(page, "/search", &[("text", text)]).await;
    assert!(found.path.starts_with("/search?q="), "{}", found.text());
    found
}

/// The cases that a page leads to, each once.
fn cases_on(page: &Page) -> Vec<String> {
    let is_case =
        |href: &String| href.strip_prefix("/cases/").is_some_and(|named| named.parse::<Reference>().is_ok());
    let mut cases: Vec<String> = page.attributes("main a", "href").into_iter().filter(is_case).collect();
    cases.dedup();
    cases
}
