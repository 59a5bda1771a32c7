//! Everything a plugin may try, and what becomes of it.

use contributions::HookFault;

use crate::support::{answers, attack, call, honest, host_with, hostile, settings};

/// What an attack must end in.
fn expected(attack: &str) -> fn(&HookFault) -> bool {
    match attack {
        "loop" => |fault| *fault == HookFault::TimedOut,
        "memory" | "memory-at-once" => |fault| *fault == HookFault::LimitReached("memory".into()),
        "huge-text" | "huge-log" => |fault| *fault == HookFault::LimitReached("output".into()),
        // Memory or output, whichever it meets first.
        "many-findings" => |fault| matches!(fault, HookFault::LimitReached(_)),
        "too-many-findings" => |fault| *fault == HookFault::LimitReached("findings".into()),
        "log-flood" => |fault| *fault == HookFault::LimitReached("host calls".into()),
        "unknown-field" | "markup" => |fault| matches!(fault, HookFault::BadAnswer(_)),
        "recursion" | "panic" | "abort" | "out-of-bounds" => |fault| *fault == HookFault::Trapped,
        other => panic!("no expectation for {other}"),
    }
}

#[tokio::test]
async fn every_attack_is_stopped_and_the_next_call_is_clean() {
    let host = host_with(settings(), &hostile()).await;
    let attacks = [
        "loop",
        "memory",
        "memory-at-once",
        "recursion",
        "huge-text",
        "many-findings",
        "too-many-findings",
        "huge-log",
        "log-flood",
        "panic",
        "abort",
        "out-of-bounds",
        "unknown-field",
        "markup",
    ];
    for name in attacks {
        let fault = attack(&host, "hostile", name).await.expect_err(name);
        assert!(expected(name)(&fault), "{name}: {fault}");
        let finding = honest(&host, "hostile").await;
        assert_eq!(finding.message.args["calls"], "1", "after {name}");
        host.reset("hostile");
    }
    assert_eq!(host.workers_started(), 1, "no attack reached the worker itself");
}

#[tokio::test]
async fn an_argument_cannot_steer_whoever_reads_it() {
    let host = host_with(settings(), &hostile()).await;
    let findings = attack(&host, "hostile", "markup-argument").await.expect("findings");
    let argument = &findings[0].message.args["answers"];
    assert!(!argument.contains(char::is_control), "{argument:?}");
}

#[tokio::test]
async fn log_lines_are_taken_and_change_nothing() {
    let host = host_with(settings(), &hostile()).await;
    assert_eq!(attack(&host, "hostile", "log-lines").await, Ok(Vec::new()));
}

#[tokio::test]
async fn too_much_input_is_not_even_sent() {
    let host = host_with(settings(), &hostile()).await;
    let large = answers(&[("note", &"x".repeat(300 << 10))]);
    let fault = contributions::Hooks::validate(&host, call("hostile"), "attack", &large).await;
    assert_eq!(fault, Err(HookFault::LimitReached("input".into())));
    assert_eq!(host.workers_started(), 0);
}

#[tokio::test]
async fn a_plugin_that_fails_three_times_rests_until_it_is_reset() {
    let host = host_with(settings(), &hostile()).await;
    for _ in 0..3 {
        assert_eq!(attack(&host, "hostile", "panic").await, Err(HookFault::Trapped));
    }
    assert_eq!(attack(&host, "hostile", "panic").await, Err(HookFault::CircuitOpen));
    let health = host.health();
    assert_eq!(health[0].plugin, "hostile");
    assert_eq!(health[0].resting[0].0, "validate");
    host.reset("hostile");
    honest(&host, "hostile").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runaway_does_not_hold_up_another_plugin() {
    let mut settings = settings();
    settings.forms.time = std::time::Duration::from_secs(30);
    let mut neighbour = hostile();
    neighbour.manifest.id = "neighbour".into();
    let host = std::sync::Arc::new(host_with(settings, &hostile()).await);
    crate::support::add(&host, &neighbour).await;
    let runaway = tokio::spawn({
        let host = std::sync::Arc::clone(&host);
        async move { attack(&host, "hostile", "loop").await }
    });
    // Both finish while the runaway still has most of its half minute.
    honest(&host, "neighbour").await;
    honest(&host, "neighbour").await;
    assert!(!runaway.is_finished(), "the other plugin did not wait for it");
    let worker = host.worker_process().await.expect("a worker");
    crate::support::kill(worker);
    assert_eq!(runaway.await.expect("joined"), Err(HookFault::Unavailable));
}
