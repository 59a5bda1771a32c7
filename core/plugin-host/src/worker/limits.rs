//! What one call may take.

use wasmtime::ResourceLimiter;

use crate::engine::TABLE_ENTRIES;
use crate::protocol::{CallLimits, Fault};

/// Counts what an instance takes, all of its memories together.
pub struct Meter {
    memory_left: usize,
    host_calls_left: u32,
    reached: Option<Fault>,
}

impl Meter {
    /// A meter at its start.
    pub fn new(limits: CallLimits) -> Self {
        Self { memory_left: limits.memory as usize, host_calls_left: limits.host_calls, reached: None }
    }

    /// Counts one call from the plugin to the host; false when it has none left.
    pub fn host_call(&mut self) -> bool {
        match self.host_calls_left.checked_sub(1) {
            Some(left) => self.host_calls_left = left,
            None => self.reached = Some(Fault::HostCalls),
        }
        self.reached.is_none()
    }

    /// The limit that was reached, if one was: what followed is its consequence.
    pub fn reached(&self) -> Option<Fault> {
        self.reached.clone()
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        match self.memory_left.checked_sub(desired.saturating_sub(current)) {
            Some(left) => self.memory_left = left,
            None => self.reached = Some(Fault::Memory),
        }
        Ok(self.reached.is_none())
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ENTRIES)
    }
}
