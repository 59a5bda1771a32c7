//! The way to the mail server.

use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lettre::address::Envelope;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error as SmtpError};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use storage::mail::Trouble;

use super::Written;
use crate::settings::{self, MailTls};

/// How long the mail server may take for a step of the conversation.
const STEP: Duration = Duration::from_secs(30);

/// How long it may take for a whole mail. A claim lasts longer.
const WHOLE: Duration = Duration::from_secs(60);

/// A mail server, and in whose name mail goes to it.
#[derive(Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    uses_tls: bool,
}

/// A mail that did not go out.
#[derive(Debug, thiserror::Error)]
#[error("{trouble:?}")]
pub struct PostError {
    /// Why, as it is stored.
    pub trouble: Trouble,
    /// Whether trying again is of no use.
    pub is_final: bool,
    /// What the mail server or the network said, for whoever sits at the machine. It may
    /// repeat the address, so it goes into no log.
    pub said: String,
}

impl Post {
    /// The mail server of the settings; nothing where none is set.
    ///
    /// # Errors
    /// Settings that cannot be followed, each with its name.
    pub fn of(settings: &settings::Mail) -> Result<Option<Self>> {
        let host = settings.host.trim();
        if host.is_empty() {
            if !settings.from.is_empty() || !settings.user.is_empty() {
                bail!("mail.host is empty: name the mail server, or leave all of [mail] empty");
            }
            return Ok(None);
        }
        let from = address(&settings.from).with_context(|| {
            "mail.from: write the address that mail comes from, such as \"accord@example.org\"".to_owned()
        })?;
        if settings.tls == MailTls::None && !is_loopback(host) {
            bail!(
                "mail.tls is \"none\", and {host} is another machine: links that open accounts would travel \
                 readable. Use \"starttls\" or \"tls\""
            );
        }
        if settings.user.is_empty() != settings.password.is_empty() {
            bail!("mail.user and mail.password belong together: set both, or neither");
        }
        let (tls, port) = match settings.tls {
            MailTls::Starttls => (Tls::Required(parameters(host, settings)?), 587),
            MailTls::Tls => (Tls::Wrapper(parameters(host, settings)?), 465),
            MailTls::None => (Tls::None, 25),
        };
        let port = if settings.port == 0 { port } else { settings.port };
        let hello = ClientId::Domain(from.domain().to_owned());
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .hello_name(hello)
            .timeout(Some(STEP));
        if !settings.user.is_empty() {
            let (user, password) = (settings.user.clone(), settings.password.expose().to_owned());
            builder = builder.credentials(Credentials::new(user, password));
        }
        let uses_tls = settings.tls != MailTls::None;
        Ok(Some(Self { transport: builder.build(), from: Mailbox::new(None, from), uses_tls }))
    }

    /// In whose name mail goes out.
    pub(super) fn from(&self) -> &Mailbox {
        &self.from
    }

    /// Hands one mail over; when this answers, the mail server has it.
    ///
    /// # Errors
    /// Why it has not.
    pub async fn send(&self, mail: &Written) -> Result<(), PostError> {
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![mail.to().clone()])
            .expect("there is one who gets it");
        match tokio::time::timeout(WHOLE, self.transport.send_raw(&envelope, mail.bytes())).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.told(&error)),
            Err(_) => Err(PostError {
                trouble: Trouble::Unreachable,
                is_final: false,
                said: "the mail server took longer than a minute".to_owned(),
            }),
        }
    }

    fn told(&self, error: &SmtpError) -> PostError {
        let code = error.status().map(u16::from);
        let (mut said, mut is_broken_tls) = (error.to_string(), error.is_tls());
        let mut cause = std::error::Error::source(error);
        while let Some(next) = cause {
            said = format!("{said}: {next}");
            // What a conversation that is no TLS ends with.
            is_broken_tls |= self.uses_tls
                && next.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == ErrorKind::InvalidData);
            cause = next.source();
        }
        let trouble = match code {
            // RFC 4954: what a server answers that does not accept who is there.
            Some(530 | 534 | 535 | 538) => Trouble::SignIn,
            Some(400..500) => Trouble::Later,
            Some(_) => Trouble::Refused,
            None if is_broken_tls || (error.is_client() && self.uses_tls) => Trouble::Tls,
            None if error.is_client() => Trouble::SignIn,
            None => Trouble::Unreachable,
        };
        PostError { trouble, is_final: trouble == Trouble::Refused, said }
    }
}

/// An address that can stand in an envelope and in a header, and nothing beside it: plain
/// letters, no line break, no name, no second address.
pub(super) fn address(text: &str) -> Result<Address> {
    let is_plain = text.is_ascii() && !text.contains(|c: char| c.is_ascii_control() || c == ' ');
    if !is_plain || domain::normalise::email(text).as_deref() != Some(text.to_lowercase().as_str()) {
        bail!("this is not an address that mail can be sent to");
    }
    text.parse().context("this is not an address that mail can be sent to")
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn parameters(host: &str, settings: &settings::Mail) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if !settings.ca_file.as_os_str().is_empty() {
        let named = || format!("mail.ca_file: {}", settings.ca_file.display());
        let pem = std::fs::read(&settings.ca_file).with_context(named)?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).with_context(named)?);
    }
    builder.build().with_context(|| format!("mail.host: {host}"))
}
