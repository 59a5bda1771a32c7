//! The installation itself: what it was born as, its teams, partners and policies.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::*;

migration!("m001_service", manager => {
    // One row, written at the first start and never changed: demo or live.
    New::table("installations", vec![
        integer("id"), text("kind"), text("service_name"), text("time_zone"), moment("created_at"),
    ]).key(&["id"]).create(manager).await?;
    New::table("epochs", vec![text("name"), big_integer("value")]).key(&["name"]).create(manager).await?;
    New::table("policies", vec![
        big_integer("version"), text("body"), moment("published_at"), uuid_null("published_by"),
    ]).key(&["version"]).create(manager).await?;
    New::table("teams", vec![
        pk_uuid("id"), uuid_null("parent"), text("name"), text("kind"), moment("created_at"),
    ]).create(manager).await?;
    New::table("organisations", with(vec![
        pk_uuid("id"), text_uniq("reference"), text("name"), text("sort_key"), text("kind"),
        date_null("agreement_until"),
    ], root())).refers("team", "teams").create(manager).await?;
});
