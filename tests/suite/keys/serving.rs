//! Keys replaced by the real binary: from the page while people write, and by a command that is
//! killed again and again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tests::crawl::tell;
use tests::person::Person;

use crate::durability::{Place, Writer};

/// The system administrator of a demonstration, signed in.
async fn administrator(place: &Place) -> Person {
    let text = std::fs::read_to_string(place.data().join("demo-people.json")).expect("who there is");
    let people: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
    let kim = people.iter().find(|one| one["role"] == "system-administrator").expect("somebody runs it");
    let said = |field: &str| kim[field].as_str().expect("text").to_owned();
    let mut person = Person::new(&place.base());
    let page = person.get("/sign-in").await;
    person.submit(&page, &[("name", &said("username")), ("password", &said("password"))]).await;
    assert!(person.session().is_some(), "the administrator is signed in");
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_page_while_eight_people_write() {
    let place = Place::demo();
    let serving = place.serve();
    let mut kim = administrator(&place).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writers = Writer::sign_in(&place, 8).await;
    let writing: Vec<_> = writers.into_iter().map(|writer| writer.write(0, stop.clone())).collect();
    for (number, what) in [(1, "master"), (2, "owners")] {
        let page = kim.get(&format!("/keys/replace/{what}")).await;
        kim.submit(&page, &[]).await;
        let begun = Instant::now();
        let done = format!("SELECT count(*) FROM key_rotations WHERE number = {number} AND state = 'done'");
        while place.number(&done).await == 0 {
            assert!(begun.elapsed() < Duration::from_secs(120), "{what}: {}", serving.said());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        tell(&format!("{what} replaced in {:?} while eight people wrote", begun.elapsed()));
        assert!(kim.get("/keys").await.text().contains("Done"));
    }
    stop.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeSet::new();
    for one in writing {
        let (_, written) = one.await.expect("no panic");
        assert!(written.refused.is_empty() && written.unanswered == 0, "{written:?}\n{}", serving.said());
        acknowledged.extend(written.acknowledged);
    }
    assert!(acknowledged.len() > 20, "{} notes were written meanwhile", acknowledged.len());
    assert!(!serving.said().contains("ERROR"), "{}", serving.said());
    place.is_whole(&acknowledged, "kept ").await;
    let busy = place.accord(&["keys", "rotate"]).output().expect("the binary");
    assert_eq!(busy.status.code(), Some(4), "beside a server on SQLite it is a page");
    let status = place.accord(&["keys", "status"]).output().expect("the binary");
    let said = String::from_utf8_lossy(&status.stdout).into_owned();
    assert!(status.status.success() && said.contains("mode 600") && said.contains("in use"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_killed_goes_on_where_it_was() {
    let place = Place::demo();
    let keys = place.number("SELECT count(*) FROM owner_keys WHERE wrapped IS NOT NULL").await;
    let (mut killed, mut seen) = (0, 0);
    loop {
        let mut child = place.accord(&["keys", "rotate", "--owners"]).spawn().expect("the binary");
        tokio::time::sleep(Duration::from_millis(120 + 60 * killed)).await;
        let ended = child.try_wait().expect("it is our child");
        if ended.is_some_and(|status| status.success()) {
            break;
        }
        // It may just have ended.
        let _ = child.kill();
        child.wait().expect("it is our child");
        killed += 1;
        let done = "SELECT coalesce(max(done), 0) FROM key_rotations";
        let now = place.number(done).await;
        assert!(now >= seen, "what was done stays done");
        seen = now;
        assert!(killed < 100, "{seen} of {keys} after {killed} kills");
    }
    assert!(killed > 0, "it was killed at least once");
    assert_eq!(place.number("SELECT count(*) FROM key_rotations WHERE state = 'running'").await, 0);
    let fresh = "SELECT count(*) FROM owner_keys WHERE wrapped IS NOT NULL AND keyed_at IS NULL";
    assert_eq!(place.number(fresh).await, 0, "of {keys}");
    place.is_whole(&BTreeSet::new(), "kept ").await;
}
