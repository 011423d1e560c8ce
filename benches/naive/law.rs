//! Samplers: `rand_distr`'s for what is independent, tables of quantiles for what is correlated.

use foresave::distribution::{ClosedForm, Distribution};
use foresave::programme::Quantity;
use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution as _, LogNormal, Pert, Triangular, Uniform};
use rust_decimal::prelude::ToPrimitive;

/// Points of a table of quantiles.
const POINTS: usize = 4096;

/// Something to draw from.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// Always the same.
    Fixed(f64),
    /// Uniform.
    Uniform(Uniform<f64>),
    /// Triangular.
    Triangular(Triangular<f64>),
    /// PERT.
    Pert(Pert<f64>),
    /// Lognormal.
    Lognormal(LogNormal<f64>),
    /// Past values, interpolated.
    History(QuantileTable),
}

impl Sampler {
    /// The sampler of a quantity, with its most likely value.
    pub fn of(quantity: &Quantity) -> Result<(Self, f64), String> {
        let most_likely = quantity.most_likely().to_f64().ok_or("too large a number")?;
        let sampler = match quantity {
            Quantity::Fixed(_) => Sampler::Fixed(most_likely),
            Quantity::Uncertain(law) => Self::of_law(law)?,
        };
        Ok((sampler, most_likely))
    }

    fn of_law(law: &Distribution) -> Result<Self, String> {
        let (min, max) = law.support();
        let fault = |error: &dyn std::fmt::Display| error.to_string();
        match law.closed_form() {
            Some(ClosedForm::Linear { .. }) => Uniform::new(min, max).map(Sampler::Uniform).map_err(|e| fault(&e)),
            Some(ClosedForm::Triangular { min, mode, max }) => {
                Triangular::new(min, max, mode).map(Sampler::Triangular).map_err(|e| fault(&e))
            }
            Some(ClosedForm::PiecewiseLinear { .. }) => Ok(Sampler::History(QuantileTable::of(law))),
            Some(ClosedForm::Steps { .. }) => Err("discrete laws are not known here".into()),
            None if max.is_infinite() => lognormal(law),
            None => pert(law),
        }
    }

    /// A draw.
    pub fn draw(&self, random: &mut Xoshiro256PlusPlus) -> f64 {
        match self {
            Sampler::Fixed(value) => *value,
            Sampler::Uniform(law) => law.sample(random),
            Sampler::Triangular(law) => law.sample(random),
            Sampler::Pert(law) => law.sample(random),
            Sampler::Lognormal(law) => law.sample(random),
            Sampler::History(table) => table.at(random.random()),
        }
    }
}

fn pert(law: &Distribution) -> Result<Sampler, String> {
    let ((min, max), mode) = (law.support(), law.most_likely());
    let expected = (min + 4.0 * mode + max) / 6.0;
    if (law.mean() - expected).abs() > 1e-9 * (max - min) {
        return Err(format!("{law:?} is not a PERT law"));
    }
    Pert::new(min, max).with_mode(mode).map(Sampler::Pert).map_err(|error| error.to_string())
}

fn lognormal(law: &Distribution) -> Result<Sampler, String> {
    let sampler = LogNormal::from_mean_cv(law.mean(), law.sd() / law.mean()).map_err(|error| error.to_string())?;
    let median = law.quantile(0.5);
    let variance = (1.0 + (law.sd() / law.mean()).powi(2)).ln();
    if (median / (law.mean() / (0.5 * variance).exp()) - 1.0).abs() > 1e-9 {
        return Err(format!("{law:?} is not a lognormal law"));
    }
    Ok(Sampler::Lognormal(sampler))
}

/// Quantiles at equally spaced probabilities from 0 to 1, joined by straight lines.
#[derive(Clone, Debug)]
pub struct QuantileTable(Vec<f64>);

impl QuantileTable {
    /// The table of a law.
    pub fn of(law: &Distribution) -> Self {
        QuantileTable((0..=POINTS).map(|point| law.quantile(point as f64 / POINTS as f64)).collect())
    }

    /// The quantile at `p`.
    pub fn at(&self, p: f64) -> f64 {
        let place = p * (self.0.len() - 1) as f64;
        let below = (place as usize).min(self.0.len() - 2);
        self.0[below] + (place - below as f64) * (self.0[below + 1] - self.0[below])
    }
}
