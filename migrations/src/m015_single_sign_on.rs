//! Single sign-on: who is known by what at which provider, and forms on their way over one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m015_single_sign_on", manager => {
    // `subject` is a digest of all by which the provider knows somebody, `sub` of its own
    // claim alone, by which it says later that they signed out.
    New::table("external_identities", vec![
        pk_uuid("id"), uuid("account"), text("provider"), blob("subject"), blob("sub"),
        moment("linked_at"), uuid_null("linked_by"), moment_null("last_used_at"),
    ]).refers("account", "accounts").create(manager).await?;
    index(manager, "external_identities", &["provider", "subject"], true).await?;
    index(manager, "external_identities", &["provider", "account"], true).await?;
    index(manager, "external_identities", &["account"], false).await?;
    index(manager, "external_identities", &["provider", "sub"], false).await?;
    for column in [uuid_null("external_identity"), blob_null("external_session")] {
        manager.alter_table(Table::alter().table("sessions").add_column(column).to_owned()).await?;
    }
    index(manager, "sessions", &["external_identity"], false).await?;
    // Absent for invitations by which a password is chosen.
    let provider = text_null("provider");
    manager.alter_table(Table::alter().table("invitations").add_column(provider).to_owned()).await?;
    // Sealed by the server for the account that wrote them; at most as long as a sign-in lasts.
    New::table("parked_forms", vec![
        blob("digest"), text("sealed"), moment("until_at"),
    ]).key(&["digest"]).create(manager).await?;
    index(manager, "parked_forms", &["until_at"], false).await?;
});
