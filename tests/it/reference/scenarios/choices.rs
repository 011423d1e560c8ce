//! Numbers at random, read as choices.

/// The largest number, plus 1.
pub const RANGE: u16 = 1000;

/// A list of numbers that choices are made by, one after the other. By zeros the simplest choice is made each time, so that
/// a failing scenario is made simpler by smaller numbers.
pub struct Choices<'a>(std::slice::Iter<'a, u16>);

impl<'a> Choices<'a> {
    pub fn of(numbers: &'a [u16]) -> Self {
        Choices(numbers.iter())
    }

    fn next(&mut self) -> usize {
        usize::from(*self.0.next().expect("there are as many numbers as choices"))
    }

    /// One of several, the first of which is the simplest.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.next() * all.len() / usize::from(RANGE)]
    }

    /// A whole number between two, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.next() as i32 * (high - low + 1) / i32::from(RANGE)
    }

    /// True in so many of a hundred cases.
    pub fn in_hundred(&mut self, cases: usize) -> bool {
        self.next() * 100 / usize::from(RANGE) >= 100 - cases
    }
}
