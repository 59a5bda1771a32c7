//! The server's log, kept to be looked through.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Lines of a log.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// The log of this process, kept from the first call on, as talkative as the server can
    /// be told to be.
    ///
    /// # Panics
    /// If something else keeps it already.
    pub fn begin() -> Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(Self::kept).clone()
    }

    fn kept() -> Self {
        let log = Self::default();
        let filter = EnvFilter::new("debug,sqlx=warn,sea_orm=warn,hyper=warn,wasmtime=warn,reqwest=warn");
        let lines =
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(log.clone()).with_ansi(false);
        lines.try_init().expect("nothing else keeps it");
        log
    }

    /// What it holds.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
