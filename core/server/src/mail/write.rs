//! Writing a mail: plain text, neutral words, a link where there is one.
//!
//! What is written is a sentence of the catalogue with a sign-in name and times in it, a link
//! and an ending. Nothing that anybody typed about a case can get here: there is no way to
//! it from a letter.

use anyhow::{Context, Result};
use domain::Message as Words;
use identity::{Identity, Letter, MailKind};
use lettre::address::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use uuid::Uuid;
use wording::{Language, Wording};

use super::post::{Post, address};

/// A mail as it goes over the wire.
pub struct Written {
    to: Address,
    bytes: Vec<u8>,
}

impl Written {
    pub(super) fn to(&self) -> &Address {
        &self.to
    }

    /// Its headers and its text.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Writes mail.
#[derive(Clone)]
pub struct Pen {
    words: Wording,
    identity: Identity,
    /// The address that people type, without a path.
    site: String,
}

impl Pen {
    /// For a service that people reach at `site`.
    pub fn new(words: Wording, identity: Identity, site: String) -> Self {
        Self { words, identity, site }
    }

    /// The mail of a letter, from whom the post sends it; nothing where its address is none
    /// to which mail can be sent.
    ///
    /// # Errors
    /// A catalogue that cannot stand in a mail.
    pub fn write(&self, letter: &Letter, post: &Post) -> Result<Option<Written>> {
        let Some(Ok(to)) = letter.to.as_deref().map(address) else { return Ok(None) };
        let language = Language::parse(&letter.language).unwrap_or(self.words.service_language());
        let kind = letter.kind.as_str();
        // The only word in it that somebody chose. It is no header, and stays in its line.
        let username = letter.username.replace(char::is_control, " ");
        let text =
            Words::new(format!("mail-{kind}-text")).with("username", username).with("until", letter.until);
        let mut parts = vec![self.words.text(language, &text)];
        if let Some(path) = self.identity.path_of(letter) {
            parts.push(format!("{}{path}", self.site));
        }
        if tells_of_change(letter.kind) {
            parts.push(self.words.key(language, "mail-not-you"));
        }
        parts.push(self.words.key(language, "mail-ending"));
        let subject = self.words.key(language, &format!("mail-{kind}-subject"));
        written(post.from(), to, letter.id, &subject, &parts).map(Some)
    }

    /// The mail of `accord mail test`.
    ///
    /// # Errors
    /// `to` is no address.
    pub fn trial(words: &Wording, post: &Post, to: &str) -> Result<Written> {
        let language = words.service_language();
        let parts = ["mail-test-text", "mail-ending"].map(|key| words.key(language, key));
        let subject = words.key(language, "mail-test-subject");
        written(post.from(), address(to)?, Uuid::now_v7(), &subject, &parts)
    }
}

/// Whether a reader who knows nothing of it has to do something.
const fn tells_of_change(kind: MailKind) -> bool {
    use MailKind::{
        AddedPasskey, ChangedAddress, ChangedCodes, ChangedFactor, ChangedPassword, RemovedPasskey,
        SignInReset, UsedRecoveryCode,
    };
    matches!(
        kind,
        ChangedPassword
            | ChangedFactor
            | ChangedCodes
            | AddedPasskey
            | RemovedPasskey
            | UsedRecoveryCode
            | ChangedAddress
            | SignInReset
    )
}

fn written(from: &Mailbox, to: Address, id: Uuid, subject: &str, parts: &[String]) -> Result<Written> {
    // The same name at every try: a mail that was sent twice is known for one.
    let name = format!("<{id}@{}>", from.email.domain());
    let automatic =
        HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(subject)
        .message_id(Some(name))
        .raw_header(automatic)
        .singlepart(SinglePart::plain(parts.join("\r\n\r\n") + "\r\n"))
        .context("a sentence that cannot stand in a mail")?;
    Ok(Written { to, bytes: message.formatted() })
}
