//! The audit log: lanes, entries, and the index of who looked at what.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m007_audit", manager => {
    New::table("audit_lanes", vec![integer("id"), big_integer("sequence"), blob("head")])
        .key(&["id"]).create(manager).await?;
    // No secondary index: inserting an entry costs one append.
    New::table("audit_entries", vec![
        integer("lane"), big_integer("sequence"), moment("at"), uuid_null("account"), text("actor"), text("purpose"),
        text("verb"), text("object_kind"), uuid_null("object"), big_integer("parts"), blob_null("subjects"),
        text_null("detail"), text("outcome"), blob_null("digest"), blob("previous"), blob("hash"),
    ]).key(&["lane", "sequence"]).create(manager).await?;
    New::table("audit_by_subject", vec![
        uuid("subject"), moment("at"), integer("lane"), big_integer("sequence"),
    ]).key(&["subject", "at", "lane", "sequence"]).create(manager).await?;
});
