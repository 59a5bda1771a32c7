//! What the operating system lets a server do.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Lets the process hold as many connections as it may, and write no image of its memory when
/// it crashes: there are keys in it, and what people wrote.
pub fn set() {
    let files = getrlimit(Resource::Nofile);
    // Many systems allow a thousand until somebody asks for more, and slow connections alone
    // may be more than that.
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files }) {
        tracing::warn!(%error, "the number of connections stays as it is");
    }
    if let Err(error) = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }) {
        tracing::warn!(%error, "an image of the memory may be written after a crash");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_image_of_the_memory_is_written() {
        set();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        let files = getrlimit(Resource::Nofile);
        assert_eq!(files.current, files.maximum);
    }
}
