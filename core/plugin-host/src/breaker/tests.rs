use super::*;

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn failing(breaker: &mut Breaker, times: &[u64]) {
    for second in times {
        assert!(breaker.permits(at(*second)), "at {second} s");
        breaker.note(at(*second), true);
    }
}

#[test]
fn three_failures_within_five_minutes_open_it_for_a_minute() {
    let mut breaker = Breaker::default();
    failing(&mut breaker, &[0, 100, 299]);
    assert_eq!(breaker.state(), State::Open { until: at(359) });
    assert!(!breaker.permits(at(358)));
    assert!(breaker.permits(at(359)), "the probe");
    assert!(!breaker.permits(at(360)), "only one");
}

#[test]
fn three_failures_further_apart_do_not() {
    let mut breaker = Breaker::default();
    failing(&mut breaker, &[0, 100, 300, 500]);
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn more_than_a_fifth_of_the_last_fifty_opens_it_however_slowly() {
    let mut breaker = Breaker::default();
    let mut now = 0;
    for call in 0..50 {
        assert!(breaker.permits(at(now)), "call {call}");
        breaker.note(at(now), call % 4 == 3);
        now += 200;
    }
    assert_eq!(breaker.state(), State::Closed, "12 of 50 failed, but the fiftieth call did not");
    breaker.note(at(now), true);
    assert!(matches!(breaker.state(), State::Open { .. }));
}

#[test]
fn a_good_probe_closes_it_and_a_bad_one_doubles_the_rest() {
    let mut good = Breaker::default();
    failing(&mut good, &[0, 1, 2]);
    assert!(good.permits(at(62)));
    assert!(good.note(at(62), false));
    assert_eq!(good.state(), State::Closed);

    let mut bad = Breaker::default();
    failing(&mut bad, &[0, 1, 2, 62]);
    assert_eq!(bad.state(), State::Open { until: at(182) });
}

#[test]
fn the_third_opening_in_a_day_disables_it_until_reset() {
    let mut breaker = Breaker::default();
    failing(&mut breaker, &[0, 1, 2, 62, 182]);
    assert_eq!(breaker.state(), State::Disabled);
    assert!(!breaker.permits(at(1_000_000)));
    breaker.reset();
    assert!(breaker.permits(at(1_000_001)));
}

#[test]
fn openings_on_different_days_do_not_add_up() {
    let mut breaker = Breaker::default();
    for day in 0..5 {
        let start = day * 90_000;
        failing(&mut breaker, &[start, start + 1, start + 2]);
        assert!(matches!(breaker.state(), State::Open { .. }), "day {day}");
        assert!(breaker.permits(at(start + 62)));
        breaker.note(at(start + 62), false);
    }
}

#[test]
fn a_probe_whose_caller_went_away_is_given_up() {
    let mut breaker = Breaker::default();
    failing(&mut breaker, &[0, 1, 2]);
    assert!(breaker.permits(at(62)));
    assert!(!breaker.permits(at(91)));
    assert!(breaker.permits(at(92)));
}

#[test]
fn three_plugins_timing_out_at_once_are_excused_and_one_is_not() {
    let mut crowd = Crowd::default();
    assert!(!crowd.excuses(at(10), "a"));
    assert!(!crowd.excuses(at(10), "a"));
    assert!(!crowd.excuses(at(10), "b"));
    assert!(crowd.excuses(at(11), "c"));
    assert!(!crowd.excuses(at(13), "d"), "two seconds later");
}
