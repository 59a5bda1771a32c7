//! Loaded code, and the world it is given.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use wasmtime::Engine;
use wasmtime::component::{Component, HasSelf, InstancePre, Linker};

use super::call::State;
use crate::engine::{self, TICK_MS};

#[allow(missing_docs, reason = "generated from sdk/wit/v1")]
mod generated {
    wasmtime::component::bindgen!({
        path: "../../sdk/wit/v1",
        world: "plugin",
        imports: { default: trappable },
    });
}

pub use generated::accord::plugin::{diagnostics, types};
pub use generated::exports::accord::plugin::{forms, reports};

/// The engine, the world, and the code of every plugin called so far.
pub struct Sandbox {
    pub engine: Engine,
    linker: Linker<State>,
    loaded: RwLock<HashMap<u32, Arc<Loaded>>>,
}

/// The code of one plugin, ready to be instantiated.
pub struct Loaded {
    pub instance: InstancePre<State>,
    pub forms: Option<forms::GuestIndices>,
    pub reports: Option<reports::GuestIndices>,
}

impl Sandbox {
    /// A sandbox that can run `threads` calls at the same time.
    pub fn new(threads: usize) -> wasmtime::Result<Self> {
        let engine = engine::running(threads)?;
        let linker = world(&engine)?;
        Ok(Self { engine, linker, loaded: RwLock::default() })
    }

    /// Starts the thread that moves the deadline clock. It is a plain thread that does
    /// nothing else, so that a busy plugin cannot hold it up.
    pub fn start_ticker(&self) -> std::io::Result<()> {
        let engine = self.engine.clone();
        let ticker = std::thread::Builder::new().name("plugin-clock".to_owned());
        ticker.spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(TICK_MS));
                engine.increment_epoch();
            }
        })?;
        Ok(())
    }

    /// Loads code that the server has authenticated.
    #[expect(unsafe_code, reason = "the server checked the artefact's authentication code before it sent it")]
    pub fn load(&self, artefact: u32, code: &[u8]) -> wasmtime::Result<()> {
        // SAFETY: the code came through the one socket of this process, whose other end is
        // held by the server. The server made it with the same engine from a component, and
        // sends it only after `artefact::open` found its keyed digest unchanged.
        let component = unsafe { Component::deserialize(&self.engine, code)? };
        let instance = self.linker.instantiate_pre(&component)?;
        let loaded = Loaded {
            forms: forms::GuestIndices::new(&instance).ok(),
            reports: reports::GuestIndices::new(&instance).ok(),
            instance,
        };
        self.loaded.write().unwrap_or_else(PoisonError::into_inner).insert(artefact, Arc::new(loaded));
        Ok(())
    }

    /// Drops code; calls that run it finish first.
    pub fn forget(&self, artefact: u32) {
        self.loaded.write().unwrap_or_else(PoisonError::into_inner).remove(&artefact);
    }

    /// The code loaded under this number.
    pub fn loaded(&self, artefact: u32) -> Option<Arc<Loaded>> {
        self.loaded.read().unwrap_or_else(PoisonError::into_inner).get(&artefact).cloned()
    }
}

/// All that a plugin may import: `accord:plugin/diagnostics` and nothing else.
pub fn world(engine: &Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    diagnostics::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)?;
    Ok(linker)
}
