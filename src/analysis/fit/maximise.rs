//! Maxima of smooth functions of one and of two variables, without derivatives.
//!
//! Brent's method (*Algorithms for Minimization without Derivatives*, 1973, chapter 5), and the simplex of Nelder and
//! Mead (1965), started anew from where it ended. A function that is not a number somewhere counts as lowest there.

/// The inverse of the golden ratio, squared.
const GOLDEN: f64 = 0.381_966_011_250_105_1;
/// The relative precision of the place: below it a maximum is flat in the rounding of its function.
const PRECISION: f64 = 1e-9;
const MOST_STEPS: u32 = 200;

/// The place of the maximum of a function with one maximum between `low` and `high`.
pub(super) fn of_one(low: f64, high: f64, of: impl Fn(f64) -> f64) -> f64 {
    let lowered = |x: f64| lowest_for_no_number(of(x));
    let (mut low, mut high) = (low, high);
    let mut best = low + GOLDEN * (high - low);
    let (mut second, mut third) = (best, best);
    let mut at_best = lowered(best);
    let (mut at_second, mut at_third) = (at_best, at_best);
    let (mut step, mut before) = (0.0_f64, 0.0_f64);
    for _ in 0..MOST_STEPS {
        let middle = 0.5 * (low + high);
        let tolerance = PRECISION * best.abs() + 1e-12;
        if (best - middle).abs() <= 2.0 * tolerance - 0.5 * (high - low) {
            break;
        }
        let parabola = parabola_step((best, at_best), (second, at_second), (third, at_third));
        let fits = parabola.filter(|&to| {
            before.abs() > tolerance && to.abs() < 0.5 * before.abs() && best + to > low && best + to < high
        });
        (step, before) = match fits {
            Some(to) => (to, step),
            None => {
                let side = if best >= middle { low - best } else { high - best };
                (GOLDEN * side, side)
            }
        };
        let next = best + if step.abs() >= tolerance { step } else { tolerance.copysign(step) };
        let at_next = lowered(next);
        if at_next >= at_best {
            if next >= best {
                low = best;
            } else {
                high = best;
            }
            (third, at_third, second, at_second) = (second, at_second, best, at_best);
            (best, at_best) = (next, at_next);
        } else {
            if next < best {
                low = next;
            } else {
                high = next;
            }
            if at_next >= at_second || second == best {
                (third, at_third, second, at_second) = (second, at_second, next, at_next);
            } else if at_next >= at_third || third == best || third == second {
                (third, at_third) = (next, at_next);
            }
        }
    }
    best
}

/// From the first of three points to the vertex of the parabola through them.
fn parabola_step(first: (f64, f64), second: (f64, f64), third: (f64, f64)) -> Option<f64> {
    let r = (first.0 - second.0) * (first.1 - third.1);
    let q = (first.0 - third.0) * (first.1 - second.1);
    let denominator = 2.0 * (q - r);
    let step = ((first.0 - second.0) * r - (first.0 - third.0) * q) / denominator;
    step.is_finite().then_some(step)
}

/// The place of a maximum of a function of two variables near `start`.
pub(super) fn of_two(start: [f64; 2], of: impl Fn([f64; 2]) -> f64) -> [f64; 2] {
    let mut place = start;
    // A simplex may collapse before it has arrived; started anew it goes on.
    for size in [0.3, 0.03, 0.003] {
        place = simplex(place, size, &of);
    }
    place
}

fn simplex(start: [f64; 2], size: f64, of: &impl Fn([f64; 2]) -> f64) -> [f64; 2] {
    let valued = |at: [f64; 2]| (at, lowest_for_no_number(of(at)));
    let mut corners = [valued(start), valued([start[0] + size, start[1]]), valued([start[0], start[1] + size])];
    for _ in 0..4 * MOST_STEPS {
        corners.sort_by(|one, other| other.1.total_cmp(&one.1));
        let [(best, at_best), (good, at_good), (worst, at_worst)] = corners;
        let spread = (0..2).map(|axis| (worst[axis] - best[axis]).abs().max((good[axis] - best[axis]).abs()));
        if spread.fold(0.0, f64::max) < PRECISION {
            break;
        }
        let centre = [0.5 * (best[0] + good[0]), 0.5 * (best[1] + good[1])];
        let along = |factor: f64| {
            valued([centre[0] + factor * (worst[0] - centre[0]), centre[1] + factor * (worst[1] - centre[1])])
        };
        let reflected = along(-1.0);
        let replaced = if reflected.1 > at_best {
            let expanded = along(-2.0);
            Some(if expanded.1 > reflected.1 { expanded } else { reflected })
        } else if reflected.1 > at_good {
            Some(reflected)
        } else {
            let contracted = along(if reflected.1 > at_worst { -0.5 } else { 0.5 });
            Some(contracted).filter(|contracted| contracted.1 > at_worst.max(reflected.1))
        };
        match replaced {
            Some(corner) => corners[2] = corner,
            None => {
                let halfway = |corner: [f64; 2]| [0.5 * (best[0] + corner[0]), 0.5 * (best[1] + corner[1])];
                corners[1] = valued(halfway(good));
                corners[2] = valued(halfway(worst));
            }
        }
    }
    corners.sort_by(|one, other| other.1.total_cmp(&one.1));
    corners[0].0
}

fn lowest_for_no_number(value: f64) -> f64 {
    if value.is_nan() { f64::NEG_INFINITY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_maximum_of_one_variable_is_found_within_and_at_an_end() {
        assert!((of_one(0.0, 10.0, |x| -(x - 3.0) * (x - 3.0)) - 3.0).abs() < 1e-7);
        assert!((of_one(0.1, 50.0, |x| libm::log(x) - x) - 1.0).abs() < 1e-6);
        assert!(of_one(0.0, 1.0, |x| -x) < 1e-7);
        assert!(of_one(0.0, 1.0, |x| x) > 1.0 - 1e-7);
    }

    #[test]
    fn a_maximum_of_two_variables_is_found_along_a_bent_ridge() {
        let banana = |[x, y]: [f64; 2]| -(1.0 - x) * (1.0 - x) - 100.0 * (y - x * x) * (y - x * x);
        let [x, y] = of_two([-1.2, 1.0], banana);
        assert!((x - 1.0).abs() < 1e-6 && (y - 1.0).abs() < 1e-6, "{x} {y}");
        let beyond = |[x, y]: [f64; 2]| if x < 0.0 { f64::NAN } else { -x - y * y };
        assert!(of_two([1.0, 1.0], beyond)[0] < 1e-4);
    }
}
