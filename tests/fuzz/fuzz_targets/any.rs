//! Hands libFuzzer's bytes to the target that `ACCORD_TARGET` names.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tests::fuzz::{Target, named};

fuzz_target!(|bytes: &[u8]| {
    static TARGET: OnceLock<&Target> = OnceLock::new();
    let target = TARGET.get_or_init(|| {
        let name = std::env::var("ACCORD_TARGET").unwrap_or_default();
        named(&name).unwrap_or_else(|| panic!("ACCORD_TARGET={name} is no target"))
    });
    (target.run)(bytes);
});
