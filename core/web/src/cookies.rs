//! The four cookies: the session, the language, that the browser is known, and a sign-in with
//! a provider that is under way.
//!
//! All are `__Host-`: bound to this host, sent over TLS only (browsers count loopback as
//! safe), and not to be set by a neighbour under the same domain.

use axum::http::{HeaderMap, HeaderValue, header};
use wording::Language;

const SESSION: &str = "__Host-session";
const LANGUAGE: &str = "__Host-language";
const PROVIDER: &str = "__Host-provider";
const BROWSER: &str = "__Host-browser";

/// A year in seconds.
const YEAR: u32 = 31_536_000;
/// The days for which `identity` knows a browser again, in seconds.
const HALF_A_YEAR: u32 = 180 * 86_400;

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

/// The sign-in with a provider that is under way in this browser, unread.
pub(crate) fn provider_of(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, PROVIDER).filter(|token| token.len() <= 4_096)
}

/// The header that keeps a sign-in with a provider until it comes back. It has to be sent with
/// whoever comes from there, and so is `Lax`; a quarter of an hour is its life.
///
/// # Panics
/// Never: what is sealed is base64url.
pub(crate) fn provider_cookie(sealed: &str) -> HeaderValue {
    let text = format!("{PROVIDER}={sealed}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=900");
    HeaderValue::from_str(&text).expect("base64url and fixed text are a header value")
}

/// The header that takes it away.
pub(crate) fn clear_provider() -> HeaderValue {
    HeaderValue::from_static("__Host-provider=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// What a browser in which somebody signed in before shows, unread.
pub(crate) fn known_browser_of(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, BROWSER).filter(|token| token.len() <= 512)
}

/// The header by which a browser is known again; it opens nothing, and is sent only with
/// what comes from our own pages.
///
/// # Panics
/// Never: a token is base64url.
pub(crate) fn known_browser_cookie(token: &str) -> HeaderValue {
    let text = format!("{BROWSER}={token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={HALF_A_YEAR}");
    HeaderValue::from_str(&text).expect("base64url and fixed text are a header value")
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
