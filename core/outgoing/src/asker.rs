//! One question, one connection, one answer.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::uri::Scheme;
use http::{HeaderValue, Request, Response, Uri, header};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::address::is_public;
use crate::{BadAuthorities, Refused, tls};

/// The longest answer that is read, in bytes.
pub const LARGEST: usize = 1 << 20;
/// How long a question may take from looking up the name to the last byte of the answer.
pub const LONGEST: Duration = Duration::from_secs(5);
/// The longest head of an answer, in bytes.
const HEAD: usize = 32 << 10;

/// Asks servers elsewhere. Cheap to clone.
#[derive(Clone)]
pub struct Asker {
    tls: TlsConnector,
    inside: Arc<[IpAddr]>,
}

impl Asker {
    /// Asks the public internet, and besides it only the addresses `inside`. `authorities` is
    /// a PEM text of certificates to trust in place of the public ones, or nothing.
    ///
    /// # Errors
    /// [`BadAuthorities`].
    pub fn new(inside: Vec<IpAddr>, authorities: &[u8]) -> Result<Self, BadAuthorities> {
        Ok(Self { tls: tls::connector(authorities)?, inside: inside.into() })
    }

    /// The answer to `request`, whatever its status, unless that leads elsewhere.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Refused> {
        timeout(LONGEST, self.asked(request)).await.unwrap_or(Err(Refused::TooLate))
    }

    async fn asked(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Refused> {
        let uri = request.uri().clone();
        let is_tls = uri.scheme() == Some(&Scheme::HTTPS);
        let authority = uri.authority().ok_or(Refused::Scheme)?;
        if authority.as_str().contains('@') || !(is_tls || uri.scheme() == Some(&Scheme::HTTP)) {
            return Err(Refused::Scheme);
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = authority.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let addresses = self.addresses(&host, port, is_tls).await?;
        let stream = connect(&addresses).await?;
        let request = addressed(request, &uri)?;
        if is_tls {
            let name = ServerName::try_from(host).map_err(|_| Refused::Scheme)?;
            let stream = self.tls.connect(name, stream).await.map_err(|_| Refused::Untrusted)?;
            converse(stream, request).await
        } else {
            converse(stream, request).await
        }
    }

    /// Where `host` is, looked up once. One address that is inside spoils them all: a name
    /// that has both kinds was made to get past this.
    async fn addresses(&self, host: &str, port: u16, is_tls: bool) -> Result<Vec<SocketAddr>, Refused> {
        let found = tokio::net::lookup_host((host, port)).await.map_err(|_| Refused::Unknown)?;
        let found: Vec<_> = found.collect();
        if found.is_empty() {
            return Err(Refused::Unknown);
        }
        if !found.iter().all(|one| is_public(one.ip()) || self.inside.contains(&one.ip())) {
            return Err(Refused::Inside);
        }
        // Plain HTTP never leaves this machine.
        if !is_tls && !found.iter().all(|one| one.ip().is_loopback()) {
            return Err(Refused::Scheme);
        }
        Ok(found)
    }
}

async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Refused> {
    for address in addresses {
        if let Ok(stream) = TcpStream::connect(address).await {
            return Ok(stream);
        }
    }
    Err(Refused::Unreachable)
}

/// The request as it goes over a connection: the path in its first line, the host in a header.
fn addressed(request: Request<Vec<u8>>, uri: &Uri) -> Result<Request<Full<Bytes>>, Refused> {
    let (mut parts, body) = request.into_parts();
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse().map_err(|_| Refused::Scheme)?;
    let host = uri.authority().map_or("", |authority| authority.as_str());
    parts.headers.insert(header::HOST, HeaderValue::from_str(host).map_err(|_| Refused::Scheme)?);
    parts.headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    Ok(Request::from_parts(parts, Full::from(body)))
}

async fn converse<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response<Vec<u8>>, Refused>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut settings = http1::Builder::new();
    let handshake = settings.max_buf_size(HEAD).handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(|_| Refused::Unreadable)?;
    // Both are driven here, so that nothing goes on when the time is over.
    let answer = async move {
        let answer = sender.send_request(request).await.map_err(|_| Refused::Unreadable)?;
        if answer.status().is_redirection() {
            return Err(Refused::Redirected);
        }
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, LARGEST).collect().await;
        let body = body.map_err(|error| match error.is::<LengthLimitError>() {
            true => Refused::TooLarge,
            false => Refused::Unreadable,
        })?;
        Ok(Response::from_parts(parts, body.to_bytes().to_vec()))
    };
    let mut answer = Box::pin(answer);
    tokio::select! {
        answer = &mut answer => answer,
        _ = connection => answer.await,
    }
}
