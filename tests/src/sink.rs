//! A mail server that keeps what it is given: enough of SMTP to be spoken to, and everything
//! that came over the wire as it came.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// It takes everything.
    #[default]
    Yes,
    /// It says this to every recipient, such as `550 no such box`.
    ToRecipients(&'static str),
    /// It takes the mail, and is gone before it says so.
    Vanishing,
}

/// A mail that it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The commands `MAIL` and `RCPT` of its envelope.
    pub envelope: Vec<String>,
    /// Every byte between `DATA` and the dot, dots as they were sent.
    pub raw: Vec<u8>,
}

/// A mail server in the test's own process; it stops when it is dropped.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
    answers: Arc<Mutex<Answers>>,
    /// Connections that were made, whether they brought anything or not.
    connections: Arc<Mutex<usize>>,
    task: tokio::task::JoinHandle<()>,
}

impl Sink {
    /// One on a port of its own.
    ///
    /// # Panics
    /// If there is no port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let (taken, answers, connections) = (Arc::default(), Arc::default(), Arc::default());
        let (kept, says, counted) =
            (Arc::clone(&taken), Arc::clone(&answers), Arc::<Mutex<usize>>::clone(&connections));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *counted.lock().expect("no panic") += 1;
                tokio::spawn(serve(stream, Arc::clone(&kept), Arc::clone(&says)));
            }
        });
        Self { address, taken, answers, connections, task }
    }

    /// The settings of a service whose mail comes here.
    pub fn settings(&self) -> server::settings::Mail {
        server::settings::Mail {
            host: "127.0.0.1".to_owned(),
            port: self.port(),
            tls: server::settings::MailTls::None,
            from: "accord@example.org".to_owned(),
            ..server::Settings::defaults().mail
        }
    }

    /// Its port on this machine.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on it answers so.
    ///
    /// # Panics
    /// Never.
    pub fn answer(&self, answers: Answers) {
        *self.answers.lock().expect("no panic") = answers;
    }

    /// What it has taken so far.
    ///
    /// # Panics
    /// Never.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("no panic").clone()
    }

    /// How often somebody has connected.
    ///
    /// # Panics
    /// Never.
    pub fn connections(&self) -> usize {
        *self.connections.lock().expect("no panic")
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, kept: Arc<Mutex<Vec<Taken>>>, answers: Arc<Mutex<Answers>>) {
    // Whoever goes away in the middle has brought nothing.
    let _ = converse(stream, &kept, &answers).await;
}

async fn converse(
    mut stream: TcpStream,
    kept: &Mutex<Vec<Taken>>,
    answers: &Mutex<Answers>,
) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    let mut envelope = Vec::new();
    writer.write_all(b"220 sink\r\n").await?;
    loop {
        let mut line = Vec::new();
        if reader.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        let verb = text.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let now = *answers.lock().expect("no panic");
        let answer = match verb.as_str() {
            "EHLO" | "HELO" | "NOOP" => "250 sink",
            "MAIL" => {
                envelope = vec![text];
                "250 yes"
            }
            "RCPT" => match now {
                Answers::ToRecipients(no) => no,
                Answers::Yes | Answers::Vanishing => {
                    envelope.push(text);
                    "250 yes"
                }
            },
            "RSET" => "250 yes",
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut raw = Vec::new();
                loop {
                    let from = raw.len();
                    if reader.read_until(b'\n', &mut raw).await? == 0 {
                        return Ok(());
                    }
                    if &raw[from..] == b".\r\n" {
                        raw.truncate(from);
                        break;
                    }
                }
                kept.lock().expect("no panic").push(Taken { envelope: std::mem::take(&mut envelope), raw });
                if now == Answers::Vanishing {
                    return Ok(());
                }
                "250 taken"
            }
            "QUIT" => {
                writer.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 no",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

impl Taken {
    /// Its headers, folded lines joined, and its text without its encoding.
    pub fn read(&self) -> (Vec<(String, String)>, String) {
        let raw = String::from_utf8_lossy(&self.raw).into_owned();
        let (head, body) = raw.split_once("\r\n\r\n").unwrap_or((&raw, ""));
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let headers: Vec<(String, String)> = head
            .split("\r\n")
            .map(|line| line.split_once(':').unwrap_or((line, "")))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        let encoded = headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("content-transfer-encoding") && value == "quoted-printable"
        });
        let body = body.replace("\r\n..", "\r\n.");
        (headers, if encoded { unquoted(&body) } else { body })
    }

    /// The path of the link in it, for a service at `site`.
    pub fn path(&self, site: &str) -> Option<String> {
        let (_, text) = self.read();
        let from = text.find(site)? + site.len();
        Some(text[from..].split_whitespace().next().unwrap_or_default().to_owned())
    }
}

/// Quoted-printable undone (RFC 2045, section 6.7).
fn unquoted(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| first == b'=') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
