//! Lines for the plugin's developer and the administrator.

/// How much a line weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Of use while writing the plugin.
    Debug,
    /// Of use when reading what happened.
    Info,
    /// Something looks wrong.
    Warning,
    /// Something is wrong.
    Error,
}

/// Writes a line. Never put a person's data into it: the host replaces what it finds, but a
/// part of a value is not found.
///
/// A call may write 64 lines of 512 bytes. Natively, in tests, the line goes to standard
/// error.
pub fn log(level: Level, message: &str) {
    #[cfg(target_arch = "wasm32")]
    crate::guest::log(level, message);
    #[cfg(not(target_arch = "wasm32"))]
    eprintln!("{level:?}: {message}");
}
