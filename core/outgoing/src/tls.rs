//! Whose certificates are trusted.

use std::sync::Arc;

use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::BadAuthorities;

/// TLS 1.2 and later that trusts the authorities in the PEM text `own`, or the public ones
/// where that is empty.
pub(crate) fn connector(own: &[u8]) -> Result<TlsConnector, BadAuthorities> {
    let mut roots = RootCertStore::empty();
    if own.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    } else {
        for certificate in CertificateDer::pem_slice_iter(own) {
            roots.add(certificate.map_err(|_| BadAuthorities)?).map_err(|_| BadAuthorities)?;
        }
        if roots.is_empty() {
            return Err(BadAuthorities);
        }
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|_| BadAuthorities)?;
    Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()).into())
}
