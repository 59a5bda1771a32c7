//! Verifying the log, and how far it is covered.

use administration::{CheckpointState, said};
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
    /// What is wrong, as much of it as an address may carry.
    broken: Vec<Text>,
    /// How much more.
    more: u64,
}

/// How many findings the page names.
const TOLD: usize = 10;

/// How far the log is covered, as the page says it.
#[derive(Serialize)]
pub(super) struct Covered {
    last: Text,
    covers: Text,
    since: Text,
    verified: Text,
    outcome: Option<Text>,
    key: String,
}

impl Covered {
    pub(super) fn new(state: &CheckpointState, key: String) -> Self {
        let number = |number: u64| Text::Number(number as i64);
        Self {
            last: state.last.map_or(Text::key("audit-state-none"), |(at, _)| at.into()),
            covers: number(state.last.map_or(0, |(_, size)| size)),
            since: number(state.since),
            verified: state.verified.map_or(Text::key("audit-state-never"), |(at, _)| at.into()),
            outcome: state.verified.map(|(_, wrong)| match wrong {
                0 => Text::key("audit-state-whole"),
                wrong => Message::new("audit-state-wrong").with("count", wrong).into(),
            }),
            key,
        }
    }
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
    let found = services.audit_log.verify(&visitor.actor, &[]).await?;
    let broken: Vec<Text> = found.findings.iter().take(TOLD).map(|finding| said(finding).into()).collect();
    let more = found.wrong() - broken.len() as u64;
    let chains =
        Chains { at: screen.site().now(), entries: found.entries, chains: found.lanes, broken, more };
    Ok(Redirect::to(&format!("/audit?verified={}", screen.seal(PURPOSE, &chains))))
}

/// The outcome sealed in `text`; none where there is nothing of this reader's.
pub(super) fn verified(screen: &Screen, text: &str) -> Option<Chains> {
    screen.open(PURPOSE, text).ok()
}
