//! What the engine costs, beside what its peers cost in the same run: `cargo bench`.
//!
//! Answers are held against each other before anything is timed. The table's goals are ratios, so that they mean
//! the same on every machine; nothing here fails on time. `FORESAVE_BENCH=quick` takes fewer trials.

#![allow(clippy::print_stdout, reason = "a bench prints its table")]

mod agreement;
mod clock;
mod engine;
mod floor;
#[path = "../naive/mod.rs"]
mod naive;
mod numpy;
mod size;

use clock::Cost;
use engine::Subject;
use size::Size;

fn main() {
    // `cargo test --benches` asks for nothing to be timed.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let size = Size::from_environment();
    println!("{:<11} {:<34} {:>12} {:>12} {:>9}   goal", "scenario", "what", "best", "median", "ratio");
    for (name, goals) in [("bench27", ["50", "40", "9"]), ("bench1000", ["30", "28", ""])] {
        let subject = Subject::read(name);
        let sizes = size.of(name);
        measure(&subject, &sizes, goals);
    }
}

/// The rows of one scenario.
fn measure(subject: &Subject, sizes: &size::Sizes, [over_naive, over_numpy, over_floor]: [&str; 3]) {
    let model = naive::Model::of(&subject.programme).expect("the speed scenarios are known to the naive peer");
    let compared = agreement::hold(subject, &model, sizes.compared);
    line(subject, &format!("figures that agree: {compared}"), None, None);
    let engine = subject.cost(sizes.engine, sizes.repeats);
    line(subject, &format!("engine, {} rows, {}", subject.rows(), engine::level()), Some(&engine), None);
    let naive = clock::single_threaded(|| model.run(sizes.naive, 3), sizes.naive, sizes.repeats);
    line(subject, "naive Rust", Some(&naive), Some((naive.best / engine.best, over_naive, "at least")));
    match numpy::cost(subject, sizes) {
        Ok(numpy) => line(subject, "NumPy", Some(&numpy), Some((numpy.best / engine.best, over_numpy, "at least"))),
        Err(reason) => line(subject, &format!("NumPy: {reason}"), None, None),
    }
    if !over_floor.is_empty() {
        let floor = floor::cost(sizes.repeats);
        line(subject, "floor: 102 uniforms", Some(&floor), Some((engine.best / floor.best, over_floor, "at most")));
    }
}

fn line(subject: &Subject, what: &str, cost: Option<&Cost>, ratio: Option<(f64, &str, &str)>) {
    let [best, median] = match cost {
        Some(cost) => [cost.best, cost.median].map(clock::in_words),
        None => [String::new(), String::new()],
    };
    let (ratio, goal) = match ratio {
        Some((ratio, goal, side)) if !goal.is_empty() => (format!("{ratio:.1}"), format!("{side} {goal}")),
        Some((ratio, ..)) => (format!("{ratio:.1}"), String::new()),
        None => (String::new(), String::new()),
    };
    println!("{:<11} {what:<34} {best:>12} {median:>12} {ratio:>9}   {goal}", subject.name);
}
