//! Bytes sent over a bare socket, as no client would send them.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a silence has to last before nothing more is expected.
const SILENCE: Duration = Duration::from_secs(2);

/// One answer, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// The line of its status and its headers.
    pub head: String,
    /// What came behind them.
    pub body: Vec<u8>,
}

/// What came of it.
#[derive(Debug)]
pub struct Exchange {
    /// The answers, in their order.
    pub answers: Vec<Answer>,
    /// Whether the other side closed the connection.
    pub is_closed: bool,
}

impl Exchange {
    /// The statuses, in their order.
    pub fn statuses(&self) -> Vec<u16> {
        self.answers.iter().map(|answer| answer.status).collect()
    }
}

/// The address behind `http://`.
///
/// # Panics
/// If it is none.
pub fn address(base: &str) -> SocketAddr {
    base.trim_start_matches("http://").parse().expect("an address and a port")
}

/// Sends these bytes over a connection of their own, and reads until it is closed or silent.
///
/// # Panics
/// If nobody listens.
pub async fn exchange(to: SocketAddr, bytes: &[u8]) -> Exchange {
    let mut stream = TcpStream::connect(to).await.expect("somebody listens");
    let (mut reading, mut writing) = stream.split();
    let mut read = Vec::new();
    let mut is_closed = false;
    let write = async {
        // Whoever refuses early does not take the rest.
        let _ = writing.write_all(bytes).await;
        let _ = writing.flush().await;
    };
    let receive = async {
        let mut some = vec![0; 64 << 10];
        loop {
            match timeout(SILENCE, reading.read(&mut some)).await {
                Ok(Ok(0) | Err(_)) => {
                    is_closed = true;
                    break;
                }
                Ok(Ok(length)) => read.extend_from_slice(&some[..length]),
                Err(_) => break,
            }
        }
    };
    let writing = async {
        // What nobody takes is not worth waiting for either.
        let _ = timeout(SILENCE * 5, write).await;
    };
    tokio::join!(writing, receive);
    Exchange { answers: parse(&read), is_closed }
}

/// The answers in what was read; a rest that is none is left out.
fn parse(mut bytes: &[u8]) -> Vec<Answer> {
    let mut answers = Vec::new();
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let rest = &bytes[end + 4..];
        let header = |name: &str| {
            head.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let length = header("content-length").and_then(|length| length.parse().ok());
        let (body, left) = match length {
            _ if status < 200 => (Vec::new(), rest),
            Some(length) => {
                let length = usize::min(length, rest.len());
                (rest[..length].to_vec(), &rest[length..])
            }
            None => chunks(rest),
        };
        answers.push(Answer { status, head, body });
        bytes = left;
    }
    answers
}

fn chunks(mut bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size =
            std::str::from_utf8(&bytes[..end]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size.filter(|size| bytes.len() >= end + size + 4) else { return (body, &[]) };
        body.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + size + 4..];
        if size == 0 {
            return (body, bytes);
        }
    }
    (body, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let bytes = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 Not \
            Found\r\ntransfer-encoding: chunked\r\n\r\n3\r\nno!\r\n0\r\n\r\nHTTP/1.1 400 Bad\r\ncontent-length: 0\r\n\r\n";
        let answers = parse(bytes);
        let told: Vec<_> = answers.iter().map(|one| (one.status, one.body.as_slice())).collect();
        assert_eq!(told, [(100, &b""[..]), (200, b"ok"), (404, b"no!"), (400, b"")]);
    }
}
