//! The regularised incomplete gamma functions and their inverse.
//!
//! Series below the shape, continued fraction above it (DLMF 8.11.4 and 8.9.2), the uniform
//! expansion for large shapes. Relative precision of the smaller tail about 1e-13 for shapes
//! from 1e-3; for smaller shapes about 1e-16 / shape where the tail is of the order of the shape.

use super::pearson::{Density, Series};
use super::saddle::{log_gamma_plus_one, poisson_term};
use super::solve::{Point, solve};
use super::standard_normal;
use super::temme;
use crate::distribution::level::{Level, Tails};

/// More terms than any shape below [`temme::SMALLEST_SHAPE`] needs.
const MOST_TERMS: u32 = 20_000;
/// Beyond 760 nats a tail is less than the smallest number.
const DEEPEST: f64 = 760.0;

/// Both tails at `x` of the gamma distribution of this shape and scale 1.
pub(in crate::distribution) fn regularised(shape: f64, x: f64) -> Tails {
    if x <= 0.0 {
        Tails::LEFT_OF_ALL
    } else if x == f64::INFINITY {
        Tails::RIGHT_OF_ALL
    } else if shape >= temme::SMALLEST_SHAPE {
        temme::regularised(shape, x)
    } else if x < shape + 1.0 {
        Tails::from_below(poisson_term(shape, x) * lower_series(shape, x))
    } else if x > highest(shape) {
        Tails::RIGHT_OF_ALL
    } else {
        Tails::from_above(poisson_term(shape, x) * shape * upper_fraction(shape, x))
    }
}

/// The quantile of the gamma distribution of this shape and scale 1.
pub(in crate::distribution) fn quantile(shape: f64, level: Level) -> f64 {
    let evaluate = |x: f64| Point { tails: regularised(shape, x), slope: shape * poisson_term(shape, x) };
    solve(level, (f64::MIN_POSITIVE, highest(shape)), first_guess(shape, level), evaluate)
}

/// The quantiles of levels near a level.
pub(in crate::distribution) fn quantiles_around(shape: f64, start: Level) -> impl Fn(Level) -> f64 {
    let x = quantile(shape, start);
    let value = shape * poisson_term(shape, x) / x;
    let series = Series::new(start, Density { value, numerator: [shape - 1.0 - x, -1.0], denominator: [x, 1.0, 0.0] });
    move |level| match series.and_then(|series| series.step_to(level)) {
        Some(step) => x + step,
        None => quantile(shape, level),
    }
}

/// A bound on every quantile: `P(X > a + √(2at) + t) <= e^-t`.
fn highest(shape: f64) -> f64 {
    shape + (2.0 * shape * DEEPEST).sqrt() + DEEPEST
}

/// Wilson and Hilferty's cube of a normal, or the power law of the lower tail, which is a lower bound.
fn first_guess(shape: f64, level: Level) -> f64 {
    let power = libm::exp((libm::log(level.below()) + log_gamma_plus_one(shape)) / shape);
    let root = 1.0 - 1.0 / (9.0 * shape) + standard_normal::score(level) / (3.0 * shape.sqrt());
    power.max(if root > 0.0 { shape * root * root * root } else { 0.0 })
}

/// `1 + x/(a+1) + x²/((a+1)(a+2)) + …`
fn lower_series(shape: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for n in 1..MOST_TERMS {
        term *= x / (shape + f64::from(n));
        sum += term;
        if term < sum * (0.1 * f64::EPSILON) {
            break;
        }
    }
    sum
}

/// `1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - …)))` by Lentz's method.
fn upper_fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-290;
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let a = n * (shape - n);
        b += 2.0;
        d = 1.0 / away_from_zero(a * d + b, TINY);
        c = away_from_zero(b + a / c, TINY);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

fn away_from_zero(value: f64, tiny: f64) -> f64 {
    if value.abs() < tiny { tiny } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gamma_distribution_of_shape_one_is_exponential() {
        for x in [1e-300, 1e-5, 0.3, 1.0, 1.9, 2.1, 30.0, 690.0] {
            let tails = regularised(1.0, x);
            assert!((tails.above / libm::exp(-x) - 1.0).abs() < 2e-13, "above {x}");
            assert!((tails.below / -libm::expm1(-x) - 1.0).abs() < 1e-14, "below {x}");
        }
    }

    #[test]
    fn the_uniform_expansion_takes_over_where_the_series_still_holds() {
        let shape = temme::SMALLEST_SHAPE;
        for score in [-30.0, -8.0, -1.0, -0.01, 0.0, 0.5, 3.0, 20.0, 35.0] {
            let x = shape + score * shape.sqrt();
            let (a, b) = (regularised(shape - 1e-7, x), regularised(shape, x));
            assert!((a.below / b.below - 1.0).abs() < 2e-8, "below at score {score}");
            assert!((a.above / b.above - 1.0).abs() < 2e-8, "above at score {score}");
        }
    }
}
