//! Replacing keys while the service runs: how far it is, and what belongs to whose key.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m019_keys", manager => {
    // `generation` is the one that everything is brought under; 0 where the owners' own keys
    // are replaced. `state` is running, done or given-up.
    New::table("key_rotations", vec![
        big_integer("number"), text("kind"), integer("generation"), text("state"), big_integer("done"),
        big_integer("total"), moment("begun_at"), uuid_null("begun_by"), moment_null("ended_at"),
    ]).key(&["number"]).create(manager).await?;
    // When the owner's key was last replaced; absent where it is the first.
    let column = moment_null("keyed_at");
    manager.alter_table(Table::alter().table("owner_keys").add_column(column).to_owned()).await?;
    index(manager, "answers", &["owner"], false).await?;
    index(manager, "history", &["owner"], false).await?;
    index(manager, "drafts", &["owner"], false).await?;
});
