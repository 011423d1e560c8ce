//! Maximum likelihood: rows that are finished by their density, bounds by the probability of what lies above them.

use super::law::{Family, Interval, Law, log_beta_factor, pert_shapes};
use super::maximise::{of_one, of_two};
use crate::distribution::Distribution;

/// What a law is fitted to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observed<'a> {
    /// Values.
    pub cases: &'a [f64],
    /// Lower bounds of values that are not known yet.
    pub bounds: &'a [f64],
}

/// Log-likelihoods of what is impossible are kept finite, so that the simplex can leave it.
const LEAST_PROBABILITY: f64 = f64::MIN_POSITIVE;

impl Observed<'_> {
    /// The log-likelihood of a law.
    pub fn log_likelihood(&self, law: &Law) -> f64 {
        self.cases.iter().map(|&case| law.log_density(case)).sum::<f64>() + self.of_bounds(law.distribution().ok())
    }

    /// What the bounds add to the log-likelihood of a law.
    fn of_bounds(&self, law: Option<Distribution>) -> f64 {
        if self.bounds.is_empty() {
            return 0.0;
        }
        let Some(law) = law else { return f64::NEG_INFINITY };
        self.bounds.iter().map(|&bound| libm::log(law.survival(bound).max(LEAST_PROBABILITY))).sum()
    }

    /// The mean of something over the cases.
    fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.cases.iter().map(|&case| of(case)).sum::<f64>() / self.cases.len() as f64
    }

    /// The law of a family that makes what was observed likeliest. The cases are within its support and differ.
    pub fn estimate(&self, family: Family) -> Law {
        match family {
            Family::Normal => self.normal(),
            Family::Exponential => self.exponential(),
            Family::Lognormal => self.lognormal(),
            Family::Gamma => self.gamma(),
            Family::Weibull => self.weibull(),
            Family::Beta(on) => self.beta(on),
            Family::Pert(on) => self.pert(on),
        }
    }

    fn normal(&self) -> Law {
        let moments = |observed: &[f64]| {
            let n = observed.len() as f64;
            let mean = observed.iter().sum::<f64>() / n;
            let variance = observed.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n;
            (mean, libm::sqrt(variance))
        };
        if self.bounds.is_empty() {
            let (mean, sd) = moments(self.cases);
            return Family::Normal.law(mean, sd);
        }
        let all = [self.cases, self.bounds].concat();
        let (centre, scale) = moments(&all);
        let law =
            |[shift, log_ratio]: [f64; 2]| Family::Normal.law(centre + shift * scale, scale * libm::exp(log_ratio));
        law(of_two([0.0, 0.0], |place| self.log_likelihood(&law(place))))
    }

    /// All that was waited, over what was finished.
    fn exponential(&self) -> Law {
        let waited: f64 = self.cases.iter().chain(self.bounds).map(|value| value.max(0.0)).sum();
        Family::Exponential.law(waited / self.cases.len() as f64, f64::NAN)
    }

    fn lognormal(&self) -> Law {
        let logs =
            |values: &[f64]| values.iter().filter(|&&value| value > 0.0).map(|&value| libm::log(value)).collect();
        let (cases, bounds): (Vec<f64>, Vec<f64>) = (logs(self.cases), logs(self.bounds));
        Law { family: Family::Lognormal, ..Observed { cases: &cases, bounds: &bounds }.normal() }
    }

    fn gamma(&self) -> Law {
        let mean = self.mean(|case| case);
        let excess = (libm::log(mean) - self.mean(libm::log)).max(f64::MIN_POSITIVE);
        // Within 1.5 % of the maximum where there are no bounds (Minka 2002, after Thom).
        let near = (3.0 - excess + libm::sqrt((excess - 3.0) * (excess - 3.0) + 24.0 * excess)) / (12.0 * excess);
        let start = libm::log(near);
        if self.bounds.is_empty() {
            let profile = |log_shape: f64| {
                let shape = libm::exp(log_shape);
                shape * (log_shape - 1.0 - excess) - libm::lgamma(shape)
            };
            let shape = libm::exp(of_one(start - 0.1, start + 0.1, profile));
            return Family::Gamma.law(shape, mean / shape);
        }
        let law = |[log_shape, log_ratio]: [f64; 2]| {
            let shape = libm::exp(log_shape);
            Family::Gamma.law(shape, mean * libm::exp(log_ratio) / shape)
        };
        law(of_two([start, 0.0], |place| self.log_likelihood(&law(place))))
    }

    /// The scale follows from the shape, of which the log-likelihood is concave; with bounds too.
    fn weibull(&self) -> Law {
        let positive = || self.cases.iter().chain(self.bounds).filter(|&&value| value > 0.0);
        let largest = positive().fold(0.0_f64, |most, &value| most.max(value));
        let logs: Vec<f64> = positive().map(|value| libm::log(value / largest)).collect();
        let d = self.cases.len() as f64;
        let finished: f64 = self.cases.iter().map(|case| libm::log(case / largest)).sum();
        let sums = |shape: f64| {
            logs.iter().fold([0.0; 3], |[sum, first, second], &log| {
                let power = libm::exp(shape * log);
                [sum + power, first + power * log, second + power * log * log]
            })
        };
        let mean = finished / d;
        let spread =
            libm::sqrt(self.mean(|case| (libm::log(case / largest) - mean) * (libm::log(case / largest) - mean)));
        let mut shape = 1.2 / spread.max(f64::MIN_POSITIVE);
        for _ in 0..100 {
            let [sum, first, second] = sums(shape);
            let slope = d / shape - d * first / sum + finished;
            let curvature = -d / (shape * shape) - d * (second / sum - (first / sum) * (first / sum));
            let next = shape - slope / curvature;
            let next = if next > 0.0 && next.is_finite() { next.min(4.0 * shape) } else { 0.25 * shape };
            let settled = (next - shape).abs() <= 1e-12 * shape;
            shape = next;
            if settled {
                break;
            }
        }
        let [sum, ..] = sums(shape);
        Family::Weibull.law(shape, largest * libm::pow(sum / d, 1.0 / shape))
    }

    fn beta(&self, on: Interval) -> Law {
        let share = |case: f64| on.share(case);
        let (below, above) = (self.mean(|case| libm::log(share(case))), self.mean(|case| libm::log1p(-share(case))));
        let mean = self.mean(share);
        let variance = self.mean(|case| (share(case) - mean) * (share(case) - mean));
        let total = (mean * (1.0 - mean) / variance - 1.0).clamp(1e-3, 1e9);
        let law = |[log_alpha, log_beta]: [f64; 2]| {
            Family::Beta(on).law(libm::exp(log_alpha.min(16.0)), libm::exp(log_beta.min(16.0)))
        };
        let n = self.cases.len() as f64;
        let likelihood = |place: [f64; 2]| {
            let law = law(place);
            let cases =
                log_beta_factor((law.first, law.second)) + (law.first - 1.0) * below + (law.second - 1.0) * above;
            n * cases + self.of_bounds(self.bounds.first().and_then(|_| law.distribution().ok()))
        };
        law(of_two([libm::log(mean * total), libm::log((1.0 - mean) * total)], likelihood))
    }

    fn pert(&self, on: Interval) -> Law {
        let (below, above) =
            (self.mean(|case| libm::log(on.share(case))), self.mean(|case| libm::log1p(-on.share(case))));
        let n = self.cases.len() as f64;
        let likelihood = |mode: f64| {
            let shapes = pert_shapes(mode);
            let cases = log_beta_factor(shapes) + (shapes.0 - 1.0) * below + (shapes.1 - 1.0) * above;
            let law = self.bounds.first().and_then(|_| Family::Pert(on).law(mode, f64::NAN).distribution().ok());
            n * cases + self.of_bounds(law)
        };
        Family::Pert(on).law(of_one(0.0, 1.0, likelihood), f64::NAN)
    }
}
