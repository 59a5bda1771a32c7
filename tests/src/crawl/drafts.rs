//! Drafts of other permissions, for the pages that show one.

use std::sync::Arc;

use administration::{Edit, Policies};
use chrono::TimeDelta;
use domain::Reference;
use permissions::{ActKind, Actor, Letter, Rights, Role};

use super::House;
use crate::canaries::Stock;
use crate::canaries::cast::who;

impl House {
    /// A draft that the manager has begun, and one of the administrator's that waits for a
    /// second person.
    ///
    /// # Panics
    /// If they cannot be drafted.
    pub async fn drafts(&self, stock: &Stock) -> [Reference; 2] {
        let policies = Policies::new(self.store.clone());
        let now = self.store.now();
        let author = |person: usize, role| {
            let rights = Rights {
                account: stock.accounts[person],
                organisation: None,
                teams: Vec::new(),
                roles: vec![role],
                policy: Arc::default(),
                until: now + TimeDelta::hours(1),
            };
            Actor::account(rights, now)
        };
        let manager = author(who::MANAGER, Role::ServiceManager);
        let administrator = author(who::ADMINISTRATOR, Role::SystemAdministrator);
        let act = |letters| Edit::Act(ActKind::SignOffClosure, letters);
        let narrower = policies.begin(&manager, [1; 16], None).await.expect("a manager may draft");
        let changed = policies.change(&manager, narrower, 1, Role::ServiceManager, act(Vec::new())).await;
        changed.expect("it breaks no rule");
        let wider = policies.begin(&administrator, [2; 16], None).await.expect("an administrator may draft");
        let edit = act(vec![Letter::Team]);
        let changed = policies.change(&administrator, wider, 1, Role::Coordinator, edit).await;
        changed.expect("it breaks no rule");
        policies.ask(&administrator, wider, "To try it").await.expect("it can be asked for");
        [narrower, wider]
    }
}
