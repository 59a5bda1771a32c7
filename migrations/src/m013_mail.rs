//! Mail that waits to be sent, changes of addresses, and who wants to be told of news.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m013_mail", manager => {
    // No text and no address: a key, and the names of rows. A row without an account answers
    // somebody who asked for an account that there is not; it is never sent.
    New::table("outbox", vec![
        pk_uuid("id"), uuid_null("account"), text("kind"), blob_null("about"), big_integer_null("epoch"),
        text_uniq("dedupe"), text("state"), integer("attempts"), moment("next_at"), uuid_null("claim"),
        moment_null("claimed_until"), text_null("trouble"), moment("until_at"), moment("created_at"),
        moment_null("sent_at"),
    ]).refers("account", "accounts").create(manager).await?;
    index(manager, "outbox", &["state", "next_at"], false).await?;
    index(manager, "outbox", &["account", "kind"], false).await?;
    New::table("address_changes", vec![
        pk_uuid("id"), uuid("account"), text_null("address_before"), text_null("address_after"), big_integer("epoch"),
        text("state"), uuid_null("changed_by"), moment("until_at"), moment("created_at"),
    ]).refers("account", "accounts").create(manager).await?;
    index(manager, "address_changes", &["account"], false).await?;
    let news = boolean("news").default(true).to_owned();
    manager.alter_table(Table::alter().table("accounts").add_column(news).to_owned()).await?;
    // Addresses are compared in lower case from now on.
    let lower = "UPDATE accounts SET email = lower(email) WHERE email IS NOT NULL";
    manager.get_connection().execute_unprepared(lower).await?;
    index(manager, "accounts", &["email"], false).await?;
});
