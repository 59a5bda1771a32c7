//! Loading the policy in force, or nobody's rights at all.

use keys::Keyring;
use permissions::{Policy, broken};
use sea_orm::{EntityTrait, QueryOrder};

use crate::entity::{epoch, policy};
use crate::identity::POLICY_EPOCH;
use crate::{Error, Result, Store};

impl Store {
    /// Whether the stored policy can be loaded; a server asks before it serves.
    ///
    /// # Errors
    /// [`Error::Policy`] says which version is refused and why.
    pub async fn check_policy(&self) -> Result<()> {
        let row = epoch::Entity::find_by_id(POLICY_EPOCH).one(&self.0.pools.readers).await?;
        self.load_policy(row.map_or(0, |row| row.value)).await.map(|_| ())
    }

    /// The newest published policy as of `epoch`, or the default while none was published.
    ///
    /// # Errors
    /// [`Error::Policy`] for one that this installation did not publish, or that says what no
    /// policy may: then nobody has rights, rather than those of another policy.
    pub(crate) async fn load_policy(&self, epoch: i64) -> Result<Policy> {
        let newest = policy::Entity::find().order_by_desc(policy::Column::Version);
        let Some(row) = newest.one(&self.0.pools.readers).await? else {
            return if epoch == 0 { Ok(Policy::default()) } else { Err(refused(epoch + 1, "is missing")) };
        };
        // Each publication raises the epoch by one. A row that is newer than the epoch was
        // published while this was read.
        if row.version < epoch + 1 {
            return Err(refused(epoch + 1, "is missing"));
        }
        opened(self.keys(), &row)
    }
}

/// The policy in `row`, if it is what was published.
pub(super) fn opened(keys: &Keyring, row: &policy::Model) -> Result<Policy> {
    let seal = seal(keys, row);
    if !row.seal.as_ref().is_some_and(|kept| keys::equal(kept, &seal)) {
        return Err(refused(row.version, "was changed, or was not published by this installation"));
    }
    let policy: Policy = serde_json::from_str(&row.body)
        .map_err(|_| refused(row.version, "holds words that this version of Accord does not know"))?;
    if i64::try_from(policy.version) != Ok(row.version) {
        return Err(refused(row.version, "says that it is another version"));
    }
    match broken(&policy).first() {
        None => Ok(policy),
        Some(found) => {
            let role = found.role.map_or("all roles", permissions::Role::as_str);
            Err(refused(row.version, &format!("breaks the rule {} ({role})", found.wall.as_str())))
        }
    }
}

/// The keyed digest of everything that a version says and who says it.
pub(super) fn seal(keys: &Keyring, row: &policy::Model) -> Vec<u8> {
    let mut bytes = row.version.to_be_bytes().to_vec();
    bytes.extend_from_slice(&row.published_at.timestamp_micros().to_be_bytes());
    bytes.extend_from_slice(&row.restores.unwrap_or_default().to_be_bytes());
    for who in [row.published_by, row.drafted_by, row.approved_by] {
        bytes.extend_from_slice(who.unwrap_or_default().as_bytes());
    }
    for text in [row.reason.as_deref().unwrap_or_default(), &row.body] {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    keys.digest("published policy", &bytes).to_vec()
}

fn refused(version: i64, why: &str) -> Error {
    Error::Policy(format!(
        "the stored permissions are refused, and nobody has any rights: version {version} {why}; put the \
         database back from a backup, or look at the audit log for who published last"
    ))
}
