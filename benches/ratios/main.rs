//! What the engine costs, beside what its peers cost in the same run: `cargo bench`.
//!
//! Answers are held against each other before anything is timed. The table's goals are ratios, so that they mean
//! the same on every machine; nothing here fails on time. `FORESAVE_BENCH=quick` takes fewer trials, and names of
//! parts (`cargo bench -- peers threads growth program designs charts analyses`) take those alone.

#![allow(clippy::print_stdout, reason = "a bench prints its table")]

mod agreement;
mod analyses;
mod charts;
mod clock;
mod designs;
mod engine;
mod floor;
mod growth;
mod lanes;
#[path = "../naive/mod.rs"]
mod naive;
mod numpy;
mod peers;
#[path = "../../src/engine/philox.rs"]
#[allow(dead_code, reason = "its own tests are not run here")]
mod philox;
mod program;
mod size;
mod table;
mod threads;

use size::Size;

/// A part of the table: its name, and what prints it.
type Part = (&'static str, fn(Size));

/// The parts of the table, in order.
const PARTS: [Part; 7] = [
    ("peers", peers::measure),
    ("threads", threads::measure),
    ("growth", growth::measure),
    ("program", program::measure),
    ("designs", designs::measure),
    ("charts", charts::measure),
    ("analyses", analyses::measure),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` asks for nothing to be timed.
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    let chosen: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let size = Size::from_environment();
    table::heads();
    for (name, measure) in PARTS {
        if chosen.is_empty() || chosen.iter().any(|chosen| *chosen == name) {
            measure(size);
        }
    }
}
