//! The attacks, by the name under which a test asks for them.

use std::hint::black_box;

use accord_sdk::prelude::*;

/// Performs `attack`; most never return.
pub fn perform(attack: &str, problems: &mut Problems) {
    match attack {
        "loop" => endless(),
        "memory" => greedy(),
        "memory-at-once" => drop(black_box(vec![1_u8; 512 << 20])),
        "recursion" => drop(black_box(deeper(0))),
        "huge-text" => {
            problems.block("attack", &"x".repeat(4 << 20));
        }
        "many-findings" => {
            for _ in 0..150_000 {
                problems.block("attack", "honest");
            }
        }
        "too-many-findings" => {
            for _ in 0..201 {
                problems.block("attack", "honest");
            }
        }
        "huge-log" => log(Level::Info, &"x".repeat(12 << 20)),
        "log-flood" => loop {
            log(Level::Info, "again");
        },
        "log-lines" => {
            log(Level::Info, "one\nTWO: forged line \u{1b}[31mred\u{202e}");
        }
        "panic" => panic!("asked to"),
        "abort" => std::process::abort(),
        "out-of-bounds" => drop(black_box([1_u8, 2, 3][black_box(7)])),
        "unknown-field" => {
            problems.block("someone-elses-field", "honest");
        }
        "markup" => {
            problems.block("attack", "<script>alert(1)</script>");
        }
        "markup-argument" => {
            problems.block("attack", "honest").with("answers", "<b>=cmd|' /C calc'!A0\u{0}\r\n");
        }
        _ => {}
    }
}

fn endless() -> ! {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

fn greedy() -> ! {
    let mut hoard: Vec<Vec<u8>> = Vec::new();
    loop {
        hoard.push(black_box(vec![1; 1 << 20]));
    }
}

fn deeper(depth: u64) -> u64 {
    let frame = black_box([depth; 32]);
    if black_box(true) { deeper(depth + 1) + frame[0] } else { depth }
}
