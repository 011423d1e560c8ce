//! Differences of two estimates from the same random numbers.

/// The standard error of the difference of two figures with the errors `one` and `other`, and that correlation
/// between them.
pub fn error_of_difference(one: f64, other: f64, correlation: f64) -> f64 {
    libm::sqrt((one * one + other * other - 2.0 * correlation * one * other).max(0.0))
}

/// The correlation of values in pairs; 0 where either does not vary.
pub fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_one, mean_other) = (mean(one), mean(other));
    let (mut squares_one, mut squares_other, mut products) = (0.0, 0.0, 0.0);
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one - mean_one, other - mean_other);
        squares_one += one * one;
        squares_other += other * other;
        products += one * other;
    }
    let scale = libm::sqrt(squares_one * squares_other);
    if scale > 0.0 { products / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_chance_moves_together_differ_more_precisely_than_either_is_known() {
        assert_eq!(error_of_difference(3.0, 4.0, 0.0), 5.0);
        assert_eq!(error_of_difference(3.0, 4.0, 1.0), 1.0);
        assert_eq!(error_of_difference(2.0, 2.0, 1.0), 0.0);
    }

    #[test]
    fn a_correlation_is_that_of_the_pairs() {
        assert!((correlation(&[1.0, 2.0, 3.0], &[10.0, 30.0, 50.0]) - 1.0).abs() < 1e-12);
        assert!((correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]) + 1.0).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
        assert_eq!(correlation(&[], &[]), 0.0);
    }
}
