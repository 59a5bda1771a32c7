//! Conflicts of interest that were found, break glass, and what single accounts are told.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m017_conflicts_and_glass", manager => {
    // By what somebody who works a case may know somebody in it: codes, never whom.
    New::table("conflict_hits", vec![
        uuid("case_id"), uuid("account"), text("keys"), text("state"), moment("found_at"),
        uuid_null("decided_by"), moment_null("decided_at"), text_null("reason"),
    ]).key(&["case_id", "account"]).refers("account", "accounts").refers("case_id", "cases").create(manager).await?;
    index(manager, "conflict_hits", &["account"], false).await?;
    // The access itself is a row of `case_access` of the kind `glass`. The case's outer name is
    // kept, for those who look after its use and may not see the case.
    New::table("glass_uses", vec![
        pk_uuid("id"), text_uniq("reference"), uuid("account"), uuid("case_id"),
        text("case_reference"), text("reason_code"), text("reason"),
        moment("from_at"), moment("until_at"), moment_null("ended_at"), date("review_due"), text_null("verdict"),
        uuid_null("reviewed_by"), moment_null("reviewed_at"), text_null("review_note"),
    ]).refers("account", "accounts").refers("case_id", "cases").create(manager).await?;
    index(manager, "glass_uses", &["account", "from_at"], false).await?;
    index(manager, "glass_uses", &["case_id"], false).await?;
    index(manager, "glass_uses", &["from_at", "id"], false).await?;
    // What one account is told, beside what hangs on a case: a code and whose record it is.
    New::table("account_notices", vec![
        uuid("account"), text("kind"), uuid("subject"), moment("at"), moment_null("seen_at"),
    ]).key(&["account", "kind", "subject"]).refers("account", "accounts").create(manager).await?;
});
