//! Makes a service in a folder for temporary files and says how long each step took.
//!
//! `cargo run -p demo --example measure -- essex`, or `small`, `stress`, or a number of cases;
//! a second word names a file that is kept.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use demo::{Size, Step, generate};
use storage::{Installation, InstallationKind, Settings, Store, SystemClock};

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let size = match words.next().as_deref() {
        None | Some("essex") => Size::Essex,
        Some("small") => Size::Small,
        Some("stress") => Size::Stress,
        Some(number) => Size::Cases(number.parse()?),
    };
    let folder = tempfile::tempdir()?;
    let file = words.next().map_or(folder.path().join("accord.db"), Into::into);
    let url = format!("sqlite://{}?mode=rwc", file.display());
    migrations::up(&url).await?;
    let keys = Arc::new(keys::Keyring::generate());
    let store = Store::open(&Settings::new(&url), keys, Arc::new(SystemClock)).await?;
    let service_name = "Measured Restorative".to_owned();
    let kind = InstallationKind::Demo;
    store.be_born(&Installation { kind, service_name, zone: store.zone() }).await?;
    let start = Instant::now();
    let last: Mutex<Option<Step>> = Mutex::new(None);
    let say = |step: Step, done: usize, total: usize| {
        let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *last != Some(step) || done == total {
            eprintln!("{:>8.2} s  {step:?} {done} of {total}", start.elapsed().as_secs_f64());
        }
        *last = Some(step);
    };
    let people = generate(&store, size, 1, &say).await?;
    for person in people {
        eprintln!("{:24} {:20} {}", person.role, person.username, person.password);
    }
    eprintln!("{} bytes", std::fs::metadata(&file)?.len());
    Ok(())
}
