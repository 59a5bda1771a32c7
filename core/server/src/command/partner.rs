//! `accord partner` and `accord team`.

use administration::{NewPartner, Partners};
use anyhow::Result;
use clap::{Args, Subcommand};
use domain::codes::SourceType;
use wording::Language;

use super::account::explain;
use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

/// Partner organisations.
#[derive(Subcommand)]
pub enum Partner {
    /// Enter a partner organisation, and print its reference.
    Add(Add),
    /// List the partner organisations.
    List {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
}

/// Enter a partner organisation.
#[derive(Args)]
#[command(after_help = "Example:\n  accord partner add 'Essex Police' --kind police")]
pub struct Add {
    /// Its name.
    name: String,
    /// What kind of source of referrals it is.
    #[arg(long, value_parser = kind)]
    kind: SourceType,
    /// The team that takes its referrals, by name; the service itself unless given.
    #[arg(long)]
    team: Option<String>,
}

/// Teams of the service.
#[derive(Subcommand)]
pub enum Team {
    /// Make a team.
    Add {
        /// Its name.
        name: String,
        /// The team above it; the service itself unless given.
        #[arg(long)]
        above: Option<String>,
    },
    /// List the teams.
    List {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
}

fn kind(word: &str) -> Result<SourceType, String> {
    SourceType::parse(word).ok_or_else(|| {
        let known: Vec<_> = SourceType::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("the kinds are {}", known.join(", "))
    })
}

pub async fn run(partner: Partner, settings: Settings) -> Result<()> {
    match partner {
        Partner::Add(add) => {
            let home = Home::open(settings, Manner::Instead).await?;
            let new = NewPartner { name: add.name, kind: add.kind, team: add.team, agreement_until: None };
            let added = Partners::new(home.store.clone()).add(&home.operator(), new).await;
            let words = home.words()?;
            output::line(added.map_err(|error| explain(&words, home.settings.service.language, error))?)
        }
        Partner::List { json } => {
            let home = Home::open(settings, Manner::Beside).await?;
            let partners = Partners::new(home.store.clone()).list(&home.operator()).await?;
            if json {
                return output::json(&partners);
            }
            let words = home.words()?;
            let rows: Vec<_> = partners
                .iter()
                .map(|partner| {
                    let until = partner.agreement_until.as_ref().map(|day| words.say(Language::En, day));
                    let reference = partner.reference.to_string();
                    [reference, partner.name.clone(), partner.kind.clone(), until.unwrap_or_default()]
                })
                .collect();
            output::table(["REFERENCE", "NAME", "KIND", "AGREEMENT UNTIL"], &rows)
        }
    }
}

pub async fn run_team(team: Team, settings: Settings) -> Result<()> {
    match team {
        Team::Add { name, above } => {
            let home = Home::open(settings, Manner::Instead).await?;
            let partners = Partners::new(home.store.clone());
            let added = partners.add_team(&home.operator(), &name, above.as_deref()).await;
            let words = home.words()?;
            added.map_err(|error| explain(&words, home.settings.service.language, error))
        }
        Team::List { json } => {
            let home = Home::open(settings, Manner::Beside).await?;
            let teams = Partners::new(home.store.clone()).teams(&home.operator()).await?;
            if json {
                return output::json(&teams);
            }
            let row =
                |team: &administration::TeamView| [team.name.clone(), team.above.clone().unwrap_or_default()];
            let rows: Vec<_> = teams.iter().map(row).collect();
            output::table(["NAME", "BELOW"], &rows)
        }
    }
}
