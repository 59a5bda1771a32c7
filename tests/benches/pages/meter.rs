//! What processes use, read from `/proc`.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

/// The time on a processor of some processes up to a moment, thread by thread.
///
/// The kernel counts it to the nanosecond in `schedstat`; `stat` would give hundredths of a
/// second. What a thread did that ended between two readings is lost; those of a server that
/// is at work do not end.
#[derive(Debug)]
pub struct Cpu(HashMap<u32, u64>);

impl Cpu {
    /// Of a process and its children.
    pub fn of(root: u32) -> Self {
        let mut threads = HashMap::new();
        for process in processes().filter(|process| *process == root || parent(*process) == Some(root)) {
            for thread in numbers_in(&format!("/proc/{process}/task")) {
                let text = fs::read_to_string(format!("/proc/{process}/task/{thread}/schedstat"));
                // One that has just ended has no file any more.
                let used = text.ok().and_then(|text| text.split_whitespace().next()?.parse().ok());
                threads.extend(used.map(|used: u64| (thread, used)));
            }
        }
        assert!(!threads.is_empty(), "process {root} has ended, or the kernel keeps no schedstat");
        Self(threads)
    }

    /// What was used between an earlier reading and this one.
    pub fn since(&self, earlier: &Self) -> Duration {
        let before = |thread| earlier.0.get(thread).copied().unwrap_or_default();
        Duration::from_nanos(self.0.iter().map(|(thread, used)| used.saturating_sub(before(thread))).sum())
    }
}

/// The memory of a process, in MiB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// All that is resident, the mapped pages of a database file among it.
    pub resident: f64,
    /// What is the process's own.
    pub anonymous: f64,
    /// The most that was resident since [`forget_peak`].
    pub peak: f64,
}

impl Memory {
    /// Of one process without its children.
    ///
    /// # Panics
    /// If it has ended.
    pub fn of(process: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
        let value = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            kibibytes.unwrap_or_default() / 1_024.0
        };
        Self { resident: value("VmRSS"), anonymous: value("RssAnon"), peak: value("VmHWM") }
    }
}

/// Begins the peak of a process's memory anew.
///
/// # Panics
/// If the process is not ours.
pub fn forget_peak(process: u32) {
    fs::write(format!("/proc/{process}/clear_refs"), "5")
        .expect("the peak of our own child can be forgotten");
}

/// The machine in a line: what it computes with.
pub fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores, {}", model.map_or("of an unknown model", |(_, name)| name))
}

fn processes() -> impl Iterator<Item = u32> {
    numbers_in("/proc").into_iter()
}

fn numbers_in(folder: &str) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name stands in brackets and may hold anything; after it come the state and the parent.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}
