//! Two threads against one, by the clock on the wall.

use super::clock;
use super::engine::Subject;
use super::size::Size;
use super::table::{self, Goal};

/// What a second thread is worth.
pub fn measure(size: Size) {
    let subject = Subject::read("bench27");
    let trials = size.pick(1_000_000, 4_000_000);
    let [one, two] = clock::in_turn(
        size.pick(4, 7),
        [&mut || subject.wall_time_on(1, trials), &mut || subject.wall_time_on(2, trials)],
    );
    table::cost(subject.name, "a trial on one thread, wall time", &one);
    let worth = one.best / two.best;
    table::ratio(subject.name, "two threads against one", Some(&two), worth, Some(Goal::AtLeast(1.9)));
}
