//! Ports without a database: for looking at pages, and for the tests of this crate.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{AccountId, Instant};
use permissions::{Actor, Policy, Rights, Role};
use uuid::Uuid;
use web::{BoxFuture, Clock, Fault, Ports, Readiness, Sessions, Tokens, Visitor};

/// The session token of Ama, a facilitator. Every other token is nobody's.
pub const AMA: &str = "amas-session-token";
/// The session token of Bryn, who chose Welsh.
pub const BRYN: &str = "bryns-session-token";

/// The moment at which every page is drawn.
pub fn now() -> Instant {
    "2026-11-24T14:30:00Z".parse().expect("a moment")
}

/// Knows two people and is always ready.
pub struct Desk {
    sealed: Mutex<BTreeMap<String, Vec<u8>>>,
    count: AtomicU64,
}

impl Desk {
    /// Everything the pages ask for.
    pub fn ports() -> Ports {
        let desk = Arc::new(Self { sealed: Mutex::default(), count: AtomicU64::new(1) });
        Ports { sessions: desk.clone(), tokens: desk.clone(), readiness: desk.clone(), clock: desk }
    }

    fn visitor(name: &str, number: u128, language: Option<wording::Language>) -> Visitor {
        let account = AccountId(Uuid::from_u128(number));
        let rights = Rights {
            account,
            organisation: None,
            teams: Vec::new(),
            roles: vec![Role::LeadFacilitator],
            policy: Arc::new(Policy::default()),
            until: now() + chrono::Duration::hours(1),
        };
        Visitor {
            account,
            name: name.to_owned(),
            language,
            actor: Actor::account(rights, now()),
            must_enrol: false,
            previous_sign_in_at: None,
            must_add_passkey: false,
            must_prove: false,
            registry_epoch: 0,
            glass: Vec::new(),
        }
    }
}

impl Sessions for Desk {
    fn recognise<'a>(&'a self, token: &'a str, _: Instant) -> BoxFuture<'a, Result<Option<Visitor>, Fault>> {
        let visitor = match token {
            AMA => Some(Self::visitor("Ama Mensah", 1, None)),
            BRYN => Some(Self::visitor("Bryn Hughes", 2, Some(wording::Language::Cy))),
            _ => None,
        };
        Box::pin(std::future::ready(Ok(visitor)))
    }
}

/// Hands out tickets and keeps what they stand for.
impl Tokens for Desk {
    fn seal(&self, purpose: &str, binding: &[u8], payload: &[u8]) -> String {
        let ticket = format!("ticket-{}", self.count.fetch_add(1, Ordering::Relaxed));
        let key = format!("{purpose}/{binding:?}/{ticket}");
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner).insert(key, payload.to_vec());
        ticket
    }

    fn open(&self, purpose: &str, binding: &[u8], token: &str) -> Option<Vec<u8>> {
        let key = format!("{purpose}/{binding:?}/{token}");
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    fn random(&self) -> [u8; 16] {
        u128::from(self.count.fetch_add(1, Ordering::Relaxed)).to_le_bytes()
    }
}

impl Readiness for Desk {
    fn ready(&self) -> BoxFuture<'_, Result<(), web::NotReady>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Clock for Desk {
    fn now(&self) -> Instant {
        now()
    }
}
