//! What `identity` offers to every page.

use domain::Instant;
use identity::{Identity, Present};
use wording::Language;

use crate::ports::{BoxFuture, Fault, Sessions, Tokens, Visitor};

impl Sessions for Identity {
    fn recognise<'a>(&'a self, token: &'a str, _: Instant) -> BoxFuture<'a, Result<Option<Visitor>, Fault>> {
        Box::pin(async move {
            let present = self.present(token).await.map_err(Fault::new)?;
            Ok(present.map(|present| visitor(&present)))
        })
    }
}

fn visitor(present: &Present) -> Visitor {
    Visitor {
        account: present.account,
        name: present.display_name.clone(),
        language: Language::parse(&present.language),
        actor: present.actor.clone(),
        must_enrol: present.must_enrol(),
        must_add_passkey: present.must_add_passkey(),
        previous_sign_in_at: present.previous_sign_in_at,
        must_prove: present.must_prove(),
        registry_epoch: present.registry_epoch,
        glass: present.glass.clone(),
    }
}

impl Tokens for Identity {
    fn seal(&self, purpose: &str, binding: &[u8], payload: &[u8]) -> String {
        self.seal(purpose, binding, payload)
    }

    fn open(&self, purpose: &str, binding: &[u8], token: &str) -> Option<Vec<u8>> {
        self.open(purpose, binding, token)
    }

    fn random(&self) -> [u8; 16] {
        self.random()
    }
}
