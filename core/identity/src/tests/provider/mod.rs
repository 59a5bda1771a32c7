//! A provider of single sign-on that says whatever a test wants, over real HTTP on loopback.

mod server;
mod token;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use domain::Instant;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use server::Reply;
pub use token::{Key, Signed};

/// What the service is to the provider.
pub const CLIENT: &str = "accord at northside";
pub const SECRET: &str = "a secret: with % and +";

pub struct Provider {
    /// Where it is, and what it calls itself.
    pub base: String,
    pub key: Key,
    state: Arc<Mutex<State>>,
}

/// What it says, and what it was asked.
pub struct State {
    pub directory: Value,
    pub keys: Vec<Value>,
    /// The answer to a code, with the challenge that goes with it.
    pub codes: HashMap<String, (String, Reply)>,
    /// Answers that are not what they should be, by path.
    pub instead: BTreeMap<&'static str, Reply>,
    /// How often each path was asked for.
    pub asked: BTreeMap<String, usize>,
}

/// Where a browser was sent.
#[derive(Clone)]
pub struct Asked {
    pub state: String,
    pub nonce: String,
    challenge: String,
    pub address: url::Url,
}

impl Asked {
    pub fn of(address: &str) -> Self {
        let address = url::Url::parse(address).expect("an address");
        let value = |name: &str| {
            let found = address.query_pairs().find(|(key, _)| key == name);
            found.unwrap_or_else(|| panic!("no {name} in {address}")).1.into_owned()
        };
        assert_eq!(value("response_type"), "code");
        assert_eq!(value("code_challenge_method"), "S256");
        assert_eq!(value("client_id"), CLIENT);
        Self {
            state: value("state"),
            nonce: value("nonce"),
            challenge: value("code_challenge"),
            address: address.clone(),
        }
    }
}

impl Provider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let key = Key::new("first");
        let directory = json!({
            "issuer": base,
            "authorization_endpoint": format!("{base}/authorize"),
            "token_endpoint": format!("{base}/token"),
            "jwks_uri": format!("{base}/keys"),
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        });
        let state = Arc::new(Mutex::new(State {
            directory,
            keys: vec![key.public()],
            codes: HashMap::new(),
            instead: BTreeMap::new(),
            asked: BTreeMap::new(),
        }));
        tokio::spawn(server::serve(listener, state.clone()));
        Self { base, key, state }
    }

    pub fn said(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics with it")
    }

    /// How often `path` was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.said().asked.get(path).copied().unwrap_or_default()
    }

    /// The claims of a token that is as it should be: of `subject`, with a second factor.
    pub fn claims(&self, subject: &str, asked: &Asked, now: Instant) -> Value {
        let now = now.timestamp();
        json!({
            "iss": self.base, "sub": subject, "aud": CLIENT, "nonce": asked.nonce,
            "iat": now, "exp": now + 300, "auth_time": now, "amr": ["pwd", "mfa"],
        })
    }

    /// A code for this token, good once for whoever began what `asked` says.
    pub fn code(&self, asked: &Asked, token: &str) -> String {
        let body = json!({ "access_token": "not used", "token_type": "Bearer", "id_token": token });
        self.code_for(asked, Reply::json(&body))
    }

    /// A code that is answered with `reply`.
    pub fn code_for(&self, asked: &Asked, reply: Reply) -> String {
        let mut said = self.said();
        let code = format!("code-{}", said.codes.len());
        said.codes.insert(code.clone(), (asked.challenge.clone(), reply));
        code
    }
}
