//! The place of a page in its list, sealed.

use chrono::NaiveDate;
use domain::Instant;
use permissions::Actor;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::query::{CaseQuery, Filter, Sort};
use crate::{Error, Result, Store};

const PURPOSE: &str = "list-cursor";

/// The value a row is sorted by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Key {
    Nothing,
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Moment(Instant),
}

/// The row beside which a page begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Cursor {
    pub key: Key,
    pub id: Uuid,
    /// The page before this row, not the one after it.
    pub back: bool,
}

/// What a cursor is bound to: a cursor of one list says nothing in another.
fn binding(actor: &Actor, query: &CaseQuery) -> Result<Vec<u8>> {
    let asked: (&[Filter], &Sort) = (&query.filters, &query.sort);
    let asked = serde_json::to_vec(&asked).map_err(|_| Error::Meaning("query"))?;
    let account = actor.account_id().map_or(Uuid::nil(), Uuid::from);
    Ok([account.as_bytes().as_slice(), &asked].concat())
}

impl Cursor {
    /// A sort value may be a date or a crime reference, so it does not travel in the clear.
    pub fn seal(&self, store: &Store, actor: &Actor, query: &CaseQuery) -> Result<String> {
        let payload = serde_json::to_vec(self).map_err(|_| Error::Meaning("cursor"))?;
        Ok(store.keys().seal_token(PURPOSE, &binding(actor, query)?, &payload))
    }

    /// Opens the cursor of `query`; one that was made for somebody else or for another
    /// list is a page that does not exist.
    pub fn open(token: &str, store: &Store, actor: &Actor, query: &CaseQuery) -> Result<Self> {
        let payload =
            store.keys().open_token(PURPOSE, &binding(actor, query)?, token).map_err(|_| Error::NotFound)?;
        serde_json::from_slice(&payload).map_err(|_| Error::NotFound)
    }
}
