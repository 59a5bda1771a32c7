//! The two cookies: the session and the language.
//!
//! Both are `__Host-`: bound to this host, sent over TLS only (browsers count loopback as
//! safe), and not to be set by a neighbour under the same domain.

use axum::http::{HeaderMap, HeaderValue, header};
use wording::Language;

const SESSION: &str = "__Host-session";
const LANGUAGE: &str = "__Host-language";

/// A year in seconds.
const YEAR: u32 = 31_536_000;

/// The session's token in the request, if it looks like one.
pub fn session_of(headers: &HeaderMap) -> Option<&str> {
    let plausible = |token: &&str| {
        (16..=128).contains(&token.len())
            && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    cookie(headers, SESSION).filter(plausible)
}

/// The header that hands a session's token to the browser, until the browser is closed;
/// when it ends is decided by the server.
///
/// # Panics
/// Never: a token is base64url.
pub fn session_cookie(token: &str) -> HeaderValue {
    let text = format!("{SESSION}={token}; Path=/; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&text).unwrap_or_else(|_| clear_session())
}

/// The header that takes the session's cookie away.
pub fn clear_session() -> HeaderValue {
    HeaderValue::from_static("__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The language chosen on this device.
pub(crate) fn language_of(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE).and_then(Language::parse)
}

/// The header that remembers a language on this device for a year.
pub(crate) fn language_cookie(language: Language) -> HeaderValue {
    let code = language.code();
    let text = format!("{LANGUAGE}={code}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={YEAR}");
    HeaderValue::from_str(&text).expect("two letters and fixed text are a header value")
}

/// The value of the cookie `name`; a cookie sent twice is not believed.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
