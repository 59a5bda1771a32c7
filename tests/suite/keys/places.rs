//! Every sealed value of a database, read past the service: where it stands, and whether it
//! opens where it stands. The bindings are written here a second time, from their description.

use std::collections::HashMap;

use keys::{Binding, Keyring, OwnerKey};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use uuid::Uuid;

/// The place of a sealed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A section under its owner's key.
    Section { table: &'static str, bound_to: &'static str, part: String, row: Uuid, owner: Uuid },
    /// An owner's key under the master key.
    Wrapped { owner: Uuid },
    /// A secret of an account.
    Secret { purpose: &'static str, account: Uuid },
}

/// Everything that is sealed.
pub struct Sealed {
    pub all: Vec<(Place, Vec<u8>)>,
    wrapped: HashMap<Uuid, Vec<u8>>,
}

impl Sealed {
    pub async fn read(on: &DatabaseConnection) -> Self {
        let ask = async |sql: &str| {
            on.query_all_raw(Statement::from_string(on.get_database_backend(), sql))
                .await
                .expect("it can be read")
        };
        let mut all = Vec::new();
        let mut wrapped = HashMap::new();
        for row in ask("SELECT id, wrapped FROM owner_keys WHERE wrapped IS NOT NULL").await {
            let owner: Uuid = row.try_get("", "id").expect("a name");
            let key: Vec<u8> = row.try_get("", "wrapped").expect("bytes");
            all.push((Place::Wrapped { owner }, key.clone()));
            wrapped.insert(owner, key);
        }
        for (table, sql) in [
            ("answers", "SELECT id, part, owner, sealed FROM answers WHERE sealed IS NOT NULL"),
            ("history", "SELECT \"row\" AS id, part, owner, sealed FROM history WHERE sealed IS NOT NULL"),
            ("drafts", "SELECT id, 'draft' AS part, owner, sealed FROM drafts"),
        ] {
            for row in ask(sql).await {
                let place = Place::Section {
                    table,
                    // An old value keeps the seal of the row that it came from.
                    bound_to: if table == "history" { "answers" } else { table },
                    part: row.try_get("", "part").expect("a part"),
                    row: row.try_get("", "id").expect("a name"),
                    owner: row.try_get("", "owner").expect("an owner"),
                };
                all.push((place, row.try_get("", "sealed").expect("bytes")));
            }
        }
        for (purpose, sql) in [
            ("one-time codes", "SELECT id AS account, totp AS sealed FROM accounts WHERE totp IS NOT NULL"),
            ("passkey", "SELECT account, sealed FROM passkeys"),
        ] {
            for row in ask(sql).await {
                let place =
                    Place::Secret { purpose, account: row.try_get("", "account").expect("an account") };
                all.push((place, row.try_get("", "sealed").expect("bytes")));
            }
        }
        Self { all, wrapped }
    }

    /// What `sealed` says in this place, if it opens there.
    pub fn open(&self, keys: &Keyring, place: &Place, sealed: &[u8]) -> Option<Vec<u8>> {
        match place {
            Place::Section { bound_to, part, row, owner, .. } => {
                let key = self.key(keys, *owner)?;
                keys::open(&key, &Binding { table: bound_to, part, row: *row, owner: *owner }, sealed).ok()
            }
            Place::Wrapped { owner } => keys.unwrap(sealed, *owner).ok().map(|_| Vec::new()),
            Place::Secret { purpose, account } => keys.open_value(purpose, account.as_bytes(), sealed).ok(),
        }
    }

    pub fn key(&self, keys: &Keyring, owner: Uuid) -> Option<OwnerKey> {
        keys.unwrap(self.wrapped.get(&owner)?, owner).ok()
    }

    /// What everything says, by its place.
    pub fn contents(&self, keys: &Keyring) -> Vec<(Place, Vec<u8>)> {
        let opened = |(place, sealed): &(Place, Vec<u8>)| {
            let plain = self.open(keys, place, sealed).unwrap_or_else(|| panic!("{place:?} does not open"));
            (place.clone(), plain)
        };
        self.all.iter().map(opened).collect()
    }
}
