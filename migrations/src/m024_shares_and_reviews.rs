//! What a partner is given of one case and on what grounds, and the quarterly review of who
//! may see what.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::*;

migration!("m024_shares_and_reviews", manager => {
    // `groups` names the groups of the matrix that were shared, such as `g2 g4`; absent, all
    // that the role has. A share rests on a consent or on an organisation's agreement, and
    // ends with it. `confirmed_at`: the last review that let it stand.
    let columns = [
        uuid_null("consent"), uuid_null("agreement"), text_null("groups"), moment_null("confirmed_at"),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("case_access").add_column(column).to_owned()).await?;
    }
    New::table("access_reviews", vec![
        text("period"), moment("opened_at"), moment("closes_at"), moment_null("lapsed_at"),
    ]).key(&["period"]).create(manager).await?;
    // What is recorded of an account stands behind the wall as well (m022): its owner sees it,
    // and whoever sees the people of its team.
    let connection = manager.get_connection();
    if connection.get_database_backend() == DbBackend::Postgres {
        for table in ["answers", "history"] {
            connection.execute_unprepared(&format!(
                "CREATE POLICY of_accounts ON {table} USING (EXISTS (
                     SELECT 1 FROM accounts a WHERE a.id = {table}.root
                     AND (a.id = accord_told('account')::uuid
                          OR a.team = ANY (accord_told('person_teams')::uuid[]))));"
            )).await?;
        }
    }
});
