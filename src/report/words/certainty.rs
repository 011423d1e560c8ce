//! How certain a figure is.

use super::super::figure::{Figure, HALF_WIDTH, Scale, Unit, step_of_digits};
use super::futures;
use crate::forecast::{Estimate, Spread, Summary};

/// Fewer trials than this say nothing of percentiles, nor that nothing is uncertain.
pub const TOO_FEW: u64 = 100;

/// The 95 % half-width, as a share of the largest percentile or of the spread, above which two digits are too many.
const TOO_WIDE: f64 = 0.025;

/// Errors of less than half a penny are none.
const LEAST: f64 = 0.005;

/// In which futures a figure is the same: `in every simulated future`, `in 97% of the simulated futures`; nothing where
/// it differs.
pub fn same_in(spread: Spread, trials: u64) -> Option<super::Sentence> {
    match spread {
        Spread::Certain => Some("in every simulated future".into()),
        Spread::Nearly(share) => Some(super::Sentence::from("in ") + futures(Figure::chance_of(share), trials)),
        Spread::Spread => None,
    }
}

/// `±£0.06m`: half the width of the 95 % interval of an estimate of pounds, to one digit.
pub fn good_to(error: f64, scale: Scale) -> String {
    format!("±{}", to_one_digit(HALF_WIDTH * error, scale))
}

/// A width of pounds to one digit, rounded up: `£0.06m`.
pub fn to_one_digit(width: f64, scale: Scale) -> String {
    // A multiple of the step stays one, though it was computed with rounding in the last binary places.
    let finest = step_of_digits(width, 1);
    let value = (width / finest - 1e-9).ceil() * finest;
    // What is rounded up to ten steps has its one digit a place higher.
    let step = step_of_digits(value, 1);
    // The error that supports just this step.
    Figure::estimate(Estimate { value, error: 2.0 * step / HALF_WIDTH }, Unit::Pounds(scale)).to_string()
}

/// Whether sampling alone may have moved a percentile by so much that two of its digits are too many.
pub fn is_too_wide(error: f64, summary: &Summary) -> bool {
    HALF_WIDTH * error > TOO_WIDE * size(summary)
}

/// Whether an error is one.
pub fn is_error(error: f64) -> bool {
    HALF_WIDTH * error >= LEAST
}

/// How many times the trials, in steps of four, make an error small enough for two digits: each step halves it.
pub fn times_more(error: f64, summary: &Summary, most: u64) -> Option<u64> {
    if !is_too_wide(error, summary) {
        return None;
    }
    let mut times = 4;
    while is_too_wide(error / (times as f64).sqrt(), summary) && times * 4 <= most {
        times *= 4;
    }
    (times <= most).then_some(times)
}

/// What errors are held against: the largest of P10, P50, P90 and the width between the outer two.
fn size(summary: &Summary) -> f64 {
    let [p10, p50, p90] = [summary.p10(), summary.p50(), summary.p90()].map(|estimate| estimate.value);
    [p10, p50, p90, p90 - p10].into_iter().fold(0.0, |largest: f64, value| largest.max(value.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_width_has_one_digit_and_is_rounded_up() {
        let shown = |width: f64| good_to(width / HALF_WIDTH, Scale::of(1e6));
        let widths = [9_400.0, 10_000.0, 10_001.0, 94_000.0, 960_000.0, 5e6, 940.0, 0.4];
        let written = ["±£0.01m", "±£0.01m", "±£0.02m", "±£0.1m", "±£1m", "±£5m", "±£1,000", "±£0.4"];
        assert_eq!(widths.map(shown), written);
    }
}
