//! The compiler's own process.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use wasmtime::Engine;
use wasmtime::component::Component;

use crate::engine;
use crate::protocol::{self, Compiled, Walls};
use crate::worker::{walls, world};

/// The body of the hidden command `plugin-compile`: reads a component from the standard
/// input until its end, writes one frame to the standard output, and ends.
///
/// Its arguments are the bytes of memory and the seconds of processor time that it may take.
pub fn compile_main(arguments: impl Iterator<Item = String>) -> ExitCode {
    let numbers: Vec<u64> = arguments.filter_map(|argument| argument.parse().ok()).collect();
    let [.., memory, seconds] = numbers[..] else { return ExitCode::FAILURE };
    match run(walls::Room { memory, seconds: Some(seconds) }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn run(room: walls::Room) -> io::Result<()> {
    let files = walls::before_threads(&room)?;
    let walls = walls::after_threads(files)?;
    let mut component = Vec::new();
    io::stdin().lock().read_to_end(&mut component)?;
    let answer = compile(&component, walls).unwrap_or_else(|error| refusal(&error));
    let mut output = io::stdout().lock();
    protocol::write(&mut output, &answer)?;
    output.flush()
}

fn compile(bytes: &[u8], walls: Walls) -> wasmtime::Result<Compiled> {
    let engine = engine::compiling()?;
    let component = Component::from_binary(&engine, bytes)?;
    if let Some(import) = foreign_import(&engine, &component) {
        return Ok(Compiled::ForeignImport(import));
    }
    // Also compares the types: a component of another shape of our own interface is refused.
    world(&engine)?.instantiate_pre(&component)?;
    let exports = component.component_type().exports(&engine).map(|(name, _)| name.to_owned()).collect();
    Ok(Compiled::Code { code: component.serialize()?, exports, walls })
}

/// The first import that no plugin is given.
fn foreign_import(engine: &Engine, component: &Component) -> Option<String> {
    let ty = component.component_type();
    ty.imports(engine).map(|(name, _)| name).find(|name| !is_ours(name)).map(str::to_owned)
}

/// The interface of types has no functions; a component imports it for its shapes alone.
fn is_ours(import: &str) -> bool {
    let interface = import.split('@').next().unwrap_or(import);
    matches!(interface, "accord:plugin/diagnostics" | "accord:plugin/types")
}

/// What is wrong, in one line short enough for a page.
fn refusal(error: &wasmtime::Error) -> Compiled {
    if format!("{error:#}").contains("(os error 12)") {
        return Compiled::OutOfMemory;
    }
    let mut text = format!("{error:#}").replace(char::is_control, " ");
    text.truncate(text.floor_char_boundary(300));
    Compiled::Invalid(text)
}
