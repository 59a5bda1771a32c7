//! A real provider of OpenID Connect on loopback: `oidc-provider` from npm, in a process of its
//! own. `tests/run` installs it; a test started alone does the same, under a lock.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, StatusCode, Url};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

/// The files of it in the repository.
const FILES: [&str; 3] = ["package.json", "package-lock.json", "provider.mjs"];

/// The running provider; it ends when this is dropped.
pub struct Provider {
    /// Where it is, and what it calls itself.
    pub issuer: String,
    process: Child,
}

/// What somebody does at the provider's own sign-in page.
#[derive(Clone, Copy, Debug)]
pub enum There<'a> {
    /// Signs in as this person, with a second factor.
    Factor(&'a str),
    /// Signs in as this person, without one.
    Password(&'a str),
    /// Does not sign in.
    Refuses,
}

/// Somebody's browser at the provider, with the session that it has there.
#[derive(Default)]
pub struct Browser {
    cookies: BTreeMap<String, String>,
}

/// Installs it, once for a version of its files.
///
/// # Panics
/// If there is no Node.js, or the registry cannot be reached.
pub fn install() -> PathBuf {
    let _alone = crate::databases::lock("provider.lock");
    let (from, to) = (crate::root().join("tests/single-sign-on"), home());
    std::fs::create_dir_all(&to).expect("the target folder can be written");
    let is_same = |file: &str| std::fs::read(from.join(file)).ok() == std::fs::read(to.join(file)).ok();
    if FILES.iter().all(|file| is_same(file)) && to.join("node_modules/.package-lock.json").exists() {
        return to;
    }
    let _ = std::fs::remove_file(to.join("node_modules/.package-lock.json"));
    for file in FILES {
        std::fs::copy(from.join(file), to.join(file)).expect("a file of the repository");
    }
    let npm = std::process::Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&to)
        // What is printed is read by `tests/run`.
        .stdout(Stdio::null())
        .status();
    let done = npm.expect("npm is installed: apt-get install nodejs npm");
    assert!(done.success(), "npm could not install the provider");
    to
}

fn home() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let target = test.ancestors().find(|path| path.join("CACHEDIR.TAG").exists());
    target.map_or_else(|| crate::root().join("target"), Path::to_owned).join("single-sign-on")
}

impl Provider {
    /// Starts it.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn start() -> Self {
        let home = tokio::task::spawn_blocking(install).await.expect("no panic");
        let mut process = Command::new("node")
            .arg("provider.mjs")
            .current_dir(home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node is installed");
        let said = process.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(said).lines();
        let issuer = lines.next_line().await.expect("it can be read");
        // It goes on to say this and that, and ends where nobody takes it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { issuer: issuer.expect("the provider says where it is"), process }
    }

    /// Tells it where Accord is.
    ///
    /// # Panics
    /// If it is gone.
    pub async fn meet(&mut self, accord: &str) {
        let input = self.process.stdin.as_mut().expect("it is piped");
        input.write_all(format!("{accord}\n").as_bytes()).await.expect("it listens");
    }
}

impl Browser {
    /// Goes to where Accord sent somebody, does there what they do, and gives the path and query
    /// at which they come back.
    ///
    /// # Panics
    /// If the provider does not send them back.
    pub async fn go(&mut self, address: &str, there: There<'_>) -> String {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let client = client.expect("a client without TLS");
        let mut at = Url::parse(address).expect("an address");
        let home = at.origin();
        for _ in 0..10 {
            if at.path().starts_with("/interaction/") {
                match there {
                    There::Factor(who) => {
                        at.query_pairs_mut().append_pair("login", who).append_pair("factor", "yes")
                    }
                    There::Password(who) => at.query_pairs_mut().append_pair("login", who),
                    There::Refuses => at.query_pairs_mut().append_pair("refuse", "yes"),
                };
            }
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let asked = client.get(at.clone()).header(COOKIE, cookies.join("; ")).send().await;
            let answer = asked.expect("the provider answers");
            for cookie in answer.headers().get_all(SET_COOKIE) {
                let text = cookie.to_str().expect("a cookie is text");
                let (name, rest) = text.split_once('=').expect("a cookie has a value");
                let value = rest.split(';').next().unwrap_or_default();
                match value {
                    "" => self.cookies.remove(name),
                    value => self.cookies.insert(name.to_owned(), value.to_owned()),
                };
            }
            let to = answer.headers().get(LOCATION).map(|to| to.to_str().expect("it is text").to_owned());
            let Some(to) = to else {
                let (status, text) = (answer.status(), answer.text().await.unwrap_or_default());
                assert_ne!(status, StatusCode::OK, "a page where nobody reads: {text}");
                panic!("{status} at {at}: {text}");
            };
            at = at.join(&to).expect("an address");
            if at.origin() != home {
                return format!("{}?{}", at.path(), at.query().unwrap_or_default());
            }
        }
        panic!("in a ring at {at}")
    }

    /// Signs out at the provider, which tells every service that somebody was signed in to.
    ///
    /// # Panics
    /// If the provider does not do it.
    pub async fn sign_out(&self, issuer: &str) {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let client = client.expect("a client without TLS");
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        let asked = client.get(format!("{issuer}/session/end")).header(COOKIE, &cookies).send().await;
        let page = asked.expect("the provider answers").text().await.expect("a page");
        let (_, rest) = page.split_once("name=\"xsrf\" value=\"").expect("the form is its own");
        let xsrf = rest.split('"').next().unwrap_or_default();
        let form = [("xsrf", xsrf), ("logout", "yes")];
        let confirmed =
            client.post(format!("{issuer}/session/end/confirm")).header(COOKIE, &cookies).form(&form);
        let status = confirmed.send().await.expect("the provider answers").status();
        assert!(status.is_redirection(), "{status}");
    }
}
