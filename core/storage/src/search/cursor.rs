//! The place of a page in the results, sealed.

use permissions::Actor;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::SearchQuery;
use crate::{Error, Result, Store};

const PURPOSE: &str = "search-cursor";

/// The last row of the index that a page used.
///
/// Rows of cases received in the same second lie among each other, so the cases of that
/// second that were shown already are named: none is shown twice.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Cursor {
    pub row: i64,
    pub shown: Vec<Uuid>,
}

fn binding(actor: &Actor, query: &SearchQuery) -> Result<Vec<u8>> {
    let asked = serde_json::to_vec(&(&query.text, query.within)).map_err(|_| Error::Meaning("query"))?;
    let account = actor.account_id().map_or(Uuid::nil(), Uuid::from);
    Ok([account.as_bytes().as_slice(), &asked].concat())
}

impl Cursor {
    pub fn seal(&self, store: &Store, actor: &Actor, query: &SearchQuery) -> Result<String> {
        let payload = serde_json::to_vec(self).map_err(|_| Error::Meaning("cursor"))?;
        Ok(store.keys().seal_token(PURPOSE, &binding(actor, query)?, &payload))
    }

    pub fn open(store: &Store, actor: &Actor, query: &SearchQuery) -> Result<Option<Self>> {
        let Some(token) = &query.cursor else { return Ok(None) };
        let payload =
            store.keys().open_token(PURPOSE, &binding(actor, query)?, token).map_err(|_| Error::NotFound)?;
        serde_json::from_slice(&payload).map(Some).map_err(|_| Error::NotFound)
    }
}
