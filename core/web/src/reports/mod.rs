//! Reports: what there is, and one of them for a quarter.
//!
//! Sola, in the commissioner's office, opens the return for the quarter that has ended,
//! reads how each figure is counted, and takes the numbers away as a sheet. Whoever asks,
//! the numbers are counted the same; hers are protected, and the page says so. No figure
//! leads to a case, here or for anybody else.

mod gallery;
mod page;
mod quarter;

use crate::{Access, PageError, Table};

pub(crate) use quarter::{Quarter, today, usual};

/// The rows of these pages.
pub(crate) fn routes() -> Table {
    Table::new().get("/reports", Access::SignedIn, gallery::show).get(
        "/reports/{plugin}/{report}",
        Access::SignedIn,
        page::show,
    )
}

impl From<::reports::Error> for PageError {
    fn from(error: ::reports::Error) -> Self {
        match error {
            ::reports::Error::NotFound => Self::NotFound,
            ::reports::Error::Forbidden => Self::Forbidden(None),
            // The plugin's author has to mend it; the rest of the service works.
            broken @ ::reports::Error::Template(_) => {
                tracing::error!(error = %broken, "a report cannot be drawn");
                Self::Unavailable
            }
            ::reports::Error::Storage(cause) => Self::fault(cause),
        }
    }
}
