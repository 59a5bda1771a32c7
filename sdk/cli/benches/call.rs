//! What a call costs: medians in microseconds, printed, never judged.
//!
//! `cargo bench -p accord-plugin` runs the police referral form, 40 answers, through the
//! whole way that the server takes: host, socket, worker, fresh instance, `validate`, and
//! back. Read the figures beside each other; they mean little across machines.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use contributions::{HookCall, Hooks};
use domain::{Answers, FieldKind, Value};
use keys::Keyring;
use plugin_host::{Host, Settings, WorkerCommand};

const CALLS: usize = 2_000;
const FIELDS: usize = 40;

fn main() {
    // Cargo's test runner also starts benches, to see that they can be.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins/referral-partner");
    let package = accord_plugin::build(&folder).expect("built").package;
    let command = WorkerCommand::of(env!("CARGO_BIN_EXE_accord-plugin"));
    let host = Host::new(Settings::default(), Arc::new(Keyring::generate()), command);

    let start = Instant::now();
    let artefact = host.install(&package).await.expect("installed").expect("code");
    println!("install (compile in a child)      {:>9.0} µs", micros(start.elapsed()));
    println!(
        "component / artefact              {:>9} / {} bytes",
        package.component.as_ref().map_or(0, Vec::len),
        artefact.len()
    );
    host.enable(&package, Some(&artefact)).await.expect("enabled");

    let answers = forty(&package);
    let start = Instant::now();
    host.validate(call(), "referral", &answers).await.expect("an answer");
    println!("first call (worker starts, loads) {:>9.0} µs", micros(start.elapsed()));

    let mut times = Vec::with_capacity(CALLS);
    for _ in 0..CALLS {
        let start = Instant::now();
        host.validate(call(), "referral", &answers).await.expect("an answer");
        times.push(micros(start.elapsed()));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[(share * (CALLS - 1) as f64) as usize];
    println!(
        "fresh validate, {FIELDS} answers: median {:.0} µs, p90 {:.0} µs, p99 {:.0} µs",
        at(0.5),
        at(0.9),
        at(0.99)
    );
}

/// Forty answers to the form, whatever they say.
fn forty(package: &contributions::Package) -> Answers {
    let fields = package.forms["referral"].fields();
    let answer = |field: &contributions::FieldDefinition| match field.kind {
        FieldKind::Boolean => Value::Boolean(true),
        FieldKind::Integer => Value::Integer(3),
        FieldKind::Date => Value::Date("2026-10-01".parse().expect("a date")),
        FieldKind::Choice => Value::Choice(field.options.all()[0].code.clone()),
        FieldKind::Choices => Value::Choices(vec![field.options.all()[0].code.clone()]),
        _ => Value::Text("Ama of Northside, 12 High Street".to_owned()),
    };
    fields.take(FIELDS).map(|field| (field.id.clone(), answer(field))).collect()
}

fn call() -> HookCall {
    HookCall {
        plugin: "referral-partner".to_owned(),
        today: "2026-11-24".parse().expect("a date"),
        now: "2026-11-24T09:30:00Z".parse().expect("a moment"),
        locale: "en".to_owned(),
        call_id: uuid::Uuid::from_u128(7),
        schema_version: 1,
        settings: Answers::new(),
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
