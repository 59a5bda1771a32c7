//! `accord mail`.

use administration::Mail as Mails;
use anyhow::{Result, bail};
use clap::Subcommand;
use storage::mail::Trouble;
use wording::{Language, Wording};

use crate::home::{Home, Manner};
use crate::mail::{Pen, Post};
use crate::output;
use crate::settings::Settings;

/// Mail.
#[derive(Subcommand)]
pub enum Mail {
    /// Send one mail to an address, and say what the mail server answered.
    #[command(after_help = "Example:\n  accord mail test ama@example.org")]
    Test {
        /// Where to.
        address: String,
    },
    /// Say how much waits, was sent and was given up, and why.
    Status {
        /// For machines.
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(mail: Mail, settings: Settings) -> Result<()> {
    match mail {
        Mail::Test { address } => test(&address, &settings).await,
        Mail::Status { json } => status(json, settings).await,
    }
}

/// Needs no installation: whoever sets one up tries this first.
async fn test(address: &str, settings: &Settings) -> Result<()> {
    let Some(post) = Post::of(&settings.mail)? else {
        bail!("no mail server is set: see [mail] in `accord settings show`");
    };
    let words = Wording::load(settings.service.language, chrono_tz::Tz::UTC)?;
    let mail = Pen::trial(&words, &post, address)?;
    if let Err(error) = post.send(&mail).await {
        let why = words.key(Language::En, &format!("mail-trouble-{}", error.trouble.as_str()));
        bail!("{why}. The mail server or the network said: {}", error.said);
    }
    output::remark("The mail server took it. Look whether it arrives, and not among the unwanted mail.");
    Ok(())
}

async fn status(json: bool, settings: Settings) -> Result<()> {
    let is_set = !settings.mail.host.trim().is_empty();
    let home = Home::open(settings, Manner::Beside).await?;
    let health = Mails::new(home.store.clone()).health(&home.operator()).await?;
    if json {
        return output::json(&health);
    }
    if !is_set {
        output::remark("No mail server is set: what waits is not sent.");
    }
    let (waiting, sent, failed) = (health.waiting, health.sent, health.failed);
    output::line(format!("waiting {waiting}, sent {sent}, given up {failed}, in the last thirty days"))?;
    let words = home.words()?;
    let rows: Vec<_> = health
        .troubled
        .iter()
        .map(|line| {
            let said = |text| words.say(Language::En, text);
            let again = line.again_at.as_ref().map_or_else(|| "never".to_owned(), said);
            let why = line.trouble.unwrap_or(Trouble::Unreachable.as_str());
            [line.username.clone(), line.kind.to_owned(), said(&line.asked_at), why.to_owned(), again]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    output::table(["USERNAME", "MAIL", "ASKED FOR", "TROUBLE", "AGAIN"], &rows)
}
