//! Checkpoints of the audit log: signed notes over the tree of all entries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m010_audit_checkpoints", manager => {
    // `ends` says up to which entry of each lane a checkpoint reaches, `edge` is what the
    // tree needs to grow on.
    New::table("audit_checkpoints", vec![
        big_integer("number"), big_integer("size"), text("note"), text("ends"), blob("edge"),
    ]).key(&["number"]).create(manager).await?;
});
