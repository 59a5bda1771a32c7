//! From a component to machine code, in a process that can be killed.
//!
//! Compiling hostile input can take any time and memory, so it happens when a package is
//! installed and never during a request: in a child with limits on both, whose only input is
//! the component and whose only output is one frame.

mod child;

use std::io;
use std::process::Stdio;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

pub use child::compile_main;

use crate::protocol::{self, Compiled};
use crate::{CompileLimits, InstallError, WorkerCommand};

/// A component that was compiled, and what it offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// The machine code.
    pub code: Vec<u8>,
    /// The names of its exports, such as `accord:plugin/forms@1.0.0`.
    pub exports: Vec<String>,
}

/// Compiles `component` in a child of its own and says what it offers.
///
/// # Errors
/// When the component imports anything but our world, is too large, is no component, or
/// takes more time or memory to compile than it may.
pub async fn compile(
    command: &WorkerCommand,
    limits: CompileLimits,
    component: &[u8],
) -> Result<Component, InstallError> {
    if component.len() > limits.component {
        return Err(InstallError::TooLarge { size: component.len(), limit: limits.component });
    }
    let mut child = Command::new(&command.program)
        .arg(&command.compile)
        .arg(limits.memory.to_string())
        .arg(limits.time.as_secs().max(1).to_string())
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut input = child.stdin.take().ok_or_else(missing_pipe)?;
    let mut output = child.stdout.take().ok_or_else(missing_pipe)?;
    let exchange = async {
        // A child that was stopped closes its end early; its answer, or the lack of one,
        // says more than the failed write.
        let _ = input.write_all(component).await;
        drop(input);
        let mut head = [0; 4];
        output.read_exact(&mut head).await?;
        let mut body = vec![0; protocol::length(head, protocol::FROM_CHILD)?];
        output.read_exact(&mut body).await?;
        protocol::value::<Compiled>(&body)
    };
    let answer = tokio::time::timeout(limits.time, exchange).await;
    // Killed in any case: after its answer it has nothing left to do.
    let _ = child.kill().await;
    match answer {
        Err(_elapsed) => Err(InstallError::CompileLimit),
        Ok(Err(cause)) if cause.kind() == io::ErrorKind::UnexpectedEof => Err(InstallError::CompileLimit),
        Ok(Err(cause)) => Err(cause.into()),
        Ok(Ok(Compiled::Code { code, exports, walls })) => {
            tracing::debug!(?walls, bytes = code.len(), "a component was compiled");
            Ok(Component { code, exports })
        }
        Ok(Ok(Compiled::ForeignImport(import))) => Err(InstallError::ForeignImport { import }),
        Ok(Ok(Compiled::OutOfMemory)) => Err(InstallError::CompileLimit),
        Ok(Ok(Compiled::Invalid(reason))) => Err(InstallError::Invalid(reason)),
    }
}

fn missing_pipe() -> InstallError {
    io::Error::other("the compiler's process has no pipe").into()
}
