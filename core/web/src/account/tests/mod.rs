//! Signing in as a person does it: pages are asked for, forms are filled in and sent.

pub(crate) mod browser;
mod enrolling;
mod inviting;
mod own;
mod signing_in;

#[path = "../../../examples/accounts/house.rs"]
pub(crate) mod house;

use std::sync::Arc;
use std::time::Duration;

use domain::Instant;
use keys::totp::TotpSecret;
use permissions::Role;
use storage::{InstallationKind, StillClock};

use browser::{Browser, Page};
use house::{House, PASSWORD};

/// A house whose clock can be moved, with Ama, a facilitator, in it.
struct Northside {
    house: House,
    clock: Arc<StillClock>,
}

impl Northside {
    async fn new(kind: InstallationKind) -> Self {
        let clock = Arc::new(StillClock::at(Instant::UNIX_EPOCH + Duration::from_secs(1_795_510_800)));
        let house = House::new(kind, clock.clone()).await;
        house.account("ama", "Ama Mensah", "active", Role::LeadFacilitator).await;
        Self { house, clock }
    }

    async fn demo() -> Self {
        Self::new(InstallationKind::Demo).await
    }

    async fn live() -> Self {
        Self::new(InstallationKind::Live).await
    }

    fn later(&self, minutes: u64) {
        self.clock.set(self.house.store.now() + Duration::from_secs(minutes * 60));
    }

    /// A browser nobody has used yet, at an address of its own.
    fn browser(&self, host: u8) -> Browser {
        Browser::new(self.house.router.clone(), host)
    }

    /// A browser in which somebody has signed in with their password.
    async fn signed_in(&self, host: u8, name: &str) -> Browser {
        let mut browser = self.browser(host);
        let page = browser.get("/sign-in").await;
        let page = browser.submit(&page, &[("name", name), ("password", PASSWORD)]).await;
        assert!(page.status.is_success() && page.path != "/sign-in", "{} {}", page.status, page.body);
        browser
    }

    /// Sets up an authenticator in the browser; its secret, and the recovery codes.
    async fn enrol(&self, browser: &mut Browser) -> (TotpSecret, Vec<String>) {
        let page = browser.get("/account/authenticator").await;
        let secret = secret_on(&page);
        let page = browser.submit(&page, &[("code", &secret.code(self.house.store.now()))]).await;
        assert_eq!(page.status, 200, "{}", page.body);
        (secret, page.texts("main ul .accord-reference"))
    }
}

/// The secret that a page offers, as somebody types it into their app.
fn secret_on(page: &Page) -> TotpSecret {
    TotpSecret::from_typed(&page.texts(".govuk-details .accord-reference").concat()).expect("a secret")
}
