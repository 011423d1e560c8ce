//! A figure with its Monte Carlo error.

/// A figure, and how far chance may have moved it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure, in whatever unit it has.
    pub value: f64,
    /// Its Monte Carlo standard error, in the same unit; 0 where it is known.
    pub error: f64,
}

impl Estimate {
    /// A figure that does not depend on chance.
    pub fn known(value: f64) -> Self {
        Estimate { value, error: 0.0 }
    }

    /// `scale` times the figure, plus `offset`.
    pub fn scaled(self, scale: f64, offset: f64) -> Self {
        Estimate { value: scale * self.value + offset, error: scale.abs() * self.error }
    }
}

/// The standard error of a mean of `n` independent trials with standard deviation `sd`.
pub fn mean_error(sd: f64, n: u64) -> f64 {
    if n == 0 { 0.0 } else { sd / libm::sqrt(n as f64) }
}

/// The standard error of the mean of independent replicates: their standard deviation over the root of their number.
pub fn replicate_error(replicates: &[f64]) -> f64 {
    let n = replicates.len() as f64;
    if replicates.len() < 2 {
        return 0.0;
    }
    let mean = replicates.iter().sum::<f64>() / n;
    let squares: f64 = replicates.iter().map(|value| (value - mean) * (value - mean)).sum();
    libm::sqrt(squares / (n - 1.0) / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_have_the_error_of_a_mean() {
        assert!((replicate_error(&[1.0, 2.0, 3.0, 4.0]) - libm::sqrt(5.0 / 3.0 / 4.0)).abs() < 1e-12);
        assert_eq!(replicate_error(&[7.0]), 0.0);
    }

    #[test]
    fn an_error_is_scaled_with_its_figure_and_never_negative() {
        let estimate = Estimate { value: 3.0, error: 0.5 };
        assert_eq!(estimate.scaled(-2.0, 1.0), Estimate { value: -5.0, error: 1.0 });
    }
}
