//! `accord account`.

use administration::{AccountChange, Accounts, Error, NewPerson};
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};
use domain::{Instant, Reference};
use identity::{Identity, Secret};
use permissions::Role;
use wording::{Language, Wording};

use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

/// Who can sign in.
#[derive(Subcommand)]
pub enum Account {
    /// Make an account, and print the link by which its owner chooses a password.
    Add(Add),
    /// Print another link for an account that nobody has made their own yet.
    Invite {
        /// The account's reference, such as A-7KQ2-M4XD.
        account: Reference,
    },
    /// Close an account for now and end its sessions; its owner keeps roles and cases.
    Suspend {
        /// The account's reference.
        account: Reference,
    },
    /// Close the account of somebody who left, and end its sessions.
    Leave {
        /// The account's reference.
        account: Reference,
    },
    /// Open an account again that was closed.
    Resume {
        /// The account's reference.
        account: Reference,
    },
    /// Take password, factors and sessions from an account in use, and print the link by which
    /// its owner begins anew. For whoever lost what they sign in by, once you know who asks.
    Reset {
        /// The account's reference, such as A-7KQ2-M4XD.
        account: Reference,
    },
    /// Change where mail to an account goes; the old address is told.
    Address {
        /// The account's reference, such as A-7KQ2-M4XD.
        account: Reference,
        /// The new address.
        email: String,
    },
    /// List every account.
    List {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
}

/// Make an account.
#[derive(Args)]
#[command(after_help = "Example:\n  accord account add kofi --person 'Kofi Boateng' --role coordinator")]
pub struct Add {
    /// The sign-in name.
    username: String,
    /// The name that colleagues know.
    #[arg(long, value_name = "NAME")]
    person: String,
    /// A role; may be given more than once.
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = role)]
    roles: Vec<Role>,
    /// Where notices go.
    #[arg(long)]
    email: Option<String>,
    /// The team, by name; the service itself unless given.
    #[arg(long)]
    team: Option<String>,
    /// The partner organisation, by reference, for somebody who works for one.
    #[arg(long, value_name = "REFERENCE")]
    organisation: Option<Reference>,
    /// When the roles end, such as 2027-11-24T00:00:00Z; in a year unless given.
    #[arg(long, value_name = "MOMENT")]
    until: Option<Instant>,
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("the roles are {}", known.join(", "))
    })
}

pub async fn run(account: Account, settings: Settings) -> Result<()> {
    match account {
        Account::Add(add) => {
            let home = Home::open(settings, Manner::Instead).await?;
            let language = home.settings.service.language;
            let person = NewPerson {
                username: add.username,
                name: add.person,
                email: add.email,
                roles: add.roles,
                until: add.until,
                team: add.team,
                organisation: add.organisation,
                language,
            };
            let added = Accounts::new(home.store.clone()).add(&home.operator(), person).await;
            let words = home.words()?;
            invite(&home, added.map_err(|error| explain(&words, language, error))?).await
        }
        Account::Invite { account } => invite(&Home::open(settings, Manner::Instead).await?, account).await,
        Account::Suspend { account } => change(settings, account, AccountChange::Suspend).await,
        Account::Leave { account } => change(settings, account, AccountChange::Leave).await,
        Account::Resume { account } => change(settings, account, AccountChange::Resume).await,
        Account::Reset { account } => reset(&Home::open(settings, Manner::Instead).await?, account).await,
        Account::Address { account, email } => {
            address(&Home::open(settings, Manner::Instead).await?, account, &email).await
        }
        Account::List { json } => list(&Home::open(settings, Manner::Beside).await?, json).await,
    }
}

fn identity(home: &Home) -> Identity {
    Identity::new(home.store.clone(), home.settings.sign_in.clone(), home.installation.clone())
}

async fn reset(home: &Home, account: Reference) -> Result<()> {
    let restarted = identity(home).restart(&home.operator(), account).await;
    let restarted = restarted.context("nothing was reset")?;
    output::line(invitation(&home.settings, &restarted.secret))
}

async fn address(home: &Home, account: Reference, email: &str) -> Result<()> {
    let changed = identity(home).change_address(&home.operator(), account, email).await;
    match changed.context("nothing was changed")? {
        Ok(()) => Ok(()),
        Err(fields) => Err(explain(&home.words()?, home.settings.service.language, Error::Fields(fields))),
    }
}

async fn invite(home: &Home, account: Reference) -> Result<()> {
    let secret = identity(home).invite(&home.operator(), account).await.context("no link was made")?;
    output::line(invitation(&home.settings, &secret))
}

async fn change(settings: Settings, account: Reference, change: AccountChange) -> Result<()> {
    let home = Home::open(settings, Manner::Instead).await?;
    let changed = Accounts::new(home.store.clone()).change(&home.operator(), account, change).await;
    let ended = match changed {
        Err(Error::NotFound) => bail!("there is no account {account}; `accord account list` shows all"),
        Err(Error::Conflict) => bail!("the account {account} is in that state already"),
        other => other?,
    };
    output::line(match change {
        AccountChange::Suspend => format!("{account} is suspended; sessions ended: {ended}"),
        AccountChange::Leave => format!("{account} is closed; sessions ended: {ended}"),
        AccountChange::Resume => format!("{account} is open again"),
    })
}

async fn list(home: &Home, json: bool) -> Result<()> {
    let accounts = Accounts::new(home.store.clone()).list(&home.operator()).await?;
    if json {
        return output::json(&accounts);
    }
    let words = home.words()?;
    let rows: Vec<_> = accounts
        .iter()
        .map(|account| {
            let roles: Vec<_> = account.roles.iter().map(|role| role.role).collect();
            let seen = account.last_sign_in_at.as_ref().map(|at| words.say(Language::En, at));
            [
                account.reference.to_string(),
                account.username.clone(),
                account.name.clone(),
                account.status.clone(),
                roles.join(" "),
                seen.unwrap_or_else(|| "never".to_owned()),
            ]
        })
        .collect();
    output::table(["REFERENCE", "USERNAME", "NAME", "STATUS", "ROLES", "LAST SIGNED IN"], &rows)
}

/// The link by which somebody makes an account their own.
pub fn invitation(settings: &Settings, secret: &Secret) -> String {
    format!("{}/invitation/{}", settings.public_address(), secret.expose())
}

/// A use case's refusal in words for the terminal.
pub fn explain(words: &Wording, language: Language, error: Error) -> anyhow::Error {
    match error {
        Error::Fields(fields) => {
            let said = fields.0.iter().map(|error| words.text(language, &error.message));
            anyhow!(said.collect::<Vec<_>>().join("; "))
        }
        other => other.into(),
    }
}
