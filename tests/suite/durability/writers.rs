//! People who log contacts as fast as the service takes them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use reqwest::StatusCode;
use tests::person::Person;
use tokio::task::JoinHandle;

use super::Place;

/// Somebody at work on a case.
pub struct Writer {
    pub person: Person,
    /// The form for logging a contact with the case they work on.
    pub form: String,
    pub name: String,
    stops_when_refused: bool,
}

/// What became of somebody's notes.
#[derive(Debug, Default)]
pub struct Written {
    /// Those that the service said it had kept.
    pub acknowledged: BTreeSet<String>,
    /// The same in the order in which that was said, with the moment at which it was heard.
    pub heard: Vec<(String, SystemTime)>,
    /// How often the service went away before it had answered.
    pub unanswered: usize,
    /// Answers that were neither.
    pub refused: Vec<StatusCode>,
}

impl Writer {
    /// `count` people of the demonstration in `place`, which is served, signed in.
    pub async fn sign_in(place: &Place, count: usize) -> Vec<Self> {
        let text = std::fs::read_to_string(place.data().join("demo-people.json")).expect("who there is");
        let people: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
        let mut writers = Vec::new();
        // There are few of each; some work at several machines.
        let roles = ["lead-facilitator", "coordinator", "service-manager"];
        let working = people.iter().filter(|someone| roles.iter().any(|role| someone["role"] == *role));
        for someone in working.cycle().take(4 * people.len()) {
            let said = |field: &str| someone[field].as_str().expect("text").to_owned();
            let mut person = Person::new(&place.base());
            let page = person.get("/sign-in").await;
            person.submit(&page, &[("name", &said("username")), ("password", &said("password"))]).await;
            assert!(person.session().is_some(), "{} is signed in", said("username"));
            let cases = person.get("/cases").await;
            for case in cases.attributes("main a[href^='/cases/']", "href") {
                let form = format!("{case}/contact");
                if case.matches('/').count() == 2 && person.ask(&form).await.status == StatusCode::OK {
                    writers.push(Self {
                        person,
                        form,
                        name: format!("writer{}", writers.len()),
                        stops_when_refused: false,
                    });
                    break;
                }
            }
            if writers.len() == count {
                return writers;
            }
        }
        panic!("only {} people have a case to write in", writers.len());
    }

    /// The same person, whose notes begin with another name.
    pub fn called(mut self, name: &str) -> Self {
        self.name = format!("{name}-{}", self.name);
        self
    }

    /// The same person, who gives up when they are refused.
    pub fn until_refused(mut self) -> Self {
        self.stops_when_refused = true;
        self
    }

    /// Writes until told to stop, or until the service is gone.
    pub fn write(mut self, round: usize, stop: Arc<AtomicBool>) -> JoinHandle<(Self, Written)> {
        tokio::spawn(async move {
            let mut written = Written::default();
            for number in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let note = format!("kept {round}-{}-{number}", self.name);
                match self.one(&note).await {
                    Some(StatusCode::SEE_OTHER) => {
                        written.heard.push((note.clone(), SystemTime::now()));
                        written.acknowledged.insert(note);
                    }
                    Some(other) => {
                        written.refused.push(other);
                        if self.stops_when_refused {
                            break;
                        }
                    }
                    None => {
                        written.unanswered += 1;
                        break;
                    }
                }
            }
            (self, written)
        })
    }

    /// Logs one note, and says how that was answered.
    pub async fn one(&mut self, note: &str) -> Option<StatusCode> {
        let page = self.person.try_ask(&self.form).await?;
        if page.status != StatusCode::OK {
            return Some(page.status);
        }
        let answer = self.person.try_submit(&page, &[("kind", "note"), ("summary", note)]).await?;
        Some(answer.status)
    }
}
