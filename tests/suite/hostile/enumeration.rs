//! Nobody learns by asking who has an account: the same bytes, the same statements,
//! whoever is named. What is compared by work on every run (`decisions.md` 49) is compared by
//! time where `ACCORD_LONG` names `timing`.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use tests::canaries::cast::{NAMES, who};
use tests::crawl::plain::parting;
use tests::crawl::{House, Reader, count, plain, tell};
use tests::databases::Kind;
use tests::page::Page;

/// Somebody who can sign in, somebody who was invited, and nobody.
const KNOWN: &str = NAMES[who::LEAD];
const INVITED: &str = NAMES[who::NEWCOMER];
const NOBODY: &str = "nobody-here";

async fn try_name(reader: &mut Reader, name: &str, password: &str) -> Page {
    let page = reader.get("/sign-in").await;
    let (to, fields) = page.fill_in(None, &[("name", name), ("password", password)]);
    reader.post(&to, fields).await
}

async fn a_name_is_answered_alike_whoever_it_is(kind: Kind) {
    let (house, _) = House::stocked(House::ground(kind).await).await;
    // So that one of the names belongs to somebody with both factors.
    house.reader(who::LEAD).await;
    let statements = || {
        let all = &house.statements;
        (all.reads.load(Relaxed), all.writes.load(Relaxed))
    };
    // A source fills ten lines of the log a minute, so the minute ends before the last round.
    let minute = chrono::TimeDelta::seconds(60 - house.store.now().timestamp().rem_euclid(60));
    house.ground.clock.set(house.store.now() + minute + chrono::TimeDelta::seconds(50));
    // The fourth attempt at once has to wait, and is answered alike as well.
    let mut least = [(u64::MAX, u64::MAX); 3];
    for attempt in 1..=4 {
        if attempt == 4 {
            house.ground.clock.set(house.store.now() + chrono::TimeDelta::seconds(20));
        }
        let mut answers = Vec::new();
        for (at, name) in [KNOWN, INVITED, NOBODY].into_iter().enumerate() {
            let before = statements();
            let mut page = try_name(&mut house.stranger(), name, "a wrong guess").await;
            let after = statements();
            page.body = page.body.replace(name, "NAME");
            answers.push((name, plain(&page), after.1 - before.1));
            // Now and then something else of the server asks as well.
            if attempt < 4 {
                least[at].0 = least[at].0.min(after.0 - before.0);
                least[at].1 = least[at].1.min(after.1 - before.1);
            }
        }
        let (_, first, writes) = &answers[0];
        for (name, answer, other) in &answers[1..] {
            assert!(first == answer, "attempt {attempt} at {name}: {}", parting(first, answer));
            assert_eq!(writes, other, "attempt {attempt} at {name}: statements");
        }
        let expected = if attempt < 4 { "422" } else { "429" };
        assert!(first.starts_with(expected), "attempt {attempt}: {}", &first[..40]);
    }
    assert!(least.iter().all(|one| *one == least[0]), "statements: {least:?}");
    // A link that was used, one of another kind, and an invented one.
    let mut links = Vec::new();
    for link in ["A".repeat(43), "B".repeat(43), "short".to_owned()] {
        let before = statements();
        let page = house.stranger().get(&format!("/invitation/{link}")).await;
        links.push((plain(&page).replace(&link, "LINK"), statements().0 - before.0));
    }
    assert!(links.iter().all(|link| *link == links[0]), "{links:?}");
}

crate::on_both!(a_name_is_answered_alike_whoever_it_is);

/// Welch's t of two samples.
fn welch(one: &[f64], two: &[f64]) -> f64 {
    let of = |all: &[f64]| {
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        let spread = all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, spread / n)
    };
    let ((m1, v1), (m2, v2)) = (of(one), of(two));
    (m1 - m2) / (v1 + v2).sqrt()
}

#[test]
fn welch_tells_what_differs_from_what_does_not() {
    let wave = |shift: f64| (0..1_000).map(|n| f64::from(n % 17) + shift).collect::<Vec<_>>();
    assert!(welch(&wave(0.0), &wave(0.0)).abs() < 0.01);
    assert!(welch(&wave(0.0), &wave(2.0)).abs() > 4.5);
}

/// The long run: pairs of attempts, one at a name that is known and one at none, turn about.
/// A pair is the median of three each, and what is counted above the slowest tenth is left out
/// on both sides alike: the machine was busy with something else.
#[tokio::test]
async fn a_name_takes_as_long_whoever_it_is() {
    let long = std::env::var("ACCORD_LONG").unwrap_or_default();
    let pairs = if long.contains("timing") { count("ACCORD_PAIRS", 10_000) } else { 0 };
    if pairs == 0 {
        tell("timing is compared where ACCORD_LONG names timing");
        return;
    }
    let (house, _) = House::stocked(House::ground(Kind::Sqlite).await).await;
    house.reader(who::LEAD).await;
    let (mut known, mut nobody) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        // An hour later nobody has to wait any more.
        house.ground.clock.set(house.store.now() + chrono::TimeDelta::hours(2));
        let names = if pair % 2 == 0 { [KNOWN, NOBODY] } else { [NOBODY, KNOWN] };
        for name in names {
            let mut taken = Vec::new();
            for _ in 0..3 {
                let mut reader = house.stranger();
                let page = reader.get("/sign-in").await;
                let (to, fields) = page.fill_in(None, &[("name", name), ("password", "a wrong guess")]);
                let begun = Instant::now();
                reader.post(&to, fields).await;
                taken.push(begun.elapsed().as_secs_f64());
            }
            taken.sort_by(f64::total_cmp);
            if name == KNOWN { known.push(taken[1]) } else { nobody.push(taken[1]) }
        }
    }
    let keep = |all: &mut Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all.truncate(all.len() * 9 / 10);
    };
    keep(&mut known);
    keep(&mut nobody);
    let t = welch(&known, &nobody);
    tell(&format!("{pairs} pairs of medians: t = {t:.2}"));
    assert!(t.abs() < 4.5, "t = {t}: somebody can tell by the time who has an account");
}
