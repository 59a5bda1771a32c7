//! The walls that a child puts around itself before it reads anything.
//!
//! Limits and Landlock first, because threads inherit them; then the threads; then the list
//! of system calls, which no longer has the one that makes threads. None can be taken back.

use std::io;

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus, Scope};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

use crate::protocol::Walls;

/// How much of the machine a child may take.
pub struct Room {
    /// Bytes of memory it can write to.
    pub memory: u64,
    /// Seconds of processor time, for a child that should end.
    pub seconds: Option<u64>,
}

impl Room {
    /// The room of the worker, which lives as long as the server. Eight full memories, the
    /// code of every plugin, and itself fit; a host that goes astray does not.
    pub const fn worker() -> Self {
        Self { memory: 2 << 30, seconds: None }
    }
}

/// Lowers the priority, sets the limits, and shuts the file system and the network.
/// Returns whether the kernel knows Landlock.
pub fn before_threads(room: &Room) -> io::Result<bool> {
    nice(5)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nofile, 16)?;
    limit(Resource::Data, room.memory)?;
    if let Some(seconds) = room.seconds {
        limit(Resource::Cpu, seconds)?;
    }
    // A kernel without Landlock still has the list of system calls, which opens nothing.
    let abi = ABI::V6;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(abi)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(abi)))
        .and_then(Ruleset::create)
        .and_then(|ruleset| ruleset.restrict_self())
        .map_err(io::Error::other)?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// Forbids every system call but those that running code and answering needs, in all
/// threads. A forbidden one fails as not permitted.
pub fn after_threads(files: bool) -> io::Result<Walls> {
    let arch = std::env::consts::ARCH.try_into().map_err(io::Error::other)?;
    let allowed = ALLOWED.iter().map(|number| (*number, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(allowed, refuse, SeccompAction::Allow, arch).map_err(io::Error::other)?;
    let filter = BpfProgram::try_from(filter).map_err(io::Error::other)?;
    seccompiler::apply_filter_all_threads(&filter).map_err(io::Error::other)?;
    Ok(Walls { files, calls: true })
}

fn limit(resource: Resource, most: u64) -> io::Result<()> {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    Ok(())
}

/// Memory, its protection, waiting, the socket, signals and the end: no file is opened, no
/// connection made, no process or thread started, nothing traced.
const ALLOWED: &[libc::c_long] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_recvfrom,
    libc::SYS_recvmsg,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_close,
    libc::SYS_shutdown,
    libc::SYS_ppoll,
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_membarrier,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_clock_gettime,
    libc::SYS_getrandom,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_tgkill,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];
