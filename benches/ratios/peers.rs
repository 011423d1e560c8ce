//! What others cost: naive Rust, NumPy, and the uniforms alone.

use super::clock::{self, Cost};
use super::engine::{self, Subject};
use super::size::{Size, Sizes};
use super::table::{self, Goal};
use super::{agreement, floor, naive, numpy};

/// The rows of the two speed scenarios.
pub fn measure(size: Size) {
    let bench27 = [Goal::AtLeast(50.0), Goal::AtLeast(40.0)];
    compare(&Subject::read("bench27"), &size.of("bench27"), bench27, Some(Goal::AtMost(9.0)));
    let bench1000 = [Goal::AtLeast(30.0), Goal::AtLeast(28.0)];
    compare(&Subject::read("bench1000"), &size.of("bench1000"), bench1000, None);
}

/// Answers first, then times, each peer in turn with the engine.
fn compare(subject: &Subject, sizes: &Sizes, [over_naive, over_numpy]: [Goal; 2], over_floor: Option<Goal>) {
    let name = subject.name;
    let model = naive::Model::of(&subject.programme).expect("the speed scenarios are known to the naive peer");
    let compared = agreement::hold(subject, &model, sizes.compared);
    table::note(name, &format!("{compared} figures agree with naive Rust; {}", engine::level()));
    let script = numpy::Peer::checked(subject, sizes.compared);
    let mut numpy_times = Vec::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("the system can start a thread");
    let [engine, naive, uniforms, words] = clock::in_turn(
        sizes.repeats,
        [
            &mut || subject.time(sizes.engine),
            &mut || {
                numpy_times.extend(script.iter().map(|script| script.time(sizes.numpy)));
                pool.install(|| clock::once(clock::processor, || model.run(sizes.naive, 3), sizes.naive))
            },
            &mut || floor::time(),
            &mut || floor::time_of_words(),
        ],
    );
    table::cost(name, &format!("a trial, {} figures counted", subject.rows()), &engine);
    table::ratio(name, "naive Rust over it", Some(&naive), naive.best / engine.best, Some(over_naive));
    match script {
        Ok(_) => {
            let numpy = Cost::of(numpy_times);
            table::ratio(name, "NumPy over it", Some(&numpy), numpy.best / engine.best, Some(over_numpy));
        }
        Err(reason) => table::note(name, &format!("NumPy: {reason}")),
    }
    if over_floor.is_some() {
        table::ratio(name, "it over 102 uniforms", Some(&uniforms), engine.best / uniforms.best, over_floor);
        table::ratio(name, "it over 102 words, not yet uniforms", Some(&words), engine.best / words.best, None);
    }
}
