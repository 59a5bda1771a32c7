//! What the host may be told.

use std::path::PathBuf;
use std::time::Duration;

/// How plugins are run. The defaults are the limits of `plugins.md` C.5, none above those
/// of `security.md` §5.2.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Threads of the worker, and so calls at the same time; at least four.
    pub threads: usize,
    /// How long a call waits for its plugin's turn and for a free thread.
    pub queue: Duration,
    /// Limits of `validate` and `compute`.
    pub forms: HookLimits,
    /// Limits of `build`, which may hold at most half of the threads.
    pub reports: HookLimits,
    /// Limits of installing.
    pub compile: CompileLimits,
}

/// What one call may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookLimits {
    /// Time on the wall, from the moment the worker takes the call.
    pub time: Duration,
    /// Bytes of memory, all memories of the instance together.
    pub memory: usize,
    /// Bytes sent to the plugin.
    pub input: usize,
    /// Bytes that one crossing may copy out of the plugin.
    pub output: usize,
    /// Findings or computed values.
    pub findings: usize,
    /// Calls from the plugin to the host.
    pub host_calls: u32,
}

/// What compiling one component may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// Time on the wall, after which the compiler is killed.
    pub time: Duration,
    /// Bytes of memory of the compiler's process.
    pub memory: u64,
    /// Bytes of the component.
    pub component: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(4, usize::from);
        Self {
            threads: cores.max(4),
            queue: Duration::from_millis(250),
            forms: HookLimits {
                time: Duration::from_millis(100),
                memory: 16 << 20,
                input: 256 << 10,
                output: 256 << 10,
                findings: 200,
                host_calls: 200,
            },
            reports: HookLimits {
                time: Duration::from_secs(2),
                memory: 64 << 20,
                input: 256 << 10,
                output: 256 << 10,
                findings: 0,
                host_calls: 200,
            },
            compile: CompileLimits { time: Duration::from_secs(10), memory: 512 << 20, component: 1 << 20 },
        }
    }
}

/// How the worker and the compiler are started: this very binary, with a hidden command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The binary.
    pub program: PathBuf,
    /// The argument that makes it call [`worker_main`](crate::worker_main).
    pub worker: String,
    /// The argument that makes it call [`compile_main`](crate::compile_main).
    pub compile: String,
}

impl WorkerCommand {
    /// The running binary with the commands `plugin-worker` and `plugin-compile`.
    ///
    /// # Errors
    /// When the operating system does not say where the binary is.
    pub fn of_this_binary() -> std::io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?))
    }

    /// Another binary that offers the same two commands.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), worker: "plugin-worker".into(), compile: "plugin-compile".into() }
    }
}
