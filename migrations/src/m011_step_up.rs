//! When somebody last proved that a session is theirs, for acts that want it to be recent.

use sea_orm_migration::prelude::*;

use crate::table::*;

migration!("m011_step_up", manager => {
    // Absent for sessions begun before: they are asked at the first such act.
    let column = moment_null("proved_at");
    manager.alter_table(Table::alter().table("sessions").add_column(column).to_owned()).await?;
});
