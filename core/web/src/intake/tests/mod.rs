//! Referring and deciding as people do it: pages are asked for, forms are filled in and sent.

mod drafts;
mod public;
mod staff;
mod way;
mod words;

#[path = "../../../examples/intake/house.rs"]
pub(super) mod house;

use std::sync::Arc;
use std::time::Duration;

use domain::Instant;
use permissions::Role;
use storage::StillClock;

use crate::account::tests::browser::{Browser, Page};
use house::{House, PASSWORD};

/// The page of the public form.
const PUBLIC: &str = "/refer/referral-public/self-referral";

/// The partners' form.
const PARTNER: &str = "/referrals/new/referral-partner/referral";

/// Dan decides, Olu keys in, Ama works cases; Priya refers for the police, Cal for the council.
struct Northside {
    house: House,
    clock: Arc<StillClock>,
}

impl Northside {
    async fn new() -> Self {
        let clock = Arc::new(StillClock::at(Instant::UNIX_EPOCH + Duration::from_secs(1_795_510_800)));
        let house = House::new(clock.clone()).await;
        let police = house.partner("Northside Police", "police").await;
        let council = house.partner("Northside Council", "council").await;
        house.account("dan", "Dan Osei", Role::Coordinator, None).await;
        house.account("olu", "Olu Bello", Role::OfficeAdministrator, None).await;
        house.account("ama", "Ama Boateng", Role::LeadFacilitator, None).await;
        house.account("priya", "Priya Shah", Role::PartnerReferrer, Some(police)).await;
        house.account("cal", "Cal Reed", Role::PartnerReferrer, Some(council)).await;
        Self { house, clock }
    }

    fn later(&self, minutes: u64) {
        self.clock.set(self.house.store.now() + Duration::from_secs(minutes * 60));
    }

    /// A browser nobody has used yet.
    fn browser(&self) -> Browser {
        Browser::new(self.house.router.clone(), 1)
    }

    /// A browser in which somebody has signed in.
    async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.get("/sign-in").await;
        let page = browser.submit(&page, &[("name", name), ("password", PASSWORD)]).await;
        assert!(page.status.is_success() && page.path != "/sign-in", "{} {}", page.status, page.body);
        browser
    }

    /// Refers somebody by the partners' form and returns the number.
    async fn refer(&self, by: &mut Browser, person: Person<'_>) -> String {
        let page = by.get(PARTNER).await;
        let page = walk(by, page, |page| answers_of_a_partner(page, person)).await;
        let page = by.submit(&page, &[]).await;
        number(&page)
    }
}

/// Somebody harmed, as a form asks for them.
#[derive(Clone, Copy)]
struct Person<'a> {
    given: &'a str,
    family: &'a str,
    phone: &'a str,
}

const AMA: Person<'_> = Person { given: "Ama", family: "Mensah", phone: "07700 900123" };
const EVE: Person<'_> = Person { given: "Eve", family: "Marsha", phone: "07700 900124" };

type Typed<'a> = Vec<(&'a str, &'a str)>;

/// Answers page after page until all answers are to be checked.
async fn walk<'a>(browser: &mut Browser, first: Page, answers: impl Fn(&Page) -> Typed<'a>) -> Page {
    let mut page = first;
    for _ in 0..30 {
        assert!(page.status.is_success(), "{}: {:?}", page.path, page.texts(".govuk-error-summary"));
        if is_check(&page) {
            return page;
        }
        let typed = answers(&page);
        page = browser.submit(&page, &typed).await;
    }
    panic!("the form has no end: {}", page.body)
}

fn is_check(page: &Page) -> bool {
    !page.texts("main dl.govuk-summary-list").is_empty()
}

/// Those of these answers that the page asks for.
fn asked<'a>(page: &Page, all: &[(&'a str, &'a str)]) -> Typed<'a> {
    let is_asked = |name: &str| !page.attributes(&format!("main form [name=\"{name}\"]"), "name").is_empty();
    all.iter().filter(|(name, _)| is_asked(name)).copied().collect()
}

/// What somebody who was harmed answers on each page of the public form.
fn answers_of<'a>(page: &Page, person: Person<'a>) -> Typed<'a> {
    asked(
        page,
        &[
            ("role", "person-harmed"),
            ("asking-harmed", "self-harmed"),
            ("lives-with-other", "no"),
            ("may-phone", "yes"),
            ("phone", person.phone),
            ("may-email", "no"),
            ("may-post", "no"),
            ("known-as", person.given),
            ("family-name", person.family),
            ("reason", "He broke in.\nI want to ask why."),
            ("district", "colchester"),
            ("danger", "no"),
            ("agrees", "yes"),
        ],
    )
}

fn answers_of_a_partner<'a>(page: &Page, person: Person<'a>) -> Typed<'a> {
    asked(
        page,
        &[
            ("source-type", "police"),
            ("organisation", "Northside Police"),
            ("contact-name", "Priya Shah"),
            ("contact-email", "priya@example.org"),
            ("service-type", "restorative-justice"),
            ("reason", "She wants to ask why"),
            ("district", "colchester"),
            ("offence-group", "burglary-residential"),
            ("occurred-on-day", "3"),
            ("occurred-on-month", "11"),
            ("occurred-on-year", "2026"),
            ("crime-reference", "42/123456/26"),
            ("out-of-court-disposal", "none"),
            ("harmed-given-name", person.given),
            ("harmed-family-name", person.family),
            ("harmed-phone", person.phone),
            ("harmed-aware", "yes"),
            ("harmed-consent", "given-verbal"),
            ("responsible-given-name", "Kit"),
            ("responsible-family-name", "Lowe"),
            ("responsible-aware", "yes"),
            ("responsible-consent", "given-verbal"),
            ("risk-note", "He was angry"),
        ],
    )
}

/// The number on a receipt.
fn number(page: &Page) -> String {
    let numbers = page.texts(".govuk-panel .accord-reference");
    assert_eq!((page.status.as_u16(), numbers.len()), (200, 1), "{}", page.body);
    numbers[0].clone()
}

/// The page without what is different each time it is drawn: sealed fields and the number.
fn bare(page: &Page) -> String {
    let mut body = page.body.clone();
    for selector in ["[name=_token]", "[name=_carried]"] {
        for sealed in page.attributes(selector, "value") {
            body = body.replace(&sealed, "");
        }
    }
    for number in page.texts(".govuk-panel .accord-reference") {
        body = body.replace(&number, "");
    }
    body
}
