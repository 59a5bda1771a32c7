//! A help desk cannot reset its betters.

use super::{now, somebody};
use crate::Resetting::{Alone, Together};
use crate::{Actor, Policy, Resetting, Role, Task, resetting};

fn by(actor: &[Role], account: &[Role]) -> Resetting {
    resetting(&somebody(actor), account)
}

#[test]
fn who_looks_after_accounts_resets_those_who_work_on_cases() {
    for role in [
        Role::Coordinator,
        Role::OfficeAdministrator,
        Role::LeadFacilitator,
        Role::CoFacilitator,
        Role::Observer,
        Role::VolunteerPool,
        Role::CaseSupervisor,
        Role::PartnerReferrer,
        Role::PartnerInCase,
        Role::Commissioner,
    ] {
        assert_eq!(by(&[Role::SystemAdministrator], &[role]), Alone, "{role:?}");
    }
    assert_eq!(by(&[Role::SystemAdministrator], &[]), Alone);
    assert_eq!(by(&[Role::SystemAdministrator], &[Role::SystemAdministrator]), Alone);
}

#[test]
fn nobody_resets_oversight_that_they_do_not_hold() {
    let check = |actor: &[Role], account: &[Role], expect: Resetting| {
        assert_eq!(by(actor, account), expect, "{actor:?} resets {account:?}");
    };
    let (admin, manager, dpo) = (Role::SystemAdministrator, Role::ServiceManager, Role::Dpo);
    check(&[admin], &[manager], Together(vec![manager]));
    check(&[admin], &[dpo], Together(vec![dpo]));
    check(&[admin], &[Role::Coordinator, manager], Together(vec![manager]));
    // Both together: there is no one role that holds all of it.
    check(&[admin], &[manager, dpo], Together(Vec::new()));
    check(&[manager], &[dpo], Together(vec![dpo]));
    check(&[manager], &[admin], Together(vec![admin]));
    check(&[admin, manager], &[manager], Alone);
    check(&[admin, manager, dpo], &[manager, dpo], Alone);
    check(&[], &[admin], Together(vec![admin]));
}

/// Whoever may be reset alone can do nothing of oversight that the one who resets them cannot,
/// under any pair of roles; and who is named can.
#[test]
fn the_rule_holds_for_every_pair() {
    let policy = Policy::default();
    let governs = |roles: &[Role], act| policy.rows(roles).any(|(row, _)| row.has(act));
    for actor in Role::ALL {
        for account in Role::ALL {
            let more = |act: &&crate::ActKind| governs(&[*account], **act) && !governs(&[*actor], **act);
            let lacking: Vec<_> = crate::resetting::GOVERNING.iter().filter(more).collect();
            match by(&[*actor], &[*account]) {
                Alone => assert!(lacking.is_empty(), "{actor:?} {account:?}: {lacking:?}"),
                Together(named) => {
                    assert!(!lacking.is_empty(), "{actor:?} {account:?}");
                    for role in named {
                        assert!(lacking.iter().all(|act| governs(&[role], **act)), "{role:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_operator_at_the_machine_is_the_last_resort() {
    let operator = Actor::system(Task::Operator, now());
    assert_eq!(resetting(&operator, &[Role::ServiceManager, Role::Dpo]), Alone);
    let other = Actor::system(Task::Notifications, now());
    assert_ne!(resetting(&other, &[Role::ServiceManager]), Alone);
}
