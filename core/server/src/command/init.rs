//! `accord init`: the birth of an installation for real people.

use administration::{Accounts, NewPerson, NewService, found};
use anyhow::{Context, Result, bail};
use clap::Args;
use identity::Identity;
use keys::{KeyError, Keyring};
use permissions::{Actor, Role, Task};
use storage::{Installation, InstallationKind};

use crate::folder::DataFolder;
use crate::home::{database, key_path, open_store};
use crate::output;
use crate::settings::Settings;

use super::account::{explain, invitation};

const EXAMPLE: &str = "\
Example:
  accord init --name 'Northside Restorative' --username ama --person 'Ama Mensah'

It makes the key file, the database, and the account of the first system administrator, and
prints the link by which they choose a password. Keep a copy of the key file in a safe: what
is sealed under it cannot be read again without it.";

/// Set up a service for real people.
#[derive(Args)]
#[command(after_help = EXAMPLE)]
pub struct Init {
    /// The name of the service.
    #[arg(long)]
    name: String,
    /// The sign-in name of the first system administrator.
    #[arg(long)]
    username: String,
    /// The name that their colleagues know.
    #[arg(long, value_name = "NAME")]
    person: String,
    /// Where mail to them goes.
    #[arg(long)]
    email: Option<String>,
    /// Where the service is: days and months are counted there.
    #[arg(long, value_name = "ZONE", default_value = "Europe/London")]
    time_zone: String,
}

pub async fn run(init: Init, settings: Settings) -> Result<()> {
    let folder = DataFolder::at(&settings.data);
    folder.create()?;
    let _lock = folder.lock()?;
    let Ok(zone) = init.time_zone.parse() else {
        bail!("'{}' is not a time zone; write it like Europe/London", init.time_zone)
    };
    match Keyring::create(&key_path(&folder, &settings)) {
        // An interrupted `init` left its key file, which is as good as a new one.
        Ok(_) | Err(KeyError::Exists(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let owner = &settings.database.owner_url;
    let url = if owner.is_empty() { database(&folder, &settings).url } else { owner.expose().to_owned() };
    migrations::up(&url).await?;
    let (store, _) = open_store(&folder, &settings).await?;
    if let Some(known) = store.installation().await? {
        bail!("there is an installation in {} already: {}", folder.path().display(), known.service_name);
    }
    let operator = Actor::system(Task::Operator, store.now());
    let installation = Installation { kind: InstallationKind::Live, service_name: init.name.clone(), zone };
    found(&store, &operator, NewService { installation: installation.clone(), team: init.name }).await?;
    let person = NewPerson {
        username: init.username,
        name: init.person,
        email: init.email,
        roles: vec![Role::SystemAdministrator],
        until: None,
        team: None,
        organisation: None,
        language: settings.service.language,
    };
    let words = wording::Wording::load(settings.service.language, zone).context("the catalogues")?;
    let added = Accounts::new(store.clone()).add(&operator, person).await;
    let account = added.map_err(|error| explain(&words, settings.service.language, error))?;
    let identity = Identity::new(store, settings.sign_in.clone(), installation);
    let secret = identity.invite(&operator, account).await?;
    output::line(invitation(&settings, &secret))?;
    output::remark(format!(
        "The service is set up. Start it with `accord serve`, open the link above within {} days, and choose a \
         password. Copy {} to a safe place.",
        settings.sign_in.invitation_days,
        key_path(&folder, &settings).display(),
    ));
    Ok(())
}
