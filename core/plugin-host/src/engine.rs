//! The engine's settings, the same for the compiler and the worker.
//!
//! Everything that a plugin does not need is off: garbage collection, exceptions, threads,
//! 64-bit and shared memories, vector instructions, and the asynchronous component model.
//! Memories are small enough that every access is checked by an instruction rather than by
//! a guard page, which is also what Spectre's mitigation covers.

use wasmtime::{Config, Engine, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig};

/// The longest memory that any plugin may have.
pub const LARGEST_MEMORY: usize = 64 << 20;
/// One step of the deadline clock, in milliseconds.
pub const TICK_MS: u64 = 5;
/// Entries of a plugin's function table.
pub const TABLE_ENTRIES: usize = 10_000;

const STACK: usize = 256 << 10;

/// The engine of the compiler, which makes code and runs none.
pub fn compiling() -> wasmtime::Result<Engine> {
    // One thread, so that the compiler's process needs no right to make more.
    let mut config = shared();
    config.parallel_compilation(false);
    Engine::new(&config)
}

/// The engine of the worker, with room for `threads` instances at the same time.
pub fn running(threads: usize) -> wasmtime::Result<Engine> {
    let slots = u32::try_from(threads).unwrap_or(u32::MAX).saturating_add(1);
    let mut pool = PoolingAllocationConfig::default();
    pool.total_component_instances(slots)
        .total_core_instances(slots * 4)
        .total_memories(slots)
        .total_tables(slots * 4)
        .max_core_instances_per_component(4)
        .max_memories_per_component(1)
        .max_tables_per_component(4)
        .max_memory_size(LARGEST_MEMORY)
        .table_elements(TABLE_ENTRIES)
        .linear_memory_keep_resident(2 << 20)
        .table_keep_resident(64 << 10);
    let mut config = shared();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    Engine::new(&config)
}

/// What the machine code depends on. A change here must raise the settings number in
/// [`crate::artefact::ENGINE`].
fn shared() -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .epoch_interruption(true)
        .max_wasm_stack(STACK)
        .cranelift_opt_level(OptLevel::Speed)
        .memory_reservation(LARGEST_MEMORY as u64)
        .memory_reservation_for_growth(0)
        .memory_guard_size(64 << 10)
        .memory_may_move(false)
        // No image in a memory file: the worker may not make one.
        .memory_init_cow(false)
        .wasm_backtrace_max_frames(None)
        .generate_address_map(false)
        .concurrency_support(false)
        .gc_support(false)
        .wasm_gc(false)
        .wasm_function_references(false)
        .wasm_exceptions(false)
        .wasm_threads(false)
        .shared_memory(false)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .wasm_custom_page_sizes(false)
        .wasm_wide_arithmetic(false)
        .wasm_tail_call(false)
        .wasm_stack_switching(false)
        .wasm_relaxed_simd(false)
        .wasm_simd(false);
    config
}
