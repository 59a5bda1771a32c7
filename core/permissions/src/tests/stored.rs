//! The policy as it is stored: words, refused where unknown.

use crate::{ActKind, Letter, Policy, Role, Task};

#[test]
fn every_role_has_a_row_and_every_word_is_its_own() {
    let policy = Policy::default();
    assert!(Role::ALL.iter().all(|role| policy.roles.iter().filter(|row| row.role == *role).count() == 1));
    fn distinct<T: Copy + PartialEq + std::fmt::Debug>(all: &[T], word: fn(T) -> &'static str) {
        for (index, value) in all.iter().enumerate() {
            assert!(all[..index].iter().all(|other| word(*other) != word(*value)), "{value:?}");
        }
    }
    distinct(ActKind::ALL, ActKind::as_str);
    distinct(Role::ALL, Role::as_str);
    distinct(Task::ALL, Task::as_str);
    distinct(Letter::ALL, Letter::as_str);
    assert!(ActKind::ALL.iter().all(|act| ActKind::parse(act.as_str()) == Some(*act)));
}

#[test]
fn an_unknown_word_is_refused_and_never_guessed() {
    let stored = serde_json::to_string(&Policy::default()).expect("a policy can be written");
    for (known, unknown) in [("g4.contact", "g4.everything"), ("\"T\"", "\"Z\""), ("view-case", "see-case")] {
        let wrong = stored.replacen(known, unknown, 1);
        assert_ne!(wrong, stored);
        assert!(serde_json::from_str::<Policy>(&wrong).is_err(), "{unknown}");
    }
    let extra = stored.replacen("\"purpose\"", "\"allow\":true,\"purpose\"", 1);
    assert!(serde_json::from_str::<Policy>(&extra).is_err(), "an unknown key is refused");
}

#[test]
fn every_act_is_somebodys() {
    let policy = Policy::default();
    let held = |act| policy.roles.iter().any(|role| role.row.has(act));
    let orphans: Vec<_> = ActKind::ALL.iter().filter(|act| !held(**act)).collect();
    assert!(orphans.is_empty(), "no role may do {orphans:?}");
}
