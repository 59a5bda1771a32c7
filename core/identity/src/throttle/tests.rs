use proptest::prelude::*;

use super::*;

fn at(minutes: f64) -> Instant {
    Instant::UNIX_EPOCH + Duration::from_secs_f64(minutes * 60.0)
}

/// The minutes at which a guesser who never waits longer than needed is let through.
fn guesses(rule: Rule, start: f64, until: f64) -> Vec<f64> {
    let (mut count, mut now, mut times) = (None, start, Vec::new());
    while now < until {
        match Count::attempt(count, rule, at(now)) {
            Ok(next) => {
                times.push(now);
                count = Some(next);
            }
            Err(next) => now = (next - Instant::UNIX_EPOCH).num_seconds() as f64 / 60.0,
        }
    }
    times
}

#[test]
fn waits_grow_from_nothing_to_half_an_hour() {
    assert_eq!(
        guesses(Rule::ACCOUNT, 0.0, 121.0),
        [0.0, 0.0, 0.0, 1.0, 3.0, 7.0, 15.0, 30.0, 60.0, 90.0, 120.0]
    );
}

#[test]
fn an_attempt_that_comes_too_early_does_not_lengthen_the_wait() {
    let mut count = None;
    for _ in 0..3 {
        count = Some(Count::attempt(count, Rule::ACCOUNT, at(0.0)).expect("free"));
    }
    for seconds in 0..60 {
        let early = Count::attempt(count, Rule::ACCOUNT, at(f64::from(seconds) / 60.0));
        assert_eq!(early, Err(at(1.0)), "{seconds} s");
    }
    assert!(Count::attempt(count, Rule::ACCOUNT, at(1.0)).is_ok());
}

#[test]
fn nobody_waits_longer_than_half_an_hour() {
    let mut count = None;
    for n in 0..1_000 {
        let now = count.map_or(at(0.0), |count: Count| count.next_at);
        let next = Count::attempt(count, Rule::ACCOUNT, now).expect("due");
        assert!(next.next_at - now <= chrono_minutes(30), "attempt {n}");
        count = Some(next);
    }
}

fn chrono_minutes(minutes: i32) -> <Instant as std::ops::Sub>::Output {
    at(f64::from(minutes)) - at(0.0)
}

#[test]
fn a_quiet_hour_forgets_everything() {
    let count = Count { attempts: 50, last_at: at(0.0), next_at: at(30.0) };
    assert_eq!(Count::attempt(Some(count), Rule::ACCOUNT, at(89.9)).expect("due").attempts, 51);
    assert_eq!(Count::attempt(Some(count), Rule::ACCOUNT, at(90.0)).expect("due").attempts, 1);
}

#[test]
fn a_shared_source_is_given_its_attempt_back() {
    let count = Count::attempt(None, Rule::SOURCE, at(0.0)).expect("the first");
    assert_eq!(count.give_back(at(0.0)), None);
    let two = Count::attempt(Some(count), Rule::SOURCE, at(1.0)).expect("the second");
    assert_eq!(two.give_back(at(1.0)).map(|count| count.attempts), Some(1));
}

#[test]
fn an_office_may_mistype_more_often_than_one_person() {
    assert_eq!(guesses(Rule::SOURCE, 0.0, 0.5).len(), 41);
    assert!(guesses(Rule::SOURCE, 0.0, 24.0 * 60.0).len() < 100);
}

#[test]
fn counts_go_by_the_name_as_people_may_type_it_and_by_step() {
    let keyring = Keyring::generate();
    let key = account_key(&keyring, Step::Password, "ama.mensah");
    assert_eq!(account_key(&keyring, Step::Password, " Ama.Mensah "), key);
    assert_ne!(account_key(&keyring, Step::Code, "ama.mensah"), key);
    assert_ne!(account_key(&keyring, Step::Password, "ama.mensa"), key);
}

#[test]
fn a_source_is_a_household_for_a_day() {
    let keyring = Keyring::generate();
    let key = |address: &str, minutes: f64| {
        source_key(&keyring, Step::Password, address.parse().expect("an address"), at(minutes))
    };
    assert_eq!(key("2001:db8:1:2::3", 0.0), key("2001:db8:1:2:ffff::4", 60.0));
    assert_ne!(key("2001:db8:1:2::3", 0.0), key("2001:db8:1:3::3", 0.0));
    assert_eq!(key("192.0.2.1", 0.0), key("::ffff:192.0.2.1", 0.0));
    assert_ne!(key("192.0.2.1", 0.0), key("192.0.2.2", 0.0));
    assert_ne!(key("192.0.2.1", 0.0), key("192.0.2.1", 24.0 * 60.0), "the next day");
}

/// How many a flood that asks ten times a second gets through in so many minutes.
fn admitted(bucket: Bucket, minutes: u32) -> usize {
    let (mut count, mut through) = (None, 0);
    for tenth in 0..minutes * 600 {
        if let Ok(next) = bucket.take(count, at(f64::from(tenth) / 600.0)) {
            (count, through) = (Some(next), through + 1);
        }
    }
    through
}

#[test]
fn a_flood_gets_no_more_through_than_a_trickle() {
    assert_eq!((admitted(Bucket::SOURCE, 1), admitted(Bucket::SOURCE, 61)), (10, 20));
    assert_eq!((admitted(Bucket::ALL, 1), admitted(Bucket::ALL, 61)), (60, 120));
}

#[test]
fn whoever_comes_too_early_is_told_when_and_waits_no_longer_for_it() {
    let mut count = None;
    for _ in 0..10 {
        count = Some(Bucket::SOURCE.take(count, at(0.0)).expect("one of ten"));
    }
    for minute in [0.0, 1.0, 5.9] {
        assert_eq!(Bucket::SOURCE.take(count, at(minute)), Err(at(6.0)), "{minute}");
    }
    count = Some(Bucket::SOURCE.take(count, at(6.0)).expect("the eleventh"));
    assert_eq!(Bucket::SOURCE.take(count, at(6.0)), Err(at(12.0)));
    // Unused, it is full again, and no fuller.
    for n in 0..10 {
        count = Some(Bucket::SOURCE.take(count, at(1_000.0)).unwrap_or_else(|_| panic!("{n}")));
    }
    assert!(Bucket::SOURCE.take(count, at(1_000.0)).is_err());
}

proptest! {
    /// Whatever pauses a guesser makes, no hour holds more than ten guesses.
    #[test]
    fn never_more_than_ten_guesses_an_hour(pauses in prop::collection::vec(0..90_u32, 1..200)) {
        let (mut count, mut now, mut times) = (None, 0_u32, Vec::new());
        for pause in pauses {
            now += pause;
            if let Ok(next) = Count::attempt(count, Rule::ACCOUNT, at(f64::from(now))) {
                times.push(now);
                count = Some(next);
            }
        }
        for (index, time) in times.iter().enumerate() {
            let within = times[index..].iter().filter(|other| **other < time + 60).count();
            prop_assert!(within <= 10, "{within} from minute {time}");
        }
    }
}
