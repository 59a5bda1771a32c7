//! What is refused before any of it runs.

use std::sync::Arc;
use std::time::Duration;

use keys::Keyring;
use plugin_host::{CompileLimits, Host, InstallError};

use crate::support::{attack, command, empty_host, honest, hostile, settings};

/// A component that imports one empty interface of this name and does nothing.
fn importing(interface: &str) -> Vec<u8> {
    let mut component = b"\0asm\x0d\0\x01\0".to_vec();
    // One type: an instance without members.
    component.extend([7, 3, 1, 0x42, 0]);
    let name = u8::try_from(interface.len()).expect("a short name");
    component.extend([10, name + 5, 1, 0, name]);
    component.extend(interface.as_bytes());
    // Described as an instance of that type.
    component.extend([5, 0]);
    component
}

#[tokio::test]
async fn an_import_of_anything_else_is_refused_by_its_name() {
    let host = empty_host(settings());
    for interface in ["wasi:io/poll@0.2.0", "accord:plugin/cases@1.0.0", "wasi:sockets/tcp@0.2.0"] {
        let refused = host.compile(&importing(interface)).await.expect_err("refused");
        assert!(refused.to_string().contains(interface), "{refused}");
        assert!(matches!(refused, InstallError::ForeignImport { .. }));
    }
}

#[tokio::test]
async fn what_is_declared_must_be_exported() {
    let host = empty_host(settings());
    let mut package = hostile();
    package.component = Some(b"\0asm\x0d\0\x01\0".to_vec());
    let refused = host.install(&package).await.expect_err("refused");
    assert!(refused.to_string().contains("accord:plugin/forms"), "{refused}");
}

#[tokio::test]
async fn what_is_no_component_is_refused() {
    let host = empty_host(settings());
    for bytes in [b"".as_slice(), b"hello", b"\0asm\x01\0\0\0", &[0xff; 4096]] {
        assert!(matches!(host.compile(bytes).await, Err(InstallError::Invalid(_))));
    }
    let large = vec![0; (1 << 20) + 1];
    assert!(matches!(host.compile(&large).await, Err(InstallError::TooLarge { .. })));
}

#[tokio::test]
async fn compiling_is_stopped_at_its_limits() {
    let check = async |limits: CompileLimits| {
        let mut settings = settings();
        settings.compile = limits;
        let refused = empty_host(settings).install(&hostile()).await;
        assert!(matches!(refused, Err(InstallError::CompileLimit)), "{refused:?}");
    };
    let usual = settings().compile;
    check(CompileLimits { time: Duration::from_millis(1), ..usual }).await;
    check(CompileLimits { memory: 6 << 20, ..usual }).await;
}

#[tokio::test]
async fn an_artefact_that_was_altered_or_is_not_ours_is_never_loaded() {
    let package = hostile();
    let host = empty_host(settings());
    let artefact = host.install(&package).await.expect("installed").expect("code");
    let mut altered = artefact.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    assert!(matches!(host.enable(&package, Some(&altered)).await, Err(InstallError::NotOurs)));
    let stranger = Host::new(settings(), Arc::new(Keyring::generate()), command());
    assert!(matches!(stranger.enable(&package, Some(&artefact)).await, Err(InstallError::NotOurs)));
    let mut other = package.clone();
    other.component.as_mut().expect("code").push(0);
    assert!(matches!(host.enable(&other, Some(&artefact)).await, Err(InstallError::Stale)));
    assert!(matches!(host.enable(&package, None).await, Err(InstallError::Stale)));
    host.enable(&package, Some(&artefact)).await.expect("ours");
    honest(&host, "hostile").await;
}

#[tokio::test]
async fn a_kept_artefact_is_used_again_and_an_altered_one_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let keys = Arc::new(Keyring::generate());
    let host = || Host::new(settings(), Arc::clone(&keys), command());
    host().prepare(&hostile(), folder.path()).await.expect("prepared");
    let file = std::fs::read_dir(folder.path())
        .expect("readable")
        .next()
        .expect("one file")
        .expect("its entry")
        .path();
    let kept = std::fs::read(&file).expect("kept");
    let second = host();
    second.prepare(&hostile(), folder.path()).await.expect("prepared again");
    honest(&second, "hostile").await;

    let mut altered = kept.clone();
    *altered.last_mut().expect("not empty") ^= 1;
    std::fs::write(&file, &altered).expect("altered");
    let third = host();
    third.prepare(&hostile(), folder.path()).await.expect("made again");
    honest(&third, "hostile").await;
    assert_ne!(std::fs::read(&file).expect("kept"), altered);
}

#[tokio::test]
async fn preparing_what_is_enabled_already_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = empty_host(settings());
    host.prepare(&hostile(), folder.path()).await.expect("prepared");
    for _ in 0..3 {
        let _ = attack(&host, "hostile", "panic").await;
    }
    host.prepare(&hostile(), folder.path()).await.expect("prepared again");
    assert_eq!(host.health()[0].resting.len(), 1, "its breaker is still open");
    host.disable("hostile").await;
    host.prepare(&hostile(), folder.path()).await.expect("enabled anew");
    honest(&host, "hostile").await;
}
