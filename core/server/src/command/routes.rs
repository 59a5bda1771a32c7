//! `accord routes`.

use anyhow::Result;
use clap::Args;

use crate::{output, service};

/// Print every route with the access it states.
#[derive(Args)]
pub struct Routes {}

pub fn run() -> Result<()> {
    let table = service::routes().and(web::common());
    let row = |row: &web::Row| [row.method.to_string(), row.path.to_owned(), row.access.as_str().to_owned()];
    let rows: Vec<_> = table.rows().into_iter().map(row).collect();
    output::table(["METHOD", "PATH", "ACCESS"], &rows)
}
