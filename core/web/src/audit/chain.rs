//! Verifying the chains of the log.

use axum::response::Redirect;
use domain::{Instant, Message};
use serde::{Deserialize, Serialize};
use wording::Text;

use crate::parts::Notice;
use crate::{PageError, Posted, PostedForm, Screen, Services, SignedIn};

/// What the sealed outcome is for.
const PURPOSE: &str = "audit-verified";

/// The button.
pub(super) struct VerifyForm;

impl PostedForm for VerifyForm {
    const NAME: &'static str = "audit-verify";
}

/// What a check came to. It travels in the address, sealed for whoever asked, so that
/// loading the page again does not read the whole log again.
#[derive(Serialize, Deserialize)]
pub(super) struct Chains {
    at: Instant,
    entries: u64,
    chains: u32,
    broken: Vec<Broken>,
}

/// Where a chain no longer holds.
#[derive(Serialize, Deserialize)]
struct Broken {
    chain: i32,
    entry: i64,
    wrong: Text,
}

impl Chains {
    /// The outcome in a sentence.
    pub(super) fn notice(&self) -> Notice {
        let counted = |key: &str| {
            let message = Message::new(key).with("entries", self.entries).with("chains", self.chains);
            Text::from(message)
        };
        if self.broken.is_empty() {
            Notice::success(Text::key("audit-whole")).more(counted("audit-whole-more"))
        } else {
            Notice::important(Text::key("audit-broken")).more(counted("audit-broken-more"))
        }
    }
}

/// Reads every chain from its beginning, and leads to the page that says what was found.
pub(super) async fn verify(
    screen: Screen,
    services: Services,
    SignedIn(visitor): SignedIn,
    _form: Posted<VerifyForm>,
) -> Result<Redirect, PageError> {
    let found = services.access_log.verify(&visitor.actor).await?;
    let broken = found.findings.iter().map(|finding| Broken {
        chain: finding.lane,
        entry: finding.sequence,
        wrong: Text::key(format!("audit-wrong-{}", finding.wrong)),
    });
    let chains = Chains {
        at: screen.site().now(),
        entries: found.entries,
        chains: found.lanes,
        broken: broken.collect(),
    };
    Ok(Redirect::to(&format!("/audit?verified={}", screen.seal(PURPOSE, &chains))))
}

/// The outcome sealed in `text`; none where there is nothing of this reader's.
pub(super) fn verified(screen: &Screen, text: &str) -> Option<Chains> {
    screen.open(PURPOSE, text).ok()
}
