//! Passkeys, and the challenges that were answered already.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m012_passkeys", manager => {
    New::table("passkeys", vec![
        pk_uuid("id"), uuid("account"), blob("credential"), blob("sealed"), text("name"),
        moment("created_at"), moment_null("last_used_at"),
    ]).refers("account", "accounts").create(manager).await?;
    index(manager, "passkeys", &["credential"], true).await?;
    index(manager, "passkeys", &["account"], false).await?;
    New::table("used_challenges", vec![
        blob("digest"), moment("until_at"),
    ]).key(&["digest"]).create(manager).await?;
    index(manager, "used_challenges", &["until_at"], false).await?;
});
