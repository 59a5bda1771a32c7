//! From where a request comes.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use identity::Origin;

use crate::{PageError, Site, cookies};

/// The browser that sends a request, as far as counting its attempts needs it.
pub(crate) struct Caller(pub Origin);

impl FromRequestParts<Site> for Caller {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, site).await;
        let ConnectInfo(peer) =
            peer.map_err(|_| PageError::fault("the listener does not say who connects to it"))?;
        let headers = &parts.headers;
        let address = forwarded(headers, site.settings().proxies).unwrap_or(peer.ip());
        let user_agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self(Origin {
            address: address.to_canonical(),
            user_agent: user_agent.unwrap_or_default().to_owned(),
            known_browser: cookies::known_browser_of(headers).map(str::to_owned),
        }))
    }
}

/// The address that the outermost of `proxies` proxies of our own was asked from.
///
/// Each appends one, so it is counted from the right: what stands further left was written
/// by whoever asked, and may be anything.
fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let addresses: Vec<_> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let outermost = addresses.len().checked_sub(proxies)?;
    let text = addresses.get(outermost)?;
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let check = |lines: &[&'static str], proxies: usize, expect: Option<&str>| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", header::HeaderValue::from_static(line));
            }
            let expect = expect.map(|address| address.parse().expect("an address"));
            assert_eq!(forwarded(&headers, proxies), expect, "{lines:?} {proxies}");
        };
        check(&["192.0.2.1"], 0, None);
        check(&["192.0.2.1"], 1, Some("192.0.2.1"));
        check(&["203.0.113.9, 192.0.2.1"], 1, Some("192.0.2.1"));
        check(&["203.0.113.9", "192.0.2.1, 10.0.0.2"], 2, Some("192.0.2.1"));
        check(&["192.0.2.1:4711"], 1, Some("192.0.2.1"));
        check(&["2001:db8::1"], 1, Some("2001:db8::1"));
        check(&["nonsense"], 1, None);
        check(&["192.0.2.1"], 2, None);
        check(&[], 1, None);
    }
}
