//! One call: a fresh instance, an answer, and nothing left.

use std::time::Instant;

use wasmtime::{Store, Trap};

use super::convert;
use super::limits::Meter;
use super::sandbox::{Loaded, Sandbox, diagnostics, types};
use crate::engine::TICK_MS;
use crate::protocol::{Call, CallLimits, Done, Fault, Input, Level, Line, Output};

const LINES: usize = 64;
const LINE_BYTES: usize = 512;

/// What belongs to one call while it runs.
pub struct State {
    meter: Meter,
    lines: Vec<Line>,
}

impl diagnostics::Host for State {
    fn log(&mut self, level: diagnostics::Level, message: String) -> wasmtime::Result<()> {
        if !self.meter.host_call() {
            return Err(wasmtime::Error::msg("too many calls to the host"));
        }
        if self.lines.len() < LINES {
            let level = match level {
                diagnostics::Level::Debug => Level::Debug,
                diagnostics::Level::Info => Level::Info,
                diagnostics::Level::Warning => Level::Warning,
                diagnostics::Level::Error => Level::Error,
            };
            let end = message.floor_char_boundary(LINE_BYTES);
            self.lines.push(Line { level, text: message[..end].to_owned() });
        }
        Ok(())
    }
}

impl types::Host for State {}

impl Sandbox {
    /// Makes the call; always answers.
    pub fn call(&self, call: Call<'static>) -> Done {
        let start = Instant::now();
        let id = call.id;
        let (result, lines) = match self.loaded(call.artefact) {
            Some(loaded) => self.call_loaded(&loaded, call),
            None => (Err(Fault::NoSuchHook), Vec::new()),
        };
        let micros = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
        Done { id, result, lines, micros }
    }

    fn call_loaded(&self, loaded: &Loaded, call: Call<'static>) -> (Result<Output, Fault>, Vec<Line>) {
        let mut store = self.store(call.limits);
        let result = match answer(loaded, &mut store, call) {
            Ok(result) => result,
            Err(error) => Err(fault(&error, store.data())),
        };
        (result, store.into_data().lines)
    }

    fn store(&self, limits: CallLimits) -> Store<State> {
        let mut store = Store::new(&self.engine, State { meter: Meter::new(limits), lines: Vec::new() });
        store.limiter(|state| &mut state.meter);
        store.set_hostcall_fuel(limits.output as usize);
        store.set_epoch_deadline(u64::from(limits.time_ms).div_ceil(TICK_MS) + 1);
        store
    }
}

/// The outer error is the sandbox stopping the plugin, the inner one the plugin's own doing.
fn answer(
    loaded: &Loaded,
    store: &mut Store<State>,
    call: Call<'static>,
) -> wasmtime::Result<Result<Output, Fault>> {
    let context = convert::context(call.context);
    match call.input {
        Input::Validate { form, answers } => {
            let Some(forms) = &loaded.forms else { return Ok(Err(Fault::NoSuchHook)) };
            let instance = loaded.instance.instantiate(&mut *store)?;
            let forms = forms.load(&mut *store, &instance)?;
            let answers = convert::to_guest(answers.into_owned());
            let problems = forms.call_validate(&mut *store, &form, &answers, &context)?;
            Ok(Ok(Output::Findings(problems.into_iter().map(convert::problem).collect())))
        }
        Input::Compute { form, answers } => {
            let Some(forms) = &loaded.forms else { return Ok(Err(Fault::NoSuchHook)) };
            let instance = loaded.instance.instantiate(&mut *store)?;
            let forms = forms.load(&mut *store, &instance)?;
            let answers = convert::to_guest(answers.into_owned());
            let computed = forms.call_compute(&mut *store, &form, &answers, &context)?;
            Ok(convert::from_guest(computed).map(Output::Computed).ok_or(Fault::BadValue))
        }
        Input::Build { report, parameters, tables } => {
            let Some(reports) = &loaded.reports else { return Ok(Err(Fault::NoSuchHook)) };
            let instance = loaded.instance.instantiate(&mut *store)?;
            let reports = reports.load(&mut *store, &instance)?;
            let parameters = convert::to_guest(parameters.into_owned());
            let tables = convert::tables(tables.into_owned());
            let built = reports.call_build(&mut *store, &report, &parameters, &tables, &context)?;
            Ok(Ok(Output::Built(built)))
        }
    }
}

fn fault(error: &wasmtime::Error, state: &State) -> Fault {
    if let Some(reached) = state.meter.reached() {
        return reached;
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::Interrupt) => Fault::TimedOut,
        Some(_) => Fault::Trapped,
        // The engine's own error for too much data has no type; a test holds its words.
        None if format!("{error:#}").contains("fuel allocated for hostcalls") => Fault::Output,
        None => Fault::Trapped,
    }
}
