//! A device that holds passkeys, pretended by the browser's driver (the extension of WebDriver
//! that the WebAuthn standard specifies).

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::Browser;

/// One such device; it answers for its owner as long as it is plugged in.
#[derive(Debug)]
pub struct Authenticator(String);

/// A command of the extension.
#[derive(Debug)]
struct Command {
    method: http::Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/webauthn/authenticator{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}

impl Browser {
    async fn webauthn(&self, method: http::Method, path: String, body: Option<Value>) -> Value {
        self.client.issue_cmd(Command { method, path, body }).await.expect("the driver knows passkeys")
    }

    /// Plugs in a device. Where `verifies`, its owner is at it: by a finger, a face or a PIN.
    ///
    /// # Panics
    /// If the driver knows no passkeys, as everything here.
    pub async fn plug_in(&self, verifies: bool) -> Authenticator {
        let device = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": verifies,
        });
        let named = self.webauthn(http::Method::POST, String::new(), Some(device)).await;
        Authenticator(named.as_str().expect("a device has a name").to_owned())
    }

    /// Unplugs it.
    pub async fn unplug(&self, device: Authenticator) {
        self.webauthn(http::Method::DELETE, format!("/{}", device.0), None).await;
    }

    /// Whether its owner is at it from now on.
    pub async fn verifies(&self, device: &Authenticator, verifies: bool) {
        let body = json!({ "isUserVerified": verifies });
        self.webauthn(http::Method::POST, format!("/{}/uv", device.0), Some(body)).await;
    }

    /// How many passkeys it holds.
    pub async fn passkeys_on(&self, device: &Authenticator) -> usize {
        let all = self.webauthn(http::Method::GET, format!("/{}/credentials", device.0), None).await;
        all.as_array().map_or(0, Vec::len)
    }
}
