//! The worker as a process: its walls, its death and its successor.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use contributions::HookFault;

use crate::support::{add, attack, honest, host_with, hostile, kill, settings};

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_in_a_call_is_a_fault_and_the_next_call_has_a_new_one() {
    let mut settings = settings();
    settings.forms.time = std::time::Duration::from_secs(30);
    let host = Arc::new(host_with(settings, &hostile()).await);
    honest(&host, "hostile").await;
    let worker = host.worker_process().await.expect("a worker");
    let runaway = tokio::spawn({
        let host = Arc::clone(&host);
        async move { attack(&host, "hostile", "loop").await }
    });
    // The call is out as soon as the plugin's processor time grows.
    while processor_time(worker) < 20 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    kill(worker);
    assert_eq!(runaway.await.expect("joined"), Err(HookFault::Unavailable));
    honest(&host, "hostile").await;
    assert_eq!(host.workers_started(), 2);
    assert_ne!(host.worker_process().await, Some(worker));
}

#[tokio::test]
async fn a_worker_that_dies_again_and_again_is_replaced_each_time() {
    let host = host_with(settings(), &hostile()).await;
    for round in 1..=20 {
        honest(&host, "hostile").await;
        assert_eq!(host.workers_started(), round);
        kill(host.worker_process().await.expect("a worker"));
        // Until the host has noticed, a call could still be sent to the dead one.
        while host.worker_process().await.is_some() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }
    assert!(host.health()[0].resting.is_empty(), "the plugin is not blamed for it");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_callers_of_several_plugins_each_get_their_own_answer() {
    let host = Arc::new(host_with(settings(), &hostile()).await);
    for copy in 1..6 {
        let mut package = hostile();
        package.manifest.id = format!("copy-{copy}");
        add(&host, &package).await;
    }
    let calls: Vec<_> = (0..60)
        .map(|number| {
            let host = Arc::clone(&host);
            let plugin = if number % 6 == 0 { "hostile".to_owned() } else { format!("copy-{}", number % 6) };
            tokio::spawn(
                async move { (honest(&host, &plugin).await.message.key, format!("{plugin}/honest")) },
            )
        })
        .collect();
    for call in calls {
        let (key, expected) = call.await.expect("joined");
        assert_eq!(key, expected);
    }
    assert_eq!(host.workers_started(), 1);
}

#[tokio::test]
async fn the_worker_is_walled_in_and_has_nothing_but_its_socket() {
    let host = host_with(settings(), &hostile()).await;
    honest(&host, "hostile").await;
    assert_eq!(host.worker_is_walled_in().await, Some(true), "this kernel has Landlock and seccomp");
    let worker = host.worker_process().await.expect("a worker");
    let status = fs::read_to_string(format!("/proc/{worker}/status")).expect("its status");
    let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    assert_eq!(line("Seccomp:"), Some("2"), "filtered");
    assert_eq!(line("NoNewPrivs:"), Some("1"));
    let environment = fs::read(format!("/proc/{worker}/environ")).expect("its environment");
    assert!(environment.is_empty(), "it inherits no variable, so no secret in one");
    // What the test's own runner left open for its children is not ours to judge.
    let inherited: Vec<PathBuf> = descriptors("self", |flags| flags & CLOSE_ON_EXEC == 0);
    for target in descriptors(&worker.to_string(), |_| true) {
        let is_expected = target == Path::new("/dev/null") || target.to_string_lossy().starts_with("socket:");
        assert!(is_expected || inherited.contains(&target), "it holds {}", target.display());
    }
}

const CLOSE_ON_EXEC: u32 = 0o2_000_000;

/// What the open descriptors of a process lead to, of those with such flags.
fn descriptors(process: &str, wanted: impl Fn(u32) -> bool) -> Vec<PathBuf> {
    let folder = fs::read_dir(format!("/proc/{process}/fd")).expect("its descriptors");
    let numbers = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("a number"));
    let is_wanted = |number: &String| {
        let info = fs::read_to_string(format!("/proc/{process}/fdinfo/{number}")).unwrap_or_default();
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
        flags.is_some_and(|flags| u32::from_str_radix(flags.trim(), 8).is_ok_and(&wanted))
    };
    let target = |number: String| fs::read_link(format!("/proc/{process}/fd/{number}")).ok();
    numbers.filter(is_wanted).filter_map(target).collect()
}

#[tokio::test]
async fn the_worker_ends_with_its_host() {
    let host = host_with(settings(), &hostile()).await;
    honest(&host, "hostile").await;
    let worker = host.worker_process().await.expect("a worker");
    drop(host);
    for _ in 0..1_000 {
        if !Path::new(&format!("/proc/{worker}/fd")).exists() || is_zombie(worker) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the worker outlived its host");
}

fn is_zombie(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

/// The processor time of a process in hundredths of a second.
fn processor_time(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("its figures");
    let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
    fields[11].parse::<u64>().expect("user") + fields[12].parse::<u64>().expect("system")
}
