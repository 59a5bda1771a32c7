use permissions::{Actor, Role};

use super::house::*;
use crate::{Error, MailKind, Restart};

/// A service with somebody in each of these roles, named after it.
async fn staffed(roles: &[Role]) -> House {
    let house = House::demo().await;
    for role in roles {
        house.account(role.as_str(), "active", *role).await;
    }
    house
}

async fn actor(house: &House, role: Role) -> Actor {
    house.present(&house.sign_in(role.as_str()).await).await.expect("signed in").actor.clone()
}

#[tokio::test]
async fn whoever_lost_everything_begins_anew() {
    let house = staffed(&[Role::SystemAdministrator]).await;
    let dee = house.account("dee", "active", Role::LeadFacilitator).await;
    let mut begun = house.sign_in("dee").await;
    house.enrol(&mut begun).await;
    house.mail().await;
    let kim = actor(&house, Role::SystemAdministrator).await;
    let before = house.identity.may_restart(&kim, dee).await.expect("she may");
    assert_eq!(before, Restart { is_in_use: true, has_address: true, together: None });
    let restarted = house.identity.restart(&kim, dee).await.expect("she may");
    assert!(restarted.has_address && house.present(&begun).await.is_none());
    let mailed = house.link(MailKind::SignInReset, "dee@example.org").await;
    // The link that is shown where none can be mailed is the same invitation.
    for token in [restarted.secret.expose(), mailed.as_str()] {
        assert!(house.identity.invitation(token).await.expect("the database works").is_some());
    }
    let refused = house.identity.restart(&kim, dee).await;
    assert!(matches!(refused, Err(Error::Storage(storage::Error::Conflict))), "it waits for its owner");
    assert!(!house.identity.may_restart(&kim, dee).await.expect("she may").is_in_use);
}

#[tokio::test]
async fn a_help_desk_cannot_reset_its_betters() {
    let house =
        staffed(&[Role::SystemAdministrator, Role::ServiceManager, Role::Dpo, Role::Coordinator]).await;
    let kim = actor(&house, Role::SystemAdministrator).await;
    for role in [Role::ServiceManager, Role::Dpo] {
        let better = house.account(&format!("other {}", role.as_str()), "active", role).await;
        let begun = house.sign_in(role.as_str()).await;
        let refused = house.identity.restart(&kim, better).await;
        assert!(matches!(&refused, Err(Error::NotAlone(roles)) if roles == &[role]), "{refused:?}");
        assert!(house.present(&begun).await.is_some());
    }
    assert!(house.mail().await.is_empty());
    // Nobody else resets anybody.
    let dee = house.account("dee", "active", Role::LeadFacilitator).await;
    for role in [Role::ServiceManager, Role::Dpo, Role::Coordinator] {
        let actor = actor(&house, role).await;
        let refused = house.identity.restart(&actor, dee).await;
        let is_refused =
            matches!(refused, Err(Error::Storage(storage::Error::Forbidden | storage::Error::NotFound)));
        assert!(is_refused, "{role:?}: {refused:?}");
    }
}

/// A role that begins tomorrow counts today: an account that is about to be a manager's is one.
#[tokio::test]
async fn a_role_to_come_counts() {
    let house = staffed(&[Role::SystemAdministrator]).await;
    let soon = house.account("soon", "active", Role::ServiceManager).await;
    house.poke("UPDATE account_roles SET from_at = until_at WHERE role = 'service-manager'").await;
    house.poke("UPDATE account_roles SET until_at = '2030-01-01 00:00:00+00:00'").await;
    let kim = actor(&house, Role::SystemAdministrator).await;
    assert!(matches!(house.identity.restart(&kim, soon).await, Err(Error::NotAlone(_))));
}
