//! Who may see which case, until when; and who may never.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m005_access", manager => {
    // Assignments (lead, co-facilitator, observer, supervisor), allow-list, names on a
    // sealed case and partners' time-boxed shares. `sides` is a bit a side letter.
    New::table("case_access", vec![
        pk_uuid("id"), uuid("account"), uuid("case_id"), text("kind"), text("state"), big_integer("sides"),
        moment("from_at"), moment("until_at"), moment_null("answered_at"), text_null("answer"),
        text_null("reason"), uuid_null("granted_by"), boolean("live"), uuid_null("batch"), moment("created_at"),
    ]).refers("account", "accounts").refers("case_id", "cases").create(manager).await?;
    index(manager, "case_access", &["account", "state", "case_id"], false).await?;
    index(manager, "case_access", &["case_id"], false).await?;
    New::table("exclusions", vec![
        uuid("account"), uuid("case_id"), text("reason"), moment("from_at"), moment("until_at"), uuid_null("set_by"),
    ]).key(&["account", "case_id"]).refers("account", "accounts").refers("case_id", "cases").create(manager).await?;
    // What a volunteer declared: a person, organisation or address they know.
    New::table("conflicts", vec![
        pk_uuid("id"), uuid("account"), text("nature"), text("name_fold"), moment("declared_at"), moment("until_at"),
    ]).refers("account", "accounts").create(manager).await?;
    index(manager, "conflicts", &["account"], false).await?;
});
