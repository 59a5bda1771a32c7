//! Erasing a person: who proposed it, who decided, and what was removed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m020_erasures", manager => {
    // `case_id` is the case through which the proposer reached the person; `removed` holds
    // numbers of rows by kind, never a value.
    New::table("erasures", vec![
        pk_uuid("id"), uuid("person"), uuid("case_id"), text("reason"), text("state"), uuid("proposed_by"),
        moment("proposed_at"), uuid_null("decided_by"), moment_null("decided_at"), moment_null("done_at"),
        text_null("removed"),
    ]).refers("person", "people").refers("case_id", "cases").create(manager).await?;
    index(manager, "erasures", &["person"], false).await?;
    index(manager, "erasures", &["state", "proposed_at"], false).await?;
});
