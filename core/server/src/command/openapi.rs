//! `accord openapi`: the interface for programs, described.

use std::sync::Arc;

use administration::{Plugins, Rejected, Work, Workshop};
use anyhow::{Context, Result};
use clap::Args;
use contributions::Package;
use permissions::Role;

use crate::home::{Home, Manner};
use crate::output;
use crate::settings::Settings;

/// Print the OpenAPI description of the interface for programs, as an account with this role
/// would get it, with the plugins that are at work; may run beside the server.
#[derive(Args)]
#[command(after_help = "Example:\n  accord openapi --role coordinator > openapi.json")]
pub struct Openapi {
    /// The role.
    #[arg(long, value_parser = role, default_value = "service-manager")]
    role: Role,
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| {
        let known: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("the roles are {}", known.join(", "))
    })
}

pub async fn run(openapi: Openapi, settings: Settings) -> Result<()> {
    let home = Home::open(settings, Manner::Beside).await?;
    let plugins = Plugins::new(home.store.clone(), Arc::new(Reading), home.words()?);
    plugins.refresh().await.context("the plugins")?;
    let contributed = plugins.current();
    let language = home.settings.service.language;
    let (registry, words) = (contributed.registry(), contributed.wording());
    output::json(&web::describe_to(openapi.role, registry, words, language, home.store.now()))
}

/// Reads packages and puts no code to work: what a plugin declares is all that is described.
struct Reading;

impl Workshop for Reading {
    fn read(&self, bytes: &[u8]) -> Result<Package, Rejected> {
        accord_plugin::read(bytes).map_err(|error| Rejected(error.to_string()))
    }

    fn try_out<'a>(&'a self, _: &'a Package) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn prepare<'a>(&'a self, _: &'a Package) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn retire<'a>(&'a self, _: &'a str) -> Work<'a> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn resting(&self, _: &str) -> Vec<&'static str> {
        Vec::new()
    }

    fn wake(&self, _: &str) {}
}
