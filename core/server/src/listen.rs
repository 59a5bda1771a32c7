//! Where the service may be reached.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use tokio::net::{TcpListener, lookup_host};

use crate::settings::Listen;

/// Listens where the settings say, unless strangers could read along there.
pub async fn listen(settings: &Listen) -> Result<TcpListener> {
    let wanted = &settings.address;
    let addresses: Vec<SocketAddr> = lookup_host(wanted)
        .await
        .with_context(|| format!("'{wanted}' is not an address and port, such as 127.0.0.1:8080"))?
        .collect();
    refuse_open(&addresses, settings.proxies)?;
    TcpListener::bind(addresses.as_slice()).await.with_context(|| format!("cannot listen on {wanted}"))
}

/// Without TLS, names and passwords would cross the network in the clear; Accord leaves TLS
/// to a proxy, so beyond loopback there must be one.
fn refuse_open(addresses: &[SocketAddr], proxies: usize) -> Result<()> {
    match addresses.iter().find(|address| !address.ip().is_loopback()) {
        Some(open) if proxies == 0 => bail!(
            "{open} can be reached from elsewhere, and Accord by itself has no TLS: everything would cross the \
             network unprotected. Listen on 127.0.0.1 and put a proxy with TLS before it, and where that proxy is \
             on another machine, say so with listen.proxies = 1"
        ),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_served_without_a_proxy() {
        let check = |address: &str, proxies: usize, expect: bool| {
            let address: SocketAddr = address.parse().expect("an address");
            assert_eq!(refuse_open(&[address], proxies).is_ok(), expect, "{address} behind {proxies}");
        };
        check("127.0.0.1:8080", 0, true);
        check("127.8.9.10:80", 0, true);
        check("[::1]:8080", 0, true);
        check("0.0.0.0:8080", 0, false);
        check("[::]:8080", 0, false);
        check("192.0.2.7:443", 0, false);
        check("0.0.0.0:8080", 1, true);
    }

    #[test]
    fn one_open_address_among_several_is_enough_to_refuse() {
        let addresses = ["127.0.0.1:80", "192.0.2.7:80"].map(|address| address.parse().expect("an address"));
        assert!(refuse_open(&addresses, 0).is_err());
    }
}
