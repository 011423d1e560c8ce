//! The inverse of a distribution function on the positive numbers.

use crate::distribution::level::{Level, Tails};

/// What is known at a trial point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// Both tails there.
    pub(super) tails: Tails,
    /// The density there times the point: the slope in its logarithm.
    pub(super) slope: f64,
}

/// More steps than halving the exponent and then the digits of a number takes.
const MOST_STEPS: u32 = 150;

/// Points below this may be below the bracket, which is worth a look.
const VERY_LOW: f64 = 1e-200;

/// The point of a level, within `bracket`: its lower end where less than that carries the level,
/// and then 0.
///
/// Newton's method on the logarithm of the given tail in the logarithm of the point. There both
/// tails are concave, a power law even straight, so that it converges from nearly anywhere; a
/// step that would leave what is still possible is replaced by halving.
pub(super) fn solve(level: Level, bracket: (f64, f64), guess: f64, evaluate: impl Fn(f64) -> Point) -> f64 {
    let (mut low, mut high) = bracket;
    if guess < VERY_LOW && level.is_reached_by(evaluate(low).tails) {
        return 0.0;
    }
    let mut x = if guess > low && guess < high { guess } else { (low * high).sqrt().max(low) };
    for _ in 0..MOST_STEPS {
        let step = newton_step(level, evaluate(x));
        if step < 0.0 {
            high = x;
        } else {
            low = x;
        }
        let next = x * libm::exp(step);
        if has_settled(step) {
            return next.clamp(low, high);
        }
        let halved = low.sqrt() * high.sqrt();
        x = if next > low && next < high { next } else { halved };
        if x <= low || x >= high {
            break;
        }
    }
    if high < VERY_LOW && level.is_reached_by(evaluate(bracket.0).tails) { 0.0 } else { high }
}

/// How far the logarithm of the point should move; the sign is right even where the size is not.
fn newton_step(level: Level, point: Point) -> f64 {
    let (tail, lack) = match level {
        Level::Below(p) => (point.tails.below, libm::log(p / point.tails.below)),
        Level::Above(q) => (point.tails.above, libm::log(point.tails.above / q)),
    };
    let step = lack * (tail / point.slope);
    if step.is_nan() { lack.clamp(-f64::MAX, f64::MAX) } else { step }
}

/// At the last digit, or so close that the step after this one, shrunk as Newton's are, is lost in rounding.
fn has_settled(step: f64) -> bool {
    step.abs() < 1e-10
}
