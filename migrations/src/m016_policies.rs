//! Policies that an installation drafts and publishes, and requests that take two people.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m016_policies", manager => {
    // Who wrote and approved a published policy, why, and the keyed digest by which it is known.
    let columns = [
        uuid_null("drafted_by"), uuid_null("approved_by"), text_null("reason"), big_integer_null("restores"),
        blob_null("seal"),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("policies").add_column(column).to_owned()).await?;
    }
    New::table("policy_drafts", vec![
        pk_uuid("id"), text_uniq("reference"), uuid("author"), big_integer("base"), text("body"),
        text("reason"), big_integer_null("restores"), text("state"), big_integer("version"),
        moment("created_at"), moment("updated_at"),
    ]).refers("author", "accounts").create(manager).await?;
    index(manager, "policy_drafts", &["state"], false).await?;
    // `subject` is the row that the request is about, of the table that `kind` says.
    New::table("approvals", vec![
        pk_uuid("id"), text("kind"), uuid("subject"), uuid("asked_by"), moment("asked_at"), blob("digest"),
        text("state"), uuid_null("decided_by"), moment_null("decided_at"), text_null("answer"),
    ]).create(manager).await?;
    index(manager, "approvals", &["kind", "subject"], false).await?;
});
