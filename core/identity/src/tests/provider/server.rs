//! Just enough of an HTTP server: one question a connection.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::form_urlencoded;

use super::{CLIENT, SECRET, State};

/// An answer.
#[derive(Clone)]
pub enum Reply {
    /// A status, a kind of content, and the content.
    Body(u16, &'static str, Vec<u8>),
    /// It is elsewhere.
    Redirect(String),
    /// Nothing for longer than anybody waits.
    Silence,
}

impl Reply {
    pub fn json(value: &Value) -> Self {
        Self::Body(200, "application/json", value.to_string().into_bytes())
    }

    /// More than a megabyte that begins well.
    pub fn huge() -> Self {
        let text = format!("{{\"issuer\":\"{}\"}}", "x".repeat(2 << 20));
        Self::Body(200, "application/json", text.into_bytes())
    }
}

pub async fn serve(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let state = state.clone();
        tokio::spawn(async move {
            // Whoever hangs up early is not waited for.
            let _ = answer(stream, &state).await;
        });
    }
}

async fn answer(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (head, body) = read(&mut stream).await?;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let reply = {
        let mut state = state.lock().expect("no test panics with it");
        *state.asked.entry(path.clone()).or_default() += 1;
        match state.instead.get(path.as_str()) {
            Some(reply) => reply.clone(),
            None => match path.as_str() {
                "/.well-known/openid-configuration" => Reply::json(&state.directory),
                "/keys" => Reply::json(&serde_json::json!({ "keys": state.keys })),
                "/token" => token(&mut state, &head, &body),
                _ => Reply::Body(404, "text/plain", b"nothing".to_vec()),
            },
        }
    };
    match reply {
        Reply::Silence => tokio::time::sleep(Duration::from_secs(60)).await,
        Reply::Redirect(to) => {
            let text = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(text.as_bytes()).await?;
        }
        Reply::Body(status, kind, body) => {
            let head = format!(
                "HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(&body).await?;
        }
    }
    Ok(())
}

/// Takes a code once, from who has our secret and can show what the challenge was made of.
fn token(state: &mut State, head: &str, body: &str) -> Reply {
    let no =
        |error: &str| Reply::Body(400, "application/json", format!("{{\"error\":\"{error}\"}}").into_bytes());
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = Base64::encode_string(format!("{}:{}", encoded(CLIENT), encoded(SECRET)).as_bytes());
    if !head.to_lowercase().contains(&format!("authorization: basic {basic}").to_lowercase()) {
        return no("invalid_client");
    }
    let fields: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let value = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let verifier = value("code_verifier").unwrap_or_default();
    let Some((challenge, reply)) = state.codes.remove(value("code").unwrap_or_default()) else {
        return no("invalid_grant");
    };
    let shown = Base64UrlUnpadded::encode_string(&keys::sha256(verifier.as_bytes()));
    if shown != challenge || value("grant_type") != Some("authorization_code") {
        return no("invalid_grant");
    }
    reply
}

async fn read(stream: &mut TcpStream) -> std::io::Result<(String, String)> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await?;
        bytes.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if count == 0 || body.len() >= length.unwrap_or_default() {
                return Ok((head.to_owned(), body.to_owned()));
            }
        } else if count == 0 {
            return Ok((text, String::new()));
        }
    }
}
