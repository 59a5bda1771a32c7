//! Installed packages, and batches of imported records.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m008_plugins_and_import", manager => {
    New::table("packages", vec![
        pk_uuid("id"), text("plugin"), text("version"), blob("bytes"), blob("digest"), text("state"),
        text("grants"), text("settings"), moment("installed_at"), uuid_null("installed_by"), moment_null("enabled_at"),
    ]).create(manager).await?;
    index(manager, "packages", &["plugin", "version"], true).await?;
    New::table("batches", vec![
        pk_uuid("id"), text_uniq("reference"), text("profile"), blob("digest"), text("state"), text("counts"),
        moment("started_at"), moment_null("finished_at"), text("by"),
    ]).create(manager).await?;
    // What a batch brought in, so that a second run changes nothing and undo finds it all.
    New::table("batch_rows", vec![
        uuid("batch"), text("profile"), text("file"), text("legacy_id"), text("record_kind"), uuid("record"), blob("digest"),
    ]).key(&["profile", "file", "legacy_id"]).refers("batch", "batches").create(manager).await?;
    index(manager, "batch_rows", &["batch"], false).await?;
});
