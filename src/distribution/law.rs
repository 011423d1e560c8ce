//! What every probability law answers.

use super::level::{Level, Tails};
use super::{ClosedForm, moments};
use std::fmt;

/// A law of one real quantity that can take more than one value, except [`super::fixed::Fixed`].
pub(super) trait Law: fmt::Debug {
    /// The smallest interval that holds all the probability; its ends may be infinite.
    fn support(&self) -> (f64, f64);

    /// The generalised inverse of the distribution function at a level strictly inside (0, 1).
    fn quantile(&self, level: Level) -> f64;

    /// The quantile function near a level: as good as [`Law::quantile`] for all that a table needs, and quicker
    /// where the law knows how to get from one quantile to the next.
    fn around<'a>(&'a self, _: Level) -> Box<dyn Fn(Level) -> f64 + 'a> {
        Box::new(|level| self.quantile(level))
    }

    /// P(X <= x) and P(X > x).
    fn tails(&self, x: f64) -> Tails;

    /// P(X < x) and P(X >= x).
    fn tails_before(&self, x: f64) -> Tails {
        self.tails(x)
    }

    /// The points, ascending, at which the distribution function is not analytic.
    fn nodes(&self) -> Vec<f64>;

    /// The expected value; may be infinite.
    fn mean(&self) -> f64;

    /// The standard deviation; may be infinite.
    fn sd(&self) -> f64;

    /// The mode that a person stated, where the law has one.
    fn stated_mode(&self) -> Option<f64> {
        None
    }

    /// The lower median.
    fn median(&self) -> f64 {
        self.quantile(Level::HALF)
    }

    /// Whether the density is constant between nodes.
    fn is_piecewise_uniform(&self) -> bool {
        false
    }

    /// The quantile function in closed form, where it is a matter of a few operations.
    fn closed_form(&self) -> Option<ClosedForm> {
        None
    }
}

/// The levels at which the quantile function of a law is not analytic, as probabilities below.
pub(super) fn kinks(law: &dyn Law) -> Vec<f64> {
    let sides = |x: f64| [law.tails_before(x).below, law.tails(x).below];
    let mut levels: Vec<f64> = law.nodes().into_iter().flat_map(sides).filter(|p| 0.0 < *p && *p < 1.0).collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup_by(|next, kept| *next - *kept <= 4.0 * f64::EPSILON);
    levels
}

/// The lower median of a law with jumps or gaps: the node where the distribution function
/// comes to one half, even if the rounding of weights hides by a few digits that it does.
pub(super) fn median_at_a_node(law: &dyn Law, nodes: &[f64]) -> f64 {
    const ROUNDING: f64 = 1e-14;
    let first = nodes.partition_point(|x| law.tails(*x).below < 0.5 - ROUNDING);
    match nodes.get(first) {
        Some(x) if law.tails(*x).below <= 0.5 + ROUNDING => *x,
        _ => law.quantile(Level::HALF),
    }
}

/// The mean of a law that has no formula for it.
pub(super) fn integrated_mean(law: &dyn Law) -> f64 {
    moments::expectation(law, |x| x)
}

/// The standard deviation of a law that has no formula for it.
pub(super) fn integrated_sd(law: &dyn Law) -> f64 {
    let mean = law.mean();
    moments::expectation(law, |x| (x - mean) * (x - mean)).max(0.0).sqrt()
}
