//! What an installation says about itself.

use std::time::Duration;

use wording::Language;

/// The settings of the pages.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the service, as in the header and every title.
    pub service_name: String,
    /// The organisation that answers for it, as in the footer and the privacy notice.
    pub organisation: String,
    /// Where people can write with questions about the site.
    pub contact: String,
    /// A logo in place of ours.
    pub logo: Option<Logo>,
    /// The language of people who chose none.
    pub language: Language,
    /// Whether the service sends mail: otherwise links are handed on by whoever makes them.
    pub sends_mail: bool,
    /// Whether this is a demonstration; every page then says so.
    pub demonstration: bool,
    /// The address at which people reach the service, without a path: links that go to
    /// somebody else begin with it, whatever the reader's own browser called us.
    pub address: String,
    /// Whether people reach the service over TLS; browsers are then told to insist.
    pub over_tls: bool,
    /// How many proxies of the installation's own stand before it. Each adds to
    /// `X-Forwarded-For` the address that asked it; without one, nobody's word is taken.
    pub proxies: usize,
    /// Where "exit this page" leads.
    pub exit_to: String,
    /// How long a request may take.
    pub deadline: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            service_name: "Accord".to_owned(),
            organisation: "Accord".to_owned(),
            contact: String::new(),
            logo: None,
            language: Language::En,
            sends_mail: false,
            demonstration: false,
            address: String::new(),
            over_tls: true,
            proxies: 0,
            exit_to: "https://www.bbc.co.uk/weather".to_owned(),
            deadline: Duration::from_secs(30),
        }
    }
}

/// A picture that stands in the header.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    /// Its media type: `image/svg+xml` or `image/png`.
    pub media_type: &'static str,
    /// The picture. It is shown as an image, so a script inside an SVG cannot run.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({}, {} bytes)", self.media_type, self.bytes.len())
    }
}
