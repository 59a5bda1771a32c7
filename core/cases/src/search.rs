//! The search box.
//!
//! What somebody looks for is personal data, so it never stands in an address: the form is
//! posted, and answered with the address of a sealed query that only its asker can open
//! (`decisions.md` 21).

use contributions::Registry;
use permissions::{ActKind, Actor};
use serde::{Deserialize, Serialize};
pub use storage::search::{FoundBy, Within};
use storage::search::{LONGEST, SearchQuery};
use storage::{Shown, Store};
use uuid::Uuid;

use crate::list::{ColumnView, RowView, columns, row_view};
use crate::{Error, Result};

/// What the sealed token is for.
const PURPOSE: &str = "search";

/// How long a sealed query can be opened again, in seconds: a day.
const LASTS: i64 = 24 * 60 * 60;

/// The columns of the results.
pub const COLUMNS: [&str; 6] = [
    "case.reference",
    "participant.name",
    "case.service-type",
    "case.stage",
    "case.received-on",
    "case.district",
];

/// Search over the store.
#[derive(Clone)]
pub struct Search {
    store: Store,
}

/// What travels in the token.
#[derive(Serialize, Deserialize)]
struct Sealed {
    text: String,
    within: Within,
    at: i64,
}

/// What was found, as it is shown.
#[derive(Clone, Serialize)]
pub struct FoundView {
    /// What was looked for, for the box.
    pub text: String,
    /// Where words were looked for.
    pub within: Within,
    /// What the text was taken to be.
    pub found_by: FoundBy,
    /// The columns that stand in at least one row.
    pub columns: Vec<ColumnView>,
    /// The cases found, the newest first.
    pub rows: Vec<RowView>,
    /// The page after this one.
    pub next: Option<String>,
}

impl Search {
    /// Search over `store`.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// Seals what somebody typed, for the address of the results.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody who may see no case.
    pub fn seal(&self, actor: &Actor, text: &str, within: Within) -> Result<String> {
        if !actor.holds(ActKind::ViewCase) {
            return Err(Error::Forbidden);
        }
        let text: String = text.chars().take(LONGEST).collect();
        let sealed = Sealed { text, within, at: actor.now().timestamp() };
        let payload = serde_json::to_vec(&sealed).expect("a text, a word and a number can be written");
        Ok(self.store.keys().seal_token(PURPOSE, binding(actor).as_bytes(), &payload))
    }

    /// The results of a sealed query, or the page of them that `cursor` names.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the query or the cursor was not made for this account, or
    /// is older than a day; [`Error::Forbidden`] for somebody who may see no case.
    pub async fn results(
        &self,
        actor: &Actor,
        registry: &Registry,
        token: &str,
        cursor: Option<String>,
    ) -> Result<Shown<FoundView>> {
        let payload = self
            .store
            .keys()
            .open_token(PURPOSE, binding(actor).as_bytes(), token)
            .map_err(|_| Error::NotFound)?;
        let sealed: Sealed = serde_json::from_slice(&payload).map_err(|_| Error::NotFound)?;
        if !(0..LASTS).contains(&(actor.now().timestamp() - sealed.at)) {
            return Err(Error::NotFound);
        }
        let fields: Vec<String> = COLUMNS.map(str::to_owned).into();
        let query = SearchQuery {
            text: sealed.text,
            within: sealed.within,
            fields: fields.clone(),
            cursor,
            limit: 50,
        };
        let mut unit = self.store.read(actor).await?;
        let page = unit.search(registry.catalogue(), &query).await?;
        let columns = columns(registry, actor, &fields, &page.rows);
        let rows = page.rows.iter().map(|row| row_view(registry, &columns, row)).collect();
        let SearchQuery { text, within, .. } = query;
        let view = FoundView { text, within, found_by: page.found_by, columns, rows, next: page.next };
        Ok(unit.show(view).await?)
    }
}

/// To whom a sealed query belongs.
fn binding(actor: &Actor) -> Uuid {
    actor.account_id().map_or(Uuid::nil(), Uuid::from)
}
