//! The fewest digits that say a law well enough to be pasted.

use crate::distribution::Distribution;

/// Digits of a number at most.
const MOST: usize = 17;
/// No percentile may move by more than this share of the distance from P5 to P95.
const ALLOWED: f64 = 0.02;

/// The values in as few digits as move no percentile from P5 to P95 of the law that they make by more than a fiftieth
/// of the distance between these; of as few digits those that move them least.
pub(super) fn shortest(values: &[f64], law: impl Fn(&[f64]) -> Option<Distribution>) -> Vec<f64> {
    let Some(exact) = law(values).map(|law| percentiles(&law)) else { return values.to_vec() };
    let allowed = ALLOWED * (exact[exact.len() - 1] - exact[0]);
    let moved = |values: &[f64]| {
        let moved = law(values).map(|law| percentiles(&law));
        let moved =
            moved.map(|moved| moved.iter().zip(&exact).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max));
        moved.filter(|moved| *moved <= allowed)
    };
    for total in 0..=MOST * values.len() {
        let tried = shares_of(total, values.len()).into_iter().map(|digits| rounded(values, &digits));
        let fit = tried.filter_map(|values| moved(&values).map(|moved| (moved, values)));
        if let Some((_, values)) = fit.min_by(|one, other| one.0.total_cmp(&other.0)) {
            return values;
        }
    }
    values.to_vec()
}

/// Every way to give `total` digits to so many numbers.
fn shares_of(total: usize, numbers: usize) -> Vec<Vec<usize>> {
    if numbers == 1 {
        return if total <= MOST { vec![vec![total]] } else { Vec::new() };
    }
    let mut all = Vec::new();
    for first in 0..=total.min(MOST) {
        for mut rest in shares_of(total - first, numbers - 1) {
            rest.insert(0, first);
            all.push(rest);
        }
    }
    all
}

fn rounded(values: &[f64], digits: &[usize]) -> Vec<f64> {
    values.iter().zip(digits).map(|(value, digits)| to_digits(*value, *digits)).collect()
}

/// A number rounded to so many digits; of none it is zero.
fn to_digits(value: f64, digits: usize) -> f64 {
    let text = digits.checked_sub(1).map(|behind_point| format!("{value:.behind_point$e}"));
    text.map_or(0.0, |text| text.parse().unwrap_or(value))
}

fn percentiles(law: &Distribution) -> Vec<f64> {
    (5..=95).map(|per_cent| law.quantile(f64::from(per_cent) / 100.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_is_said_in_as_few_digits_as_hold_its_percentiles() {
        let normal = |values: &[f64]| Distribution::normal(values[0], values[1]).ok();
        assert_eq!(shortest(&[7.227, 4.707], normal), [7.0, 4.7]);
        assert_eq!(shortest(&[1003.7, 4.707], normal), [1003.7, 4.7]);
        assert_eq!(shortest(&[-0.02, 4.707], normal), [0.0, 4.7]);
        assert_eq!(shortest(&[9.0], |values| Distribution::exponential(values[0]).ok()), [9.0]);
        assert_eq!(shortest(&[123_456.0], |values| Distribution::exponential(values[0]).ok()), [123_000.0]);
    }
}
