//! What others cost: naive Rust, NumPy, and the uniforms alone.

use super::clock::{self, Cost};
use super::engine::{self, Subject};
use super::size::{Size, Sizes};
use super::table::{self, Goal};
use super::{agreement, floor, naive, numpy, program};

/// The rows of the two speed scenarios.
pub fn measure(size: Size) {
    let bench27 = Goals { naive: 50.0, numpy: 40.0, default: 16.0, floor: Some(Goal::AtMost(9.0)) };
    compare(&Subject::read("bench27"), &size.of("bench27"), bench27);
    let bench1000 = Goals { naive: 30.0, numpy: 28.0, default: 12.0, floor: None };
    compare(&Subject::read("bench1000"), &size.of("bench1000"), bench1000);
}

/// By how much the engine, and the whole command by default, are to be ahead.
struct Goals {
    naive: f64,
    numpy: f64,
    /// NumPy over the whole command.
    default: f64,
    floor: Option<Goal>,
}

/// Answers first, then times, each peer in turn with the engine.
fn compare(subject: &Subject, sizes: &Sizes, goals: Goals) {
    let name = subject.name;
    let model = naive::Model::of(&subject.programme).expect("the speed scenarios are known to the naive peer");
    let compared = agreement::hold(subject, &model, sizes.compared);
    table::note(name, &format!("{compared} figures agree with naive Rust; {}", engine::level()));
    let script = numpy::Peer::checked(subject, sizes.compared);
    let (mut numpy_times, mut default_times) = (Vec::new(), Vec::new());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("the system can start a thread");
    let [engine, naive, uniforms, words] = clock::in_turn(
        sizes.repeats,
        [
            &mut || {
                default_times.extend(program::default_run(&subject.path));
                subject.time(sizes.engine)
            },
            &mut || {
                numpy_times.extend(script.iter().map(|script| script.time(sizes.numpy)));
                pool.install(|| clock::once(clock::processor, || model.run(sizes.naive, 3), sizes.naive))
            },
            &mut || floor::time(),
            &mut || floor::time_of_words(),
        ],
    );
    table::cost(name, &format!("a trial, {} figures counted or summed", subject.rows()), &engine);
    table::ratio(name, "naive Rust over it", Some(&naive), naive.best / engine.best, Some(Goal::AtLeast(goals.naive)));
    match script {
        Ok(_) => {
            let numpy = Cost::of(numpy_times);
            let goal = Some(Goal::AtLeast(goals.numpy));
            table::ratio(name, "NumPy over it", Some(&numpy), numpy.best / engine.best, goal);
            if !default_times.is_empty() {
                let whole = Cost::of(default_times);
                let what = "NumPy over the whole command, 100,000 trials, exact";
                table::ratio(name, what, Some(&whole), numpy.best / whole.best, Some(Goal::AtLeast(goals.default)));
            }
        }
        Err(reason) => table::note(name, &format!("NumPy: {reason}")),
    }
    if goals.floor.is_some() {
        table::ratio(name, "it over 102 uniforms", Some(&uniforms), engine.best / uniforms.best, goals.floor);
        table::ratio(name, "it over 102 words, not yet uniforms", Some(&words), engine.best / words.best, None);
    }
}
