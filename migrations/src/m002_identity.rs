//! Accounts, their roles and sessions, and what slows a guesser down.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m002_identity", manager => {
    New::table("accounts", with(vec![
        pk_uuid("id"), text_uniq("reference"), text_uniq("username"), text("display_name"), text("sort_key"),
        text_null("email"), text("kind"), uuid_null("organisation"), text("status"), text("language"),
        text_null("password"), blob_null("totp"), big_integer_null("totp_step"), text_null("recovery"),
        big_integer("epoch"), boolean("sensitive_trained"), moment_null("valid_until"), moment_null("last_sign_in_at"),
        moment_null("previous_sign_in_at"),
    ], root())).refers("team", "teams").refers("organisation", "organisations").create(manager).await?;
    index(manager, "accounts", &["sort_key", "id"], false).await?;
    New::table("account_roles", vec![
        uuid("account"), text("role"), moment("from_at"), moment("until_at"), uuid_null("granted_by"),
    ]).key(&["account", "role"]).refers("account", "accounts").create(manager).await?;
    New::table("sessions", vec![
        blob("digest"), uuid("account"), moment("created_at"), moment("last_seen_at"), integer("idle_seconds"),
        moment("absolute_until"), text("device"), moment_null("second_factor_at"), moment_null("ended_at"),
    ]).key(&["digest"]).refers("account", "accounts").create(manager).await?;
    index(manager, "sessions", &["account"], false).await?;
    New::table("throttles", vec![
        blob("key"), integer("failures"), moment("window_from"), moment("next_at"),
    ]).key(&["key"]).create(manager).await?;
    New::table("invitations", vec![
        blob("digest"), uuid("account"), moment("until_at"), moment_null("used_at"), uuid_null("invited_by"),
    ]).key(&["digest"]).refers("account", "accounts").create(manager).await?;
});
